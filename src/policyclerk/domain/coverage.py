"""Statutory coverage: which of the policies that are asked for each school has, as far as the register can tell. Pure.

A gap is only what it says: no title was found under which the policy is known. It may be there under another one, or in
another folder; so nothing here speaks of a breach, and a register that plainly lists only a part of a trust's policies
is asked about and not judged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from policyclerk.domain.known_titles import NO_TITLES, KnownTitles, known_titles, without_names
from policyclerk.domain.people import School
from policyclerk.domain.register import Register
from policyclerk.domain.review import Standing
from policyclerk.domain.statutory import StatutoryList, StatutoryPolicy, concerns

CoverageStatus = Literal["in place", "out of date", "not found", "not applicable", "cannot tell"]
COVERAGE_STATUSES: tuple[CoverageStatus, ...] = (
    "not found",
    "out of date",
    "cannot tell",
    "in place",
    "not applicable",
)
"""Worst first."""

LEAST_SHARE = 1 / 3
"""A register with a smaller share of the policies asked for is taken for a part of the trust's policies."""
LEAST_AREAS = 1 / 2
"""And so is one that has nothing from at least half of the areas of a school's work (an HR register, say)."""

_ASKING = {
    "law": "The law asks for it",
    "guidance": "Statutory guidance asks for it",
    "list": "The Department's list names it",
}
_TYPES = {
    "maintained": "maintained schools",
    "academy": "academies",
    "special": "special schools",
    "pru": "pupil referral units",
    "nursery": "nursery schools",
    "independent": "independent schools",
    "sixth-form": "sixth-form colleges",
}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One policy that is asked for, at one school.

    Attributes:
        school: None for what the trust has once.
        policies: keys of the policies that the answer rests on.
        why: the answer in a sentence.
        due_on: the day on which their review is or was due, the earliest; None where none is known.
    """

    policy: StatutoryPolicy
    school: str | None
    status: CoverageStatus
    policies: tuple[str, ...]
    why: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The grid of all schools and all policies that are asked for.

    Attributes:
        version, as_at: of the list that it was made with.
        schools: names in the register's order; (None,) for a trust without schools of its own.
        rows: by policy in the list's order, then by school.
        in_part: whether the register was taken for a part of the trust's policies, so that gaps were not judged.
        question: the sentence that asks a person about it; None where there is nothing to ask.
        found, asked: how many of the policies asked of any school were found at all.
        asked_of: key of a policy -> the rows of the list that it answers.
        titles: the titles and aliases of the list.
    """

    version: str
    as_at: date | None
    schools: tuple[str | None, ...]
    rows: tuple[CoverageRow, ...]
    in_part: bool
    question: str | None
    found: int
    asked: int
    asked_of: Mapping[str, tuple[StatutoryPolicy, ...]] = field(default_factory=dict)
    titles: KnownTitles = NO_TITLES

    def of_school(self, school: str) -> "Coverage":
        """The same grid with the rows of one school and of what the trust has once, and no others."""
        rows = tuple(row for row in self.rows if row.school in (school, None))
        return replace(self, schools=tuple(name for name in self.schools if name == school), rows=rows)

    def missing(self) -> Mapping[str, tuple[CoverageRow, ...]]:
        """Id of a policy -> its rows without any known title, for those that have such rows."""
        gaps: dict[str, list[CoverageRow]] = {}
        for row in self.rows:
            if row.status == "not found":
                gaps.setdefault(row.policy.id, []).append(row)
        return {known_as: tuple(rows) for known_as, rows in gaps.items()}


NO_COVERAGE = Coverage("", None, (), (), in_part=False, question=None, found=0, asked=0)
"""The grid of no list at all."""


def asking_words(policy: StatutoryPolicy) -> str:
    """What asks for a policy, in words that go no further than the source: "The Department's list names it"."""
    return _ASKING[policy.asked_by]


