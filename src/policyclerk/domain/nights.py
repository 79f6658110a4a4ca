"""What is remembered of each night, so that a report can show movement: counts, and where each policy stood.

Nothing personal is kept: policies by their key, schools by their name, days and numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.finding import SEVERITIES, Severity
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.review import Standing

Counts = Mapping[str, int]
"""Severity -> number of policies."""


@dataclass(frozen=True, slots=True)
class NightCounts:
    """How the trust stood on one day.

    Attributes:
        by_school: school ("" is the whole trust's own policies) -> counts.
        by_kind: finding kind -> number of findings.
        overdue_statutory: statutory policies past their review date.
    """

    day: date
    by_school: Mapping[str, Counts]
    by_kind: Mapping[str, int]
    overdue_statutory: int

    def of(self, school: str | None = None) -> dict[str, int]:
        """Counts by severity: of one school, or of all policies."""
        wanted = self.by_school.values() if school is None else (self.by_school.get(school, {}),)
        return {severity: sum(each.get(severity, 0) for each in wanted) for severity in SEVERITIES}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one policy stood on the last night that was kept.

    Attributes:
        since: the first night in a row on which it had this status.
        due: its review date before any extension; None where none could be told.
        approved_on: the approval that the register named.
    """

    policy: str
    school: str | None
    status: Severity
    since: date
    due: date | None = None
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A policy whose status was another one than on the night before; None: it was not, or is no longer, listed."""

    policy: str
    school: str | None
    day: date
    was: Severity | None
    now: Severity | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A review that ended with an approval, as two nights saw it: the date it was due, the day it was approved."""

    policy: str
    school: str | None
    due: date
    approved_on: date

    @property
    def days_late(self) -> int:
        """Days from due to approved; below zero where it was approved in time."""
        return (self.approved_on - self.due).days


@dataclass(frozen=True, slots=True)
class Night:
    """Everything that one night adds to what is remembered."""

    counts: NightCounts
    stands: tuple[Stand, ...]
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]


def counts_of(judgement: Judgement) -> NightCounts:
    """The counts of one day."""
    by_school: dict[str, dict[str, int]] = {}
    for line in judgement.policies:
        school = by_school.setdefault(line.school or "", dict.fromkeys(SEVERITIES, 0))
        school[line.status] += 1
    statutory = {s.policy.key for s in judgement.standings if s.policy.statutory}
    overdue = {f.policy for f in judgement.findings if f.kind == "review_overdue" and f.severity != "grey"}
    kinds: Any = judgement.summary.get("by_kind", {})
    return NightCounts(judgement.today, by_school, dict(kinds), len(overdue & statutory))


def night_of(judgement: Judgement, before: Mapping[str, Stand]) -> Night:
    """What a night adds, beside where every policy stood on the night before it.

    The first night changes nothing: there is none to compare it with.
    """
    standings = {standing.policy.key: standing for standing in judgement.standings}
    stands = tuple(
        _stand(
            standings[line.policy],
            line.status,
            before.get(line.policy),
            judgement.today,
        )
        for line in judgement.policies
    )
    changes = tuple(_changes(stands, before, judgement.today)) if before else ()
    decisions = tuple(d for stand in stands if (d := _decision(stand, before.get(stand.policy))) is not None)
    return Night(counts_of(judgement), stands, changes, decisions)


def _stand(standing: Standing, status: Severity, before: Stand | None, today: date) -> Stand:
    policy = standing.policy
    since = before.since if before and before.status == status else today
    approved = policy.approved_on.end if policy.approved_on else None
    due = standing.due.anchor if standing.due else None
    return Stand(policy.key, policy.school, status, since, due, approved)


def _changes(stands: Iterable[Stand], before: Mapping[str, Stand], today: date) -> Iterable[Change]:
    listed = set()
    for stand in stands:
        listed.add(stand.policy)
        was = before.get(stand.policy)
        if was is None or was.status != stand.status:
            yield Change(stand.policy, stand.school, today, was.status if was else None, stand.status)
    for gone in before.values():
        if gone.policy not in listed:
            yield Change(gone.policy, gone.school, today, gone.status, None)


def _decision(now: Stand, before: Stand | None) -> Decision | None:
    """The due date has moved on and a newer approval is named: the review that was due has ended."""
    if before is None or before.due is None or now.due is None or now.approved_on is None:
        return None
    newer = before.approved_on is None or now.approved_on > before.approved_on
    if now.due > before.due and newer:
        return Decision(now.policy, now.school, before.due, now.approved_on)
    return None


def compared_with(nights: Iterable[NightCounts], today: date, *, days: int) -> NightCounts | None:
    """The night that a report compares itself with: the last one at least so many days ago, else the first there is."""
    earlier = sorted((night for night in nights if night.day < today), key=lambda night: night.day)
    old = [night for night in earlier if (today - night.day).days >= days]
    return old[-1] if old else next(iter(earlier), None)
