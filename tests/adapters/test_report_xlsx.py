"""The report's workbook, opened by other libraries than the one that writes it."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook
from tests.people import TODAY

from policyclerk.adapters.report_xlsx import workbook

Cell = str | int | date | None


@dataclass(frozen=True)
class ATable:
    """A table of a report."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()


def opened(*tables: ATable) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(tables, title="Policies of Ash & Elm", today=TODAY)))


HARD = (
    "=1+1", "+44", "-1", "@SUM(A1)", "https://example.org", "007", " leading", "trailing ", "two\nlines", "tab\there", "<b>&amp;</b>",
    '"quoted"', "_x0041_ is no A", "TRUE", "£5 – “Café” 😀", "]]>",
)  # fmt: skip


def test_every_text_comes_back_as_the_text_that_it_was() -> None:
    sheet = opened(ATable("Texts", ("What",), tuple((text,) for text in HARD)))["Texts"]

    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(HARD)
    assert {row[0].data_type for row in sheet.iter_rows(min_row=2)} == {"s"}


def test_other_programs_read_numbers_and_days() -> None:
    rows = ((*HARD[:3], 5, date(2026, 2, 28)), (None, "", "a", 0, date(1900, 3, 1)))
    made = workbook([ATable("A", ("One", "Two", "Three", "Number", "Day"), rows)], title="", today=TODAY)
    read = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("A").to_python()

    assert read[1:] == [[*HARD[:3], 5.0, date(2026, 2, 28)], ["", "", "a", 0.0, date(1900, 3, 1)]]


def test_a_day_that_workbooks_do_not_know_is_a_text() -> None:
    day = date(1800, 1, 1)

    assert opened(ATable("Days", ("Day",), ((day,),)))["Days"]["A2"].value == day.isoformat()


def test_a_sheet_without_rows_has_its_headings_and_can_be_filtered() -> None:
    sheet = opened(ATable("Empty", ("One", "Two")))["Empty"]

    assert [cell.value for cell in sheet[1]] == ["One", "Two"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:B2", "A2")


def test_names_of_sheets_are_kept_whatever_signs_they_have() -> None:
    names = ["It's odd", "A & B", 'He said "no"']

    assert opened(*(ATable(name, ("One",)) for name in names)).sheetnames == names


def test_tables_may_be_wider_than_the_alphabet() -> None:
    headings = tuple(f"Column {number}" for number in range(30))
    sheet = opened(ATable("Wide", headings, (tuple(range(30)),)))["Wide"]

    assert sheet["AD1"].value == "Column 29"
    assert sheet["AD2"].value == 29


def test_headings_have_the_colour_of_the_trust_and_columns_room_for_what_they_hold() -> None:
    made = workbook([ATable("A", ("What",), (("x" * 300,),))], title="", today=TODAY, brand="#112233")
    sheet = openpyxl.load_workbook(io.BytesIO(made))["A"]

    assert sheet["A1"].fill.fgColor.rgb == "FF112233"
    assert 60 <= sheet.column_dimensions["A"].width < 61


def test_the_same_tables_make_the_same_file() -> None:
    tables = [ATable("A", ("One",), (("x",), (TODAY,)))]

    assert workbook(tables, title="T", today=TODAY) == workbook(tables, title="T", today=TODAY)
