"""Writes the register as a trust keeps it: a title above the headings, colours, lists, links and a comment."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from examples.northmoor import rows
from examples.northmoor.archive import settled
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

SAVED = "2026-11-20T15:42:00Z"
HEADING_ROW = 3
NAVY, PALE, LILAC = "FF1F3864", "FFDDE6F3", "FFE9DDF0"
YELLOW, ROSE = "FFFFF2A8", "FFF8CBCB"
POLICY_WIDTHS = (8, 42, 28, 11, 22, 34, 32, 21, 14, 14, 15, 13, 13, 9, 18, 40, 34, 24, 14)
STATUSES = '"Draft,At committee,Awaiting approval,Approved,Published,Retired"'


def written() -> bytes:
    """The bytes of the workbook; the same always."""
    book: Any = Workbook()
    _policies(book.active)
    _table(book, "People", rows.PEOPLE_HEADINGS, rows.PEOPLE, (20, 26, 30, 30, 42, 18, 13, 13, 18))
    _table(book, "Schools", rows.SCHOOL_HEADINGS, rows.SCHOOLS, (32, 18, 12, 12, 20))
    _table(book, "Terms", rows.TERM_HEADINGS, rows.TERMS, (28, 14, 13, 13))
    _table(book, "Meetings", rows.MEETING_HEADINGS, rows.MEETINGS, (34, 30, 13, 13))
    _table(book, "Acknowledgements", rows.ACKNOWLEDGEMENT_HEADINGS, rows.ACKNOWLEDGEMENTS, (34, 40, 10, 13))
    made = io.BytesIO()
    book.save(made)
    return settled(made.getvalue(), saved=SAVED)


def _policies(sheet: Any) -> None:
    sheet.title = "Policies"
    _title(sheet, "Northmoor Learning Trust - policy register 2026-27", len(rows.POLICY_HEADINGS))
    _headings(sheet, rows.POLICY_HEADINGS, POLICY_WIDTHS)
    for number, line in enumerate(rows.POLICIES, HEADING_ROW + 1):
        if isinstance(line, rows.Band):
            _band(sheet, number, line.text)
        elif line:
            _policy(sheet, number, line)
    _aids(sheet, HEADING_ROW + len(rows.POLICIES))


def _title(sheet: Any, text: str, columns: int) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    cell = sheet.cell(1, 1, text)
    cell.font = Font(bold=True, size=16, color=NAVY)
    sheet.row_dimensions[1].height = 26


def _headings(sheet: Any, headings: Sequence[str], widths: Sequence[float], row: int = HEADING_ROW) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell = sheet.cell(row, column, heading)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=NAVY)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = 32
    sheet.freeze_panes = sheet.cell(row + 1, 3)


def _band(sheet: Any, row: int, text: str) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(rows.POLICY_HEADINGS))
    cell = sheet.cell(row, 1, text)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=LILAC)


def _policy(sheet: Any, row: int, line: Sequence[Any]) -> None:
    for column, value in enumerate((*line, *rows.MARKS.get(line[0], ())), 1):
        cell = sheet.cell(row, column)
        _fill(cell, value)
        if column == 1:
            cell.fill = PatternFill("solid", fgColor=PALE)


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, rows.Link):
        cell.value, cell.hyperlink, cell.style = value.text, value.target, "Hyperlink"
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "DD/MM/YYYY"


def _aids(sheet: Any, last: int) -> None:
    """What people add to a sheet over the years; writing back must leave all of it alone."""
    sheet.auto_filter.ref = f"A{HEADING_ROW}:S{last}"
    choice = DataValidation(type="list", formula1=STATUSES, allow_blank=True)
    choice.add(f"O{HEADING_ROW + 1}:O{last}")
    sheet.add_data_validation(choice)
    retired = PatternFill("solid", bgColor="FFD9D9D9")
    sheet.conditional_formatting.add(
        f"O{HEADING_ROW + 1}:O{last}", CellIsRule(operator="equal", formula=['"Retired"'], fill=retired)
    )
    first = f"$K{HEADING_ROW + 1}"
    late = FormulaRule(
        formula=[f"AND(ISNUMBER({first}),{first}<TODAY())"], fill=PatternFill("solid", bgColor=ROSE)
    )
    sheet.conditional_formatting.add(f"K{HEADING_ROW + 1}:K{last}", late)
    behaviour = _row_of("ML02")
    sheet.cell(behaviour, 2).fill = PatternFill("solid", fgColor=YELLOW)
    note = Comment("Asked Sian in June. She thinks there is a newer one on the old server.", "Bridget Fane")
    note.width, note.height = 240, 80
    sheet.cell(behaviour, 10).comment = note
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _row_of(ref: str) -> int:
    return next(
        number
        for number, line in enumerate(rows.POLICIES, HEADING_ROW + 1)
        if isinstance(line, tuple) and line[0] == ref
    )


def _table(
    book: Any, name: str, headings: Sequence[str], lines: Sequence[rows.Row], widths: Sequence[float]
) -> None:
    sheet = book.create_sheet(name)
    _title(sheet, f"{name} 2026-27", len(headings))
    _headings(sheet, headings, widths)
    for number, line in enumerate(lines, HEADING_ROW + 1):
        for column, value in enumerate(line, 1):
            _fill(sheet.cell(number, column), value)
