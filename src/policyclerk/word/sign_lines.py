"""The lines in which a place for a signature may stand: of paragraphs, of table rows, of columns side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyclerk.word.history import columns_of
from policyclerk.word.people import is_name, is_role
from policyclerk.word.sign_labels import KEY, starts_block
from policyclerk.word.spacers import without_spacers
from policyclerk.word.text import Block, Cell, Mark, Paragraph, Row, Table
from policyclerk.word.values import clean, is_blank

_GRID_HEAD = re.compile(
    r"(?:approver |reviewer )?(?:signatures?|signed(?:[ -]off)?(?: by)?|sign|sign(?:ed)?[ -]?off|initials?|signature (?:of|and|&).*)",
    re.IGNORECASE,
)
_GRID_COLUMNS = (
    ("date", re.compile(r".*\bdated?\b.*", re.IGNORECASE)),
    ("sign", _GRID_HEAD),
    (
        "role",
        re.compile(
            r"(?:job )?(?:role|position|title|designation|capacity|office|function|department|body|on behalf of|for and on behalf of).*|job title.*",
            re.IGNORECASE,
        ),
    ),
    (
        "name",
        re.compile(
            r".*\bnames?\b.*",
            re.IGNORECASE,
        ),
    ),
)
_GRID_WHO = re.compile(
    r"approver|(?:approved|reviewed|prepared|authori[sz]ed|agreed|signed|ratified) by|person|who",
    re.IGNORECASE,
)


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


@dataclass(slots=True)
class Grid:
    """A table with a column for signatures."""

    table: Table
    header: Row
    columns: dict[str, int]
    rows: list[Row]


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
        grid = _grid(table)
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


def _grid(table: Table) -> Grid | None:
    for number, row in enumerate(table.rows[:-1]):
        if not any(_may_head_signatures(cell) for cell in row.cells):
            continue
        heads = [clean(cell.text).rstrip(":") for cell in row.cells]
        if (
            len(heads) >= 2
            and all(len(head) < 50 for head in heads)
            and any(_GRID_HEAD.fullmatch(head) for head in heads)
        ):
            columns = _grid_columns(heads, table.rows[number + 1 :])
            strange = len(heads) - sum(_is_grid_head(head) for head in heads)
            filled = all(clean(head) for head in heads[1:])
            if filled and _tells_changes(heads, columns) and not _is_repeated(table, number, columns):
                return Grid(table, row, columns, [])
            if filled and _is_log(heads, strange, table.rows[number + 1 :]):
                return Grid(table, row, columns, [])
            if (
                len(columns) >= 2
                and strange * 2 < len(heads)
                and filled
                and not _is_repeated(table, number, columns)
            ):
                return Grid(table, row, columns, table.rows[number + 1 :])
    return None


def _is_log(heads: list[str], strange: int, below: list[Row]) -> bool:
    """Whether a table is kept of what happens, a line for each entry: it has headings that no table of signers has.

    Args:
        heads: the headings, none of them blank.
        strange: how many of them no table of signers has.
        below: the rows below them.
    """
    if len(heads) < FEWEST_OF_A_LOG or not strange or len(below[0].cells) != len(heads):
        return False
    labelled = any(row.cells and KEY.match(clean(row.cells[0].text)) for row in below)
    if labelled or _GRID_HEAD.fullmatch(heads[0]):
        return False  # labels and values take turns
    blank = all(is_blank(cell.text) for row in below for cell in row.cells)
    return blank or (strange * 2 >= len(heads) and not any(map(_OF_POLICIES.search, heads)))


FEWEST_OF_A_LOG = 3  # headings
_OF_POLICIES = re.compile(
    r"approv|review|polic|govern|chair|head|ratif|adopt|agreed|prepared|authori", re.IGNORECASE
)


def _tells_changes(heads: list[str], columns: dict[str, int]) -> bool:
    """Whether a table is one of changes, which somebody initials, and names nobody to sign."""
    return not columns.keys() & {"name", "role"} and any(map(_CHANGES.search, heads))


_CHANGES = re.compile(r"amend|change|revision|version|descri|update", re.IGNORECASE)


def _is_repeated(table: Table, number: int, columns: dict[str, int]) -> bool:
    """Whether the "heading" stands in the next row again, where it is a label in each, or heads a table of versions."""
    row, below = table.rows[number], table.rows[number + 1]
    at = columns["sign"]
    same = at < len(below.cells) and clean(below.cells[at].text) == clean(row.cells[at].text)
    initials = "sign" not in row.cells[at].text.casefold()
    return same or (initials and columns_of(row) is not None)


def _is_grid_head(head: str) -> bool:
    """Whether a text heads a column; where names and dates stand between, the row is one of labels and values."""
    known = any(pattern.fullmatch(head) for _, pattern in _GRID_COLUMNS) or _GRID_WHO.fullmatch(head)
    return bool(known) or not head


def _may_head_signatures(cell: Cell) -> bool:
    """A cheap look whether a cell can be the heading of a column for signatures."""
    lower = cell.text.lower()
    return "sign" in lower or "initial" in lower


_SIGNATURE = re.compile(r"signatures?", re.IGNORECASE)  # beside it "Signed by" says who


def _are_offices(rows: list[Row]) -> bool:
    """Whether rows begin with offices, above which no heading stands."""
    first = [clean(row.cells[0].text) for row in rows if row.cells]
    return all(is_role(text) for text in first if text)


def _grid_columns(heads: list[str], below: list[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    who: int | None = None
    signature = any(_SIGNATURE.fullmatch(head) for head in heads)
    for number, head in enumerate(heads):
        if signature and _GRID_WHO.fullmatch(head):
            who = number
            continue
        kind = next((kind for kind, pattern in _GRID_COLUMNS if pattern.fullmatch(head)), None)
        if kind:
            found.setdefault(kind, number)
        elif _GRID_WHO.fullmatch(head):
            who = number
    if who is not None:
        found.setdefault("role" if "name" in found else "name", who)
    if "role" not in found and heads and not heads[0] and ("name" not in found or _are_offices(below)):
        found["role"] = 0
    return found


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
    return all(map(KEY.fullmatch, labels)) and not any(map(KEY.fullmatch, values))


def _labelled(row: Row, number: int, table: Table) -> Line:
    """A label and the value in the cell behind it."""
    label, value = row.cells[number], row.cells[number + 1]
    marks = [mark for cell in (label, value) for paragraph in cell.paragraphs for mark in paragraph.marks]
    return Line(
        f"{clean(label.text)}:\t{' '.join(value.text.split())}",
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
