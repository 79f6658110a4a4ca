"""An address that refuses mail is remembered, found the next night, and forgotten once mail gets through."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.adapters.notify_service import EMAIL, KEY, TEMPLATE, CutAfterTaking, Notify, no
from tests.adapters.smtp_server import SmtpServer
from tests.adapters.web_service import CUT
from tests.trusts import ROW, SETTINGS, a_trust, everything_in, write_csv

from policyclerk import bootstrap, personal, run
from policyclerk.adapters.mail_notify import KEY_VARIABLE
from policyclerk.domain.finding import Finding
from policyclerk.hands import Options
from policyclerk.report import RunReport

MONDAY = date(2026, 11, 23)
OWNER = "j.marsh@ash.example"


class Nights:
    """A trust and its nights, each with hands of its own."""

    def __init__(self, folder: Path, mail: str) -> None:
        self.folder = a_trust(folder, settings=SETTINGS + mail)

    def night(self, day: date) -> RunReport:
        setup = bootstrap.open_project(self.folder)
        hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, day))
        return run.night(hands, day, Options())

    def found(self, day: date) -> list[Finding]:
        """What `check` says of the owner."""
        setup = bootstrap.open_project(self.folder)
        judgement = run.check(bootstrap.sources(setup, remember=False), setup.settings, day)
        return [finding for finding in judgement.findings if finding.kind == "owner_unreachable"]

    def entries(self) -> list[tuple[str, str]]:
        """Kind and state of what the ledger has about the owner's mail."""
        ledger = bootstrap.open_ledger(bootstrap.open_project(self.folder))
        return [(entry.kind, entry.state) for entry in ledger.entries() if entry.to == OWNER]


def states(report: RunReport, to: str = OWNER) -> list[str]:
    return [action.state for action in report.actions if action.to == to]


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


# ---- a mail server


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def nights(server: SmtpServer, tmp_path: Path) -> Nights:
    settings = f"""
[mail]
kind = "smtp"
host = "127.0.0.1"
port = {server.port}
security = "none"
sender = "clerk@ash.example"
allowed_domains = ["ash.example"]
"""
    return Nights(tmp_path / "ash", settings)


def refuse(server: SmtpServer, reply: str = "550 5.1.1 no such user") -> None:
    server.for_recipient["j.marsh"] = reply


def test_a_refused_owner_is_found_the_next_night_with_the_entry_that_says_so(
    server: SmtpServer, nights: Nights
) -> None:
    refuse(server)
    assert nights.found(MONDAY) == []

    assert states(nights.night(MONDAY)) == ["failed"]

    (finding,) = nights.found(after(1))
    entry = next(each for each in finding.evidence if each.source == "ledger")
    assert "was refused (23 November 2026)" in finding.message
    assert entry.where.endswith("23 November 2026")
    assert finding.since == MONDAY
    assert OWNER not in f"{finding.message} {entry}"


def test_looking_for_refusals_leaves_nothing_behind(server: SmtpServer, nights: Nights) -> None:
    refuse(server)
    nights.night(MONDAY)
    before = everything_in(nights.folder)

    nights.found(after(1))

    assert everything_in(nights.folder) == before


def test_the_night_and_its_report_see_it_too(server: SmtpServer, nights: Nights) -> None:
    refuse(server)
    nights.night(MONDAY)

    judgement = nights.night(after(1)).judgement

    assert judgement is not None
    assert "owner_unreachable" in {finding.kind for finding in judgement.findings}


def test_another_address_in_the_register_ends_it(server: SmtpServer, nights: Nights) -> None:
    refuse(server)
    nights.night(MONDAY)

    write_csv(nights.folder / "register.csv", [{**ROW, "Owner email": "jo.marsh@ash.example"}])

    assert nights.found(after(1)) == []


