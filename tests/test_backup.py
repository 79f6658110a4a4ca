"""A trust's state is copied while it lives, put back after a loss, and nothing goes out a second time by itself."""

import shutil
import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.trusts import a_trust

from policyclerk import bootstrap, run
from policyclerk.adapters.pause_file import read_pauses
from policyclerk.backup import backup, restore
from policyclerk.domain.errors import PolicyclerkError, UsageError
from policyclerk.domain.pause import Pause
from policyclerk.hands import Options
from policyclerk.report import RunReport

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def night(trust: Path, day: date) -> RunReport:
    setup = bootstrap.open_project(trust)
    return run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())


def sent(report: RunReport) -> list[str]:
    return [a.key for a in report.actions if a.kind == "send_mail" and a.state == "done"]


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    return a_trust(tmp_path / "trust")


def test_after_a_lost_disk_the_restored_state_sends_nothing_again(trust: Path) -> None:
    assert sent(night(trust, MONDAY))
    kept = backup(trust, None, MONDAY)
    shutil.rmtree(trust / "state")
    shutil.rmtree(trust / "outbox")

    restored = restore(kept, trust)
    bootstrap.resume(bootstrap.open_project(trust), None)

    assert "state/policyclerk.db" in restored.paths
    again = night(trust, TUESDAY)
    assert sent(again) == []
    assert not again.troubled
    assert bootstrap.open_ledger(bootstrap.open_project(trust)).verify() == (True, None)


def test_until_a_person_resumes_it_a_restored_trust_sends_nothing_at_all(trust: Path) -> None:
    night(trust, date(2026, 11, 20))
    old = backup(trust, None, date(2026, 11, 20))
    shutil.rmtree(trust / "state")
    restore(old, trust)
    assert sent(night(trust, MONDAY)) == []
    bootstrap.resume(bootstrap.open_project(trust), None)
    assert len(sent(night(trust, TUESDAY))) == 1


def test_a_backup_taken_while_a_run_writes_is_whole(trust: Path) -> None:
    night(trust, MONDAY)
    writer = sqlite3.connect(trust / "state" / "policyclerk.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE meta SET head_hash = 'half a transaction'")
    kept = backup(trust, trust / "half.zip", MONDAY)
    writer.execute("ROLLBACK")
    writer.close()
    restore(kept, trust)
    assert bootstrap.open_ledger(bootstrap.open_project(trust)).verify() == (True, None)


def test_a_new_machine_gets_settings_and_templates_too(trust: Path, tmp_path: Path) -> None:
    (trust / "templates").mkdir()
    (trust / "templates" / "page.css").write_text("h1 { color: navy }", encoding="utf-8")
    night(trust, MONDAY)
    kept = backup(trust, tmp_path / "usb" / "state.zip", MONDAY)
    restored = restore(kept, tmp_path / "new")
    assert (tmp_path / "new" / "config" / "trust.toml").is_file()
    assert (tmp_path / "new" / "templates" / "page.css").is_file()
    assert set(restored.paths) == {"state/policyclerk.db", "config/trust.toml", "templates/page.css"}
    assert restored.entries > 0


def test_a_ledger_that_knows_more_is_kept_where_the_settings_alone_were_lost(trust: Path) -> None:
    bootstrap.acting_hands(
        bootstrap.open_project(trust), bootstrap.clock(bootstrap.open_project(trust), MONDAY)
    )
    old = backup(trust, None, MONDAY)
    night(trust, MONDAY)
    settings = trust / "config" / "trust.toml"
    text = settings.read_text(encoding="utf-8")
    settings.unlink()

    with pytest.raises(UsageError, match="Nothing was changed"):
        restore(old, trust)

    assert not settings.exists()
    settings.write_text(text, encoding="utf-8")
    assert sent(night(trust, MONDAY)) == []


def test_a_ledger_kept_elsewhere_in_the_folder_goes_there_and_nowhere_else(tmp_path: Path) -> None:
    elsewhere = '[state]\ndatabase = "sqlite:///books/ledger.db"\n'
    csv = '[trust]\nname = "Ash"\n[register]\nkind = "csv"\npath = "register.csv"\n'
    trust = a_trust(tmp_path / "trust", settings=csv + elsewhere)
    night(trust, MONDAY)
    kept = backup(trust, None, MONDAY)

    restore(kept, tmp_path / "new")

    assert (tmp_path / "new" / "books" / "ledger.db").is_file()
    assert not (tmp_path / "new" / "state" / "policyclerk.db").exists()


