"""A table of the report as a .csv file that opens in any spreadsheet program, and runs nothing there."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from policyclerk.adapters.cell_text import clean, guarded

_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def table_csv(headings: Sequence[str], rows: Iterable[Sequence[str | int | date | None]]) -> bytes:
    """The rows under their headings; days as ISO texts, so that no program turns them round.

    Text that a spreadsheet would take for a formula has `'` before it (OWASP, "CSV injection").
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return (_MARK + out.getvalue()).encode("utf-8", "replace")


def _cell(value: str | int | date | None) -> str | int:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=20_000)
def _text(value: str) -> str:
    """A text as a cell: most stand in many rows, and in more than one table."""
    return guarded(clean(value))
