"""A plan carried out through a true mail server: an outage frees, an unclear outcome holds, and nothing goes twice."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from tests.adapters.smtp_server import CUT, SmtpServer
from tests.fakes import MemoryLedger

from policyclerk.adapters.mail_smtp import SmtpMail
from policyclerk.domain.action import Action, Message, Plan
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.settings import MailSettings
from policyclerk.execute import ExecuteHands, execute
from policyclerk.settle import recover, resolve

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
DUE = date(2026, 12, 7)


class Trust:
    """A ledger that lasts, and a mailer for each run."""

    def __init__(self, port: int) -> None:
        self.ledger = MemoryLedger()
        self.port = port

    def hands(self) -> ExecuteHands:
        mail = MailSettings(
            kind="smtp",
            host="127.0.0.1",
            port=self.port,
            security="none",
            sender="clerk@northmoor.example",
            allowed_domains=("northmoor.example",),
        )
        return ExecuteHands(
            ledger=self.ledger,
            mailer=SmtpMail(mail, timezone="Europe/London", sleep=lambda _seconds: None),
            draft=_none_wanted,
            drafted=lambda _target: None,
            report=_none_wanted,
        )

    def run(self, *actions: Action, today: date = MONDAY, resend_unknown: bool = False) -> list[str]:
        """The states that the mails come to."""
        hands = self.hands()
        recover(hands, today, resend_unknown=resend_unknown)
        messages = {action.key: _message(action, today) for action in actions}
        ended = execute(Plan(today, "f", actions, (), ()), messages, hands)
        self.told = [action.result for action in ended]
        return [action.state for action in ended]

    def state(self, action: Action) -> str | None:
        claim = self.ledger.claims().get(action.items[0])
        return claim.state if claim else None


def _none_wanted(_order: object) -> str:
    raise AssertionError("this plan has mails only")


def mail_to(name: str, step: str = "14") -> Action:
    items = (ledger_key("owner", "P1", DUE, step, name.rjust(16, "0")),)
    return Action(
        f"owner-digest.{step}.{name}", "send_mail", None, f"{name}@northmoor.example", "step", items=items
    )


def _message(action: Action, today: date) -> Message:
    texts = {"subject": "Policies due", "text": "Dear all", "html": "<p>Dear all</p>"}
    who = {"to": action.to or "", "sender": "clerk@northmoor.example", "reply_to": None}
    return Message(action.key, "owner-digest", **who, **texts, day=today, items=action.items)


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def trust(server: SmtpServer) -> Trust:
    return Trust(server.port)


def test_an_outage_fails_every_mail_and_leaves_each_free_for_the_next_run(
    server: SmtpServer, trust: Trust
) -> None:
    mails = [mail_to("a"), mail_to("b")]
    server.answers["GREETING"] = "421 4.3.2 down for work"
    assert trust.run(*mails) == ["failed", "failed"]
    assert [trust.state(mail) for mail in mails] == ["failed", "failed"]
    server.answers.clear()
    assert trust.run(*mails, today=TUESDAY) == ["done", "done"]
    assert [taken.to for taken in server.taken] == [["a@northmoor.example"], ["b@northmoor.example"]]


def test_the_ledger_says_why_a_mail_failed_and_names_nobody(server: SmtpServer, trust: Trust) -> None:
    server.answers["RCPT"] = "550 5.1.1 <a@northmoor.example> unknown"
    assert trust.run(mail_to("a")) == ["failed"]
    problem = trust.ledger.claims()[mail_to("a").items[0]].result["problem"]
    assert problem["kind"] == "address_refused"
    assert "@" not in problem["message"]


def test_a_mail_cut_off_after_its_end_is_unknown_and_never_repeated_by_itself(
    server: SmtpServer, trust: Trust
) -> None:
    server.once["END"] = CUT
    assert trust.run(mail_to("a"), mail_to("b")) == ["unknown", "done"]
    assert trust.run(mail_to("a"), today=TUESDAY) == ["skipped"]
    assert trust.state(mail_to("a")) == "unknown"
    assert len(server.attempted) == 2


def test_an_unknown_mail_does_not_hold_up_the_persons_next_step(server: SmtpServer, trust: Trust) -> None:
    server.once["END"] = CUT
    trust.run(mail_to("a", step="14"))
    assert trust.run(mail_to("a", step="0"), today=DUE) == ["done"]


def test_a_kill_while_the_server_had_the_message_is_unknown_on_the_next_day(
    server: SmtpServer, trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kill: the connection ends, and the process with it, so nothing is recorded."""
    killed = trust.hands()
    action = mail_to("a")
    server.once["END"] = CUT
    monkeypatch.setattr(trust.ledger, "record_all", _killed_after_claim(trust.ledger.record_all))
    with pytest.raises(KeyboardInterrupt):
        execute(Plan(MONDAY, "f", (action,), (), ()), {action.key: _message(action, MONDAY)}, killed)
    monkeypatch.undo()
    assert trust.state(action) == "claimed"
    assert trust.run(action, today=TUESDAY) == ["skipped"]
    assert trust.state(action) == "unknown"


def _killed_after_claim(record: Callable[..., None]) -> Callable[..., None]:
    def record_all(effects: object, *, today: date, state: str) -> None:
        if state != "claimed":
            raise KeyboardInterrupt
        record(effects, today=today, state=state)

    return record_all


@pytest.mark.parametrize(("word", "sent_again"), [("sent", False), ("resend", True)])
def test_a_person_settles_what_is_unknown(
    server: SmtpServer, trust: Trust, word: str, sent_again: bool
) -> None:
    action = mail_to("a")
    server.once["END"] = CUT
    trust.run(action)
    resolve(trust.ledger, action.key, word, TUESDAY)
    assert trust.run(action, today=TUESDAY) == (["done"] if sent_again else ["skipped"])
    assert len(server.taken) == int(sent_again)


def test_a_trust_that_chose_so_has_an_unknown_mail_sent_again_as_the_same_mail(
    server: SmtpServer, trust: Trust
) -> None:
    action = mail_to("a")
    server.once["END"] = CUT
    trust.run(action)
    assert trust.run(action, resend_unknown=True) == ["done"]
    first, second = server.attempted
    assert first == second


def test_the_connection_is_ended_with_the_mails(server: SmtpServer, trust: Trust) -> None:
    hands = trust.hands()
    action = mail_to("a")
    execute(Plan(MONDAY, "f", (action,), (), ()), {action.key: _message(action, MONDAY)}, hands)
    assert "QUIT" in server.commands
