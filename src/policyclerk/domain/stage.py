"""What stage the work on a policy is at. A pure function of register, document and today.

What belongs to "this cycle" is told by the calendar: work done in the half of a cycle before the due date is
work for that date, earlier work was for the one before. So an early review counts, and last year's "ready"
left standing in the sheet does not.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from policyclerk.domain.dates import dates_in
from policyclerk.domain.document import DocumentFacts, SignOff
from policyclerk.domain.history import newest_row
from policyclerk.domain.months import add_months
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import Due, PolicyDocument, Stage
from policyclerk.domain.version_text import fold_version

USUAL_CYCLE = 12
"""Months taken where no source fixes a cycle: a year, which most policies have."""

_TYPED_LATE = timedelta(days=60)
"""How long after an approval the outcome that led to it may still be typed in: a clerk's next round through the sheet."""

_HEAD = re.compile(r"\b(?:head|principal|ht)\b|\bhead ?teacher", re.IGNORECASE)
_HEAD_ALONE = re.compile(
    r"(?:(?:the|our|executive|acting|interim)\s+|co-?\s*)*(?:head ?teachers?|heads?|principal|ht)(?:\s+of\s+school)?",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"\b(?:board|govern\w*|committee|trustees?|directors?|trust|lgb|fgb|lgc|council|members?|chair)\b",
    re.IGNORECASE,
)
_NOT_APPROVING = re.compile(r"\b(?:owner|author|prepared|reviewed|reviewer|drafted|written)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The turn of the calendar that a policy is in today.

    Attributes:
        due: the date that it leads to, None where there is none.
        near: whether that date is past or within the warning time.
        opened: the first day whose work counts for it, None where no date tells.
    """

    due: Due | None
    near: bool
    opened: date | None


def cycle_of(due: Due | None, *, today: date, due_soon_days: int, months: int | None) -> Cycle:
    """The cycle that work of today belongs to.

    Near its due date a policy is in the cycle that leads there; before that it still lives by the last one.
    """
    length = months or USUAL_CYCLE
    if due is None:
        return Cycle(None, near=False, opened=add_months(today, -length))
    near = today >= due.on - timedelta(days=due_soon_days)
    return Cycle(
        due, near=near, opened=_opened(due.anchor if near else add_months(due.anchor, -length), length)
    )


def cycle_in_hand(
    policy: Policy, due: Due | None, *, today: date, due_soon_days: int, months: int | None
) -> Cycle:
    """The cycle that a policy's work belongs to: the coming one already once its owner has finished for it.

    The last meeting before a due date may lie before the warning time, so owners finish earlier than that. An outcome
    without a date may be last year's and moves nothing.
    """
    cycle = cycle_of(due, today=today, due_soon_days=due_soon_days, months=months)
    if due is None or policy.outcome_on is None:
        return cycle
    coming = coming_cycle(policy, due, months=months)
    return coming if outcome_counts(policy, coming) else cycle


def coming_cycle(policy: Policy, due: Due, *, months: int | None) -> Cycle:
    """The cycle that leads to a due date, as if the warning time had begun.

    It is opened by an outcome that can belong to no other, one well after the last approval: a body that meets once a term
    may take a policy half a year before its date, and its owner is asked before that.
    """
    opened = _opened(due.anchor, months or USUAL_CYCLE)
    done, day = _last_done(policy), policy.outcome_on.end if policy.outcome_on else None
    if day and done and day > done + _TYPED_LATE and day >= add_months(due.anchor, -USUAL_CYCLE):
        opened = min(day, opened)
    return Cycle(due, near=True, opened=opened)


def _last_done(policy: Policy) -> date | None:
    """When the last review was approved; where the register does not say, when it was made."""
    approved = policy.approved_on.end if policy.approved_on else None
    days = [day for day in (approved, _minuted(policy)) if day]
    return max(days) if days else policy.last_reviewed.end if policy.last_reviewed else None


def _opened(leads_to: date, length: int) -> date:
    """Half a cycle before the date it leads to."""
    return add_months(leads_to, -(length // 2)) - timedelta(days=0 if length % 2 == 0 else 15)


def stage(
    policy: Policy,
    document: PolicyDocument | None,
    *,
    due: Due | None,
    today: date,
    due_soon_days: int,
    months: int | None,
) -> Stage | None:
    """Where the work stands: with the owner, with those who approve, with those who sign, or in order.

    Args:
        policy: the row of the register.
        document: its Word file, None where there is none.
        due: when the review is due.
        today: the day of the run.
        due_soon_days: the warning time before the due date.
        months: the review cycle, None where no source fixes one.

    Returns:
        None for retired rows.
    """
    if policy.retired:
        return None
    cycle = cycle_in_hand(policy, due, today=today, due_soon_days=due_soon_days, months=months)
    if cycle.near and not _handed_on(policy, cycle):
        return "with owner"
    if _awaits_approval(policy, document, cycle):
        return "awaiting approval"
    if document is not None and _blank_block(policy, document.facts):
        return "awaiting signature"
    return "in order"


# ---- with the owner


def _handed_on(policy: Policy, cycle: Cycle) -> bool:
    """Whether the owner's part is done: the row says where it lies now, or gives an outcome of this cycle."""
    return policy.state in ("at committee", "awaiting approval") or outcome_counts(policy, cycle)


def outcome_counts(policy: Policy, cycle: Cycle) -> bool:
    """Whether the Outcome is "ready" or "no change", and of this cycle.

    An outcome without its date counts only where the register has no column for the date: a word left standing from
    last year must not end this year's review in silence.
    """
    if policy.outcome not in ("ready", "no change"):
        return False
    day = policy.outcome_on
    if day is None:
        return policy.place("outcome_on") is None
    return day.end is not None and (cycle.opened is None or day.end >= cycle.opened)


# ---- awaiting approval


def _awaits_approval(policy: Policy, document: PolicyDocument | None, cycle: Cycle) -> bool:
    if heads_own(policy) or not (_handed_on(policy, cycle) or reviewed_after_approval(policy)):
        return False
    return not (_approved_in_register(policy, cycle) or _signed(policy, document, cycle))


def reviewed_after_approval(policy: Policy) -> bool:
    """Whether Last reviewed is certainly later than Approved on; a blank is no date and says nothing."""
    reviewed, approved = policy.last_reviewed, policy.approved_on
    if reviewed is None or approved is None or reviewed.start is None or approved.end is None:
        return False
    return reviewed.start > approved.end


def heads_own(policy: Policy) -> bool:
    """Whether approving is the headteacher's own business, by Approval level or, where that is blank, Approver.

    An approver must be named by the office alone: a Mrs Head may sit on the board.
    """
    level = policy.approval_level
    if level:
        return bool(_HEAD.search(level)) and not _BOARD.search(level)
    return policy.approver is not None and bool(_HEAD_ALONE.fullmatch(policy.approver.text.strip()))


def _counts_from(policy: Policy, cycle: Cycle) -> date | None:
    """The first day whose approval is of this cycle: not before the review it approves, nor before the cycle."""
    reviewed = policy.last_reviewed.start if policy.last_reviewed else None
    opened = cycle.opened if cycle.near or reviewed is None else None
    return max((day for day in (reviewed, opened) if day), default=None)


def _approved_in_register(policy: Policy, cycle: Cycle) -> bool:
    """Whether a date or a minute of this cycle proves approval.

    A minute is of its own day where it bears one ("FGB 14/10/2026"), else of the day in Approved on; where neither
    tells, it is taken for this cycle's.
    """
    first = _counts_from(policy, cycle)
    approved = policy.approved_on.end if policy.approved_on else None
    minuted = _minuted(policy)
    if approved is None and minuted is None:
        return bool(policy.minute_ref)
    return first is None or any(day >= first for day in (approved, minuted) if day)


def _minuted(policy: Policy) -> date | None:
    """The newest day that the minute reference bears."""
    days = [
        found.claim.end for found in dates_in(policy.minute_ref or "", "") if found.claim.precision == "day"
    ]
    return max(filter(None, days), default=None)


def _signed(policy: Policy, document: PolicyDocument | None, cycle: Cycle) -> bool:
    """Whether every approving block of this version's document is signed."""
    if document is None:
        return False
    blocks = _approving(document.facts)
    first = _counts_from(policy, cycle)
    return bool(blocks) and all(
        b.signed == "yes" and _of_this_version(policy, document.facts, b, first) for b in blocks
    )


def _of_this_version(policy: Policy, facts: DocumentFacts, block: SignOff, first: date | None) -> bool:
    """Whether a signature stands under the version that the register speaks of: not dated before this cycle.

    A signature without a date is as old as its document says to be: before a new version is made, register and document
    still agree on the number of the old one.
    """
    agrees = _version_agrees(policy, facts)
    if agrees is False or first is None:
        return agrees is not False
    dated = block.date if block.date is not None and block.date.end is not None else facts.latest_review
    if dated is None or dated.end is None:
        return agrees is True
    return dated.end >= first


# ---- how approval is proved


def approved_in_register(policy: Policy, cycle: Cycle) -> bool:
    """Whether an approval date or a minute in the register proves the approval of this cycle."""
    return bool(policy.approved_on or policy.minute_ref) and _approved_in_register(policy, cycle)


def bears_signature(document: PolicyDocument | None) -> bool:
    """Whether somebody who approves has signed the document, whenever that was."""
    return document is not None and any(b.signed == "yes" for b in _approving(document.facts))


def signed_not_recorded(policy: Policy, document: PolicyDocument | None) -> bool:
    """Whether the document is signed by all who approve, and the register, which has room for it, says nothing of it."""
    if document is None or heads_own(policy):
        return False
    blocks = _approving(document.facts)
    if (
        not blocks
        or any(b.signed != "yes" for b in blocks)
        or _version_agrees(policy, document.facts) is False
    ):
        return False
    room = policy.place("approved_on") is not None or policy.place("minute_ref") is not None
    blank = policy.approved_on is None and not policy.minute_ref
    return room and (blank or (reviewed_after_approval(policy) and not policy.minute_ref))


def _approving(facts: DocumentFacts) -> list[SignOff]:
    return [b for b in facts.sign_offs if not _NOT_APPROVING.search(b.role or "")]


# ---- awaiting signature


def _blank_block(policy: Policy, facts: DocumentFacts) -> bool:
    """Whether the current version's sign-off block is there and blank."""
    return any(b.signed == "no" for b in facts.sign_offs) and _version_agrees(policy, facts) is not False


def _version_agrees(policy: Policy, facts: DocumentFacts) -> bool | None:
    """Whether the document says that it is the register's version; None where one of them says nothing."""
    wanted = fold_version(policy.version)
    newest = newest_row(facts.history)
    stated = [facts.version, newest.version if newest else None]
    stated += [m.raw for c in facts.conflicts if c.field == "version" for m in c.values]
    known = {fold_version(text) for text in stated} - {None}
    return wanted in known if wanted and known else None
