"""Terms and half-terms as spans of days, where nobody has said better, and the academic year.

Term dates are set school by school in the UK; these spans are what a date such as "Autumn 2024" means where the
register has no Terms tab (or none for that year). They are wide on purpose: together they cover the year.
"""

from calendar import monthrange
from datetime import date
from typing import Literal, Protocol

Season = Literal["autumn", "spring", "summer"]

SEASONS: tuple[Season, ...] = ("autumn", "spring", "summer")

_TERMS: dict[str, Season] = {
    "aut": "autumn",
    "mic": "autumn",
    "spr": "spring",
    "len": "spring",
    "hil": "spring",
    "sum": "summer",
    "tri": "summer",
}
"""What the terms are called, by the first letters: Michaelmas, Lent or Hilary, and Trinity are those of independent schools."""

_SPANS: dict[tuple[Season, int | None], tuple[int, int]] = {
    ("autumn", None): (9, 12),
    ("autumn", 1): (9, 10),
    ("autumn", 2): (11, 12),
    ("spring", None): (1, 4),
    ("spring", 1): (1, 2),
    ("spring", 2): (3, 4),
    ("summer", None): (5, 8),
    ("summer", 1): (5, 5),
    ("summer", 2): (6, 8),
}
"""Season and half -> first and last month of the span, both whole."""


class TermSpans(Protocol):
    """Says which days a term covers; must be hashable, as readings are remembered."""

    def __call__(self, season: Season, half: int | None, year: int) -> tuple[date, date]:
        """First and last day of a term.

        Args:
            season: which term.
            half: 1 or 2 for a half-term, None for the whole term.
            year: the calendar year in which the term lies (spring 2025 of the school year 2024/25 is 2025).
        """

    def __hash__(self) -> int:
        """By identity or by content, as the implementation likes."""


def season_of(word: str) -> Season:
    """The term that a word names.

    Raises:
        KeyError: it names none.
    """
    return _TERMS[word[:3].lower()]


def default_spans(season: Season, half: int | None, year: int) -> tuple[date, date]:
    """Autumn 1 Sep-31 Dec, spring 1 Jan-30 Apr, summer 1 May-31 Aug.

    Half-terms: autumn 1 to 31 October, spring 1 to the end of February, summer 1 to 31 May, each second half the rest.
    """
    first, last = _SPANS[(season, half if half in (1, 2) else None)]
    return date(year, first, 1), last_of_month(year, last)


DEFAULT_SPANS: TermSpans = default_spans


def academic_year(first_year: int) -> tuple[date, date]:
    """First and last day of a school year: 1 September to 31 August."""
    return date(first_year, 9, 1), date(first_year + 1, 8, 31)


def last_of_month(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, monthrange(year, month)[1])
