"""Days on which people may be written to, and days in words. Pure; the calendar itself is domain's."""

from datetime import date, timedelta
from functools import cache
from typing import Protocol

_ONE_DAY = timedelta(days=1)
_HORIZON = 400
"""How many days are looked ahead for a day on which mail may go."""


class Days(Protocol):
    """What planning asks of a calendar: `policyclerk.domain.calendar.Calendar` has it."""

    def is_working_day(self, day: date, /) -> bool:
        """No weekend and no bank holiday of the trust's nation."""

    def in_term(self, day: date, school: str | None, /) -> bool:
        """Whether the school (None: the trust) teaches on that day as far as its terms are known; else True."""

    def terms_known(self, day: date, school: str | None, /) -> bool:
        """Whether the Terms tab covers that day for the school (None: the trust)."""


class RememberedDays:
    """A calendar that is asked each question once: a plan asks the same of a school for each of its policies."""

    def __init__(self, days: Days) -> None:
        self._of_day = cache(days.is_working_day)
        self._of_term = cache(days.in_term)
        self._of_terms_known = cache(days.terms_known)

    def is_working_day(self, day: date) -> bool:
        """As the calendar says."""
        return self._of_day(day)

    def in_term(self, day: date, school: str | None) -> bool:
        """As the calendar says."""
        return self._of_term(day, school)

    def terms_known(self, day: date, school: str | None) -> bool:
        """As the calendar says."""
        return self._of_terms_known(day, school)


def release_on(falls_on: date, send_on: tuple[int, ...]) -> date:
    """The first sending weekday on or after a day, by the calendar alone (Monday is 0)."""
    weekday = falls_on.weekday()
    return falls_on + _ONE_DAY * min(((day - weekday) % 7 for day in send_on), default=0)


def latest_send_day(today: date, send_on: tuple[int, ...]) -> date:
    """The last sending weekday that is not later than today."""
    return next((day for day in (today - _ONE_DAY * n for n in range(7)) if day.weekday() in send_on), today)


def why_quiet(day: date, school: str | None, days: Days, *, quiet: bool) -> str | None:
    """Why no mail about this school goes on this day; None where it may go.

    Args:
        quiet: whether school holidays are kept free of mail; weekends and bank holidays always are.
    """
    if day.weekday() >= 5:
        return "weekend"
    if not days.is_working_day(day):
        return "bank holiday"
    if quiet and not days.in_term(day, school):
        return "school holiday"
    return None


def next_open_day(after: date, school: str | None, days: Days, *, quiet: bool) -> date | None:
    """The first day after `after` on which mail about this school may go; None when none is in sight."""
    ahead = (after + _ONE_DAY * n for n in range(1, _HORIZON))
    return next((day for day in ahead if why_quiet(day, school, days, quiet=quiet) is None), None)


def last_open_day(before: date, school: str | None, days: Days) -> date:
    """The last working day in term before a day; the day itself where a year holds none."""
    behind = (before - _ONE_DAY * n for n in range(1, _HORIZON))
    return next((day for day in behind if days.is_working_day(day) and days.in_term(day, school)), before)


def next_sending_day(today: date, send_on: tuple[int, ...], *, late: bool) -> date:
    """The first sending weekday that is still to come; today itself while its hour is not past.

    Args:
        late: whether today's hour for mail is past.
    """
    return release_on(today + _ONE_DAY if late else today, send_on)


def in_words(day: date) -> str:
    """`30 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def weekday_words(day: date, today: date) -> str:
    """`Monday 30 November`, with the year where it is another one than today's."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 day`, `2 days`: the number with the right word."""
    return f"{number} {one if number == 1 else many or one + 's'}"
