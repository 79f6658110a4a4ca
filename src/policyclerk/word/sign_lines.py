"""The lines in which a place for a signature may stand: of paragraphs, of table rows, of columns side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyclerk.word.people import is_name, is_role
from policyclerk.word.sign_grids import Grid, grid_of
from policyclerk.word.sign_labels import KEY, starts_block
from policyclerk.word.spacers import without_spacers
from policyclerk.word.text import Block, Cell, Mark, Paragraph, Row, Table
from policyclerk.word.values import clean


@dataclass(slots=True)
class Line:
    """A line in which a place for a signature may stand: a paragraph's line or a table's row.

    Attributes:
        paragraph: the paragraph that it is a line of; None for a row.
        shown: the paragraphs that it is put together of.
        in_cell: whether it is a cell that holds no words, in a table read down its columns.
    """

    text: str
    where: str
    marks: list[Mark]
    paragraph: Paragraph | None = None
    table: Table | None = None
    shown: Sequence[Paragraph] = ()
    in_cell: bool = False

    @property
    def heading(self) -> bool:
        """Whether it is a heading, or set like one; of few lines anybody asks."""
        return self.paragraph is not None and is_heading(self.paragraph)

    @property
    def styled_heading(self) -> bool:
        """Whether its style is one of headings."""
        return self.paragraph is not None and self.paragraph.style.startswith("Heading")

    @property
    def script(self) -> bool:
        """Whether it is set in a font that looks like handwriting; of few lines anybody asks."""
        return any(paragraph.script for paragraph in self.shown)


def lines_of(block: Block) -> Iterator[Line | Grid]:
    """The lines of a paragraph; the rows of a table, or the table where it is one for signatures."""
    return _paragraph_lines(block) if isinstance(block, Paragraph) else _table_lines(block)


def _paragraph_lines(paragraph: Paragraph) -> Iterator[Line]:
    if paragraph.contents:
        return
    start = 0
    for part in paragraph.text.split("\n"):
        end = start + len(part)
        marks = (
            [mark for mark in paragraph.marks if start <= mark.at <= end]
            if "\n" in paragraph.text
            else paragraph.marks
        )
        if part.strip() or marks:
            yield Line(part, paragraph.where, marks, paragraph, shown=(paragraph,))
        start = end + 1


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a heading by its style, or a short line set like one."""
    if paragraph.style.startswith(("Heading", "heading", "Title", "Subtitle")):
        return True
    text = paragraph.text.strip()
    return (
        3 < len(text) < 70
        and text[-1:] not in ":._"
        and "\t" not in text
        and (text.isupper() or text.startswith("Appendix") or paragraph.bold)
    )


def _table_lines(table: Table) -> Iterator[Line | Grid]:
    lower = table.lower
    if "sign" in lower or "initial" in lower:
        table = _without_spacers(table)
        grid = grid_of(table)
        if grid is not None:
            yield grid
            return
        if _side_by_side(table):
            yield from _columns(table)
            return
    for row in table.rows:
        yield from _row_lines(row, table)


def _without_spacers(table: Table) -> Table:
    rows = without_spacers(table.rows)
    if rows is table.rows:
        return table
    return Table(table.element, table.part, table.where, table.place, rows, table.page)


def _row_lines(row: Row, table: Table) -> Iterator[Line | Grid]:
    marks = [mark for cell in row.cells for paragraph in cell.paragraphs for mark in paragraph.marks]
    filled = [cell for cell in row.cells if cell.text.strip() or (marks and _has_marks(cell))]
    if len(row.cells) == 1 or (len(filled) == 1 and "\n" in filled[0].text.strip()):
        for cell in filled:
            for block in cell.blocks:
                for line in lines_of(block):
                    if isinstance(line, Line):
                        line.table = line.table or table
                    yield line
        return
    texts = [_one_line(cell.text) for cell in row.cells]
    yield Line(
        "\t".join(texts).rstrip("\t") + ("\t" if len(texts) > 1 and not texts[-1] else ""),
        row.where,
        marks,
        table=table,
        shown=[paragraph for cell in row.cells for paragraph in cell.paragraphs],
    )
    for cell in row.cells:
        yield from (line for block in cell.blocks if isinstance(block, Table) for line in _table_lines(block))


