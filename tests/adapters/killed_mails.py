"""What runs that are killed while they send have in common: their messages, the run itself, and what the ledger says in the end."""

from pathlib import Path
from typing import Any

from tests.killed_run import CLOCK, DUE, TODAY, Killer, Watched

from policyclerk.adapters.ledger_sql import SqlLedger, open_existing
from policyclerk.domain.action import Action, Message, Plan
from policyclerk.domain.ledger import ledger_key
from policyclerk.execute import ExecuteHands, execute
from policyclerk.ports import Mailer
from policyclerk.settle import recover

MAILS = 2
SENDER = "clerk@northmoor.example"
ALLOWED = ("northmoor.example",)


def night(project: Path, mailer: Mailer, killer: Killer) -> None:
    """Send what has not been sent; every call of the ledger and the mailer is a point to be killed at."""
    ledger = SqlLedger(_ledger(project), CLOCK)
    hands = ExecuteHands(
        Watched(ledger, killer), Watched(mailer, killer), draft=repr, drafted=repr, report=repr
    )
    recover(hands, TODAY)
    spent = {key for key, claim in ledger.claims().items() if claim.spent}
    open_ = tuple(action for action in _mails(project) if not spent.intersection(action.items))
    execute(Plan(TODAY, "", open_, (), ()), {action.key: _message(action) for action in open_}, hands)
    ledger.close()


def claims_of(project: Path) -> dict[str, Any]:
    """The ledger's claims by their keys."""
    return dict(open_existing(_ledger(project)).claims())


def last_words(project: Path) -> dict[str, str]:
    """Recipient -> the ledger's last word about her message."""
    claims, words = claims_of(project), {}
    for action in _mails(project):
        states = {claims[key].state for key in action.items}
        words[str(action.to)] = states.pop() if len(states) == 1 else "of two minds"
    return words


def _ledger(project: Path) -> str:
    return f"sqlite:///{project}/state/policyclerk.db"


def _mails(project: Path) -> list[Action]:
    return [_mail(project.name, number) for number in range(MAILS)]


def _mail(project: str, number: int) -> Action:
    items = tuple(ledger_key("owner", f"P{number}{n}", DUE, "14", "0011223344556677") for n in range(2))
    to = f"person{number}.{project}@northmoor.example"
    return Action(f"owner-digest.{project}.{number}", "send_mail", None, to, "", items=items)


def _message(action: Action) -> Message:
    texts = {"subject": "Due", "text": "text", "html": "<p>"}
    who = {"to": action.to or "", "sender": SENDER, "reply_to": None}
    return Message(action.key, "owner-digest", **who, **texts, day=TODAY, items=action.items)
