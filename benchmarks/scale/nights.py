"""The nights of one trust: the first, one without changes, one with a few, and one in September."""

import math
import shutil
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.multiplied import make, with_comment
from benchmarks.scale.cost import Cost, cost

POLICYCLERK = str(Path(sys.executable).with_name("policyclerk"))
DAY = date(2026, 11, 23)
SEPTEMBER = date(2027, 7, 1)
"""A day on which the reviews of July are due soon, about a third of the whole."""
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Nights:
    """What the nights of a trust of one size cost.

    Attributes:
        floor: unpacking and parsing the same files on as many processes.
        check: the first reading and judging, with nothing remembered and nothing drafted.
        state_mb: what ledger and memory take after all of them.
    """

    policies: int
    floor: Cost
    check: Cost
    first: Cost
    quiet: Cost
    one_percent: Cost
    september: Cost
    state_mb: float

    @property
    def largest_mb(self) -> float:
        """The largest process of all."""
        return max(c.peak_mb for c in (self.check, self.first, self.quiet, self.one_percent, self.september))


@dataclass(frozen=True, slots=True)
class Checked:
    """What the first reading and judging of a trust costs, where its nights are not played."""

    policies: int
    floor: Cost
    check: Cost


def checked(policies: int, folder: Path, *, small_files: bool = False) -> Checked:
    """Make a trust, read and judge it once, and throw it away."""
    trust = folder / f"trust-{policies}"
    make(trust, policies, small_files=small_files)
    try:
        return Checked(policies, _floor(trust), _first_check(trust))
    finally:
        shutil.rmtree(trust, ignore_errors=True)


def nights_of(policies: int, folder: Path, *, small_files: bool = False) -> Nights:
    """Make a trust, play its nights, and throw it away.

    Args:
        small_files: with the example's short papers, in place of files as large as real ones.
    """
    trust = folder / f"trust-{policies}"
    make(trust, policies, small_files=small_files)
    try:
        return _played(trust, policies)
    finally:
        shutil.rmtree(trust, ignore_errors=True)


def _played(trust: Path, policies: int) -> Nights:
    _all_at_once(trust, policies)
    floor, check = _floor(trust), _first_check(trust)
    first = _night(trust, DAY, policies)
    quiet = _night(trust, DAY + timedelta(days=1), policies)
    papers = sorted((trust / "policies").rglob("*.docx"))
    for paper in papers[:: max(len(papers) // math.ceil(len(papers) / 100), 1)]:
        paper.write_bytes(with_comment(paper.read_bytes(), b"changed"))
    changed = _night(trust, DAY + timedelta(days=2), policies)
    september = _night(trust, SEPTEMBER, policies)
    size = sum(file.stat().st_size for file in (trust / "state").rglob("*") if file.is_file())
    return Nights(policies, floor, check, first, quiet, changed, september, size / 1e6)


def _all_at_once(trust: Path, policies: int) -> None:
    """Let the first night write every draft that is due, so that none is left over for a night that is to be quiet."""
    with (trust / "config" / "trust.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[limits]\nmax_drafts_per_run = {policies}\n")


def _floor(trust: Path) -> Cost:
    return cost(sys.executable, "-m", "benchmarks.scale.floor", str(trust / "policies"), str(PROCESSES))


def _first_check(trust: Path) -> Cost:
    return cost(POLICYCLERK, "check", "-p", str(trust), "--today", DAY.isoformat())


def _night(trust: Path, day: date, policies: int) -> Cost:
    allowed = ("--allow-mails", str(policies))
    return cost(POLICYCLERK, "run", "-p", str(trust), "--today", day.isoformat(), *allowed)


def growth(small: Nights | Checked, large: Nights | Checked) -> float:
    """The exponent with which the first reading and judging grows from one size to another."""
    return math.log(large.check.cpu / small.check.cpu) / math.log(large.policies / small.policies)
