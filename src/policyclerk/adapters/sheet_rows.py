"""Finding rows again in a sheet that people have changed meanwhile, and what to write into them: pure.

A row is known by its identity (Ref, Policy), never by its number. What cannot be told apart is left alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from policyclerk.adapters.cell_text import clean, shown
from policyclerk.adapters.sheet_answers import serial_of_day
from policyclerk.adapters.sheet_requests import Tag
from policyclerk.adapters.status_cells import Ground, cell_at, no_tab, not_written, place
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.cells import text_of
from policyclerk.domain.headings import squeezed
from policyclerk.domain.register import CellValue, PolicyTab, RawTable
from policyclerk.ports import RowOutcome

Key = tuple[str, ...]
Cells = dict[Tag, dict[int, str | date]]
Said = dict[tuple[int, str], set[str]]
"""(tab's number, our heading) -> what was sent into that column during this writing."""

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
        return tuple(_text(cell_at(self.table, row, column).value) for column in columns)

    def rows(self) -> range:
        """The rows below the headings."""
        return range(self.tab.heading_row + 1, len(self.table.rows) + 1)

    def own(self, row: int, heading: str) -> CellValue:
        """What stands in one of our columns."""
        return cell_at(self.table, row, self.tags[heading].column).value


@dataclass(frozen=True, slots=True)
class Memory:
    """What our columns held before this writing, by the keys of their rows."""

    held: Mapping[tuple[int, Key, str], tuple[CellValue, ...]]

    @classmethod
    def of(cls, tabs: Sequence[TabNow]) -> "Memory":
        """Remember the tabs as they stand."""
        held: dict[tuple[int, Key, str], tuple[CellValue, ...]] = {}
        for tab in tabs:
            for row in tab.rows():
                key = tab.key(row)
                for heading in tab.tags:
                    place = (tab.number, key, heading)
                    held[place] = (*held.get(place, ()), tab.own(row, heading))
        return cls(held)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be written now.

    Attributes:
        cells: for each of our columns row -> value.
        outcomes: one per order, in their order, as they are once `cells` are written.
        places: the present row of each order that has one, by position in the orders.
        misplaced: numbers of the tabs in which a status stands on a row that is not its own.
    """

    cells: Cells
    outcomes: tuple[RowOutcome, ...]
    places: Mapping[int, tuple[int, int]]
    misplaced: frozenset[int]


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


def is_blank_column(table: RawTable, column: int) -> bool:
    """Whether nothing at all stands in a column."""
    return all(cell_at(table, row, column).value is None for row in range(1, len(table.rows) + 1))


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


def decide(
    tabs: Mapping[str, TabNow], orders: Sequence[StatusOrder], *, memory: Memory, said: Said
) -> Decision:
    """What to write so that every order stands on its own row, and nothing of ours on another's.

    Args:
        tabs: the policy tabs as they stand, by the name that the orders use.
        orders: all orders of this writing.
        memory: what our columns held before it.
        said: what it has sent so far.
    """
    cells: Cells = {}
    outcomes: dict[int, RowOutcome] = {}
    places: dict[int, tuple[int, int]] = {}
    misplaced = set()
    for name in dict.fromkeys(order.tab for order in orders):
        asked = [at for at, order in enumerate(orders) if order.tab == name]
        if name not in tabs:
            outcomes |= {at: no_tab(orders[at]) for at in asked}
            continue
        tab, mine = tabs[name], [orders[at] for at in asked]
        rows = targets(tab, mine)
        meant, refused = _meant(tab, mine, rows)
        outcomes |= {asked[at]: not_written(mine[at], why) for at, why in refused.items()}
        outcomes |= {asked[at]: each for at, each in _placed(tab, mine, meant, cells).items()}
        places |= {asked[at]: (tab.number, row) for at, row in meant.items()}
        if _put_right(tab, mine, rows, meant, memory, said, cells):
            misplaced.add(tab.number)
    return Decision(cells, tuple(outcomes[at] for at in range(len(orders))), places, frozenset(misplaced))


def _meant(
    tab: TabNow, orders: Sequence[StatusOrder], rows: Mapping[int, tuple[int, ...]]
) -> tuple[dict[int, int], dict[int, str]]:
    """The one row of each order, or why there is none."""
    taken = Counter(found[0] for found in rows.values() if len(found) == 1)
    meant, refused = {}, {}
    for at, found in rows.items():
        name = tab.table.name
        if len(found) > 1:
            listed = " and ".join(str(row) for row in found[:3])
            refused[at] = (
                f"Rows {listed} of tab {name!r} cannot be told apart: they have the same Ref and name. Give each its "
                "own Ref."
            )
        elif not found:
            refused[at] = (
                f"The policy of row {orders[at].row} is no longer in tab {name!r} under its Ref and name."
            )
        elif taken[found[0]] > 1:
            refused[at] = (
                f"Several policies of tab {name!r} were rows like row {found[0]}, and only that is left."
            )
        else:
            meant[at] = found[0]
    return meant, refused


def _placed(
    tab: TabNow, orders: Sequence[StatusOrder], meant: Mapping[int, int], cells: Cells
) -> dict[int, RowOutcome]:
    """Add what differs to `cells`; the identity was checked when the row was found."""
    if not meant:
        return {}
    moved = [replace(orders[at], row=row, identity=()) for at, row in meant.items()]
    ground = Ground(table=tab.table, form=lambda value: clean(value) if isinstance(value, str) else value)
    own = {heading: tag.column for heading, tag in tab.tags.items()}
    written = place(ground, replace(tab.tab, own=own), moved)
    by_column = {tag.column: tag for tag in tab.tags.values()}
    for (row, column), value in written.cells.items():
        cells.setdefault(by_column[column], {})[row] = value
    outcomes = {}
    for at, outcome in zip(meant, written.outcomes, strict=True):
        outcomes[at] = replace(outcome, tab=orders[at].tab, row=orders[at].row)
    return outcomes


def _put_right(
    tab: TabNow,
    orders: Sequence[StatusOrder],
    rows: Mapping[int, tuple[int, ...]],
    meant: Mapping[int, int],
    memory: Memory,
    said: Said,
    cells: Cells,
) -> bool:
    """Take back what this writing put onto other rows because people moved rows in that moment; True where it did."""
    own_rows = {row: at for at, row in meant.items()}
    wished: dict[tuple[int, str], set[str]] = {}
    for at, found in rows.items():
        for heading, value in orders[at].values:
            for row in found:
                wished.setdefault((row, heading), set()).add(_as_sent(value))
    keys = Counter(tab.key(row) for row in tab.rows())
    any_found = False
    for heading, tag in tab.tags.items():
        sent = said.get((tab.number, heading))
        for row in tab.rows() if sent else ():
            present = shown(tab.own(row, heading))
            held = memory.held.get((tab.number, tab.key(row), heading), ())
            right = {shown(each) for each in held} | wished.get((row, heading), set())
            if not present or present not in (sent or ()) or present in right:
                continue
            any_found = True
            if row not in own_rows:
                lone = len(held) == 1 and keys[tab.key(row)] == 1
                cells.setdefault(tag, {})[row] = _restored(held[0]) if lone else ""
    return any_found


def remember_sent(said: Said, cells: Cells) -> None:
    """Note what is about to be sent."""
    for tag, values in cells.items():
        said.setdefault((tag.sheet, tag.heading), set()).update(_as_sent(value) for value in values.values())


def _as_sent(value: str | date | None) -> str:
    return shown(clean(value) if isinstance(value, str) else value)


def _restored(value: CellValue) -> str | date:
    return value if isinstance(value, (str, date)) else shown(value)


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
        key = tuple(_text(cell_at(tab.table, row, column).value) for column in columns)
        if any(key):
            found.setdefault(key, []).append(row)
    return found


def _text(value: CellValue) -> str:
    return " ".join(text_of(value).split())


def _spellings(raw: str | None) -> Iterator[str]:
    """A cell's text as it may come back: a Ref that Google took for a day comes as its serial number."""
    text = _text(raw)
    yield text
    match = _DAY.fullmatch(text)
    if match:
        try:
            yield str(serial_of_day(date(int(match[3]), int(match[2]), int(match[1]))))
        except ValueError:
            return


def rows_left(decision: Decision) -> frozenset[tuple[int, int]]:
    """(tab's number, row) of every cell that is still to be written."""
    return frozenset((tag.sheet, row) for tag, values in decision.cells.items() for row in values)


__all__ = [
    "Cells",
    "Decision",
    "Memory",
    "Said",
    "TabNow",
    "decide",
    "found_again",
    "is_blank_column",
    "own_headings",
    "remember_sent",
    "rows_left",
    "targets",
]
