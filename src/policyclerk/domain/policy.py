"""A policy as the register has it: one row for one school (a row for several schools becomes several policies)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import CycleClaim
from policyclerk.domain.people import Approver, Owner

State = Literal[
    "draft", "at committee", "awaiting approval", "approved", "published", "retired", "not applicable", "live"
]
"""What a Status cell comes to, where it is understood. Retired and not applicable rows are listed grey."""

OutcomeKind = Literal["ready", "no change", "changes needed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a person has accepted until a day, with the reason she typed."""

    kind: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of the register stands: heading of its column as typed, and the text of the cell."""

    column: str
    raw: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of one school.

    Attributes:
        key: `policy` in every output; unique in the register.
        ref: the Ref as typed; None where the cell is blank or absent.
        school: the school's name; None is the whole trust.
        tab, row: where it stands; the row is the sheet's own number from 1.
        statutory: True where the cell says so; None where it says nothing.
        owners: empty where the register names none.
        cycle: as typed; months None where the text does not fix them.
        exempt: why no review date is chased ("live document", "n/a" in the date cell), else None.
        state: what Status comes to; `status` is the cell as typed.
        document, document_link: text and hyperlink of the Document cell.
        title_link: hyperlink of the policy's name, tried where the Document cell says nothing.
        extended_to: the agreed new date; only filled where "Extension agreed by" is.
        places: our field -> heading and raw text, for evidence ("next_review": Place("Next review", "02/11/16")).
    """

    key: str
    ref: str | None
    title: str
    school: str | None
    tab: str
    row: int
    category: str | None = None
    statutory: bool | None = None
    owners: tuple[Owner, ...] = ()
    approver: Approver | None = None
    approval_level: str | None = None
    cycle: CycleClaim | None = None
    last_reviewed: DateClaim | None = None
    next_review: DateClaim | None = None
    approved_on: DateClaim | None = None
    minute_ref: str | None = None
    version: str | None = None
    status: str | None = None
    state: State | None = None
    exempt: str | None = None
    document: str | None = None
    document_link: str | None = None
    website: str | None = None
    acknowledgement: str | None = None
    notes: str | None = None
    outcome: OutcomeKind | None = None
    outcome_on: DateClaim | None = None
    extended_to: DateClaim | None = None
    accepted: tuple[Accepted, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()
    title_link: str | None = None

    def place(self, field: str) -> Place | None:
        """Heading and raw text of one of our fields; None where the register has no such column."""
        for name, place in self.places:  # a loop, in half the time of `next`: every finding asks
            if name == field:
                return place
        return None

    @property
    def retired(self) -> bool:
        """Listed, but without findings and without chasing."""
        return self.state in ("retired", "not applicable") or self.outcome == "withdrawn"
