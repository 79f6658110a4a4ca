"""How a policy's standing is said in a few words: status, findings and next step. The same in sheet and mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.finding import SEVERITIES, Finding, Severity, worst
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.policy import Accepted, Policy
from policyclerk.domain.review import Standing
from policyclerk.domain.stage import signed_not_recorded
from policyclerk.planning.days import count, in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One policy of the day with everything that is said of it.

    Attributes:
        severity: its colour: the worst finding, grey for a retired row.
        findings: its findings, worst first.
        number: its place in sheet order.
    """

    standing: Standing
    severity: Severity
    findings: tuple[Finding, ...]
    number: int

    @property
    def key(self) -> str:
        """The policy's key."""
        return self.standing.policy.key

    @property
    def seriousness(self) -> tuple[int, bool, date, int]:
        """Sorts the most serious first: colour, statutory, oldest due date, sheet order."""
        due = self.standing.due
        statutory = self.standing.policy.statutory is True
        return SEVERITIES.index(self.severity), not statutory, due.on if due else date.max, self.number

    def finding(self, *kinds: str) -> Finding | None:
        """The first finding of one of these kinds."""
        return next((finding for finding in self.findings if finding.kind in kinds), None)


def lines_of(judgement: Judgement) -> tuple[Line, ...]:
    """Every policy with its colour and findings, in sheet order."""
    findings: dict[str, list[Finding]] = {}
    for finding in judgement.findings:
        if finding.policy is not None:
            findings.setdefault(finding.policy, []).append(finding)
    colours = {line.policy: line.status for line in judgement.policies}
    return tuple(
        _line(standing, findings.get(standing.policy.key, ()), colours.get(standing.policy.key), number)
        for number, standing in enumerate(judgement.standings)
    )


def _line(standing: Standing, findings: Sequence[Finding], colour: Severity | None, number: int) -> Line:
    in_order = tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))
    if colour is None:
        colour = "grey" if standing.policy.retired else worst(tuple(f.severity for f in in_order))
    return Line(standing, colour, in_order, number)


def accepted_of(policy: Policy, kind: str, today: date) -> Accepted | None:
    """What a person typed to accept a kind of finding, while it holds; spelt as people spell it."""
    return next((a for a in policy.accepted if _folded(a.kind) == kind and today < a.until), None)


def _folded(kind: str) -> str:
    return "_".join(kind.casefold().replace("-", " ").replace("_", " ").split())


def under_way(policy: Policy) -> bool:
    """Whether the owner has begun: changes were found to be needed, or the row says that it is a draft."""
    return policy.outcome == "changes needed" or policy.state == "draft"


def counted_by_school(lines: Sequence[Line]) -> tuple[Mapping[str, Any], ...]:
    """`{"school", "red", ..., "total"}` per school, the whole trust (None) first."""
    counts: dict[str | None, dict[str, int]] = {}
    for line in lines:
        of_school = counts.setdefault(line.standing.policy.school, dict.fromkeys((*SEVERITIES, "total"), 0))
        of_school[line.severity] += 1
        of_school["total"] += 1
    in_order = sorted(counts, key=lambda school: (school is not None, school or ""))
    return tuple({"school": school, **counts[school]} for school in in_order)


def kind_words(kind: str) -> str:
    """`review overdue` for `review_overdue`."""
    return kind.replace("_", " ")


def days_overdue(standing: Standing, today: date) -> int:
    """Days since the review was due; 0 while it is not past."""
    return max((today - standing.due.on).days, 0) if standing.due else 0


def status_words(line: Line, today: date) -> str:
    """`Red: review overdue 412 days, statutory`: always begins with the colour."""
    said = _reason_words(line, today)
    statutory = (
        ", statutory" if line.standing.policy.statutory and line.severity in ("red", "amber", "blue") else ""
    )
    return f"{line.severity.capitalize()}: {said}{statutory}"


def _reason_words(line: Line, today: date) -> str:
    policy = line.standing.policy
    if policy.retired:
        return "withdrawn" if policy.outcome == "withdrawn" else policy.state or "retired"
    if line.findings:
        return _finding_words(line.findings[0], line.standing, today)
    if policy.exempt:
        return "no review date is chased"
    return "in order"


def _finding_words(finding: Finding, standing: Standing, today: date) -> str:
    words = kind_words(finding.kind)
    if standing.due is None:
        return words
    if finding.kind == "review_overdue":
        return f"{words} {count(days_overdue(standing, today), 'day')}"
    if finding.kind == "review_due_soon":
        left = (standing.due.on - today).days
        return f"review due in {count(left, 'day')}" if left > 0 else "review due today"
    return words


def findings_words(line: Line) -> str | None:
    """`review overdue; signature missing`: each kind once, worst first; None where there is nothing to say."""
    kinds = dict.fromkeys(kind_words(finding.kind) for finding in line.findings)
    return "; ".join(kinds) or None


def next_action(line: Line, *, draft: str | None) -> str | None:
    """Who does what next, in a few words; None where there is nothing to do.

    Args:
        draft: path of the draft for this cycle, None where there is none.
    """
    policy = line.standing.policy
    if policy.retired:
        return None
    if line.finding("document_missing"):
        return "Clerk to link the document"
    if line.standing.stage == "with owner":
        return "Owner to review: draft on the desk" if draft else "Owner to review"
    if line.standing.stage == "awaiting approval":
        return f"To be approved: {policy.approver.text}" if policy.approver else "To be approved"
    if line.standing.stage == "awaiting signature":
        return "To be signed"
    return _when_in_order(line)


def _when_in_order(line: Line) -> str | None:
    if line.finding("review_date_unknown"):
        return "Clerk to enter the review date"
    if line.severity in ("red", "amber"):
        return "Clerk to look at the findings"
    if line.standing.stage == "in order" and signed_not_recorded(
        line.standing.policy, line.standing.document
    ):
        return "Clerk to record the approval: the document is signed"
    due = line.standing.due
    return f"Next review {in_words(due.on)}" if due else None
