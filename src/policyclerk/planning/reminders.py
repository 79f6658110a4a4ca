"""Which steps are due to whom, and which of them go now. Pure: ladders in, tellings and reasons out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.action import Suppressed
from policyclerk.domain.ledger import Claim, ledger_key
from policyclerk.domain.people import Meeting
from policyclerk.domain.review import Due
from policyclerk.domain.stage import coming_cycle, outcome_counts
from policyclerk.planning.days import in_words
from policyclerk.planning.desk import Desk
from policyclerk.planning.ladder import (
    NeededBy,
    Step,
    approver_steps,
    end_of_month,
    escalation_steps,
    last_meeting,
    meetings_of,
    needed_by,
    next_meeting,
    owner_steps,
)
from policyclerk.planning.recipients import Recipient
from policyclerk.planning.words import Line, accepted_of

LATER = "a later step takes its place"


@dataclass(frozen=True, slots=True)
class Rung:
    """One released step to one person.

    Attributes:
        kind: first part of its key: "owner", "approver" or "escalation".
        spent: the claim that spent it, None while it is to be said.
        failed_on: the day of the last attempt that failed.
    """

    kind: str
    step: Step
    key: str
    spent: Claim | None
    failed_on: date | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """All released steps about one policy and cycle to one person, oldest first; at least one.

    Attributes:
        needed: for owners, the day they must be ready; None for approvers.
        meeting: for approvers, the meeting the steps count from; None where none is known.
        deadline: the day the steps count towards.
    """

    line: Line
    recipient: Recipient
    recipient_hash: str | None
    rungs: tuple[Rung, ...]
    needed: NeededBy | None
    meeting: Meeting | None
    deadline: date

    @property
    def newest(self) -> Rung:
        """The newest released step."""
        return self.rungs[-1]

    @property
    def unsaid(self) -> tuple[Rung, ...]:
        """Released steps that nobody has had."""
        return tuple(rung for rung in self.rungs if rung.spent is None)

    @property
    def school(self) -> str | None:
        """Whose terms the ladder keeps."""
        return self.line.standing.policy.school


@dataclass(frozen=True, slots=True)
class _Duty:
    """A step and who hears of it, before the ledger is asked.

    Attributes:
        moved_to: the date to which an agreed extension has moved the cycle's own; None where none has.
    """

    kind: str
    cycle: date
    step: Step
    recipient: Recipient
    current: frozenset[str]
    moved_to: date | None = None


# ---- ladders


def ladders(desk: Desk) -> tuple[Ladder, ...]:
    """Every ladder with at least one released step, in sheet order."""
    return tuple(ladder for line in desk.lines for ladder in _ladders_of(line, desk))


def _ladders_of(line: Line, desk: Desk) -> Iterator[Ladder]:
    standing = line.standing
    if standing.stage in ("awaiting approval", "awaiting signature"):
        yield from _approvers(line, desk)
    if standing.due is not None and owner_is_asked(line, desk):
        yield from _owners(line, standing.due, desk)


def owner_is_asked(line: Line, desk: Desk) -> bool:
    """Whether the policy lies with its owner, or will next: before the warning time the first steps may be due.

    A signature that is wanting under the version in force keeps nobody from beginning with the next.
    """
    standing = line.standing
    if standing.stage == "with owner":
        return True
    if standing.due is None or standing.stage not in ("in order", "awaiting signature"):
        return False
    soon = desk.settings.report.due_soon_days
    if (standing.due.on - desk.today).days <= soon:
        return False
    coming = coming_cycle(standing.policy, standing.due, months=standing.cycle_months)
    return not outcome_counts(standing.policy, coming)


def needed_of(line: Line, desk: Desk) -> NeededBy | None:
    """The day by which the owner of a policy must be ready; None where no date is known."""
    due = line.standing.due
    if due is None:
        return None
    policy = line.standing.policy
    meetings = meetings_of(policy, desk.meetings)
    papers = desk.settings.reminders.papers_days
    return needed_by(policy, due, meetings=meetings, papers_days=papers, days=desk.days)


def _owners(line: Line, due: Due, desk: Desk) -> Iterator[Ladder]:
    needed = needed_of(line, desk)
    if needed is None:
        return
    duties = [*_owner_duties(line, due, needed, desk), *_escalation_duties(line, due, desk)]
    yield from _grouped(line, duties, desk, needed=needed, meeting=needed.meeting, deadline=due.on)


def _owner_duties(line: Line, due: Due, needed: NeededBy, desk: Desk) -> Iterator[_Duty]:
    steps = _released(owner_steps(due, needed, desk.settings.reminders), desk)
    if not steps:  # as for most policies on most days: nobody need be found
        return
    people = desk.directory.owners(line.standing.policy)
    current = _hashes(people, desk)
    for step in steps:
        for person in people:
            yield _Duty("owner", due.anchor, step, person, current, _moved_to(due))


def _escalation_duties(line: Line, due: Due, desk: Desk) -> Iterator[_Duty]:
    for step, to in escalation_steps(due, desk.settings.reminders):
        if step.release <= desk.today:
            person = desk.directory.escalation(to, line.standing.policy.school)
            yield _Duty("escalation", due.anchor, step, person, _hashes((person,), desk), _moved_to(due))


def _released(steps: Iterable[Step], desk: Desk) -> list[Step]:
    return [step for step in steps if step.release <= desk.today]


def _moved_to(due: Due) -> date | None:
    return due.on if due.extended else None


def _approvers(line: Line, desk: Desk) -> Iterator[Ladder]:
    people = desk.directory.approvers(line.standing.policy)
    current = _hashes(people, desk)
    for decision, meeting in _decisions(line, current, desk):
        steps = _released(approver_steps(decision, desk.settings.reminders), desk)
        duties = [_Duty("approver", decision, step, person, current) for step in steps for person in people]
        found = list(_grouped(line, duties, desk, needed=None, meeting=meeting, deadline=decision))
        yield from found
        if found:
            return


def _decisions(line: Line, current: frozenset[str], desk: Desk) -> Iterator[tuple[date, Meeting | None]]:
    """The days that approvers' steps count towards: the next meeting, and while that has no step yet the last one.

    A step of a meeting is released on the first sending day after it, when the next meeting is another one already;
    it still goes where this policy's steps for that meeting had begun.
    """
    meetings = meetings_of(line.standing.policy, desk.meetings)
    coming, last = next_meeting(meetings, desk.today), last_meeting(meetings, desk.today)
    yield (coming.on, coming) if coming else (end_of_month(desk.today), None)
    if last is not None and _begun(line, last.on, current, desk):
        yield last.on, last


def _begun(line: Line, decision: date, current: frozenset[str], desk: Desk) -> bool:
    steps = approver_steps(decision, desk.settings.reminders)
    keys = (ledger_key("approver", line.key, decision, step.name, who) for step in steps for who in current)
    return any(desk.history.spent_by(key, current) for key in keys)


def _hashes(people: Iterable[Recipient], desk: Desk) -> frozenset[str]:
    return frozenset(desk.hash_of(person.email) or "-" for person in people)


def _grouped(
    line: Line,
    duties: Iterable[_Duty],
    desk: Desk,
    *,
    needed: NeededBy | None,
    meeting: Meeting | None,
    deadline: date,
) -> Iterator[Ladder]:
    """One ladder per person."""
    people: dict[str | None, list[_Duty]] = {}
    for duty in duties:
        people.setdefault(desk.hash_of(duty.recipient.email), []).append(duty)
    for person, theirs in people.items():
        in_order = sorted(theirs, key=lambda duty: (duty.step.falls_on, duty.kind == "escalation"))
        rungs = tuple({duty.step.name: _rung(line, duty, person, desk) for duty in in_order}.values())
        yield Ladder(line, in_order[-1].recipient, person, rungs, needed, meeting, deadline)


def _rung(line: Line, duty: _Duty, person: str | None, desk: Desk) -> Rung:
    key, spent = _spent(line, duty, person, desk)
    claim = desk.history.claim(key)
    failed_on = claim.today if claim is not None and claim.state == "failed" else None
    return Rung(duty.kind, duty.step, key, spent, failed_on)


def _spent(line: Line, duty: _Duty, person: str | None, desk: Desk) -> tuple[str, Claim | None]:
    """A step's key, and the claim that spent it.

    A step that was spent before an extension moved it comes again for the new date and under it, unless this person has
    had a word about the policy since it was released.
    """
    key = ledger_key(duty.kind, line.key, duty.cycle, duty.step.name, person)
    spent, release = desk.history.spent_by(key, duty.current), duty.step.release
    if duty.moved_to is None or spent is None or spent.today >= release:
        return key, spent
    last = desk.history.last_word(key)
    moved = ledger_key(duty.kind, line.key, duty.moved_to, duty.step.name, person)
    since = last if last is not None and last.today >= release else None
    return moved, desk.history.spent_by(moved, duty.current) or since


# ---- what is said of each step


def said_before(ladder: Ladder) -> Iterator[Suppressed]:
    """The steps of a ladder that were spent earlier."""
    for rung in ladder.rungs:
        if rung.spent is not None:
            yield Suppressed(rung.key, spent_words(rung.spent))


def spent_words(claim: Claim) -> str:
    """`sent 2026-11-23`, or what else became of a step."""
    day = claim.today.isoformat()
    if claim.state == "skipped":
        return f"skipped {day}"
    if claim.state in ("claimed", "unknown"):
        return f"may have been sent {day}: settle it with `policyclerk ledger resolve`"
    return f"sent {day}"


def why_not(ladder: Ladder, desk: Desk) -> str | None:
    """Why a ladder's newest step, not yet said, does not go now; None where it goes.

    What no waiting mends stands before what the next day brings.
    """
    return _never(ladder, desk) or _not_today(ladder, desk)


def _never(ladder: Ladder, desk: Desk) -> str | None:
    if not desk.rolled_out(ladder.school):
        return f"{ladder.school or 'the whole trust'} is not among the schools of [rollout]"
    if (why := unreachable(ladder, desk)) is not None:
        return f"nobody to write to: {why}"
    cap = desk.settings.reminders.cap
    if desk.history.sent_about(ladder.newest.key) >= cap:
        return f"cap of {cap} messages reached"
    if (accepted := _accepted(ladder, desk.today)) is not None:
        return accepted
    return _passed_in_rehearsal(ladder, desk)


def unreachable(ladder: Ladder, desk: Desk) -> str | None:
    """Why a ladder's person cannot be written to at all; None for one who can."""
    if ladder.recipient_hash is None:
        return ladder.recipient.note or "no address is known"
    return desk.why_not_to(ladder.recipient.email)