def _one_line(text: str) -> str:
    """A cell's text in one line; a label above its value gets the colon that it has no need of there."""
    label, _, value = text.strip().partition("\n")
    whole = KEY.fullmatch(label.strip()) if value and "\n" not in value and ":" not in label else None
    return f"{label.strip()}: {value.strip()}" if whole else " ".join(text.split())


def _has_marks(cell: Cell) -> bool:
    return any(paragraph.marks for paragraph in cell.paragraphs)


def _side_by_side(table: Table) -> bool:
    """Whether two or more blocks stand beside each other, a column each."""
    for row in table.rows:
        texts = [cell.text.strip() for cell in row.cells]
        starts = [text for text in texts if starts_block(text)]
        if len(starts) >= 2:
            return True
        if (
            len(texts) >= 3
            and texts[0]
            and starts_block(texts[0])
            and not any(KEY.match(text) for text in texts[1:] if text)
        ):
            return len(table.rows) > 1 and all(len(other.cells) >= 3 for other in table.rows)
    return False


def _columns(table: Table) -> Iterator[Line | Grid]:
    """The lines of a table read down its columns; a column of labels is set before each of the others."""
    width = max(len(row.cells) for row in table.rows)
    if _takes_turns(table, width):
        for number in range(0, width, 2):
            yield from (_labelled(row, number, table) for row in table.rows)
        return
    starts = sum(starts_block(row.cells[0].text.strip()) for row in table.rows)
    labels_first = starts and not any(
        starts_block(cell.text.strip()) for row in table.rows for cell in row.cells[1:]
    )
    for number in range(1 if labels_first else 0, width):
        if labels_first and number > 1 and _is_of_hints(table, number):
            continue
        for row in table.rows:
            if number < len(row.cells):
                yield from _column_lines(row, number, table, with_label=bool(labels_first))


def _takes_turns(table: Table, width: int) -> bool:
    """Whether columns of labels and columns of their values take turns."""
    if width % 2 or any(len(row.cells) != width for row in table.rows):
        return False
    labels = [clean(row.cells[number].text) for row in table.rows for number in range(0, width, 2)]
    values = [clean(row.cells[number].text) for row in table.rows for number in range(1, width, 2)]
    led = all(
        KEY.fullmatch(label) or (is_role(label) and not value)
        for label, value in zip(labels, values, strict=True)
    )
    return led and any(map(starts_block, labels)) and not any(map(KEY.fullmatch, values))


def _labelled(row: Row, number: int, table: Table) -> Line:
    """A label and the value in the cell behind it."""
    label, value = row.cells[number], row.cells[number + 1]
    marks = [mark for cell in (label, value) for paragraph in cell.paragraphs for mark in paragraph.marks]
    colon = ":" if KEY.fullmatch(clean(label.text)) else ""  # without, it is the office of who signs above
    return Line(
        f"{clean(label.text)}{colon}\t{' '.join(value.text.split())}",
        row.where,
        marks,
        table=table,
        shown=value.paragraphs,
    )


def _is_of_hints(table: Table, number: int) -> bool:
    """Whether a column only says in brackets what to write beside it."""
    texts = [clean(row.cells[number].text) for row in table.rows if number < len(row.cells)]
    filled = [text for text in texts if text]
    return bool(filled) and all(text.startswith("(") and text.endswith(")") for text in filled)


def _label_of(value: str) -> str:
    """The label of a row without one, above columns of persons, by what stands in it."""
    if is_role(value):
        return "Position"
    return "Name" if is_name(value) else ""


def _column_lines(row: Row, number: int, table: Table, *, with_label: bool) -> Iterator[Line]:
    cell = row.cells[number]
    marks = [mark for paragraph in cell.paragraphs for mark in paragraph.marks]
    if with_label:
        value = " ".join(cell.text.split())
        label = clean(row.cells[0].text) or _label_of(value)
        yield Line(f"{label}:\t{value}", row.where, marks, table=table)
        return
    if marks and not cell.text.strip():
        yield Line("", row.where, marks, table=table, in_cell=True)
    for part in cell.text.split("\n"):
        if part.strip():
            yield Line(part, row.where, marks, table=table)
