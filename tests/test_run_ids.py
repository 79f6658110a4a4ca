"""One id leads from a message to its run, and from there to everything else that the run did."""

import email
import email.policy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.trusts import a_trust
from typer.testing import CliRunner

from policyclerk import bootstrap, run
from policyclerk.cli.app import app
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.hands import Hands, Options
from policyclerk.report import RunReport

MONDAY = date(2026, 11, 23)


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return a_trust(tmp_path / "trust")


def hands_for(trust: Path) -> Hands:
    setup = bootstrap.open_project(trust)
    return bootstrap.acting_hands(setup, bootstrap.clock(setup, MONDAY))


def night(trust: Path, work=run.night) -> RunReport:
    return work(hands_for(trust), MONDAY, Options())


def said(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0
    return result.stdout


def test_a_message_leads_to_its_run_and_the_run_to_all_that_it_did(trust: Path) -> None:
    report = night(trust)
    [first, *_] = [path.read_bytes() for path in (trust / "outbox").glob("*.eml")]
    header = email.message_from_bytes(first, policy=email.policy.default)["X-Policyclerk-Run"]

    assert header == report.run == report.as_json()["run"] == "2026-11-23.1"
    setup = bootstrap.open_project(trust)
    entries = bootstrap.open_ledger(setup).entries()
    assert entries
    assert {entry.run for entry in entries} == {header}
    listed = said("ledger", "-p", trust, "--run", header)
    assert all(action.key in listed for action in report.actions if action.kind == "write_draft")
    assert "0 entries." in said("ledger", "-p", trust, "--run", "2026-11-23.9")
    assert f"run {header} (night, --today): done" in said("status", "-p", trust)


def test_each_run_has_an_id_of_its_own_and_a_preview_none(trust: Path) -> None:
    setup = bootstrap.open_project(trust)
    at = bootstrap.clock(setup, MONDAY)
    preview = run.preview(bootstrap.reading_hands(setup, at), MONDAY, Options())
    reports = [night(trust), night(trust, run.remind), night(trust, run.heartbeat)]
    assert preview.run is None
    assert "run" not in preview.as_json()
    assert [report.run for report in reports] == ["2026-11-23.1", "2026-11-23.2", "2026-11-23.3"]


def test_a_run_that_broke_off_is_remembered_with_the_kind_of_fault_and_its_alert_bears_its_id(
    trust: Path,
) -> None:
    def full() -> None:
        raise PolicyclerkError("state_unwritable", "The disk of a.shah@ash.example is full.")

    with pytest.raises(PolicyclerkError):
        run.night(replace(hands_for(trust), tidy=full), MONDAY, Options())
    setup = bootstrap.open_project(trust)
    [broken] = bootstrap.last_runs(setup, 3)
    assert (broken.id, broken.outcome) == ("2026-11-23.1", "broke off: state_unwritable")
    [alert] = (trust / "outbox").glob("*.eml")
    assert b"X-Policyclerk-Run: 2026-11-23.1\r\n" in alert.read_bytes()


def test_a_run_for_a_day_that_is_past_has_no_record(trust: Path) -> None:
    night(trust)
    hands = hands_for(trust)
    with pytest.raises(PolicyclerkError):
        run.night(hands, date(2026, 11, 20), Options())
    assert len(bootstrap.last_runs(bootstrap.open_project(trust), 9)) == 1


def test_what_went_wrong_stands_in_the_record_by_its_kind(trust: Path) -> None:
    (trust / "register.csv").unlink()
    night(trust)
    [record] = bootstrap.last_runs(bootstrap.open_project(trust), 3)
    assert record.outcome == "problems: register_missing"
