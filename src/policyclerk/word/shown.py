"""What a reader of a Word file sees, as values: paragraphs, tables, and the marks that are no text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from policyclerk.word.line_index import LineIndex
from policyclerk.word.looks import Look, look_in, look_of
from policyclerk.word.markup import Element, w
from policyclerk.word.package import Package

_T, _B = w("t"), w("b")

Place = Literal["body", "header", "footer", "text box"]
MarkKind = Literal[
    "picture",  # a picture; detail = its description, name and size
    "ink",  # handwriting with a pen
    "placeholder",  # a content control that still shows its prompt; detail = the prompt
    "checked",
    "unchecked",
    "signature_line",  # Word's own signature line; detail = the suggested signer and role
    "leader",  # a tab drawn as a line or dots
    "blank_line",  # underlined blanks
    "blank_field",  # a form field that holds nothing
    "today",  # a field that shows the day on which the file is opened, printed or saved
]


@dataclass(slots=True)
class Mark:
    """Something in a paragraph that is no text, at an offset of its text."""

    kind: MarkKind
    at: int
    element: Element
    detail: str = ""
    width: int = 0
    height: int = 0
    floating: bool = False


@dataclass(slots=True)
class Piece:
    """A `w:t` element and the stretch of the paragraph's text that it holds."""

    element: Element
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Paragraph:
    r"""A paragraph as seen.

    Attributes:
        element: the `w:p`.
        part: name of the part that it stands in.
        where: the place for people ("body, paragraph 3", "body, table 1, row 2", "header").
        place: which of the four kinds of place.
        lower: the text in small letters, for cheap looks before costly ones.
        text: with `\t` for tabs and `\n` for line breaks; offsets fit `pieces` and `marks`.
        page: roughly the page, from 0, where Word left traces of it.
        cell: the innermost table cell it stands in.
        contents: whether it belongs to a table of contents.
        runs: its runs as they stand in the file, where it was taken out before the part was parsed; `element` is then the
            mark in its place, and in that of others beside it, and there are no `elements`.
        elements, texts: what `text` is put together from, side by side, as it was when the file was walked.
    """

    element: Element
    part: str
    where: str
    place: Place
    text: str = ""
    lower: str = ""
    style: str = ""
    marks: list[Mark] = field(default_factory=list)
    page: int = 0
    cell: "Cell | None" = None
    contents: bool = False
    numbered: bool = False
    leader: bool = False
    runs: bytes | None = None
    elements: Sequence[Element] = ()
    texts: Sequence[str] = ()
    _look: Look | None = None

    @property
    def pieces(self) -> list[Piece]:
        """The `w:t` elements with the stretches that they held when the file was walked."""
        found, at = [], 0
        for element, text in zip(self.elements, self.texts, strict=True):
            if element.tag == _T:
                found.append(Piece(element, at, at + len(text)))
            at += len(text)
        return found

    @property
    def look(self) -> Look:
        """How its runs are set; to be asked for after the walk, and then remembered."""
        if self._look is None:
            self._look = look_of(self.element) if self.runs is None else look_in(self.runs)
        return self._look

    @property
    def size(self) -> int:
        """Largest type size set directly on a run, in half-points, 0 where none is."""
        return self.look.size

    @property
    def bold(self) -> bool:
        """Whether a run is set bold."""
        runs = self.runs
        named = next(self.element.iter(_B), None) is not None if runs is None else b"<w:b" in runs
        return named and self.look.bold

    @property
    def script(self) -> bool:
        """Whether a run is set in a font that looks like handwriting."""
        return self.look.script


@dataclass(slots=True, eq=False)
class Cell:
    """A table cell: its `w:tc`, and its paragraphs and inner tables in order."""

    element: Element
    row: "Row"
    blocks: "list[Paragraph | Table]" = field(default_factory=list)
    _text: str | None = None

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The cell's own paragraphs, without those of inner tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def text(self) -> str:
        """The paragraphs' text, a line each; to be asked for after the walk, and then remembered."""
        if self._text is None:
            blocks = self.blocks
            if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
                self._text = blocks[0].text
            else:
                self._text = "\n".join(paragraph.text for paragraph in self.paragraphs)
        return self._text


