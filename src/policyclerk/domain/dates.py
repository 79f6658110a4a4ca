"""All reading of dates. UK order, precision kept, and "cannot tell" is an answer.

Everything that turns a text into a date calls this file: register cells, Word covers, history tables. Nothing else
in the product parses a date. The forms themselves are in `date_forms`, what they mean in `date_readings`, the terms in `school_year`.

What is read: days (day always first; two-digit years are 20xx), months, terms and half-terms, calendar years and
school years. A text that is no date, or could be two, gives a claim without days and with the reason in `problem`.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from policyclerk.domain import date_forms as forms
from policyclerk.domain import date_readings as readings
from policyclerk.domain.date_forms import Span, levelled
from policyclerk.domain.date_readings import Precision, Reading
from policyclerk.domain.school_year import DEFAULT_SPANS, TermSpans

__all__ = [
    "DEFAULT_SPANS",
    "DateClaim",
    "DateTrouble",
    "FoundDate",
    "Precision",
    "TermSpans",
    "claim_of_day",
    "dates_in",
    "from_serial",
    "read_date",
    "trouble",
    "two_digit_year",
]

DateTrouble = Literal["date_not_understood", "date_ambiguous", "date_impossible"]

FIRST_SERIAL, LAST_SERIAL = 32874, 58439
"""Spreadsheet serial numbers that are taken for days: 1 January 1990 to 30 December 2059."""


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date as somebody wrote it: a span of days at a stated precision, or the reason why it is none.

    Attributes:
        raw: the text as written; None for a claim that was derived (the evidence then names its sources).
        start, end: first and last day of the span, equal at precision "day"; both None where it cannot be told.
        where: the place in the file or sheet ("body, table 1, row 2", "Policies!F7").
        problem: why there is no date, in words; None where there is one.
    """

    raw: str | None
    start: date | None
    end: date | None
    precision: Precision | None
    where: str
    problem: str | None = field(default=None, metadata={"omit_none": True})

    @property
    def known(self) -> bool:
        """Whether a date could be told."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a longer text: `text[start:end]` is what the claim was read from, weekday and time included."""

    start: int
    end: int
    claim: DateClaim


def read_date(text: str, where: str, *, spans: TermSpans = DEFAULT_SPANS) -> DateClaim | None:
    """The date that one cell or label value states.

    Args:
        text: the cell as typed; remarks such as "(FGB)" or "Approved by Governors" may stand beside the date.
        where: the place, kept in the claim.
        spans: which days a term covers.

    Returns:
        None where the text says nothing (blank, dashes, dots, underscores); otherwise a claim, with `problem` and
        without days where the text is no date, could be two, or is a day that does not exist.
    """
    raw = text.strip()
    level = " ".join(levelled(raw).split())
    if not level.strip(_NOTHING):
        return None
    reading = _read(level, DEFAULT_SPANS)
    if reading.precision == "term" and spans is not DEFAULT_SPANS:  # nothing else means another day elsewhere
        reading = _read(level, spans)
    return DateClaim(raw, reading.start, reading.end, reading.precision, where, reading.problem)


def dates_in(text: str, where: str, *, spans: TermSpans = DEFAULT_SPANS) -> tuple[FoundDate, ...]:
    """Every date inside a line of prose or a "label: value" line, in order, none overlapping another.

    A range ("Sept 2023-2025"), an impossible day or a term in several years is found as one piece whose claim has a
    `problem`. A bare year is taken only where it is the whole text or all that follows a label's colon or bar.
    Section numbers, versions, references and telephone numbers are left alone.
    """
    if not forms.holds_digit(text):
        return ()
    level = levelled(text)
    found = forms.spans_in(level, spans) or _bare_year(level)
    return tuple(FoundDate(s.start, s.end, _claim(text[s.start : s.end], s.reading, where)) for s in found)


def claim_of_day(day: date, where: str) -> DateClaim:
    """The claim of a cell that holds a true date; `raw` is dd/mm/yyyy."""
    reading = readings.of_day(day.year, day.month, day.day)
    return _claim(f"{day.day:02}/{day.month:02}/{day.year:04}", reading, where)


def from_serial(number: float) -> date | None:
    """The day of a spreadsheet's serial number; None outside 1990 to 2059, where numbers are no dates."""
    if not FIRST_SERIAL <= number < LAST_SERIAL + 1:
        return None
    return date(1899, 12, 30) + timedelta(days=int(number))


