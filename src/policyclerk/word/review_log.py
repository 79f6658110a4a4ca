"""Tables in which a school notes each review in a row of its own, below "Reviewed" and "Next review": the newest row counts."""

from policyclerk.domain.dates import dates_in
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import field_in
from policyclerk.word.text import Row
from policyclerk.word.values import is_value

_BACK: frozenset[Field | None] = frozenset({"last", "review", "date", "approved", "approval", "issued"})


def newest_entry(heads: Row, rows: list[Row]) -> Row | None:
    """The row of the newest review, where the headings speak of a review and of the next one; None where they do not."""
    fields = [field_in(cell.text) for cell in heads.cells]
    back = next((at for at, field in enumerate(fields) if field in _BACK), None)
    if back is None or "next" not in fields:
        return None
    dated = [(day, number, row) for number, row in enumerate(rows) if (day := _day(row, back))]
    return max(dated)[2] if dated else None


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
