"""Small trusts on disk: a register in .csv or .xlsx and a few Word files, for tests that go the whole way."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from docx import Document
from openpyxl import Workbook

TODAY = "2026-11-23"
"""A Monday in term."""

SETTINGS = """
[trust]
name = "Ash Trust"
contact = "clerk@ash.example"
[register]
kind = "csv"
path = "register.csv"
write_back = true
[reminders]
backlog = "send"
"""

ROW = {
    "Ref": "A1",
    "Policy": "Behaviour Policy",
    "School": "Ash Primary",
    "Owner": "Jo Marsh",
    "Owner email": "j.marsh@ash.example",
    "Approver": "Governing Body",
    "Review cycle": "Annual",
    "Last reviewed": "01/09/2024",
    "Next review": "01/09/2025",
    "Version": "1.3",
    "Document": "Behaviour Policy.docx",
}
"""A policy that is overdue on `TODAY`."""


def a_trust(folder: Path, *rows: Mapping[str, str], settings: str = SETTINGS) -> Path:
    """A project directory with the rows given (one overdue policy where none is), each with its Word file."""
    lines = [{**ROW, **row} for row in rows or ({},)]
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "trust.toml").write_text(settings, encoding="utf-8")
    write_csv(folder / "register.csv", lines)
    for line in lines:
        if line["Document"]:
            a_paper(folder / "policies" / line["Document"], title=line["Policy"])
    return folder


def write_csv(path: Path, lines: Iterable[Mapping[str, str]]) -> None:
    """The lines under their headings."""
    lines = list(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def write_xlsx(path: Path, lines: Iterable[Mapping[str, object]], *, tab: str = "Policies") -> None:
    """The lines under their headings, on one tab."""
    lines = list(lines)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tab
    sheet.append(list(lines[0]))
    for line in lines:
        sheet.append(list(line.values()))
    book.save(path)


def a_paper(path: Path, *, title: str = "Behaviour Policy") -> Path:
    """A plain policy with a control table, a history and a sign-off line left blank."""
    document = Document()
    document.add_heading(title, level=0)
    document.add_paragraph("Ash Primary")
    for label, value in (
        ("Version", "1.3"),
        ("Last reviewed", "1 September 2024"),
        ("Next review", "1 September 2025"),
    ):
        document.add_paragraph(f"{label}: {value}")
    document.add_paragraph("Signed: ____________________ (Chair of Governors)   Date: ____________")
    document.add_heading("Purpose", level=1)
    document.add_paragraph(
        "Everybody at our school can learn in peace. This policy says how we see to that together."
    )
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Version", "Date", "Comment"), strict=True):
        cell.text = text
    for row in (("1.2", "01/09/2023", "Reviewed"), ("1.3", "01/09/2024", "Reviewed")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content, to see that nothing was touched."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
