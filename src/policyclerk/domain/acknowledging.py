"""Who has to read a policy and has not yet said so: the Acknowledgement column beside the Acknowledgements tab. Pure.

What may stand in the column: "yes" or "all staff" (everybody of the People tab who holds no seat in a body, of the policy's
school or, for a policy of the trust, of all schools), "all" (governors too), "governors", a role ("DSL"), a body, names, or
several of these. A new version is asked for anew: an acknowledgement counts for the version typed beside it, or where none
is typed, for the version that was in force on its day.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policyclerk.domain.cells import plain_words
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.matching import fold_title
from policyclerk.domain.people import Acknowledgement, Person
from policyclerk.domain.person_names import name_key
from policyclerk.domain.policy import Policy
from policyclerk.domain.policy_words import statutory_of
from policyclerk.domain.register import Register
from policyclerk.domain.review import Standing
from policyclerk.domain.version_text import fold_version

WITHIN_DAYS = 28
"""Time to read: only after it is an acknowledgement outstanding."""

_STAFF = frozenset(
    {
        "all staff",
        "staff",
        "all school staff",
        "whole staff",
        "all employees",
        "employees",
        "every member of staff",
    }
)
_EVERYBODY = frozenset({"all", "everyone", "everybody", "all staff and governors", "staff and governors"})
_GOVERNORS = frozenset(
    {"governors", "all governors", "trustees", "all trustees", "governing body", "directors"}
)
_PARTS = re.compile(r"[;,/&\n]|\band\b")
_NOT_YET = ("draft", "at committee", "awaiting approval")


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one version of one policy.

    Attributes:
        version: as the register has it, else the document; None where neither names one.
        since: the day from which this version is in force; None where it is not known.
        readers: everybody who has to read it, each once.
        outstanding: those of them who have not acknowledged this version.
    """

    policy: Policy
    version: str | None
    since: date | None
    readers: tuple[Person, ...]
    outstanding: tuple[Person, ...]

    def is_late(self, today: date) -> bool:
        """Whether somebody has had time to read it and has not said so."""
        if not self.outstanding:
            return False
        return self.since is None or today > self.since + timedelta(days=WITHIN_DAYS)


def readings(standings: Iterable[Standing], register: Register) -> tuple[Reading, ...]:
    """Every policy that people have to read, in sheet order; none where the register has no Acknowledgements tab."""
    if not register.keeps_acknowledgements:
        return ()
    given = _by_person_and_policy(register.acknowledgements)
    asked = (
        _reading(standing, register.people, given) for standing in standings if _in_force(standing.policy)
    )
    return tuple(reading for reading in asked if reading is not None)


def acknowledgement_problems(register: Register) -> Iterator[RegisterProblem]:
    """The cells that ask for a reading and by which nobody of the People tab is meant; once for each row."""
    told = set()
    for policy in register.policies if register.keeps_acknowledgements else ():
        row = (policy.tab, policy.row)
        if row in told or not _asks(policy) or not _in_force(policy) or _readers(policy, register.people):
            continue
        told.add(row)
        place = policy.place("acknowledgement")
        yield RegisterProblem(
            policy.tab,
            policy.row,
            place.column if place else None,
            policy.acknowledgement,
            "acknowledgement_not_understood",
            "Nobody of the People tab is meant by this. Type \u201call staff\u201d, \u201cgovernors\u201d, a role, a body or names as "
            "they stand in the People tab, or \u201cno\u201d.",
        )


def _in_force(policy: Policy) -> bool:
    return not policy.retired and policy.state not in _NOT_YET


def _asks(policy: Policy) -> bool:
    return bool(policy.acknowledgement) and statutory_of(policy.acknowledgement) is not False


# ---- who reads


def _reading(
    standing: Standing, people: Sequence[Person], given: Mapping[tuple[str, str], Sequence[Acknowledgement]]
) -> Reading | None:
    policy = standing.policy
    readers = _readers(policy, people) if _asks(policy) else ()
    if not readers:
        return None
    version = policy.version or (standing.document.facts.version if standing.document else None)
    since = _since(policy)
    names = _names_of(policy)
    waiting = tuple(
        person
        for person in readers
        if not any(_counts(each, version, since) for each in _given(person, names, given))
    )
    return Reading(policy, version, since, readers, waiting)


def _since(policy: Policy) -> date | None:
    """The day from which the version is in force: that of its approval, else of its review."""
    claims = (policy.approved_on, policy.last_reviewed)
    return next((claim.start for claim in claims if claim is not None and claim.start is not None), None)


def _readers(policy: Policy, people: Sequence[Person]) -> tuple[Person, ...]:
    """Everybody who is meant by the cell, each once, in the order of the People tab."""
    cell = policy.acknowledgement or ""
    text = "all staff" if statutory_of(cell) else plain_words(cell)
    whole = _meant(text, policy, people)
    parts = [plain_words(part) for part in _PARTS.split(cell.casefold())]
    found = whole or [person for part in parts if part for person in _meant(part, policy, people)]
    once = {_who(person): person for person in sorted(found, key=lambda person: person.row or 0)}
    return tuple(once.values())


def _meant(words: str, policy: Policy, people: Sequence[Person]) -> list[Person]:
    """The people whom a text means; empty where it means nobody who is there."""
    active = [person for person in people if person.active]
    near = [person for person in active if policy.school is None or person.school in (None, policy.school)]
    own = [person for person in near if policy.school is None or person.school is not None]
    if words in _EVERYBODY:
        return own
    if words in _STAFF:
        return [person for person in own if not person.body]
    if words in _GOVERNORS:
        return [person for person in own if person.body]
    named = [person for person in active if name_key(person.name) == name_key(words)]
    return named or [person for person in near if words in _offices(person)]


def _offices(person: Person) -> tuple[str, ...]:
    """What a person may be called by: the body, the role, the role in the plural ("teachers")."""
    role, body = plain_words(person.role or ""), plain_words(person.body or "")
    return tuple(filter(None, (body, role, f"{role}s" if role else "", f"all {role}s" if role else "")))


def _who(person: Person) -> str:
    """Who somebody is: two rows with one address are one person."""
    return person.email or name_key(person.name)


# ---- who has read


def _by_person_and_policy(
    acknowledgements: Iterable[Acknowledgement],
) -> Mapping[tuple[str, str], Sequence[Acknowledgement]]:
    found: dict[tuple[str, str], list[Acknowledgement]] = {}
    for each in acknowledgements:
        person = each.person.strip().casefold() if "@" in each.person else name_key(each.person)
        found.setdefault((person, fold_title(each.policy)), []).append(each)
    return found


def _names_of(policy: Policy) -> frozenset[str]:
    """What the Policy cell of the Acknowledgements tab may call it: the Ref, the key, the title."""
    return frozenset(fold_title(name) for name in (policy.ref, policy.key, policy.title) if name)


def _given(
    person: Person, names: Iterable[str], given: Mapping[tuple[str, str], Sequence[Acknowledgement]]
) -> Iterator[Acknowledgement]:
    for who in filter(None, (person.email, name_key(person.name))):
        for name in names:
            yield from given.get((who, name), ())


def _counts(given: Acknowledgement, version: str | None, since: date | None) -> bool:
    """Whether an acknowledgement is of the version in force."""
    typed, current = fold_version(given.version), fold_version(version)
    if typed and current:
        return typed == current
    if given.on is not None and since is not None:
        return given.on >= since
    return current is None or given.on is not None
