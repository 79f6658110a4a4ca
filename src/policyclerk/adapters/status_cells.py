"""Which cells of a tab the ordered statuses go to: pure, the same for every kind of spreadsheet on disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from policyclerk.adapters.cell_text import known_by, same, shown
from policyclerk.domain.cells import BLANK, column_letters
from policyclerk.domain.errors import WriteRefused
from policyclerk.domain.register import OWN_HEADINGS, CellValue, PolicyTab, RawBook, RawCell, RawTable
from policyclerk.ports import RowOutcome

if TYPE_CHECKING:  # of a night; `check` needs it not
    from policyclerk.domain.action import StatusOrder

Form = Callable[[str | date], str | date]
"""How a value stands in a cell of this kind of spreadsheet; raises ValueError with a sentence where it cannot."""


@dataclass(frozen=True, slots=True)
class TabCells:
    """What to write into one tab.

    Attributes:
        headings: new headings of ours, (row, column) -> text; empty where they all stand already.
        cells: (row, column) -> value; "" empties a cell.
    """

    tab: PolicyTab
    headings: Mapping[tuple[int, int], str]
    cells: Mapping[tuple[int, int], str | date]
    outcomes: tuple[RowOutcome, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """One tab as it stands, and what makes writing there impossible.

    Attributes:
        refused: why nothing can be written into this tab, None where it can.
        barred: why one cell (row, column) cannot be written, None where it can.
        columns: how many columns a tab of this kind can have.
    """

    table: RawTable
    form: Form
    refused: str | None = None
    barred: Callable[[int, int], str | None] = field(default=lambda _row, _column: None)
    columns: int = 16_384


def cell_at(table: RawTable, row: int, column: int) -> RawCell:
    """The cell at a row and column counted from 1; a blank one where the sheet holds none."""
    if not (1 <= row <= len(table.rows) and 1 <= column <= len(table.rows[row - 1])):
        return BLANK
    return table.rows[row - 1][column - 1]


def not_written(order: "StatusOrder", why: str) -> RowOutcome:
    """An order that was not carried out, and the sentence that says so."""
    return RowOutcome(order.tab, order.row, written=False, why=why)


def no_tab(order: "StatusOrder") -> RowOutcome:
    """An order for a tab that is not there or holds no policies."""
    return not_written(order, f"There is no policy tab {order.tab!r} in the register.")


def place(ground: Ground, tab: PolicyTab, orders: Sequence["StatusOrder"]) -> TabCells:
    """Find the cells of all orders for one tab.

    A row whose cells already say what is ordered counts as written, with a reason; so nothing is done twice.
    """
    columns = _columns(ground.table, tab, orders)
    new = {heading: column for heading, column in columns.items() if heading not in tab.own}
    ground = _near(ground, columns)
    refused = ground.refused or _why_no_headings(ground, tab, new)
    if refused:
        return TabCells(tab, {}, {}, tuple(not_written(o, refused) for o in orders))
    cells: dict[tuple[int, int], str | date] = {}
    outcomes = tuple(_row(ground, tab, columns, order, cells) for order in orders)
    # Headings without a single status below them would be noise in somebody's sheet.
    headings = {(tab.heading_row, column): heading for heading, column in new.items()} if cells else {}
    return TabCells(tab, headings, cells, outcomes)


def refuse_other_changes(before: RawBook, after: RawBook, written: Sequence[TabCells]) -> None:
    """Hold the new book against the old one, cell by cell, before it takes the old one's place.

    Raises:
        WriteRefused: a cell that is not ours differs, or one of ours does not say what was ordered.
    """
    by_tab = {each.tab.name: {**each.headings, **each.cells} for each in written}
    if [table.name for table in before.tables] != [table.name for table in after.tables]:
        raise _not_as_meant(before.source, "the tabs differ")
    for old, new in zip(before.tables, after.tables, strict=True):
        place_of_fault = _difference(old, new, by_tab.get(old.name, {}))
        if place_of_fault:
            raise _not_as_meant(before.source, f"tab {old.name!r}, cell {place_of_fault}")


def _columns(table: RawTable, tab: PolicyTab, orders: Sequence["StatusOrder"]) -> dict[str, int]:
    """Our headings that the orders speak of -> column: where it stands, else right of the last heading.

    Where somebody keeps notes there without a heading, ours stand right of the notes.
    """
    spoken = {heading for order in orders for heading, _ in order.values}
    columns = {}
    used = max((len(row) for row in table.rows[tab.heading_row - 1 :]), default=0)
    free = max(tab.last_column, used, *tab.own.values(), 0) + 1
    for heading in OWN_HEADINGS:
        if heading in tab.own:
            columns[heading] = tab.own[heading]
        elif heading in spoken:
            columns[heading] = free
            free += 1
    return columns


def _near(ground: Ground, columns: Mapping[str, int]) -> Ground:
    """The ground with the merges that touch our columns only: sheets can have thousands, and each cell asks."""
    merged = tuple(m for m in ground.table.merged if any(m[1] <= each <= m[3] for each in columns.values()))
    return replace(ground, table=replace(ground.table, merged=merged))


def _why_no_headings(ground: Ground, tab: PolicyTab, new: Mapping[str, int]) -> str | None:
    """Why our headings cannot stand right of what is there."""
    for column in new.values():
        if column > ground.columns:
            return f"Tab {tab.name!r} has no free column left for policyclerk's own."
        barred = ground.barred(tab.heading_row, column) or _in_merge(ground.table, tab.heading_row, column)
        if barred:
            return barred
    return None


def _row(
    ground: Ground,
    tab: PolicyTab,
    columns: Mapping[str, int],
    order: "StatusOrder",
    cells: dict[tuple[int, int], str | date],
) -> RowOutcome:
    """Decide on one order; what is to be written is added to `cells`."""
    why = _why_another_row(ground.table, tab, order)
    changed: dict[tuple[int, int], str | date] = {}
    for heading, value in () if why else order.values:
        column = columns[heading]
        try:
            wanted = ground.form("" if value is None else value)
        except ValueError as fault:
            why = str(fault)
            break
        if same(cell_at(ground.table, order.row, column).value, wanted):
            continue
        why = _why_not(ground, order.row, column)
        if why:
            break
        changed[order.row, column] = wanted
    if why:
        return not_written(order, why)
    cells.update(changed)
    return RowOutcome(order.tab, order.row, written=True, why=None if changed else "It says so already.")


def _why_not(ground: Ground, row: int, column: int) -> str | None:
    if cell_at(ground.table, row, column).formula:
        return f"Cell {column_letters(column)}{row} holds a formula; policyclerk leaves formulas alone."
    return ground.barred(row, column) or _in_merge(ground.table, row, column)


def _in_merge(table: RawTable, row: int, column: int) -> str | None:
    for top, left, bottom, right in table.merged:
        if top <= row <= bottom and left <= column <= right:
            return f"Cell {column_letters(column)}{row} lies in a merged range of tab {table.name!r}. Unmerge it."
    return None


def _why_another_row(table: RawTable, tab: PolicyTab, order: "StatusOrder") -> str | None:
    """Hold the row's identity against its present cells; a status must never land on another policy."""
    if not tab.heading_row < order.row <= len(table.rows):
        return f"Tab {tab.name!r} has no policy in row {order.row} any more."
    for heading, raw in order.identity:
        column = _column_of(table, tab, heading)
        if column is None:
            return f"Tab {tab.name!r} has no column {heading!r} any more."
        if known_by(cell_at(table, order.row, column).value) != known_by(raw):
            return f"Row {order.row} of tab {tab.name!r} is another policy now: its {heading} differs."
    return None


