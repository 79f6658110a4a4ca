"""Nobody can tell when the review is due.

Why it matters: a policy without a date is never overdue, and so is never looked at. It is blue, not red:
nothing is known to be late.

Source: neither the register (Next review; Last reviewed and Review cycle) nor the document gives a date. A
live document has none on purpose and makes no finding.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_document, in_register, in_row
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import quoted, spoken_date

SEVERITY: Severity = "blue"
TITLE = "Review date unknown"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding where no source gives a due date."""
    if standing.due is None and not standing.policy.exempt and not standing.policy.retired:
        yield about(
            standing, __name__, SEVERITY, _message(standing), _evidence(standing), rule="due date: no source"
        )


def _message(standing: Standing) -> str:
    policy, document = standing.policy, standing.document
    stated = policy.next_review or (document.facts.next_review if document else None)
    if stated is not None:
        whose = "The register" if stated is policy.next_review else "The document"
        return (
            f"{whose} gives {quoted(stated.raw)} as the next review, which is no date that can be counted on."
        )
    last = policy.last_reviewed or (document.facts.latest_review if document else None)
    if last is not None and last.known:
        return f"The last review was {spoken_date(last)}, but no review cycle in months says when the next one is due."
    if document is None:
        return "The register does not say when the review is due, and there is no document that could."
    return "Neither the register nor the document says when the review is due."


def _evidence(standing: Standing) -> Iterator[Evidence]:
    policy, document = standing.policy, standing.document
    fields = [f for f in ("next_review", "last_reviewed", "cycle") if policy.place(f)]
    yield from (in_register(policy, field) for field in fields)
    if not fields:
        yield in_row(policy)
    claim = document.facts.next_review or document.facts.latest_review if document else None
    if document is not None and claim is not None:
        yield in_document(document, claim.where, claim.raw)
