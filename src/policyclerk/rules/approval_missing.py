"""A review was done, and nothing shows that it was approved.

Why it matters: until it is approved, the new text is a draft, and the old one is in force. Approval is proved
by an approval date or a minute in the register, or by a signed block in the document of this version; a
status "approved" proves nothing.

Source: the stage "awaiting approval" (see `policyclerk.domain.stage`).
"""

from collections.abc import Iterator
from datetime import date

from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.domain.stage import bears_signature, reviewed_after_approval
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import quoted, spoken_date

SEVERITY: Severity = "amber"
TITLE = "Approval missing"

_NO_PROOF = "no approval date, minute or signature of this review is on record"
_SIGNED = (
    "no approval date or minute of this review is on record; the document bears a signature, and nothing shows that it is "
    "of this review by all who approve"
)
_CELLS = ("status", "outcome", "outcome_on", "last_reviewed", "approved_on", "minute_ref")


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding where the policy waits for approval."""
    if standing.stage != "awaiting approval":
        return
    policy = standing.policy
    evidence = [in_register(policy, field) for field in _CELLS if policy.place(field)]
    yield about(
        standing,
        __name__,
        SEVERITY,
        f"{_reason(standing)}, and {_SIGNED if bears_signature(standing.document) else _NO_PROOF}.",
        evidence,
        since=_since(standing),
        rule="stage: awaiting approval",
    )


def _reason(standing: Standing) -> str:
    policy = standing.policy
    if policy.last_reviewed and policy.approved_on and reviewed_after_approval(policy):
        reviewed, approved = spoken_date(policy.last_reviewed), spoken_date(policy.approved_on)
        return f"The last review ({reviewed}) is later than the last approval ({approved})"
    if policy.state in ("at committee", "awaiting approval"):
        return f"The register's status is {quoted(policy.status or policy.state)}"
    return f"The outcome of the review is {quoted(policy.outcome)}"


def _since(standing: Standing) -> date | None:
    """The day of the review that waits, where the register gives it."""
    policy = standing.policy
    if policy.last_reviewed and reviewed_after_approval(policy):
        return policy.last_reviewed.start
    return policy.outcome_on.start if policy.outcome_on else None
