"""What a message says: the context that the templates below templates/emails/<kind>/ are given.

Every key below is always there (templates are strict); a value that is not known is None, a list without entries is
empty. Days are ISO texts ("2026-11-23") for the templates' own date filters, counts are whole numbers. `kind` is added
by the renderer. One shape serves all five kinds:

    trust               the trust's name
    today               the day of the run
    recipient_name      name for the salutation, None where only an address is known
    redirected_from     {"name", "address"} of the true recipient while [rollout] redirect is set, else None; a
                        template that is given one says at the top for whom the message was meant
    first_run           True in the one summary that a first run over an old register sends
    backlog             reminders already past that were passed over by that first run (0 in every other message)
    with_summary        True in the message that carries the trust's summary, alone or behind other business
    sections            list of {"role", "heading", "items"}, never empty but for a summary of a trust in order and
                        for alerts; in this order:
                          role "alert"       something of the run itself (items empty, see `problems`)
                          role "escalation"  overdue, told to somebody above the owner
                          role "approver"    to be approved or signed by the recipient or the recipient's body
                          role "owner"       the recipient's own to review
                          role "with-owner"  for a clerk: still with its owner, not yet for the body (told only)
                          role "red"         trust summary: what is red (told only)
                          role "amber"       trust summary: the ten amber policies to look at first (told only)
                          role "blue"        trust summary: review date unknown (told only)
                          role "nobody"      trust summary: due, but there is nobody to write to (told only)
                          role "held"        trust summary: passed over by the first run (told only)
    sections[].items    list of
        policy          key of the policy as in every output
        ref             the Ref as typed, None where there is none
        title           the policy's title
        school          the school's name, None for the whole trust
        statutory       True, False, or None where the register says nothing
        owner           the owner as typed, names joined by ", "; None where there is none
        approver        the approver as typed, None where there is none
        severity        colour of the policy's worst finding: "red", "amber", "blue", "grey" or "green"
        stage           "with owner", "awaiting approval", "awaiting signature", "in order" or None
        status          the policy's standing in words: "Red: review overdue 412 days, statutory"
        since           first day on which the worst finding was true, None where unknown
        due_on          the day the review is due, None where no date can be told
        days_overdue    days since then where it is past, else 0
        days_left       days until then where it is not past, else 0; None without a date
        needed_by       the day by which the owner must be ready, None where no date can be told
        meeting         {"body", "on", "past"} of the approving body's meeting that this is about, else None; past says
                        that it lies before today
        action          what the recipient is asked to do: "Review the draft by 30 November 2026, and record ..."; in
                        sections that only tell, whose turn it is, None where nothing is to be done
        why             why it is said now: "due on 9 November 2026, 14 days ago; in place of Jo Smith, who is away
                        until 4 December 2026"
        findings        list of {"kind", "words", "severity", "message", "since"}, worst first; accepted ones left out
        evidence        list of {"source", "where", "raw"} of the due date and of the findings, without repeats
        draft           path of the draft relative to the project directory, None where there is none
        draft_link      always None unless drafts can be linked to
        document        path of the document relative to the project directory, None where there is none
        document_link   its web address under [documents] web_root, else None
        new             True for what this message tells for the first time (it spends a key), False for what is
                        repeated from earlier
    summary             {"red", "amber", "blue", "grey", "green"}: policies by their worst finding, and "total"
    by_school           list of {"school", "red", "amber", "blue", "grey", "green", "total"}, school None first
    register_problems   number of cells and rows of the register that could not be understood
    problems            list of {"kind", "message"}: what the run could not do and what is to be known of it; filled in
                        alerts and trust summaries, empty in every other message

Sections name what is new first (worst first), then what the recipient was told before and is still open.
An owner digest, approver digest or escalation to somebody who is also the trust's contact carries the sections of the
summary behind its own, so that one message does for all.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policyclerk.domain.action import MAIL_KINDS, Action, MailKind, MailOrder
from policyclerk.domain.finding import SEVERITIES, RunProblem
from policyclerk.planning.days import count, weekday_words
from policyclerk.planning.desk import Desk
from policyclerk.planning.items import ladder_item, told_item
from policyclerk.planning.recipients import Recipient, folded
from policyclerk.planning.reminders import Ladder, unreachable
from policyclerk.planning.view import MESSAGE
from policyclerk.planning.words import Line

HEADINGS: dict[str, str] = {
    "escalation": "Not moving: your help is needed",
    "approver": "To be approved or signed",
    "owner": "Yours to review",
    "with-owner": "Still with their owners",
    "red": "Red: needs doing now",
    "amber": "Amber: needs attention",
    "blue": "Blue: the review date is not known",
    "nobody": "Due, but there is nobody to write to",
    "held": "Already past when the first summary was sent",
}
"""Heading of each section by its role, in the order of a message."""

_MOST_AMBER = 10
_KINDS: dict[str, MailKind] = {
    "escalation": "escalation",
    "approver": "approver-digest",
    "owner": "owner-digest",
    "trust-summary": "trust-summary",
}
"""First part of a ledger key -> kind of message."""


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
    def kind(self) -> MailKind:
        """The highest kind among the items."""
        return min((_KINDS[key.partition("/")[0]] for key in self.items), key=MAIL_KINDS.index)


def message(post: Post, desk: Desk) -> Action:
    """The message to one person, ready to be rendered."""
    redirect = folded(desk.settings.rollout.redirect) or None
    address = post.recipient.email or ""
    items = () if redirect else post.items
    policies = {ladder.line.key for ladder in post.due}
    order = MailOrder(
        kind=post.kind,
        to=redirect or address,
        to_name=post.recipient.name,
        context=_context(post, desk, redirected=bool(redirect)),
        items=items,
    )
    return Action(
        key=message_id(post.items, redirect),
        kind="send_mail",
        policy=policies.pop() if len(policies) == 1 and post.summary is None else None,
        to=order.to,
        why=_why(post, desk),
        items=items,
        order=order,
    )


def message_id(items: Iterable[str], redirect: str | None = None) -> str:
    """The local part of a Message-ID: the same items give the same message, redirected ones a message of their own."""
    text = ",".join(sorted(items)) + (f" redirected {redirect}" if redirect else "")
    return f"{MESSAGE}{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _why(post: Post, desk: Desk) -> str:
    """`2 policies: SG1 (42), HR7 (esc-28)`: what the message says for the first time."""
    named = [f"{ladder.line.key} ({ladder.newest.step.name})" for ladder in post.due]
    more = f" and {len(named) - 8} more" if len(named) > 8 else ""
    said = [f"{count(len(named), 'policy', 'policies')}: {', '.join(named[:8])}{more}"] if named else []
    if post.summary:
        said.append(f"the trust's summary, {weekday_words(desk.today, desk.today)}")
    return "; ".join(said)


# ---- the context


def _context(post: Post, desk: Desk, *, redirected: bool) -> dict[str, Any]:
    summary = desk.judgement.summary
    name, address = post.recipient.name, post.recipient.email
    return {
        "trust": desk.settings.trust.name,
        "today": desk.today.isoformat(),
        "recipient_name": name,
        "redirected_from": {"name": name, "address": address} if redirected else None,
        "first_run": bool(post.summary and post.summary.passed),
        "backlog": post.summary.skipped if post.summary else 0,
        "with_summary": post.summary is not None,
        "sections": _sections(post, desk),
        "summary": {**{s: summary.get(s, 0) for s in SEVERITIES}, "total": len(desk.lines)},
        "by_school": list(desk.by_school),
        "register_problems": len(desk.judgement.register_problems),
        "problems": _problems(post.summary.problems) if post.summary else [],
    }


def _problems(problems: Sequence[RunProblem]) -> list[dict[str, str]]:
    return [{"kind": problem.kind, "message": problem.message} for problem in problems]


def _sections(post: Post, desk: Desk) -> list[dict[str, Any]]:
    items = {role: _ladder_items(role, post, desk) for role in ("escalation", "approver", "owner")}
    items["with-owner"] = [told_item(line, desk) for line in _with_owner(post, desk)]
    if post.summary:
        items |= _summary_items(post.summary, desk)
    return [
        {"role": role, "heading": heading, "items": items[role]}
        for role, heading in HEADINGS.items()
        if items.get(role)
    ]


def role_of(ladder: Ladder) -> str:
    """The section that a ladder belongs to; what went above an absent owner's head is an escalation to the reader."""
    return "escalation" if ladder.recipient.above else ladder.newest.kind


