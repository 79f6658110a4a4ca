"""A spreadsheet in memory: what Google keeps of one, and what people do to it while a program is at work."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

FIRST_DAY = date(1899, 12, 30)


@dataclass(slots=True)
class Cell:
    """A cell: its value and what belongs to it. `form` is Google's type of number format."""

    value: Any = None
    formula: str | None = None
    form: str | None = None
    hyperlink: str | None = None
    chip: str | None = None
    inner_link: str | None = None
    error: str | None = None

    @property
    def blank(self) -> bool:
        return self.value in (None, "") and self.formula is None


@dataclass
class Column:
    """A column, with its tags: number -> (key, value, visibility). Equal only to itself."""

    tags: dict[int, tuple[str, str, str]] = field(default_factory=dict)


@dataclass
class Tab:
    """A tab: always a full grid of rows x columns."""

    number: int
    title: str
    rows: list[list[Cell]]
    columns: list[Column]
    merges: list[dict[str, int]] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls, number: int, title: str, rows: Sequence[Sequence[Any]], *, height: int = 100, width: int = 12
    ) -> "Tab":
        """A tab with values; a date becomes a serial number with a date's format, as when a person types it."""
        tab = cls(
            number,
            title,
            [[Cell() for _ in range(width)] for _ in range(height)],
            [Column() for _ in range(width)],
        )
        for at, line in enumerate(rows):
            for column, value in enumerate(line):
                tab.rows[at][column] = as_cell(value)
        return tab

    def insert_rows(self, at: int, how_many: int = 1) -> None:
        self.rows[at:at] = [[Cell() for _ in self.columns] for _ in range(how_many)]

    def delete_rows(self, at: int, how_many: int = 1) -> None:
        del self.rows[at : at + how_many]

    def move_row(self, at: int, to: int) -> None:
        self.rows.insert(to, self.rows.pop(at))

    def insert_columns(self, at: int, how_many: int = 1) -> None:
        self.columns[at:at] = [Column() for _ in range(how_many)]
        for row in self.rows:
            row[at:at] = [Cell() for _ in range(how_many)]

    def delete_columns(self, at: int, how_many: int = 1) -> None:
        del self.columns[at : at + how_many]
        for row in self.rows:
            del row[at : at + how_many]

    def move_column(self, at: int, to: int) -> None:
        for line in (self.columns, *self.rows):
            line.insert(to, line.pop(at))

    def sort(self, first: int, column: int, *, reverse: bool = False) -> None:
        """Sort the filled rows from `first` on by a column; all columns go along, blank rows go last."""
        filled = [row for row in self.rows[first:] if not all(cell.blank for cell in row)]
        blank = [row for row in self.rows[first:] if all(cell.blank for cell in row)]
        filled.sort(key=lambda row: str(row[column].value or "~"), reverse=reverse)
        self.rows[first:] = filled + blank

    def tagged(self, number: int) -> int | None:
        """Index of the column with a tag."""
        return next((at for at, column in enumerate(self.columns) if number in column.tags), None)

    def values(self) -> list[list[Any]]:
        """All values, without what is blank at the end."""
        return trimmed([[None if cell.blank else cell.value for cell in row] for row in self.rows])


@dataclass
class Book:
    """A spreadsheet."""

    key: str
    tabs: list[Tab]
    title: str = "Policy register"
    locale: str = "en_GB"
    readers: set[str] | None = None
    """Who may open it; None = everybody."""
    writers: set[str] | None = None
    numbers: Any = field(default_factory=lambda: count(1001))

    def tab(self, number: int) -> Tab | None:
        return next((tab for tab in self.tabs if tab.number == number), None)

    def titled(self, title: str) -> Tab | None:
        return next((tab for tab in self.tabs if tab.title == title), None)

    def copy(self) -> "Book":
        """As it is now; for requests that are carried out whole or not at all."""
        return replace(self, tabs=[_twin(tab) for tab in self.tabs])


def _twin(tab: Tab) -> Tab:
    rows = [[_same_cell(cell) for cell in row] for row in tab.rows]
    columns = [Column(dict(column.tags)) for column in tab.columns]
    return replace(tab, rows=rows, columns=columns, merges=list(tab.merges), protected=list(tab.protected))


def _same_cell(cell: Cell) -> Cell:
    return Cell(cell.value, cell.formula, cell.form, cell.hyperlink, cell.chip, cell.inner_link, cell.error)


