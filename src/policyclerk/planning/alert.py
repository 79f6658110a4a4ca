"""A message about the run itself: something could not be done, or the night has not run at all."""

from datetime import date

from policyclerk.domain.action import Action, MailOrder
from policyclerk.domain.finding import SEVERITIES, RunProblem
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.settings import Settings
from policyclerk.planning.digest import message_id
from policyclerk.planning.recipients import folded
from policyclerk.planning.sections import ASKED
from policyclerk.planning.view import LedgerView


def alert(
    problem: RunProblem, *, contact: str | None, settings: Settings, ledger: LedgerView, today: date
) -> Action | None:
    """The alert about a problem, once per day and kind of problem; None where nobody is to be told, or was told.

    Alerts count neither as a person's message of the day nor towards a cap; when they go is the caller's to say.

    Args:
        contact: the address it goes to ([heartbeat] contact, [trust] contact); None sends none.
    """
    address = folded(contact)
    if not address:
        return None
    step = f"{today.isoformat()}.{problem.kind}"
    key = ledger_key("alert", None, None, step, ledger.hash_recipient(address))
    redirect = folded(settings.rollout.redirect) or None
    mail = message_id((key,), redirect)
    if ledger.spent(key) is not None or ledger.spent(mail) is not None:
        return None
    items = () if redirect else (key,)
    context = _context(problem, settings, today, redirected_from=address if redirect else None)
    order = MailOrder("alert", redirect or address, None, context, items)
    return Action(mail, "send_mail", None, order.to, problem.message, items=items, order=order)


def _context(
    problem: RunProblem, settings: Settings, today: date, *, redirected_from: str | None
) -> dict[str, object]:
    """The shape of `planning.digest`, empty but for the problem."""
    return {
        "trust": settings.trust.name,
        "today": today.isoformat(),
        "recipient_name": None,
        "redirected_from": {"name": None, "address": redirected_from} if redirected_from else None,
        "first_run": False,
        "backlog": 0,
        "with_summary": False,
        "last_check": None,
        "reply_to": settings.mail.reply_to,
        "asked": dict.fromkeys(ASKED, 0),
        "to_approve": 0,
        "to_sign": 0,
        "meeting": None,
        "first_by": None,
        "overdue": 0,
        "calendar": False,
        "bodies": [],
        "sections": [{"role": "alert", "heading": "Something needs you", "items": []}],
        "summary": dict.fromkeys((*SEVERITIES, "total"), 0),
        "by_school": [],
        "register_problems": 0,
        "problems": [{"kind": problem.kind, "message": problem.message}],
    }
