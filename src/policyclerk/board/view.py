"""The board's view: everything that page, Word report, workbook and evidence pack show, once, as plain values."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from policyclerk.board.counting import body_of, by_body, by_owner, by_school
from policyclerk.board.doings import doings
from policyclerk.board.grid import grid
from policyclerk.board.movement import Memory, long_red, speed, trend
from policyclerk.board.roles import Roles
from policyclerk.board.scope import of_school, school_named
from policyclerk.board.sources import side_by_side
from policyclerk.board.wording import in_short
from policyclerk.domain.calendar import Calendar
from policyclerk.domain.coverage import Coverage
from policyclerk.domain.finding import MEANINGS, SEVERITIES, WHOLE_TRUST, Finding
from policyclerk.domain.judgement import Judgement, PolicyLine
from policyclerk.domain.ledger import LedgerEntry
from policyclerk.domain.months import add_months
from policyclerk.domain.plain import to_plain
from policyclerk.domain.register import Register
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings
from policyclerk.planning.agenda import agenda
from policyclerk.planning.days import RememberedDays
from policyclerk.planning.ladder import by_body as meetings_by_body
from policyclerk.planning.levelling import Upcoming, level
from policyclerk.report import LIMITS
from policyclerk.rules import KINDS

Audience = Literal["board", "school", "inspector"]
AUDIENCES: tuple[Audience, ...] = ("board", "school", "inspector")
"""Board: roles, no names. School: that school alone, with names. Inspector: one page first; roles, evidence, dates."""

NAMED_AS_IT_IS = frozenset(
    {
        "title",
        "school",
        "trust",
        "sha256",
        "policy",
        "kind",
        "severity",
        "status",
        "register_digest",
        "versions",
    }
)
"""Keys whose texts are no place for a person's name."""
AHEAD_MONTHS = 12
"""How far meetings and loads are looked ahead for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a report rests on besides the judgement.

    Attributes:
        register, calendar: as gathered.
        entries: the ledger's, in order.
        memory: of the nights before.
        versions: what it was made with: name -> version.
    """

    register: Register
    calendar: Calendar
    settings: Settings
    entries: Sequence[LedgerEntry] = ()
    memory: Memory = field(default_factory=Memory)
    versions: Mapping[str, str] = field(default_factory=dict)


def board_view(
    judgement: Judgement,
    known: Known,
    *,
    school: str | None = None,
    audience: Audience = "board",
    roles: Roles | None = None,
) -> dict[str, Any]:
    """The report as plain values (texts, numbers, lists; days as ISO texts).

    Args:
        judgement: of the whole trust.
        school: one school alone, by its name or short name.
        audience: who reads it: decides whether names or roles are shown.
        roles: who has which role, where that is worked out already.

    Raises:
        UsageError: the register has no policy of that school.
    """
    roles = roles or Roles(known.register, judgement.standings)
    chosen = school_named(school, judgement, known.register) if school else None
    judged = of_school(judgement, chosen) if chosen else judgement
    view = _view(judged, known, chosen, audience, roles)
    if audience != "school":
        view = roles.hide_in(view, leave=NAMED_AS_IT_IS)
    view["in_short"] = in_short(view)
    return view


def _view(
    judged: Judgement, known: Known, school: str | None, audience: Audience, roles: Roles
) -> dict[str, Any]:
    policies = _policies(judged, known, audience, roles)
    titles = {p["policy"]: f"{p['title']}, {p['school']}" for p in policies}
    standings = {s.policy.key: s for s in judged.standings}
    return {
        "trust": judged.trust,
        "today": judged.today.isoformat(),
        "audience": audience,
        "school": school,
        "total": len(policies),
        "summary": {severity: judged.summary.get(severity, 0) for severity in SEVERITIES},
        "meanings": dict(MEANINGS),
        "kinds": _kinds(judged),
        "overdue_statutory": sum(p["statutory"] and p["overdue"] for p in policies),
        "schools": by_school(policies),
        "committees": by_body(policies),
        "owners": by_owner(policies),
        "trend": trend(known.memory, judged, school),
        "long_red": long_red(judged, known.memory),
        "speed": speed(known.memory.decisions, school),
        "agenda": _agenda(judged, known),
        "load": _load(judged),
        "coverage": grid(judged.coverage, school),
        "acknowledgements": _acknowledgements(judged),
        "policies": policies,
        "trust_findings": [_finding(f) for f in judged.findings if f.policy not in standings],
        "conflicts": side_by_side(judged.findings, (line.path for line in judged.documents)),
        "register": known.register.source,
        "register_digest": known.register.version,
        "register_problems": to_plain(judged.register_problems),
        "register_kinds": _tally(p.kind for p in judged.register_problems),
        "absent": [words for field, words in LIMITS.items() if field not in known.register.has],
        "done": doings(known.entries, judged.today, titles, narrowed=school is not None),
        "documents": len(judged.documents),
        "files": to_plain(judged.documents),
        "unreadable": [to_plain(line) for line in judged.documents if not line.ok],
        "problems": [{"kind": p.kind, "message": p.message} for p in judged.problems],
        "versions": dict(known.versions),
    }


# ---- policies and findings


