"""Days as a calendar file (RFC 5545), for attaching to a message and for a feed that calendars subscribe to.

The same events and the same day give the same bytes: no clock and no random number has a part in them.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from policyclerk.domain.calendar_event import CalendarEvent, calendar_mark

_COUNTED_FROM = date(2020, 1, 1)


def calendar_bytes(events: Iterable[CalendarEvent], *, name: str, today: date) -> bytes:
    """The events as one file, in order of days, each once by its uid.

    A later day's file about the same things takes the place of an earlier one in the reader's calendar: the day counts
    as the revision (SEQUENCE) of every entry.

    Args:
        events: whole days; none of them takes anybody's time (a reader stays free).
        name: what the calendar is called.
        today: the day of the run, which every entry is stamped with.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//policyclerk//policy reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    once = {event.uid: event for event in events}
    calendar.add("x-policyclerk-mark", calendar_mark(name, once.values()))
    for event in sorted(once.values(), key=lambda event: (event.on, event.title, event.uid)):
        calendar.add_component(_entry(event, today))
    return bytes(calendar.to_ical())


def _entry(event: CalendarEvent, today: date) -> Event:
    entry = Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", datetime.combine(today, time(), UTC))
    entry.add("sequence", (today - _COUNTED_FROM).days)
    entry.add("dtstart", event.on)
    entry.add("dtend", event.on + timedelta(days=1))
    entry.add("summary", event.title)
    if event.description:
        entry.add("description", event.description)
    entry.add("transp", "TRANSPARENT")
    return entry
