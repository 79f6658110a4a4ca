"""Calendar feeds: the days of reviews and meetings, a file for the trust and one for each school, kept in reports/."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.calendar_event import CalendarEvent, calendar_mark
from policyclerk.domain.cells import slug
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.gather import Gathered
from policyclerk.hands import Hands
from policyclerk.planning.days import RememberedDays
from policyclerk.planning.events import events_of
from policyclerk.planning.ladder import by_body
from policyclerk.ports import ReportWriter

if TYPE_CHECKING:
    from policyclerk.domain.review import Standing


def write_calendars(
    hands: Hands,
    gathered: Gathered,
    judgement: Judgement,
    reports: ReportWriter,
    *,
    school: str | None = None,
) -> tuple[str, ...]:
    """Write reviews-trust.ics (every policy) and reviews-<school>.ics, under the same names every time.

    A file that holds the same days already is left as it is: calendars that subscribe to it have nothing to fetch.

    Args:
        school: only this one's; None for all of them and the trust's.

    Returns:
        The paths of the files; none where no calendar can be made.

    Raises:
        OSError: the folder cannot be written.
    """
    if hands.feed is None or gathered.register is None or gathered.calendar is None:
        return ()
    events = _events_of_each(hands.settings, gathered.register, gathered.calendar, judgement)
    wanted = (school,) if school else (None, *sorted(name for name in events if name))
    return tuple(
        _renewed_file(name, events.get(name, ()), hands, judgement.today, reports) for name in wanted
    )


def _events_of_each(
    settings: Settings, register: Register, calendar: Calendar, judgement: Judgement
) -> Mapping[str | None, Sequence[CalendarEvent]]:
    """The days of the trust (None: all policies) and of each school."""
    standings: dict[str | None, list[Standing]] = {None: list(judgement.standings)}
    for standing in judgement.standings:
        if standing.policy.school:
            standings.setdefault(standing.policy.school, []).append(standing)
    meetings, days = by_body(register.meetings), RememberedDays(calendar)
    return {
        name: events_of(
            theirs,
            trust=settings.trust.name,
            meetings=meetings,
            papers_days=settings.reminders.papers_days,
            days=days,
            today=judgement.today,
        )
        for name, theirs in standings.items()
    }


def _renewed_file(
    school: str | None, events: Sequence[CalendarEvent], hands: Hands, today: date, reports: ReportWriter
) -> str:
    """Write a calendar unless its file holds the same days; gives its path."""
    assert hands.feed is not None
    title = f"Policies: {school or hands.settings.trust.name}"
    file = f"reviews-{slug(school) if school else 'trust'}.ics"
    before = reports.read(file)
    if before is not None and calendar_mark(title, events).encode() in before:
        return reports.where(file)
    return reports.write_bytes(name=file, content=hands.feed(tuple(events), title, today))


def renewed(hands: Hands, gathered: Gathered, judgement: Judgement) -> Iterable[RunProblem]:
    """Write the feeds as a night does: a folder that cannot be written is a problem of the run, not its end."""
    try:
        write_calendars(hands, gathered, judgement, hands.reports)
    except OSError as fault:
        yield RunProblem(
            "calendar_not_written", f"The calendar files in reports/ could not be written: {fault.strerror}."
        )
