"""The SQL ledger's own promises: one winner, tampering seen, names erasable, faults told in sentences."""

import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policyclerk.adapters.clock import FixedClock
from policyclerk.adapters.ledger_sql import SqlLedger, open_existing
from policyclerk.domain.errors import PolicyclerkError, SettingsError
from policyclerk.domain.ledger import Effect

MONDAY = date(2026, 11, 23)
CLOCK = FixedClock(MONDAY, "Europe/London")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "policyclerk.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[SqlLedger]:
    opened = SqlLedger(f"sqlite:///{path}", CLOCK)
    yield opened
    opened.close()


def fill(ledger: SqlLedger, count: int = 4) -> None:
    for number in range(1, count + 1):
        effect = Effect(
            f"owner/P{number}", "owner", f"P{number}", "a@x.example", "m1", {"owner": "Asha Shah"}
        )
        ledger.claim_all([effect], today=MONDAY)
        ledger.record_all([effect], today=MONDAY, state="done")


def tamper(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


# ---- a small answer from a big ledger


def test_marks_of_earlier_days_are_left_out_where_only_what_a_plan_needs_is_asked_for(
    ledger: SqlLedger,
) -> None:
    yesterday = date(2026, 11, 22)
    written, open_, fresh = (
        Effect(f"update_register/P{n}/none/{n}/-", "update_register", f"P{n}") for n in "123"
    )
    told = Effect("owner/P1/2026-12-07/14/aa", "owner", "P1")
    for effect, day in ((written, yesterday), (fresh, MONDAY), (told, yesterday)):
        ledger.record_all([effect], today=day, state="done")
    ledger.claim_all([open_], today=yesterday)
    assert set(ledger.claims(marks_since=MONDAY)) == {open_.key, fresh.key, told.key}
    assert set(ledger.claims()) == {written.key, open_.key, fresh.key, told.key}
    assert [entry.key for entry in ledger.entries(marks=False)] == [told.key]


# ---- one winner


def test_sqlite_runs_in_wal_mode_and_waits_for_the_disk(ledger: SqlLedger) -> None:
    with ledger._engine.connect() as connection:
        modes = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert modes == ["wal", 2, 1, 30_000]


def test_a_closed_ledger_leaves_one_file(path: Path) -> None:
    ledger = SqlLedger(f"sqlite:///{path}", CLOCK)
    fill(ledger)
    ledger.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["policyclerk.db"]


def test_the_recipient_key_is_made_once(path: Path) -> None:
    first = SqlLedger(f"sqlite:///{path}", CLOCK)
    second = SqlLedger(f"sqlite:///{path}", CLOCK)
    assert first.hash_recipient("a@x.example") == second.hash_recipient("a@x.example")
    first.close()
    second.close()


# ---- tampering


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE entry SET state = 'failed' WHERE seq = 4", "Entry 4 "),
        ("UPDATE entry SET to_address = 'b@x.example' WHERE seq = 3", "Entry 3:"),
        ("UPDATE entry SET result = '{}' WHERE seq = 6", "Entry 6:"),
        ("UPDATE entry SET today = '2026-11-22' WHERE seq = 2", "Entry 2 "),
        ("UPDATE entry SET at = '2026-11-22T07:30:00+00:00' WHERE seq = 2", "Entry 2 "),
        ("UPDATE entry SET to_digest = NULL, to_salt = NULL, to_address = NULL WHERE seq = 5", "Entry 5 "),
        ("DELETE FROM entry WHERE seq = 1", "Entry 1 is missing"),
        ("DELETE FROM entry WHERE seq = 5", "Entry 5 is missing"),
        ("DELETE FROM entry WHERE seq >= 7", "Entry 7 is missing"),
        (
            "UPDATE entry SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)",
            "Entry 1 is missing",
        ),
        ("UPDATE claim SET state = 'failed' WHERE key = 'owner/P2'", "owner/P2"),
        ("DELETE FROM claim WHERE key = 'owner/P3'", "owner/P3"),
    ],
)
def test_a_ledger_that_was_changed_says_where(
    ledger: SqlLedger, path: Path, statement: str, broken: str
) -> None:
    fill(ledger)
    assert ledger.verify() == (True, None)
    tamper(path, statement)
    holds, where = ledger.verify()
    assert not holds
    assert broken in (where or "")


def test_two_entries_that_changed_places_are_seen(ledger: SqlLedger, path: Path) -> None:
    fill(ledger)
    for statement in (
        "SET seq = -2 WHERE seq = 2",
        "SET seq = 2 WHERE seq = 3",
        "SET seq = 3 WHERE seq = -2",
    ):
        tamper(path, f"UPDATE entry {statement}")
    assert ledger.verify() == (False, "Entry 2 is not as it was written, or not in its place.")


# ---- erasing


def test_a_person_is_forgotten_and_the_chain_still_holds(ledger: SqlLedger, path: Path) -> None:
    fill(ledger)
    other = Effect("owner/P9", "owner", "P9", "c@x.example", "m2", {"path": "outbox/m2.eml"})
    ledger.record_all([other], today=MONDAY, state="done")
    assert ledger.erase(["A@X.example", "asha shah"]) == 8
    assert ledger.verify() == (True, None)
    assert {entry.to for entry in ledger.entries()} == {None, "c@x.example"}
    assert ledger.claims()["owner/P1"].spent
    assert ledger.claims()["owner/P9"].result == {"path": "outbox/m2.eml"}
    ledger.close()
    assert b"Asha" not in path.read_bytes()


