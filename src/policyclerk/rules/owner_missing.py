"""Nobody is named as the policy's owner.

Why it matters: a review without a person is nobody's task, and no reminder can go out.

Source: the register's Owner column. A register without one makes no finding.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about

SEVERITY: Severity = "amber"
TITLE = "Owner missing"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding where the register has an Owner column and names nobody."""
    field = next((f for f in ("owner", "owner_email") if f in context.has), None)
    if field is None or standing.policy.owners:
        return
    message = "The register names nobody as the owner of this policy."
    yield about(
        standing, __name__, SEVERITY, message, [in_register(standing.policy, field)], rule="register: Owner"
    )
