"""Cells that hold dates: true dates, serial numbers and typed texts, side by side in one column."""

import re
from datetime import date, datetime

from policyclerk.domain import date_readings as readings
from policyclerk.domain.cells import text_of
from policyclerk.domain.dates import (
    DEFAULT_SPANS,
    DateClaim,
    TermSpans,
    claim_of_day,
    from_serial,
    read_date,
    trouble,
    two_digit_year,
)
from policyclerk.domain.register import RawCell
from policyclerk.domain.sheet_row import SheetRow

_BOTH_PARTS = re.compile(r"\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*(?:[0-9]{4}|[0-9]{2})\b")
_NO_DATE = re.compile(
    r"(?:n\s?[/.]?\s?a\.?|none|nil|not applicable|not (?:yet )?(?:reviewed|approved|known)|never)",
    re.IGNORECASE,
)
_SENTENCES = {
    readings.TWO_DATES: "Two dates stand here, and it cannot be told which of them counts.",
    readings.RANGE: "This is a range of dates, and it cannot be told which day counts.",
    readings.SEVERAL_YEARS: "This names a term in more than one year.",
    readings.TWO_READINGS: "This can be a month or a school year.",
    readings.NO_SUCH_DAY: "There is no such day; the day comes first here, then the month.",
    readings.YEAR_OUTSIDE: "The year lies outside 1990 to 2060, so it looks like a slip.",
    readings.MONTH_ALONE: "The year is missing.",
    readings.DAY_ALONE: "The year is missing.",
    readings.TERM_ALONE: "The year is missing.",
    readings.MORE_WORDS: "The words beside the date may change what it means.",
    readings.NOT_A_DATE: "This is not a date.",
}
"""Why there is no date, as a sentence for the person who keeps the sheet."""

BOTH_ORDERS = "a day and a month that could change places"


def date_of(
    row: SheetRow, name: str, *, spans: TermSpans = DEFAULT_SPANS, serials: bool = False
) -> DateClaim | None:
    """What the date cell of a field states; None where it states nothing ("n/a", blank, no such column).

    Args:
        row: the row; problems are noted in it.
        name: our field.
        spans: which days a term covers at the row's school.
        serials: whether the sheet hands out its true dates as serial numbers (Google does); `raw` is then the day.
    """
    cell = row.cell(name)
    if not text_of(cell.value) or not row.has(name):
        return None
    claim = _claim(cell, row.where(name), spans, serials=serials)
    if claim is not None:
        _note(row, name, claim)
    return claim


def _claim(cell: RawCell, where: str, spans: TermSpans, *, serials: bool) -> DateClaim | None:
    value = cell.value
    if isinstance(value, datetime):
        return claim_of_day(value.date(), where)
    if isinstance(value, date):
        return claim_of_day(value, where)
    text = text_of(value)
    day = from_serial(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if day is not None:
        claim = claim_of_day(day, where)
        return claim if serials else DateClaim(text, claim.start, claim.end, claim.precision, where)
    return None if _NO_DATE.fullmatch(text) else read_date(text, where, spans=spans)


def _note(row: SheetRow, name: str, claim: DateClaim) -> None:
    kind = trouble(claim)
    if kind:
        row.trouble(
            kind,
            f"{_SENTENCES[claim.problem or readings.NOT_A_DATE]} Type one date, as 31/01/2027 or January 2027.",
            name,
        )
    elif two_digit_year(claim) and claim.start:
        row.trouble(
            "date_ambiguous",
            f"This is taken for {claim.start:%B %Y}. If a day is meant, type it in full, as 31/01/2027.",
            name,
        )


def orders_seen(text: str) -> frozenset[str]:
    """Which orders a typed date proves: "day first" by 13 to 31 in front, "month first" by 13 to 31 behind."""
    match = _BOTH_PARTS.match(text)
    if not match:
        return frozenset()
    first, second = int(match[1]), int(match[2])
    if 12 < first <= 31 and second <= 12:
        return frozenset({"day first"})
    return frozenset({"month first"}) if first <= 12 < second <= 31 else frozenset()


def could_change_places(text: str) -> bool:
    """Whether day and month of a typed date could be exchanged and mean another day."""
    match = _BOTH_PARTS.match(text)
    return (
        bool(match)
        and match is not None
        and match[1].zfill(2) != match[2].zfill(2)
        and max(int(match[1]), int(match[2])) <= 12
    )


def in_doubt(row: SheetRow, name: str, claim: DateClaim | None) -> DateClaim | None:
    """The claim of a typed date in a column that holds both orders: without a day where both could be meant."""
    value = row.cell(name).value
    told = claim is not None and claim.precision == "day"
    if claim is None or not told or not isinstance(value, str) or not could_change_places(value):
        return claim
    row.trouble(
        "date_ambiguous",
        "This column holds dates with the day first and dates with the month first, so this one could be either. "
        "Type the month as a word, or format the cell as a date.",
        name,
    )
    return DateClaim(claim.raw, None, None, None, claim.where, BOTH_ORDERS)
