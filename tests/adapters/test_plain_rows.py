"""Rows that hold plain values are passed over, and nothing else is."""

from pathlib import Path

import pytest
import xlsxwriter
from tests.adapters.registers_made import change_part, members, write_rich_xlsx, write_xlsx

from policyclerk.adapters.office_zip import open_package
from policyclerk.adapters.plain_rows import Thinned, without_plain_rows
from policyclerk.adapters.sheet_facts import SheetFacts, read_facts
from policyclerk.adapters.spreadsheet_part import worksheets

HEAD, TAIL = b'<worksheet xmlns="urn:x"><sheetData>', b"</sheetData></worksheet>"
PLAIN = b'<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>46000</v></c><c r="C1" s="1"/></row>'


def facts(path: Path) -> list[SheetFacts]:
    package = open_package(path.read_bytes())
    return [read_facts(package, sheet) for sheet in worksheets(package)]


def thin(*rows: bytes) -> Thinned:
    return without_plain_rows(HEAD + b"".join(rows) + TAIL)


def test_a_plain_row_is_left_out_and_counted() -> None:
    assert thin(PLAIN) == Thinned(HEAD + TAIL, height=1, width=3)


def test_a_row_without_values_is_left_out_and_reaches_nowhere() -> None:
    assert thin(b'<row r="9"/>', b'<row r="10"><c r="A10" s="1"/></row>') == Thinned(HEAD + TAIL)


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>',
        b'<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>',
        b'<row r="2"><c r="A9"><v>1</v></c></row>',
        b'<row r="2"><c r="XFD2"><v>1</v></c></row>',
        b'<row r="2"><c r="A2" r="B2"><v>1</v></c></row>',
        b'<row r="2"><c><v>1</v></c></row>',
        b'<row r="2"><c r="A2"><is><r><t>a</t></r></is></c></row>',
        b'<row r="2"><d r="A2"/></row>',
    ],
)
def test_any_other_row_is_kept(row: bytes) -> None:
    assert thin(PLAIN, row, PLAIN.replace(b"1", b"3")).part == HEAD + row + TAIL


@pytest.mark.parametrize(
    "part",
    [
        HEAD + b"<!-- <row> -->" + PLAIN + TAIL,
        HEAD + b"<row><c><v>1</v></c></row>" + PLAIN + TAIL,
        HEAD + PLAIN + b"\n" + TAIL,
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + PLAIN + TAIL,
        b'<?xml version="1.0" encoding="UTF-16"?>' + HEAD + PLAIN + TAIL,
        HEAD.replace(b"<sheetData>", b"<x:sheetData>") + PLAIN + TAIL,
        HEAD + PLAIN + TAIL + HEAD + PLAIN + TAIL,
        b"",
    ],
)
def test_a_part_written_in_an_unusual_way_is_left_as_it_is(part: bytes) -> None:
    assert without_plain_rows(part) == Thinned(part)


def test_a_hostile_row_takes_no_longer_than_it_is_long() -> None:
    row = b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 50_000 + b"<c></row>"
    assert thin(row).part == HEAD + row + TAIL


def test_facts_are_the_same_where_every_row_is_looked_at(tmp_path: Path) -> None:
    path = write_rich_xlsx(tmp_path / "rich.xlsx")
    quick = facts(path)
    for number in (1, 2, 3):  # a comment keeps the part whole
        change_part(path, f"xl/worksheets/sheet{number}.xml", b"<sheetData", b"<!-- --><sheetData")
    assert facts(path) == quick
    assert quick[0].formulas
    assert quick[0].links


def test_what_common_programs_write_is_plain(tmp_path: Path) -> None:
    """Openpyxl, and XlsxWriter with its shared texts, as Excel has them too."""
    written = xlsxwriter.Workbook(str(tmp_path / "other.xlsx"))
    sheet = written.add_worksheet("Policies")
    for row in range(50):
        sheet.write_row(row, 0, [f"P{row}", row, True, None])
    written.close()
    for path in (write_xlsx(tmp_path / "plain.xlsx"), tmp_path / "other.xlsx"):
        assert b"<row" not in without_plain_rows(members(path)["xl/worksheets/sheet1.xml"]).part
