"""The document holds tracked changes that nobody has accepted or rejected.

Why it matters: readers see two texts at once, and it cannot be told which of them was approved.

Source: what the reader of Word files noted. The document is judged as if the changes were accepted.
"""

from collections.abc import Iterator

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about, noted

SEVERITY: Severity = "amber"
TITLE = "Tracked changes left"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding where the document holds such changes."""
    evidence = noted(standing, "unaccepted_changes")
    if evidence:
        message = "The document holds tracked changes that nobody has accepted or rejected."
        yield about(standing, __name__, SEVERITY, message, evidence, rule="document: tracked changes")
