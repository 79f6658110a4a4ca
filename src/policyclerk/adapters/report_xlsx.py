"""The report's tables as one workbook. A text is written as a text: nothing in it is ever a formula or a link."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol

import xlsxwriter

from policyclerk.adapters.cell_text import clean

_ROWS = 1_048_575
"""Rows below the headings that a sheet holds; what is beyond them stands in the .csv."""
_WIDEST, _NARROWEST = 60, 9


class Table(Protocol):
    """One sheet: its name, headings and rows."""

    @property
    def name(self) -> str:
        """At most 31 characters."""

    @property
    def headings(self) -> Sequence[str]:
        """The first row."""

    @property
    def rows(self) -> Sequence[Sequence[str | int | date | None]]:
        """The rows below it."""


def workbook(tables: Iterable[Table], *, title: str, today: date, brand: str = "#22456b") -> bytes:
    """A sheet per table, with headings that stay in sight and can be filtered by.

    Args:
        title: of the workbook's properties.
        today: the day of the report; the file carries no other time, so that equal reports are equal files.
        brand: colour of the headings.
    """
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": clean(title)[:255], "created": datetime.combine(today, time())})
    forms = {
        "head": book.add_format(
            {"bold": True, "font_color": "#ffffff", "bg_color": brand, "valign": "top", "text_wrap": True}
        ),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "day": book.add_format({"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"}),
    }
    for table in tables:
        _sheet(book.add_worksheet(table.name), table, forms)
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, table: Table, forms: dict[str, Any]) -> None:
    rows = table.rows[:_ROWS]
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, forms["head"])
        sheet.set_column(column, column, _width(heading, [row[column] for row in rows[:200]]))
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, forms)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.headings) - 1)


def _write(sheet: Any, row: int, column: int, value: str | int | date | None, forms: dict[str, Any]) -> None:
    if isinstance(value, str) and value:
        sheet.write_string(row, column, clean(value), forms["text"])
    elif isinstance(value, date):
        if value.year >= 1900:
            sheet.write_datetime(row, column, datetime.combine(value, time()), forms["day"])
        else:  # before the first day that workbooks know
            sheet.write_string(row, column, value.isoformat(), forms["text"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, forms["text"])


def _width(heading: str, values: Iterable[object]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(longest + 1, len(heading) + 3, _NARROWEST), _WIDEST)