def _policies(judged: Judgement, known: Known, audience: Audience, roles: Roles) -> list[dict[str, Any]]:
    """Every policy with its findings, worst first, statutory first, then the oldest."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in judged.findings:
        if finding.policy is not None:
            findings[finding.policy].append(finding)
    trusts = _bodies_of_trust(known.register)
    standings = {standing.policy.key: standing for standing in judged.standings}
    rows = [
        _policy(line, standings[line.policy], findings[line.policy], judged.today, trusts)
        | {
            "owner": line.owner or "No owner named"
            if audience == "school"
            else roles.owner(standings[line.policy].policy)
        }
        for line in judged.policies
    ]
    return sorted(
        rows,
        key=lambda p: (
            SEVERITIES.index(p["status"]),
            not p["statutory"],
            p["due"] or "9999",
            p["school"],
            p["title"],
        ),
    )


def _bodies_of_trust(register: Register) -> frozenset[str]:
    """Bodies that only the trust has: they need no school beside their name."""
    named = [(m.body, m.school) for m in register.meetings] + [
        (p.body, p.school) for p in register.people if p.body
    ]
    return frozenset(body for body, _ in named) - frozenset(body for body, school in named if school)


def _policy(
    line: PolicyLine, standing: Standing, findings: Sequence[Finding], today: date, trusts: frozenset[str]
) -> dict[str, Any]:
    policy, due = standing.policy, standing.due
    return {
        "policy": line.policy,
        "title": line.title,
        "school": line.school or WHOLE_TRUST,
        "status": line.status,
        "statutory": policy.statutory is True,
        "due": due.on.isoformat() if due else None,
        "due_as_typed": line.next_review.raw if line.next_review else None,
        "extended": bool(due and due.extended),
        "overdue": bool(due and due.on < today and line.status != "grey"),
        "exempt": policy.exempt,
        "stage": line.stage,
        "owner": line.owner,
        "body": body_of(standing, trusts),
        "last_reviewed": _day(policy.last_reviewed),
        "approved_on": _day(policy.approved_on),
        "minute": policy.minute_ref,
        "version": policy.version,
        "document": line.document,
        "tab": line.tab,
        "row": line.row,
        "findings": [_finding(finding) for finding in findings],
    }


def _day(claim: Any) -> str | None:
    return claim.start.isoformat() if claim and claim.start else None


def _finding(finding: Finding) -> dict[str, Any]:
    return {**to_plain(finding), "heading": _heading(finding.kind)}


def _heading(kind: str) -> str:
    return KINDS[kind].title if kind in KINDS else kind.replace("_", " ").capitalize()


def _kinds(judged: Judgement) -> list[dict[str, Any]]:
    counts = judged.summary.get("by_kind", {})
    return [
        {"kind": kind, "title": _heading(kind), "count": number}
        for kind, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _tally(items: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "words": kind.replace("_", " "), "count": number}
        for kind, number in sorted(Counter(items).items(), key=lambda item: (-item[1], item[0]))
    ]


def _acknowledgements(judged: Judgement) -> list[dict[str, Any]]:
    """Who has still to read what: the count's own sentence, policy by policy."""
    return [
        {"policy": f.policy, "title": f.title, "school": f.school or WHOLE_TRUST, "message": f.message}
        for f in judged.findings
        if f.kind == "acknowledgement_outstanding"
    ]


# ---- meetings and loads


def _agenda(judged: Judgement, known: Known) -> dict[str, Any]:
    found = agenda(
        judged.standings,
        meetings=meetings_by_body(known.register.meetings),
        papers_days=known.settings.reminders.papers_days,
        days=RememberedDays(known.calendar),
        today=judged.today,
        until=add_months(judged.today, AHEAD_MONTHS),
    )
    colours = {line.policy: line.status for line in judged.policies}
    return {
        "sittings": [
            {
                "body": sitting.meeting.body,
                "school": sitting.meeting.school,
                "on": sitting.meeting.on.isoformat(),
                "papers": sitting.papers.isoformat(),
                "late": sitting.late,
                "policies": [_short(each, colours) for each in sitting.policies],
            }
            for sitting in found.sittings
        ],
        "without": [_short(each, colours) for each in found.without],
    }


def _short(standing: Standing, colours: Mapping[str, str]) -> dict[str, Any]:
    policy = standing.policy
    return {
        "policy": policy.key,
        "title": policy.title,
        "school": policy.school or WHOLE_TRUST,
        "status": colours[policy.key],
        "stage": standing.stage,
        "due": standing.due.on.isoformat() if standing.due else None,
    }


def _load(judged: Judgement) -> dict[str, Any]:
    reviews = [
        Upcoming(s.policy.key, s.due.on, _latest(s, judged.coverage), statutory=s.policy.statutory is True)
        for s in judged.standings
        if s.due is not None and s.stage is not None
    ]
    levelled = level(reviews, today=judged.today)
    titles = {line.policy: line for line in judged.policies}
    months = [
        {
            "month": m.month.isoformat(),
            "label": f"{m.month:%B %Y}",
            "now": m.now,
            "proposed": m.proposed,
            "open": m.open,
        }
        for m in levelled.months
    ]
    peak = levelled.peak
    return {
        "months": months,
        "total": sum(month["now"] for month in months),
        "overdue": levelled.overdue,
        "level": levelled.level,
        "peak": next((month for month in months if peak and month["month"] == peak.month.isoformat()), None),
        "moves": [
            {
                "policy": move.policy,
                "title": titles[move.policy].title,
                "school": titles[move.policy].school or WHOLE_TRUST,
                "due": move.due.isoformat(),
                "limit": move.limit.isoformat(),
                "was": f"{move.was:%B %Y}",
                "proposed": f"{move.proposed:%B %Y}",
            }
            for move in levelled.moves
        ],
    }


def _latest(standing: Standing, coverage: Coverage) -> date | None:
    """The last day that the law leaves for a review, where it sets an interval and the last review is known."""
    reviewed = standing.policy.last_reviewed
    intervals = [
        p.interval_months for p in coverage.asked_of.get(standing.policy.key, ()) if p.interval_months
    ]
    if not intervals or reviewed is None or reviewed.end is None:
        return None
    return add_months(reviewed.end, min(intervals))
