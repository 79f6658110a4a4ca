"""That the nights run is seen to: by the heartbeat, and from outside where the machine itself is dead."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from policyclerk import bootstrap, run
from policyclerk.start import DEMO_DAY

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own

BARE = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "POLICYCLERK"))}
HEARTBEAT = "heartbeat.py:heartbeat"
LATER = DEMO_DAY + timedelta(days=2)


class Watcher:
    """The ping receiver in its own process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = f"http://127.0.0.1:{self.line()}/trust-42"

    def line(self) -> str:
        """The next line that it writes; waits for it."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def rest(self) -> list[str]:
        """All that it was called with beside, when it is told to end."""
        self._process.terminate()
        return self._process.communicate(timeout=30)[0].split()


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    receiver = [sys.executable, str(Path(__file__).with_name("ping_receiver.py"))]
    with subprocess.Popen(receiver, stdout=subprocess.PIPE, encoding="utf-8") as process:
        yield Watcher(process)
        process.kill()


def flown(flow: Any, root: Path, day: Any) -> tuple[Any, Any]:
    state = flow(directory=str(root), today=day, return_state=True)
    return state, state.result(raise_on_failure=False)


def alerts(trust: Path) -> list[Path]:
    return [p for p in (trust / "outbox").glob("*.eml") if b"X-Policyclerk-Kind: alert" in p.read_bytes()]


def carry_out_a_night(trust: Path) -> None:
    setup = bootstrap.open_project(trust)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, DEMO_DAY))
    run.night(hands, DEMO_DAY, run.Options())
    hands.ledger.close()


def test_the_flow_is_content_after_a_night_and_tells_once_a_day_where_none_came(
    flow: Callable[[str], Any], trust: Path
) -> None:
    carry_out_a_night(trust)
    state, ended = flown(flow(HEARTBEAT), trust, DEMO_DAY + timedelta(days=1))
    assert state.is_completed()
    assert ended.exit_code == 0
    assert ended.report.notes == (
        "The last check was completed on 23/11/2026 at 23:59, no more than 36 hours ago.",
    )
    assert alerts(trust) == []
    for _ in range(2):
        state, ended = flown(flow(HEARTBEAT), trust, LATER)
        assert state.is_failed()
        assert "night_missing" in state.message
        assert ended.exit_code == 1
        assert len(alerts(trust)) == 1


def test_flow_and_command_say_the_same(flow: Callable[[str], Any], trust: Path) -> None:
    carry_out_a_night(trust)
    _, ended = flown(flow(HEARTBEAT), trust, LATER)
    line = [sys.executable, "-m", "policyclerk", "heartbeat", "-p", str(trust), "--today", str(LATER)]
    done = subprocess.run(line, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == ended.exit_code == 1
    assert ended.report.problems[0].message in " ".join(done.stdout.split())


class ClockOf:
    """A clock that shows what it was set to."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to kill")
def test_a_dead_server_is_missed_from_outside_and_told_of_when_a_heartbeat_comes_again(
    flows_folder: Path, trust: Path, watcher: Watcher
) -> None:
    settings = trust / "config" / "trust.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + f'\n[heartbeat]\nping_url = "{watcher.url}"\n',
        encoding="utf-8",
    )
    script = [sys.executable, str(flows_folder / "nightly_check.py"), str(trust), "--today"]
    first = subprocess.run(
        [*script, str(DEMO_DAY)], env=BARE, capture_output=True, check=False, encoding="utf-8"
    )
    assert first.returncode == 0, first.stderr
    assert [watcher.line(), watcher.line()] == ["/trust-42/start", "/trust-42"]

    second = subprocess.Popen(
        [*script, str(DEMO_DAY + timedelta(days=1))],
        env=BARE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert watcher.line() == "/trust-42/start"
    os.killpg(second.pid, signal.SIGKILL)  # the flow and the Prefect server that it had started
    second.wait(timeout=30)

    setup = bootstrap.open_project(trust)
    ended_at = bootstrap.clock(setup, DEMO_DAY).now()
    for hours, missing in ((36, False), (40, True)):
        clock = ClockOf(ended_at + timedelta(hours=hours))
        hands = bootstrap.acting_hands(setup, clock)
        report = run.heartbeat(hands, clock.now().date())
        hands.ledger.close()
        assert [problem.kind for problem in report.problems] == ["night_missing"] * missing
        assert len(alerts(trust)) == missing
    (alert,) = alerts(trust)
    assert b"To: governance@northmoor.example" in alert.read_bytes()
    assert watcher.rest() == [], "no word of a good end came: that is what the watcher misses"


def test_a_run_under_way_is_a_sign_of_life(trust: Path) -> None:
    setup = bootstrap.open_project(trust)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, DEMO_DAY))
    with hands.lock(wait_s=0):
        report = run.heartbeat(hands, DEMO_DAY)
    assert (report.notes, report.troubled) == (("A run is at work now.",), False)
