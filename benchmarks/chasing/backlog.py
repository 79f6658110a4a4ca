"""The first weeks over an old register: sixty reviews overdue on the first day, told five policies a week."""

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.chasing.clerk import Clerk
from benchmarks.chasing.judge import Judge
from benchmarks.chasing.mishaps import Mishaps
from benchmarks.chasing.post import Post
from benchmarks.chasing.school_calendar import in_term
from benchmarks.chasing.trust import make

START = date(2026, 11, 23)
WEEKS = 26


def first_weeks(seed: int) -> bool:
    """Play and print them, nobody working on anything; whether a promise was broken."""
    trust = make(12, 8, START, random.Random(seed))
    old = {row.ref for row in trust.rows if row.due < START}
    post, judge = Post(seed), Judge(trust, START)
    post.listeners.append(judge.hear)
    with tempfile.TemporaryDirectory() as folder:
        clerk = Clerk(trust, post, Path(folder), START, settings="[rollout]\nbacklog_per_week = 5\n")
        for number in range(WEEKS * 7):
            clerk.day(START + timedelta(days=number), Mishaps())
        clerk.close()
    first_told: dict[str, date] = {}
    for delivery in post.deliveries:
        for item in delivery.items:
            if item.ref in old:
                first_told.setdefault(item.ref, delivery.day)
    weeks = _term_weeks(max(first_told.values(), default=START))
    missing, most = len(old - set(first_told)), judge.verdict.most_in_a_week
    print(
        f"backlog of {len(old)}, 5 a week: {len(old) - missing} told, the last in term week {weeks}; "
        f"most messages to one person in a week {most}"
    )
    return bool(missing) or weeks > 13 or most > 1


def _term_weeks(last: date) -> int:
    """Weeks of teaching from the first day to another, the first one counted."""
    mondays = (START + timedelta(days=7 * n) for n in range(WEEKS))
    return sum(any(in_term(day + timedelta(days=n), 0) for n in range(5)) for day in mondays if day <= last)
