"""Two years of a trust's life, chased by policyclerk and by plain scripts: who was told what, when, and how often.

    python -m benchmarks.chasing [--schools 12] [--policies 60] [--months 24] [--seed 1] [--only policyclerk]

The truth of the trust is known to the simulation, so that every message is judged from outside. All draws come from the seed.
"""

import argparse
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.chasing.backlog import first_weeks
from benchmarks.chasing.clerk import Clerk
from benchmarks.chasing.judge import Judge, Verdict
from benchmarks.chasing.life import Life
from benchmarks.chasing.mishaps import Mishaps, of_days
from benchmarks.chasing.post import Post
from benchmarks.chasing.scripts import DaysEqual, LastReminded
from benchmarks.chasing.trust import make

START = date(2026, 11, 23)
"""A Monday in term."""
WAYS = ("policyclerk", "days-equal", "last-reminded")


def simulate(
    way: str, *, schools: int, policies: int, days: int, seed: int, folder: Path
) -> tuple[Verdict, list[str]]:
    """One way of chasing over one trust and its mishaps; the verdict, and what else there is to say."""
    trust = make(schools, policies, START, random.Random(seed))
    mishaps = of_days(START, days, random.Random(seed + 1))
    post, judge = Post(seed), Judge(trust, START, steps=way != "last-reminded")
    life = Life(trust, seed)
    post.listeners += [judge.hear, life.react]
    clerk = Clerk(trust, post, folder, START) if way == "policyclerk" else None
    chaser = clerk or (DaysEqual if way == "days-equal" else LastReminded)(trust, post)
    for number in range(days):
        day = START + timedelta(days=number)
        post.mishaps = mishaps[day]
        if not mishaps[day].machine_off:
            chaser.day(day, mishaps[day])
        judge.evening(day, undisturbed=mishaps[day].quiet)
        life.day(day)
    return judge.verdict, [*_counted(mishaps), *_about(clerk, folder)]


def _counted(mishaps: dict[date, Mishaps]) -> list[str]:
    each = mishaps.values()
    words = {
        "machine off": sum(m.machine_off for m in each), "sheet down": sum(m.sheet_down for m in each),
        "mail down": sum(m.mail_down for m in each), "messages cut off": sum(m.cut_off > 0 for m in each),
        "killed": sum(m.killed_after is not None for m in each), "started twice": sum(m.twice for m in each),
        "clock a day back": sum(m.clock_back for m in each),
    }  # fmt: skip
    return ["days with mishaps: " + ", ".join(f"{name} {number}" for name, number in words.items())]


def _about(clerk: Clerk | None, folder: Path) -> list[str]:
    if clerk is None:
        return []
    holds = clerk.ledger_holds()
    clerk.close()
    size = sum(file.stat().st_size for file in folder.glob("ledger.db*")) / 1e6
    return [
        f"unclear messages settled by a person: {clerk.unknown_settled}; runs for a past day refused: {clerk.refused_past}",
        f"ledger: chain {'whole' if holds else 'BROKEN'}, {size:.1f} MB",
    ]


def told(way: str, verdict: Verdict) -> list[str]:
    """The verdict in lines."""
    middle, high = verdict.fortnight()
    asked, asked_open = verdict.papers, verdict.papers_open
    lost = "none promised" if way == "last-reminded" else verdict.lost
    return [
        f"{way}",
        f"  messages {verdict.messages}; doubled {verdict.doubled}; second message to a person on a day {verdict.twice_a_day}",
        f"  lost steps {lost}; on closed days or in a school's holidays {verdict.closed_days}",
        f"  to somebody without the duty {verdict.crossed}; after completion {verdict.after_completion}",
        f"  most to one person in a week {verdict.most_in_a_week}",
        f"  per person and fortnight with any: median {middle:.0f}, 95th percentile {high:.0f}",
        f"  two messages, or done, before the papers date: {_share(asked)}; of those still open then: {_share(asked_open)}",
    ]


def _share(answers: list[bool]) -> str:
    return f"{sum(answers)} of {len(answers)} ({sum(answers) / max(len(answers), 1):.1%})"


def main() -> None:
    """Run the simulations asked for, print their verdicts; ends with 1 where policyclerk fails one of its promises."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name, default in (("--schools", 12), ("--policies", 60), ("--months", 24), ("--seed", 1)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--only", choices=WAYS)
    asked = parser.parse_args()
    broken = False
    for way in [asked.only] if asked.only else WAYS:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            verdict, about = simulate(
                way, schools=asked.schools, policies=asked.policies, days=asked.months * 61 // 2, seed=asked.seed,
                folder=Path(folder),
            )  # fmt: skip
        print("\n".join([*told(way, verdict), *(f"  {line}" for line in about)]))
        print(f"  ({time.perf_counter() - started:.0f} s)")
        if way == "policyclerk":
            print("\n".join(f"    {line}" for line in verdict.examples[:20]))
            broken = bool(verdict.examples)
    if not asked.only:
        broken = first_weeks(asked.seed) or broken
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
