"""What policyclerk costs from a typical trust to a hundred thousand policies; writes benchmarks/RESULTS.md.

    python -m benchmarks.scale [--sizes 720 1000 10000] [--small-files 1000] [--largest 100000 [--largest-nights]] [--tasks 1000]
        [--without-typical] [--keep-results FILE]

The Word files are as large as real policies (`benchmarks.lengthened` says after which figures); `--small-files` names the sizes that
are measured once more with the example trust's short papers, which cost less to read and as much of everything else.

Whole processes are measured with their children. Machines differ and are shared, so the ratios carry, each within one run: to the
floor (the same files unpacked and parsed, nothing else), to a plain script, to a flow with a task for each policy, to a flow that
does nothing.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.multiplied import make
from benchmarks.scale.cost import Cost, cost
from benchmarks.scale.nights import DAY, POLICYCLERK, Checked, Nights, checked, growth, nights_of
from benchmarks.scale.prefect_server import kept, running

from policyclerk.adapters.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]
TYPICAL = 720
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
Row = tuple[str, ...]


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[TYPICAL, 1000, 10_000])
    parser.add_argument("--small-files", type=int, nargs="*", default=[1000], help="sizes for short papers")
    parser.add_argument(
        "--tasks", type=int, default=1000, help="policies for the flow with a task each; 0 leaves it out"
    )
    parser.add_argument("--largest", type=int, default=0, help="one more size, read and judged only")
    parser.add_argument("--largest-nights", action="store_true", help="play the nights of that size too")
    parser.add_argument("--without-typical", action="store_true", help="leave out the commands of every day")
    parser.add_argument("--keep-results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sizes = [*asked.sizes, *([asked.largest] if asked.largest_nights else [])]
        nights = [nights_of(size, folder) for size in sizes]
        small = [nights_of(size, folder, small_files=True) for size in asked.small_files]
        alone = asked.largest and not asked.largest_nights
        largest = [checked(asked.largest, folder)] if alone else []
        lines = [*_head(), *_nights(nights, small), *_growth([*nights, *largest])]
        lines += [*([] if asked.without_typical else _typical(folder)), *_beside(folder, asked.tasks)]
    text = "\n".join(lines) + "\n"
    print(text)
    asked.keep_results.write_text(text, encoding="utf-8")


def _head() -> Iterator[str]:
    day = SystemClock("Europe/London").now().date()
    yield "# What policyclerk costs"
    yield ""
    yield f"Written by `make bench` on {day.isoformat()}: {os.cpu_count()} shared cores, Python {platform.python_version()}."
    yield "Seconds are of this machine on that day; the ratios carry. Work is CPU time of a command with all its processes."


def _table(headings: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield ""
    yield "| " + " | ".join(headings) + " |"
    yield "|" + "---|" * len(headings)
    yield from ("| " + " | ".join(row) + " |" for row in rows)


def _nights(nights: list[Nights], small: list[Nights]) -> Iterator[str]:
    yield ""
    yield "## Nights"
    yield ""
    yield (
        "Word files as large as real policies: main documents from 10 to 570 thousand bytes, 108 thousand in the mean "
        "(see benchmarks/lengthened.py)."
    )
    yield from _night_table(nights)
    if small:
        yield ""
        yield "### The same with the example trust's short papers, of 4 to 13 thousand bytes"
        yield from _night_table(small)


def _night_table(nights: list[Nights]) -> Iterator[str]:
    headings = ("policies", "floor s", "check, nothing known", "x floor", "first night", "drafts, mails, rows apart",
        "quiet night", "share of the first", "1 % changed", "a third newly due", "largest process MB", "state MB")  # fmt: skip
    yield from _table(headings, map(_night_row, nights))


def _growth(sizes: list[Nights | Checked]) -> Iterator[str]:
    """How the first reading and judging grows from each size to the largest."""
    yield ""
    yield "## The first reading and judging, by size"
    rows = (
        (
            str(one.policies), _s(one.check), _x(one.check, one.floor), f"{1000 * one.check.cpu / one.policies:.2f}",
            f"{one.check.peak_mb:.0f}", f"{growth(one, sizes[-1]):.2f}" if one is not sizes[-1] else "",
        )
        for one in sizes
    )  # fmt: skip
    headings = (
        "policies",
        "work s",
        "x floor",
        "ms a policy",
        "largest process MB",
        "exponent from here to the last",
    )
    yield from _table(headings, rows)


def _night_row(night: Nights) -> Row:
    apart = night.first.cpu - night.check.cpu
    return (
        str(night.policies), _s(night.floor), _s(night.check), _x(night.check, night.floor), _s(night.first), f"{apart:.1f}",
        _s(night.quiet), f"{night.quiet.cpu / night.first.cpu:.1%}", _s(night.one_percent), _s(night.september),
        f"{night.largest_mb:.0f}", f"{night.state_mb:.1f}",
    )  # fmt: skip


def _typical(folder: Path) -> Iterator[str]:
    """The commands of every day over a trust of the usual size."""
    trust = folder / "typical"
    make(trust, TYPICAL)
    where, day = ("-p", str(trust), "--today"), DAY.isoformat()
    cost(POLICYCLERK, "run", *where, day, "--allow-mails", str(TYPICAL))
    shown = cost(POLICYCLERK, "--help", times=5)
    check = cost(POLICYCLERK, "check", *where, day, times=3)
    report = cost(POLICYCLERK, "report", *where, day, times=3)
    with running(folder / "server") as server:
        idle = cost(sys.executable, str(ROOT / "benchmarks/scale/idle_flow.py"), also=server, times=3)
        quiet = _quiet_flow(trust, server)
    shutil.rmtree(trust)
    yield ""
    yield f"## Every day, {TYPICAL} policies"
    yield from _table(
        ("what", "wall s", "work s", "beside", "ratio of work", "ratio by the clock"),
        [
            (
                "check, everything known",
                _w(check),
                _s(check),
                "policyclerk --help",
                _x(check, shown),
                _xw(check, shown),
            ),
            ("report", _w(report), _s(report), "check", _x(report, check), _xw(report, check)),
            (
                "flow, quiet night",
                _w(quiet),
                _s(quiet),
                "a flow that does nothing",
                _x(quiet, idle),
                _xw(quiet, idle),
            ),
        ],
    )


def _quiet_flow(trust: Path, server: dict[str, str]) -> Cost:
    """A night of the flow on which nothing changed: the second of two days that follow."""
    flow = str(ROOT / "flows/nightly_check.py")
    days = [(DAY + timedelta(days=number)).isoformat() for number in (1, 2)]
    return [cost(sys.executable, flow, str(trust), "--today", day, also=server) for day in days][-1]


def _beside(folder: Path, tasks: int) -> Iterator[str]:
    """The same night by a plain script, and by a flow with a task for each policy."""
    if not tasks:
        return
    ours, script, flow, threads = (folder / name for name in ("ours", "script", "flow", "threads"))
    for trust in (ours, script, flow, threads):
        make(trust, tasks)
    with (threads / "config" / "trust.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[limits]\nengine = "threads"\n')
    command = cost(
        POLICYCLERK, "run", "-p", str(ours), "--today", DAY.isoformat(), "--allow-mails", str(tasks)
    )
    plain = cost(sys.executable, "-m", "benchmarks.scale.plain_script", str(script), DAY.isoformat())
    with running(folder / "server-of-tasks") as server:
        whole, light = (_first_flow(trust, tasks, server) for trust in (flow, threads))
        ours_kept = kept(folder / "server-of-tasks")
        single = cost(
            sys.executable, "-m", "benchmarks.scale.task_per_policy", str(flow / "policies"), also=server
        )
        all_kept = kept(folder / "server-of-tasks")
    yield ""
    yield f"## The first night of {tasks} policies, beside other ways"
    yield from _table(
        ("way", "wall s", "work s", "ours by the clock", "ours in work"),
        [
            ("policyclerk run", _w(command), _s(command), "1.0 x", "1.0 x"),
            ("the same as a Prefect flow, engine = processes", _w(whole), _s(whole), _xw(command, whole), _x(command, whole)),
            ("the same as a Prefect flow, engine = threads", _w(light), _s(light), _xw(command, light), _x(command, light)),
            ("plain script (python-docx, openpyxl; no checks of signatures, no memory)", _w(plain), _s(plain),
                _xw(command, plain), _x(command, plain)),
            ("Prefect flow with a task for each policy (reads only; the server's own work not counted)", _w(single),
                _s(single), _xw(command, single), _x(command, single)),
        ],
    )  # fmt: skip
    shares = [(flow.cpu - command.cpu) / flow.cpu for flow in (whole, light)]
    yield ""
    yield (
        f"Prefect's share of those flows' work: {shares[0]:.0%} and {shares[1]:.0%}. They made {ours_kept[0]} task runs; the server's database then held "
        f"{ours_kept[1]:.1f} MB. The flow with a task for each policy made {all_kept[0] - ours_kept[0]} and left it at {all_kept[1]:.1f} MB."
    )


def _first_flow(trust: Path, policies: int, server: dict[str, str]) -> Cost:
    flow, allowed = str(ROOT / "flows/nightly_check.py"), ("--allow-mails", str(policies))
    return cost(sys.executable, flow, str(trust), "--today", DAY.isoformat(), *allowed, also=server)


def _s(one: Cost) -> str:
    return f"{one.cpu:.2f}"


def _w(one: Cost) -> str:
    return f"{one.wall:.2f}"


def _x(one: Cost, other: Cost) -> str:
    return f"{one.cpu / other.cpu:.2f} x"


def _xw(one: Cost, other: Cost) -> str:
    return f"{one.wall / other.wall:.2f} x"


if __name__ == "__main__":
    main()
