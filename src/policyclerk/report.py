"""What a run tells: its own result (`RunReport`) and the view from which the night's report page is rendered. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.action import Action, Plan, Suppressed
from policyclerk.domain.finding import MEANINGS, SEVERITIES, WHOLE_TRUST, Finding, RunProblem
from policyclerk.domain.judgement import Judgement, PolicyLine
from policyclerk.domain.plain import to_plain
from policyclerk.domain.register import Register
from policyclerk.domain.review import Standing
from policyclerk.planning.draft_news import told_changes
from policyclerk.rules import KINDS

LIMITS: Mapping[str, str] = {
    "owner": "owners (nobody can be reminded)",
    "next_review": "next review dates (the documents' own dates are used)",
    "last_reviewed": "last review dates",
    "cycle": "review cycles",
    "approver": "approving bodies",
    "approved_on": "approval dates (approval cannot be proved from the register)",
    "version": "versions",
    "document": "document links (files are found by name and title)",
    "statutory": "which policies are statutory",
}
"""Columns without which some findings cannot be made."""
MOST_TOLD = 2000
"""Policies of which the night's page tells, the most serious first: nobody reads more, and a browser shows no more well."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What `preview`, `run` and `remind` answer.

    Attributes:
        actions: what this run does or did.
        judgement: what it rests on; None where the register could not be read.
        notes: sentences beside the answer, for people: what the run has tidied away.
        requests: how many requests were made to Google; None where nothing lies there.
        run: the id of the run; None for a preview, and for a run that could not begin.
    """

    today: date
    fingerprint: str
    actions: tuple[Action, ...]
    suppressed: tuple[Suppressed, ...]
    problems: tuple[RunProblem, ...]
    judgement: Judgement | None = None
    notes: tuple[str, ...] = ()
    requests: int | None = None
    run: str | None = None

    @property
    def troubled(self) -> bool:
        """Whether something could not be done, so that the run must not end green."""
        failed = any(action.state in ("failed", "unknown") for action in self.actions)
        return failed or any(problem.fatal for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        """The JSON shape of `preview`, `run` and `remind`."""
        answer: dict[str, Any] = {
            "today": self.today.isoformat(),
            "fingerprint": self.fingerprint or None,
            "actions": [_action_json(action) for action in self.actions],
            "suppressed": to_plain(self.suppressed),
            "problems": [{"kind": p.kind, "message": p.message} for p in self.problems],
        }
        beside = {"requests": self.requests, "run": self.run}
        return answer | {name: value for name, value in beside.items() if value is not None}


def _action_json(action: Action) -> dict[str, Any]:
    shown = {
        "key": action.key,
        "kind": action.kind,
        "policy": action.policy,
        "to": action.to,
        "why": action.why,
        "state": action.state,
        "result": to_plain(action.result),
    }
    if action.kind == "send_mail":
        shown["items"] = list(action.items)
    return shown


def not_decided(
    today: date, judgement: Judgement | None, problems: tuple[RunProblem, ...], *, fingerprint: str = ""
) -> RunReport:
    """The report of a run that went no further than its problems; without a plan there is no fingerprint."""
    return RunReport(today, fingerprint, (), (), problems, judgement)


# ---- the night's report page


def night_view(
    *,
    judgement: Judgement,
    register: Register | None,
    plan: Plan,
    done: tuple[Action, ...],
    most: int = MOST_TOLD,
) -> dict[str, Any]:
    """Everything the template `report/night.html.j2` shows, as plain values.

    Args:
        done: the plan's actions as far as they went (a preview passes the planned ones).
        most: of how many policies it tells, the most serious; all are counted.
    """
    findings = _by_policy(judgement.findings)
    standings = {standing.policy.key: standing for standing in judgement.standings}
    told = _worst_first(judgement)[:most]
    names = {line.policy: f"{line.title}, {line.school or WHOLE_TRUST}" for line in judgement.policies}
    return {
        "trust": judgement.trust,
        "today": judgement.today,
        "summary": {severity: judgement.summary.get(severity, 0) for severity in SEVERITIES},
        "meanings": dict(MEANINGS),
        "total": len(judgement.policies),
        "overdue_statutory": _overdue_statutory(judgement, standings),
        "schools": _counts(judgement.policies, lambda line: line.school or WHOLE_TRUST),
        "committees": _counts(judgement.policies, lambda line: _body(standings.get(line.policy))),
        "policies": [_policy_view(line, findings, standings) for line in told],
        "left_out": len(judgement.policies) - len(told),
        "trust_findings": [
            _finding_view(finding) for finding in judgement.findings if finding.policy is None
        ],
        "kinds": [
            {"kind": kind, "title": KINDS[kind].title if kind in KINDS else kind, "count": count}
            for kind, count in sorted(judgement.summary.get("by_kind", {}).items(), key=lambda item: -item[1])
        ],
        "mails": [_done_view(action, names) for action in done if action.kind == "send_mail"],
        "drafts": [_draft_view(action, names) for action in done if action.kind == "write_draft"],
        "drafts_left": [line.path for line in judgement.documents if line.draft],
        "rows_written": sum(action.kind == "update_register" and action.state == "done" for action in done),
        "rows_failed": [
            _done_view(a, names) for a in done if a.kind == "update_register" and a.state != "done"
        ],
        "suppressed": _reasons(plan.suppressed),
        "register_problems": to_plain(judgement.register_problems),
        "register": register.source if register else None,
        "problems": [{"kind": p.kind, "message": p.message} for p in plan.problems],
        "unreadable": [to_plain(line) for line in judgement.documents if not line.ok],
        "documents": len(judgement.documents),
        "absent": [words for field, words in LIMITS.items() if register and field not in register.has],
    }


def _by_policy(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.policy is not None:
            grouped[finding.policy].append(finding)
    return grouped


def _worst_first(judgement: Judgement) -> list[PolicyLine]:
    """Policies in the order in which their worst finding stands in the report; those in order by school and title."""
    order: dict[str, int] = {}
    for number, finding in enumerate(judgement.findings):
        order.setdefault(finding.policy or "", number)
    last = len(judgement.findings)
    return sorted(
        judgement.policies,
        key=lambda line: (
            SEVERITIES.index(line.status),
            order.get(line.policy, last),
            line.school or "",
            line.title,
        ),
    )


def _counts(lines: Iterable[PolicyLine], group: Callable[[PolicyLine], str]) -> list[dict[str, Any]]:
    grouped: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(SEVERITIES, 0))
    for line in lines:
        grouped[group(line)][line.status] += 1
    return [
        {"name": name, "total": sum(counts.values()), **counts}
        for name, counts in sorted(
            grouped.items(), key=lambda item: (-item[1]["red"], -item[1]["amber"], item[0])
        )
    ]


def _body(standing: Standing | None) -> str:
    approver = standing.policy.approver if standing else None
    return (approver.body or approver.text) if approver else "No approver named"


def _overdue_statutory(judgement: Judgement, standings: Mapping[str, Standing]) -> int:
    overdue = (f.policy for f in judgement.findings if f.kind == "review_overdue" and f.policy in standings)
    return sum(1 for key in overdue if key and standings[key].policy.statutory)


def _policy_view(
    line: PolicyLine, findings: Mapping[str, list[Finding]], standings: Mapping[str, Standing]
) -> dict[str, Any]:
    standing = standings.get(line.policy)
    return {
        **to_plain(line),
        "school": line.school or WHOLE_TRUST,
        "statutory": bool(standing and standing.policy.statutory),
        "due": standing.due.on if standing and standing.due else None,
        "exempt": standing.policy.exempt if standing else None,
        "body": _body(standing),
        "findings": [_finding_view(finding) for finding in findings.get(line.policy, [])],
    }


def _finding_view(finding: Finding) -> dict[str, Any]:
    title = KINDS[finding.kind].title if finding.kind in KINDS else finding.kind
    return {**to_plain(finding), "heading": title}


def _done_view(action: Action, names: Mapping[str, str]) -> dict[str, Any]:
    """An action without its address: a report is read by many."""
    return {
        "policy": names.get(action.policy or "", action.policy),
        "why": action.why,
        "state": action.state,
        "result": to_plain(action.result),
        "count": len(action.items),
    }


def _draft_view(action: Action, names: Mapping[str, str]) -> dict[str, Any]:
    """A draft: where it stands, what it changes and leaves, the older one beside it, and why there is none."""
    told = action.result if isinstance(action.result, Mapping) else {}
    return {
        **_done_view(action, names),
        "path": told.get("path"),
        "beside": told.get("beside"),
        "changes": told_changes(told.get("changes") or ()),
        "left": list(told.get("left") or ()),
        "problem": told["problem"]["message"] if "problem" in told else None,
    }


def _reasons(suppressed: Iterable[Suppressed]) -> list[dict[str, Any]]:
    """Suppressed things counted by reason, the commonest first."""
    counts: dict[str, int] = defaultdict(int)
    for item in suppressed:
        counts[item.why] += 1
    return [
        {"why": why, "count": count}
        for why, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def markdown_table(judgement: Judgement, *, most: int = 900) -> list[dict[str, str]]:
    """Rows for Prefect's table artifact: no names, no addresses, at most `most` rows, worst first."""
    standings = {standing.policy.key: standing for standing in judgement.standings}
    findings = _by_policy(judgement.findings)
    rows: list[dict[str, str]] = []
    for line in _worst_first(judgement):
        if line.status == "green" or len(rows) == most:
            break
        due = standings[line.policy].due if line.policy in standings else None
        rows.append(
            {
                "status": line.status,
                "policy": line.policy,
                "school": line.school or WHOLE_TRUST,
                "due": due.on.isoformat() if due else "",
                "stage": line.stage or "",
                "findings": ", ".join(sorted({finding.kind for finding in findings.get(line.policy, [])})),
            }
        )
    return rows
