"""What is due at which meeting: the policies that each body has to decide on, in order of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.people import Meeting
from policyclerk.domain.review import Standing
from policyclerk.planning.days import Days
from policyclerk.planning.events import meeting_for
from policyclerk.planning.ladder import Meetings, meetings_of, next_meeting, papers_date


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting to come and the policies that belong on its agenda.

    Attributes:
        papers: the day on which its papers go out.
        late: policies on it whose date is past: no earlier meeting is left for them.
    """

    meeting: Meeting
    papers: date
    policies: tuple[Standing, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sittings in order of days, and the policies that are waiting while no meeting is known for them."""

    sittings: tuple[Sitting, ...]
    without: tuple[Standing, ...]


def agenda(
    standings: Iterable[Standing],
    *,
    meetings: Meetings,
    papers_days: int,
    days: Days,
    today: date,
    until: date,
) -> Agenda:
    """The meetings from today on, and what each has to take.

    A policy goes to the last meeting of its body that can decide in time; one whose time is past, or that waits for
    the body already, to the next one.

    Args:
        standings: the policies.
        meetings: of every body, see `planning.ladder.by_body`.
        papers_days: how long before a meeting its papers go out, where its row does not say.
        days: working days and terms.
        today: the day of the report.
        until: the last due date that is looked ahead for.
    """
    found: dict[Meeting, list[Standing]] = {}
    without = []
    for each in standings:
        if not _concerned(each, until):
            continue
        meeting = _meeting(each, meetings, papers_days, days, today)
        if meeting is None:
            without.append(each)
        else:
            found.setdefault(meeting, []).append(each)
    sittings = (
        Sitting(
            meeting,
            papers_date(meeting, papers_days),
            tuple(theirs),
            sum(_is_late(each, today) for each in theirs),
        )
        for meeting, theirs in sorted(
            found.items(), key=lambda pair: (pair[0].on, pair[0].body, pair[0].school or "")
        )
    )
    return Agenda(tuple(sittings), tuple(without))


def _concerned(each: Standing, until: date) -> bool:
    """Policies that need a decision by a body: a head's own approval takes no meeting."""
    body = each.policy.approver.body if each.policy.approver else None
    if each.stage in ("awaiting approval", "awaiting signature"):
        return body is not None
    return body is not None and each.due is not None and each.stage is not None and each.due.on <= until


def _meeting(each: Standing, meetings: Meetings, papers_days: int, days: Days, today: date) -> Meeting | None:
    meeting = meeting_for(each, meetings, papers_days, days, today)
    if meeting is None or meeting.on < today:
        return next_meeting(meetings_of(each.policy, meetings), today)
    return meeting


def _is_late(each: Standing, today: date) -> bool:
    return each.due is not None and each.due.on < today
