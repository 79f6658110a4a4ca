"""The policy's Word file cannot be found.

Why it matters: what cannot be found cannot be reviewed, signed or shown to an inspector; and often the row or
the file was renamed, which a person mends in a minute.

Source: the Document cell (its link, its path, the only file of that name), or where it is empty a file of the
policy's title. A register without a Document column makes no finding, and so does a live document that is kept at
a web address: it is a register or a page, no Word file.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about

SEVERITY: Severity = "red"
TITLE = "Document missing"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding where there is no document and the register has a column for it."""
    reason = standing.document_problem
    if standing.document is None and reason and "document" in context.has and not _is_a_page(standing.policy):
        evidence = [in_register(standing.policy, "document", raw=standing.policy.document)]
        yield about(standing, __name__, SEVERITY, reason, evidence, rule="register: Document")


def _is_a_page(policy: Policy) -> bool:
    """Whether the register calls it a live document and gives its web address."""
    address = policy.document_link or policy.document or ""
    return policy.exempt is not None and address.casefold().startswith(("https://", "http://"))
