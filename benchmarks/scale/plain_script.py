"""What a trust's technician would write in an afternoon: openpyxl, python-docx, smtplib; no memory of what was done.

    python -m benchmarks.scale.plain_script DIR TODAY

It looks for dates in every Word file, writes a copy of each policy that is due as a draft, makes a message for each, and marks
the sheet. Messages go into files, as no server is to be timed.
"""

import re
import sys
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
from docx import Document

_DATE = re.compile(r"(?:review|version|approved)[^.]{0,60}?(\d{1,2}/\d{1,2}/\d{4}|\w+ \d{4})", re.IGNORECASE)
WARNING = 90


def dates_in(path: Path) -> list[str]:
    """Dates beside the words that matter, in paragraphs and tables."""
    document = Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [found for text in texts for found in _DATE.findall(text)]


def main(folder: Path, today: date) -> None:
    """One night."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    sheet = book["Policies"]
    headings = [cell.value for cell in sheet[1]]
    status = len(headings) + 1
    sheet.cell(1, status, "Status (script)")
    for name in ("script-drafts", "script-mail"):
        (folder / name).mkdir(exist_ok=True)
    for row in range(2, sheet.max_row + 1):
        values = dict(zip(headings, (cell.value for cell in sheet[row]), strict=False))
        path = folder / "policies" / str(values["Document"])
        try:
            dates_in(path)
        except Exception as fault:  # noqa: BLE001 - such a script carries on
            print(path, fault)
            continue
        due = values["Next review"]
        due = due.date() if isinstance(due, datetime) else due
        if (due - today).days <= WARNING:
            _draft(path, folder / "script-drafts" / f"{values['Ref']}.docx")
            message = EmailMessage()
            message["To"], message["Subject"] = str(values["Owner email"]), f"Review due: {values['Policy']}"
            message.set_content(f"The review of {values['Policy']} is due on {due}.")
            (folder / "script-mail" / f"{values['Ref']}.eml").write_bytes(bytes(message))
            sheet.cell(row, status, "due")
        else:
            sheet.cell(row, status, "ok")
    book.save(folder / "register.xlsx")


def _draft(source: Path, target: Path) -> None:
    document = Document(str(source))
    document.add_paragraph("DRAFT")
    document.save(str(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
