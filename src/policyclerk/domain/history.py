"""The newest row of a document's table of versions, which may run up or down."""

from collections.abc import Sequence
from datetime import date

from policyclerk.domain.document import HistoryRow
from policyclerk.domain.version_text import version_order


def newest_row(rows: Sequence[HistoryRow]) -> HistoryRow | None:
    """The row with a version whose date is the latest; of rows without or with equal dates the highest version."""
    with_version = [row for row in rows if row.version]
    return max(with_version, key=_age, default=None)


def _age(row: HistoryRow) -> tuple[date, tuple[int, ...]]:
    day = row.date.end if row.date and row.date.end else date.min
    return day, version_order(row.version)
