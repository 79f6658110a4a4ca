"""Ready-made answers: links that open a mail to the clerk. A link decides nothing; a person types the outcome."""

from email.utils import parseaddr
from typing import Any
from urllib.parse import quote

from policyclerk.domain.policy import Policy

_LONGEST = 80
"""Characters of a title in a link: mail programs cut addresses off at about two thousand."""

_DECIDES_NOTHING = (
    "This mail decides nothing by itself: the outcome counts once somebody has typed it in the register."
)
_NO_CHANGE = (
    "I have read this policy through and it needs no change.\nReviewed on: \nAnything worth noting: \n\n"
    + _DECIDES_NOTHING
)
_MORE_TIME = (
    "I need more time for this review.\nUntil when: \nWhy: \n\n"
    "This mail moves no date by itself: a new date counts once it has been agreed and typed in the register."
)
_QUESTION = (
    "My question: \n\nThis mail approves nothing: approval counts once its date or minute is in the register."
)


def owner_links(policy: Policy, reply_to: str | None) -> list[dict[str, Any]]:
    """The two answers of an owner; none where the trust has set no reply_to."""
    return _links(policy, reply_to, (("Reviewed, no change", _NO_CHANGE), ("I need more time", _MORE_TIME)))


def approver_links(policy: Policy, reply_to: str | None) -> list[dict[str, Any]]:
    """The one answer of somebody who approves or signs; none where the trust has set no reply_to."""
    return _links(policy, reply_to, (("Question for the clerk", _QUESTION),))


def _links(
    policy: Policy, reply_to: str | None, answers: tuple[tuple[str, str], ...]
) -> list[dict[str, Any]]:
    address = parseaddr(reply_to or "")[1]
    if "@" not in address:
        return []
    return [_link(policy, address, label, asked) for label, asked in answers]


def _link(policy: Policy, address: str, label: str, asked: str) -> dict[str, Any]:
    subject = f"{label}: {policy.ref or _short(policy.title)}"
    if policy.school:
        subject += f", {_short(policy.school)}"
    about = f"Policy: {_short(policy.title)}{f' ({policy.ref})' if policy.ref else ''}"
    body = f"{about}\nSchool: {_short(policy.school or 'the whole trust')}\n\n{asked}"
    return {"label": label, "subject": subject, "href": mailto(address, subject=subject, body=body)}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def mailto(address: str, *, subject: str, body: str) -> str:
    """A mailto: address as RFC 6068 wants it: all but plain letters percent-encoded, lines ended by CR and LF."""
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
