"""Who is who: schools, people, bodies, their meetings and terms, as the register's own tabs tell them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class School:
    """A school of the trust; `kind` is its type (academy, maintained, special ...)."""

    name: str
    short_name: str | None = None
    phase: str | None = None
    kind: str | None = None
    headteacher: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the People tab. Two rows with one address are one person to a mailer.

    Attributes:
        email: case-folded and trimmed; None where the cell is blank or no address.
        away_from, away_until: both days inclusive; None is open-ended only if the other one is set.
        deputy: as typed, a name or an address.
    """

    name: str
    email: str | None = None
    role: str | None = None
    body: str | None = None
    school: str | None = None
    active: bool = True
    away_from: date | None = None
    away_until: date | None = None
    deputy: str | None = None
    tab: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One half-term of teaching (or, with `holiday`, a named break). School None is the whole trust."""

    school: str | None
    name: str
    starts: date
    ends: date
    holiday: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body of governors. School None is the trust's own."""

    body: str
    school: str | None
    on: date
    papers_out: date | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """One owner of a policy, resolved as far as the register allows.

    Attributes:
        text: as typed in the Owner cell (None when only an address was typed).
        person: the person meant; None where nobody in the register is.
        email: the address that mail goes to; None where there is none.
    """

    text: str | None
    person: Person | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves a policy: a body (`body` filled, members through People) or a person."""

    text: str
    body: str | None
    people: tuple[Person, ...]
    """Those to write to: the named person, else the body's chair and clerk; without an address they stay listed."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That somebody has read a policy, as the Acknowledgements tab says; all texts as typed."""

    person: str
    policy: str
    version: str | None
    on: date | None
