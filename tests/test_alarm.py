"""When a night could not do all of its work, the trust's contact hears of it: once a day for each kind of problem."""

import email
import email.policy
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.adapters.smtp_server import SmtpServer
from tests.trusts import ROW, SETTINGS, a_trust, write_csv

from policyclerk import alarm, bootstrap, run
from policyclerk.domain.errors import PolicyclerkError, UsageError
from policyclerk.hands import Hands, Options
from policyclerk.report import RunReport

MONDAY = date(2026, 11, 23)
CONTACT = "clerk@ash.example"


class Nights:
    """A trust and its nights, each with hands of its own."""

    def __init__(self, folder: Path, settings: str = SETTINGS) -> None:
        self.folder = a_trust(folder, settings=settings)

    def hands(self, day: date) -> Hands:
        setup = bootstrap.open_project(self.folder)
        return bootstrap.acting_hands(setup, bootstrap.clock(setup, day))

    def night(self, day: date = MONDAY, **options: object) -> RunReport:
        return run.night(self.hands(day), day, Options(**options))  # type: ignore[arg-type]

    def remind(self, day: date = MONDAY) -> RunReport:
        return run.remind(self.hands(day), day, Options())

    def heartbeat(self, day: date = MONDAY) -> RunReport:
        return run.heartbeat(self.hands(day), day)

    def preview(self, day: date = MONDAY) -> RunReport:
        setup = bootstrap.open_project(self.folder)
        hands = bootstrap.reading_hands(setup, bootstrap.clock(setup, day))
        return run.preview(hands, day, Options())

    def alerts(self) -> list[str]:
        """The text of every alert in the outbox."""
        return sorted(self._texts("alert"))

    def messages(self) -> int:
        return len(list((self.folder / "outbox").glob("*.eml")))

    def _texts(self, kind: str) -> list[str]:
        found = []
        for path in (self.folder / "outbox").glob("*.eml"):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = mail.get_body(("plain",))
            if mail["X-Policyclerk-Kind"] == kind and body is not None:
                assert mail["To"] == CONTACT
                found.append(" ".join(str(body.get_content()).split()))
        return found


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "ash")


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def lose_register(nights: Nights) -> None:
    (nights.folder / "register.csv").unlink()


def kinds(report: RunReport) -> set[str]:
    return {problem.kind for problem in report.problems}


# ---- a problem is told


def test_a_missing_register_is_told_once_a_day(nights: Nights) -> None:
    lose_register(nights)

    first, again, next_day = nights.night(), nights.night(), nights.night(after(1))

    assert [len(report.actions) for report in (first, again, next_day)] == [1, 0, 1]
    assert len(nights.alerts()) == 2
    assert all("register.csv" in text for text in nights.alerts())


def test_an_alert_says_of_itself_what_is_true_of_alerts(nights: Nights) -> None:
    lose_register(nights)
    nights.night()
    [path] = (nights.folder / "outbox").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for form in ("plain", "html"):
        body = mail.get_body((form,))
        assert body is not None
        text = " ".join(body.get_content().split())
        assert "told once a day of each kind of problem" in text
        assert "Each reminder is sent once" not in text


def test_the_reminders_do_not_repeat_what_the_night_has_told(nights: Nights) -> None:
    lose_register(nights)
    nights.night()

    assert nights.remind().actions == ()


def test_the_alert_names_the_problem_and_its_day_in_its_key(nights: Nights) -> None:
    lose_register(nights)

    (action,) = nights.night().actions

    assert action.items[0].startswith("alert/-/none/2026-11-23.register_missing/")
    assert action.to == CONTACT
    assert action.state == "done"


def test_an_alert_waits_for_a_working_day_and_is_told_once_then(nights: Nights) -> None:
    lose_register(nights)

    friday, saturday, sunday = (nights.night(after(days)) for days in (4, 5, 6))
    assert [len(report.actions) for report in (friday, saturday, sunday)] == [1, 0, 0]
    assert nights.preview(after(5)).actions == ()

    nights.night(after(7))
    nights.heartbeat(after(7))
    nights.heartbeat(after(8))

    assert len([text for text in nights.alerts() if "register.csv" in text]) == 2


def test_what_waited_over_the_weekend_is_sent_by_mondays_heartbeat(nights: Nights) -> None:
    lose_register(nights)
    nights.night(after(5))
    nights.night(after(6))

    nights.heartbeat(after(6))
    assert nights.alerts() == [] or all("register.csv" not in text for text in nights.alerts())
    nights.heartbeat(after(7))

    assert len([text for text in nights.alerts() if "register.csv" in text]) == 1


class TwoInTheMorning:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 2, 0, tzinfo=ZoneInfo("Europe/London"))


def test_an_alert_waits_for_the_hour_and_the_reminders_send_it(nights: Nights) -> None:
    lose_register(nights)

    early = run.night(replace(nights.hands(MONDAY), clock=TwoInTheMorning()), MONDAY, Options())

    assert early.actions == ()
    assert [action.state for action in nights.remind().actions] == ["done"]


def test_a_school_holiday_holds_no_alert_back(nights: Nights) -> None:
    lose_register(nights)

    assert len(nights.night(date(2027, 8, 11)).actions) == 1


