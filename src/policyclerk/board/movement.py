"""How things moved: since the last reports, from due to approved, and what has been red for long."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from policyclerk.domain.finding import SEVERITIES, Finding, Severity
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.months import add_months
from policyclerk.domain.nights import Change, Decision, NightCounts, Stand, compared_with, counts_of

COMPARED_DAYS = 28
"""A report shows what moved in four weeks, or since the first night where that is less."""
POINTS = 12
TERM_MONTHS = 4
"""A term, where it only has to be said that something lasts longer than one: a third of the school year."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the nights before this day left: see `ports.NightStore`."""

    nights: tuple[NightCounts, ...] = ()
    stands: Mapping[str, Stand] | None = None
    changes: tuple[Change, ...] = ()
    decisions: tuple[Decision, ...] = ()


def trend(memory: Memory, judgement: Judgement, school: str | None) -> dict[str, Any]:
    """Counts over time and the policies that moved."""
    today = judgement.today
    earlier = tuple(night for night in memory.nights if night.day < today)
    start = compared_with(earlier, today, days=COMPARED_DAYS)
    moved = _moved(memory, judgement, start.day, school) if start else []
    points = [(night.day, night.of(school)) for night in _thinned(earlier, today)]
    points.append((today, counts_of(judgement).of()))
    return {
        "points": [{"day": day.isoformat(), **counts} for day, counts in points],
        "since": start.day.isoformat() if start else None,
        "before": start.of(school) if start else None,
        "better": sum(change["direction"] == "better" for change in moved),
        "worse": sum(change["direction"] == "worse" for change in moved),
        "moved": moved,
    }


def _thinned(nights: Sequence[NightCounts], today: date) -> list[NightCounts]:
    """At most a dozen nights: the last of each week, or of each month where they reach far back."""
    weekly = len({night.day.isocalendar()[:2] for night in nights}) < POINTS
    last: dict[tuple[int, int], NightCounts] = {}
    for night in nights:
        week = night.day.isocalendar()[:2]
        if week != today.isocalendar()[:2] or not weekly:
            last[week if weekly else (night.day.year, night.day.month)] = night
    return list(last.values())[-(POINTS - 1) :]


def _moved(memory: Memory, judgement: Judgement, since: date, school: str | None) -> list[dict[str, Any]]:
    """Each policy that stands differently than on a day, once, from where it stood then to where it stands now."""
    first: dict[str, Severity | None] = {}
    for change in memory.changes:
        if since < change.day <= judgement.today and (school is None or change.school == school):
            first.setdefault(change.policy, change.was)
    now = {line.policy: line for line in judgement.policies}
    last = memory.stands or {}
    for key, line in now.items():
        known = last.get(key)
        if key not in first and known is not None and known.status != line.status:
            first[key] = known.status
    found = [_move(key, was, now[key].status) for key, was in first.items() if key in now and was is not None]
    found = [move for move in found if move["was"] != move["now"]]
    names = {key: (line.title, line.school) for key, line in now.items()}
    found = [
        {**move, "title": names[move["policy"]][0], "school": names[move["policy"]][1]} for move in found
    ]
    return sorted(
        found, key=lambda move: (move["direction"] == "better", SEVERITIES.index(move["now"]), move["title"])
    )


def _move(policy: str, was: Severity, now: Severity) -> dict[str, Any]:
    better = SEVERITIES.index(now) > SEVERITIES.index(was)
    return {"policy": policy, "was": was, "now": now, "direction": "better" if better else "worse"}


def long_red(judgement: Judgement, memory: Memory) -> list[dict[str, Any]]:
    """Policies that have been red for more than a term, the longest first."""
    border = add_months(judgement.today, -TERM_MONTHS)
    since = _red_since(judgement.findings)
    found = []
    for line in judgement.policies:
        stand = (memory.stands or {}).get(line.policy)
        days = [since[line.policy]] if line.policy in since else []
        days += [stand.since] if stand and stand.status == "red" else []
        if line.status == "red" and days and min(days) < border:
            row = {"policy": line.policy, "title": line.title, "school": line.school}
            found.append({**row, "since": min(days).isoformat(), "days": (judgement.today - min(days)).days})
    return sorted(found, key=lambda row: (row["since"], row["title"]))


def _red_since(findings: Iterable[Finding]) -> dict[str, date]:
    """The day from which a policy's red findings say that they are true, the earliest."""
    found: dict[str, date] = {}
    for finding in findings:
        if finding.severity == "red" and finding.policy and finding.since:
            found[finding.policy] = min(found.get(finding.policy, finding.since), finding.since)
    return found


def speed(decisions: Iterable[Decision], school: str | None) -> list[dict[str, Any]]:
    """From due to approved, by school: how many reviews ended, the middle one's days late, how many were in time."""
    by_school: dict[str | None, list[int]] = defaultdict(list)
    for decision in decisions:
        if school is None or decision.school == school:
            by_school[decision.school].append(decision.days_late)
    return [
        {
            "school": name,
            "reviews": len(days),
            "in_time": sum(late <= 0 for late in days),
            "median_days": int(median(days)),
        }
        for name, days in sorted(by_school.items(), key=lambda item: (-median(item[1]), item[0] or ""))
    ]
