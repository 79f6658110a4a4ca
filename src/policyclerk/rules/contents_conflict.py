"""The list of contents does not fit the document.

Why it matters: who looks for a form or a telephone number in an appendix is sent to the wrong one.

Source: what the reader of Word files noted: an appendix that has one title in the list of contents and quite another in
the body.
"""

from collections.abc import Iterator

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import told_of

SEVERITY: Severity = "grey"
TITLE = "Contents list disagrees"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding for each appendix that is called otherwise."""
    yield from told_of(standing, "contents_conflict", __name__, SEVERITY, rule="document: list of contents")
