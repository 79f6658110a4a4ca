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
    last_check          the day whose check was last completed before this message, None before the first
    reply_to            the address that the ready-made answers go to, None where the trust has set none
    asked               {"escalation", "approver", "owner", "finish", "acknowledgement"}: how many policies the reader is asked to do
                        something about, by the role of their section
    to_approve, to_sign how many of the approver's are to be approved, and how many to be signed
    meeting             {"body", "on", "past"} where all that is to be approved or signed is for one meeting, else None
    first_by            the nearest day, today or later, on which one of the owner's policies is needed; None without any
    overdue             how many of the owner's policies are overdue
    calendar            True where a calendar file with the days of this message goes with it
    bodies              list of {"body", "school", "total", "awaiting_approval", "awaiting_signature"}: once a month, to
                        the chair of a body, how many of its policies wait for it
    sections            list of {"role", "heading", "items"}, never empty but for a summary of a trust in order and
                        for alerts; in this order:
                          role "alert"       something of the run itself (items empty, see `problems`)
                          role "escalation"  overdue, told to somebody above the owner
                          role "approver"    to be approved or signed by the recipient or the recipient's body: one
                                             section for each meeting, the nearest first
                          role "owner"       the recipient's own to review
                          role "finish"      the recipient's own, where changes were found to be needed or the row says
                                             that it is a draft
                          role "acknowledgement"  to be read by the recipient, who has not yet said that she has
                          role "publish"     the recipient's own, approved and not yet said to be published (told only)
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
        why             why it is said now: "it was due on 9 November 2026; in place of Jo Smith, who is away
                        until 4 December 2026"
        findings        list of {"kind", "words", "severity", "message", "since"}, worst first; accepted ones left out
        evidence        list of {"source", "where", "raw"} of the due date and of the findings, without repeats
        draft           path of the draft relative to the project directory, None where there is none
        draft_link      its web address under [drafts] web_root, else None
        document        path of the document relative to the project directory, None where there is none
        document_link   its web address under [documents] web_root, else None
        links           list of {"label", "subject", "href"}: ready-made answers to the clerk as mailto: addresses; two
                        for an owner, one for an approver, none where the trust has set no reply_to
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
from datetime import date
from typing import Any

from policyclerk.domain.action import MAIL_KINDS, Action, MailKind, MailOrder
from policyclerk.domain.calendar_event import CalendarEvent
from policyclerk.domain.finding import SEVERITIES, RunProblem
from policyclerk.planning.bodies import monthly_lines
from policyclerk.planning.days import count, weekday_words
from policyclerk.planning.desk import Desk
from policyclerk.planning.events import events_of
from policyclerk.planning.items import meeting_words
from policyclerk.planning.recipients import folded
from policyclerk.planning.reminders import Ladder
from policyclerk.planning.sections import ASKED, Post, role_of, sections_of
from policyclerk.planning.view import MESSAGE

_KINDS: dict[str, MailKind] = {
    "escalation": "escalation",
    "approver": "approver-digest",
    "owner": "owner-digest",
    "acknowledgement": "owner-digest",
    "trust-summary": "trust-summary",
}
"""First part of a ledger key -> kind of message."""


def kind_of(post: Post) -> MailKind:
    """The highest kind among the items of a message."""
    return min((_KINDS[key.partition("/")[0]] for key in post.items), key=MAIL_KINDS.index)


def message(post: Post, desk: Desk) -> Action:
    """The message to one person, ready to be rendered."""
    redirect = folded(desk.settings.rollout.redirect) or None
    address = post.recipient.email or ""
    items = () if redirect else post.items
    policies = {ladder.line.key for ladder in post.due}
    events = _events(post, desk)
    order = MailOrder(
        kind=kind_of(post),
        to=redirect or address,
        to_name=post.recipient.name,
        context=_context(post, desk, events, redirected=bool(redirect)),
        items=items,
        events=events,
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


def _context(post: Post, desk: Desk, events: Sequence[CalendarEvent], *, redirected: bool) -> dict[str, Any]:
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
        "last_check": last_check.isoformat() if (last_check := desk.ledger.last_check) else None,
        "reply_to": desk.settings.mail.reply_to,
        **_counts(post, desk),
        "calendar": bool(events),
        "bodies": monthly_lines(post.recipient, desk),
        "sections": sections_of(post, desk),
        "summary": {**{s: summary.get(s, 0) for s in SEVERITIES}, "total": len(desk.lines)},
        "by_school": list(desk.by_school),
        "register_problems": len(desk.judgement.register_problems),
        "problems": _problems(post.summary.problems) if post.summary else [],
    }


def _problems(problems: Sequence[RunProblem]) -> list[dict[str, str]]:
    return [{"kind": problem.kind, "message": problem.message} for problem in problems]


def _counts(post: Post, desk: Desk) -> dict[str, Any]:
    """What the subject and the first sentence say of the message."""
    by_role: dict[str, list[Ladder]] = {role: [] for role in ASKED}
    for ladder in post.ladders:
        by_role[role_of(ladder)].append(ladder)
    own, theirs = by_role["owner"] + by_role["finish"], by_role["approver"]
    signing = sum(each.line.standing.stage == "awaiting signature" for each in theirs)
    meetings = {each.meeting for each in theirs}
    only = meetings.pop() if len(meetings) == 1 else None
    first = min((day for each in own if (day := _needed(each)) >= desk.today), default=None)
    return {
        "asked": {role: len(ladders) for role, ladders in by_role.items()},
        "to_approve": len(theirs) - signing,
        "to_sign": signing,
        "meeting": meeting_words(only, desk.today) if only else None,
        "first_by": first.isoformat() if first else None,
        "overdue": sum(each.deadline < desk.today for each in own),
    }


def _needed(ladder: Ladder) -> date:
    return ladder.needed.on if ladder.needed else ladder.deadline


def _events(post: Post, desk: Desk) -> tuple[CalendarEvent, ...]:
    """The days of an owner's and an approver's policies; somebody who is to give a push, or to read, needs none.

    GOV.UK Notify carries texts alone, so nothing is promised where it carries the mail.
    """
    if desk.settings.mail.kind == "notify":
        return ()
    asked = (each.line for each in post.ladders if role_of(each) not in ("escalation", "acknowledgement"))
    return events_of(
        [line.standing for line in dict.fromkeys(asked)],
        trust=desk.settings.trust.name,
        meetings=desk.meetings,
        papers_days=desk.settings.reminders.papers_days,
        days=desk.days,
        today=desk.today,
    )
