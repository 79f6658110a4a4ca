"""A place for a signature is blank.

Why it matters: a blank line under a published policy is what a reader sees first and doubts. Approval itself
is proved by the minutes; a signature is custom, so a document without a sign-off block makes no finding.

Source: a sign-off block of the document that exists and is blank. What cannot be told (a scan, a shape) makes
none.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_document
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import counted, listed

SEVERITY: Severity = "amber"
TITLE = "Signature missing"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
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
    yield about(standing, __name__, SEVERITY, message, evidence, rule="document: sign-off blocks")
