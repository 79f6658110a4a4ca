"""The document has two titles: the cover and the first page differ, or a second policy stands in the file.

Why it matters: of two policies in one file only one is in the register, so that nobody reviews the other; and a title
that differs shows that a cover was put on another text.

Source: what the reader of Word files noted: a title near the beginning that lacks words of the cover's, and a line further
down that is set like a title, names a policy and has sentences below it.
"""

from collections.abc import Iterator

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import told_of

SEVERITY: Severity = "amber"
TITLE = "Titles disagree"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding for each further title."""
    yield from told_of(standing, "title_conflict", __name__, SEVERITY, rule="document: titles")
