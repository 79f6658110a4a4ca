"""Labels with their values below them and nothing between: in the cells of a row, or in lines that take turns."""

from collections.abc import Iterator, Sequence

from policyclerk.word.claim import Claim, Zone
from policyclerk.word.claim_lines import BELOW, value_below
from policyclerk.word.labels import field_in, field_of, may_be_label
from policyclerk.word.text import Block, Cell, Paragraph, Row
from policyclerk.word.values import is_empty

FEWEST_TURNS = 3
LONGEST_LABEL = 45


def is_stacked(row: Row) -> bool:
    """Whether each cell that is not blank holds a label with one line below it."""
    filled = [cell for cell in row.cells if not is_empty(cell.text)]
    return bool(filled) and "\n" in filled[0].text.strip() and all(_pair(cell) for cell in filled)


def stacked_claims(row: Row, zone: Zone, group: int) -> Iterator[Claim]:
    """The claims of such a row."""
    for cell in row.cells:
        for label, value, paragraph, start in _pair(cell):
            claim = Claim("date", "", row.where, zone, group, paragraph, start)
            yield from value_below(label, claim, value, stacked=True)


def _pair(cell: Cell) -> list[tuple[str, str, Paragraph, int]]:
    """Label and value of a cell of two lines, with the place of the value; empty for any other."""
    lines: list[tuple[str, Paragraph, int]] = []
    for paragraph in cell.paragraphs:
        at = 0
        for line in paragraph.text.split("\n"):
            if not is_empty(line):
                lines.append((line.strip(), paragraph, at + len(line) - len(line.lstrip())))
            at += len(line) + 1
    if len(lines) != 2 or len(cell.blocks) != len(cell.paragraphs):
        return []
    (label, _, _), (value, paragraph, start) = lines
    return [(label, value, paragraph, start)] if _is_pair(label, value) else []


def _is_pair(label: str, value: str) -> bool:
    return field_of(label.rstrip(" :")) in BELOW and field_in(value) is None and ":" not in value


def values_in_turns(blocks: Sequence[Block]) -> set[Paragraph]:
    """The lines that are values of the lines before them, where three labels or more and their values take turns."""
    found: set[Paragraph] = set()
    short = [isinstance(block, Paragraph) and len(block.text) < LONGEST_LABEL for block in blocks]
    for start in range(len(blocks) - 2 * FEWEST_TURNS + 1):
        if not (short[start] and short[start + 2] and short[start + 4]):
            continue
        turns = blocks[start : start + 2 * FEWEST_TURNS]
        lines = [block for block in turns if isinstance(block, Paragraph)]
        labels, values = lines[::2], lines[1::2]
        if len(lines) < len(turns) or not all(may_be_label(label.lower) for label in labels):
            continue
        if all(_is_pair(label.text, value.text) for label, value in zip(labels, values, strict=True)):
            found.update(values)
    return found
