"""The answer of `policyclerk check`: every policy's line, every finding, every problem, and the counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.acknowledging import Reading
from policyclerk.domain.coverage import NO_COVERAGE, Coverage
from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import ReadProblem
from policyclerk.domain.finding import Finding, RegisterProblem, RunProblem, Severity
from policyclerk.domain.plain import to_plain
from policyclerk.domain.review import Stage, Standing


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy in one line; `owner` is as typed, `document` the path relative to the project directory."""

    policy: str
    school: str | None
    title: str
    tab: str
    row: int
    status: Severity
    stage: Stage | None
    next_review: DateClaim | None
    owner: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One Word file below the documents root, read or not; `draft` says that it is one of our drafts, unfinished."""

    path: str
    sha256: str | None
    ok: bool
    problem: ReadProblem | None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that is true of the trust's policies on one day.

    Attributes:
        standings: one per policy, in sheet order, for planning; not part of the JSON.
        findings: in report order (worst first, statutory first, oldest first).
        summary: severity -> number of policies whose worst finding it is, and `by_kind`.
        coverage: which of the policies asked for each school has.
        readings: who has to read which policy and has not yet; names are for planning and counts for reports.
    """

    today: date
    trust: str
    standings: tuple[Standing, ...]
    policies: tuple[PolicyLine, ...]
    documents: tuple[DocumentLine, ...]
    findings: tuple[Finding, ...]
    register_problems: tuple[RegisterProblem, ...]
    problems: tuple[RunProblem, ...]
    summary: Mapping[str, Any]
    coverage: Coverage = NO_COVERAGE
    readings: tuple[Reading, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The JSON shape of `policyclerk check --json`."""
        plain: dict[str, Any] = to_plain(self.answer())
        return plain

    def answer(self) -> dict[str, Any]:
        """What `as_json` has, its long parts not yet made plain: written item by item, it is never held twice."""
        return {
            "today": self.today.isoformat(),
            "trust": self.trust,
            "policies": self.policies,
            "documents": self.documents,
            "findings": self.findings,
            "register_problems": self.register_problems,
            "problems": [{"kind": p.kind, "message": p.message} for p in self.problems],
            "summary": self.summary,
            "coverage": _coverage_json(self.coverage),
        }


def _coverage_json(grid: Coverage) -> dict[str, Any]:
    rows = [
        {
            "asked_for": row.policy.title,
            "school": row.school,
            "status": row.status,
            "policies": list(row.policies),
            "why": row.why,
        }
        for row in grid.rows
    ]
    return {
        "version": grid.version or None,
        "found": grid.found,
        "asked": grid.asked,
        "question": grid.question,
        "rows": rows,
    }
