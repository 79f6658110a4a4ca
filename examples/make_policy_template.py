"""Writes templates/documents/policy.docx, from which a policy that does not exist yet is begun.

python examples/make_policy_template.py [TARGET]

The names in double braces are filled in by `policyclerk.word.create`; what stands between `{%p for %}` and
`{%p endfor %}` is repeated for each heading.
"""

import io
import sys
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

EXAMPLES = Path(__file__).resolve().parent
SAVED = "2026-09-01T08:00:00Z"
INK = RGBColor(0x22, 0x45, 0x6B)
CONTROL = (
    ("Policy owner", "{{ owner }}"),
    ("Approved by", "{{ approver }}"),
    ("Date approved", ""),
    ("Version", "{{ version }}"),
    ("Status", "{{ status }}"),
    ("Review cycle", "{{ cycle }}"),
    ("Next review date", "{{ next_review }}"),
    ("Reference", "{{ reference }}"),
    ("Statutory basis", "{{ basis }}"),
)
HISTORY = (
    ("Version", "Date", "Author", "Approved by", "Changes"),
    ("{{ version }}", "{{ made_on }}", "{{ owner }}", "", "{{ history_comment }}"),
)


def written() -> bytes:
    """The template, the same bytes on every day."""
    from examples.northmoor.archive import settled  # imported late: a script must first find its own package

    document = docx.Document()
    _styles(document)
    _cover(document)
    _content(document)
    _sign_off(document)
    _history(document)
    _margins(document)
    _without_thumbnail(document)
    document.core_properties.title = "{{ title }}"
    document.core_properties.author = "{{ organisation }}"
    document.core_properties.comments = ""
    content = io.BytesIO()
    document.save(content)
    return settled(content.getvalue(), saved=SAVED)


def _styles(document: Document) -> None:
    for name, size, ink in (
        ("Normal", 11, None),
        ("Title", 28, INK),
        ("Subtitle", 15, INK),
        ("Heading 1", 15, INK),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "Arial")
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if ink is not None:
            style.font.color.rgb = ink
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)


def _cover(document: Document) -> None:
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ organisation }}", style="Subtitle")
    table = document.add_table(0, 2, style="Table Grid")
    for label, value in CONTROL:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        cells[1].text = value
    _widths(table, 5.5, 10.5)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _content(document: Document) -> None:
    document.add_paragraph("{%p for section in sections %}")
    document.add_paragraph("{{ section.heading }}", style="Heading 1")
    document.add_paragraph("{%p for line in section.lines %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def _sign_off(document: Document) -> None:
    document.add_paragraph("Approval", style="Heading 1")
    table = document.add_table(1, 4, style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, ("Role", "Name", "Signature", "Date"), strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    table.add_row().cells[0].text = "{%tr for role in signatories %}"
    row = table.add_row().cells
    row[0].text, row[1].text = "{{ role.role }}", "{{ role.name }}"
    table.add_row().cells[0].text = "{%tr endfor %}"
    _widths(table, 4.5, 4.5, 4.5, 2.5)


def _history(document: Document) -> None:
    document.add_paragraph("Document history", style="Heading 1")
    table = document.add_table(0, len(HISTORY[0]), style="Table Grid")
    for number, texts in enumerate(HISTORY):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0
    _widths(table, 2, 3, 3.5, 3, 4.5)


def _widths(table: Table, *widths: float) -> None:
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _margins(document: Document) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ organisation }}"
    footer = section.footer.paragraphs[0]
    footer.add_run("{{ title }}  |  Version {{ version }}  |  Page ")
    _page_number(footer)


def _page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), (None, "1"), ("end", None)):
        run = paragraph.add_run()
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.element.append(mark)
        elif text == " PAGE ":
            told = OxmlElement("w:instrText")
            told.text = text
            run.element.append(told)
        else:
            run.text = text or ""


def _without_thumbnail(document: Document) -> None:
    """Take out the picture of an empty page that the library's own start document carries."""
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[key]


def main() -> None:
    """Write the template to the file named on the command line, else to templates/."""
    sys.path.insert(0, str(EXAMPLES.parent))
    target = (
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else EXAMPLES.parent / "templates" / "documents" / "policy.docx"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(written())
    print(f"written: {target.name}")


if __name__ == "__main__":
    main()
