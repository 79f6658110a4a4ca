"""The policy's file is there but cannot be read.

Why it matters: nothing in it can be checked, and colleagues may be unable to open it too (a password, an old
format, a broken download).

Source: the file could not be opened as a Word document; the reason is the reader's.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_document
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about

SEVERITY: Severity = "red"
TITLE = "Document unreadable"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding where the document was found and not read."""
    document = standing.document
    if document is None or document.facts.ok:
        return
    problem = document.facts.problem
    reason = problem.message.rstrip(".") if problem else "the reason is not known"
    evidence = [in_document(document, "whole file", problem.kind if problem else None)]
    message = f"The document {document.path} could not be read: {reason}."
    yield about(standing, __name__, SEVERITY, message, evidence, rule="document: can be read")
