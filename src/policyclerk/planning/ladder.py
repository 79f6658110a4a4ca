"""The steps on which people hear of a policy: when each falls due and when it is released. Pure calendar work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from policyclerk.domain.directory import bodies_meant, body_key
from policyclerk.domain.people import Meeting
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import Due
from policyclerk.domain.school_year import last_of_month
from policyclerk.domain.settings import EscalationStep, RemindersSettings
from policyclerk.planning.days import Days, last_open_day, release_on
from policyclerk.planning.recipients import folded

_ONE_YEAR = 366
"""Days before the due date within which the deciding meeting lies: bodies meet at least once a year."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder.

    Attributes:
        name: as in ledger keys: "42", "-14", "esc-28".
        falls_on: the day the step falls due.
        release: the first sending weekday on or after it; it goes with the first run from then on.
    """

    name: str
    falls_on: date
    release: date


@dataclass(frozen=True, slots=True)
class NeededBy:
    """The day by which an owner must be ready, and the meeting that fixes it (None where none is known)."""

    on: date
    meeting: Meeting | None


Meetings = Mapping[str, tuple[Meeting, ...]]
"""Meetings by the key of their body (see `domain.directory.body_key`), in order of days."""


def by_body(meetings: Iterable[Meeting]) -> Meetings:
    """Every body's meetings, sorted out once for a whole plan."""
    found: dict[str, list[Meeting]] = {}
    for meeting in sorted(meetings, key=lambda meeting: meeting.on):
        found.setdefault(body_key(meeting.body), []).append(meeting)
    return {body: tuple(theirs) for body, theirs in found.items()}


def meetings_of(policy: Policy, meetings: Meetings) -> tuple[Meeting, ...]:
    """The meetings of the body that approves a policy, in order of days, however each tab spells its name.

    A school's own body goes before a body of the trust that has the same name.
    """
    body = policy.approver.body if policy.approver else None
    if not body:
        return ()
    school = folded(policy.school)
    of_school = (meeting for key in bodies_meant(body, policy.school) for meeting in meetings.get(key, ()))
    own = [meeting for meeting in of_school if folded(meeting.school) == school]
    if own:
        return tuple(sorted(own, key=lambda meeting: meeting.on))
    return tuple(meeting for meeting in meetings.get(body_key(body), ()) if meeting.school is None)


def needed_by(
    policy: Policy, due: Due, *, meetings: Sequence[Meeting], papers_days: int, days: Days
) -> NeededBy:
    """The papers date of the last meeting that can decide in time, else the due date.

    A due date in a holiday moves to the last working day in term before it. A meeting that lies before the last review,
    or more than a year before the due date, is not the one that decides this review.

    Args:
        meetings: those of the approving body, see `meetings_of`.
        papers_days: how long before a meeting its papers go out, where its row does not say.
    """
    reviewed = policy.last_reviewed.end if policy.last_reviewed else None
    earliest = max(due.on - timedelta(days=_ONE_YEAR), reviewed or date.min)
    deciding = [meeting for meeting in meetings if earliest < meeting.on <= due.on]
    if deciding:
        return NeededBy(papers_date(deciding[-1], papers_days), deciding[-1])
    return NeededBy(_out_of_holiday(due.on, policy.school, days), None)


def papers_date(meeting: Meeting, papers_days: int) -> date:
    """The day on which a meeting's papers go out, as its row says or so many days before."""
    return meeting.papers_out or meeting.on - timedelta(days=papers_days)


def _out_of_holiday(day: date, school: str | None, days: Days) -> date:
    """The day itself, or where it lies in a holiday the last working day in term before it; weekends stay."""
    bank_holiday = day.weekday() < 5 and not days.is_working_day(day)
    if bank_holiday or not days.in_term(day, school):
        return last_open_day(day, school, days)
    return day


def owner_steps(due: Due, needed: NeededBy, settings: RemindersSettings) -> tuple[Step, ...]:
    """Steps above 0 count back from the day the owner must be ready, 0 and below from the due date."""
    return _counted_back(settings.owner_steps, needed.on, due.on, settings.send_on)


def approver_steps(decision: date, settings: RemindersSettings) -> tuple[Step, ...]:
    """Steps count back from the day on which the body decides."""
    return _counted_back(settings.approver_steps, decision, decision, settings.send_on)


def escalation_steps(due: Due, settings: RemindersSettings) -> tuple[tuple[Step, str], ...]:
    """Each step above the owner's head, with whom it goes to ("headteacher", "trust" or an address)."""
    return _above(settings.escalation, due.on, settings.send_on)


@lru_cache(maxsize=4096)  # most reviews of a trust fall on the same few days
def _counted_back(
    numbers: tuple[int, ...], ahead_of: date, after: date, send_on: tuple[int, ...]
) -> tuple[Step, ...]:
    """In order of days; numbers above 0 count back from the one day, the others from the other."""
    falls = [(n, (ahead_of if n > 0 else after) - timedelta(days=n)) for n in numbers]
    in_order = sorted(falls, key=lambda each: (each[1], -each[0]))
    return tuple(Step(str(n), day, release_on(day, send_on)) for n, day in in_order)


@lru_cache(maxsize=4096)
def _above(
    escalation: tuple[EscalationStep, ...], due: date, send_on: tuple[int, ...]
) -> tuple[tuple[Step, str], ...]:
    found = []
    for each in escalation:
        day = due + timedelta(days=each.after)
        found.append((Step(f"esc-{each.after}", day, release_on(day, send_on)), each.to))
    return tuple(sorted(found, key=lambda pair: pair[0].falls_on))


def next_meeting(meetings: Sequence[Meeting], today: date) -> Meeting | None:
    """The first meeting that is not past."""
    return next((meeting for meeting in meetings if meeting.on >= today), None)


def last_meeting(meetings: Sequence[Meeting], today: date) -> Meeting | None:
    """The newest meeting that is past."""
    return next((meeting for meeting in reversed(meetings) if meeting.on < today), None)


def end_of_month(today: date) -> date:
    """The last day of today's month: what approvers' steps count from where no meeting is known."""
    return last_of_month(today.year, today.month)
