"""What to write into a sheet so that every status stands on its own row, and nothing of ours on another's: pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policyclerk.adapters.cell_text import clean, shown
from policyclerk.adapters.sheet_requests import Tag
from policyclerk.adapters.sheet_rows import Key, TabNow, targets
from policyclerk.adapters.status_cells import Ground, cell_at, no_tab, not_written, place
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.headings import squeezed
from policyclerk.domain.register import OWN_HEADINGS, CellValue
from policyclerk.ports import RowOutcome

Cells = dict[Tag, dict[int, str | date]]
Said = dict[tuple[int, str], set[str]]
"""(tab's number, our heading) -> what was sent into that column during this writing."""


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
        lacking: numbers of the tabs in which one of our columns is wanted and not there.
    """

    cells: Cells
    outcomes: tuple[RowOutcome, ...]
    places: Mapping[int, tuple[int, int]]
    misplaced: frozenset[int]
    lacking: frozenset[int]

    @property
    def finished(self) -> bool:
        """Whether the sheet is as it should be."""
        return not self.cells and not self.lacking


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
    misplaced, lacking = set(), set()
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
        if meant and len(tab.tags) < len(OWN_HEADINGS):
            lacking.add(tab.number)
        wrong_heading = _put_headings(tab, said, cells)
        if _put_right(tab, mine, rows, meant, memory, said, cells) or wrong_heading:
            misplaced.add(tab.number)
    return Decision(
        cells,
        tuple(outcomes[at] for at in range(len(orders))),
        places,
        frozenset(misplaced),
        frozenset(lacking),
    )


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
    moved = [_moved(orders[at], row, tab) for at, row in meant.items()]
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


def _moved(order: StatusOrder, row: int, tab: TabNow) -> StatusOrder:
    """The order at its present row, as far as our columns are there."""
    values = tuple((heading, value) for heading, value in order.values if heading in tab.tags)
    return replace(order, row=row, identity=(), values=values)


def _put_headings(tab: TabNow, said: Said, cells: Cells) -> bool:
    """Our headings into the heading row, and out of rows that took its place while they were written.

    Returns:
        Whether a status stands in the place of a heading.
    """
    status_there = False
    title = tab.tab.columns["title"]
    heading_of_title = shown(cell_at(tab.table, tab.tab.heading_row, title).value)
    for heading, tag in tab.tags.items():
        column = cells.setdefault(tag, {})
        if is_unheaded(tab.own(tab.tab.heading_row, heading), tag, said):
            column[tab.tab.heading_row] = heading
            status_there |= bool(shown(tab.own(tab.tab.heading_row, heading)))
        for row in tab.all_rows():
            ours = squeezed(shown(tab.own(row, heading))) == squeezed(heading)
            repeated = shown(cell_at(tab.table, row, title).value) == heading_of_title  # once per page
            if ours and not repeated:
                column.setdefault(row, "")
        if not column:
            del cells[tag]
    return status_there


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
    keys = Counter(tab.key(row) for row in tab.all_rows())
    any_found = False
    for heading, tag in tab.tags.items():
        sent = said.get((tab.number, heading))
        for row in tab.all_rows() if sent else ():
            present = shown(tab.own(row, heading))
            held = memory.held.get((tab.number, tab.key(row), heading), ())
            right = {shown(each) for each in held} | wished.get((row, heading), set())
            if row == tab.tab.heading_row or present not in (sent or ()) or present in right | {""}:
                continue
            any_found = True
            if row not in own_rows:
                lone = len(held) == 1 and keys[tab.key(row)] == 1
                cells.setdefault(tag, {})[row] = _restored(held[0]) if lone else ""
    return any_found


def is_unheaded(present: CellValue, tag: Tag, said: Said) -> bool:
    """Whether the heading cell of a column of ours holds nothing that a person typed."""
    return not shown(present) or shown(present) in said.get((tag.sheet, tag.heading), set())


def remember_sent(said: Said, cells: Cells) -> None:
    """Note what is about to be sent."""
    for tag, values in cells.items():
        said.setdefault((tag.sheet, tag.heading), set()).update(
            _as_sent(value) for value in values.values() if value != tag.heading
        )


def _as_sent(value: str | date | None) -> str:
    return shown(clean(value) if isinstance(value, str) else value)


def _restored(value: CellValue) -> str | date:
    return value if isinstance(value, (str, date)) else shown(value)


def rows_left(decision: Decision) -> frozenset[tuple[int, int]]:
    """(tab's number, row) of every cell that is still to be written."""
    return frozenset((tag.sheet, row) for tag, values in decision.cells.items() for row in values)
