"""The judgement of one day: every rule over every policy, sorted, counted, with a line per policy. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from policyclerk.domain.acknowledging import readings
from policyclerk.domain.coverage import NO_COVERAGE, Coverage
from policyclerk.domain.dates import DateClaim
from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import SEVERITIES, Finding, RunProblem, Severity, worst
from policyclerk.domain.judgement import DocumentLine, Judgement, PolicyLine
from policyclerk.domain.policy import Accepted, Policy
from policyclerk.domain.refusal import RefusedAddress
from policyclerk.domain.register import Register
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings
from policyclerk.domain.superseded import NO_LIST, SupersededList
from policyclerk.rules import RULES, TRUST_RULES
from policyclerk.rules.context import Context, context_of
from policyclerk.rules.rule import WholeTrust
from policyclerk.rules.wording import quoted, spoken_day


def judge(
    *,
    standings: Sequence[Standing],
    documents: tuple[DocumentLine, ...],
    register: Register,
    settings: Settings,
    today: date,
    problems: tuple[RunProblem, ...] = (),
    coverage: Coverage = NO_COVERAGE,
    superseded: SupersededList = NO_LIST,
    refused: Sequence[RefusedAddress] = (),
) -> Judgement:
    """Everything that is true of the trust's policies on one day.

    Args:
        standings: one per policy, in sheet order.
        documents: every Word file below the documents root, read or not.
        register: for its problems and the columns it has.
        settings: the warning time, the trust's name, and what it changed about the rules.
        today: the day of the run.
        problems: what the run itself met so far.
        coverage: which of the policies asked for each school has, judged from the whole register.
        superseded: names in documents that are no longer current.
        refused: addresses that the last message did not get through to.
    """
    reading = readings(standings, register)
    context = context_of(
        register=register,
        settings=settings,
        today=today,
        coverage=coverage,
        superseded=superseded,
        refused=refused,
        reading=reading,
    )
    statutory = {s.policy.key for s in standings if s.policy.statutory}
    rules = _taken(settings)
    found = [finding for standing in standings for finding in findings_of(standing, context, rules)]
    found += findings_of_trust(WholeTrust(tuple(standings), documents), context, settings)
    findings = tuple(sorted(found, key=lambda finding: _order(finding, statutory)))
    lines = _lines(standings, findings)
    return Judgement(
        today=today,
        trust=settings.trust.name,
        standings=tuple(standings),
        policies=lines,
        documents=documents,
        findings=findings,
        register_problems=register.problems,
        problems=problems,
        summary=_summary(lines, findings),
        coverage=coverage,
        readings=reading,
    )


_Find = Callable[[Standing, Context], Iterable[Finding]]


def _taken(settings: Settings) -> tuple[tuple[_Find, Severity | None], ...]:
    """The rules that the trust has not switched off, each with the severity that it set for it."""
    wanted = (rule for rule in RULES if settings.rules.get(rule.kind, rule.severity) is not None)
    return tuple((rule.find, settings.rules.get(rule.kind)) for rule in wanted)


def findings_of(
    standing: Standing, context: Context, rules: Iterable[tuple[_Find, Severity | None]]
) -> Iterator[Finding]:
    """What is out of order with one policy, as serious as the trust takes it; nothing for retired rows."""
    if standing.policy.retired:
        return
    for find, taken in rules:
        for found in find(standing, context):
            severity = taken or found.severity
            as_taken = found if severity == found.severity else replace(found, severity=severity)
            yield _unless_accepted(as_taken, standing.policy, context.today)


def findings_of_trust(trust: WholeTrust, context: Context, settings: Settings) -> Iterator[Finding]:
    """What is out of order with the trust as a whole, as serious as the trust takes it."""
    for rule in TRUST_RULES:
        severity = settings.rules.get(rule.kind, rule.severity)
        if severity is not None:
            yield from (replace(found, severity=severity) for found in rule.find(trust, context))


def _unless_accepted(finding: Finding, policy: Policy, today: date) -> Finding:
    """A finding that a person has accepted is grey until the day she named, and returns on it."""
    if not policy.accepted:
        return finding
    accepted = next((a for a in policy.accepted if _folded(a.kind) == finding.kind and today < a.until), None)
    return _as_accepted(finding, policy, accepted) if accepted else finding


def _as_accepted(finding: Finding, policy: Policy, accepted: Accepted) -> Finding:
    reason = f": {quoted(accepted.reason)}" if accepted.reason else ""
    return replace(
        finding,
        severity="grey",
        message=f"{finding.message} Accepted until {spoken_day(accepted.until)}{reason}.",
        evidence=(*finding.evidence, in_register(policy, "accepted", raw=accepted.reason)),
    )


def _folded(kind: str) -> str:
    return "_".join(kind.strip().casefold().replace("-", " ").replace("_", " ").split())


def _order(finding: Finding, statutory: set[str]) -> tuple[int, bool, date, str]:
    """Worst first, statutory first, then the oldest (unknown age last), then by policy."""
    key = finding.policy or ""
    return SEVERITIES.index(finding.severity), key not in statutory, finding.since or date.max, key


# ---- a line per policy, and the counts


def _lines(standings: Sequence[Standing], findings: Sequence[Finding]) -> tuple[PolicyLine, ...]:
    severities: dict[str, list[Severity]] = {}
    for finding in findings:
        if finding.policy is not None:
            severities.setdefault(finding.policy, []).append(finding.severity)
    return tuple(_line(s, tuple(severities.get(s.policy.key, ()))) for s in standings)


def _line(standing: Standing, severities: tuple[Severity, ...]) -> PolicyLine:
    policy = standing.policy
    resting: tuple[Severity, ...] = ("grey",) if policy.retired or policy.exempt else ()
    return PolicyLine(
        policy=policy.key,
        school=policy.school,
        title=policy.title,
        tab=policy.tab,
        row=policy.row,
        status=worst(severities + resting),
        stage=standing.stage,
        next_review=_next_review(standing),
        owner=_owner(policy),
        document=standing.document.path if standing.document else None,
    )


def _next_review(standing: Standing) -> DateClaim | None:
    """The date that counts; where there is none, what the register or the document says, with its problem."""
    if standing.due is not None:
        return standing.due.claim
    document = standing.document
    return standing.policy.next_review or (document.facts.next_review if document else None)


def _owner(policy: Policy) -> str | None:
    """The owner as typed."""
    place = policy.place("owner")
    if place and place.raw:
        return place.raw
    return "; ".join(filter(None, (owner.text or owner.email for owner in policy.owners))) or None


def _summary(
    lines: Sequence[PolicyLine], findings: Sequence[Finding]
) -> Mapping[str, int | Mapping[str, int]]:
    """Policies by their worst finding, and findings by kind (kinds without a finding are left out)."""
    policies = Counter(line.status for line in lines)
    kinds = Counter(finding.kind for finding in findings)
    return {
        **{severity: policies[severity] for severity in SEVERITIES},
        "by_kind": dict(sorted(kinds.items())),
    }
