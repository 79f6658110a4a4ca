"""The plan: what a run would do, as printable values in a stable order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from policyclerk.domain.calendar_event import CalendarEvent
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.own_draft import DRAFT_STATUS

ActionKind = Literal["write_draft", "send_mail", "update_register", "write_report"]
ActionState = Literal["planned", "done", "failed", "unknown", "skipped"]
MailKind = Literal["alert", "escalation", "approver-digest", "owner-digest", "trust-summary"]

MAIL_KINDS: tuple[MailKind, ...] = ("alert", "escalation", "approver-digest", "owner-digest", "trust-summary")
"""Highest first: a message is of the highest kind among its items."""


@dataclass(frozen=True, slots=True)
class Action:
    """One effect of a run, planned or carried out.

    Attributes:
        key: the ledger key; for a mail the local part of its Message-ID.
        to: the address for a mail, else None.
        why: one sentence for the person who reads the preview.
        order: what `work` is and does, for `execute` alone; never printed.
        items: for a mail, the ledger keys it spends.
    """

    key: str
    kind: ActionKind
    policy: str | None
    to: str | None
    why: str
    state: ActionState = "planned"
    result: Any = None
    items: tuple[str, ...] = ()
    order: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Something that is due in itself and is not done in this run, with the reason."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a run would do.

    Attributes:
        fingerprint: changes when anything changes that the plan rests on (register values, document digests,
            settings, today).
        skips: steps spent without a message (a later one takes their place, a first run passes over its backlog):
            recorded as `skipped` before the first mail leaves, so that a kill can lose a repetition, never send one.
    """

    today: date
    fingerprint: str
    actions: tuple[Action, ...]
    suppressed: tuple[Suppressed, ...]
    problems: tuple[RunProblem, ...]
    skips: tuple[str, ...] = ()


# ---- orders: what each kind of action needs in order to be carried out

FIELD_NAMES: Mapping[str, str] = {
    "version": "version",
    "latest_review": "last review date",
    "next_review": "next review date",
    "status": "status",
    "owner": "owner",
    "approver": "approver",
    "history": "history of versions",
    "sign_offs": "sign-off block",
    "local_text": "local text",
}
"""How a field of `DraftChange` is called in a sentence."""


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """A Word draft to be written.

    Attributes:
        source: path of the policy's document, relative to the documents root.
        target: path of the draft, relative to the drafts folder.
        changes: what shall stand in it, see `DraftChanges`.
        source_sha256: digest of the document as it was read for this plan.
        beside: path of the older draft of the same review, relative to the project directory; it stays as it is.
    """

    source: str
    target: str
    changes: "DraftChanges"
    source_sha256: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """What a draft proposes. None leaves a value as it stands; nothing is ever signed or approved by a draft.

    Attributes:
        version: the new version's number as it shall be written ("1.4", "V3"); None adds none.
        reviewed_on, next_review_on: proposals, days.
        status: the status words, "DRAFT - not approved".
        author: who the tracked changes are signed by.
        made_on: the date that the tracked changes carry.
        comments: what the reader of the draft must look at; one Word comment at the top lists them.
        placed: what she must look at in one place of the document, a Word comment each.
        history_comment: the text of the new history row.
    """

    version: str | None
    reviewed_on: date | None
    next_review_on: date | None
    made_on: date
    status: str = DRAFT_STATUS
    author: str = "policyclerk"
    owner: str | None = None
    approver: str | None = None
    comments: tuple[str, ...] = ()
    history_comment: str = "Reviewed; draft for approval"
    tracked: bool = True
    placed: "tuple[PlacedComment, ...]" = ()


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A comment for one place of a document.

    Attributes:
        where: the place as the reader names it ("body, paragraph 3", "body, table 1, row 2", "header").
        raw: the words that it concerns as they stand there; None hangs it on the whole paragraph.
    """

    text: str
    where: str
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class DraftChange:
    """One change made in a draft: `field` in the terms of `read --json`, texts as they stood and stand."""

    field: str
    old: str | None
    new: str
    where: str


@dataclass(frozen=True, slots=True)
class DraftResult:
    """A draft that was written.

    Attributes:
        path: where it stands.
        changes: what differs from the policy.
        left: sentences on what could not be changed.
        source_sha256: digest of the document that it was made from; None where it was made from none.
        beside: path of the older draft of the same review, which stays as it is; None where there is none.
    """

    path: str
    changes: tuple[DraftChange, ...]
    left: tuple[str, ...] = ()
    source_sha256: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class MailOrder:
    """A message as planned, before it is rendered.

    Attributes:
        kind: which template folder below templates/emails/ it is rendered from.
        to_name: the person's name for the salutation; None where unknown.
        context: what the template may use; plain values only.
        items: the ledger keys it spends, at least one; empty only while all mail is redirected, when none is spent.
        events: the days that go with it as a calendar file; without any there is no such file.
        files: paths of the drafts that go with it, relative to the project directory.
    """

    kind: MailKind
    to: str
    to_name: str | None
    context: Mapping[str, Any]
    items: tuple[str, ...]
    events: tuple[CalendarEvent, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message.

    Attributes:
        name: its file name, plain ASCII without folders.
        media: its media type ("text/calendar").
    """

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to go: every text rendered, nothing left to decide.

    Attributes:
        message_id: local part of the Message-ID, made of its ledger keys.
        day: the run's today; the Date header stands on it in the trust's time zone.
        run: the id of the run that made it; None where no run is remembered.
    """

    message_id: str
    kind: MailKind
    to: str
    sender: str | None
    reply_to: str | None
    subject: str
    text: str
    html: str
    day: date
    items: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()
    run: str | None = None


@dataclass(frozen=True, slots=True)
class StatusOrder:
    """The status cells of one row of the register.

    Attributes:
        identity: raw texts of the row's Ref and Policy cells (column heading -> text), by which the row is found
            again if the sheet was edited meanwhile.
        values: heading of our column -> text or day, all five.
    """

    tab: str
    row: int
    identity: tuple[tuple[str, str | None], ...]
    values: tuple[tuple[str, str | date | None], ...]


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report to be written: its kind ("night") and the view the template is given."""

    kind: str
    view: Any
