"""The sections of a message: what the reader is asked to do first, then what she is only told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policyclerk.domain.finding import RunProblem
from policyclerk.planning.days import in_words
from policyclerk.planning.desk import Desk
from policyclerk.planning.items import ladder_item, told_item
from policyclerk.planning.recipients import Recipient
from policyclerk.planning.reminders import Ladder, needed_of, unreachable
from policyclerk.planning.words import Line, under_way

HEADINGS: dict[str, str] = {
    "escalation": "Not moving: your help is needed",
    "approver": "To be approved or signed",
    "owner": "Yours to review",
    "finish": "Yours to finish",
    "acknowledgement": "To read and acknowledge",
    "publish": "Yours to publish",
    "with-owner": "Still with their owners",
    "red": "Red: needs doing now",
    "amber": "Amber: needs attention",
    "blue": "Blue: the review date is not known",
    "nobody": "Due, but there is nobody to write to",
    "held": "Already past when the first summary was sent",
}
"""Heading of each section by its role, in the order of a message."""

ASKED = ("escalation", "approver", "owner", "finish", "acknowledgement")
"""Roles of sections in which the reader is asked to do something."""

_MOST_AMBER = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """What a summary tells beside its counts.

    Attributes:
        key: the ledger key it spends.
        nobody: ladders that are due and have no address.
        passed: policies whose steps a first run passes over.
    """

    key: str
    nobody: tuple[Ladder, ...]
    passed: tuple[Line, ...]
    skipped: int
    problems: tuple[RunProblem, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """Everything that one person is told in one message.

    Attributes:
        due: ladders whose newest step goes now.
        told: ladders whose newest step went earlier and whose business is open.
        summary: the trust's summary, for its contact on its day.
    """

    recipient: Recipient
    due: tuple[Ladder, ...]
    told: tuple[Ladder, ...]
    summary: Summary | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """The ledger keys that the message spends."""
        own = tuple(ladder.newest.key for ladder in self.due)
        return (*own, self.summary.key) if self.summary else own

    @property
    def ladders(self) -> tuple[Ladder, ...]:
        """What is new first, each part worst first."""
        parts = (sorted(part, key=lambda ladder: ladder.line.seriousness) for part in (self.due, self.told))
        return tuple(ladder for part in parts for ladder in part)


def sections_of(post: Post, desk: Desk) -> list[dict[str, Any]]:
    """The sections that hold anything, in the order of `HEADINGS`."""
    items: dict[str, list[dict[str, Any]]] = {
        "publish": [
            told_item(line, desk, why="approved, and not yet marked as published")
            for line in _publish(post, desk)
        ],
        "with-owner": [_with_its_meeting(line, desk) for line in _with_owner(post, desk)],
    }
    for role in ("escalation", "owner", "finish", "acknowledgement"):
        items[role] = [ladder_item(each, desk) for each in post.ladders if role_of(each) == role]
    if post.summary:
        items |= _summary_items(post.summary, desk)
    found: list[dict[str, Any]] = []
    for role, heading in HEADINGS.items():
        if role == "approver":
            found += _by_meeting(post, desk)
        elif items.get(role):
            found.append({"role": role, "heading": heading, "items": items[role]})
    return found


def role_of(ladder: Ladder) -> str:
    """The section that a ladder belongs to; what went above an absent owner's head is an escalation to the reader."""
    if ladder.recipient.above:
        return "escalation"
    if ladder.newest.kind == "owner" and under_way(ladder.line.standing.policy):
        return "finish"
    return ladder.newest.kind


def _by_meeting(post: Post, desk: Desk) -> list[dict[str, Any]]:
    """What is to be approved or signed: a section per meeting, the nearest first, then what no meeting is known for."""
    ladders = [each for each in post.ladders if role_of(each) == "approver"]
    meetings = sorted(
        {each.meeting for each in ladders if each.meeting}, key=lambda each: (each.on, each.body)
    )
    return [
        {
            "role": "approver",
            "heading": f"{meeting.body}, {in_words(meeting.on)}" if meeting else HEADINGS["approver"],
            "items": [ladder_item(each, desk) for each in ladders if each.meeting == meeting],
        }
        for meeting in (*meetings, None)
        if any(each.meeting == meeting for each in ladders)
    ]


def _publish(post: Post, desk: Desk) -> Sequence[Line]:
    """For somebody who is told of policies of her own: those that are approved and wait to be published."""
    if not any(each.newest.kind == "owner" for each in (*post.due, *post.told)):
        return ()
    return desk.to_publish.get(post.recipient.email or "", ())


def _with_owner(post: Post, desk: Desk) -> list[Line]:
    """For the clerk of a body: the policies that it will have to approve and that are still with their owners."""
    mine = {ladder.line.key for ladder in (*post.due, *post.told)}
    address = post.recipient.email or ""
    if not any(each.newest.kind == "approver" and _clerks(address, each.line, desk) for each in post.due):
        return []
    waiting = (
        line
        for (body, school), lines in desk.with_owner.items()
        if desk.directory.is_clerk(address, body, school)
        for line in lines
        if line.key not in mine
    )
    return sorted(waiting, key=lambda line: line.seriousness)


def _clerks(address: str, line: Line, desk: Desk) -> bool:
    """Whether somebody is the clerk of the body that approves a policy."""
    policy = line.standing.policy
    body = policy.approver.body if policy.approver else None
    return bool(body) and desk.directory.is_clerk(address, body or "", policy.school)


def _with_its_meeting(line: Line, desk: Desk) -> dict[str, Any]:
    needed = needed_of(line, desk)
    return told_item(line, desk, meeting=needed.meeting if needed else None)


def _summary_items(summary: Summary, desk: Desk) -> dict[str, list[dict[str, Any]]]:
    worst = sorted(desk.lines, key=lambda line: line.seriousness)
    of = {colour: [line for line in worst if line.severity == colour] for colour in ("red", "amber", "blue")}
    of["amber"] = of["amber"][:_MOST_AMBER]
    shown = {line.key for lines in of.values() for line in lines}
    held = [line for line in summary.passed if line.key not in shown]
    nobody = {ladder.line.key: ladder for ladder in summary.nobody}
    return {
        **{colour: _mentioned(lines, desk) for colour, lines in of.items()},
        "nobody": [told_item(ladder.line, desk, why=unreachable(ladder, desk)) for ladder in nobody.values()],
        "held": _mentioned(dict.fromkeys(held), desk),
    }


def _mentioned(lines: Iterable[Line], desk: Desk) -> list[dict[str, Any]]:
    return [
        _with_its_meeting(line, desk) if line.standing.stage == "with owner" else told_item(line, desk)
        for line in lines
    ]
