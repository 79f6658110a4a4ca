"""What the rows of a policy tab are read against: schools, people, terms, and what was found out before."""

from dataclasses import dataclass, field
from datetime import date

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.dates import TermSpans
from policyclerk.domain.directory import Directory
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
        named: owners and approvers of rows in which nothing was unclear, by their texts and school; filled likewise.
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
    named: dict[tuple[str | None, ...], tuple[tuple[Owner, ...], Approver | None]] = field(
        default_factory=dict
    )

    def people_of(self, row: SheetRow, school: str | None) -> tuple[tuple[Owner, ...], Approver | None]:
        """Owners and approver of a row at a school; what is unclear is noted in the row."""
        texts = (*(row.text(name) for name in _PEOPLE_FIELDS), school)
        if texts in self.named:
            return self.named[texts]
        problems = len(row.problems)
        found = owners_of(row, self.directory, school), approver_of(row, self.directory, school)
        if len(row.problems) == problems:  # what is wrong is said in every row in which it stands
            self.named[texts] = found
        return found

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
