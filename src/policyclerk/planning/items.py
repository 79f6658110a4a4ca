"""One policy as a message tells of it: the entries of `sections[].items` (see `planning.digest`)."""

from datetime import date
from typing import Any
from urllib.parse import quote

from policyclerk.domain.finding import Evidence, Finding
from policyclerk.domain.people import Meeting
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.planning.days import count, in_words
from policyclerk.planning.desk import Desk
from policyclerk.planning.reading import reading_words, where_to_read
from policyclerk.planning.recipients import folded
from policyclerk.planning.reminders import Ladder, needed_of
from policyclerk.planning.replies import approver_links, owner_links
from policyclerk.planning.words import (
    Line,
    accepted_of,
    days_overdue,
    kind_words,
    next_action,
    status_words,
    under_way,
)


def told_item(
    line: Line, desk: Desk, *, why: str | None = None, meeting: Meeting | None = None
) -> dict[str, Any]:
    """A policy that is only mentioned: its standing, and whose turn it is.

    Args:
        meeting: the one that must take it, where that is worth saying.
    """
    action = next_action(line, draft=desk.drafts.get(line.key))
    why = why or status_words(line, desk.today)
    return _item(line, desk, action=action, why=why, new=False, meeting=meeting, links=[])


def ladder_item(ladder: Ladder, desk: Desk) -> dict[str, Any]:
    """A policy that somebody is asked to do something about."""
    if ladder.newest.kind == "acknowledgement":
        return _to_be_read(ladder, desk)
    return _item(
        ladder.line,
        desk,
        action=_asked(ladder, desk),
        why=_why(ladder, desk),
        new=ladder.newest.spent is None,
        meeting=ladder.meeting,
        links=_links(ladder, desk),
    )


def _to_be_read(ladder: Ladder, desk: Desk) -> dict[str, Any]:
    """A policy for one who has only to read it: what is wrong with it is for others."""
    status, why, action = reading_words(ladder, desk)
    new = ladder.newest.spent is None
    whole = _item(ladder.line, desk, action=action, why=why, new=new, meeting=None, links=[])
    address = where_to_read(ladder.line, desk)
    return whole | {
        "severity": "grey",
        "stage": None,
        "status": status,
        "since": None,
        "findings": [],
        "evidence": [],
        "draft": None,
        "draft_link": None,
        "document": address or whole["document"],
        "document_link": address,
    }


def meeting_words(meeting: Meeting, today: date) -> dict[str, Any]:
    """A meeting as templates are given it."""
    return {"body": meeting.body, "on": meeting.on.isoformat(), "past": meeting.on < today}


def _links(ladder: Ladder, desk: Desk) -> list[dict[str, Any]]:
    """The reader's ready-made answers; somebody above the owner's head has none."""
    if ladder.recipient.above or ladder.newest.kind == "escalation":
        return []
    links = approver_links if ladder.newest.kind == "approver" else owner_links
    return links(ladder.line.standing.policy, desk.settings.mail.reply_to)


def _item(
    line: Line,
    desk: Desk,
    *,
    action: str | None,
    why: str,
    new: bool,
    meeting: Meeting | None,
    links: list[dict[str, Any]],
) -> dict[str, Any]:
    policy = line.standing.policy
    counted = [each for each in line.findings if not accepted_of(policy, each.kind, desk.today)]
    return {
        "policy": policy.key,
        "ref": policy.ref,
        "title": policy.title,
        "school": policy.school,
        "statutory": policy.statutory,
        "owner": ", ".join(owner.text or owner.email or "" for owner in policy.owners) or None,
        "approver": policy.approver.text if policy.approver else None,
        "severity": line.severity,
        "stage": line.standing.stage,
        "status": status_words(line, desk.today),
        "since": _iso(line.findings[0].since) if line.findings else None,
        **_dates(line, desk),
        "meeting": meeting_words(meeting, desk.today) if meeting else None,
        "action": action,
        "why": why,
        "findings": [_finding(finding) for finding in counted],
        "evidence": _evidence(line.standing, counted),
        **_draft(line, desk),
        **_document(line.standing.document, desk),
        "links": links,
        "new": new,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "words": kind_words(finding.kind),
        "severity": finding.severity,
        "message": finding.message,
        "since": _iso(finding.since),
    }


