"""From what was gathered to the plan of a night, its messages rendered."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policyclerk.domain.action import (
    Action,
    Attachment,
    MailOrder,
    Message,
    Plan,
    Suppressed,
)
from policyclerk.domain.errors import TemplateError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.message_pile import MessagePile
from policyclerk.gather import Gathered
from policyclerk.hands import Hands, Options
from policyclerk.planning.draft_files import drafts_named, with_draft_files
from policyclerk.planning.draft_news import draft_results, with_draft_news
from policyclerk.planning.plan import decide
from policyclerk.planning.view import LedgerView

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def planned(
    gathered: Gathered,
    judgement: Judgement,
    hands: Hands,
    options: Options,
    *,
    only_mails: bool,
    failed_drafts: frozenset[str] = frozenset(),
) -> Plan:
    """What follows from a judgement today, with the ledger and the clock beside it.

    Args:
        only_mails: leave drafts, rows and report out.
        failed_drafts: keys of drafts that this run has tried in vain.
    """
    assert gathered.register is not None
    assert gathered.calendar is not None
    now, ledger = hands.clock.now(), hands.ledger
    return decide(
        judgement=judgement,
        register=gathered.register,
        ledger=LedgerView(
            ledger.claims(marks_since=judgement.today),
            ledger.hash_recipient,
            ledger.last_run(),
            hands.pauses(),
        ),
        settings=hands.settings,
        calendar=gathered.calendar,
        today=judgement.today,
        late_enough=now.time() >= hands.settings.reminders.send_after,
        allow_mails=options.allow_mails,
        allow_shrink=options.allow_shrink,
        digests=tuple((line.path, line.sha256 or "") for line in judgement.documents),
        only_mails=only_mails,
        failed_drafts=failed_drafts,
    )


def without_drafts(
    plan: Plan,
    failed: frozenset[str],
    gathered: Gathered,
    judgement: Judgement,
    hands: Hands,
    options: Options,
    *,
    only_mails: bool,
) -> Plan:
    """The plan with the messages and rows that follow where these drafts cannot be written; the rest stays."""
    if not failed:
        return plan
    truer = planned(gathered, judgement, hands, options, only_mails=only_mails, failed_drafts=failed)
    kept = (a for a in plan.actions if a.kind in ("write_draft", "write_report"))
    changed = (a for a in truer.actions if a.kind in ("send_mail", "update_register"))
    return replace(plan, actions=(*kept, *changed))


def rendered(plan: Plan, hands: Hands) -> tuple[Plan, Mapping[str, Message]]:
    """Every message of the plan, before the first is claimed; with a fault in a template nothing goes out.

    Messages tell what the drafts change that they name, as far as the ledger and the plan's own actions know.
    """
    plan = with_draft_news(
        plan, draft_results(hands.ledger.claims(marks_since=plan.today).values(), plan.actions)
    )
    plan, files = _with_files(plan, hands)
    try:
        messages = MessagePile((a.key, _message(a, plan, hands, files)) for a in plan.actions if _goes(a))
    except TemplateError as fault:
        kept = tuple(action for action in plan.actions if action.kind != "send_mail")
        problem = RunProblem(fault.kind, f"{fault.message} No message was sent.")
        held = tuple(
            Suppressed(key, "not sent: template_error")
            for action in plan.actions
            if action.kind == "send_mail"
            for key in (action.items or (action.key,))
        )
        problems, suppressed = (*plan.problems, problem), (*plan.suppressed, *held)
        return replace(plan, actions=kept, suppressed=suppressed, problems=problems, skips=()), {}
    return plan, messages


def _goes(action: Action) -> bool:
    return action.kind == "send_mail" and action.state == "planned"


def _with_files(plan: Plan, hands: Hands) -> tuple[Plan, Mapping[str, bytes]]:
    """The plan with the drafts that its messages carry where the trust wants that, and the drafts themselves.

    In a preview a draft that the run would write is not there yet; it is taken to fit.
    """
    mail = hands.settings.mail
    if not mail.attach_drafts:
        return plan, {}
    found = {path: content for path in drafts_named(plan) if (content := hands.draft_file(path)) is not None}
    coming = {
        str(a.result["path"]): 0 for a in plan.actions if a.kind == "write_draft" and _has_path(a.result)
    }
    sizes = coming | {path: len(content) for path, content in found.items()}
    return with_draft_files(plan, sizes, most_mb=mail.most_attached_mb), found


def _has_path(result: object) -> bool:
    return isinstance(result, Mapping) and "path" in result


def _message(action: Action, plan: Plan, hands: Hands, files: Mapping[str, bytes]) -> Message:
    order: MailOrder = action.order
    subject, text, html = hands.renderer.mail(order)
    mail = hands.settings.mail
    return Message(
        message_id=action.key,
        kind=order.kind,
        to=order.to,
        sender=mail.sender,
        reply_to=mail.reply_to or hands.settings.trust.contact,
        subject=subject,
        text=text,
        html=html,
        day=plan.today,
        items=action.items,
        attachments=(*_calendar(order, plan, hands), *_drafts(order, files)),
        run=hands.run,
    )


def _drafts(order: MailOrder, files: Mapping[str, bytes]) -> Iterator[Attachment]:
    """The drafts of the message; two of one name bear their folder's before it."""
    names = Counter(path.rpartition("/")[2] for path in order.files)
    for path in order.files:
        folder, _, name = path.rpartition("/")
        if names[name] > 1:
            name = f"{folder.rpartition('/')[2]} - {name}"
        if path in files:
            yield Attachment(_ascii(name), _WORD, files[path])


def _ascii(name: str) -> str:
    """A file name that every mail program takes: letters without their accents, no quotes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9 ._()-]+", "-", plain)


def _calendar(order: MailOrder, plan: Plan, hands: Hands) -> tuple[Attachment, ...]:
    """The days of the message as a file for the reader's calendar, where it has any."""
    if not order.events or hands.calendar is None:
        return ()
    return (Attachment("policies.ics", "text/calendar", hands.calendar(order.events, plan.today)),)
