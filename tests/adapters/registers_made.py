"""Small registers made on the spot, and what the tests look at in them."""

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS, PolicyTab, RawBook, Register
from policyclerk.ports import RegisterSource

HEADINGS = ("Ref", "Policy", "Owner", "Document")
ROWS = (
    HEADINGS,
    ("P1", "Accessibility Plan", "Ann Example", "Accessibility Plan.docx"),
    ("P2", "Behaviour, Exclusions and Suspensions", 'Bob "Bo" Example', "Behaviour.docx"),
    ("P3", "Charging & Remissions", "Cat Example", ""),
)
DAY = date(2026, 11, 23)


def write_xlsx(path: Path, rows: Sequence[Sequence[object]] = ROWS) -> Path:
    """A plain workbook with one tab, named as a csv's tab would be."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = path.stem
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def write_csv(path: Path, rows: Sequence[Sequence[object]] = ROWS, *, encoding: str = "utf-8") -> Path:
    """The same as a csv."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def write_rich_xlsx(path: Path) -> Path:
    """A workbook with all that people put into one beside values: each must survive our writing."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = path.stem
    sheet.append(["Trust policy register", None, None, None])
    sheet.merge_cells("A1:D1")
    for row in ROWS:
        sheet.append(list(row))
    sheet["C3"].comment = Comment("Away until January", "clerk")
    sheet["D3"].hyperlink = "policies/Accessibility%20Plan.docx"
    sheet["D4"] = '=HYPERLINK("policies/Behaviour.docx","Behaviour")'
    sheet["A8"], sheet["B8"] = date(2026, 1, 5), "=COUNTA(A3:A5)"
    for cell in sheet[2]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEEFF")
    validation = DataValidation(type="list", formula1='"Ann,Bob,Cat"')
    validation.add("C3:C99")
    sheet.add_data_validation(validation)
    rule = CellIsRule(operator="equal", formula=['"P1"'], fill=PatternFill("solid", bgColor="FF0000"))
    sheet.conditional_formatting.add("A3:A99", rule)
    sheet.auto_filter.ref, sheet.freeze_panes = "A2:D5", "B3"
    book.defined_names["owners"] = DefinedName("owners", attr_text=f"{path.stem}!$C$3:$C$5")
    other = book.create_sheet("Key & notes")
    other.append(["Colour", "Count"])
    other.append(["Red", 1])
    other.add_table(Table(displayName="Key", ref="A1:B2"))
    chart = BarChart()
    chart.add_data(Reference(other, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    other.add_chart(chart, "D2")
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:  # openpyxl puts no picture in by itself
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return path


def change_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Edit one part of a workbook by hand, for what openpyxl cannot make."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def add_part(path: Path, part: str, data: bytes) -> Path:
    """Put one more part into a workbook."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, data)
    return path


def ole_file(stream: str) -> bytes:
    """The smallest OLE file with one empty stream: what Excel wraps an encrypted workbook in, and old .xls are."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6) + struct.pack(
        "<9L", 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109L", 0, *[none] * 108)
    table = struct.pack("<128L", 0xFFFFFFFD, end, *[none] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        text = name.encode("utf-16-le")
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBB3L", len(text) + 2, kind, 1, none, none, child)
            + bytes(36)
            + struct.pack("<LQ", end, 0)
        )

    return header + table + (entry("Root Entry", 5, 1) + entry(stream, 2, none)).ljust(512, b"\0")


def members(path: Path) -> dict[str, bytes]:
    """All parts of a workbook, in order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def policy_tab(book: RawBook, *, heading_row: int = 1, tab: str | None = None) -> PolicyTab:
    """What an interpreter would say of a tab whose first two headings are Ref and Policy."""
    table = next(each for each in book.tables if tab in (None, each.name))
    headings = [str(cell.value) if cell.value is not None else "" for cell in table.rows[heading_row - 1]]
    return PolicyTab(
        name=table.name,
        heading_row=heading_row,
        columns={"ref": 1, "title": 2},
        headings={"ref": "Ref", "title": "Policy"},
        own={each: headings.index(each) + 1 for each in OWN_HEADINGS if each in headings},
        last_column=max(number for number, each in enumerate(headings, 1) if each),
    )


def understood(source: RegisterSource, *, heading_row: int = 1) -> Register:
    """A register with nothing in it but what a writer needs."""
    book = source.read()
    return Register(book.source, book.version, (), tabs=(policy_tab(book, heading_row=heading_row),))


def order(
    row: int, ref: str | None, title: str, *, tab: str = "register", status: str = "Red: overdue"
) -> StatusOrder:
    """A whole status for one row."""
    values = (status, "Review overdue", "Ask the owner", "drafts/x.docx", DAY)
    return StatusOrder(
        tab, row, (("Ref", ref), ("Policy", title)), tuple(zip(OWN_HEADINGS, values, strict=True))
    )


def values(book: RawBook, table: int = 0) -> list[list[object]]:
    """A tab's values, without what is blank at a row's end."""
    return [[cell.value for cell in row] for row in book.tables[table].rows]
