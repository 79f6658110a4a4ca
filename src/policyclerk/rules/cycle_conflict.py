"""The stated review cycle does not fit the dates, or two cycles are stated.

Why it matters: the next date is counted with the cycle. If they disagree, one of the two was typed wrongly,
often by a whole year.

Source: the register's Review cycle beside the document's; and each source's cycle beside the distance of its
last and next review. A month of slack is allowed, and for a review done early the warning time too, because
the next date is counted from the intended one. A draft of ours that is late keeps the old rhythm, so its dates are
not held against the cycle.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import CycleClaim
from policyclerk.domain.evidence import in_document, in_register
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.months import add_months
from policyclerk.domain.own_draft import bears_our_status
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import counted, listed, quoted, spoken_date

SEVERITY: Severity = "amber"
TITLE = "Cycle and dates disagree"

SLACK_DAYS = 31
"""How far a next date may lie from last review and cycle without being a conflict."""

_Place = Callable[[], Evidence]
"""Where something stands, put into words only for a finding: nearly all cycles and dates fit."""
_Cycle = tuple[int, _Place]
_Dated = tuple[DateClaim, _Place]


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding for two cycles that differ, and one per source whose dates do not fit."""
    ours, theirs = _cycle_in_register(standing), _cycle_in_document(standing.document)
    if ours and theirs and ours[0] != theirs[0]:
        months = [
            f"{counted(ours[0], 'month')} in the register",
            f"{counted(theirs[0], 'month')} in the document",
        ]
        message = f"The review cycle is {listed(months)}."
        yield about(
            standing,
            __name__,
            SEVERITY,
            message,
            (ours[1](), theirs[1]()),
            rule="register and document: cycle",
        )
    yield from _within(standing)
    yield from _fits(standing, context, _dates_in_register(standing), ours or theirs, "register")
    if standing.document is not None and not bears_our_status(standing.document.facts):
        yield from _fits(standing, context, _dates_in_document(standing.document), theirs or ours, "document")


def _within(standing: Standing) -> Iterator[Finding]:
    """Several cycles in one document."""
    document = standing.document
    for conflict in document.facts.conflicts if document else ():
        if document is not None and conflict.field == "review_cycle":
            values = listed([f"{quoted(value.raw)} ({value.where})" for value in conflict.values])
            evidence = [in_document(document, value.where, value.raw) for value in conflict.values]
            message = f"The document gives different review cycles: {values}."
            yield about(standing, __name__, SEVERITY, message, evidence, rule="document: cycle")


def _fits(
    standing: Standing,
    context: Context,
    dates: tuple[_Dated, _Dated] | None,
    cycle: _Cycle | None,
    source: str,
) -> Iterator[Finding]:
    """Whether last review and cycle lead to the next review that the same source gives."""
    if dates is None or cycle is None:
        return
    (last, last_place), (due, next_place) = dates
    months, cycle_place = cycle
    if _leads_to(last, months, due, early=context.due_soon_days):
        return
    message = (
        f"The cycle of {counted(months, 'month')} does not lead from the last review ({spoken_date(last)}) to the next "
        f"one ({spoken_date(due)}) in the {source}."
    )
    yield about(
        standing,
        __name__,
        SEVERITY,
        message,
        (last_place(), cycle_place(), next_place()),
        rule=f"{source}: cycle and dates",
    )


def _leads_to(last: DateClaim, months: int, due: DateClaim, *, early: int) -> bool:
    """Whether the next date lies a cycle after the last one, give or take the slack and what the dates leave open."""
    if last.start is None or last.end is None or due.start is None or due.end is None:
        return True
    earliest = add_months(last.start, months) - timedelta(days=SLACK_DAYS)
    latest = add_months(last.end, months) + timedelta(days=max(SLACK_DAYS, early))
    return due.start <= latest and earliest <= due.end


def _cycle_in_register(standing: Standing) -> _Cycle | None:
    cycle = standing.policy.cycle
    months = _months(cycle)
    return (
        (months, partial(in_register, standing.policy, "cycle", raw=cycle.raw)) if cycle and months else None
    )


def _cycle_in_document(document: PolicyDocument | None) -> _Cycle | None:
    cycle = document.facts.review_cycle if document else None
    months = _months(cycle)
    return (
        (months, partial(in_document, document, cycle.where, cycle.raw))
        if document and cycle and months
        else None
    )


def _months(cycle: CycleClaim | None) -> int | None:
    return cycle.months if cycle else None


def _dates_in_register(standing: Standing) -> tuple[_Dated, _Dated] | None:
    policy = standing.policy
    last, due = policy.last_reviewed, policy.next_review
    if last is None or due is None:
        return None
    return (
        (last, partial(in_register, policy, "last_reviewed", raw=last.raw)),
        (due, partial(in_register, policy, "next_review", raw=due.raw)),
    )


def _dates_in_document(document: PolicyDocument | None) -> tuple[_Dated, _Dated] | None:
    last = document.facts.latest_review if document else None
    due = document.facts.next_review if document else None
    if document is None or last is None or due is None:
        return None
    return (
        (last, partial(in_document, document, last.where, last.raw)),
        (due, partial(in_document, document, due.where, due.raw)),
    )
