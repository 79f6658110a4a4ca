"""Where a policy stands: when its review is due and what stage the work is at. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.finding import Evidence
from policyclerk.domain.policy import Policy

Stage = Literal["with owner", "awaiting approval", "awaiting signature", "in order"]


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """The Word file that a policy's row leads to.

    Attributes:
        path: relative to the project directory, with forward slashes; what people are shown.
        below_root: relative to the documents root.
        facts: what it says of itself; `ok` False where it could not be read.
    """

    path: str
    below_root: str
    facts: DocumentFacts


@dataclass(frozen=True, slots=True)
class Due:
    """When the review is due.

    Attributes:
        on: the last day that is still in time; overdue from the day after.
        claim: the date as the register or document states it (for a derived one `raw` is None).
        extended: whether an agreed extension moved it.
        evidence: every place it rests on.
        anchor: the due date before an extension; the cycle date of ledger keys.
    """

    on: date
    claim: DateClaim
    evidence: tuple[Evidence, ...]
    anchor: date
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One policy on one day.

    Attributes:
        due: None where no date can be told or none is chased (see `policy.exempt`).
        stage: None for retired rows.
        cycle_months: the cycle that the next date is counted with; None where no source fixes one.
    """

    policy: Policy
    document: PolicyDocument | None
    due: Due | None
    stage: Stage | None
    cycle_months: int | None
    document_problem: str | None = None
    """Why there is no document: the sentence for document_missing; None where there is one."""
