"""Runs have ids, entries bear them, and a ledger of a version that knew none goes on."""

import sqlite3
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sql

from policyclerk.adapters.clock import FixedClock
from policyclerk.adapters.ledger_sql import SqlLedger, open_existing
from policyclerk.domain.ledger import effect_of

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
CLOCK = FixedClock(MONDAY, "Europe/London")
EFFECT = effect_of("owner/A1/2026-12-07/14/0011223344556677", to="a@northmoor.example")


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/policyclerk.db"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_address")
    return found


def test_runs_are_numbered_by_their_day_and_their_entries_bear_the_id(address: str) -> None:
    ledger = SqlLedger(address, CLOCK)
    first = ledger.begin_run("run", today=MONDAY, by_hand=False)
    ledger.claim_all([EFFECT], today=MONDAY)
    ledger.end_run("done")
    ledger.record_all([EFFECT], today=MONDAY, state="unknown")
    second = ledger.begin_run("remind", today=MONDAY, by_hand=True)
    ledger.record_all([EFFECT], today=MONDAY, state="done")
    other_day = ledger.begin_run("run", today=TUESDAY, by_hand=False)

    assert (first, second, other_day) == ("2026-11-23.1", "2026-11-23.2", "2026-11-24.1")
    assert [entry.run for entry in ledger.entries()] == [first, None, second]
    assert ledger.verify() == (True, None)
    killed, reminders, night = ledger.runs(3)
    now = datetime(2026, 11, 23, 23, 59, tzinfo=ZoneInfo("Europe/London"))
    assert (night.kind, night.by_hand, night.began, night.ended, night.outcome) == (
        "run", False, now, now, "done",
    )  # fmt: skip
    assert (reminders.id, reminders.by_hand, reminders.ended) == (second, True, None)
    assert (killed.id, killed.outcome) == (other_day, None)
    assert open_existing(address).runs(1) == (killed,)
    ledger.close()


def test_of_two_writers_each_gets_an_id_of_its_own(address: str) -> None:
    one, two = SqlLedger(address, CLOCK), SqlLedger(address, CLOCK)
    ids = [ledger.begin_run("run", today=MONDAY, by_hand=False) for ledger in (one, two, one)]
    assert len(set(ids)) == 3
    one.close()
    two.close()


def as_written_before_there_were_runs(path: Path) -> None:
    database = sqlite3.connect(path)
    database.executescript("DROP TABLE run; ALTER TABLE entry DROP COLUMN run;")
    database.close()


def test_a_ledger_without_runs_is_read_as_it_is_and_gains_them_when_it_is_written(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/policyclerk.db"
    ledger = SqlLedger(address, CLOCK)
    ledger.record_all([EFFECT], today=MONDAY, state="failed")
    ledger.close()
    as_written_before_there_were_runs(tmp_path / "policyclerk.db")

    reader = open_existing(address)
    assert [entry.run for entry in reader.entries()] == [None]
    assert reader.runs(3) == ()
    assert reader.verify() == (True, None)

    ledger = SqlLedger(address, CLOCK)
    run = ledger.begin_run("run", today=MONDAY, by_hand=False)
    ledger.claim_all([EFFECT], today=MONDAY)
    assert [entry.run for entry in ledger.entries()] == [None, run]
    assert ledger.verify() == (True, None)
    ledger.close()


@pytest.mark.parametrize("left", [(), ("meta",), ("entry", "meta", "run"), ("claim", "entry", "meta")])
def test_a_first_run_that_was_killed_at_its_tables_is_gone_on_from(
    tmp_path: Path, left: tuple[str, ...]
) -> None:
    address = f"sqlite:///{tmp_path}/policyclerk.db"
    SqlLedger(address, CLOCK).close()
    database = sqlite3.connect(tmp_path / "policyclerk.db")
    database.execute("DELETE FROM meta")
    for table in {"meta", "entry", "claim", "run"} - set(left):
        database.execute(f"DROP TABLE {table}")
    database.commit()
    database.close()

    assert list(open_existing(address).entries()) == []
    ledger = SqlLedger(address, CLOCK)
    ledger.begin_run("run", today=MONDAY, by_hand=False)
    assert ledger.claim_all([EFFECT], today=MONDAY) == ()
    assert ledger.verify() == (True, None)
    ledger.close()


def test_an_earlier_version_goes_on_with_a_ledger_that_has_runs(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/policyclerk.db"
    ledger = SqlLedger(address, CLOCK)
    ledger.begin_run("run", today=MONDAY, by_hand=False)
    ledger.record_all([EFFECT], today=MONDAY, state="done")
    ledger.close()
    as_written_before_there_were_runs(tmp_path / "policyclerk.db")
    assert open_existing(address).verify() == (True, None)


def test_whether_a_true_night_was_here_is_known(tmp_path: Path) -> None:
    ledger = SqlLedger(f"sqlite:///{tmp_path}/policyclerk.db", CLOCK)
    ledger.begin_run("run", today=MONDAY, by_hand=True)
    ledger.record_all([EFFECT], today=MONDAY, state="failed")
    assert not ledger.has_gone_by_the_clock()
    ledger.begin_run("heartbeat", today=MONDAY, by_hand=False)
    assert not ledger.has_gone_by_the_clock()
    ledger.begin_run("remind", today=MONDAY, by_hand=False)
    assert ledger.has_gone_by_the_clock()
    ledger.close()


def test_entries_that_no_run_wrote_count_as_those_of_a_true_night(tmp_path: Path) -> None:
    ledger = SqlLedger(f"sqlite:///{tmp_path}/policyclerk.db", CLOCK)
    ledger.record_all([EFFECT], today=MONDAY, state="failed")
    assert ledger.has_gone_by_the_clock()
    ledger.close()


def test_nothing_personal_stands_in_the_record_of_runs(tmp_path: Path) -> None:
    ledger = SqlLedger(f"sqlite:///{tmp_path}/policyclerk.db", CLOCK)
    columns = {column["name"] for column in sql.inspect(ledger._engine).get_columns("run")}
    assert columns == {"seq", "id", "kind", "day", "by_hand", "began", "ended", "outcome"}
    ledger.close()
