"""One policy stands in the register twice.

Why it matters: two rows with two dates and two owners mean two answers to one question, and one of them is
never kept up.

Source: two rows with the same title (without case and punctuation) for the same school; retired rows do not
count. One finding per extra row.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_row
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about

SEVERITY: Severity = "amber"
TITLE = "Policy listed twice"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding for a row that repeats an earlier one."""
    policy = standing.policy
    original = context.originals.get(policy.key)
    if original is None:
        return
    message = f"The same policy already stands in row {original.row} of {original.tab}; one of the two rows can be retired."
    evidence = (in_row(original), in_row(policy))
    yield about(standing, __name__, SEVERITY, message, evidence, rule="register: Policy, School")
