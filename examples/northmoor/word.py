"""Lays a `Paper` out as a Word file."""

import io
from datetime import UTC, datetime, time
from functools import singledispatchmethod
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt, RGBColor
from examples.northmoor import parts, pictures
from examples.northmoor.archive import settled
from examples.northmoor.blocks import (
    Block,
    Box,
    Bullets,
    Change,
    Control,
    Grid,
    Heading,
    Ink,
    Leader,
    Logo,
    Look,
    Page,
    Paper,
    Text,
    Title,
)


def written(paper: Paper) -> bytes:
    """The bytes of the Word file; the same for the same paper, always."""
    sheet = Sheet(paper.look)
    for block in paper.blocks:
        sheet.lay(block)
    whole = sheet.saved(paper)
    return whole[: int(len(whole) * paper.keep)]


class Sheet:
    """A Word document in the making.

    python-docx has no types; its objects are `Any` here.
    """

    def __init__(self, look: Look) -> None:
        self.document: Any = Document()
        self.look = look
        self.number = 0
        self._page_setup()
        self._styles()
        self._edges()

    def _page_setup(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.3)

    def _styles(self) -> None:
        styles = self.document.styles
        styles["Normal"].font.name = self.look.font
        styles["Normal"].font.size = Pt(self.look.size)
        for level in (1, 2):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size = self.look.font, Pt(self.look.size + 4 - level)
            style.font.color.rgb = RGBColor.from_string(self.look.colour)
            parts.forget_theme_fonts(style.element)

    def _edges(self) -> None:
        page = self.document.sections[0]
        if self.look.header:
            self._write(page.header.paragraphs[0], self.look.header)
        if self.look.footer or self.look.pages:
            line = page.footer.paragraphs[0]
            self._write(line, self.look.footer or "")
            if self.look.pages:
                line.add_run("\tPage ")
                line._p.append(parts.page_number())  # noqa: SLF001  python-docx has no fields

    def saved(self, paper: Paper) -> bytes:
        """The finished file with settled properties."""
        moment = datetime.combine(paper.saved, time(9, 0), UTC).replace(tzinfo=None)
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = paper.author
        properties.title, properties.comments, properties.revision = "", "", 3
        properties.created = properties.modified = moment
        made = io.BytesIO()
        self.document.save(made)
        return settled(made.getvalue())

    @singledispatchmethod
    def lay(self, block: Block) -> None:
        """Add one block at the end."""
        raise TypeError(f"no way to lay out {block!r}")

    @lay.register
    def _(self, block: Title) -> None:
        line = self._line(block.text, centred=True)
        for run in line.runs:
            run.bold, run.font.size = True, Pt(block.size)
            run.font.color.rgb = RGBColor.from_string(self.look.colour)

    @lay.register
    def _(self, block: Heading) -> None:
        self._write(self.document.add_heading(level=block.level), block.text)

    @lay.register
    def _(self, block: Text) -> None:
        line = self._line(block.text, centred=block.centred)
        for run in line.runs:
            run.bold, run.italic = block.bold or None, block.italic or None

    @lay.register
    def _(self, block: Bullets) -> None:
        for item in block.items:
            style = "List Number" if block.numbered else "List Bullet"
            self._write(self.document.add_paragraph(style=style), item)

    @lay.register
    def _(self, block: Grid) -> None:
        table = self.document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for at, row in enumerate(block.rows):
            cells = table.add_row().cells
            for column, text in enumerate(row):
                self._fill(
                    cells[column], text, bold=(block.head and at == 0) or (block.labels and column == 0)
                )
        self._widen(table, block.widths or ((5.5, 10.9) if len(block.rows[0]) == 2 else ()))
        self.document.add_paragraph()

    @lay.register
    def _(self, block: Logo) -> None:
        line = self._line("", centred=True)
        shape = line.add_run().add_picture(io.BytesIO(pictures.logo()), width=Cm(block.width_cm))
        self._describe(shape, "Trust logo")

    @lay.register
    def _(self, block: Ink) -> None:
        line = self._line(block.label + " ")
        drawn = pictures.signature(len(block.label) + len(block.described))
        shape = line.add_run().add_picture(io.BytesIO(drawn), width=Cm(4))
        self._describe(shape, block.described)

    @lay.register
    def _(self, block: Leader) -> None:
        line = self._line(f"{block.label}\t{block.after}")
        line.paragraph_format.tab_stops.add_tab_stop(Cm(9), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)

    @lay.register
    def _(self, block: Box) -> None:
        self._put(self._line("", centred=True), parts.text_box(block.text))

    @lay.register
    def _(self, block: Control) -> None:
        line = self._line(block.label + " ")
        self._put(line, parts.control(block.name, block.value, day=block.day, number=self._next()))

    @lay.register
    def _(self, block: Change) -> None:
        line = self._line(block.before)
        for words, make in ((block.old, parts.deletion), (block.new, parts.insertion)):
            if words:
                self._put(line, make(words, author=block.author, number=self._next()))
        self._write(line, block.after)

    @lay.register
    def _(self, _block: Page) -> None:
        self.document.add_page_break()

    def _line(self, text: str, *, centred: bool = False) -> Any:
        line = self.document.add_paragraph()
        if centred:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._write(line, text)
        return line

    def _write(self, line: Any, text: str) -> None:
        for piece in filter(None, text.split("¦")):
            line.add_run(piece)

    def _fill(self, cell: Any, text: str, *, bold: bool) -> None:
        line = cell.paragraphs[0]
        self._write(line, text)
        for run in line.runs:
            run.bold = bold or None

    def _widen(self, table: Any, widths: tuple[float, ...]) -> None:
        table.autofit = not widths
        for column, width in zip(table.columns, widths, strict=False):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)

    def _put(self, line: Any, made: Any) -> None:
        line._p.append(made)  # noqa: SLF001  python-docx has no call for it

    def _describe(self, shape: Any, words: str) -> None:
        shape._inline.docPr.set("descr", words)  # noqa: SLF001  python-docx has no call for it

    def _next(self) -> int:
        self.number += 1
        return self.number