def _dates(line: Line, desk: Desk) -> dict[str, Any]:
    due = line.standing.due
    needed = needed_of(line, desk)
    return {
        "due_on": _iso(due.on) if due else None,
        "days_overdue": days_overdue(line.standing, desk.today),
        "days_left": max((due.on - desk.today).days, 0) if due else None,
        "needed_by": _iso(needed.on) if needed else None,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _evidence(standing: Standing, findings: list[Finding]) -> list[dict[str, Any]]:
    places: list[Evidence] = list(standing.due.evidence) if standing.due else []
    places += [place for finding in findings for place in finding.evidence]
    return [{"source": p.source, "where": p.where, "raw": p.raw} for p in dict.fromkeys(places)]


def _draft(line: Line, desk: Desk) -> dict[str, str | None]:
    """The draft's path, and its address where the drafts folder has one."""
    path = desk.drafts.get(line.key) or desk.drafting.handed_on.get(line.key)
    drafts = desk.settings.drafts
    below = path.removeprefix(f"{drafts.folder}/") if path else None
    link = f"{drafts.web_root.rstrip('/')}/{quote(below)}" if drafts.web_root and below else None
    return {"draft": path, "draft_link": link}


def _document(document: PolicyDocument | None, desk: Desk) -> dict[str, str | None]:
    root = desk.settings.documents.web_root
    link = f"{root.rstrip('/')}/{quote(document.below_root)}" if root and document else None
    return {"document": document.path if document else None, "document_link": link}


# ---- what is asked, and why now


def _asked(ladder: Ladder, desk: Desk) -> str:
    kind = ladder.newest.kind
    if ladder.recipient.above:
        missing = ("approve it", "approver") if kind == "approver" else ("review it", "owner")
        return "Name somebody to {}: nobody stands in for the {}.".format(*missing)
    if kind == "escalation" and not _is_owner(ladder):
        return "Ask the owner for a date, or name somebody else to review it."
    if kind == "approver":
        return _asked_of_approver(ladder, desk)
    needed = ladder.needed.on if ladder.needed else None
    by = f" by {in_words(needed)}" if needed and needed >= desk.today else " now"
    if under_way(ladder.line.standing.policy):
        return f"Finish{by} the changes that the review asked for, and record the outcome in the register."
    what = "draft" if desk.drafts.get(ladder.line.key) else "policy"
    return f"Review the {what}{by}, and record the outcome in the register."


def _is_owner(ladder: Ladder) -> bool:
    """Whether the reader, who is told above the owner's head, is that owner too."""
    owners = ladder.line.standing.policy.owners
    return ladder.recipient.email in {
        folded(o.email or (o.person.email if o.person else None)) for o in owners
    }


def _asked_of_approver(ladder: Ladder, desk: Desk) -> str:
    policy, email = ladder.line.standing.policy, ladder.recipient.email or ""
    body = policy.approver.body if policy.approver else None
    meeting = ladder.meeting
    on = f" of {in_words(meeting.on)}" if meeting and meeting.on >= desk.today else ""
    clerk = bool(body) and desk.directory.is_clerk(email, body or "", policy.school)
    if ladder.line.standing.stage == "awaiting signature":
        return (
            "See that the approved version is signed."
            if clerk
            else "Sign the approved version of the document."
        )
    if clerk:
        return f"Put it on the agenda{on}, and record the approval or its minute in the register."
    where = f"Decide on it at the meeting{on}" if on else "Approve it, or say what is missing"
    return f"{where}; it counts once its date or minute is in the register."


def _why(ladder: Ladder, desk: Desk) -> str:
    said = _why_approver(ladder, desk) if ladder.newest.kind == "approver" else _why_owner(ladder, desk)
    return f"{said}; {ladder.recipient.note}" if ladder.recipient.note else said


def _why_approver(ladder: Ladder, desk: Desk) -> str:
    stage = ladder.line.standing.stage or "awaiting approval"
    if ladder.meeting is None:
        return f"{stage}; no meeting of the body is known"
    meets = "met" if ladder.meeting.on < desk.today else "meets"
    return f"{stage}; {ladder.meeting.body} {meets} on {in_words(ladder.meeting.on)}"


def _why_owner(ladder: Ladder, desk: Desk) -> str:
    due = ladder.deadline
    if due < desk.today:
        said_already = bool(ladder.line.findings) and ladder.line.findings[0].kind == "review_overdue"
        ago = "" if said_already else f", {count((desk.today - due).days, 'day')} ago"
        return f"it was due on {in_words(due)}{ago}"
    when = "due today" if due == desk.today else f"due on {in_words(due)}"
    if ladder.needed is None:
        return when
    if ladder.needed.meeting is None:
        holiday = ladder.needed.on < due
        return f"{when}, in a holiday: needed by {in_words(ladder.needed.on)}, before it" if holiday else when
    meeting, papers = ladder.needed.meeting, ladder.needed.on
    of = f"{meeting.body} of {in_words(meeting.on)}"
    if meeting.on < desk.today:
        return f"{when}; the last meeting before that was {of}"
    needed = "are needed by" if papers >= desk.today else "were needed by"
    return f"{when}; papers for {of} {needed} {in_words(papers)}"
