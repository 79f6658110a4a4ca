"""The People tab as a directory: who is meant by a name, initials, a role or an address; who speaks for a body."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from policyclerk.domain.cells import plain_words
from policyclerk.domain.people import Person, School
from policyclerk.domain.person_names import letters_of, name_key, nearest

_HEAD = frozenset(
    {"head", "headteacher", "head teacher", "ht", "principal", "head of school", "headmaster", "headmistress"}
)
_SPEAKS = (
    ("chair", "chairman", "chairperson", "chairwoman"),
    ("clerk", "governance professional", "company secretary"),
)
_BODY_WORDS = frozenset(
    {
        "board",
        "committee",
        "governors",
        "governing",
        "trustees",
        "directors",
        "fgb",
        "lgb",
        "council",
        "corporation",
        "agb",
        "members",
        "lab",
        "gb",
    }
)
_BOARDS_OF_SCHOOLS = ("=0", "=1")
"""Keys of the first two groups below."""
_SAME_BODY = (
    frozenset(
        {
            "fgb",
            "full governing body",
            "full governing board",
            "governing body",
            "governing board",
            "full board",
            "full gb",
            "gb",
            "governors",
            "board of governors",
            "full governors",
            "full board of governors",
        }
    ),
    frozenset(
        {
            "lgb",
            "local governing body",
            "local governing board",
            "local governors",
            "agb",
            "academy governing body",
            "academy governing board",
            "local board",
        }
    ),
    frozenset(
        {
            "trust board",
            "board of trustees",
            "trustees",
            "board of directors",
            "trustee board",
            "directors",
            "board",
            "the trust board",
            "mat board",
            "full trust board",
        }
    ),
)


@lru_cache(maxsize=4096)
def body_key(body: str) -> str:
    """A body of governors for comparing: one name for the full board, "Finance" for "Finance Committee"."""
    words = plain_words(body)
    for number, names in enumerate(_SAME_BODY):
        if words in names:
            return f"={number}"
    kept = [w for w in words.split() if w not in {"committee", "the", "of", "cttee", "sub", "panel"}]
    return " ".join(kept) or words


def is_head(role: str) -> bool:
    """Whether a role is that of a school's head."""
    return _role(role) in _HEAD


@lru_cache(maxsize=4096)
def _role(text: str) -> str:
    """A role for comparing: "The Headteacher" is "headteacher"."""
    words = plain_words(text).split()
    return " ".join(words[1:] if words[:1] in (["the"], ["our"]) else words)


def bodies_meant(body: str, school: str | None) -> tuple[str, ...]:
    """The keys of a body. A school has one full board, whatever it is called, so there all its names are one."""
    key = body_key(body)
    return (
        (key, *(k for k in _BOARDS_OF_SCHOOLS if k != key))
        if school and key in _BOARDS_OF_SCHOOLS
        else (key,)
    )


def _office(role: str) -> tuple[str | None, str]:
    """Chair or clerk, and the body, where a role is one of these ("chair of governors": "chair", "governors")."""
    if {"vice", "deputy"} & set(role.split()):
        return None, ""
    for names in _SPEAKS:
        for name in names:
            if f" {name} " in f" {role} ":
                rest = f" {role} ".replace(f" {name} ", " ").split()
                return names[0], " ".join(w for w in rest if w not in {"of", "to", "for", "the"})
    return None, ""


def sounds_like_body(text: str) -> bool:
    """Whether a text names a body of governors rather than a person."""
    words = set(plain_words(text).split())
    return bool(words & _BODY_WORDS) and not words & {"chair", "clerk", "head", "headteacher"}


