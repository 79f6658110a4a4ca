"""What a report is about: the whole trust, or one school alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from policyclerk.domain.errors import UsageError
from policyclerk.domain.finding import SEVERITIES
from policyclerk.domain.judgement import Judgement, PolicyLine
from policyclerk.domain.register import Register

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


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


def by_school(judgement: Judgement) -> Mapping[str, Judgement]:
    """The judgement of every school, as `of_school` gives it; everything is looked at once, however many schools there are."""
    schools_of = {line.policy: line.school for line in judgement.policies}
    at_row: Mapping[tuple[str | None, int | None], tuple[PolicyLine, ...]]
    at_row = grouped(judgement.policies, lambda line: (line.tab, line.row))
    with_file = grouped(judgement.standings, lambda s: s.document.path if s.document else None)
    standings = grouped(judgement.standings, lambda s: s.policy.school)
    lines = grouped(judgement.policies, lambda line: line.school)
    findings = grouped(judgement.findings, lambda f: schools_of.get(f.policy) if f.policy else f.school)
    problems = _shared(
        judgement.register_problems, lambda p: {x.school for x in at_row.get((p.tab, p.row), ())}
    )
    files = _shared(judgement.documents, lambda d: {s.policy.school for s in with_file.get(d.path, ())})
    return {
        school: of_school(
            replace(
                judgement,
                standings=standings[school],
                policies=lines[school],
                documents=files.get(school, ()),
                findings=findings.get(school, ()),
                register_problems=problems.get(school, ()),
            ),
            school,
        )
        for school in lines
        if school
    }


def grouped(things: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    """Things by what they have in common, in their order."""
    groups: dict[K, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return {known_as: tuple(theirs) for known_as, theirs in groups.items()}


def _shared(things: Iterable[T], keys: Callable[[T], Iterable[K]]) -> Mapping[K, tuple[T, ...]]:
    """Things by each of the several that they belong to, in their order."""
    pairs = ((key, thing) for thing in things for key in keys(thing))
    return {
        key: tuple(thing for _, thing in theirs) for key, theirs in grouped(pairs, lambda p: p[0]).items()
    }
