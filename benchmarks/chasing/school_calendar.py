"""School years for the simulation: terms, bank holidays and meetings, kept apart from the product's own calendar.

The bank holidays come from the package `holidays`, so that the product's list is judged from outside.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)
_TERMS = (
    ("Autumn 1", date(2026, 9, 2), date(2026, 10, 23)),
    ("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
    ("Spring 1", date(2027, 1, 5), date(2027, 2, 12)),
    ("Spring 2", date(2027, 2, 22), date(2027, 3, 25)),
    ("Summer 1", date(2027, 4, 12), date(2027, 5, 28)),
    ("Summer 2", date(2027, 6, 7), date(2027, 7, 21)),
    ("Autumn 1", date(2027, 9, 2), date(2027, 10, 22)),
    ("Autumn 2", date(2027, 11, 1), date(2027, 12, 17)),
    ("Spring 1", date(2028, 1, 4), date(2028, 2, 11)),
    ("Spring 2", date(2028, 2, 21), date(2028, 3, 31)),
    ("Summer 1", date(2028, 4, 18), date(2028, 5, 26)),
    ("Summer 2", date(2028, 6, 5), date(2028, 7, 20)),
    ("Autumn 1", date(2028, 9, 4), date(2028, 10, 20)),
    ("Autumn 2", date(2028, 10, 30), date(2028, 12, 20)),
    ("Spring 1", date(2029, 1, 3), date(2029, 2, 9)),
    ("Spring 2", date(2029, 2, 19), date(2029, 3, 29)),
    ("Summer 1", date(2029, 4, 16), date(2029, 5, 25)),
    ("Summer 2", date(2029, 6, 4), date(2029, 7, 20)),
    ("Autumn 1", date(2029, 9, 3), date(2029, 10, 19)),
    ("Autumn 2", date(2029, 10, 29), date(2029, 12, 19)),
)
_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2026, 2031))


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """One half-term of teaching, both days included."""

    name: str
    starts: date
    ends: date


@cache
def half_terms(school: int) -> tuple[HalfTerm, ...]:
    """A school's half-terms; every fourth school comes back from its winter break three days later."""
    late = timedelta(days=3 if school % 4 == 3 else 0)
    return tuple(
        HalfTerm(name, starts + (late if name == "Spring 1" else timedelta()), ends)
        for name, starts, ends in _TERMS
    )


@cache
def is_working_day(day: date) -> bool:
    """No weekend and no bank holiday in England."""
    return day.weekday() < 5 and day not in _BANK_HOLIDAYS


@cache
def in_term(day: date, school: int) -> bool:
    """Whether a school teaches on that day."""
    return any(term.starts <= day <= term.ends for term in half_terms(school))


def open_day(day: date, school: int) -> bool:
    """Whether a message about a school may go on that day."""
    return is_working_day(day) and in_term(day, school)


def open_day_from(day: date, school: int) -> date:
    """The first day from `day` on that is open."""
    while not open_day(day, school):
        day += _DAY
    return day


def open_day_until(day: date, school: int) -> date:
    """The last day up to `day` that is open; `day` itself where it lies outside the terms that are known."""
    if day > _TERMS[-1][2]:
        return day
    last = day
    while not open_day(last, school):
        last -= _DAY
        if last < _TERMS[0][1]:
            return day
    return last


@cache
def meetings(school: int) -> tuple[date, ...]:
    """The governing body meets once each half-term, about three weeks in, on a day of its own in the week."""
    days = (term.starts + timedelta(days=21 + school % 4) for term in half_terms(school))
    return tuple(
        open_day_until(min(day, term.ends), school)
        for day, term in zip(days, half_terms(school), strict=True)
    )
