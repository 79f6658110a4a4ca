"""One row of a tab, asked by our fields; what is wrong with a cell becomes a register problem on the way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policyclerk.domain.cells import BLANK, column_letters, holds_something, text_of
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.headings import squeezed
from policyclerk.domain.register import UNCALCULATED, RawCell
from policyclerk.domain.tabs import Tab

_FILLER = re.compile(
    r"[\W_]*|n\s?[/.]?\s?a\.?|none|nil|t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|decided)|unknown|vacant|not known|blank",
    re.IGNORECASE,
)

LONGEST = 2_000
LONGEST_NOTES = 20_000
SHOWN = 200
"""Characters of a cell that are used, of a notes cell, and of a cell in a problem."""


@dataclass(slots=True)
class SheetRow:
    """A row below the headings.

    Attributes:
        tab: where it stands.
        number: the sheet's own row number from 1.
        cells: all cells of the row from column 1; the row may be short.
        problems: what was found wrong so far, in the order in which it was found.
    """

    tab: Tab
    number: int
    cells: tuple[RawCell, ...]
    problems: list[RegisterProblem] = field(default_factory=list)
    _texts: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)
    """Texts asked for before: a row is asked for most of them several times."""
    _columns: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the tab's columns up once: a row is asked for fifty cells."""
        self._columns = self.tab.headings.fields

    def has(self, name: str) -> bool:
        """Whether the tab has a column for one of our fields."""
        return name in self.tab.headings.fields

    def cell(self, name: str) -> RawCell:
        """The cell of a field; blank where the column is absent, the row is short or the cell holds an error."""
        cell = self.as_stored(name)
        return BLANK if cell.error else cell

    def text(self, name: str) -> str | None:
        """The text of a field's cell, cut where it is longer than any policy needs; None where it is blank."""
        if name in self._texts:
            return self._texts[name]
        cell = self.as_stored(name)
        if cell is BLANK:
            return None
        text = None if cell.error else text_of(cell.value)
        self._texts[name] = found = text[: self._longest(name)] or None if text else None
        return found

    def said(self, name: str) -> str | None:
        """The text of a field's cell; None also where it only fills the cell ("-", "n/a", "TBC")."""
        text = self.text(name)
        return None if text is None or _FILLER.fullmatch(text) else text

    def where(self, name: str) -> str:
        """The place of a field's cell as people write it: "Policies!F7"."""
        return f"{self.tab.table.name}!{column_letters(self.tab.headings.fields[name])}{self.number}"

    def trouble(self, kind: str, message: str, name: str | None = None) -> None:
        """Note that something is wrong with the row, or with one field's cell."""
        raw = text_of(self.as_stored(name).value)[:SHOWN] if name else ""
        error = self.as_stored(name).error if name else None
        heading = self.tab.headings.texts.get(name) if name else None
        self.problems.append(
            RegisterProblem(self.tab.table.name, self.number, heading, raw or error, kind, message)
        )

    def opening(self) -> str:
        """The text of the row's first filled cell."""
        return next((text_of(cell.value)[:SHOWN] for cell in self.cells if holds_something(cell)), "")

    def look_over(self) -> None:
        """Note formula errors and cells too long for what they are."""
        for name in self.tab.headings.fields:
            cell = self.as_stored(name)
            if cell.error is None and not (isinstance(cell.value, str) and len(cell.value) > LONGEST):
                continue
            if cell.error == UNCALCULATED:
                self.trouble(
                    "formula_error",
                    "The cell holds a formula that was never worked out, and counts as blank. Open the workbook in Excel "
                    "and save it once, or type the value.",
                    name,
                )
            elif cell.error:
                self.trouble(
                    "formula_error",
                    f"The cell shows {cell.error} and counts as blank. Correct the formula or type the value.",
                    name,
                )
            elif isinstance(cell.value, str) and len(cell.value.strip()) > self._longest(name):
                self.trouble(
                    "cell_too_long",
                    f"The cell holds {len(text_of(cell.value))} characters; only the first {self._longest(name)} are "
                    "used. Move the rest into a document or a Notes column.",
                    name,
                )

    def is_blank(self) -> bool:
        """Whether nothing but our own columns is filled."""
        return next(self.filled(), None) is None

    def filled(self) -> Iterator[RawCell]:
        """The cells that a person would call filled, but those of our own columns."""
        own = self.tab.headings.own.values()
        for column, cell in enumerate(self.cells, 1):
            if cell is not BLANK and column not in own and holds_something(cell):
                yield cell

    def repeats_headings(self) -> bool:
        """Whether the row is the heading row once more, as people put it above every page."""
        texts = self.tab.headings.texts
        return len(texts) > 1 and all(
            squeezed(text_of(self.as_stored(name).value)) == squeezed(heading)
            for name, heading in texts.items()
        )

    def as_stored(self, name: str | None) -> RawCell:
        """The cell of a field as the sheet has it, an error too; blank where the column is absent or the row is short."""
        column = self._columns.get(name or "", 0)
        return self.cells[column - 1] if 0 < column <= len(self.cells) else BLANK

    @staticmethod
    def _longest(name: str) -> int:
        return LONGEST_NOTES if name == "notes" else LONGEST


def rows_of(tab: Tab) -> Iterator[SheetRow]:
    """Every row below the headings, blank ones too."""
    for number in range(tab.headings.row + 1, len(tab.table.rows) + 1):
        yield SheetRow(tab, number, tab.table.rows[number - 1])
