"""What a year and more of nights leaves behind: memory, open files and the size of the state, run by run; writes benchmarks/NIGHTS.md.

    python -m benchmarks.many_nights [--runs 500] [--policies 60] [--whole-every 25] [--keep-results FILE]

One night per day on one installation, in this process, so that whatever is not let go is seen; every so often a night is a
process of its own (`policyclerk run`), as a timer would start it. Nobody reviews anything in all that time: more and more
policies are overdue, and each is marked anew every night, which is the most that a ledger can grow.
"""

import argparse
import gc
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks.multiplied import make
from benchmarks.scale.cost import cost
from benchmarks.scale.nights import DAY, POLICYCLERK

from policyclerk import bootstrap, run
from policyclerk.adapters.clock import SystemClock
from policyclerk.hands import Options

RESULTS = Path(__file__).resolve().parent / "NIGHTS.md"
ROWS = 20
STEADY_FROM = 0.2
"""The share of the runs after which everything is loaded: what grows from there on grows for ever."""


@dataclass(frozen=True, slots=True)
class After:
    """How things stand after a run.

    Attributes:
        memory_mb: of this process, with what it has loaded.
        entries: of the ledger.
        state_mb: everything in state/: ledger, memory of the documents, what is remembered of the nights.
        whole_mb: the largest memory of the night that was a process of its own, where there was one.
        troubled: whether the run had a problem that is no finding.
    """

    run: int
    memory_mb: float
    open_files: int
    entries: int
    ledger_mb: float
    state_mb: float
    whole_mb: float | None
    troubled: bool


def main() -> None:
    """Play the nights, print, write; ends with 1 where memory or open files grow."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--policies", type=int, default=60)
    parser.add_argument("--whole-every", type=int, default=25, help="each such run is a process of its own")
    parser.add_argument("--keep-results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="policyclerk-nights-"))
    try:
        trust = folder / "trust"
        make(trust, asked.policies)
        stood = list(_played(trust, asked.runs, asked.whole_every))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    faults = _faults(stood)
    text = (
        "\n".join([*_head(asked.runs, asked.policies), *_table(stood), "", *_growth(stood), *faults]) + "\n"
    )
    print(text)
    asked.keep_results.write_text(text, encoding="utf-8")
    sys.exit(1 if faults else 0)


def _played(trust: Path, runs: int, whole_every: int) -> Iterator[After]:
    for number in range(1, runs + 1):
        day = DAY + timedelta(days=number - 1)
        whole, troubled = None, False
        if number % whole_every:
            troubled = _night(trust, day)
        else:
            whole = cost(POLICYCLERK, "run", "-p", str(trust), "--today", day.isoformat()).peak_mb
        yield _after(trust, number, whole, troubled=troubled)


def _night(trust: Path, day: date) -> bool:
    setup = bootstrap.open_project(trust)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, day))
    return run.night(hands, day, Options(), spread=bootstrap.spread(setup)).troubled


def _after(trust: Path, number: int, whole_mb: float | None, *, troubled: bool) -> After:
    gc.collect()
    state = trust / "state"
    with closing(sqlite3.connect(state / "policyclerk.db")) as ledger:
        (entries,) = ledger.execute("SELECT count(*) FROM entry").fetchone()
    return After(
        number,
        _memory_mb(),
        len(os.listdir("/proc/self/fd")),
        entries,
        sum(file.stat().st_size for file in state.glob("policyclerk.db*")) / 1e6,
        sum(file.stat().st_size for file in state.rglob("*") if file.is_file()) / 1e6,
        whole_mb,
        troubled,
    )


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _head(runs: int, policies: int) -> Iterator[str]:
    day = SystemClock("Europe/London").now().date()
    yield "# Many nights in a row"
    yield ""
    yield f"Written by `make bench-nights` on {day.isoformat()}: {runs} nights of {policies} policies on one installation, in one process."
    yield ""


def _table(stood: Sequence[After]) -> Iterator[str]:
    yield "| run | memory MB | open files | ledger entries | ledger MB | state MB | a whole process MB |"
    yield "|---|---|---|---|---|---|---|"
    step = max(len(stood) // ROWS, 1)
    for each in (*stood[: len(stood) - 1 : step], stood[-1]):
        whole = max((other.whole_mb or 0 for other in stood[: each.run]), default=0)
        yield (
            f"| {each.run} | {each.memory_mb:.0f} | {each.open_files} | {each.entries} | {each.ledger_mb:.2f} "
            f"| {each.state_mb:.2f} | {f'{whole:.0f}' if whole else ''} |"
        )


def _growth(stood: Sequence[After]) -> Iterator[str]:
    first, last = _ends(stood)
    runs = stood[-1].run - stood[0].run or 1
    kb = 1000 * (stood[-1].ledger_mb - stood[0].ledger_mb) / runs
    yield f"Memory: {_memory(first):.1f} MB in the median of the first steady runs, {_memory(last):.1f} MB in that of the last."
    yield f"Ledger: {(stood[-1].entries - stood[0].entries) / runs:.0f} entries and {kb:.1f} kB more with each run."
    yield f"Runs with a problem: {sum(each.troubled for each in stood)}."


def _faults(stood: Sequence[After]) -> list[str]:
    first, last = _ends(stood)
    faults = []
    if _memory(last) > 1.1 * _memory(first):
        faults.append("MEMORY GROWS: more than a tenth between the first steady runs and the last.")
    if median(each.open_files for each in last) > median(each.open_files for each in first):
        faults.append("OPEN FILES GROW.")
    return faults


def _ends(stood: Sequence[After]) -> tuple[Sequence[After], Sequence[After]]:
    """The first and the last tenth of the runs after everything is loaded."""
    steady = stood[int(len(stood) * STEADY_FROM) :]
    tenth = max(len(steady) // 10, 1)
    return steady[:tenth], steady[-tenth:]


def _memory(some: Sequence[After]) -> float:
    return median(each.memory_mb for each in some)


if __name__ == "__main__":
    main()
