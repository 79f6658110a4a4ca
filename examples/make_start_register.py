"""Writes templates/register.xlsx, the empty register that `policyclerk init` puts into a new trust's folder.

python examples/make_start_register.py [TARGET]
"""

import io
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

EXAMPLES = Path(__file__).resolve().parent
SAVED = "2026-09-01T08:00:00Z"
TABS = {
    "Policies": (
        "Ref", "Policy", "School", "Category", "Statutory", "Owner", "Owner email", "Approver", "Approval level",
        "Review cycle", "Last reviewed", "Next review", "Approved on", "Minute ref", "Version", "Status", "Document",
        "Website", "Acknowledgement", "Outcome", "Outcome on", "Extended to", "Extension agreed by", "Accepted", "Notes",
    ),
    "People": ("Name", "Role", "Body", "School", "Email", "Active", "Away from", "Away until", "Deputy"),
    "Schools": ("School", "Short name", "Phase", "Type", "Headteacher"),
    "Terms": ("School", "Term", "Starts", "Ends"),
    "Meetings": ("Body", "School", "Date", "Papers out"),
}  # fmt: skip
DATES = frozenset({
    "Last reviewed", "Next review", "Approved on", "Outcome on", "Extended to", "Away from", "Away until", "Starts", "Ends",
    "Date", "Papers out",
})  # fmt: skip
ROWS_READY = 500
"""Rows in which date columns are formatted day first before anybody types."""


def written() -> bytes:
    """The workbook, the same bytes on every day."""
    from examples.northmoor.archive import settled  # imported late: a script must first find its own package

    book = Workbook()
    book.remove(book.worksheets[0])
    for tab, headings in TABS.items():
        sheet = book.create_sheet(tab)
        sheet.freeze_panes = "C2" if tab == "Policies" else "A2"
        for column, heading in enumerate(headings, 1):
            cell = sheet.cell(1, column, heading)
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="22456B")
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            sheet.column_dimensions[get_column_letter(column)].width = max(14, len(heading) + 4)
            if heading in DATES:
                for row in range(2, ROWS_READY + 2):
                    sheet.cell(row, column).number_format = "dd/mm/yyyy"
    content = io.BytesIO()
    book.save(content)
    return settled(content.getvalue(), saved=SAVED)


def main() -> None:
    """Write the register to the file named on the command line, else to templates/."""
    sys.path.insert(0, str(EXAMPLES.parent))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES.parent / "templates" / "register.xlsx"
    target.write_bytes(written())
    print(f"written: {target.name}")


if __name__ == "__main__":
    main()