def test_an_alert_goes_beside_the_persons_other_message_of_the_day(nights: Nights) -> None:
    usual = nights.night()
    before = nights.messages()
    lose_register(nights)

    nights.night()

    assert CONTACT in {action.to for action in usual.actions}
    assert nights.messages() == before + 1


def test_without_a_contact_nobody_is_told_and_the_night_says_it_all_the_same(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "ash", SETTINGS.replace('contact = "clerk@ash.example"', ""))
    lose_register(nights)

    report = nights.night()

    assert kinds(report) == {"register_missing"}
    assert report.actions == ()


def test_a_good_night_raises_no_alarm(nights: Nights) -> None:
    nights.night()

    assert nights.alerts() == []


def test_a_preview_shows_the_alert_and_sends_nothing(nights: Nights) -> None:
    lose_register(nights)

    (action,) = nights.preview().actions

    assert action.state == "planned"
    assert "register.csv" in action.result["text"]
    assert not (nights.folder / "outbox").exists()
    assert not (nights.folder / "state").exists()


# ---- what stops the mails is told by the heartbeat


def break_template(nights: Nights) -> None:
    own = nights.folder / "templates" / "emails" / "owner-digest"
    own.mkdir(parents=True)
    (own / "body.txt.j2").write_text("Dear {{ recipient_nmae }}", encoding="utf-8")


def test_a_template_error_sends_nothing_that_night_and_the_heartbeat_tells(nights: Nights) -> None:
    break_template(nights)

    nights.night()
    assert nights.messages() == 0

    nights.heartbeat()
    nights.heartbeat(after(1))

    (text,) = nights.alerts()
    assert "owner-digest/body.txt.j2" in text


def test_too_many_mails_are_told_by_the_heartbeat(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "ash", SETTINGS + "[limits]\nmax_mails_per_run = 1\n")

    nights.night()
    assert nights.messages() == 0
    nights.heartbeat()

    assert "--allow-mails" in nights.alerts()[0]


def test_a_problem_that_a_later_run_no_longer_met_is_told_no_more(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "ash", SETTINGS + "[limits]\nmax_mails_per_run = 1\n")
    nights.night()

    nights.night(allow_mails=5)
    nights.heartbeat()

    assert nights.alerts() == []


def test_a_register_that_has_shrunk_does_nothing_and_is_told_by_the_heartbeat(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "ash")
    rows = [{**ROW, "Ref": f"A{n}", "Policy": f"Policy {n}", "Document": ""} for n in range(6)]
    write_csv(nights.folder / "register.csv", rows)
    nights.night()
    before = nights.messages()
    write_csv(nights.folder / "register.csv", rows[:2])

    stopped = nights.night(after(1))

    assert stopped.actions == ()
    assert nights.messages() == before
    nights.heartbeat(after(1))
    assert "--allow-shrink" in nights.alerts()[0]


def test_what_stops_the_mails_holds_every_alert_back(nights: Nights) -> None:
    break_template(nights)
    (nights.folder / "policies").rename(nights.folder / "elsewhere")

    report = nights.night()

    assert len({problem.kind for problem in report.problems if problem.fatal}) > 1
    assert nights.messages() == 0


# ---- the mail itself is down


def test_an_alert_that_cannot_be_sent_fails_and_the_heartbeat_tries_again(tmp_path: Path) -> None:
    with SmtpServer() as server:
        mail = f"""
[mail]
kind = "smtp"
host = "127.0.0.1"
port = {server.port}
security = "none"
sender = "clerk@ash.example"
allowed_domains = ["ash.example"]
"""
        nights = Nights(tmp_path / "ash", SETTINGS + mail)
        lose_register(nights)
        server.answers["MAIL"] = "451 4.3.0 try later"

        failed = nights.night()
        server.answers.clear()
        again = nights.heartbeat(after(1))

    assert [action.state for action in failed.actions] == ["failed"]
    assert [action.state for action in again.actions if "register_missing" in action.items[0]] == ["done"]


# ---- a run that broke off


class Broken(Exception):
    pass


def broken(nights: Nights, fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def gather(*_given: object, **_named: object) -> None:
        raise fault

    monkeypatch.setattr(run, "gather", gather)
    with pytest.raises(type(fault)):
        nights.night()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Broken("a.shah@ash.example"), "Broken in test_alarm.py"),
        (OSError(28, "No space left on device", "state/x"), "No space left"),
        (PolicyclerkError("no_way_out", "The share is gone."), "The share is gone."),
    ],
)
def test_a_run_that_breaks_off_is_told_and_breaks_off_all_the_same(
    nights: Nights, monkeypatch: pytest.MonkeyPatch, fault: Exception, words: str
) -> None:
    broken(nights, fault, monkeypatch)

    (text,) = nights.alerts()
    assert words in text
    assert "shah" not in text


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), UsageError("day_is_past", "The last run was later.")])
def test_what_a_person_at_the_terminal_sees_is_told_to_nobody_else(
    nights: Nights, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    broken(nights, fault, monkeypatch)

    assert nights.alerts() == []


def test_trouble_with_the_alert_never_hides_why_the_run_broke_off(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm, "rendered", lambda *_: 1 / 0)

    broken(nights, Broken("first"), monkeypatch)

    assert nights.alerts() == []
