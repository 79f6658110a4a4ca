"""Texts and days on their way into a cell of somebody's spreadsheet: harmless, short enough, comparable."""

import re
from datetime import date
from functools import lru_cache

from policyclerk.domain.cells import text_of
from policyclerk.domain.register import CellValue

LONGEST_TEXT = 32_767
"""Characters that a cell can hold, in Excel and in the programs that follow it."""

_LONGEST_NAME = 1_000

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def clean(text: str) -> str:
    """The text without control characters (line breaks and tabs stay), cut to what a cell can hold."""
    if len(text) <= LONGEST_TEXT and _CONTROLS.search(text) is None:
        return text  # as nearly all are; a carriage return is a control character too
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
    """A cell's value as one line of text, for comparing: white space is folded, nothing is ""."""
    return " ".join(text_of(value).split())


def known_by(value: CellValue) -> str:
    """A cell as rows are known by it: one line of text, as long as a name needs to be; people paste whole pages."""
    return shown(value)[:_LONGEST_NAME]


def same(present: CellValue, wanted: CellValue) -> bool:
    """Whether a cell already says what it should; a day typed as text counts as that day."""
    if isinstance(present, str) and isinstance(wanted, str):
        return present == wanted
    return shown(present) == shown(wanted)


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The number of a column's name: A is 1, AA is 27; 0 where there are none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