def test_an_older_backup_is_not_put_over_a_ledger_that_knows_more(trust: Path) -> None:
    bootstrap.acting_hands(
        bootstrap.open_project(trust), bootstrap.clock(bootstrap.open_project(trust), MONDAY)
    )
    old = backup(trust, None, MONDAY)
    night(trust, MONDAY)
    with pytest.raises(UsageError, match="would be forgotten"):
        restore(old, trust)
    assert sent(night(trust, MONDAY)) == []
    assert restore(old, trust, replace=True).entries == 0


def test_a_restore_that_breaks_off_at_the_ledger_has_held_the_mail_back_already(
    trust: Path, tmp_path: Path
) -> None:
    night(trust, MONDAY)
    bootstrap.pause(bootstrap.open_project(trust), until=None, address="j.marsh@ash.example")
    kept = backup(trust, None, MONDAY)
    (tmp_path / "new" / "state" / "policyclerk.db").mkdir(parents=True)

    with pytest.raises(PolicyclerkError, match="cannot be copied"):
        restore(kept, tmp_path / "new")

    held = read_pauses(tmp_path / "new" / "state" / "pauses.json")
    assert Pause() in held
    assert len(held) == 2


@pytest.mark.parametrize("left", [b"no database", None])
def test_a_damaged_ledger_is_set_aside_for_the_backup_once_a_person_says_so(
    trust: Path, left: bytes | None
) -> None:
    assert sent(night(trust, MONDAY))
    kept = backup(trust, None, MONDAY)
    ledger = trust / "state" / "policyclerk.db"
    damaged = left if left is not None else ledger.read_bytes()[:6_000]
    ledger.write_bytes(damaged)
    with pytest.raises(PolicyclerkError, match="add --replace"):
        restore(kept, trust)
    assert ledger.read_bytes() == damaged

    restore(kept, trust, replace=True)
    bootstrap.resume(bootstrap.open_project(trust), None)

    assert ledger.with_name("policyclerk.db.damaged").read_bytes() == damaged
    assert sent(night(trust, TUESDAY)) == []
    assert bootstrap.open_ledger(bootstrap.open_project(trust)).verify() == (True, None)


def test_a_ledger_that_was_only_begun_is_no_hindrance_to_a_backup(trust: Path) -> None:
    night(trust, MONDAY)
    kept = backup(trust, None, MONDAY)
    for path in (trust / "state").glob("policyclerk.db*"):
        path.unlink()
    (trust / "state" / "policyclerk.db").touch()
    assert restore(kept, trust).entries > 0


def test_settings_that_are_there_are_left_as_they_are(trust: Path) -> None:
    kept = backup(trust, None, MONDAY)
    settings = trust / "config" / "trust.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    restore(kept, trust)
    assert settings.read_text(encoding="utf-8").endswith("# mine\n")


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "policies/a.docx"])
def test_a_zip_with_anything_else_in_it_is_refused(trust: Path, name: str) -> None:
    with zipfile.ZipFile(trust / "evil.zip", "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(UsageError, match="no backup of policyclerk"):
        restore(trust / "evil.zip", trust)


def test_what_is_no_backup_and_where_none_can_be_written_is_told(trust: Path) -> None:
    (trust / "notes.txt").write_text("no zip", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read as a backup"):
        restore(trust / "notes.txt", trust)
    with zipfile.ZipFile(trust / "cut.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("state/policyclerk.db", "x" * 9_999)
    cut = bytearray((trust / "cut.zip").read_bytes())
    cut[50:60] = b"\xff" * 10
    (trust / "cut.zip").write_bytes(cut)
    with pytest.raises(UsageError, match="cannot be read as a backup"):
        restore(trust / "cut.zip", trust)
    with pytest.raises(PolicyclerkError, match="Name another place"):
        backup(trust, trust / "notes.txt" / "backup.zip", MONDAY)


def test_a_ledger_on_a_database_server_is_backed_up_there(tmp_path: Path) -> None:
    server = '[state]\ndatabase = "postgresql+psycopg://clerk@127.0.0.1/policyclerk"\n'
    trust = a_trust(
        tmp_path / "trust",
        settings='[trust]\nname = "Ash"\n[register]\nkind = "csv"\npath = "register.csv"\n' + server,
    )
    with pytest.raises(UsageError, match="pg_dump"):
        backup(trust, None, MONDAY)
