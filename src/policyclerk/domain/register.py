"""The register: what a spreadsheet holds (raw), and what we understand of it.

Adapters fill `RawBook`; this package alone interprets it, and every cell that could not be understood becomes a
`RegisterProblem` instead of an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.people import Acknowledgement, Meeting, Person, School, Term
from policyclerk.domain.policy import Policy

UNCALCULATED = "formula without a result"
"""The `RawCell.error` of a formula that no spreadsheet program has worked out yet: another program wrote the file."""

CellValue = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as the sheet has it: a typed value, and the address it links to.

    Attributes:
        error: the spreadsheet's own error text ("#REF!", "#NAME?") where the cell holds one.
        formula: whether the value is a formula's result.
    """

    value: CellValue = None
    link: str | None = None
    error: str | None = None
    formula: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """One tab: rows of cells from row 1 on, short rows allowed, blank rows kept so that row numbers hold.

    Attributes:
        name: the tab's name; for a .csv the file's stem.
        merged: merged ranges as (first row, first column, last row, last column), all from 1.
        role: what the settings say that this table is (a csv named as `people`), None = judge by the headings.
    """

    name: str
    rows: tuple[tuple[RawCell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class RawBook:
    """A register as read.

    Attributes:
        source: what people call it in a sentence ("register.xlsx").
        version: changes whenever the source's content changes (a digest); the writer refuses on another one.
        locale: the sheet's own locale where it has one ("en_US"), else None.
        copies: files beside it that a synced folder made because two people changed it at once.
    """

    source: str
    version: str
    tables: tuple[RawTable, ...]
    locale: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyTab:
    """A tab that holds policies: where its heading row is and which columns are ours to write.

    Attributes:
        heading_row: row number from 1.
        columns: our field -> column number from 1 (`title` is always there).
        headings: our field -> the heading as typed.
        own: heading of our column ("Policyclerk status" ...) -> column number, where such a heading exists.
        last_column: number of the last column with a heading.
    """

    name: str
    heading_row: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    own: Mapping[str, int]
    last_column: int


@dataclass(frozen=True, slots=True)
class OwnCells:
    """What stands in our five columns of one row now: heading -> text; absent columns are absent here."""

    tab: str
    row: int
    values: Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Register:
    """The register as understood. `policies` keeps sheet order; nothing that looked like a row is lost in silence.

    Attributes:
        own_cells: what our columns hold now, one per policy row.
        has: our fields for which at least one policy tab has a column: what is absent limits the findings.
        keeps_acknowledgements: whether there is an Acknowledgements tab, be it empty.
    """

    source: str
    version: str
    policies: tuple[Policy, ...]
    people: tuple[Person, ...] = ()
    schools: tuple[School, ...] = ()
    terms: tuple[Term, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    problems: tuple[RegisterProblem, ...] = ()
    tabs: tuple[PolicyTab, ...] = ()
    own_cells: tuple[OwnCells, ...] = ()
    has: frozenset[str] = field(default_factory=frozenset)
    keeps_acknowledgements: bool = False

    def calendar(self, bank_holidays: frozenset[date] = frozenset()) -> Calendar:
        """The trust's calendar: the Terms tab and the bank holidays of its nation."""
        return Calendar(self.terms, bank_holidays)


OWN_HEADINGS: tuple[str, ...] = (
    "Policyclerk status",
    "Policyclerk findings",
    "Policyclerk next action",
    "Policyclerk draft",
    "Policyclerk checked",
)
"""The only columns that are ever written, in this order."""