def as_cell(value: Any) -> Cell:
    """What a person typed."""
    if isinstance(value, Cell):
        return _same_cell(value)
    if isinstance(value, date):
        return Cell((value - FIRST_DAY).days, form="DATE")
    return Cell(None if value == "" else value)


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows without blanks at their ends, and without blank rows at the end."""
    lines = []
    for row in rows:
        line = list(row)
        while line and line[-1] in (None, ""):
            line.pop()
        lines.append(["" if each is None else each for each in line])
    while lines and not lines[-1]:
        lines.pop()
    return lines


class Person:
    """Somebody with the sheet open, who changes it at any moment. Seeded, so that every day can be played again."""

    def __init__(self, tab: Tab, rng: random.Random, *, often: float) -> None:
        self._tab, self._rng, self._often = tab, rng, often
        self.did: list[str] = []
        self._new = count(1)

    def __call__(self) -> None:
        """Perhaps do something; called between any two requests."""
        while self._rng.random() < self._often:
            act = self._rng.choice(
                (
                    self.insert,
                    self.delete,
                    self.move,
                    self.sort,
                    self.type_in,
                    self.add_column,
                    self.move_columns,
                    self.new_row,
                    self.copy_row,
                    self.drop_a_column,
                )
            )
            self.did.append(act.__name__)
            act()

    def insert(self) -> None:
        if len(self._tab.rows) > 40:
            return
        self._tab.insert_rows(self._row(), self._rng.randint(1, 2))

    def delete(self) -> None:
        if len(self._filled()) > 4:
            self._tab.delete_rows(self._rng.choice(self._filled()))

    def move(self) -> None:
        rows = self._filled()
        if len(rows) > 1:
            self._tab.move_row(self._rng.choice(rows), self._rng.choice(rows))

    def sort(self) -> None:
        self._tab.sort(self._heading_row() + 1, self._theirs("Policy"), reverse=self._rng.random() < 0.5)

    def type_in(self) -> None:
        """A new owner, which is not what a row is known by."""
        rows = self._filled()
        if rows:
            cell = self._tab.rows[self._rng.choice(rows)][self._theirs("Owner")]
            cell.value = f"Person {next(self._new)}"

    def add_column(self) -> None:
        if len(self._tab.columns) < 30:
            at = self._rng.randint(0, len(self._tab.columns) - 1)
            self._tab.insert_columns(at)
            self._tab.rows[self._heading_row()][at].value = f"Their column {next(self._new)}"

    def move_columns(self) -> None:
        at, to = self._rng.randrange(len(self._tab.columns)), self._rng.randrange(len(self._tab.columns))
        self._tab.move_column(at, to)

    def new_row(self) -> None:
        """A new policy somewhere in the middle."""
        at = self._row()
        self._tab.insert_rows(at)
        number = next(self._new)
        self._tab.rows[at][self._theirs("Ref")].value = f"N{number}"
        self._tab.rows[at][self._theirs("Policy")].value = f"New policy {number}"

    def copy_row(self) -> None:
        """A row twice, with our cells and all."""
        rows = self._filled()
        if rows and len(rows) < 40:
            at = self._rng.choice(rows)
            self._tab.rows.insert(self._row(), [_same_cell(cell) for cell in self._tab.rows[at]])

    def drop_a_column(self) -> None:
        """Away with a column that nobody needs: one added, or now and then one of ours."""
        added = [
            at
            for at, cell in enumerate(self._tab.rows[self._heading_row()])
            if str(cell.value).startswith("Their")
        ]
        texts = [str(cell.value) for cell in self._tab.rows[self._heading_row()]]
        ours = [at for at, text in enumerate(texts) if text.startswith("Policyclerk")]
        if added and self._rng.random() < 0.8:
            self._tab.delete_columns(added[0])
        elif ours:
            self._tab.delete_columns(self._rng.choice(ours))

    def _heading_row(self) -> int:
        return next(
            at for at, row in enumerate(self._tab.rows) if any(cell.value == "Policy" for cell in row)
        )

    def _theirs(self, heading: str) -> int:
        row = self._tab.rows[self._heading_row()]
        return next(at for at, cell in enumerate(row) if cell.value == heading)

    def _filled(self) -> list[int]:
        title, top = self._theirs("Policy"), self._heading_row()
        return [at for at, row in enumerate(self._tab.rows) if at > top and not row[title].blank]

    def _row(self) -> int:
        """Any row, now and then above the headings."""
        return self._rng.randint(0, self._heading_row() + len(self._filled()) + 1)
