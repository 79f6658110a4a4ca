"""The flow files as programs, and the command line beside them that does without Prefect."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policyclerk.start import DEMO_DAY

BARE = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "POLICYCLERK"))}


def script(flows_folder: Path, name: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(flows_folder / name), *arguments],
        cwd=cwd, env=BARE, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip


def test_the_nightly_check_runs_by_itself_says_what_it_did_and_keeps_to_the_project(
    flows_folder: Path, trust: Path, tmp_path: Path
) -> None:
    done = script(flows_folder, "nightly_check.py", "trust", "--today", str(DEMO_DAY), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Done for 23/11/2026: " in done.stdout
    for folder in ("drafts", "outbox", "reports"):
        assert str(trust / folder) in done.stdout
    assert (trust / "state" / "prefect" / "prefect.db").is_file()
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["trust"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_script_ended_from_outside_leaves_no_server_behind(flows_folder: Path, trust: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(flows_folder / "nightly_check.py"), str(trust), "--today", str(DEMO_DAY)],
        env=BARE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    ) as started:  # fmt: skip
        deadline = time.monotonic() + 60
        while not (trust / "state" / "prefect" / "prefect.db").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        started.send_signal(signal.SIGTERM)
        shown, _ = started.communicate(timeout=60)  # a server left behind would hold the pipe open
    assert started.returncode == 130
    assert shown.splitlines()[-1].startswith("Stopped. ")
    assert "Traceback" not in shown


@pytest.mark.parametrize("name", ["nightly_check.py", "reminders.py", "heartbeat.py", "board_report.py"])
def test_a_wrong_folder_ends_a_script_with_a_sentence_and_2(
    flows_folder: Path, tmp_path: Path, name: str
) -> None:
    done = script(flows_folder, name, "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "There is no folder nowhere. Make a trust's folder with: policyclerk init nowhere\n"
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_end_a_script_with_every_fault_and_2(flows_folder: Path, trust: Path) -> None:
    (trust / "config" / "trust.toml").write_text('[trust]\nnmae = "Typing"\n', encoding="utf-8")
    done = script(flows_folder, "nightly_check.py", str(trust), cwd=trust)
    assert done.returncode == 2
    assert "nmae" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (trust / "state").exists()


@pytest.mark.parametrize(
    "option",
    [("--today", "2300-01-01"), ("--today", "23/11/2026"), ("--allow-mails", "none"), ("--allow-mails", "0")],
)
def test_a_wrong_option_ends_a_script_with_2(
    flows_folder: Path, trust: Path, option: tuple[str, str]
) -> None:
    done = script(flows_folder, "nightly_check.py", str(trust), *option, cwd=trust)
    assert done.returncode == 2
    assert repr(option[1]) in done.stderr
    assert not (trust / "state").exists()


def test_check_loads_neither_prefect_nor_what_only_a_run_needs(trust: Path) -> None:
    code = (
        "import json, sys\n"
        f"sys.argv = ['policyclerk', 'check', '-p', {str(trust)!r}, '--today', '{DEMO_DAY}', '--json']\n"
        "from policyclerk.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    code = end.code\n"
        "print(json.dumps({'code': code, 'modules': sorted(sys.modules)}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=BARE, capture_output=True, check=True, text=True)
    seen = json.loads(done.stderr.splitlines()[-1])
    assert seen["code"] == 0
    assert json.loads(done.stdout)["policies"]
    assert not {"prefect", "sqlalchemy", "jinja2", "docx"} & set(seen["modules"])
    assert not (trust / "state").exists()