MOST_COMPARED = 2_000
"""Names that one text is compared with for likeness; more than any trust has, so that the largest registers are read too."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody in the register, to be found by what people type.

    Attributes:
        people: the rows of the People tab.
        schools: for the heads that the Schools tab names.
        by_key: name, initials, surname, role and address keys -> people, in sheet order.
        bodies: body key -> the body's name as typed first (People, Meetings).
        spelled: a name, role or body for comparing -> as typed.
        spelled_at: the same by school; bodies, and who belongs to the whole trust, under None.
        found: what was looked up before, as a register repeats its people by the hundred.
        likened: what names were found to be like, likewise.
    """

    people: tuple[Person, ...]
    schools: Mapping[str, School]
    by_key: Mapping[str, tuple[Person, ...]]
    bodies: Mapping[str, str]
    spelled: Mapping[str, str] = field(default_factory=dict)
    spelled_at: Mapping[str | None, Mapping[str, str]] = field(default_factory=dict)
    found: dict[tuple[str, str | None], Person | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    likened: dict[tuple[str, str | None], str | None] = field(default_factory=dict, repr=False, compare=False)

    def by_address(self, address: str, school: str | None) -> Person | None:
        """The person with an address; of several rows the one of the school."""
        return _one(self.by_key.get(f"@{address.casefold()}", ()), school)

    def find(self, text: str, school: str | None) -> Person | None:
        """The person meant by a name, a shortened name, initials or a role; None where nobody or several could be."""
        if (text, school) not in self.found:
            self.found[text, school] = self._look_up(text, school)
        return self.found[text, school]

    def _look_up(self, text: str, school: str | None) -> Person | None:
        key = name_key(text)
        named = self.by_key.get(f"name:{key}") or self.by_key.get(f"short:{key}")
        if named:
            return _one(named, school)
        if is_head(text):
            return self.by_role(text, school)
        holders = self._holders(_role(text), school)
        if holders or f"role:{_role(text)}" in self.by_key:
            return _one(holders, school)
        likely = self.by_key.get(f"surname:{key}") or self.by_key.get(f"initials:{key}")
        return _one(likely or self._byletters_of(key, school), school)

    def _byletters_of(self, key: str, school: str | None) -> Sequence[Person]:
        """Who has the role that letters stand for ("SBM"), or whose role is the letters of a title typed in full."""
        letters = letters_of(key)
        for where in dict.fromkeys((school, None)):
            alike = (*self.by_key.get(f"letters:{key}", ()), *self.by_key.get(f"role:{letters}", ()))
            found = [p for p in alike if p.school == where]
            if found:
                return found
        return self._of_any_school((f"letters:{key}", f"role:{letters}"), school)

    def _holders(self, role: str, school: str | None) -> Sequence[Person]:
        """Who has a role at a school, else trust-wide; a chair or clerk through the body too."""
        for where in dict.fromkeys((school, None)):
            alike = [p for p in self.by_key.get(f"role:{role}", ()) if p.school == where]
            found = alike or self._in_office(role, where)
            if found:
                return found
        return self._of_any_school((f"role:{role}",), school)

    def _of_any_school(self, keys: Sequence[str], school: str | None) -> Sequence[Person]:
        """Who is meant where no school is named, as in the register of a single school: whoever has the role there."""
        return [p for key in keys for p in self.by_key.get(key, ())] if school is None else ()

    def _in_office(self, role: str, school: str | None) -> Sequence[Person]:
        """Chairs or clerks whose body the role names ("Chair of Finance"), or those of the school where it names none."""
        office, body = _office(role)
        people = [p for p in self.by_key.get(f"office:{office}", ()) if p.active and p.school == school]
        if not body:
            return people
        return [p for p in people if p.body and body_key(p.body) in bodies_meant(body, school)]

    def by_role(self, role: str, school: str | None) -> Person | None:
        """The person who has a role at a school, else trust-wide; a head through the Schools tab too."""
        key = "head" if is_head(role) else _role(role)
        listed = self.schools.get(school or "") if key == "head" else None
        named = listed.headteacher if listed else None
        if named:
            head = self.by_key.get(f"name:{name_key(named)}", ())
            if head:
                return _one(head, school)
        fitting = [p for p in self.by_key.get(f"role:{key}", ()) if p.school == school]
        if not fitting and key != "head":
            fitting = [p for p in self.by_key.get(f"role:{key}", ()) if p.school is None]
        return _one(fitting or self._of_any_school((f"role:{key}",), school), school)

    def nearest(self, text: str, school: str | None) -> str | None:
        """The name, role or body in the register that a text is most like; None where it is like none of them.

        Where there are more than a text can be compared with, only those of the school and of the whole trust count.
        """
        asked = (text, school)
        if asked not in self.likened:
            self.likened[asked] = nearest(name_key(text), self._near(school))
        return self.likened[asked]

    def _near(self, school: str | None) -> Mapping[str, str]:
        if len(self.spelled) <= MOST_COMPARED:
            return self.spelled
        return {**self.spelled_at.get(None, {}), **self.spelled_at.get(school, {})}

    def body(self, text: str) -> str | None:
        """The body that a text names, spelled as the People or Meetings tab spells it; None where it names none."""
        known = self.bodies.get(body_key(text))
        return known or (text if sounds_like_body(text) else None)

    def speakers(self, body: str, school: str | None) -> tuple[Person, ...]:
        """Chair and clerk of a body: those of the school, else those of the whole trust; leavers left out."""
        for wanted in dict.fromkeys((school, None)):
            keys = bodies_meant(body, wanted)
            found = [
                p for k in keys for p in self.by_key.get(f"body:{k}", ()) if p.active and p.school == wanted
            ]
            speakers = [p for words in _SPEAKS for p in found if _has_role(p, words)]
            if speakers:
                return tuple(dict.fromkeys(speakers))
        return ()


def directory_of(people: Iterable[Person], schools: Iterable[School], bodies: Iterable[str]) -> Directory:
    """The directory of a register.

    Args:
        people: the rows of the People tab.
        schools: the rows of the Schools tab.
        bodies: bodies named elsewhere (Meetings).
    """
    everyone = tuple(people)
    by_key: dict[str, list[Person]] = defaultdict(list)
    for person in everyone:
        for key in _keys(person):
            by_key[key].append(person)
    named: dict[str, str] = {}
    for body in [p.body for p in everyone if p.body] + list(bodies):
        named.setdefault(body_key(body), body)
    found = {key: tuple(rows) for key, rows in by_key.items()}
    here = [(p.school, t) for p in everyone if p.active for t in (p.name, p.role) if t]
    here += [(None, body) for body in named.values()]
    spelled = {name_key(text): text for _, text in here}
    spelled_at: dict[str | None, dict[str, str]] = defaultdict(dict)
    for at, text in here:
        spelled_at[at][name_key(text)] = text
    return Directory(everyone, {s.name: s for s in schools}, found, named, spelled, spelled_at)


def _keys(person: Person) -> list[str]:
    keys = [f"@{person.email}"] if person.email else []
    keys += [f"body:{body_key(person.body)}"] if person.body else []
    keys += [f"role:{'head' if is_head(person.role) else _role(person.role)}"] if person.role else []
    keys += [f"letters:{short}"] if (short := letters_of(_role(person.role or ""))) else []
    keys += [f"office:{words[0]}" for words in _SPEAKS if _has_role(person, words)]
    words = name_key(person.name).split()
    if words:
        keys.append(f"name:{' '.join(words)}")
    if len(words) > 1:
        letters = [w[0] for w in words]
        keys += [
            f"short:{letters[0]} {words[-1]}",
            f"initials:{''.join(letters)}",
            f"initials:{' '.join(letters)}",
        ]
        keys.append(f"surname:{words[-1]}")
    return keys


def _one(found: Iterable[Person], school: str | None) -> Person | None:
    """The one person of several rows: the school's own first, then those still here; None where it stays open."""
    rows = list(found)
    narrower: tuple[Callable[[Person], bool], ...] = (lambda p: p.school == school, lambda p: p.active)
    for test in narrower:
        rows = [p for p in rows if test(p)] or rows
    people = {p.email or f"{p.name}|{p.row}" for p in rows}
    return rows[0] if len(people) == 1 else None


def _has_role(person: Person, words: tuple[str, ...]) -> bool:
    role = plain_words(person.role or "")
    if {"vice", "deputy"} & set(role.split()):
        return False
    return any(word in role.split() or (" " in word and word in role) for word in words)
