"""One draft without a register: what a person asks for, the rest as a night would propose it. Pure."""

from datetime import date

from policyclerk.domain.action import DraftChanges
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.months import next_after
from policyclerk.domain.versions import next_version


def single_draft(
    facts: DocumentFacts,
    *,
    today: date,
    version: str | None = None,
    reviewed: date | None = None,
    next_review: date | None = None,
    owner: str | None = None,
    approver: str | None = None,
    comments: tuple[str, ...] = (),
    tracked: bool = True,
) -> DraftChanges:
    """The changes of a draft of one document.

    What is not given follows the rules of a night: the last number of the version raised by one, reviewed today, the
    document's own next review plus its own cycle (none, where it states none of the two).
    """
    return DraftChanges(
        version=version or next_version(facts.version),
        reviewed_on=reviewed or today,
        next_review_on=next_review or _next_review(facts, today),
        made_on=today,
        owner=owner,
        approver=approver,
        comments=comments,
        tracked=tracked,
    )


def _next_review(facts: DocumentFacts, today: date) -> date | None:
    cycle, due = facts.review_cycle, facts.next_review
    if cycle is None or cycle.months is None or due is None or due.end is None:
        return None
    return next_after(due.end, cycle.months, today)