def _passed_in_rehearsal(ladder: Ladder, desk: Desk) -> str | None:
    """While all mail is redirected no key is spent, so that a backlog passed over is known by its day alone."""
    first = desk.history.rehearsed_from
    reminders = desk.settings.reminders
    if not desk.settings.rollout.redirect or reminders.backlog != "summary" or first is None:
        return None
    return f"passed over by the summary of {in_words(first)}" if ladder.newest.step.release <= first else None


def _accepted(ladder: Ladder, today: date) -> str | None:
    """Why a ladder goes no further because of what the trust has accepted; approvers go on."""
    if ladder.newest.kind == "approver":
        return None
    if ladder.newest.kind == "acknowledgement":
        return accepted_words(ladder.line, today, "acknowledgement_outstanding")
    return accepted_words(ladder.line, today)


def accepted_words(line: Line, today: date, kind: str | None = None) -> str | None:
    """Why nobody is reminded of a review whose lateness the trust has accepted.

    Args:
        kind: another kind of finding that the trust may have accepted.
    """
    due = line.standing.due
    kind = kind or ("review_overdue" if due is not None and due.on < today else "review_due_soon")
    accepted = accepted_of(line.standing.policy, kind, today)
    return f"accepted until {in_words(accepted.until)}: {accepted.reason}" if accepted else None


def _not_today(ladder: Ladder, desk: Desk) -> str | None:
    if (paused := desk.why_paused(ladder.recipient_hash)) is not None:
        return paused
    if ladder.newest.failed_on == desk.today:
        return desk.waits(ladder.school, "it could not be sent today")
    held = desk.why_not_now(ladder.school)
    if held is not None:
        return held
    if desk.today in desk.history.told.get(ladder.recipient_hash or "-", ()):
        return desk.waits(ladder.school, "this person has had a message today")
    return None
