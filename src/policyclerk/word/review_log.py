"""Tables in which a school notes each review in a row of its own, below "Reviewed" and "Next review": the newest row counts."""

import re

from policyclerk.domain.dates import dates_in, read_date
from policyclerk.word.claim import DATED
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import field_in
from policyclerk.word.text import Cell, Row
from policyclerk.word.values import clean, is_empty, is_value

_BACK: frozenset[Field | None] = frozenset({"last", "review", "date", "approved", "approval", "issued"})


def newest_entry(heads: Row, rows: list[Row]) -> Row | None:
    """The row of the newest review, where the headings speak of a review and of the next one; None where they do not."""
    fields = [field_in(cell.text) for cell in heads.cells]
    back = next((at for at, field in enumerate(fields) if field in _BACK), None)
    if back is None or "next" not in fields or (len(rows) > 1 and _is_list_of_others(heads, fields)):
        return None
    dated = [(day, number, row) for number, row in enumerate(rows) if (day := _day(row, back))]
    return max(dated)[2] if dated else None


def _is_list_of_others(heads: Row, fields: list[Field | None]) -> bool:
    """Whether each row begins with something else that is reviewed ("Hazard | Owner | Reviewed | Next review")."""
    return fields[0] in (None, "title") and is_value(heads.cells[0].text) and len(fields) > 1


def entries(heads: Row, rows: list[Row]) -> list[Row]:
    """The filled rows below the headings that are shaped like them."""
    found: list[Row] = []
    for row in rows:
        if len(row.cells) != len(heads.cells):
            break
        if any(is_value(cell.text) for cell in row.cells):
            found.append(row)
    return found


def _day(row: Row, column: int) -> int:
    claims = dates_in(row.cells[column].text, row.where)
    start = claims[0].claim.start if claims else None
    return start.toordinal() if start is not None else 0


def dates_of_a_row(row: Row) -> list[tuple[Field, Cell]]:
    """The cells of a row that holds one label and several dates ("Reviewed | 2021 | 2023"); none for any other row."""
    field = field_in(row.cells[0].text) if len(row.cells) > 2 else None
    if field not in DATED:
        return []
    filled = [cell for cell in row.cells[1:] if not is_empty(cell.text)]
    if filled and _is_dated_by(row):
        filled = [row.cells[1]]
    elif len(filled) < 2:
        return []
    alone = all((claim := read_date(clean(cell.text), row.where)) and claim.known for cell in filled)
    return [(field, cell) for cell in filled] if alone else []


_DOER = re.compile(r"(?:by|by whom|who|names?|initials|reviewed by|completed by|person)\W*", re.IGNORECASE)


def _is_dated_by(row: Row) -> bool:
    """Whether a row stands below headings that ask when and by whom ("Reviewed | 16/08/2024 | Staff team")."""
    heads = row.table.rows[0].cells
    if len(row.cells) != 3 or len(heads) != 3 or row is row.table.rows[0]:
        return False
    return field_in(heads[1].text) == "date" and _DOER.fullmatch(clean(heads[2].text)) is not None
