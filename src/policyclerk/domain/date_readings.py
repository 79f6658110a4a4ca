"""What a text can mean that states a date: a span of days at a precision, or the reason why it is none."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from policyclerk.domain.school_year import academic_year, last_of_month

Precision = Literal["day", "month", "term", "year"]

TWO_DATES = "two dates"
RANGE = "a range of dates"
SEVERAL_YEARS = "a term in more than one year"
TWO_READINGS = "a month or a school year"
NO_SUCH_DAY = "no such day"
YEAR_OUTSIDE = "a year outside 1990 to 2060"
MONTH_ALONE = "month without a year"
DAY_ALONE = "day without a year"
TERM_ALONE = "term without a year"
MORE_WORDS = "words beside the date that may change it"
NOT_A_DATE = "not a date"

FIRST_YEAR, LAST_YEAR = 1990, 2060


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of text means: a span at a precision, or why it is none.

    Attributes:
        short: whether the year is two digits behind a month's name ("Aug 19"), which could be a day to somebody else.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    problem: str | None = None
    short: bool = False


def full_year(digits: str) -> int:
    """A year of two digits is of this century."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def of_day(year: int, month: int, day: int) -> Reading:
    """One day, if there is such a day in a year that policies live in."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reading(problem=YEAR_OUTSIDE)
    if not (1 <= month <= 12 and 1 <= day <= last_of_month(year, month).day):
        return Reading(problem=NO_SUCH_DAY)
    return Reading(date(year, month, day), date(year, month, day), "day")


def of_month(year: int, month: int, *, short: bool = False) -> Reading:
    """A whole month."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reading(problem=YEAR_OUTSIDE)
    return Reading(date(year, month, 1), last_of_month(year, month), "month", short=short)


def of_year(year: int) -> Reading:
    """A whole calendar year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reading(problem=YEAR_OUTSIDE)
    return Reading(date(year, 1, 1), date(year, 12, 31), "year")


def of_school_year(year: int) -> Reading:
    """A whole school year, by the calendar year in which it begins."""
    if not FIRST_YEAR <= year < LAST_YEAR:
        return Reading(problem=YEAR_OUTSIDE)
    return Reading(*academic_year(year), "year")
