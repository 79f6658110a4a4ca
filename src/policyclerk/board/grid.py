"""The grid of statutory coverage: a row per policy that is asked for, a column per school."""

from collections import Counter
from typing import Any

from policyclerk.domain.coverage import COVERAGE_STATUSES, Coverage, CoverageRow, asking_words
from policyclerk.domain.finding import WHOLE_TRUST


def grid(coverage: Coverage, school: str | None) -> dict[str, Any] | None:
    """The grid as plain values; None where there is no list to hold the register against."""
    if not coverage.rows:
        return None
    narrowed = coverage.of_school(school) if school else coverage
    columns = [name or WHOLE_TRUST for name in narrowed.schools]
    rows: dict[str, dict[str, Any]] = {}
    for row in narrowed.rows:
        line = rows.setdefault(row.policy.id, _line(row))
        cell = {"status": row.status, "why": row.why, "policies": list(row.policies), "due": _iso(row.due_on)}
        if row.school is None:
            line["trust"] = cell
        else:
            line["cells"][row.school] = cell
    statuses = Counter(row.status for row in narrowed.rows)
    return {
        "version": narrowed.version,
        "as_at": _iso(narrowed.as_at),
        "schools": columns,
        "rows": sorted(rows.values(), key=_worst),
        "counts": {status: statuses[status] for status in COVERAGE_STATUSES},
        "gaps": len(narrowed.missing()),
        "in_part": narrowed.in_part,
        "question": narrowed.question,
        "found": narrowed.found,
        "asked": narrowed.asked,
    }


def _line(row: CoverageRow) -> dict[str, Any]:
    policy = row.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "asked": asking_words(policy),
        "asked_by": policy.asked_by,
        "source": policy.source,
        "address": policy.address,
        "as_at": policy.as_at.isoformat(),
        "interval": policy.interval_months,
        "recommended": policy.recommended_months,
        "only_if": policy.only_if,
        "website": policy.website,
        "confirmed": policy.confirmed,
        "trust": None,
        "cells": {},
    }


def _worst(line: dict[str, Any]) -> int:
    """Rows with a gap first, then those out of date; else the list's own order."""
    cells = [line["trust"], *line["cells"].values()]
    return min(COVERAGE_STATUSES.index(cell["status"]) for cell in cells if cell)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
