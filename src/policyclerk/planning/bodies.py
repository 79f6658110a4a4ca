"""What the chair of a body hears once a month: how many of its policies wait for it. What lies with owners is the clerk's."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from policyclerk.planning.desk import Desk
from policyclerk.planning.recipients import Recipient
from policyclerk.planning.words import Line


def monthly_lines(recipient: Recipient, desk: Desk) -> list[dict[str, Any]]:
    """`{"body", "school", "total", "awaiting_approval", "awaiting_signature"}` for each body that the reader chairs.

    `school` is None where the body decides for several schools or for the trust.

    It stands in the first message of a calendar month to the chair, whatever else that message is about, and never
    makes a message by itself: a chair for whose body nothing waits has nothing to do.
    """
    email = recipient.email
    if not email or not desk.directory.chairs(email) or _written_to_this_month(email, desk):
        return []
    theirs: dict[str, list[Line]] = {}
    for line in desk.lines:
        policy = line.standing.policy
        body = policy.approver.body if policy.approver else None
        if body and line.standing.stage and desk.directory.is_chair(email, body, policy.school):
            theirs.setdefault(body, []).append(line)
    return [_line(body, lines) for body, lines in theirs.items()]


def _line(body: str, lines: Sequence[Line]) -> dict[str, Any]:
    stages = Counter(line.standing.stage for line in lines)
    schools = {line.standing.policy.school for line in lines}
    return {
        "body": body,
        "school": next(iter(schools)) if len(schools) == 1 else None,
        "total": len(lines),
        "awaiting_approval": stages["awaiting approval"],
        "awaiting_signature": stages["awaiting signature"],
    }


def _written_to_this_month(email: str, desk: Desk) -> bool:
    told = desk.history.told.get(desk.hash_of(email) or "-", frozenset())
    return any((day.year, day.month) == (desk.today.year, desk.today.month) for day in told)