def coverage(
    standings: Sequence[Standing],
    *,
    register: Register,
    wanted: StatutoryList | None,
    trust: str,
    today: date,
) -> Coverage:
    """Which of the policies asked for each school has.

    Args:
        standings: every policy of the register, retired ones too; a selection would show gaps that are none.
        register: for its schools and the columns it has.
        wanted: the list; None makes an empty grid.
        trust: the trust's name, which titles may carry.
    """
    if wanted is None or not wanted.policies:
        return NO_COVERAGE
    schools = _schools(register, standings)
    titles = known_titles((title, p.id) for p in wanted.policies for title in (p.title, *p.aliases))
    matches = _matches(standings, titles, register.schools, trust)
    cells = [cell for policy in wanted.policies for cell in _cells(policy, schools, matches)]
    asked = {c.policy.id for c in cells if c.concerned is not False and c.policy.certain and c.ours}
    found = {
        c.policy.id for c in cells if c.policy.id in asked and any(not s.policy.retired for s in c.standings)
    }
    in_part, question = _in_part(wanted, asked, found, source=register.source)
    rows = tuple(_row(cell, today, in_part=in_part, linked="document" in register.has) for cell in cells)
    names = tuple(school.name for school in schools) or (None,)
    return Coverage(
        wanted.version,
        wanted.as_at,
        names,
        rows,
        in_part,
        question,
        len(found),
        len(asked),
        _asked_of(wanted, matches),
        titles,
    )


# ---- who has what


@dataclass(frozen=True, slots=True)
class _Cell:
    """One place of the grid before it is judged; `concerned` is None where that cannot be told."""

    policy: StatutoryPolicy
    school: str | None
    concerned: bool | None
    ours: bool
    standings: tuple[Standing, ...]


_Matches = Mapping[str, tuple[Standing, ...]]


def _schools(register: Register, standings: Iterable[Standing]) -> tuple[School, ...]:
    """The Schools tab's schools, else those that the rows name."""
    named = dict.fromkeys(s.policy.school for s in standings if s.policy.school)
    return register.schools or tuple(School(name) for name in named if name)


def _matches(
    standings: Iterable[Standing], titles: KnownTitles, schools: Sequence[School], trust: str
) -> _Matches:
    """Id of a policy on the list -> the register's policies that go by one of its titles."""
    short = {school.name: school.short_name or "" for school in schools}
    found: dict[str, list[Standing]] = {}
    for standing in standings:
        policy = standing.policy
        names = (policy.school or "", short.get(policy.school or "", ""), trust)
        for known_as in _ids(standing, titles, names):
            found.setdefault(known_as, []).append(standing)
    return {known_as: tuple(theirs) for known_as, theirs in found.items()}


def _ids(standing: Standing, titles: KnownTitles, names: Sequence[str]) -> frozenset[str]:
    """By the register's title, else by the document's."""
    found = titles.ids_of(without_names(standing.policy.title, names))
    title = standing.document.facts.title if standing.document else None
    return found or (titles.ids_of(without_names(title, names)) if title else frozenset())


def _asked_of(wanted: StatutoryList, matches: _Matches) -> Mapping[str, tuple[StatutoryPolicy, ...]]:
    found: dict[str, list[StatutoryPolicy]] = {}
    for policy in wanted.policies:
        for standing in matches.get(policy.id, ()):
            found.setdefault(standing.policy.key, []).append(policy)
    return {key: tuple(policies) for key, policies in found.items()}


def _cells(policy: StatutoryPolicy, schools: Sequence[School], matches: _Matches) -> Iterator[_Cell]:
    """A cell for each school, or one for the trust."""
    theirs = matches.get(policy.id, ())
    by_school: dict[str | None, list[Standing]] = {}
    for standing in theirs:
        by_school.setdefault(standing.policy.school, []).append(standing)
    of_trust = tuple(by_school.get(None, ()))
    if policy.held_by == "trust" or not schools:
        answers = {concerns(policy, school) for school in schools} or {concerns(policy, None)}
        concerned = True if True in answers else None if None in answers else False
        yield _Cell(policy, None, concerned, policy.ours, of_trust or theirs)
        return
    for school in schools:
        ours = policy.ours or bool(policy.not_ours_for and school.name not in policy.not_ours_for)
        own = tuple(by_school.get(school.name, ()))
        live = any(not standing.policy.retired for standing in own)
        yield _Cell(
            policy, school.name, concerns(policy, school), ours, own if live or not of_trust else of_trust
        )


# ---- whether the register is the whole