def test_a_name_with_letters_beyond_ascii_is_found(ledger: SqlLedger) -> None:
    effect = Effect("k", "write_draft", "P1", None, None, {"owner": "Zoë Brontë"})
    ledger.record_all([effect], today=MONDAY, state="done")
    assert ledger.erase(["zoë brontë"]) == 1


def test_names_older_than_a_day_are_forgotten(ledger: SqlLedger) -> None:
    fill(ledger, 1)
    late = Effect("owner/P9", "owner", "P9", "c@x.example")
    ledger.record_all([late], today=date(2026, 11, 24), state="done")
    assert ledger.erase_before(date(2026, 11, 24)) == 2
    assert [entry.to for entry in ledger.entries()] == [None, None, "c@x.example"]
    assert ledger.verify() == (True, None)


def test_erasing_for_nobody_erases_nothing(ledger: SqlLedger) -> None:
    fill(ledger)
    assert ledger.erase(["", "  "]) == 0


# ---- reading without leaving a trace


def test_a_ledger_that_is_not_there_reads_as_empty_and_is_not_made(path: Path) -> None:
    empty = open_existing(f"sqlite:///{path}")
    assert dict(empty.claims()) == {}
    assert empty.last_run() is None
    assert empty.verify() == (True, None)
    assert len(empty.hash_recipient("a@x.example")) == 16
    assert not path.parent.exists()


def test_reading_leaves_no_file_behind(path: Path) -> None:
    ledger = SqlLedger(f"sqlite:///{path}", CLOCK)
    fill(ledger)
    recipient = ledger.hash_recipient("a@x.example")
    ledger.close()
    before = path.read_bytes()
    reader = open_existing(f"sqlite:///{path}")
    assert len(reader.claims()) == 4
    assert len(list(reader.entries())) == 8
    assert reader.verify() == (True, None)
    assert reader.hash_recipient("a@x.example") == recipient
    assert [entry.name for entry in path.parent.iterdir()] == ["policyclerk.db"]
    assert path.read_bytes() == before


def test_reading_sees_what_a_run_at_work_has_written(ledger: SqlLedger, path: Path) -> None:
    fill(ledger, 2)
    assert len(open_existing(f"sqlite:///{path}").claims()) == 2


def test_a_ledger_opened_for_reading_refuses_to_write(ledger: SqlLedger, path: Path) -> None:
    reader = open_existing(f"sqlite:///{path}")
    with pytest.raises(PolicyclerkError, match="opened for reading") as refused:
        reader.claim("k", kind="owner", policy=None, to=None, today=MONDAY)
    assert refused.value.kind == "state_unwritable"
    assert dict(ledger.claims()) == {}


# ---- faults


def test_a_file_that_is_no_database_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Minutes of the meeting of 4 March, item 7: policies " * 40)
    for opening in (
        lambda: SqlLedger(f"sqlite:///{path}", CLOCK),
        lambda: open_existing(f"sqlite:///{path}"),
    ):
        with pytest.raises(PolicyclerkError, match="is damaged") as fault:
            opening()
        assert fault.value.kind == "state_damaged"


def test_an_empty_file_is_begun(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert dict(open_existing(f"sqlite:///{path}").claims()) == {}
    ledger = SqlLedger(f"sqlite:///{path}", CLOCK)
    assert ledger.claim("k", kind="owner", policy=None, to=None, today=MONDAY)
    ledger.close()


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    SqlLedger(f"sqlite:///{path}", CLOCK).close()
    tamper(path, "UPDATE meta SET version = 99")
    with pytest.raises(PolicyclerkError, match="newer policyclerk") as fault:
        SqlLedger(f"sqlite:///{path}", CLOCK)
    assert fault.value.kind == "state_unwritable"


def test_a_ledger_without_its_head_is_damaged_not_begun_anew(path: Path) -> None:
    ledger = SqlLedger(f"sqlite:///{path}", CLOCK)
    fill(ledger)
    ledger.close()
    tamper(path, "DELETE FROM meta")
    with pytest.raises(PolicyclerkError, match="head row is missing") as fault:
        SqlLedger(f"sqlite:///{path}", CLOCK)
    assert fault.value.kind == "state_damaged"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(PolicyclerkError, match="state") as fault:
        SqlLedger(f"sqlite:///{tmp_path}/state/policyclerk.db", CLOCK)
    assert fault.value.kind == "state_unwritable"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write everywhere")
def test_a_read_only_folder_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o555)
    with pytest.raises(PolicyclerkError, match=r"may write|read-only") as fault:
        SqlLedger(f"sqlite:///{path}", CLOCK)
    assert fault.value.kind == "state_unwritable"


def test_a_full_disk_is_told_and_nothing_is_half_written(ledger: SqlLedger) -> None:
    fill(ledger)
    with ledger._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    many = [Effect(f"owner/Q{n}", "owner", None, "a@x.example") for n in range(500)]
    with pytest.raises(PolicyclerkError, match="the disk is full") as fault:
        ledger.claim_all(many, today=MONDAY)
    assert fault.value.kind == "state_unwritable"
    assert len(ledger.claims()) == 4
    assert ledger.verify() == (True, None)


@pytest.mark.parametrize(
    ("address", "word"),
    [("state/policyclerk.db", "no database address"), ("postgresql+nosuchdriver://x/y", "driver")],
)
def test_an_address_that_leads_nowhere_is_a_fault_of_the_settings(address: str, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        SqlLedger(address, CLOCK)
