"""What the rows of a policy tab are read against: schools, people, terms, and what was found out before."""

from dataclasses import dataclass, field, replace
from datetime import date

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.dates import TermSpans
from policyclerk.domain.directory import Directory
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.owners import approver_of, owners_of
from policyclerk.domain.people import Approver, Owner
from policyclerk.domain.schools import Meant, SchoolList
from policyclerk.domain.sheet_row import SheetRow

_PEOPLE_FIELDS = ("owner", "owner_email", "approver", "approval_level")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is read against.

    Attributes:
        schools, directory, calendar: what the other tabs say.
        spans: what terms mean, by school; filled as schools are met.
        meant: what School cells mean, by their text; filled likewise.
        named: owners, approver and what was unclear about them, by the tab, its headings, the school and the cells; filled
            likewise. What is wrong is said in every row in which it stands.
        many_tabs: whether the register has several policy tabs, so that a tab's name may be a school.
        serials: whether the sheet hands out true dates as serial numbers.
        today: a last review after it is out of order.
    """

    schools: SchoolList
    directory: Directory
    calendar: Calendar
    many_tabs: bool
    serials: bool
    today: date
    spans: dict[str | None, TermSpans] = field(default_factory=dict)
    meant: dict[str | None, Meant] = field(default_factory=dict)
    named: dict[
        tuple[object, ...], tuple[tuple[Owner, ...], Approver | None, tuple[RegisterProblem, ...]]
    ] = field(default_factory=dict)

    def people_of(self, row: SheetRow, school: str | None) -> tuple[tuple[Owner, ...], Approver | None]:
        """Owners and approver of a row at a school; what is unclear is noted in the row."""
        cells = (row.as_stored(name) for name in _PEOPLE_FIELDS)
        asked = (row.tab.table.name, row.tab.headings.row, school, *cells)
        known = self.named.get(asked)
        if known is None:
            before = len(row.problems)
            owners, approver = (
                owners_of(row, self.directory, school),
                approver_of(row, self.directory, school),
            )
            self.named[asked] = owners, approver, tuple(row.problems[before:])
            return owners, approver
        owners, approver, problems = known
        row.problems += [replace(problem, row=row.number) for problem in problems]
        return owners, approver

    def spans_for(self, school: str | None) -> TermSpans:
        """What terms mean at a school."""
        if school not in self.spans:
            self.spans[school] = self.calendar.spans(school)
        return self.spans[school]

    def schools_meant(self, text: str | None) -> Meant:
        """The schools of a School cell."""
        if text not in self.meant:
            self.meant[text] = self.schools.meant_by(text)
        return self.meant[text]