def _in_part(
    wanted: StatutoryList, asked: set[str], found: set[str], *, source: str
) -> tuple[bool, str | None]:
    """Whether the register holds a part of the trust's policies only, and the question about it."""
    if wanted.register is not None:
        return wanted.register == "part", None
    areas = {p.id: p.area for p in wanted.policies if p.id in asked}
    covered = {areas[known_as] for known_as in found}
    wide = len(covered) >= LEAST_AREAS * len(set(areas.values()))
    if not asked or (wide and len(found) >= LEAST_SHARE * len(asked)):
        return False, None
    return True, (
        f"{source} holds {len(found)} of the {len(asked)} policies that are asked of your schools, so it seems to list only "
        'a part of the trust\'s policies, and gaps were not judged. If it lists them all, write register = "whole" into '
        'config/statutory.toml; if not, register = "part".'
    )


# ---- the answer


def _row(cell: _Cell, today: date, *, in_part: bool, linked: bool) -> CoverageRow:
    status, why, resting = _answer(cell, today, in_part=in_part, linked=linked)
    due = min((s.due.on for s in resting if s.due), default=None)
    return CoverageRow(cell.policy, cell.school, status, tuple(s.policy.key for s in resting), why, due)


def _answer(
    cell: _Cell, today: date, *, in_part: bool, linked: bool
) -> tuple[CoverageStatus, str, tuple[Standing, ...]]:
    if not cell.ours:
        return "not applicable", cell.policy.reason or "The trust has said that it does not concern it.", ()
    if cell.concerned is False:
        return "not applicable", f"It is asked of {_whom(cell.policy)}.", ()
    live = tuple(s for s in cell.standings if not s.policy.retired)
    if live:
        return _standing(live, today, linked=linked)
    resting = tuple(s for s in cell.standings if s.policy.state == "not applicable")
    if resting:
        return "not applicable", "The register says that it is not applicable.", resting
    return (*_absent(cell, in_part=in_part), cell.standings)


def _standing(
    live: Sequence[Standing], today: date, *, linked: bool
) -> tuple[CoverageStatus, str, tuple[Standing, ...]]:
    """The best of the policies found, with what it rests on."""
    told = [(*_one(standing, today, linked=linked), standing) for standing in live]
    for wanted in ("in place", "out of date", "cannot tell"):
        chosen = [(status, why, standing) for status, why, standing in told if status == wanted]
        if chosen:
            return chosen[0][0], chosen[0][1], tuple(standing for _, _, standing in chosen)
    raise AssertionError("every policy found has one of these three answers")


def _one(standing: Standing, today: date, *, linked: bool) -> tuple[CoverageStatus, str]:
    policy, due = standing.policy, standing.due
    named = f"\u201c{policy.title}\u201d"
    if policy.state == "draft":
        return "cannot tell", f"{named} is a draft in the register."
    if due is not None and due.on < today:
        return "out of date", f"{named} was due for review on {_spoken(due.on)}."
    if linked and standing.document is None and standing.document_problem and not policy.exempt:
        return "cannot tell", f"{named} is in the register, and its document was not found."
    if standing.document is not None and not standing.document.facts.ok:
        return "cannot tell", f"{named} is there, and its document could not be read."
    if due is None and not policy.exempt:
        return "cannot tell", f"{named} is there; when it is due for review is not known."
    return "in place", f"{named} is there and not overdue."


def _absent(cell: _Cell, *, in_part: bool) -> tuple[CoverageStatus, str]:
    policy = cell.policy
    if cell.concerned is None:
        return (
            "cannot tell",
            f"It is asked of {_whom(policy)}; the Schools tab does not say enough (Type, Phase) to tell.",
        )
    if policy.only_if:
        return "cannot tell", f"It is asked only where {policy.only_if}."
    if not policy.confirmed:
        return "cannot tell", "This row of the list is still to be checked against its source."
    if in_part:
        return "cannot tell", "The register seems to list only a part of the trust's policies."
    return (
        "not found",
        f"No policy is known by this title or by another one of the list. {asking_words(policy)}.",
    )


def _whom(policy: StatutoryPolicy) -> str:
    whom = _listed([_TYPES[kind] for kind in policy.types]) or "all schools"
    phases = f" of the {_listed(policy.phases)} phase" if policy.phases else ""
    never = f", not of {_listed([_TYPES[kind] for kind in policy.not_types])}" if policy.not_types else ""
    return f"{whom}{phases}{never}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _spoken(day: date) -> str:
    return f"{day:%d/%m/%Y}"
