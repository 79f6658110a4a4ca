"""Texts and days on their way into a cell of somebody's spreadsheet: harmless, short enough, comparable."""

import re
from datetime import date, datetime
from functools import lru_cache

from policyclerk.domain.register import CellValue

LONGEST_TEXT = 32_767
"""Characters that a cell can hold, in Excel and in the programs that follow it."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def clean(text: str) -> str:
    """The text without control characters (line breaks and tabs stay), cut to what a cell can hold."""
    cleaned = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(cleaned) <= LONGEST_TEXT:
        return cleaned
    return cleaned[: LONGEST_TEXT - 1] + "…"


def guarded(text: str) -> str:
    """The text with `'` before it where a spreadsheet would take it for a formula.

    Needed in .csv only, where a cell has no type: the list of first characters is OWASP's "CSV injection", with
    the full-width forms that some programs fold.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def day_text(day: date) -> str:
    """A day as British schools write it: 23/11/2026."""
    return f"{day:%d/%m/%Y}"


def shown(value: CellValue) -> str:
    """A cell's value as one line of text, for comparing and for sentences; empty where there is nothing.

    True dates are dd/mm/yyyy, whole numbers lose their `.0`, white space is folded.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return day_text(value.date())
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return " ".join(str(value).split())


def same(present: CellValue, wanted: CellValue) -> bool:
    """Whether a cell already says what it should; a day typed as text counts as that day."""
    if isinstance(present, str) and isinstance(wanted, str):
        return present == wanted
    return shown(present) == shown(wanted)


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """A column's name in a spreadsheet: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The number of a column's name: A is 1, AA is 27; 0 where there are none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
