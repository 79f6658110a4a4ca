"""The command line: answers on stdout, sentences on stderr, the documented exit codes, never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.smtp_server import SmtpServer
from tests.trusts import ROW, SETTINGS, TODAY, a_paper, a_trust, everything_in, write_csv, write_xlsx

from policyclerk import cli


@dataclass(frozen=True)
class Answer:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Answer]


@pytest.fixture
def policyclerk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command, run in this process."""

    def run(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["policyclerk", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Answer(int(ended.value.code or 0), captured.out, captured.err)

    return run


# ---- read


def test_read_answers_one_json_line_for_each_file_in_order(policyclerk: Command, tmp_path: Path) -> None:
    first, second = (
        a_paper(tmp_path / "b.docx", title="Behaviour Policy"),
        a_paper(tmp_path / "a.docx", title="Uniform Policy"),
    )

    answer = policyclerk("read", "--json", first, second)

    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.code == 0
    assert [line["file"] for line in lines] == [str(first), str(second)]
    assert [line["title"] for line in lines] == ["Behaviour Policy", "Uniform Policy"]
    assert lines[0]["next_review"] == {
        "raw": "1 September 2025",
        "start": "2025-09-01",
        "end": "2025-09-01",
        "precision": "day",
        "where": lines[0]["next_review"]["where"],
    }
    assert [block["signed"] for block in lines[0]["sign_offs"]] == ["no"]


def test_read_ends_with_1_when_a_file_is_not_ok_and_still_reads_the_others(
    policyclerk: Command, tmp_path: Path
) -> None:
    good, broken = a_paper(tmp_path / "good.docx"), tmp_path / "broken.docx"
    broken.write_bytes(good.read_bytes()[:500])

    answer = policyclerk("read", "--json", broken, tmp_path / "gone.docx", good)

    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.code == 1
    assert [line["problem"] and line["problem"]["kind"] for line in lines] == ["corrupt", "not_found", None]


def test_read_in_words_says_what_is_not_signed(policyclerk: Command, tmp_path: Path) -> None:
    answer = policyclerk("read", a_paper(tmp_path / "a.docx"))

    assert answer.code == 0
    assert "NOT signed" in answer.out


# ---- check


def test_check_answers_in_its_shape_and_leaves_nothing_behind(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    before = everything_in(trust)

    answer = policyclerk("check", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 0
    assert list(answer.json) == [
        "today", "trust", "policies", "documents", "findings", "register_problems", "problems", "summary",
        "coverage",
    ]  # fmt: skip
    assert {finding["kind"] for finding in answer.json["findings"]} == {"review_overdue", "signature_missing"}
    overdue = next(f for f in answer.json["findings"] if f["kind"] == "review_overdue")
    assert overdue["since"] == "2025-09-02"
    assert overdue["severity"] == "red"
    assert overdue["evidence"][0]["raw"] == "01/09/2025"
    assert answer.json["summary"]["red"] == 1
    assert everything_in(trust) == before


def test_check_in_words_names_the_policy_the_reason_and_the_place(
    policyclerk: Command, tmp_path: Path
) -> None:
    answer = policyclerk("check", "-p", a_trust(tmp_path / "ash"), "--today", TODAY)

    assert "Behaviour Policy · Ash Primary (A1)" in answer.out
    assert "The review was due by 1 September 2025" in answer.out
    assert "row 2, Next review: 01/09/2025" in answer.out


@pytest.mark.parametrize(("level", "code"), [("red", 3), ("amber", 3)])
def test_check_can_fail_on_what_is_bad(policyclerk: Command, tmp_path: Path, level: str, code: int) -> None:
    assert (
        policyclerk("check", "-p", a_trust(tmp_path / "ash"), "--today", TODAY, "--fail-on", level).code
        == code
    )


def test_check_on_red_alone_lets_amber_pass(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash", {"Next review": "01/12/2026", "Last reviewed": "01/12/2025"})

    assert policyclerk("check", "-p", trust, "--today", TODAY, "--fail-on", "red").code == 0
    assert policyclerk("check", "-p", trust, "--today", TODAY, "--fail-on", "amber").code == 3


# ---- settings and options: 2, nothing touched


def test_a_folder_without_settings_is_told_what_to_do(policyclerk: Command, tmp_path: Path) -> None:
    answer = policyclerk("check", "-p", tmp_path)

    assert answer.code == 2
    assert "policyclerk init" in answer.err
    assert answer.out == ""


def test_wrong_settings_are_all_told(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash", settings='[trust]\nnam = "x"\n[limits]\nworkers = "two"\n')

    answer = policyclerk("run", "-p", trust)

    assert answer.code == 2
    assert "line 2" in answer.err
    assert "line 4" in answer.err
    assert not (trust / "state").exists()


@pytest.mark.parametrize("engine", ["threads", "dask"])
def test_without_prefect_every_engine_reads_with_our_own_processes(
    policyclerk: Command, tmp_path: Path, engine: str
) -> None:
    settings = f'{SETTINGS}[limits]\nengine = "{engine}"\n'
    answer = policyclerk("run", "-p", a_trust(tmp_path / "ash", settings=settings), "--today", TODAY)

    assert answer.code == 0, answer.err
    assert len(list((tmp_path / "ash" / "drafts").rglob("*.docx"))) == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_reaches_is_refused(policyclerk: Command, tmp_path: Path, day: str) -> None:
    answer = policyclerk("preview", "-p", a_trust(tmp_path / "ash"), "--today", day)

    assert answer.code == 2
    assert "too far away" in answer.err


def test_preview_of_a_damaged_ledger_answers_in_its_own_shape(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "state").mkdir()
    (trust / "state" / "policyclerk.db").write_bytes(b"no database" * 500)

    answer = policyclerk("preview", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert [problem["kind"] for problem in answer.json["problems"]] == ["state_damaged"]
    assert answer.json["actions"] == []


def test_a_day_that_is_none_is_refused(policyclerk: Command, tmp_path: Path) -> None:
    answer = policyclerk("check", "-p", a_trust(tmp_path / "ash"), "--today", "23/11/2026")

    assert answer.code == 2
    assert "2026-11-23" in answer.err


# ---- the register: 1, named, in the answer's own shape


def test_a_missing_register_is_a_problem_of_the_run(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "register.csv").unlink()

    answer = policyclerk("check", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert [problem["kind"] for problem in answer.json["problems"]] == ["register_missing"]
    assert "register.csv" in answer.json["problems"][0]["message"]


def test_without_a_register_no_report_is_written(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "register.csv").unlink()

    answer = policyclerk("report", "-p", trust, "--today", TODAY)

    assert answer.code == 1
    assert "register.csv" in answer.err
    assert not (trust / "reports").exists()


def test_a_folder_instead_of_a_register_is_told(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "register.csv").unlink()
    (trust / "register.csv").mkdir()

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert "folder" in answer.json["problems"][0]["message"]
    assert answer.json["fingerprint"] is None


def test_a_register_without_policies_is_told(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    write_csv(trust / "register.csv", [{"Room": "Hall", "Seats": "120"}])

    answer = policyclerk("check", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert answer.json["problems"][0]["kind"] == "no_policy_tab"


def test_a_documents_folder_that_is_not_there_is_told_and_the_rest_is_done(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "policies").rename(trust / "elsewhere")

    answer = policyclerk("check", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert answer.json["problems"][0]["kind"] == "documents_missing"
    assert {finding["kind"] for finding in answer.json["findings"]} >= {"review_overdue", "document_missing"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("empty.docx", b""),
        ("page.docx", b"<html><body>Behaviour</body></html>"),
        ("letter.docx", rb"{\rtf1 Behaviour}"),
        ("cut.docx", b"PK\x03\x04 and no more"),
    ],
)
def test_a_file_that_is_no_readable_word_file_is_a_finding_and_no_failure(
    policyclerk: Command, tmp_path: Path, name: str, content: bytes
) -> None:
    trust = a_trust(tmp_path / "ash", {"Document": ""})
    (trust / "policies").mkdir()
    (trust / "policies" / name).write_bytes(content)
    write_csv(trust / "register.csv", [{**ROW, "Document": name}])

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 0
    assert not [action for action in answer.json["actions"] if action["kind"] == "write_draft"]
    found = policyclerk("check", "-p", trust, "--today", TODAY, "--json").json["findings"]
    assert "document_unreadable" in {finding["kind"] for finding in found}


@pytest.mark.parametrize(
    "link",
    [
        "../../secret.docx",
        "..%2f..%2fsecret.docx",
        "/etc/passwd",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ],
)
def test_a_link_that_leaves_the_documents_is_refused(policyclerk: Command, tmp_path: Path, link: str) -> None:
    a_paper(tmp_path / "secret.docx", title="Secret")
    trust = a_trust(tmp_path / "ash", {"Document": ""})
    (trust / "policies").mkdir()
    write_csv(trust / "register.csv", [{**ROW, "Document": link}])

    answer = policyclerk("check", "-p", trust, "--today", TODAY, "--json")

    assert "link_refused" in {problem["kind"] for problem in answer.json["register_problems"]}
    assert "document_missing" in {finding["kind"] for finding in answer.json["findings"]}
    assert answer.json["documents"] == []


# ---- preview and run


def test_preview_shows_everything_in_full_and_leaves_nothing_behind(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    before = everything_in(trust)

    answer = policyclerk("preview", "-p", trust, "--today", TODAY, "--json")

    kinds = {action["kind"]: action for action in answer.json["actions"]}
    assert answer.code == 0
    assert set(kinds) == {"write_draft", "send_mail", "update_register", "write_report"}
    assert {action["state"] for action in answer.json["actions"]} == {"planned"}
    mails = [action for action in answer.json["actions"] if action["kind"] == "send_mail"]
    assert {mail["to"] for mail in mails} == {"j.marsh@ash.example", "clerk@ash.example"}
    assert all({"subject", "text", "html"} <= set(mail["result"]) for mail in mails)
    assert kinds["write_draft"]["result"]["path"] == "drafts/Behaviour Policy v1.4 DRAFT.docx"
    assert {change["field"] for change in kinds["write_draft"]["result"]["changes"]} >= {
        "version",
        "next_review",
    }
    assert kinds["update_register"]["result"]["Policyclerk status"].startswith("Red: review overdue")
    assert everything_in(trust) == before


def test_preview_in_words_shows_the_messages(policyclerk: Command, tmp_path: Path) -> None:
    answer = policyclerk("preview", "-p", a_trust(tmp_path / "ash"), "--today", TODAY)

    assert "To: j.marsh@ash.example" in answer.out
    assert "Dear Jo Marsh," in answer.out
    assert "--expect" in answer.out


def test_run_does_what_preview_showed_and_a_second_run_does_nothing_twice(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    original = (trust / "policies" / "Behaviour Policy.docx").read_bytes()
    fingerprint = policyclerk("preview", "-p", trust, "--today", TODAY, "--json").json["fingerprint"]

    first = policyclerk("run", "-p", trust, "--today", TODAY, "--expect", fingerprint, "--json")
    second = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert (first.code, second.code) == (0, 0)
    assert {action["state"] for action in first.json["actions"]} == {"done"}
    assert (trust / "drafts" / "Behaviour Policy v1.4 DRAFT.docx").is_file()
    assert len(list((trust / "outbox").glob("*.eml"))) == 2
    assert (trust / "reports" / f"night-{TODAY}.html").is_file()
    assert "Policyclerk status" in (trust / "register.csv").read_text(encoding="utf-8")
    assert (trust / "policies" / "Behaviour Policy.docx").read_bytes() == original
    assert second.json["actions"] == []
    assert {item["why"] for item in second.json["suppressed"]} >= {f"sent {TODAY}", f"drafted {TODAY}"}


def test_run_refuses_another_plan_than_the_one_expected(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--expect", "0123456789abcdef", "--json")

    assert answer.code == 1
    assert "plan_changed" in {problem["kind"] for problem in answer.json["problems"]}
    assert (
        answer.json["fingerprint"]
        == policyclerk("preview", "-p", trust, "--today", TODAY, "--json").json["fingerprint"]
    )
    assert not (trust / "outbox").exists()


def test_run_for_an_earlier_day_is_refused_unless_allowed(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)

    assert policyclerk("run", "-p", trust, "--today", "2026-11-20").code == 2
    assert policyclerk("run", "-p", trust, "--today", "2026-11-20", "--allow-past").code == 0


def test_remind_sends_the_messages_and_nothing_else(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    register = (trust / "register.csv").read_bytes()

    answer = policyclerk("remind", "-p", trust, "--today", TODAY, "--json")

    assert {action["kind"] for action in answer.json["actions"]} == {"send_mail"}
    assert not (trust / "drafts").exists()
    assert (trust / "register.csv").read_bytes() == register


def test_a_broken_template_stops_the_mails_and_is_named(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    own = trust / "templates" / "emails" / "owner-digest"
    own.mkdir(parents=True)
    (own / "body.txt.j2").write_text("Dear {{ recipient_nmae }}", encoding="utf-8")

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    problem = next(p for p in answer.json["problems"] if p["kind"] == "template_error")
    assert "owner-digest/body.txt.j2, line 1" in problem["message"]
    held = {
        item["key"].split("/")[0] for item in answer.json["suppressed"] if "template_error" in item["why"]
    }
    assert held == {"owner", "escalation", "trust-summary"}
    assert not list((trust / "outbox").glob("*.eml"))
    assert (trust / "drafts" / "Behaviour Policy v1.4 DRAFT.docx").is_file()


def test_too_many_mails_stop_the_mails_only_and_can_be_allowed_once(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash", settings=SETTINGS + "[limits]\nmax_mails_per_run = 1\n")

    stopped = policyclerk("run", "-p", trust, "--today", TODAY, "--json")
    allowed = policyclerk("run", "-p", trust, "--today", TODAY, "--allow-mails", "2", "--json")

    assert stopped.code == 1
    assert "too_many_mails" in {problem["kind"] for problem in stopped.json["problems"]}
    assert "send_mail" not in {action["kind"] for action in stopped.json["actions"]}
    assert [a["kind"] for a in allowed.json["actions"]].count("send_mail") == 2


def test_a_register_that_has_shrunk_stops_everything_and_can_be_allowed_once(
    policyclerk: Command, tmp_path: Path
) -> None:
    rows = [{"Ref": f"A{n}", "Policy": f"Policy {n}", "Document": f"Policy {n}.docx"} for n in range(6)]
    trust = a_trust(tmp_path / "ash", *rows)
    policyclerk("run", "-p", trust, "--today", TODAY)
    write_csv(trust / "register.csv", [{**ROW, **row} for row in rows[:2]])

    stopped = policyclerk("run", "-p", trust, "--today", "2026-11-24", "--json")

    assert stopped.code == 1
    assert "register_shrank" in {problem["kind"] for problem in stopped.json["problems"]}
    assert stopped.json["actions"] == []
    assert policyclerk("run", "-p", trust, "--today", "2026-11-24").code == 1
    assert policyclerk("run", "-p", trust, "--today", "2026-11-24", "--allow-shrink").code == 0


def test_a_register_open_in_excel_leaves_a_status_file_and_the_rest_is_done(
    policyclerk: Command, tmp_path: Path
) -> None:
    settings = SETTINGS.replace('"csv"', '"xlsx"').replace("register.csv", "register.xlsx")
    trust = a_trust(tmp_path / "ash", settings=settings)
    write_xlsx(trust / "register.xlsx", [ROW])
    (trust / "~$register.xlsx").write_bytes(b"Jo")
    before = (trust / "register.xlsx").read_bytes()

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert "register_not_written" in {problem["kind"] for problem in answer.json["problems"]}
    assert (trust / "register.xlsx").read_bytes() == before
    assert "Red: review overdue" in (trust / "reports" / f"register-status-{TODAY}.csv").read_text(
        encoding="utf-8-sig"
    )
    assert list((trust / "outbox").glob("*.eml"))


def test_a_register_open_in_excel_is_marked_the_next_time(policyclerk: Command, tmp_path: Path) -> None:
    settings = SETTINGS.replace('"csv"', '"xlsx"').replace("register.csv", "register.xlsx")
    trust = a_trust(tmp_path / "ash", settings=settings)
    write_xlsx(trust / "register.xlsx", [ROW])
    (trust / "~$register.xlsx").write_bytes(b"Jo")
    policyclerk("run", "-p", trust, "--today", TODAY)
    (trust / "~$register.xlsx").unlink()

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 0
    assert {action["kind"]: action["state"] for action in answer.json["actions"]}["update_register"] == "done"


def test_messages_leave_through_a_mail_server_once(policyclerk: Command, tmp_path: Path) -> None:
    with SmtpServer() as server:
        mail = f"""
[mail]
kind = "smtp"
host = "127.0.0.1"
port = {server.port}
security = "none"
sender = "policies@ash.example"
allowed_domains = ["ash.example"]
"""
        trust = a_trust(tmp_path / "ash", settings=SETTINGS + mail)

        first = policyclerk("run", "-p", trust, "--today", TODAY, "--json")
        second = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert (first.code, second.code) == (0, 0)
    assert sorted(address for taken in server.taken for address in taken.to) == [
        "clerk@ash.example",
        "j.marsh@ash.example",
    ]
    assert second.json["actions"] == []


def test_a_mail_server_that_is_down_fails_the_mails_only_and_the_next_run_sends_them(
    policyclerk: Command, tmp_path: Path
) -> None:
    mail = (
        '\n[mail]\nkind = "smtp"\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nsender = "p@ash.example"\n'
    )
    trust = a_trust(tmp_path / "ash", settings=SETTINGS + mail + 'allowed_domains = ["ash.example"]\n')

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")
    (trust / "config" / "trust.toml").write_text(SETTINGS, encoding="utf-8")
    later = policyclerk("run", "-p", trust, "--today", "2026-11-24", "--json")

    states = {action["kind"]: action["state"] for action in answer.json["actions"]}
    assert answer.code == 1
    assert states["send_mail"] == "failed"
    assert states["write_draft"] == "done"
    assert [action["state"] for action in later.json["actions"] if action["kind"] == "send_mail"] == [
        "done",
        "done",
    ]


# ---- report, ledger, init, doctor, demo


def test_report_writes_a_page_without_a_run(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")

    answer = policyclerk("report", "-p", trust, "--today", TODAY, "-o", tmp_path / "out")

    page = (tmp_path / "out" / f"policies-{TODAY}.html").read_text(encoding="utf-8")
    assert answer.code == 0
    assert "Behaviour Policy" in page
    assert "http" not in page.split("</style>")[1].replace("http-equiv", "")
    assert not (trust / "state").exists()


def test_the_report_of_one_school_leaves_the_one_of_the_trust_as_it_is(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(
        tmp_path / "ash",
        {},
        {"Ref": "B1", "Policy": "Uniform", "School": "Beech Primary", "Document": "U.docx"},
    )
    for school in ((), ("--school", "Beech Primary")):
        policyclerk("report", "-p", trust, "--today", TODAY, *school)

    pages = {page.name: page.read_text(encoding="utf-8") for page in (trust / "reports").glob("*.html")}
    assert set(pages) == {f"policies-{TODAY}.html", f"policies-{TODAY}-beech-primary.html"}
    assert "Behaviour Policy" in pages[f"policies-{TODAY}.html"]
    assert "Behaviour Policy" not in pages[f"policies-{TODAY}-beech-primary.html"]


def test_report_of_a_school_that_is_not_there_names_those_that_are(
    policyclerk: Command, tmp_path: Path
) -> None:
    answer = policyclerk("report", "-p", a_trust(tmp_path / "ash"), "--today", TODAY, "--school", "Elm")

    assert answer.code == 2
    assert "Ash Primary" in answer.err


def test_the_ledger_answers_in_its_shape_and_holds(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)

    answer = policyclerk("ledger", "-p", trust, "--json", "--verify")

    assert answer.code == 0
    assert answer.json["verified"] is True
    assert list(answer.json["entries"][0]) == [
        "seq", "at", "today", "key", "kind", "policy", "to", "state", "message_id", "result", "prev", "hash",
        "run",
    ]  # fmt: skip
    assert not [entry for entry in answer.json["entries"] if "@" in entry["key"]]


def test_status_tells_the_last_night_what_failed_and_when_messages_go_next(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    before = everything_in(trust)
    assert "No night has run here yet" in policyclerk("status", "-p", trust).out
    assert everything_in(trust) == before

    (trust / "reports").write_text("in the way", encoding="utf-8")
    policyclerk("run", "-p", trust, "--today", TODAY)
    answer = policyclerk("status", "-p", trust)

    assert answer.code == 0
    assert "Last night: Monday 23 November 2026, 1 policy." in answer.out
    assert f"write_report/-/none/{TODAY}.night/-: " in answer.out
    assert "Messages go next on Monday" in answer.out

    (trust / "reports").unlink()
    policyclerk("run", "-p", trust, "--today", TODAY)
    assert "Nothing failed, and nothing is unclear." in policyclerk("status", "-p", trust).out


def test_the_heartbeat_tells_the_contact_once_a_day_that_no_night_has_run(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")

    answer = policyclerk("heartbeat", "-p", trust)

    assert answer.code == 1
    assert "has not run for more than 36 hours" in answer.out
    (message,) = (trust / "outbox").glob("*.eml")
    assert b"X-Policyclerk-Kind: alert" in message.read_bytes()
    assert b"To: clerk@ash.example" in message.read_bytes()
    assert policyclerk("heartbeat", "-p", trust).code == 1
    assert len(list((trust / "outbox").glob("*.eml"))) == 1


def test_the_heartbeat_is_content_after_a_night(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust)
    sent = list((trust / "outbox").glob("*.eml"))

    assert policyclerk("heartbeat", "-p", trust).code == 0
    assert list((trust / "outbox").glob("*.eml")) == sent


def test_paused_mails_wait_and_go_afterwards(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    assert "30 November 2026" in policyclerk("pause", "-p", trust, "--until", "2026-11-30").out

    paused = policyclerk("run", "-p", trust, "--today", TODAY, "--json").json
    assert {action["kind"] for action in paused["actions"]} == {
        "write_draft",
        "update_register",
        "write_report",
    }
    assert "paused until Monday 30 November" in {item["why"].split(":")[0] for item in paused["suppressed"]}

    after = policyclerk("run", "-p", trust, "--today", "2026-11-30", "--json").json
    assert {a["to"] for a in after["actions"] if a["kind"] == "send_mail"} == {
        "j.marsh@ash.example",
        "clerk@ash.example",
    }


def test_the_mail_of_one_person_is_held_back_until_resumed(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("pause", "-p", trust, "--person", "J.Marsh@ash.example")
    first = policyclerk("run", "-p", trust, "--today", TODAY, "--json").json
    assert {a["to"] for a in first["actions"] if a["kind"] == "send_mail"} == {"clerk@ash.example"}
    assert "j.marsh" not in (trust / "state" / "pauses.json").read_text(encoding="utf-8")

    assert "1 pause ended" in policyclerk("resume", "-p", trust).out
    second = policyclerk("run", "-p", trust, "--today", TODAY, "--json").json
    assert {a["to"] for a in second["actions"] if a["kind"] == "send_mail"} == {"j.marsh@ash.example"}
    assert "Nothing was paused" in policyclerk("resume", "-p", trust).out


@pytest.mark.parametrize(
    "words",
    [
        ("pause", "--person", "Jo Marsh"),
        ("resume", "--person", "jo"),
        ("person", "Jo Marsh", "--erase"),
        ("person", "Jo @ash.example", "--export"),
    ],
)
def test_a_name_where_an_address_is_wanted_is_refused_since_it_would_stand_for_nobody(
    policyclerk: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    trust = a_trust(tmp_path / "ash")
    answer = policyclerk(*words, "-p", trust)
    assert answer.code == 2
    assert "no mail address" in answer.err
    assert not (trust / "state").exists()


def test_a_pause_until_a_day_that_has_come_says_that_it_holds_nothing(
    policyclerk: Command, tmp_path: Path
) -> None:
    answer = policyclerk("pause", "-p", a_trust(tmp_path / "ash"), "--until", "2020-01-01")
    assert answer.code == 0
    assert "has come already" in answer.out


def test_a_damaged_file_of_pauses_stops_the_run_with_a_sentence(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "state").mkdir()
    (trust / "state" / "pauses.json").write_text("[{", encoding="utf-8")

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    assert answer.code == 1
    assert answer.json["problems"][0]["kind"] == "state_damaged"
    assert not (trust / "outbox").exists()


def test_a_person_can_see_and_have_erased_what_is_kept_about_her(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)

    kept = policyclerk("person", "J.Marsh@ash.example", "-p", trust, "--export").json
    assert kept["address"] == "j.marsh@ash.example"
    assert len(kept["messages"]) == 1
    assert {entry["kind"] for entry in kept["entries"]} == {"owner"}

    assert policyclerk("person", "J.Marsh@ash.example", "-p", trust, "--erase").code == 0
    assert b"j.marsh@" not in b"".join(everything_in(trust / "outbox").values())
    ledger = policyclerk("ledger", "-p", trust, "--json").json
    assert ledger["verified"] is True
    assert "j.marsh@ash.example" not in {entry["to"] for entry in ledger["entries"]}
    again = policyclerk("run", "-p", trust, "--today", TODAY, "--json").json
    assert not [action for action in again["actions"] if action["kind"] == "send_mail"]


def test_a_person_is_shown_or_erased_and_not_both(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    assert policyclerk("person", "j.marsh@ash.example", "-p", trust).code == 2
    assert policyclerk("person", "j.marsh@ash.example", "-p", trust, "--export", "--erase").code == 2


def test_the_folder_may_be_named_behind_the_ledgers_own_commands(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)
    key = policyclerk("ledger", "-p", trust, "--json").json["entries"][0]["key"]

    assert policyclerk("ledger", "correct", key, "--reason", "Too early", "-p", trust).code == 0


def test_the_ledger_in_words_names_who_still_stands_in_the_register_and_shows_each_outcome_once(
    policyclerk: Command, tmp_path: Path
) -> None:
    people = '[register]\nkind = "csv"\npath = "register.csv"\npeople = "people.csv"\n[reminders]\nbacklog = "send"\n'
    trust = a_trust(tmp_path / "ash", settings=people)
    write_csv(trust / "people.csv", [{"Name": "Jo Marsh", "Email": "J.Marsh@ash.example"}])
    policyclerk("run", "-p", trust, "--today", TODAY)

    answer = policyclerk("ledger", "-p", trust)

    assert "reminder to the owner of A1, to Jo Marsh (j.marsh@ash.example)" in answer.out
    assert "claimed" not in answer.out
    assert answer.out.count("write_draft/A1/") == 1

    write_csv(trust / "people.csv", [{"Name": "Sam Reed", "Email": "s.reed@ash.example"}])
    write_csv(trust / "register.csv", [{**ROW, "Owner": "Sam Reed", "Owner email": "s.reed@ash.example"}])
    assert "Jo Marsh" not in policyclerk("ledger", "-p", trust).out


def test_the_ledger_names_an_owner_who_stands_beside_her_policy_alone(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)
    policyclerk("person", "j.marsh@ash.example", "-p", trust, "--erase")

    told = policyclerk("ledger", "-p", trust).out

    assert "to Jo Marsh" in told
    assert "j.marsh@" not in told


def test_the_ledger_of_a_trust_without_a_run_is_empty_and_makes_nothing(
    policyclerk: Command, tmp_path: Path
) -> None:
    trust = a_trust(tmp_path / "ash")

    assert policyclerk("ledger", "-p", trust, "--json").json == {"entries": [], "verified": True}
    assert not (trust / "state").exists()


def test_a_remark_is_added_to_the_ledger_and_nothing_is_edited(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)
    entries = policyclerk("ledger", "-p", trust, "--json").json["entries"]
    sent = next(entry for entry in entries if entry["kind"] == "owner" and entry["state"] == "done")

    answer = policyclerk("ledger", "-p", trust, "correct", sent["key"], "--reason", "sent in error")

    after = policyclerk("ledger", "-p", trust, "--json").json
    assert answer.code == 0
    assert after["entries"][: len(entries)] == entries
    assert after["entries"][-1]["state"] == "corrected"
    assert after["verified"] is True
    assert policyclerk("run", "-p", trust, "--today", TODAY, "--json").json["actions"] == []


def test_resolving_what_is_not_unknown_is_refused(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    policyclerk("run", "-p", trust, "--today", TODAY)

    assert policyclerk("ledger", "-p", trust, "resolve", "owner/A1/2025-09-01/0/-", "sent").code == 2


def test_init_makes_a_folder_that_every_command_understands(policyclerk: Command, tmp_path: Path) -> None:
    trust = tmp_path / "new trust"

    made = policyclerk(
        "init", trust, "--name", 'The "Ash" Trust', "--contact", "clerk@ash.example", "--write-back"
    )

    assert made.code == 0
    assert policyclerk("check", "-p", trust, "--json").json["trust"] == 'The "Ash" Trust'
    assert policyclerk("doctor", "-p", trust).code == 0
    assert "write_back = true" in (trust / "config" / "trust.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["Our policies.csv", "Our policies.xlsx", "Our policies.tsv"])
def test_init_begins_with_a_copy_of_the_trusts_own_register(
    policyclerk: Command, tmp_path: Path, name: str
) -> None:
    mine, trust = tmp_path / name, tmp_path / "new"
    (write_xlsx if name.endswith("xlsx") else write_csv)(mine, [{**ROW, "Document": ""}])
    before = mine.read_bytes()

    assert policyclerk("init", trust, "--from", mine).code == 0

    checked = policyclerk("check", "-p", trust, "--today", TODAY, "--json").json
    assert [line["policy"] for line in checked["policies"]] == ["A1"]
    assert mine.read_bytes() == before


def test_init_notes_a_google_spreadsheet_and_refuses_what_is_no_register(
    policyclerk: Command, tmp_path: Path
) -> None:
    sheet = "https://docs.google.com/spreadsheets/d/1AbC/edit"
    assert policyclerk("init", tmp_path / "new", "--from", sheet).code == 0
    text = (tmp_path / "new" / "config" / "trust.toml").read_text(encoding="utf-8")
    assert 'kind = "google"' in text
    assert f'spreadsheet = "{sheet}"' in text

    answer = policyclerk("init", tmp_path / "other", "--from", tmp_path / "gone.xlsx")
    assert answer.code == 2
    assert "gone.xlsx" in answer.err
    assert not (tmp_path / "other").exists()


def test_init_leaves_what_is_there(policyclerk: Command, tmp_path: Path) -> None:
    write_csv(tmp_path / "register.xlsx", [ROW])
    before = (tmp_path / "register.xlsx").read_bytes()

    assert policyclerk("init", tmp_path, "--no-write-back").code == 0
    assert (tmp_path / "register.xlsx").read_bytes() == before
    assert policyclerk("init", tmp_path, "--no-write-back").code == 2


def test_doctor_finds_each_fault_and_says_what_to_do(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "OneDrive - Ash" / "ash")
    (trust / "policies").rename(trust / "elsewhere")
    own = trust / "templates" / "report"
    own.mkdir(parents=True)
    (own / "night.html.j2").write_text("{% if %}", encoding="utf-8")
    (trust / "outbox").write_text("a file where a folder should be", encoding="utf-8")

    answer = policyclerk("doctor", "-p", trust, "--today", TODAY)

    assert answer.code == 1
    for told in ("OneDrive", "[state] database", "night.html.j2", "outbox/ cannot be written", "documents: "):
        assert told in answer.out
    assert not (trust / "state").exists()


def test_doctor_tells_wrong_settings_one_by_one(policyclerk: Command, tmp_path: Path) -> None:
    answer = policyclerk(
        "doctor", "-p", a_trust(tmp_path / "ash", settings="[trust]\nnam = 1\ncontact = 2\n")
    )

    assert answer.code == 2
    assert answer.out.count("FAULT") == 2


def test_doctor_ends_with_2_like_every_command_where_there_is_no_project_folder(
    policyclerk: Command, tmp_path: Path
) -> None:
    answer = policyclerk("doctor", "-p", tmp_path / "nowhere")

    assert answer.code == 2
    assert "There is no folder" in answer.out
    assert not (tmp_path / "nowhere").exists()


def test_demo_goes_a_whole_night_on_a_copy_and_leaves_other_folders_alone(
    policyclerk: Command, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear", encoding="utf-8")

    assert policyclerk("demo", tmp_path / "mine").code == 2
    assert policyclerk("demo", tmp_path / "demo").code == 0
    assert list((tmp_path / "demo" / "outbox").glob("*.eml"))


# ---- whole processes


def whole_process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policyclerk", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_check_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    program = (
        "import sys; from policyclerk import cli\n"
        f"sys.argv = ['policyclerk', 'check', '-p', {str(trust)!r}, '--today', '{TODAY}', '--json']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'prefect', 'sqlalchemy', 'jinja2', 'docx', 'PIL'} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_json_is_utf_8_in_a_terminal_that_is_not(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash", {"Policy": "Behaviour – “Café” Policy", "Document": ""})
    (trust / "policies").mkdir()

    done = whole_process(
        "check", "-p", trust, "--today", TODAY, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    assert "Café" in json.loads(done.stdout)["policies"][0]["title"]


def test_two_runs_at_once_do_everything_once(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    command = [sys.executable, "-m", "policyclerk", "run", "-p", str(trust), "--today", TODAY, "--json"]

    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    answers = [json.loads(process.communicate()[0]) for process in both]

    sent = [a for answer in answers for a in answer["actions"] if a["kind"] == "send_mail"]
    assert len(sent) == 2
    assert len(list((trust / "outbox").glob("*.eml"))) == 2


def test_nobody_is_told_of_a_draft_that_could_not_be_written(policyclerk: Command, tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    (trust / "drafts").mkdir()
    (trust / "drafts" / "Behaviour Policy v1.4 DRAFT.docx").write_bytes(b"begun by its owner")

    answer = policyclerk("run", "-p", trust, "--today", TODAY, "--json")

    draft = next(action for action in answer.json["actions"] if action["kind"] == "write_draft")
    row = next(action for action in answer.json["actions"] if action["kind"] == "update_register")
    assert answer.code == 0
    assert draft["state"] == "skipped"
    assert draft["result"]["problem"]["kind"] == "draft_exists"
    assert not row["result"]["Policyclerk draft"]
    assert not [mail for mail in (trust / "outbox").glob("*.eml") if b"DRAFT.docx" in mail.read_bytes()]
    assert (trust / "drafts" / "Behaviour Policy v1.4 DRAFT.docx").read_bytes() == b"begun by its owner"


# ---- drafts by themselves


def test_a_draft_is_written_beside_the_policy_and_never_over_a_file(
    policyclerk: Command, tmp_path: Path
) -> None:
    paper = a_paper(tmp_path / "Behaviour.docx")
    before = paper.read_bytes()

    first = policyclerk("draft", paper, "-o", tmp_path / "d.docx", "--next-review", "2027-09-01", "--json")
    second = policyclerk("draft", paper, "-o", tmp_path / "d.docx")

    changes = {change["field"]: change["new"] for change in first.json["changes"]}
    assert first.code == 0
    assert changes["version"] == "1.4"
    assert changes["next_review"] == "1 September 2027"
    assert second.code == 1
    assert paper.read_bytes() == before


def test_a_policy_can_be_begun_and_reads_as_an_unsigned_draft(policyclerk: Command, tmp_path: Path) -> None:
    begun = policyclerk(
        "new", "Allergy Policy", "-o", tmp_path / "new.docx", "--for", "Ash Primary School", "--json"
    )

    facts = json.loads(policyclerk("read", "--json", tmp_path / "new.docx").out)
    assert begun.code == 0
    assert (facts["title"], facts["organisation"], facts["version"]) == (
        "Allergy Policy",
        "Ash Primary School",
        "0.1",
    )
    assert {block["signed"] for block in facts["sign_offs"]} == {"no"}


def test_each_school_gets_its_copy_of_a_trust_policy(policyclerk: Command, tmp_path: Path) -> None:
    settings = SETTINGS.replace("write_back = true", 'write_back = true\nschools = "schools.csv"')
    trust = a_trust(tmp_path / "ash", settings=settings)
    schools = [
        {"School": "Ash Primary", "Headteacher": "Jo Marsh"},
        {"School": "Elm Primary", "Headteacher": ""},
    ]
    write_csv(trust / "schools.csv", schools)

    answer = policyclerk("adopt", trust / "policies" / "Behaviour Policy.docx", "-p", trust, "--json")

    assert answer.code == 0
    assert [copy["school"] for copy in answer.json] == ["Ash Primary", "Elm Primary"]
    assert len(list((trust / "drafts").rglob("*DRAFT.docx"))) == 2


def test_a_trust_begins_with_its_own_register_and_folder_and_no_editing(
    policyclerk: Command, tmp_path: Path
) -> None:
    mine = a_trust(tmp_path / "mine")
    before = everything_in(mine)

    made = policyclerk(
        "init",
        tmp_path / "new",
        "--from",
        mine / "register.csv",
        "--documents",
        mine / "policies",
        "--no-write-back",
    )

    assert made.code == 0
    assert "Next review = next_review" in made.out
    found = policyclerk("check", "-p", tmp_path / "new", "--today", TODAY, "--json").json
    assert {finding["kind"] for finding in found["findings"]} == {"review_overdue", "signature_missing"}
    assert everything_in(mine) == before


def test_from_an_unseen_register_to_a_preview_in_two_commands_and_no_editing(
    policyclerk: Command, tmp_path: Path
) -> None:
    sheet = tmp_path / "POLICY REGISTER 26-27.xlsx"
    unseen = {"POLICY/DOCUMENT": "Behaviour", "LEAD": "Jo Marsh", "E-MAIL": "j.marsh@ash.example"}
    write_xlsx(sheet, [{**unseen, "DATE FOR REVIEW": "01/09/2025", "Colour of folder": "red"}])
    before = sheet.read_bytes()

    made = policyclerk("init", tmp_path / "ash", "--from", sheet, "--contact", "clerk@ash.example")
    answer = policyclerk("preview", "-p", tmp_path / "ash", "--today", TODAY, "--json")

    assert "POLICY/DOCUMENT = title, LEAD = owner" in made.out.replace("\n", " ")
    assert "“Colour of folder”" in made.out
    assert answer.json["actions"]
    assert sheet.read_bytes() == before


def test_a_folder_of_documents_that_is_not_there_stops_the_beginning(
    policyclerk: Command, tmp_path: Path
) -> None:
    answer = policyclerk("init", tmp_path / "new", "--documents", tmp_path / "gone")

    assert answer.code == 2
    assert not (tmp_path / "new").exists()