def _ladder_items(role: str, post: Post, desk: Desk) -> list[dict[str, Any]]:
    chosen = [
        ladder for part in (post.due, post.told) for ladder in _worst_first(part) if role_of(ladder) == role
    ]
    return [ladder_item(ladder, desk) for ladder in chosen]


def _worst_first(ladders: Sequence[Ladder]) -> list[Ladder]:
    return sorted(ladders, key=lambda ladder: ladder.line.seriousness)


def _with_owner(post: Post, desk: Desk) -> list[Line]:
    """For the clerk of a body: the policies that it will have to approve and that are still with their owners."""
    mine = {ladder.line.key for ladder in (*post.due, *post.told)}
    address = post.recipient.email or ""
    if not any(
        ladder.newest.kind == "approver" and _clerks(address, ladder.line, desk) for ladder in post.due
    ):
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


def _summary_items(summary: Summary, desk: Desk) -> dict[str, list[dict[str, Any]]]:
    worst = sorted(desk.lines, key=lambda line: line.seriousness)
    of = {colour: [line for line in worst if line.severity == colour] for colour in ("red", "amber", "blue")}
    of["amber"] = of["amber"][:_MOST_AMBER]
    shown = {line.key for lines in of.values() for line in lines}
    held = [line for line in summary.passed if line.key not in shown]
    nobody = {ladder.line.key: ladder for ladder in summary.nobody}
    return {
        **{colour: [told_item(line, desk) for line in lines] for colour, lines in of.items()},
        "nobody": [told_item(ladder.line, desk, why=unreachable(ladder, desk)) for ladder in nobody.values()],
        "held": [told_item(line, desk) for line in dict.fromkeys(held)],
    }
