"""Finding rows again in a sheet that people have changed meanwhile, and what to write into them: pure.

A row is known by its identity (Ref, Policy), never by its number. What cannot be told apart is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from policyclerk.adapters.cell_text import known_by
from policyclerk.adapters.sheet_answers import serial_of_day
from policyclerk.adapters.sheet_requests import Tag
from policyclerk.adapters.status_cells import cell_at
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.headings import squeezed
from policyclerk.domain.register import CellValue, PolicyTab, RawTable

Key = tuple[str, ...]
_KEY_FIELDS = ("ref", "title", "school")
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class TabNow:
    """A policy tab as it stands at this moment.

    Attributes:
        number: the tab's number in the book.
        tab: where headings and our columns stand now; its name is the one of the orders.
        tags: heading -> tag of our column.
    """

    number: int
    table: RawTable
    tab: PolicyTab
    tags: Mapping[str, Tag] = field(default_factory=dict)

    def key(self, row: int) -> Key:
        """What a row says in the columns that identify it."""
        columns = [self.tab.columns[name] for name in _KEY_FIELDS if name in self.tab.columns]
        return tuple(known_by(cell_at(self.table, row, column).value) for column in columns)

    def rows(self) -> range:
        """The rows below the headings."""
        return range(self.tab.heading_row + 1, len(self.table.rows) + 1)

    def all_rows(self) -> range:
        """All rows, those above the headings too: rows may have been put in there."""
        return range(1, len(self.table.rows) + 1)

    def own(self, row: int, heading: str) -> CellValue:
        """What stands in one of our columns."""
        return cell_at(self.table, row, self.tags[heading].column).value


def found_again(table: RawTable, tab: PolicyTab) -> PolicyTab | None:
    """Where a tab's headings stand now; None where the heading of the policies' names is nowhere to be found."""
    best: tuple[int, int, dict[str, int]] | None = None
    for row in range(1, len(table.rows) + 1):
        columns = _columns(table, row, tab)
        if "title" in columns and (best is None or len(columns) > best[0]):
            best = (len(columns), row, columns)
    if best is None:
        return None
    _, row, columns = best
    last = max(column for column, text in enumerate(_texts(table, row), 1) if text)
    return replace(tab, heading_row=row, columns=columns, own={}, last_column=max(last, *columns.values()))


def own_headings(table: RawTable, tab: PolicyTab, headings: Sequence[str]) -> dict[str, int]:
    """Our headings that stand in the heading row -> column, the first where one is repeated."""
    texts = [squeezed(text) for text in _texts(table, tab.heading_row)]
    return {each: texts.index(squeezed(each)) + 1 for each in headings if squeezed(each) in texts}


def targets(tab: TabNow, orders: Sequence[StatusOrder]) -> dict[int, tuple[int, ...]]:
    """Rows that each order could mean, by the order's position."""
    indexes: dict[tuple[int, ...], dict[Key, list[int]]] = {}
    found = {}
    for at, order in enumerate(orders):
        columns = tuple(_column(tab.tab, heading) for heading, _ in order.identity)
        if columns and all(columns):
            if columns not in indexes:
                indexes[columns] = _index(tab, columns)
            keys = product(*(_spellings(raw) for _, raw in order.identity))
            found[at] = tuple(sorted({row for key in keys for row in indexes[columns].get(key, ())}))
        else:
            found[at] = ()
    return found


# ---- reading a table


def _texts(table: RawTable, row: int) -> list[str]:
    if not 1 <= row <= len(table.rows):
        return []
    return [" ".join(c.value.split()) if isinstance(c.value, str) else "" for c in table.rows[row - 1]]


def _columns(table: RawTable, row: int, tab: PolicyTab) -> dict[str, int]:
    """Columns of a tab's headings in a row, also where a heading takes this row and the one above."""
    lower, upper = _texts(table, row), _texts(table, row - 1)
    texts: dict[str, int] = {}
    for column in range(max(len(lower), len(upper)), 0, -1):
        below = lower[column - 1] if column <= len(lower) else ""
        above = upper[column - 1] if column <= len(upper) else ""
        if below or above:
            texts[f"{above} {below}".strip()] = column
        if below:
            texts[below] = column
    wanted = {name: " ".join(heading.split()) for name, heading in tab.headings.items()}
    if not any(text in texts and lower[texts[text] - 1 : texts[text]] != [""] for text in wanted.values()):
        return {}
    return {name: texts[text] for name, text in wanted.items() if text in texts}


def _column(tab: PolicyTab, heading: str) -> int:
    """The present column of an identity's heading, which may be typed or our own name of it; 0 where there is none."""
    for name, typed in tab.headings.items():
        if heading in (typed, name):
            return tab.columns.get(name, 0)
    return 0


def _index(tab: TabNow, columns: tuple[int, ...]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for row in tab.rows():
        key = tuple(known_by(cell_at(tab.table, row, column).value) for column in columns)
        if any(key):
            found.setdefault(key, []).append(row)
    return found


def _spellings(raw: str | None) -> Iterator[str]:
    """A cell's text as it may come back: a Ref that Google took for a day comes as its serial number."""
    text = known_by(raw)
    yield text
    match = _DAY.fullmatch(text)
    if match:
        try:
            yield str(serial_of_day(date(int(match[3]), int(match[2]), int(match[1]))))
        except ValueError:
            return
