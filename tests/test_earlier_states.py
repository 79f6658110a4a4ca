"""A state that an earlier version left behind is gone on from: nothing is done again, and what is new comes."""

import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.trusts import ROW, TODAY, a_trust

from policyclerk import bootstrap, run
from policyclerk.hands import Options
from policyclerk.report import RunReport

STATES = sorted((Path(__file__).parent / "states").glob("*/state.sql"))
MONDAY = date.fromisoformat(TODAY)


@pytest.fixture(params=STATES, ids=[path.parent.name for path in STATES])
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A trust with the state of an earlier version, one night old."""
    trust = a_trust(tmp_path / "ash")
    shutil.copyfile(request.param.with_name("policy.docx"), trust / "policies" / ROW["Document"])
    (trust / "state").mkdir()
    database = sqlite3.connect(trust / "state" / "policyclerk.db")
    database.executescript(request.param.read_text(encoding="utf-8"))
    database.close()
    return trust


def night(trust: Path, day: date) -> RunReport:
    setup = bootstrap.open_project(trust)
    return run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())


def done(report: RunReport, kind: str) -> list[str]:
    return [action.key for action in report.actions if action.kind == kind and action.state == "done"]


def test_there_is_a_state_of_every_version_so_far() -> None:
    assert [path.parent.name for path in STATES] == ["0.1"]


def test_what_the_earlier_version_did_is_not_done_again(upgraded: Path) -> None:
    with bootstrap.acting_ledger(bootstrap.open_project(upgraded)) as ledger:
        assert {entry.kind for entry in ledger.entries()} >= {"owner", "write_draft", "write_report"}
        assert ledger.last_run() is not None
    again = night(upgraded, MONDAY)
    assert (done(again, "send_mail"), done(again, "write_draft")) == ([], [])
    assert not again.troubled


def test_the_next_nights_go_on_where_it_stopped_and_the_chain_holds(upgraded: Path) -> None:
    with bootstrap.acting_ledger(bootstrap.open_project(upgraded)) as ledger:
        before = ledger.entries()
    month = [night(upgraded, MONDAY + timedelta(days=day)) for day in range(1, 29, 7)]
    assert all(done(report, "write_report") for report in month)
    assert not any(done(report, "write_draft") for report in month)
    with bootstrap.acting_ledger(bootstrap.open_project(upgraded)) as ledger:
        assert ledger.verify() == (True, None)
        assert ledger.entries()[: len(before)] == before
        assert len(ledger.entries()) > len(before)
