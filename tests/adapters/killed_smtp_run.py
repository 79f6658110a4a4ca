"""Runs that send through a mail server and are killed: ended hard at every point in turn, then run again.

Called by test_mail_smtp_killed.py as `python -m tests.adapters.killed_smtp_run FOLDER PORT`, with a server listening
there. Each kill has a project and recipients of its own. Prints, as JSON, recipient -> the ledger's last word.
"""

import json
import os
import sys
from pathlib import Path

from tests.killed_run import CLOCK, DUE, KILLED, TODAY, Killer, Watched

from policyclerk.adapters.ledger_sql import SqlLedger
from policyclerk.adapters.mail_smtp import SmtpMail
from policyclerk.domain.action import Action, Message, Plan
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.settings import MailSettings
from policyclerk.execute import ExecuteHands, execute
from policyclerk.settle import recover

MAILS = 2
SENDER = "clerk@northmoor.example"


def mail(project: str, number: int) -> Action:
    items = tuple(ledger_key("owner", f"P{number}{n}", DUE, "14", "0011223344556677") for n in range(2))
    to = f"person{number}.{project}@northmoor.example"
    return Action(f"owner-digest.{number}", "send_mail", None, to, "", items=items)


def message(action: Action) -> Message:
    texts = {"subject": "Due", "text": "text", "html": "<p>"}
    who = {"to": action.to or "", "sender": SENDER, "reply_to": None}
    return Message(action.key, "owner-digest", **who, **texts, day=TODAY, items=action.items)


def night(project: Path, port: int, killer: Killer) -> None:
    settings = MailSettings(
        kind="smtp",
        host="127.0.0.1",
        port=port,
        security="none",
        sender=SENDER,
        allowed_domains=("northmoor.example",),
    )
    ledger = SqlLedger(f"sqlite:///{project}/state/policyclerk.db", CLOCK)
    mailer = Watched(SmtpMail(settings, timezone="Europe/London"), killer)
    hands = ExecuteHands(Watched(ledger, killer), mailer, draft=repr, drafted=repr, report=repr)
    recover(hands, TODAY)
    spent = {key for key, claim in ledger.claims().items() if claim.spent}
    actions = [mail(project.name, number) for number in range(MAILS)]
    open_ = tuple(action for action in actions if not spent.intersection(action.items))
    execute(Plan(TODAY, "", open_, (), ()), {action.key: message(action) for action in open_}, hands)
    ledger.close()


def run(project: Path, port: int, kill_at: int | None) -> bool:
    """A run in a process of its own; whether it came to its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            killer = Killer(kill_at)
            sys.addaudithook(lambda event, _given: killer.point() if event.startswith("smtplib.") else None)
            night(project, port, killer)
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, KILLED):
        raise SystemExit(f"a run in {project} ended with {status}")
    return status == 0


def last_words(project: Path) -> dict[str, str]:
    ledger = SqlLedger(f"sqlite:///{project}/state/policyclerk.db", CLOCK)
    claims = ledger.claims()
    words = {}
    for action in (mail(project.name, number) for number in range(MAILS)):
        states = {claims[key].state for key in action.items}
        words[str(action.to)] = states.pop() if len(states) == 1 else "of two minds"
    ledger.close()
    return words


def main(folder: Path, port: int) -> None:
    """Kill at point 1, 2, 3 ... until a run comes to its end before its point."""
    words: dict[str, str] = {}
    ended, point = False, 0
    while not ended:
        point += 1
        project = folder / str(point)
        ended = run(project, port, point)
        run(project, port, None)
        words |= last_words(project)
    sys.stdout.write(json.dumps({"kills": point - 1, "words": words}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
