"""One writing of status cells into a sheet that people may be changing at the same moment.

Google has no way to say "only if nothing changed". So: look, write what differs, look again, and put right what a
row moved in between has made wrong, until a look finds nothing to do. Our columns are addressed by their tags, so
other people's cells are out of reach whatever happens; a status on a wrong row is found by the next look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policyclerk.adapters.google_faults import GoogleFault
from policyclerk.adapters.sheet_answers import SheetTab, day_of_serial, table_of
from policyclerk.adapters.sheet_calls import SheetCalls, Values
from policyclerk.adapters.sheet_decision import (
    Decision,
    Memory,
    Said,
    decide,
    is_unheaded,
    remember_sent,
    rows_left,
)
from policyclerk.adapters.sheet_requests import (
    CHECKED,
    Body,
    Tag,
    date_format,
    emptied,
    new_columns,
    new_tag,
    no_tag,
    writes,
)
from policyclerk.adapters.sheet_rows import TabNow, found_again, own_headings, targets
from policyclerk.adapters.status_cells import cell_at, not_written
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.cells import BLANK
from policyclerk.domain.headings import squeezed
from policyclerk.domain.register import OWN_HEADINGS, CellValue, PolicyTab, RawCell, RawTable
from policyclerk.ports import RowOutcome

ROUNDS = 5
"""Writings before people are left to finish what they are doing."""
_LOOKS = 4
_IN_MOTION = frozenset({"busy", "refused"})
"""Faults of a sheet that changed its size or its columns between two calls; the next round looks anew."""
_REFUSALS = 2
"""After so many the columns are made without the warning: some organisations do not let a robot protect anything."""
_MOVING = (
    "People were moving rows of the sheet at that moment, so it was not written; the next run tries again."
)


class SheetWriting:
    """Carries orders out.

    Args:
        calls: the spreadsheet.
        orders: what is to stand where.
        tabs: the policy tabs as understood when the sheet was read.
        sheets: the book's tabs as they were then.
    """

    def __init__(
        self,
        calls: SheetCalls,
        orders: Sequence[StatusOrder],
        *,
        tabs: Sequence[PolicyTab],
        sheets: Sequence[SheetTab],
    ) -> None:
        asked = {order.tab for order in orders}
        self._calls, self._orders = calls, orders
        self._tabs = {tab.name: tab for tab in tabs if tab.name in asked}
        self._sheets = {sheet.title: sheet for sheet in sheets if sheet.title in self._tabs}
        self._memory: Memory | None = None
        self._said: Said = {}
        self._changed: set[int] = set()
        self._adopted: set[tuple[int, str]] = set()
        self._written: set[Tag] = set()
        self._fault = GoogleFault("busy")
        self._refused = 0
        self.sent = False
        """Whether anything may have been written so far."""

    def carry_out(self) -> tuple[RowOutcome, ...]:
        """What became of every order, in their order.

        Raises:
            GoogleFault: a call did not go well; `sent` says whether something may stand in the sheet already.
        """
        for _ in range(ROUNDS):
            try:
                tabs = self._with_columns(self._calls.tags() if self._sheets else ())
            except GoogleFault as fault:
                if fault.kind not in _IN_MOTION:
                    raise
                self._fault = fault
                self._refused += fault.kind == "refused"
                continue
            decision = self._decide(tabs)
            if decision.finished:
                return self._outcomes(decision)
            self._write(decision)
        return self._give_up()

    # ---- looking

    def _look(self, tags: tuple[Tag, ...]) -> dict[str, TabNow]:
        """The tabs as they stand, with the columns that are certainly ours."""
        for _ in range(_LOOKS):
            tables = self._tables()
            tabs = {name: each for name, table in tables.items() if (each := self._stand(name, table, tags))}
            if _certain(tuple(tabs.values()), tags):
                return tabs
            again = self._calls.tags()
            if again == tags and self._tables() == tables:
                return (
                    tabs  # nothing moved between the calls: somebody gave those columns headings of her own
                )
            tags = again
        raise GoogleFault("busy")

    def _tables(self) -> dict[str, RawTable]:
        try:
            values = self._values()
        except GoogleFault as fault:
            if fault.kind != "refused":
                raise
            self._follow_renamed()
            values = self._values()
        pairs = zip(self._sheets.items(), values, strict=True)
        return {name: table_of(sheet, each, {}) for (name, sheet), each in pairs}

    def _values(self) -> tuple[Values, ...]:
        return self._calls.values([sheet.title for sheet in self._sheets.values()])

    def _follow_renamed(self) -> None:
        """A tab may have been renamed or removed since it was read; its number stays."""
        now = {sheet.number: sheet for sheet in self._calls.book().tabs}
        self._sheets = {
            name: now[sheet.number] for name, sheet in self._sheets.items() if sheet.number in now
        }

    def _stand(self, name: str, table: RawTable, tags: Sequence[Tag]) -> TabNow | None:
        tab = found_again(table, self._tabs[name])
        if tab is None:
            return None
        number = self._sheets[name].number
        ours: dict[str, Tag] = {}
        for tag in sorted(tags, key=lambda tag: tag.column):
            if tag.sheet == number and self._is_ours(table, tab, tag):
                ours.setdefault(tag.heading, tag)
        return TabNow(number, _with_days(table, ours.get(CHECKED)), tab, ours)

    def _is_ours(self, table: RawTable, tab: PolicyTab, tag: Tag) -> bool:
        """Whether a tagged column still has our heading, or none; with another one somebody has made it her own."""
        heading = _heading_at(table, tab, tag)
        return _is_heading(heading, tag) or is_unheaded(heading, tag, self._said)

    # ---- our columns

    def _with_columns(self, tags: tuple[Tag, ...]) -> dict[str, TabNow]:
        """The tabs as they stand, after making the columns that are needed and missing."""
        tabs = self._look(tags)
        requests = [each for name, tab in tabs.items() for each in self._missing(name, tab)]
        if not requests:
            return tabs
        made = self._made(requests)
        tabs = self._look((*tags, *made))
        self._refuse_wrong_tags(
            tabs, {tag.number for tag in made if (tag.sheet, tag.heading) in self._adopted}
        )
        return tabs

    def _made(self, requests: Sequence[Body]) -> tuple[Tag, ...]:
        """The tags made; where the outcome is not known the next look tells, and nothing is made twice."""
        try:
            return self._calls.change(requests)
        except GoogleFault as fault:
            if fault.perhaps_done:
                raise GoogleFault("busy") from fault
            raise

    def _refuse_wrong_tags(self, tabs: Mapping[str, TabNow], adopted: set[int]) -> None:
        """Tags put onto standing columns go by position: take them off again where people moved columns meanwhile."""
        ours = [(tab, tag) for tab in tabs.values() for tag in tab.tags.values()]
        sure = {tag.number for tab, tag in ours if _is_heading(_heading_at(tab.table, tab.tab, tag), tag)}
        if adopted - sure:
            self._calls.change([no_tag(number) for number in sorted(adopted - sure)])
            raise GoogleFault("busy")

    def _missing(self, name: str, tab: TabNow) -> list[Body]:
        """Requests for the columns that a tab lacks; none where no status would stand in them."""
        lacking = [heading for heading in OWN_HEADINGS if heading not in tab.tags]
        mine = [order for order in self._orders if order.tab == name]
        if not lacking or not any(len(rows) == 1 for rows in targets(tab, mine).values()):
            return []
        requests: list[Body] = []
        standing = own_headings(tab.table, tab.tab, lacking)
        for heading, column in standing.items():
            self._adopted.add((tab.number, heading))
            requests.append(new_tag(tab.number, column=column, heading=heading))
            # The one request that goes by position: should the column move in this very moment, a neighbour's
            # numbers would be shown as days until somebody changes it back; no value changes.
            requests += [date_format(tab.number, column=column)] if heading == CHECKED else []
        new = [heading for heading in lacking if heading not in standing]
        if new:
            # Right of everything, notes without a heading included: nobody's columns are torn apart.
            beside = max(tab.tab.last_column, *(len(row) for row in tab.table.rows))
            requests += new_columns(
                tab.number,
                beside=beside,
                headings=new,
                heading_row=tab.tab.heading_row,
                protected=self._refused < _REFUSALS,
            )
        return requests

    # ---- writing

    def _decide(self, tabs: Mapping[str, TabNow]) -> Decision:
        if self._memory is None:
            self._memory = Memory.of(tuple(tabs.values()))
        decision = decide(tabs, self._orders, memory=self._memory, said=self._said)
        left = rows_left(decision)
        self._changed |= {at for at, place in decision.places.items() if place in left}
        return decision

    def _write(self, decision: Decision) -> None:
        """Send the cells. A call of unknown outcome is not repeated here: the next look tells what it did."""
        for body in writes(decision.cells):
            remember_sent(self._said, decision.cells)
            self._written |= {replace(tag, column=0) for tag in decision.cells}
            try:
                self._calls.write(body)
            except GoogleFault as fault:
                self._fault = fault
                self.sent |= fault.perhaps_done
                # Refused: rows went away, and the writing would have reached beyond the sheet.
                if fault.perhaps_done or fault.kind == "refused":
                    return
                raise
            self.sent = True

    def _outcomes(self, decision: Decision) -> tuple[RowOutcome, ...]:
        """What this writing itself changed has no reason beside it; what said so before has one."""
        return tuple(
            replace(outcome, why=None) if outcome.written and at in self._changed else outcome
            for at, outcome in enumerate(decision.outcomes)
        )

    def _give_up(self) -> tuple[RowOutcome, ...]:
        """After the last round: what stands right is written; no column keeps a status on a wrong row.

        Raises:
            GoogleFault: people left no moment to write anything at all.
        """
        if not self.sent:
            raise self._fault
        try:
            tabs = self._look(self._calls.tags())
        except GoogleFault as fault:
            if fault.kind not in _IN_MOTION:
                raise
            self._calls.empty(emptied(self._written))
            return tuple(not_written(order, _MOVING) for order in self._orders)
        decision = self._decide(tabs)
        if decision.finished:
            return self._outcomes(decision)
        wrong = [tag for tag in self._written if tag.sheet in decision.misplaced]
        if wrong:
            self._calls.empty(emptied(wrong))
        left, tabs_left = rows_left(decision), decision.misplaced | decision.lacking
        return tuple(
            not_written(self._orders[at], _MOVING)
            if outcome.written and (decision.places[at] in left or decision.places[at][0] in tabs_left)
            else outcome
            for at, outcome in enumerate(self._outcomes(decision))
        )


def _certain(tabs: Sequence[TabNow], tags: Sequence[Tag]) -> bool:
    """Whether every tag of these tabs stands where our heading is: then no column moved between the two calls."""
    headed = {
        tag
        for tab in tabs
        for tag in tab.tags.values()
        if _is_heading(_heading_at(tab.table, tab.tab, tag), tag)
    }
    numbers = {tab.number for tab in tabs}
    return all(tag in headed for tag in tags if tag.sheet in numbers)


def _heading_at(table: RawTable, tab: PolicyTab, tag: Tag) -> CellValue:
    return cell_at(table, tab.heading_row, tag.column).value


def _is_heading(text: CellValue, tag: Tag) -> bool:
    return isinstance(text, str) and squeezed(text) == squeezed(tag.heading)


def _with_days(table: RawTable, checked: Tag | None) -> RawTable:
    """The table with the numbers of our checked column as days."""
    if checked is None:
        return table
    at = checked.column - 1
    rows = tuple(
        (*row[:at], RawCell(day_of_serial(row[at].value)), *row[at + 1 :])
        if at < len(row) and row[at] is not BLANK
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)
