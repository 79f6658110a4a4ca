"""A place for a signature is blank.

Why it matters: a blank line under a published policy is what a reader sees first and doubts. Approval itself
is proved by the minutes; a signature is custom, so a document without a sign-off block makes no finding. Where the
register proves the approval, the sentence says that only the file is unsigned.

Source: a sign-off block of the document that exists and is blank. What cannot be told (a scan, a shape) makes
none.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_document, in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import Standing
from policyclerk.domain.stage import approved_in_register, cycle_in_hand
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import counted, listed, quoted, spoken_date

SEVERITY: Severity = "amber"
TITLE = "Signature missing"
_PROOFS = ("approved_on", "minute_ref")


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding per policy, naming every blank block."""
    document = standing.document
    blank = [block for block in document.facts.sign_offs if block.signed == "no"] if document else []
    if document is None or not blank:
        return
    roles = list(dict.fromkeys(block.role for block in blank if block.role))
    whose = f" ({listed(roles)})" if roles else ""
    verb = "is" if len(blank) == 1 else "are"
    message = f"{counted(len(blank), 'place')} for a signature {verb} blank in the document{whose}."
    evidence = [in_document(document, block.where, block.evidence) for block in blank]
    policy, soon = standing.policy, context.due_soon_days
    months = standing.cycle_months
    cycle = cycle_in_hand(policy, standing.due, today=context.today, due_soon_days=soon, months=months)
    if approved_in_register(policy, cycle):
        message += f" Its approval is on record ({_proof(policy)}); only the file is unsigned."
        evidence += [in_register(policy, field) for field in _PROOFS if getattr(policy, field)]
    yield about(standing, __name__, SEVERITY, message, evidence, rule="document: sign-off blocks")


def _proof(policy: Policy) -> str:
    """`approved on 12 October 2026, minute “FGB 14/31”`."""
    said = [f"approved on {spoken_date(policy.approved_on)}"] if policy.approved_on else []
    said += [f"minute {quoted(policy.minute_ref)}"] if policy.minute_ref else []
    return ", ".join(said)
