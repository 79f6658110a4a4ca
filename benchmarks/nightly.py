"""What a night costs: the example trust multiplied, through the command line and through the Prefect flow.

    python benchmarks/nightly.py [--policies 1000] [--keep DIR]

Whole processes are timed, each beside `python -c pass` of the same run; machines differ and are shared, so only
the ratios carry. Peak memory is the largest single process. Task runs are counted in Prefect's own database.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DAY = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Cost:
    """One whole process with its children: seconds by the clock, seconds of work, MB of the largest process."""

    name: str
    wall: float
    cpu: float
    peak_mb: float


def cost(name: str, *command: str, times: int = 1) -> Cost:
    """The cost of a command, the quickest of `times`; it must end with 0."""
    runs = [_once(name, command) for _ in range(times)]
    return min(runs, key=lambda run: run.wall)


def _once(name: str, command: tuple[str, ...]) -> Cost:
    before = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment())
    assert child.stderr is not None
    errors = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - before
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{name} ended with {os.waitstatus_to_exitcode(status)}:\n{errors.decode()[-3000:]}")
    return Cost(name, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def task_runs(project: Path) -> int:
    """How many task runs Prefect has recorded for this project."""
    database = project / "state" / "prefect" / "prefect.db"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM task_run").fetchone()[0])


def main() -> None:
    """Make the trusts, run the nights, print the table."""
    from benchmarks.multiplied import make

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--policies", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="make the trusts here and leave them")
    wanted = parser.parse_args()
    policyclerk = str(Path(sys.executable).with_name("policyclerk"))
    with tempfile.TemporaryDirectory() as scratch:
        base = wanted.keep or Path(scratch)
        for name in ("plain", "flow"):
            make(base / name, wanted.policies)
        plain, flow = str(base / "plain"), str(base / "flow")
        limit = ("--allow-mails", str(wanted.policies))
        floor = cost("python -c pass", sys.executable, "-c", "pass", times=5)
        costs = [
            floor,
            cost("policyclerk --help", policyclerk, "--help", times=5),
            cost(
                "check, example trust",
                policyclerk,
                "check",
                "-p",
                str(ROOT / "examples/northmoor-trust"),
                "--today",
                DAY,
                times=5,
            ),
            cost("check", policyclerk, "check", "-p", plain, "--today", DAY),
            cost("run, first night", policyclerk, "run", "-p", plain, "--today", DAY, *limit),
            cost("run, the same day again", policyclerk, "run", "-p", plain, "--today", DAY),
            cost(
                "flow, first night",
                sys.executable,
                str(ROOT / "flows/nightly_check.py"),
                flow,
                "--today",
                DAY,
                *limit,
            ),
        ]
        count = task_runs(base / "flow")
        costs.append(
            cost(
                "flow, the same day again",
                sys.executable,
                str(ROOT / "flows/nightly_check.py"),
                flow,
                "--today",
                DAY,
            )
        )
        _print(costs, floor, wanted.policies, count)


def _print(costs: list[Cost], floor: Cost, policies: int, count: int) -> None:
    print(f"{policies} policies; {count} task runs in the flow's first night; {os.cpu_count()} cores\n")
    print(f"{'':28}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'x floor':>9}")
    for each in costs:
        print(
            f"{each.name:28}{each.wall:9.2f}{each.cpu:9.2f}{each.peak_mb:9.0f}{each.wall / floor.wall:9.1f}"
        )


if __name__ == "__main__":
    main()
