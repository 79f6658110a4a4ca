"""Which days of some policies belong in a calendar: reviews that fall due, meetings that decide, papers before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.calendar_event import CalendarEvent, event_uid
from policyclerk.domain.people import Meeting
from policyclerk.domain.review import Due, Standing
from policyclerk.planning.days import Days, count, in_words
from policyclerk.planning.ladder import Meetings, meetings_of, needed_by, next_meeting, papers_date


@dataclass(frozen=True, slots=True)
class Deciding:
    """A meeting and what it has to decide on.

    Attributes:
        papers: the day on which its papers go out.
    """

    meeting: Meeting
    papers: date
    policies: tuple[Standing, ...]


def events_of(
    standings: Iterable[Standing],
    *,
    trust: str,
    meetings: Meetings,
    papers_days: int,
    days: Days,
    today: date,
) -> tuple[CalendarEvent, ...]:
    """The days from today on that some policies are tied to. No person is named in them.

    Args:
        standings: the policies; those without a date, and retired ones, have no day.
        trust: its name, so that the entries of two trusts never take each other's place.
        meetings: of every body, see `planning.ladder.by_body`.
        papers_days: how long before a meeting its papers go out, where its row does not say.
    """
    chosen = tuple(standings)
    found = [event for each in chosen if (event := _due(each, trust)) is not None]
    for deciding in _deciding(chosen, meetings, papers_days, days, today):
        found += (_papers(deciding, trust), _meets(deciding, trust))
    return tuple(event for event in found if event.on >= today)


def _due(each: Standing, trust: str) -> CalendarEvent | None:
    if each.due is None or each.stage not in ("with owner", "in order"):
        return None
    uid = event_uid(trust, "due", each.policy.key, each.due.anchor.isoformat())
    return CalendarEvent(uid, each.due.on, f"Review due: {_named(each)}", _about(each.due))


def _about(due: Due) -> str:
    return f"Extended by agreement from {in_words(due.anchor)}." if due.extended else ""


def _named(each: Standing) -> str:
    """`Behaviour Policy (SG1), Ash School`."""
    policy = each.policy
    ref = f" ({policy.ref})" if policy.ref else ""
    return f"{policy.title}{ref}, {policy.school or 'whole trust'}"


def _deciding(
    standings: Sequence[Standing], meetings: Meetings, papers_days: int, days: Days, today: date
) -> list[Deciding]:
    """The meetings that have to take these policies, each with its policies in their order."""
    found: dict[Meeting, list[Standing]] = {}
    for each in standings:
        meeting = meeting_for(each, meetings, papers_days, days, today)
        if meeting is not None:
            found.setdefault(meeting, []).append(each)
    return [
        Deciding(meeting, papers_date(meeting, papers_days), tuple(theirs))
        for meeting, theirs in sorted(found.items(), key=lambda pair: pair[0].on)
    ]


def meeting_for(
    each: Standing, meetings: Meetings, papers_days: int, days: Days, today: date
) -> Meeting | None:
    """The meeting that has to take a policy: the next one where it waits for it, else the last one in time."""
    theirs = meetings_of(each.policy, meetings)
    if each.stage in ("awaiting approval", "awaiting signature"):
        return next_meeting(theirs, today)
    if each.due is None or each.stage is None:
        return None
    return needed_by(each.policy, each.due, meetings=theirs, papers_days=papers_days, days=days).meeting


def _papers(deciding: Deciding, trust: str) -> CalendarEvent:
    meeting = deciding.meeting
    title = f"Papers go out: {_body(meeting)} of {in_words(meeting.on)}"
    return CalendarEvent(_uid(meeting, trust, "papers"), deciding.papers, title, _listed(deciding))


def _meets(deciding: Deciding, trust: str) -> CalendarEvent:
    number = count(len(deciding.policies), "policy", "policies")
    meeting = deciding.meeting
    title = f"{_body(meeting)} meets: {number} to decide on"
    return CalendarEvent(_uid(meeting, trust, "meeting"), meeting.on, title, _listed(deciding))


def _body(meeting: Meeting) -> str:
    return f"{meeting.body}, {meeting.school}," if meeting.school else meeting.body


def _uid(meeting: Meeting, trust: str, kind: str) -> str:
    return event_uid(trust, kind, meeting.body, meeting.school, meeting.on.isoformat())


def _listed(deciding: Deciding) -> str:
    """The policies, a line each; calendars show a few lines, so a long list is cut with its rest counted."""
    shown = [_named(each) for each in deciding.policies[:20]]
    rest = len(deciding.policies) - len(shown)
    return "\n".join([*shown, f"and {rest} more"] if rest else shown)
