"""The outer half of the walk: paragraphs and tables of a story, with their places in words."""

from policyclerk.word.inline_walk import (
    BREAK_BEFORE,
    NUMBERING,
    SECTION,
    STYLE,
    TABS,
    InlineWalk,
)
from policyclerk.word.markup import ALTERNATE, SDT, VAL, WRAPPERS, Element, is_on, lists_contents, w
from policyclerk.word.plain import PAGE_END, Plain, format_of
from policyclerk.word.shown import Block, Cell, Mark, Paragraph, Place, Row, Table, Text
from policyclerk.word.story import Story
from policyclerk.word.unseen import count_unseen, holds_unseen, without_unseen

_P, _TBL, _TR, _TC, _PPR = w("p"), w("tbl"), w("tr"), w("tc"), w("pPr")
_LEADER, _TYPE = w("leader"), w("type")
_ROW_PROPERTIES, _DELETED, _INSERTED = w("trPr"), w("del"), w("ins")


class StoryWalk(InlineWalk):
    """Reads a story (the body, one header, one footer, a text box): paragraphs and tables."""

    def __init__(self, out: Text, story: Story, place: Place, target: list[Block]) -> None:
        super().__init__(out, story, place)
        self.story = story
        self.target: list[Block] = target
        self.cell: Cell | None = None
        self.called: str = place
        self.row_where = ""
        self.number = 0
        self.tables = 0

    # -- blocks

    def blocks(self, parent: Element) -> None:
        """Walk everything below a parent that holds blocks (body, cell, content of a control)."""
        for node in parent:
            stretch = self.plain.get(node)
            if stretch is not None:
                self.plain_paragraphs(node, stretch)
                continue
            tag = node.tag
            if tag == _P:
                self.block_paragraph(node)
            elif tag == _TBL:
                self.table(node)
            elif tag == SDT:
                self.control(node, self.blocks)
            elif tag == ALTERNATE:
                self.alternate(node, self.blocks)
            elif tag in WRAPPERS:
                self.blocks(node)
            elif tag == SECTION:
                self.out.sections.append(node)

    def add(self, block: Block) -> None:
        """Put a block where it belongs: the cell being walked, else the story."""
        if self.cell is not None:
            self.cell.blocks.append(block)
        else:
            self.target.append(block)

    def block_paragraph(self, node: Element) -> None:
        """Walk one paragraph."""
        paragraph = Paragraph(
            node, self.part, "", self.place, page=self.page, cell=self.cell, contents=bool(self.contents)
        )
        outer = self.paragraph, self.elements, self.texts
        elements: list[Element] = []
        texts: list[str] = []
        self.paragraph, self.elements, self.texts = paragraph, elements, texts
        self.add(paragraph)
        self.inline(node)
        paragraph.elements, paragraph.texts = elements, texts
        text = "".join(texts)
        if holds_unseen(text):
            text = _take_out_unseen(paragraph, text)
        paragraph.text = text
        paragraph.lower = text.lower()
        self.paragraph, self.elements, self.texts = outer
        if self.cell is None and text and not text.isspace():
            self.number += 1
        paragraph.where = self.row_where or self.where_now()

    def plain_paragraphs(self, mark: Element, stretch: list[Plain]) -> None:
        """Take up those that were taken out before the part was parsed: kept short, as most paragraphs pass here."""
        part, place, cell, listed = self.part, self.place, self.cell, self.contents > 0
        silent = bool(self.fields or self.prompt) and self.silent()
        add = self.target.append if cell is None else cell.blocks.append
        for said, properties, runs in stretch:
            text = "" if silent else said
            style, contents, numbered, leader = format_of(properties)
            if cell is None and text and not text.isspace():
                self.number += 1
            where = self.row_where or self.where_now()
            marks = _leaders(text, mark) if leader else []
            add(Paragraph(  # by position, as the names of so many arguments cost as much as all of this
                mark, part, where, place, text, text.lower(), style, marks, self.page, cell, contents or listed, numbered, leader, runs or b""
            ))  # fmt: skip
            if runs is not None and PAGE_END in runs:
                self.page += runs.count(PAGE_END)

    def where_now(self) -> str:
        """The place of the paragraph being walked, outside of tables."""
        if self.place in ("header", "footer"):
            return self.place
        return f"{self.called}, paragraph {self.number or 1}"

    def paragraph_properties(self, properties: Element, paragraph: Paragraph) -> None:
        """Style, list, tab leaders and page breaks of a paragraph; nearly always only the style, which comes first."""
        for node in properties:
            name = node.tag
            if name == STYLE:
                paragraph.style = style = node.get(VAL, "")
                paragraph.contents = paragraph.contents or lists_contents(style)
                if properties not in self.odd:
                    break
            elif name == NUMBERING:
                paragraph.numbered = True
            elif name == TABS:
                paragraph.leader = any(tab.get(_LEADER, "none") != "none" for tab in node)
            elif name == BREAK_BEFORE and is_on(node.get(VAL)):
                self.page += 1
                paragraph.page = self.page
            elif name == SECTION:
                self.out.sections.append(node)
                kind = node.find(_TYPE)
                self.page += kind is None or kind.get(VAL) != "continuous"

    # -- tables

    def table(self, node: Element) -> None:
        """Walk one table."""
        self.tables += 1
        where = f"{self.called}, table {self.tables}"
        table = Table(node, self.part, where, self.place, page=self.page)
        self.add(table)
        outer = self.cell, self.row_where
        self.rows(node, table)
        self.cell, self.row_where = outer

    def rows(self, parent: Element, table: Table) -> None:
        """Walk the rows below a table, through controls round rows."""
        for node in parent:
            if node.tag == _TR:
                self.row(node, table)
            elif node.tag == SDT:
                self.control(node, lambda content: self.rows(content, table))
            elif node.tag in WRAPPERS:
                self.rows(node, table)

    def row(self, node: Element, table: Table) -> None:
        """Walk one row, unless it is a tracked deletion."""
        if node in self.odd and any(map(self.row_is_deleted, node.iterchildren(_ROW_PROPERTIES))):
            return
        where = f"{table.where}, row {len(table.rows) + 1}"
        row = Row(node, where, table)
        self.row_where = where
        self.cells(node, row)
        if row.cells:  # a row without any shows nothing
            table.rows.append(row)

    def row_is_deleted(self, properties: Element) -> bool:
        """Whether a row is a tracked deletion; tracked rows of both kinds are noted."""
        tags = {node.tag for node in properties}
        deleted = _DELETED in tags
        if deleted or _INSERTED in tags:
            self.out.changes = True
        return deleted

    def cells(self, parent: Element, row: Row) -> None:
        """Walk the cells below a row, through controls round cells."""
        for node in parent:
            if node.tag == _TC:
                cell = Cell(node, row)
                row.cells.append(cell)
                self.cell, self.row_where = cell, row.where
                self.blocks(node)
            elif node.tag == SDT:
                self.control(node, lambda content: self.cells(content, row))
            elif node.tag in WRAPPERS:
                self.cells(node, row)

    def text_box(self, content: Element) -> None:
        """Walk a text box as a small story of its own."""
        self.out.box_count += 1
        inner = StoryWalk(self.out, self.story, "text box", self.out.boxes)
        inner.called = "text box" if self.out.box_count == 1 else f"text box {self.out.box_count}"
        inner.page = self.page
        inner.blocks(content)


def _leaders(text: str, mark: Element) -> list[Mark]:
    """The tabs of a text, each of them drawn as a line or dots."""
    return [Mark("leader", at, mark) for at, sign in enumerate(text) if sign == "\t"]


def _take_out_unseen(paragraph: Paragraph, text: str) -> str:
    """Leave what nobody sees out of a paragraph's text and its pieces; gives the text."""
    for mark in paragraph.marks:
        mark.at -= count_unseen(text[: mark.at])
    paragraph.texts = [without_unseen(one) for one in paragraph.texts]
    return "".join(paragraph.texts)
