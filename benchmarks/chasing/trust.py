"""A trust for the simulation: its sheet as people keep it, and the people who work with it.

What people know and do stands here and in `people`; the product sees the sheet alone, as cells.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.chasing.school_calendar import half_terms, meetings

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import DocumentFacts, SignOff
from policyclerk.domain.months import add_months
from policyclerk.domain.register import CellValue, RawBook, RawCell, RawTable

PAPERS = timedelta(days=7)
"""Papers go out a week before a meeting."""
CONTACT = "clerk@ash.example"
SUBJECTS = (
    "Behaviour", "Safeguarding", "Complaints", "Data Protection", "Attendance", "Admissions", "Exclusions", "First Aid",
    "Health and Safety", "Lettings", "Charging", "Whistleblowing", "Lone Working", "Capability", "Grievance",
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody with a mailbox. `eager` is the chance that one message gets her to work."""

    name: str
    email: str
    school: int
    role: str
    eager: float = 0.4
    active: bool = True
    away_from: date | None = None
    away_until: date | None = None
    deputy: "Person | None" = None

    def here(self, day: date) -> bool:
        """Whether she can be written to on that day."""
        return self.active and not (
            self.away_from and self.away_until and self.away_from <= day <= self.away_until
        )


@dataclass(slots=True)
class Row:
    """One policy as it truly stands; `due` is the date that the sheet gives for its next review."""

    ref: str
    title: str
    school: int
    owner: Person
    due: date
    months: int
    last_reviewed: date
    approved_on: date
    heads_own: bool = False
    version: int = 1
    outcome: str | None = None
    outcome_on: date | None = None
    minute: str | None = None
    extended_to: date | None = None
    retired: bool = False
    signed: bool = True
    written_on: date | None = None
    works_until: date | None = None
    handed_on: date | None = None

    @property
    def with_governors(self) -> bool:
        """Whether its owner has finished and the governors have not."""
        return self.handed_on is not None and not self.heads_own

    @property
    def due_on(self) -> date:
        """The day it is due, an agreed extension counted."""
        return self.extended_to or self.due


@dataclass(slots=True)
class Trust:
    """The whole trust. Sheet order is the order of `rows`."""

    schools: int
    rows: list[Row]
    people: list[Person]
    heads: list[Person]
    chairs: list[Person]
    clerks: list[Person]
    marks: dict[str, dict[str, CellValue]] = field(default_factory=dict)
    made: int = 0

    def of_ref(self, ref: str) -> Row | None:
        """The row of a policy."""
        return next((row for row in self.rows if row.ref == ref), None)

    def deciding(self, row: Row) -> date | None:
        """The last meeting that could take a policy in time: on or before its date, after its last review."""
        earliest = max(row.last_reviewed, row.due_on - timedelta(days=366))
        return max((day for day in meetings(row.school) if earliest < day <= row.due_on), default=None)


def school_name(school: int) -> str:
    """What the sheet calls a school."""
    return f"Ash School {school + 1:02}"


def body_name(school: int) -> str:
    """What the sheet calls a school's governing body."""
    return f"Governing Body of {school_name(school)}"


def make(schools: int, each: int, start: date, rng: random.Random, *, overdue_per_school: int = 5) -> Trust:
    """A trust with some reviews overdue on its first day, a third of the rest due around September."""
    people = [_person(school, number, rng) for school in range(schools) for number in range(8)]
    heads = [Person(f"Head {s}", f"head{s}@ash.example", s, "Headteacher", 0.5) for s in range(schools)]
    chairs = [Person(f"Chair {s}", f"chair{s}@ash.example", s, "Chair", 0.6) for s in range(schools)]
    clerks = [Person(f"Clerk {s}", f"clerk{s}@ash.example", s, "Clerk", 0.6) for s in range(schools)]
    trust = Trust(schools, [], [*people, *heads, *chairs, *clerks], heads, chairs, clerks)
    for school in range(schools):
        for number in range(each):
            trust.rows.append(new_row(trust, school, start, rng, overdue=number < overdue_per_school))
    return trust


def _person(school: int, number: int, rng: random.Random) -> Person:
    return Person(
        f"Owner {number} of {school}",
        f"owner{number}.{school}@ash.example",
        school,
        "Teacher",
        rng.choice((0.15, 0.35, 0.6)),
    )


