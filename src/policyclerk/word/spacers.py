"""Tables without the columns that only set others apart: blank ones, ones of colons, one merged cell beside all rows.

Programs that turn pages into tables set such a column between labels and their values.
"""

from collections.abc import Sequence

from policyclerk.word.labels import field_in
from policyclerk.word.text import Row
from policyclerk.word.values import is_empty

FEWEST_ROWS, FEWEST_CELLS = 2, 3
FEWEST_BESIDE = 3  # rows that a merged cell stands beside


def without_spacers(rows: list[Row]) -> list[Row]:
    """The rows as they read without such columns; the same list where there are none.

    Rows with fewer cells than the widest stay as they are, as nobody can tell which of their cells stands below which.
    """
    width = max((len(row.cells) for row in rows), default=0)
    if width < FEWEST_CELLS:
        return rows
    wide = [row for row in rows if len(row.cells) == width]
    apart = {number for number in range(width - 1) if _is_spacer(wide, number)} if _may_hold(wide) else set()
    if not apart:
        return rows
    return [_without(row, apart) if len(row.cells) == width else row for row in rows]


def _may_hold(rows: Sequence[Row]) -> bool:
    """A cheap look at the second row, in which each such column is blank."""
    return len(rows) >= FEWEST_ROWS and any(is_empty(cell.text) for cell in rows[1].cells[:-1])


def _is_spacer(rows: Sequence[Row], number: int) -> bool:
    """Whether a column stands between labels and their values, or beside them."""
    if number == 0:
        return _is_merged(rows)
    if not all(is_empty(row.cells[number].text) for row in rows):
        return False
    behind = [row.cells[number + 1].text for row in rows if not is_empty(row.cells[number + 1].text)]
    labels = sum(map(bool, map(field_in, behind)))
    return bool(behind) and labels * 2 < len(behind)  # a value may look like a label ("Chair of Governors")


def _is_merged(rows: Sequence[Row]) -> bool:
    """Whether the first column holds one text for all rows, and each row begins with a label behind it."""
    first, *others = (row.cells[0].text for row in rows)
    beside = len(rows) >= FEWEST_BESIDE and bool(field_in(rows[0].cells[1].text))
    return beside and not is_empty(first) and all(map(is_empty, others)) and field_in(first) is None


def _without(row: Row, apart: set[int]) -> Row:
    cells = [cell for number, cell in enumerate(row.cells) if number not in apart]
    return Row(row.element, row.where, row.table, cells)
