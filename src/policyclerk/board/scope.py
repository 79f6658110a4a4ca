"""What a report is about: the whole trust, or one school alone."""

from collections import Counter
from dataclasses import replace

from policyclerk.domain.errors import UsageError
from policyclerk.domain.finding import SEVERITIES
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.register import Register


def school_named(asked: str, judgement: Judgement, register: Register) -> str:
    """The school that a person means: by its name or short name, letter case apart.

    Raises:
        UsageError: no policy belongs to such a school; the sentence names those that have some.
    """
    known = sorted({line.school for line in judgement.policies if line.school})
    names = {name.casefold(): name for name in known}
    short = {s.short_name.casefold(): s.name for s in register.schools if s.short_name}
    wanted = asked.strip().casefold()
    found = names.get(wanted) or names.get(short.get(wanted, "").casefold())
    if found is None:
        listed = f"Schools are: {', '.join(known)}." if known else "No policy of it belongs to a school."
        raise UsageError("school_unknown", f"The register has no policy of {asked}. {listed}")
    return found


def of_school(judgement: Judgement, school: str) -> Judgement:
    """The judgement of one school alone. It was judged among all, so that what the others have still counts."""
    standings = tuple(s for s in judgement.standings if s.policy.school == school)
    lines = tuple(line for line in judgement.policies if line.school == school)
    keys = {line.policy for line in lines}
    rows = {(line.tab, line.row) for line in lines}
    paths = {s.document.path for s in standings if s.document}
    findings = tuple(f for f in judgement.findings if (f.policy in keys if f.policy else f.school == school))
    statuses = Counter(line.status for line in lines)
    kinds = Counter(finding.kind for finding in findings)
    return replace(
        judgement,
        standings=standings,
        policies=lines,
        documents=tuple(line for line in judgement.documents if line.path in paths),
        findings=findings,
        register_problems=tuple(p for p in judgement.register_problems if (p.tab, p.row) in rows),
        summary={
            **{severity: statuses[severity] for severity in SEVERITIES},
            "by_kind": dict(sorted(kinds.items())),
        },
    )
