"""Two places give different dates for the same thing.

Why it matters: whoever reads the cover believes one date, whoever reads the register the other, and an
inspector asks which is right. Only a person can say.

Source: the register's Next review and Last reviewed beside the document's, compared by what they say for
certain ("June 2026" and 12 June 2026 agree), and the document's own conflicts (cover, history table, footer). A
draft of ours in the policy's place is ahead of the register by right.
"""

from collections.abc import Iterator

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.evidence import in_document, in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.own_draft import bears_our_status
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import listed, quoted, spoken_date

SEVERITY: Severity = "amber"
TITLE = "Dates disagree"

_NAMES = {"next_review": "next review", "latest_review": "latest review", "approved": "approval"}


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding per field whose dates disagree."""
    document = standing.document
    if document is None:
        return
    policy, facts = standing.policy, document.facts
    yield from _beside(standing, document, "next_review", policy.next_review, facts.next_review)
    yield from _beside(standing, document, "last_reviewed", policy.last_reviewed, facts.latest_review)
    yield from _within(standing, document)


def agree(one: DateClaim, other: DateClaim) -> bool:
    """Whether two dates can be the same day; a date that cannot be told disagrees with nothing."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def is_later(one: DateClaim, other: DateClaim) -> bool:
    """Whether a date is certainly later than another."""
    return one.start is not None and other.end is not None and one.start > other.end


def _beside(
    standing: Standing, document: PolicyDocument, field: str, ours: DateClaim | None, theirs: DateClaim | None
) -> Iterator[Finding]:
    """The register beside the document."""
    if ours is None or theirs is None or agree(ours, theirs):
        return
    if bears_our_status(document.facts) and is_later(theirs, ours):
        return
    what = "next" if field == "next_review" else "last"
    message = (
        f"The {what} review is {spoken_date(ours)} in the register and {spoken_date(theirs)} in the document; "
        "one of the two needs correcting."
    )
    evidence = [
        in_register(standing.policy, field, raw=ours.raw),
        in_document(document, theirs.where, theirs.raw),
    ]
    yield about(standing, __name__, SEVERITY, message, evidence, rule=f"register and document: {what} review")


def _within(standing: Standing, document: PolicyDocument) -> Iterator[Finding]:
    """The document beside itself."""
    for conflict in document.facts.conflicts:
        if conflict.field not in _NAMES:
            continue
        values = listed([f"{quoted(value.raw)} ({value.where})" for value in conflict.values])
        name = _NAMES[conflict.field]
        message = f"The document gives different dates for its {name}: {values}."
        evidence = [in_document(document, value.where, value.raw) for value in conflict.values]
        yield about(standing, __name__, SEVERITY, message, evidence, rule=f"document: {name}")