def test_a_message_that_got_through_later_ends_it(server: SmtpServer, nights: Nights) -> None:
    refuse(server)
    nights.night(MONDAY)
    server.for_recipient.clear()

    assert states(nights.night(after(1))) == ["done"]

    assert len(nights.found(after(1))) == 1
    assert nights.found(after(2)) == []


def test_an_outage_is_nobodys_address(server: SmtpServer, nights: Nights) -> None:
    refuse(server, "451 4.3.0 try later")

    assert states(nights.night(MONDAY)) == ["failed"]

    assert nights.found(after(1)) == []


def test_a_person_who_was_erased_is_not_remembered_here_either(server: SmtpServer, nights: Nights) -> None:
    refuse(server)
    nights.night(MONDAY)

    personal.forget(bootstrap.open_project(nights.folder), OWNER)

    assert nights.found(after(1)) == []


# ---- a service that tells later


@pytest.fixture
def notify() -> Iterator[Notify]:
    with Notify() as service:
        yield service


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Notify], Nights]:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    monkeypatch.setattr("policyclerk.adapters.mail_notify.BEFORE_ASKING_S", 0.0)

    def make(service: Notify) -> Nights:
        settings = f"""
[mail]
kind = "notify"
allowed_domains = ["ash.example"]
[notify]
template = "{TEMPLATE}"
endpoint = "{service.address}"
"""
        return Nights(tmp_path / "ash", settings)

    return make


def end(notify: Notify, status: str) -> None:
    """What Notify could do with everything that it has taken so far."""
    for each in notify.kept:
        each["status"] = status


def test_what_notify_could_never_deliver_is_noted_once_and_not_repeated(
    notify: Notify, told: Callable[[Notify], Nights]
) -> None:
    nights = told(notify)
    nights.night(MONDAY)
    end(notify, "permanent-failure")

    second, third = nights.night(after(1)), nights.night(after(2))

    assert states(second) == states(third) == []
    assert nights.entries().count(("owner", "corrected")) == 1
    assert "was refused (24 November 2026)" in nights.found(after(3))[0].message


def test_what_notify_could_not_deliver_for_now_is_sent_again(
    notify: Notify, told: Callable[[Notify], Nights]
) -> None:
    nights = told(notify)
    nights.night(MONDAY)
    end(notify, "temporary-failure")

    nights.night(after(1))
    assert "could not be delivered" in nights.found(after(2))[0].message

    assert states(nights.night(after(2))) == ["done"]
    assert nights.entries()[-1] == ("owner", "done")


def test_an_address_that_notify_refuses_at_once_is_found_too(
    notify: Notify, told: Callable[[Notify], Nights]
) -> None:
    nights = told(notify)
    notify.next[EMAIL].extend([no(400, "ValidationError", "email_address Not a valid email address")] * 2)

    assert "failed" in states(nights.night(MONDAY))

    assert len(nights.found(after(1))) == 1


def test_a_message_without_an_answer_is_asked_for_and_sent_once_more_only_where_notify_lacks_it(
    notify: Notify, told: Callable[[Notify], Nights]
) -> None:
    nights = told(notify)
    notify.next[EMAIL].extend([CUT] * 2)

    assert states(nights.night(MONDAY)) == ["unknown"]
    assert notify.kept == []
    assert states(nights.night(after(1))) == []
    assert states(nights.night(after(2))) == ["done"]
    assert states(nights.night(after(3))) == []

    assert [entry for entry in nights.entries() if entry[1] == "done"] == [("owner", "done")]
    assert len({each["reference"] for each in notify.kept}) == len(notify.kept)


def test_a_message_that_notify_took_without_an_answer_is_never_sent_again(
    told: Callable[[Notify], Nights],
) -> None:
    with CutAfterTaking() as service:
        nights = told(service)
        first, second = nights.night(MONDAY), nights.night(after(1))

    assert states(first) == ["done"]
    assert states(second) == []
    assert len({each["reference"] for each in service.kept}) == len(service.kept)