def _column_of(table: RawTable, tab: PolicyTab, heading: str) -> int | None:
    for name, typed in tab.headings.items():
        if heading in (typed, name):
            return tab.columns.get(name)
    for column in range(1, tab.last_column + 1):
        if shown(cell_at(table, tab.heading_row, column).value) == shown(heading):
            return column
    return None


def _difference(old: RawTable, new: RawTable, ours: Mapping[tuple[int, int], CellValue]) -> str | None:
    """The first cell that is not as it should be: as before, or as ordered."""
    asked: dict[int, list[int]] = {}
    for row, column in sorted(ours):
        asked.setdefault(row, []).append(column)
    for row in range(1, max(len(old.rows), len(new.rows)) + 1):
        was = old.rows[row - 1] if row <= len(old.rows) else ()
        now = new.rows[row - 1] if row <= len(new.rows) else ()
        columns = asked.get(row, [])
        for column in columns:
            if not same(cell_at(new, row, column).value, ours[row, column]):
                return f"{column_letters(column)}{row}"
        if now != was and _others(now, columns) != _others(was, columns):
            width = range(1, max(len(was), len(now)) + 1)
            others = (n for n in width if n not in columns and cell_at(old, row, n) != cell_at(new, row, n))
            return f"{column_letters(next(others, 1))}{row}"
    return None


def _others(row: Sequence[RawCell], columns: Sequence[int]) -> list[RawCell]:
    """A row's cells without those of some columns, and without what is blank at its end."""
    cells = list(row)
    for column in reversed(columns):
        del cells[column - 1 : column]
    while cells and cells[-1] is BLANK:
        cells.pop()
    return cells


def _not_as_meant(source: str, where: str) -> WriteRefused:
    return WriteRefused(
        "register_not_written",
        f"{source} was left as it is: the copy made for it did not read back as meant ({where}).",
    )