@dataclass(slots=True, eq=False)
class Row:
    """A table row: its `w:tr` and its cells."""

    element: Element
    where: str
    table: "Table"
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Table:
    """A table: its `w:tbl` and its rows."""

    element: Element
    part: str
    where: str
    place: Place
    rows: list[Row] = field(default_factory=list)
    page: int = 0
    _lower: str | None = None

    @property
    def lower(self) -> str:
        """The cells' text in small letters, for one cheap look whether a word stands in any; to be asked for after the walk."""
        if self._lower is None:
            self._lower = "\n".join([cell.text for row in self.rows for cell in row.cells]).lower()
        return self._lower


Block = Paragraph | Table


@dataclass(slots=True)
class Text:
    """All that is to be seen in one file.

    Attributes:
        body, headers, footers, boxes: the blocks, in the order of the document; text boxes by themselves.
        sections: the `w:sectPr` met, which name the headers and footers.
        changes: whether the file holds tracked changes that nobody has accepted or rejected.
        comments: whether comments are anchored in it.
        box_count: how many text boxes have been walked, which their places are numbered by.
    """

    package: Package
    body: list[Block] = field(default_factory=list)
    headers: list[Block] = field(default_factory=list)
    footers: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    sections: list[Element] = field(default_factory=list)
    changes: bool = False
    comments: bool = False
    box_count: int = 0
    _paragraphs: list[Paragraph] | None = None
    _lines: list[Paragraph] | None = None
    _index: LineIndex | None = None

    @property
    def lines(self) -> list[Paragraph]:
        """The paragraphs of the body and the text boxes, without the table of contents; to be asked for after the walk."""
        if self._lines is None:
            self._lines = [one for one in _all_of(self.body, self.boxes) if not one.contents]
        return self._lines

    @property
    def index(self) -> LineIndex:
        """The words of the lines; to be asked for after the walk."""
        if self._index is None:
            self._index = LineIndex([line.lower for line in self.lines])
        return self._index

    @property
    def lower(self) -> str:
        """The lines in small letters, for one cheap look whether a word stands anywhere."""
        return self.index.whole

    def holding(self, words: Iterable[str]) -> list[Paragraph]:
        """The lines in which one of these words stands, in small letters; a word may be a part of one, or several."""
        lines = self.lines
        return [lines[number] for number in self.index.holding(words)]

    def blocks(self) -> Iterator[Block]:
        """Every outermost block: body, text boxes, headers, footers."""
        for group in (self.body, self.boxes, self.headers, self.footers):
            yield from group

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, those of tables included, in the order of `blocks`; to be asked for after the walk."""
        if self._paragraphs is None:
            self._paragraphs = _all_of(self.body, self.boxes, self.headers, self.footers)
        return iter(self._paragraphs)

    def tables(self) -> Iterator[Table]:
        """Every table, the inner ones after the one that holds them."""
        for block in self.blocks():
            if isinstance(block, Table):
                yield from tables_of(block)

    def let_go(self) -> None:
        """Untie tables, rows and cells from one another when nobody needs them any more.

        They then go at once with the file's trees; else all would wait for a collection, and collecting cost more.
        """
        for table in list(self.tables()):
            for row in table.rows:
                for cell in row.cells:
                    cell.blocks.clear()
                row.cells.clear()
            table.rows.clear()


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, through all its inner tables."""
    return iter(_all_of([block]))


def _all_of(*groups: Iterable[Block]) -> list[Paragraph]:
    """The paragraphs of blocks, through all their tables: put together as a list, as to hand each up costs more."""
    found: list[Paragraph] = []
    for blocks in groups:
        for block in blocks:
            if isinstance(block, Paragraph):
                found.append(block)
            else:
                found += _all_of(*[cell.blocks for row in block.rows for cell in row.cells])
    return found


def tables_of(table: Table) -> Iterator[Table]:
    """A table and all its inner ones."""
    yield table
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                if isinstance(inner, Table):
                    yield from tables_of(inner)
