"""Writes templates/report/board.docx, into which the board's report is filled.

python examples/make_board_template.py [TARGET]

The names in double braces are filled in by `policyclerk.adapters.report_docx`; what stands between `{%p if %}` or
`{%tr for %}` and its end is left out or repeated. A trust keeps its own copy as templates/report/board.docx and changes in
Word whatever it likes but these names.
"""

import io
import sys
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell

EXAMPLES = Path(__file__).resolve().parent
SAVED = "2026-09-01T08:00:00Z"
INK, SOFT = RGBColor(0x22, 0x45, 0x6B), RGBColor(0x56, 0x60, 0x72)
LINE = "D5DAE3"


def written() -> bytes:
    """The template, the same bytes on every day."""
    from examples.make_policy_template import _page_number, _without_thumbnail
    from examples.northmoor.archive import settled  # imported late: a script must first find its own package

    document = docx.Document()
    _styles(document)
    _opening(document)
    _red(document)
    _moved(document)
    _meetings(document)
    _load(document)
    _coverage(document)
    _closing(document)
    _rule_tables(document)
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("{{ about }}  |  Policy report, {{ on }}  |  Page ").font.size = Pt(8.5)
    _page_number(footer)
    _without_thumbnail(document)
    document.core_properties.title = "Policy report"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    content = io.BytesIO()
    document.save(content)
    return settled(content.getvalue(), saved=SAVED)


