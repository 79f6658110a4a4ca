"""Days on which people work and schools teach: weekends, bank holidays, terms and the gaps between them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from policyclerk.domain.people import Term
from policyclerk.domain.school_year import DEFAULT_SPANS, Season, TermSpans, default_spans, season_of

_DAY = timedelta(days=1)
LONGEST_HOLIDAY = timedelta(days=70)
"""A longer gap between two rows is no holiday but terms that nobody has typed: nine weeks (Northern Ireland) are the longest there are."""
_BREAK = re.compile(r"\b(?:holidays?|half[\s-]?term|breaks?|closed|closure|vacation)\b", re.IGNORECASE)
_HALF = re.compile(r"(?:^|[^0-9])([12])(?![0-9])")
_NUMBERED = re.compile(r"(?:^|[^0-9])[1-6](?![0-9])|\b(?:first|second|one|two)\b", re.IGNORECASE)
_SEASON = re.compile(r"\b(autumn|spring|summer|michaelmas|lent|hilary|trinity)\b", re.IGNORECASE)


def is_break(name: str) -> bool:
    """Whether a row of the Terms tab is named as time off ("Half term", "Christmas holiday") and not as teaching.

    "Autumn half-term 1" and "Half term 2" are teaching: a number says which half is meant.
    """
    words = {found.lower() for found in _BREAK.findall(name)}
    only_half_term = all(word.startswith("half") for word in words)
    return bool(words) and not (only_half_term and _NUMBERED.search(name))


@dataclass(frozen=True, slots=True)
class Calendar:
    """A trust's calendar: a school's own terms, else the trust's (rows without a school).

    Attributes:
        bank_holidays: days of the trust's nation on which nobody is written to.
    """

    terms: tuple[Term, ...] = ()
    bank_holidays: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """No weekend and no bank holiday; an INSET day is a working day."""
        return day.weekday() < 5 and day not in self.bank_holidays

    def in_term(self, day: date, school: str | None) -> bool:
        """Whether a school is open for business on a day; None asks for the trust as a whole.

        Where nothing is known nothing is kept quiet: without rows, before the first, past the last one, and in a gap that is longer
        than any holiday, so that a forgotten year does not silence everything.
        """
        rows = self.rows(school)
        if not _covers(rows, day):
            return True
        taught = any(t.starts <= day <= t.ends for t in rows if not _is_holiday(t))
        return taught and not any(t.starts <= day <= t.ends for t in rows if _is_holiday(t))

    def terms_known(self, day: date, school: str | None) -> bool:
        """Whether the Terms tab reaches over a day, so that `in_term` rests on something."""
        return _covers(self.rows(school), day)

    def terms_forgotten(self, day: date, school: str | None) -> tuple[date, date] | None:
        """First and last day of the next stretch without terms that is no holiday, ending on or after a day; None where there is none.

        The time past the last row is none: those terms are still to come.
        """
        gaps = ((a, b) for a, b in _gaps(self.rows(school)) if b >= day and b - a + _DAY > LONGEST_HOLIDAY)
        return next(gaps, None)

    def terms_end(self, school: str | None) -> date | None:
        """The last day of the last row; None without rows."""
        return max((t.ends for t in self.rows(school)), default=None)

    def rows(self, school: str | None) -> tuple[Term, ...]:
        """The rows that hold for a school: its own, else those of the whole trust."""
        own = tuple(t for t in self.terms if t.school == school) if school else ()
        return own or tuple(t for t in self.terms if t.school is None)

    def next_working_day(self, day: date) -> date:
        """The first working day on or after a day."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The last working day on or before a day."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def next_working_term_day(self, day: date, school: str | None) -> date:
        """The first working day in term on or after a day."""
        while not (self.is_working_day(day) and self.in_term(day, school)):
            day += _DAY
        return day

    def last_working_day_before_holiday(self, day: date, school: str | None) -> date:
        """The day itself where school is in term, else the last working day before the holiday it lies in."""
        if self.in_term(day, school):
            return day
        while not (self.is_working_day(day) and self.in_term(day, school)):
            day -= _DAY
        return day

    def next_send_day(self, day: date, send_on: Iterable[int]) -> date:
        """The first of the sending weekdays (Monday is 0) on or after a day, by the calendar alone.

        Raises:
            ValueError: there is no sending weekday.
        """
        weekdays = frozenset(send_on)
        if not weekdays & set(range(7)):
            raise ValueError("send_on names no weekday")
        while day.weekday() not in weekdays:
            day += _DAY
        return day

    def spans(self, school: str | None) -> TermSpans:
        """What "Autumn 2024" means for a school: by its own Terms rows, else the trust's, else the default."""
        taught = tuple(t for t in self.terms if not _is_holiday(t))
        own = tuple(t for t in taught if school and t.school == school)
        trusts = tuple(t for t in taught if t.school is None)
        return TermsOf(own, trusts) if own or trusts else DEFAULT_SPANS


@dataclass(frozen=True, slots=True, eq=False)
class TermsOf:
    """`TermSpans` by the rows of a Terms tab: a term runs from its first to its last row of that name and year.

    Attributes:
        rows: those of the school.
        others: those of the whole trust, for the terms that the school has no row for.
    """

    rows: tuple[Term, ...]
    others: tuple[Term, ...] = ()

    def __call__(self, season: Season, half: int | None, year: int) -> tuple[date, date]:
        """First and last day of a term; the default span where the tab has no such row."""
        for rows in (self.rows, self.others):
            mine = [t for t in rows if _names(t, season, half) and t.ends.year == year]
            if mine:
                return min(t.starts for t in mine), max(t.ends for t in mine)
        return default_spans(season, half, year)


def _names(term: Term, season: Season, half: int | None) -> bool:
    named = _SEASON.search(term.name)
    if not named or season_of(named[1]) != season:
        return False
    number = _HALF.search(term.name)
    return half is None or (number is not None and int(number[1]) == half)


def _is_holiday(term: Term) -> bool:
    return term.holiday or is_break(term.name)


def _covers(rows: tuple[Term, ...], day: date) -> bool:
    """Whether a day lies in a row, or between two rows no further apart than a holiday is long."""
    ended = max((t.ends for t in rows if t.starts <= day), default=None)
    if ended is None or ended >= day:
        return ended is not None
    begins = min((t.starts for t in rows if t.starts > day), default=None)
    return begins is not None and begins - ended - _DAY <= LONGEST_HOLIDAY


def _gaps(rows: Iterable[Term]) -> Iterator[tuple[date, date]]:
    """First and last day of every stretch between two rows, in order."""
    ended: date | None = None
    for row in sorted(rows, key=lambda term: term.starts):
        if ended is not None and row.starts > ended + _DAY:
            yield ended + _DAY, row.starts - _DAY
        ended = row.ends if ended is None else max(ended, row.ends)
