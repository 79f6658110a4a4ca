"""A policy that is to be begun: what its first draft says, and what it leaves to its author."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.own_draft import DRAFT_STATUS

_TO_WRITE = "[To be written.]"
_SECTIONS = (
    "Purpose",
    "Scope",
    "Legislation and guidance",
    "Roles and responsibilities",
    "What we do",
    "Monitoring and review",
    "Related policies",
)
"""What a school policy has in it, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs below it."""

    heading: str
    lines: tuple[str, ...] = (_TO_WRITE,)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who is to sign; the signature and its date are always left to people."""

    role: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """The first draft of a policy. What is None stays blank.

    Attributes:
        title: the policy's name as it stands on the cover.
        organisation: the school or trust that it is for.
        made_on: the day of the draft.
        cycle: as it is said ("12 months", "Annually").
        basis: why there has to be such a policy (the law or guidance).
        signatories: the lines of the sign-off block.
    """

    title: str
    organisation: str
    made_on: date
    owner: str | None = None
    approver: str | None = None
    version: str = "0.1"
    status: str = DRAFT_STATUS
    cycle: str | None = None
    next_review: date | None = None
    reference: str | None = None
    basis: str | None = None
    history_comment: str = "New policy; draft for approval"
    sections: tuple[Section, ...] = ()
    signatories: tuple[Signatory, ...] = ()


def usual_sections(headings: Sequence[str] = _SECTIONS) -> tuple[Section, ...]:
    """The headings that a policy begins with, each with a gap to be filled."""
    return tuple(Section(heading) for heading in headings)


def usual_signatories(policy: NewPolicy) -> tuple[Signatory, ...]:
    """Who signs where nobody said otherwise: for the body that approves, and for the school."""
    return (
        Signatory(f"Chair of {policy.approver}" if policy.approver else "Chair"),
        Signatory("Headteacher"),
    )
