"""The log for machines: on request, a line of JSON per event under the run's id, and nobody's name in it."""

import json
import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.trusts import SETTINGS, a_trust

from policyclerk import bootstrap, run
from policyclerk.adapters.log_file import LogFile
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.hands import Hands, Options
from policyclerk.recording import say
from policyclerk.report import RunReport

MONDAY = date(2026, 11, 23)
LOG = '[log]\nfile = "state/log/night.jsonl"\n'


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return a_trust(tmp_path / "ash", settings=SETTINGS + LOG)


def hands_for(trust: Path) -> Hands:
    setup = bootstrap.open_project(trust)
    return bootstrap.acting_hands(setup, bootstrap.clock(setup, MONDAY))


def night(trust: Path, work=run.night) -> RunReport:
    return work(hands_for(trust), MONDAY, Options())


def lines(trust: Path) -> list[dict]:
    return [json.loads(line) for line in (trust / "state/log/night.jsonl").read_text("utf-8").splitlines()]


def test_a_night_tells_what_it_does_line_by_line(trust: Path) -> None:
    report = night(trust)
    told = lines(trust)

    assert {(line["trust"], line["run"]) for line in told} == {("ash", report.run)}
    first, last = told[0], told[-1]
    assert (first["event"], first["kind"], first["day"], first["by_hand"]) == (
        "began", "run", "2026-11-23", True,
    )  # fmt: skip
    assert [line["name"] for line in told if line["event"] == "step"] == [
        "recover", "read register", "list documents", "decide", "act",
    ]  # fmt: skip
    assert (last["event"], last["outcome"], last["write_draft_done"], last["write_report_done"]) == (
        "ended", "done", 1, 1,
    )  # fmt: skip
    spent = {(line["key"], line["state"]) for line in told if line["event"] == "ledger" and "key" in line}
    keys = {key for action in report.actions for key in action.items if action.kind == "send_mail"}
    assert keys
    assert {(key, state) for key in keys for state in ("claimed", "done")} <= spent
    assert {"kind": "update_register", "state": "done", "count": 1}.items() <= {
        name: value for line in told if line.get("count") for name, value in line.items()
    }.items()


def test_nobody_is_named_in_it(trust: Path) -> None:
    night(trust)
    text = (trust / "state/log/night.jsonl").read_text("utf-8").casefold()
    assert "ash.example" not in text
    assert "marsh" not in text
    assert "@" not in text


def test_each_run_adds_its_lines_under_its_own_id(trust: Path) -> None:
    ids = [night(trust).run, night(trust, run.remind).run, night(trust, run.heartbeat).run]
    assert list(dict.fromkeys(line["run"] for line in lines(trust))) == ids


def test_a_run_that_breaks_off_says_so_by_its_kind(trust: Path) -> None:
    def full() -> None:
        raise PolicyclerkError("state_unwritable", "The disk of a.shah@ash.example is full.")

    with pytest.raises(PolicyclerkError):
        run.night(replace(hands_for(trust), tidy=full), MONDAY, Options())
    assert lines(trust)[-1]["outcome"] == "broke off: state_unwritable"


def test_a_log_that_cannot_be_written_costs_no_night(trust: Path) -> None:
    (trust / "state").mkdir()
    (trust / "state" / "log").write_text("a file where the folder should be")
    report = night(trust)
    assert [problem.kind for problem in report.problems if not problem.fatal][-1:] == ["log_not_written"]
    assert not report.troubled
    assert {action.state for action in report.actions} == {"done"}


def test_without_the_setting_nothing_is_logged(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    assert "log_not_written" not in {problem.kind for problem in night(trust).problems}
    assert not (trust / "state" / "log").exists()


def test_the_file_is_turned_over_and_the_oldest_lines_go(tmp_path: Path) -> None:
    file = tmp_path / "night.jsonl"
    log = LogFile(file, trust="ash", max_mb=1, keep=2)
    with log("2026-11-23.1") as why_not:
        for number in range(45):
            say("2026-11-23.1", "step", name=f"{number:3}" + "x" * 99_000)
    assert why_not is None
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "night.jsonl",
        "night.jsonl.1",
        "night.jsonl.2",
    ]
    assert all(path.stat().st_size <= 1_000_000 for path in tmp_path.iterdir())
    assert json.loads(file.read_text("utf-8").splitlines()[-1])["name"].startswith(" 44")


def test_logging_is_left_as_it_was_found(trust: Path) -> None:
    loggers = [
        logging.getLogger(name) for name in ("policyclerk", "policyclerk.events", "policyclerk.effects")
    ]
    before = [(each.level, each.propagate, tuple(each.handlers)) for each in loggers]
    night(trust)
    assert [(each.level, each.propagate, tuple(each.handlers)) for each in loggers] == before


def test_what_becomes_of_each_key_goes_to_the_file_alone(
    trust: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="policyclerk")
    night(trust)
    assert {record.name for record in caplog.records} == {"policyclerk.events"}
