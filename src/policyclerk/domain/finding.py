"""What the night has to say: findings about policies, problems of the register, problems of the run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["red", "amber", "blue", "grey", "green"]

SEVERITIES: tuple[Severity, ...] = ("red", "amber", "blue", "grey", "green")
"""Worst first. Green is a policy without a finding; no finding is green itself."""

WHOLE_TRUST = "Whole trust"
MEANINGS: Mapping[Severity, str] = {
    "red": "needs doing now",
    "amber": "needs attention",
    "blue": "cannot tell",
    "grey": "not chased",
    "green": "in order",
}
"""What each colour says, in words: a page must not speak by colour alone."""

FINDING_KINDS: tuple[str, ...] = (
    "review_overdue",
    "document_missing",
    "document_unreadable",
    "review_date_unknown",
    "review_due_soon",
    "signature_missing",
    "approval_missing",
    "date_conflict",
    "version_conflict",
    "cycle_conflict",
    "owner_missing",
    "owner_unreachable",
    "outdated_reference",
    "unaccepted_changes",
    "placeholder_left",
    "duplicate_policy",
    "organisation_mismatch",
    "statutory_missing",
    "acknowledgement_outstanding",
    "related_policy_missing",
    "repeated_section",
    "title_conflict",
    "contents_conflict",
    "website_conflict",
    "document_unregistered",
)
"""Every kind of finding that settings and the Accepted column may name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a finding can be looked up: the source (a file or a tab), the place in it, the text as it stands."""

    source: str
    where: str
    raw: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is out of order.

    Attributes:
        policy, school, title: which policy; None for a finding about the trust as a whole.
        kind: the name of the rule, of its file and of its heading in the documentation.
        since: the first day on which the finding was true, None if unknown.
        message: one sentence in plain English that says why.
        rule: where the rule comes from ("register: Next review", "interfaces: sign-off blocks" ...).
    """

    policy: str | None
    school: str | None
    title: str | None
    kind: str
    severity: Severity
    since: date | None
    message: str
    evidence: tuple[Evidence, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """A cell, row or tab of the register that could not be understood, and what to do about it."""

    tab: str | None
    row: int | None
    column: str | None
    raw: str | None
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class RunProblem:
    """Something of the run itself that was not done or needs a person (`too_many_mails`, `terms_missing` ...).

    Attributes:
        fatal: True where something could not be done, so that the run ends with 1 and not green; a problem
            that is only to be known of has False.
    """

    kind: str
    message: str
    fatal: bool = True


def worst(severities: tuple[Severity, ...]) -> Severity:
    """The worst of several severities; green when there is none."""
    return min(severities, key=SEVERITIES.index, default="green")
