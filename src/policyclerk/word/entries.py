"""Where a document states values under labels, as places that can be changed: the drafter's view of document control.

A value stands behind its label on the same line, in the next cell of the row, in the cell below a heading, or in
the next paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyclerk.word.labels import Field, field_of, labels_in, may_hold_label
from policyclerk.word.text import Block, Cell, Paragraph, Row, Table, Text

_BLANK = " \t\n\u00a0\u2002.…_-–—:|[]()"
_SHORT = 60
_SIGNING = re.compile(r"^\W*(?:signed|signature|print(?:ed)? name)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and the stretch where its value stands, or would stand.

    Attributes:
        field: the label's meaning.
        paragraph: where the value stands; not always the label's own.
        start, end: offsets in `paragraph.text`, blanks at the ends left out; equal where nothing is stated.
        firm: whether the label is set off from its value, by a colon or a cell of its own.
        signing: whether it stands in a block for signatures, whose dates are not ours to fill in.
    """

    field: Field
    paragraph: Paragraph
    start: int
    end: int
    firm: bool
    signing: bool

    @property
    def value(self) -> str:
        """The text of the value."""
        return self.paragraph.text[self.start : self.end]

    @property
    def blank(self) -> bool:
        """Whether nothing but a line or dots stands there."""
        return not self.value.strip(_BLANK)


def entries_of(text: Text, *, without: set[int]) -> Iterator[Entry]:
    """Every labelled value of a document, in the order of the file.

    Args:
        text: the document.
        without: ids of tables whose rows are not labelled values (the history of versions).
    """
    for group in (text.body, text.boxes, text.headers, text.footers):
        yield from _entries(group, without)


def _entries(blocks: list[Block], without: set[int]) -> Iterator[Entry]:
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            if id(block) not in without:
                yield from _table_entries(block, without)
        elif not block.contents:
            follower = blocks[at + 1] if at + 1 < len(blocks) else None
            yield from _line_entries(block, follower, signing=_near_signing(blocks, at))


def _near_signing(blocks: list[Block], at: int) -> bool:
    """Whether a line for a signature stands among the three lines before."""
    near = blocks[max(0, at - 4) : at + 1]
    return any(isinstance(block, Paragraph) and _SIGNING.search(block.text) for block in near)


def _line_entries(paragraph: Paragraph, follower: Block | None, *, signing: bool) -> Iterator[Entry]:
    """The labelled values of one paragraph; a label that fills it has its value in the paragraph that follows."""
    for entry in _in_paragraph(paragraph, signing=signing):
        if entry.value or not isinstance(follower, Paragraph) or not _ends_with_label(paragraph, entry):
            yield entry
        elif 0 < len(follower.text.strip()) <= _SHORT and not labels_in(follower.text):
            yield _whole(entry.field, follower, signing=signing)


def _ends_with_label(paragraph: Paragraph, entry: Entry) -> bool:
    return entry.firm and not paragraph.text[entry.end :].strip()


def _in_paragraph(paragraph: Paragraph, *, signing: bool) -> Iterator[Entry]:
    if not may_hold_label(paragraph.text):
        return
    labels = labels_in(paragraph.text)
    stops = [*(label.start for label in labels[1:]), len(paragraph.text)]
    for label, stop in zip(labels, stops, strict=False):
        line_end = paragraph.text.find("\n", label.end, stop)
        start, end = _trimmed(paragraph.text, label.end, stop if line_end < 0 else line_end)
        yield Entry(label.field, paragraph, start, end, label.firm, signing)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without blanks at its ends; of an empty one its beginning."""
    inner = text[start:end].strip()
    if not inner:
        return start, start
    start = text.index(inner, start)
    return start, start + len(inner)


def _whole(field: Field, paragraph: Paragraph, *, signing: bool) -> Entry:
    start, end = _trimmed(paragraph.text, 0, len(paragraph.text))
    return Entry(field, paragraph, start, end, firm=True, signing=signing)


# ---- tables


def _table_entries(table: Table, without: set[int]) -> Iterator[Entry]:
    heads = _headings(table)
    for number, row in enumerate(table.rows):
        signing = _signing_row(table, number)
        for at, cell in enumerate(row.cells):
            yield from _cell_entries(row, at, cell, signing=signing)
            yield from _entries([block for block in cell.blocks if isinstance(block, Table)], without)
        if heads and number > 0:
            yield from _below(heads, row)


def _signing_row(table: Table, number: int) -> bool:
    """Whether a row belongs to a block for signatures: it or one of the two rows before asks for one."""
    near = table.rows[max(0, number - 2) : number + 1]
    return any(_SIGNING.search(cell.text) for row in near for cell in row.cells)


def _headings(table: Table) -> list[Field | None]:
    """The meanings of the first row where all of it is headings over one row of values; else nothing."""
    if len(table.rows) != 2 or len(table.rows[0].cells) < 2:
        return []
    fields = [field_of(cell.text) for cell in table.rows[0].cells]
    return list(fields) if all(fields) else []


def _below(heads: list[Field | None], row: Row) -> Iterator[Entry]:
    for field, cell in zip(heads, row.cells, strict=False):
        if field is not None and cell.paragraphs and field_of(cell.text) is None:
            yield _whole(field, _main_paragraph(cell), signing=False)


def _main_paragraph(cell: Cell) -> Paragraph:
    """The first paragraph of a cell that says something, else the first."""
    return next((one for one in cell.paragraphs if one.text.strip()), cell.paragraphs[0])


def _cell_entries(row: Row, at: int, cell: Cell, *, signing: bool) -> Iterator[Entry]:
    field = field_of(cell.text)
    beside = row.cells[at + 1] if at + 1 < len(row.cells) else None
    if field is not None and beside is not None and beside.paragraphs:
        if field_of(beside.text) is None and not any(one.firm for one in labels_in(beside.text)):
            yield _whole(field, _main_paragraph(beside), signing=signing)
        return
    paragraphs = cell.paragraphs
    for paragraph, follower in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        yield from _line_entries(paragraph, follower, signing=signing)
