"""Cells of a sheet as people read them: one text per value, wherever the sheet came from."""

import unicodedata
from datetime import date, datetime
from functools import lru_cache

from policyclerk.domain.register import UNCALCULATED, CellValue, RawCell

BLANK = RawCell()


def text_of(value: CellValue) -> str:
    """A value's text: a date dd/mm/yyyy, a number in its shortest form, a text trimmed; "" where there is none."""
    if isinstance(value, str):  # most cells are texts
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, datetime)):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return _number(value)


def _number(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return format(value, ".15g")


def holds_something(cell: RawCell) -> bool:
    """Whether a person would call the cell filled: an unticked box, blanks and formulas without a result are not."""
    return (
        cell.error not in (None, UNCALCULATED)
        or cell.link is not None
        or text_of(cell.value) not in ("", "FALSE")
    )


@lru_cache(maxsize=16384)
def plain_words(text: str) -> str:
    """A text for comparing: lower case, "&" as "and", everything but letters and digits a single space."""
    spelled = text.casefold().replace("&", " and ").replace("'", "")
    if not spelled.replace(" ", "").isalnum():
        spelled = "".join(c if c.isalnum() else " " for c in spelled)
    return " ".join(spelled.split())


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """A text as part of a key: lower case letters without accents, digits, single hyphens; "" where none are left."""
    plain = unicodedata.normalize("NFKD", text)
    return plain_words("".join(c for c in plain if not unicodedata.combining(c))).replace(" ", "-")


def column_letters(number: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