def new_row(trust: Trust, school: int, start: date, rng: random.Random, *, overdue: bool = False) -> Row:
    """One more policy of a school, its review some time ahead (or behind)."""
    trust.made += 1
    months = rng.choice((12, 12, 24, 36))
    due = start + timedelta(days=-rng.randint(5, 700) if overdue else rng.randint(1, 30 * months))
    if not overdue and rng.random() < 0.33:
        due = date(due.year, 9, rng.randint(1, 30))
        due = due if due > start else due.replace(year=due.year + 1)
    owner = rng.choice([p for p in trust.people if p.school == school and p.role == "Teacher" and p.active])
    reviewed = add_months(due, -months)
    ref = f"P{trust.made:04}"
    title = f"{rng.choice(SUBJECTS)} Policy {trust.made}"
    heads_own = rng.random() < 0.15
    return Row(ref, title, school, owner, due, months, reviewed, reviewed, heads_own, written_on=reviewed)


# ---- the sheet

_HEADINGS = ("Ref", "Policy", "School", "Owner", "Owner email", "Approver", "Approval level", "Review cycle",
    "Last reviewed", "Next review", "Approved on", "Minute ref", "Version", "Status", "Document", "Outcome",
    "Outcome on", "Extended to", "Extension agreed by", "Policyclerk status", "Policyclerk findings",
    "Policyclerk next action", "Policyclerk draft", "Policyclerk checked")  # fmt: skip
OWN = _HEADINGS[-5:]
Cells = tuple[CellValue, ...]


def book(trust: Trust) -> RawBook:
    """The sheet as it stands now."""
    policies: list[Cells] = [_HEADINGS, *(_cells(row, trust) for row in trust.rows)]
    people: list[Cells] = [
        ("Name", "Role", "Body", "School", "Email", "Active", "Away from", "Away until", "Deputy"),
        *map(_person_cells, trust.people),
    ]
    schools: list[Cells] = [
        ("School", "Headteacher"),
        *((school_name(s), trust.heads[s].name) for s in range(trust.schools)),
    ]
    tabs: dict[str, list[Cells]] = {
        "Policies": policies,
        "People": people,
        "Schools": schools,
        "Terms": [("School", "Term", "Starts", "Ends"), *_terms(trust)],
        "Meetings": [("Body", "School", "Date", "Papers out"), *_meetings(trust)],
    }
    return RawBook("register.xlsx", "1", tuple(RawTable(name, _raw(rows)) for name, rows in tabs.items()))


def _raw(rows: Iterable[tuple[CellValue, ...]]) -> tuple[tuple[RawCell, ...], ...]:
    return tuple(tuple(RawCell(value) for value in row) for row in rows)


def _cells(row: Row, trust: Trust) -> tuple[CellValue, ...]:
    marks = trust.marks.get(row.ref, {})
    return (
        row.ref, row.title, school_name(row.school), row.owner.name, row.owner.email, body_name(row.school),
        "Headteacher" if row.heads_own else "Governing body", f"{row.months} months", row.last_reviewed, row.due,
        row.approved_on, row.minute, f"{row.version}.0", "Retired" if row.retired else None, f"{row.ref}.docx",
        row.outcome, row.outcome_on, row.extended_to, "Chair" if row.extended_to else None,
        *(marks.get(heading) for heading in OWN),
    )  # fmt: skip


def _person_cells(person: Person) -> tuple[CellValue, ...]:
    body = body_name(person.school) if person.role in ("Chair", "Clerk") else None
    active = None if person.active else "No"
    deputy = person.deputy.email if person.deputy else None
    return (
        person.name, person.role, body, school_name(person.school), person.email, active, person.away_from,
        person.away_until, deputy,
    )  # fmt: skip


def _terms(trust: Trust) -> Iterator[tuple[CellValue, ...]]:
    for school in (None, *range(trust.schools)):
        for term in half_terms(school or 0):
            yield (school_name(school) if school is not None else None, term.name, term.starts, term.ends)


def _meetings(trust: Trust) -> Iterator[tuple[CellValue, ...]]:
    for school in range(trust.schools):
        for day in meetings(school):
            yield (body_name(school), school_name(school), day, day - PAPERS)


# ---- the papers


def facts(row: Row, path: str) -> DocumentFacts:
    """What the policy's Word file says: its version, and whether its block is signed."""
    block = SignOff(
        "Chair of Governors", "A Chair" if row.signed else None, None, "yes" if row.signed else "no",
        "typed name" if row.signed else "blank line", "body, paragraph 9",
    )  # fmt: skip
    digest = f"{row.ref}-{row.version}-{row.signed}"
    written = DateClaim(None, row.written_on, row.written_on, "day", "body, paragraph 2")
    return DocumentFacts(
        path,
        digest,
        ok=True,
        title=row.title,
        version=f"{row.version}.0",
        latest_review=written,
        sign_offs=(block,),
    )
