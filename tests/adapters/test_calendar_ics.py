"""Sentences about calendar files; they are read back with the library's own reader and by eye for their lines."""

from datetime import date

from icalendar import Calendar

from policyclerk.adapters.calendar_ics import calendar_bytes
from policyclerk.domain.calendar_event import CalendarEvent, calendar_mark, event_uid

TODAY = date(2026, 11, 23)
DUE = CalendarEvent(event_uid("Ash", "due", "SG1", "2026-12-10"), date(2026, 12, 10), "Review due: Behaviour")
MEETS = CalendarEvent(
    event_uid("Ash", "meeting"),
    date(2026, 11, 30),
    "Finance; and staffing, of Ash\\Beech",
    "One\nTwo, too\n" + "é" * 90,
)


def test_a_file_holds_whole_days_in_order_with_their_texts() -> None:
    read = Calendar.from_ical(calendar_bytes([DUE, MEETS], name="Policies of Ash", today=TODAY))
    entries = read.walk("VEVENT")
    assert [entry["SUMMARY"] for entry in entries] == [MEETS.title, DUE.title]
    assert entries[0].decoded("DTSTART") == date(2026, 11, 30)
    assert entries[0].decoded("DTEND") == date(2026, 12, 1)
    assert str(entries[0]["DESCRIPTION"]) == MEETS.description
    assert "DESCRIPTION" not in entries[1]
    assert {str(entry["UID"]) for entry in entries} == {DUE.uid, MEETS.uid}
    assert {str(entry["TRANSP"]) for entry in entries} == {"TRANSPARENT"}
    assert read["VERSION"] == "2.0"
    assert read["X-WR-CALNAME"] == "Policies of Ash"


def test_the_same_events_give_the_same_bytes_and_a_later_day_a_later_revision() -> None:
    first = calendar_bytes([DUE, MEETS], name="Policies", today=TODAY)
    assert first == calendar_bytes([MEETS, DUE, DUE], name="Policies", today=TODAY)
    later = Calendar.from_ical(calendar_bytes([DUE], name="Policies", today=date(2026, 11, 24)))
    earlier = Calendar.from_ical(first)
    assert later.walk("VEVENT")[0]["SEQUENCE"] == earlier.walk("VEVENT")[1]["SEQUENCE"] + 1


def test_a_file_bears_the_mark_of_its_name_and_days_and_of_nothing_else() -> None:
    marks = [
        str(Calendar.from_ical(calendar_bytes(events, name=name, today=today))["X-POLICYCLERK-MARK"])
        for events, name, today in (
            ([DUE, MEETS], "Policies", TODAY),
            ([MEETS, DUE], "Policies", date(2026, 11, 24)),
            ([DUE], "Policies", TODAY),
            ([DUE, MEETS], "Policies of Ash", TODAY),
        )
    ]
    assert marks[0] == marks[1] == calendar_mark("Policies", [DUE, MEETS])
    assert len(set(marks)) == 3


def test_lines_end_as_the_standard_says_and_are_never_too_long() -> None:
    content = calendar_bytes([DUE, MEETS], name="Policies", today=TODAY)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"DTSTAMP:20261123T000000Z" in content


def test_an_empty_calendar_is_a_calendar() -> None:
    assert not Calendar.from_ical(calendar_bytes([], name="Policies", today=TODAY)).walk("VEVENT")


def test_a_uid_tells_nothing_and_keeps_apart_what_differs() -> None:
    assert event_uid("Ash", "due", "jo@ash.example") != event_uid("Ash", "due", "sam@ash.example")
    assert "jo" not in event_uid("jo@ash.example").partition("@")[0]
    assert event_uid("a", None) == event_uid("a", None) != event_uid("a", "b")