def _styles(document: Document) -> None:
    for name, size, ink, before, after in (
        ("Normal", 10.5, None, 0, 6),
        ("Title", 24, INK, 0, 2),
        ("Subtitle", 12, SOFT, 0, 10),
        ("Heading 1", 14, INK, 16, 6),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), name == "Heading 1"
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "Arial")
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if ink is not None:
            style.font.color.rgb = ink
    for border in document.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    language = document.styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-GB")
    language.append(spoken)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _opening(document: Document) -> None:
    document.add_paragraph("{%p if logo %}")
    document.add_paragraph("{{ logo }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("Policy report", style="Title")
    document.add_paragraph("{{ about }}, {{ on }}", style="Subtitle")
    lead = document.add_paragraph()
    lead.add_run("{{ first }}").font.size = Pt(12.5)
    document.add_paragraph("{% for sentence in rest %}{{ sentence }} {% endfor %}")
    _table(document, ("Colour", "Policies", "What it means"), "summary",
           ("{{ row.colour }}", "{{ row.count }}", "{{ row.meaning }}"), (3, 2.5, 11))  # fmt: skip
    document.add_paragraph("{%p if schools_chart %}")
    document.add_paragraph("By {{ groups }}", style="Heading 1")
    document.add_paragraph("{{ schools_chart }}")
    document.add_paragraph("{%p endif %}")


def _red(document: Document) -> None:
    document.add_paragraph("What needs doing now", style="Heading 1")
    document.add_paragraph("{%p if reds %}")
    _table(document, ("Policy", "Review due", "Owner", "Why it is red"), "reds",
           ("{{ row.title }} ({{ row.where }})", "{{ row.due }}", "{{ row.owner }}", "{{ row.why }}"), (5.2, 2.2, 3, 6.1))  # fmt: skip
    document.add_paragraph("{%p if reds_more %}")
    document.add_paragraph("And {{ reds_more }} more: the page beside this report lists them all.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("Nothing: no policy is red.")
    document.add_paragraph("{%p endif %}")


def _moved(document: Document) -> None:
    document.add_paragraph("{%p if trend_chart %}")
    document.add_paragraph("What moved", style="Heading 1")
    document.add_paragraph("{{ trend_chart }}")
    document.add_paragraph("{%p endif %}")


def _meetings(document: Document) -> None:
    document.add_paragraph("What is due at which meeting", style="Heading 1")
    document.add_paragraph("{%p if meetings %}")
    _table(document, ("Meeting", "Papers", "Body", "Policies to decide on"), "meetings",
           ("{{ row.on }}", "{{ row.papers }}", "{{ row.body }}", "{{ row.policies }}"), (2.2, 2.2, 4.6, 7.5))  # fmt: skip
    document.add_paragraph("{%p if meetings_more %}")
    document.add_paragraph("And {{ meetings_more }} later meetings.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("No meeting to come has a policy to decide on.")
    document.add_paragraph("{%p endif %}")


def _load(document: Document) -> None:
    document.add_paragraph("{%p if load_chart %}")
    document.add_paragraph("The year’s load", style="Heading 1")
    document.add_paragraph("{{ load_chart }}")
    document.add_paragraph("{%p if moves %}")
    document.add_paragraph(
        "For the board to accept or leave: bringing these reviews forward would leave no month with more than "
        "{{ load.level }}. None is moved past its date or past an interval that the law sets."
    )
    _table(document, ("Policy", "School", "Due", "Review it in"), "moves",
           ("{{ row.title }}", "{{ row.school }}", "{{ row.due }}", "{{ row.proposed }}"), (6.5, 4.5, 2.5, 3))  # fmt: skip
    document.add_paragraph("{%p if moves_more %}")
    document.add_paragraph("And {{ moves_more }} more.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


def _coverage(document: Document) -> None:
    document.add_paragraph("{%p if coverage %}")
    document.add_paragraph("Statutory coverage", style="Heading 1")
    document.add_paragraph(
        "The policies that law, statutory guidance or the Department’s list ask for, beside the register (list "
        "{{ coverage.version }}, looked at on {{ coverage.as_at }}): "
        "{% for row in coverage.counts %}{{ row.count }} {{ row.status | lower }}{{ '; ' if not loop.last else '.' }}{% endfor %} "
        "“Not found” is a question and not a verdict: the policy may be kept under another title. {{ coverage.question }}"
    )
    document.add_paragraph("{%p if coverage.gaps %}")
    _table(document, ("Not found", "Where", "Asked by"), "coverage.gaps",
           ("{{ row.title }}", "{{ row.schools }}", "{{ row.asked }}"), (5.8, 8.4, 2.3))  # fmt: skip
    document.add_paragraph("{%p if coverage.more %}")
    document.add_paragraph("And {{ coverage.more }} more.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


def _closing(document: Document) -> None:
    document.add_paragraph("What was done, and what is to be put right", style="Heading 1")
    document.add_paragraph(
        "Since {{ done.since }}: {{ done.messages }} messages with {{ done.entries }} items, {{ done.drafts }} drafts and "
        "{{ done.rows }} rows of the register marked up. {{ conflicts }} contradictions between register and documents and "
        "{{ problems }} cells of the register are to be put right; the page beside this report lists them with their places."
    )
    note = document.add_paragraph()
    run = note.add_run(
        "Made by policyclerk from the register and {{ documents }} Word files, none of which it changed. “Cannot tell” means "
        "that nothing it read gives a date. A review date is the trust’s own; most review cycles are recommended practice and "
        "not law.{% if by_role %} People are shown by role.{% endif %}"
    )
    run.font.size, run.font.color.rgb = Pt(8.5), SOFT


def _table(
    document: Document,
    headings: tuple[str, ...],
    items: str,
    cells: tuple[str, ...],
    widths: tuple[float, ...],
) -> None:
    """A table with one row per item; its heading row is repeated on every page."""
    table = document.add_table(0, len(headings))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for texts in (headings, (f"{{%tr for row in {items} %}}",), cells, ("{%tr endfor %}",)):
        for number, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=False)):
            _fill(cell, text, bold=texts is headings or number == 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(6)


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.size = bold, Pt(9)


def _rule_tables(document: Document) -> None:
    """Thin lines between rows, none between columns; rows stay whole, and headings stand on every page."""
    for table in document.element.body.xpath(".//w:tbl"):
        table.tblPr.append(_lines())
        for number, row in enumerate(table.tr_lst):
            marks = ("w:tblHeader", "w:cantSplit") if number == 0 else ("w:cantSplit",)
            for mark in marks:
                row.get_or_add_trPr().append(OxmlElement(mark))


def _lines() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


def main() -> None:
    """Write the template to the file named on the command line, else to templates/."""
    sys.path.insert(0, str(EXAMPLES.parent))
    shipped = EXAMPLES.parent / "templates" / "report" / "board.docx"
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else shipped
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(written())
    print(f"written: {target.name}")


if __name__ == "__main__":
    main()
