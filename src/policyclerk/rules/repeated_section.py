"""Text stands in the document twice, or its numbers go back.

Why it matters: of two copies one is changed at the next review and the other is not; and where two clauses have one
number, nobody can point to either.

Source: what the reader of Word files noted: a stretch of at least six paragraphs that stands a second time outside
tables, a section or clause whose typed number is not higher than the one before. A new beginning at 1 is none.
"""

from collections.abc import Iterator

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import told_of

SEVERITY: Severity = "grey"
TITLE = "Section repeated"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding for each stretch that is repeated and each number that goes back."""
    for kind in ("repeated_section", "numbering_restarts"):
        yield from told_of(standing, kind, __name__, SEVERITY, rule="document: sections and numbers")
