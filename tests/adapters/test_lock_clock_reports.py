"""The lock, the clock and the reports folder."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.fakes import FakeReportWriter

from policyclerk.adapters.clock import FixedClock, SystemClock
from policyclerk.adapters.lock_file import LockFile
from policyclerk.adapters.report_folder import ReportFolder
from policyclerk.domain.errors import AnotherRun, PolicyclerkError

HOLD_AND_DIE = """
import os, sys
from pathlib import Path
from policyclerk.adapters.lock_file import LockFile
with LockFile(Path(sys.argv[1]))(wait_s=0):
    print("held", flush=True)
    sys.stdin.read()
    os._exit(9)
"""


def test_a_second_run_is_refused_while_the_first_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "state" / "policyclerk.lock"
    with LockFile(path)(wait_s=0):
        with pytest.raises(AnotherRun, match="Another run is at work") as refused, LockFile(path)(wait_s=0):
            pass
        assert refused.value.kind == "another_run"
    with LockFile(path)(wait_s=0):
        assert path.exists()


def test_the_lock_is_free_again_after_a_fault(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "policyclerk.lock")
    with pytest.raises(ZeroDivisionError), lock(wait_s=0):
        raise ZeroDivisionError
    with lock(wait_s=0):
        assert True is not None


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "policyclerk.lock"
    command = [sys.executable, "-c", HOLD_AND_DIE, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AnotherRun), LockFile(path)(wait_s=0):
            pass
        other.stdin.close()
        assert other.wait() == 9
    with LockFile(path)(wait_s=0):
        assert path.exists()


def test_a_folder_that_cannot_hold_a_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(PolicyclerkError) as fault, LockFile(tmp_path / "state" / "x.lock")(wait_s=0):
        pass
    assert fault.value.kind == "state_unwritable"


def test_the_systems_clock_tells_the_trusts_time() -> None:
    now = SystemClock("Europe/London").now()
    assert now.tzinfo is not None
    assert now.utcoffset() in (timedelta(0), timedelta(hours=1))


def test_a_fixed_clock_stands_late_on_its_day() -> None:
    clock = FixedClock(date(2026, 6, 15), "Europe/London")
    assert clock.now() == clock.now()
    assert clock.now().isoformat() == "2026-06-15T23:59:00+01:00"


def test_a_report_is_written_whole_and_named_from_the_project(tmp_path: Path) -> None:
    writer = ReportFolder(tmp_path / "reports", tmp_path)
    writer.write(name="night-2026-11-23.html", text="older")
    assert writer.write(name="night-2026-11-23.html", text="Zoë’s night") == "reports/night-2026-11-23.html"
    assert (tmp_path / "reports" / "night-2026-11-23.html").read_text(encoding="utf-8") == "Zoë’s night"
    assert [entry.name for entry in (tmp_path / "reports").iterdir()] == ["night-2026-11-23.html"]


def test_a_reports_folder_outside_the_project_is_named_in_full(tmp_path: Path) -> None:
    writer = ReportFolder(tmp_path / "elsewhere", tmp_path / "project")
    assert writer.write(name="r.md", text="x") == (tmp_path / "elsewhere" / "r.md").resolve().as_posix()


@pytest.mark.parametrize("name", ["", "../x.md", "a/b.md", "a\\b.md", ".hidden"])
def test_a_report_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        ReportFolder(tmp_path / "reports", tmp_path).write(name=name, text="x")


def test_the_twin_answers_like_the_folder(tmp_path: Path) -> None:
    true = ReportFolder(tmp_path / "reports", tmp_path).write(name="r.md", text="x")
    assert FakeReportWriter().write(name="r.md", text="x") == true