def trouble(claim: DateClaim) -> DateTrouble | None:
    """The kind of register problem that a claim without a date makes; None where it has one."""
    if claim.problem is None:
        return None
    return _TROUBLES.get(claim.problem, "date_not_understood")


def two_digit_year(claim: DateClaim) -> bool:
    """Whether a month was read from its name and two digits ("Aug 19"), which could also be meant as a day."""
    return claim.precision == "month" and bool(_TWO_DIGITS.search(claim.raw or ""))


_NOTHING = " -._\u2026/\\|:;,*~"
_TROUBLES: dict[str, DateTrouble] = {
    readings.TWO_DATES: "date_ambiguous",
    readings.RANGE: "date_ambiguous",
    readings.SEVERAL_YEARS: "date_ambiguous",
    readings.TWO_READINGS: "date_ambiguous",
    readings.NO_SUCH_DAY: "date_impossible",
    readings.YEAR_OUTSIDE: "date_impossible",
}
_TWO_DIGITS = re.compile(r"[a-z]\.?[^0-9a-z]{0,4}[0-9]{2}(?![0-9])", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|[:|])\s*(?P<y>(?:19|20)[0-9]{2})\s*$")
_BETWEEN = re.compile(r"\s*(?:-|to|until|till|through)\s*", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DOUBT = re.compile(
    r"\?|\b(?:tbc|tba|provisional|approx|expected|planned|draft|not|or|until|from)\b", re.IGNORECASE
)
_WORDS = re.compile(r"[A-Za-z&]+|[^\sA-Za-z&]")
_HARMLESS_WORDS = (
    "a academic academy adopted agreed all amended and annual annually approval approved at authorised board body by ceo chair chairs "
    "committee completed corporation council date dated directors due end executive fgb finance for full gb governing "
    "governor governors gov govs head headteacher ht in issued last latest lgb local meeting minutes month next noted "
    "of on period policy principal published ratified resources review reviewed revised school signed slt staff term "
    "the trust trustees trusts update updated year , . : ; / - | ! & '"
)
_HARMLESS = frozenset(_HARMLESS_WORDS.split())
"""Words and marks that may stand beside a date without changing it."""
_SEASON = re.compile(
    r"\b(?:aut(?:umn)?|spr(?:ing)?|sum(?:mer)?|michaelmas|lent|(?:trinity|hilary) term)\b", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z]{3,10}")


def _claim(raw: str, reading: Reading, where: str) -> DateClaim:
    return DateClaim(raw, reading.start, reading.end, reading.precision, where, reading.problem)


@lru_cache(maxsize=8192)
def _read(text: str, spans: TermSpans) -> Reading:
    """The meaning of a whole value. Remembered: a register repeats its dates by the hundred."""
    if len(text) == 5 and text.isascii() and text.isdigit():
        day = from_serial(int(text))
        return readings.of_day(day.year, day.month, day.day) if day else Reading(problem=readings.NOT_A_DATE)
    found = forms.spans_in(text, spans) or _bare_year(text)
    if not found:
        return Reading(problem=_why_not(text))
    if len(found) > 1:
        return _one_of(text, found)
    first = found[0]
    beside = f"{text[: first.start]} {text[first.end :]}"
    return (
        first.reading if _harmless(beside) else Reading(problem=first.reading.problem or readings.MORE_WORDS)
    )


def _one_of(text: str, found: tuple[Span, ...]) -> Reading:
    """Several dates are one only if they are the same; otherwise a range or a choice."""
    if len({s.reading for s in found}) == 1:
        return found[0].reading
    between = [text[a.end : b.start] for a, b in pairwise(found)]
    return Reading(problem=readings.RANGE if all(map(_BETWEEN.fullmatch, between)) else readings.TWO_DATES)


def _harmless(beside: str) -> bool:
    """Whether the words around a date leave its meaning as it is."""
    if _DOUBT.search(beside):
        return False
    words = _WORDS.findall(_REMARK.sub(" ", beside).lower())
    return all(word in _HARMLESS for word in words)


def _bare_year(text: str) -> tuple[Span, ...]:
    match = _YEAR.search(text)
    if not match:
        return ()
    return (Span(match.start("y"), match.end("y"), readings.of_year(int(match["y"]))),)


def _why_not(text: str) -> str:
    if _SEASON.search(text):
        return readings.TERM_ALONE
    months = [word for word in _NAME.findall(text) if forms.month_number(word)]
    if not months:
        return readings.NOT_A_DATE
    return readings.DAY_ALONE if any(c.isdigit() for c in text) else readings.MONTH_ALONE
