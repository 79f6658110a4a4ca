"""The evidence pack: what an auditor can check by herself, and nothing that is nobody's business."""

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.board.conftest import View
from tests.board.test_board_view import a_late_one
from tests.fakes import MemoryLedger
from tests.people import TODAY

from policyclerk.adapters.evidence_zip import packed
from policyclerk.board.pack import pack, settings_shown
from policyclerk.domain.settings import (
    GraphSettings,
    HeartbeatSettings,
    MailSettings,
    RegisterSettings,
    Settings,
    StateSettings,
    TrustSettings,
)


@pytest.fixture
def ledger() -> MemoryLedger:
    made = MemoryLedger()
    for number in range(3):
        key = f"write_draft/P{number}/none/draft/-"
        made.claim(key, kind="write_draft", policy=f"P{number}", to=None, today=TODAY)
        made.record(key, kind="write_draft", policy=f"P{number}", to=None, today=TODAY, state="done")
    return made


def files_of(view: View, ledger: MemoryLedger) -> dict[str, bytes]:
    return pack(
        view(a_late_one()),
        tables={"findings": b"a,b\r\n"},
        ledger=ledger.sealed(),
        sound=ledger.verify(),
        settings=Settings(),
    )


def unpacked(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(folder / "ledger" / "verify.py")],
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_extract_of_the_ledger_verifies_itself(view: View, ledger: MemoryLedger, tmp_path: Path) -> None:
    done = verified(unpacked(files_of(view, ledger), tmp_path))

    assert done.returncode == 0
    assert done.stdout.startswith("6 entries, the chain holds")
    assert ledger.entries()[-1].hash in done.stdout


@pytest.mark.parametrize("harm", ["changed", "taken out", "moved"])
def test_an_extract_that_was_tampered_with_breaks(
    view: View, ledger: MemoryLedger, tmp_path: Path, harm: str
) -> None:
    files = files_of(view, ledger)
    lines = files["ledger/entries.jsonl"].decode().splitlines(keepends=True)
    if harm == "changed":
        lines[2] = lines[2].replace("P1", "P7")
    elif harm == "taken out":
        del lines[2]
    else:
        lines[1], lines[2] = lines[2], lines[1]
    done = verified(unpacked(files | {"ledger/entries.jsonl": "".join(lines).encode()}, tmp_path))

    assert done.returncode == 1
    assert "breaks at entry" in done.stderr


def test_every_file_is_named_with_its_digest(view: View, ledger: MemoryLedger) -> None:
    files = files_of(view, ledger)
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())

    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_readme_names_every_file_and_the_last_hash(view: View, ledger: MemoryLedger) -> None:
    files = files_of(view, ledger)
    readme = files["README.txt"].decode()

    assert ledger.entries()[-1].hash in readme
    assert [name for name in files if "/" not in name and name != "README.txt" and name not in readme] == []


def test_a_chain_that_did_not_hold_is_said_so_loudly(view: View, ledger: MemoryLedger) -> None:
    files = pack(
        view(a_late_one()),
        tables={},
        ledger=ledger.sealed(),
        sound=(False, "Entry 2 is missing."),
        settings=Settings(),
    )

    assert "DID NOT HOLD" in files["README.txt"].decode()
    assert "Entry 2 is missing." in files["README.txt"].decode()


def test_the_same_state_gives_the_same_bytes(view: View, ledger: MemoryLedger) -> None:
    one, other = (packed(files_of(view, ledger), day=TODAY) for _ in range(2))

    assert one == other


def test_nothing_that_opens_a_door_or_names_a_person_is_in_the_settings() -> None:
    settings = Settings(
        trust=TrustSettings(name="Ash Trust", contact="clerk@ash.example"),
        register=RegisterSettings(spreadsheet="1AbC", credentials="secrets/key.json"),
        mail=MailSettings(
            host="mail.ash.example", sender="x@ash.example", allowed_addresses=("y@ash.example",)
        ),
        graph=GraphSettings(tenant="t-1", client="c-1"),
        state=StateSettings("postgresql+psycopg://clerk:hunter2@db.ash.example/state"),
        heartbeat=HeartbeatSettings(ping_url="https://ping.example/4711"),
    )
    shown = json.dumps(settings_shown(settings))

    for told in ("@", "1AbC", "key.json", "mail.ash", "t-1", "c-1", "hunter2", "db.ash", "4711"):
        assert told not in shown
    assert "Ash Trust" in shown
    assert settings_shown(settings)["report"]["due_soon_days"] == 90


def test_a_pack_before_1980_would_be_refused_by_zip_and_never_is_asked_for() -> None:
    assert packed({"a": b"x"}, day=date(1990, 1, 1))[:2] == b"PK"
