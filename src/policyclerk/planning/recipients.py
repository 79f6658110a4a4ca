"""Who is written to: owners, approvers, headteachers and the trust, and who stands in for somebody away or gone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from policyclerk.domain.directory import bodies_meant, body_key
from policyclerk.domain.people import Person
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.planning.days import in_words

_HEAD = re.compile(r"head ?teacher|^head\b|executive head|^principal\b|head of school", re.IGNORECASE)
_CHAIR = re.compile(
    r"\b(?<!vice )(?<!vice-)(?<!deputy )chair(?:man|woman|person)?\b(?![ -]elect)", re.IGNORECASE
)
_CLERK = re.compile(r"\bclerk\b|governance (professional|officer|manager)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to write to.

    Attributes:
        email: case-folded address; None where there is none, then `note` says why.
        note: why this person and not another ("in place of Jo Smith, who is away until 4 December 2026").
        above: True where the duty went to the escalation because nobody stands in.
    """

    email: str | None
    name: str | None
    note: str | None = None
    above: bool = False


@lru_cache(maxsize=16384)
def folded(text: str | None) -> str:
    """A name or an address without case and double spaces, for comparing."""
    return " ".join((text or "").casefold().split())


class Directory:
    """The register's people on one day, with the ways from a duty to an address."""

    def __init__(self, register: Register, settings: Settings, today: date) -> None:
        self._register = register
        self._settings = settings
        self._today = today
        self._heads: dict[str, Person | None] = {}

    @cached_property
    def _by_email(self) -> dict[str, tuple[Person, ...]]:
        return _grouped((folded(person.email), person) for person in self._register.people)

    @cached_property
    def _by_name(self) -> dict[str, tuple[Person, ...]]:
        return _grouped((folded(person.name), person) for person in self._register.people)

    # ---- duties

    def owners(self, policy: Policy) -> tuple[Recipient, ...]:
        """Those who are asked to review: each owner, or who stands in; one line per address."""
        found = (self._reached(o.person, o.email, o.text, policy.school) for o in policy.owners)
        return _once(found) or (Recipient(None, None, "no owner is named"),)

    def approvers(self, policy: Policy) -> tuple[Recipient, ...]:
        """Those who are asked to approve or sign: the named person, or the body's chair and clerk.

        Of a body, nobody is written to in place of a member who is gone while another member is there.
        """
        people = policy.approver.people if policy.approver else ()
        reached = [self._reached(p, p.email, p.name, policy.school) for p in people]
        there = [recipient for recipient in reached if not recipient.above]
        found = there if any(recipient.email for recipient in there) else reached
        return _once(found) or (Recipient(None, None, "nobody is named to approve it"),)

    def escalation(self, to: str, school: str | None) -> Recipient:
        """Whom an escalation step goes to: the school's headteacher, the trust's contact, or an address."""
        if to == "headteacher":
            return self._present(self._head(school)) or replace(self.contact(), note=_no_head(school))
        if to == "trust":
            return self.contact()
        people = self._by_email.get(folded(to), ())
        return Recipient(folded(to), people[0].name if people else None)

    def contact(self) -> Recipient:
        """The trust's contact."""
        email = folded(self._settings.trust.contact) or None
        people = self._by_email.get(email, ()) if email else ()
        note = None if email else "the trust has no contact: set contact under [trust]"
        return Recipient(email, people[0].name if people else None, note)

    def is_clerk(self, email: str, body: str, school: str | None) -> bool:
        """Whether somebody is the clerk of a body; a row without a body or a school is for all of them."""
        return any(self._fits(each, _CLERK, body, school) for each in self._by_email.get(email, ()))

    def is_chair(self, email: str, body: str, school: str | None) -> bool:
        """Whether somebody chairs a body; unlike a clerk, nobody chairs a body that her row does not name."""
        return bool(body) and any(
            folded(person.body) and self._fits(person, _CHAIR, body, school)
            for person in self._by_email.get(email, ())
        )

    def chairs(self, email: str) -> bool:
        """Whether somebody chairs anything at all."""
        return any(_CHAIR.search(person.role or "") for person in self._by_email.get(email, ()))

    @staticmethod
    def _fits(person: Person, office: re.Pattern[str], body: str, school: str | None) -> bool:
        return bool(
            office.search(person.role or "")
            and (not person.body or body_key(person.body) in bodies_meant(body, person.school))
            and folded(person.school) in ("", folded(school))
        )

    def is_away(self, person: Person) -> bool:
        """Whether somebody is away today."""
        return any(self._away(row) for row in (self._by_email.get(folded(person.email)) or (person,)))

    # ---- reaching a person

    def _reached(
        self, person: Person | None, email: str | None, text: str | None, school: str | None
    ) -> Recipient:
        name = person.name if person else text
        address = folded(email or (person.email if person else None)) or None
        absence = self._absence(person, address)
        if absence is not None:
            return self._stand_in(person, address, name or "the owner", absence, school)
        if address is None:
            return Recipient(None, name, f"{name or 'the owner'} has no e-mail address in the register")
        known = self._by_email.get(address, ())
        return Recipient(address, person.name if person else known[0].name if known else _name(text))

    def _stand_in(
        self, person: Person | None, address: str | None, name: str, absence: str, school: str | None
    ) -> Recipient:
        """The Deputy who can be reached, else the escalation."""
        note = f"in place of {name}, who {absence}"
        seen = {address}
        deputy = self._deputy_of(person, address)
        while deputy is not None and deputy.email not in seen:
            if deputy.email and self._absence(deputy, folded(deputy.email)) is None:
                return Recipient(folded(deputy.email), deputy.name, note)
            seen.add(deputy.email)
            deputy = self._deputy_of(deputy, deputy.email)
        steps = sorted(self._settings.reminders.escalation, key=lambda step: step.after)
        above = self.escalation(steps[0].to, school) if steps else self.contact()
        if above.email is None or above.email == address:
            above = self.contact()
        return replace(above, note=note, above=True)

    def _present(self, person: Person | None) -> Recipient | None:
        """A head who can be written to, or the head's Deputy; None where neither is there."""
        if person is None or not person.email:
            return None
        absence = self._absence(person, folded(person.email))
        if absence is None:
            return Recipient(folded(person.email), person.name)
        deputy = self._deputy_of(person, person.email)
        if deputy is None or not deputy.email or self._absence(deputy, folded(deputy.email)) is not None:
            return None
        return Recipient(folded(deputy.email), deputy.name, f"in place of {person.name}, who {absence}")

    def _deputy_of(self, person: Person | None, address: str | None) -> Person | None:
        """The Deputy named in any row of a person, found by address or by name."""
        rows = self._by_email.get(folded(address), ()) if address else ()
        typed = next((p.deputy for p in (*((person,) if person else ()), *rows) if p.deputy), None)
        if typed is None:
            return None
        if "@" in typed:
            known = self._by_email.get(folded(typed), ())
            return known[0] if known else Person(name=typed, email=folded(typed))
        return next((p for p in self._by_name.get(folded(typed), ()) if p.email), None)

    def _absence(self, person: Person | None, address: str | None) -> str | None:
        """Why somebody is not to be written to today: gone (in every row), or away; None for one who is there."""
        rows = self._by_email.get(address, ()) if address else ()
        rows = rows or ((person,) if person else ())
        if rows and not any(row.active for row in rows):
            return "is no longer active"
        away = next((row for row in rows if self._away(row)), None)
        if away is None:
            return None
        return f"is away until {in_words(away.away_until)}" if away.away_until else "is away"

    def _away(self, person: Person) -> bool:
        if person.away_from is None and person.away_until is None:
            return False
        return (person.away_from or date.min) <= self._today <= (person.away_until or date.max)

    def _head(self, school: str | None) -> Person | None:
        """The headteacher of a school: by the name in Schools, else by role and school in People."""
        if school is None:
            return None
        if school not in self._heads:
            self._heads[school] = self._look_for_head(school)
        return self._heads[school]

    def _look_for_head(self, school: str) -> Person | None:
        named = self._named_heads.get(folded(school))
        if named and "@" in named:
            return next(iter(self._by_email.get(folded(named), ())), Person(name=named, email=folded(named)))
        by_name = [p for p in self._by_name.get(folded(named), ()) if p.email] if named else []
        return by_name[0] if by_name else next(iter(self._heads_by_role.get(folded(school), ())), None)

    @cached_property
    def _named_heads(self) -> dict[str, str | None]:
        """Folded name of a school -> its head as the Schools tab has it; of two rows of one name the first."""
        return {folded(school.name): school.headteacher for school in reversed(self._register.schools)}

    @cached_property
    def _heads_by_role(self) -> dict[str, tuple[Person, ...]]:
        """Folded name of a school -> who has a head's role there and can be written to."""
        return _grouped(
            (folded(p.school), p)
            for p in self._register.people
            if p.email and p.active and _HEAD.search(p.role or "")
        )


def _grouped(pairs: Iterable[tuple[str, Person]]) -> dict[str, tuple[Person, ...]]:
    """People by a folded text; blank ones are left out."""
    found: dict[str, list[Person]] = {}
    for text, person in pairs:
        if text:
            found.setdefault(text, []).append(person)
    return {text: tuple(people) for text, people in found.items()}


def _no_head(school: str | None) -> str:
    if school is None:
        return "a policy of the whole trust has no headteacher"
    return f"the headteacher of {school} cannot be reached"


def _name(text: str | None) -> str | None:
    """A typed owner as a salutation: an address is no name."""
    return None if text is None or "@" in text else text


def _once(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """One line per address, and one per name where there is no address."""
    kept: dict[str, Recipient] = {}
    for recipient in recipients:
        kept.setdefault(recipient.email or f"- {recipient.name}", recipient)
    return tuple(kept.values())
