"""Which schools a cell, a tab's name or a word such as "all primaries" means."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from policyclerk.domain.cells import plain_words
from policyclerk.domain.people import School

_DROPPED = frozenset({"school", "schools", "academy", "academies", "the"})
_SORTS = frozenset(
    {
        *(
            "primary",
            "infant",
            "infants",
            "junior",
            "juniors",
            "first",
            "middle",
            "secondary",
            "high",
            "upper",
            "lower",
        ),
        *(
            "nursery",
            "special",
            "community",
            "grammar",
            "foundation",
            "church",
            "of",
            "england",
            "c",
            "e",
            "ce",
            "cofe",
        ),
        *(
            "rc",
            "catholic",
            "roman",
            "methodist",
            "voluntary",
            "aided",
            "controlled",
            "va",
            "vc",
            "college",
            "sixth",
        ),
        *("form", "and", "pre", "free", "studio", "preparatory", "comprehensive"),
    }
)
"""Words that say what sort of school one is."""
_TRUST = frozenset(
    {
        "trust",
        "trust wide",
        "trustwide",
        "whole trust",
        "mat",
        "central",
        "central team",
        "head office",
        "trust policies",
        "trust policy",
        "the trust",
        "central policies",
        "all trust",
        "multi academy trust",
    }
)
_ALL = frozenset(
    {
        "all",
        "all schools",
        "all academies",
        "every school",
        "each school",
        "all our schools",
        "all sites",
        "all settings",
        "every academy",
        "schools",
    }
)
_EXCEPT = re.compile(
    r"\s+(?:except(?:\s+for)?|excluding|excl\.?|but\s+not|apart\s+from|bar)\s+", re.IGNORECASE
)
_CUTS = (r"[;\n\r]+", r"[;\n\r,/|]+", r"[;\n\r,/|&+]+|\s+and\s+")
_ARCHIVE = re.compile(
    r"(?:archived?|retired|withdrawn|superseded|obsolete|old)(?: (?:policies|policy|documents))?"
)
_GENERIC = re.compile(
    r"sheet\s?[0-9]*|policies|policy( register| list| log| tracker)?|register|statutory( policies)?|data|tab(le)?\s?[0-9]*"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """The schools that a text means.

    Attributes:
        schools: names, the Schools tab's where it has them, else as typed; None among them is the whole trust.
        unknown: what the Schools tab does not have.
    """

    schools: tuple[str | None, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolList:
    """The trust's schools, found by any of their spellings.

    Attributes:
        spelled: how names are compared -> name for comparing -> the schools of it; filled when it is first asked for.
    """

    schools: tuple[School, ...] = ()
    spelled: dict[Callable[[str], str], dict[str, list[School]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(self, text: str) -> School | None:
        """The one school of that name or short name; "school", "academy" and "the" may be missing or added.

        So may be, at the end, what sort of school it is, as long as only one is meant.
        """
        for fold in (plain_words, _core):
            found = self._spelled_by(fold).get(fold(text), ())
            if len(found) == 1:
                return found[0]
        return self._begun(text)

    def _spelled_by(self, fold: Callable[[str], str]) -> dict[str, list[School]]:
        if fold not in self.spelled:
            found: dict[str, list[School]] = {}
            for school in self.schools:
                for name in {fold(school.name), fold(school.short_name or "")} - {""}:
                    found.setdefault(name, []).append(school)
            self.spelled[fold] = found
        return self.spelled[fold]

    def _begun(self, text: str) -> School | None:
        """The one school whose name goes on from the text with nothing but its sort: "Ashdown" for "Ashdown Primary"."""
        wanted = _core(text).split()
        found = [s for s in self.schools if wanted and _goes_on(_core(s.name).split(), wanted)]
        return found[0] if len(found) == 1 else None

    def name(self, text: str) -> str:
        """The Schools tab's name for a school, else the text itself."""
        school = self.find(text)
        return school.name if school else " ".join(text.split())

    def meant_by(self, text: str | None) -> Meant:
        """The schools of a School cell: blank is the whole trust; a list, "all" and "all primaries" are several."""
        if not text or not plain_words(text):
            return Meant((None,))
        whole = self._one(text)
        if whole is not None:
            return whole
        kept = _EXCEPT.split(text, maxsplit=1)
        if len(kept) == 2:
            left_out = self.meant_by(kept[1])
            inside = self.meant_by(kept[0])
            return Meant(tuple(s for s in inside.schools if s not in left_out.schools), left_out.unknown)
        return self._several(self._parts(text))

    def _one(self, text: str) -> Meant | None:
        words = plain_words(text)
        school = self.find(text)
        if school:
            return Meant((school.name,))
        if words in _TRUST:
            return Meant((None,))
        if words in _ALL:
            every = tuple(s.name for s in self.schools)
            return Meant(every) if every else Meant((None,), (text.strip(),))
        phase = self._of_phase(words)
        return Meant(phase) if phase else None

    def _of_phase(self, words: str) -> tuple[str, ...]:
        """The schools of a phase or type: "all primaries", "secondary schools", "special"."""
        phase = " ".join(w for w in words.split() if w not in _DROPPED | {"all", "our", "every", "phase"})
        if phase.endswith("ies"):
            phase = phase.removesuffix("ies") + "y"
        phase = phase.removesuffix("s")
        return tuple(s.name for s in self.schools if phase and phase in (_word(s.phase), _word(s.kind)))

    def _parts(self, text: str) -> list[str]:
        """The pieces of a list: cut at the strongest mark, further only where every piece is then a school."""
        for cut in _CUTS:
            parts = [p.strip() for p in re.split(cut, text) if p.strip()]
            if len(parts) > 1 and all(self._one(p) for p in parts):
                return parts
        if not self.schools:
            return [p.strip() for p in re.split(_CUTS[1], text) if p.strip()]
        return [q for p in re.split(_CUTS[0], text) for q in self._weak_parts(p) if q.strip()]

    def _weak_parts(self, text: str) -> list[str]:
        parts = [p.strip() for p in re.split(_CUTS[2], text) if p.strip()]
        return parts if any(self._one(p) for p in parts) else [text.strip()]

    def _several(self, parts: Sequence[str]) -> Meant:
        names: list[str | None] = []
        unknown: list[str] = []
        listed = bool(self.schools)
        for part in parts:
            meant = self._one(part)
            names += meant.schools if meant else (" ".join(part.split()),)
            unknown += meant.unknown if meant else ((part,) if listed or _says_several(part) else ())
        return Meant(tuple(dict.fromkeys(names)), tuple(unknown))


def _goes_on(name: Sequence[str], begun: Sequence[str]) -> bool:
    rest = name[len(begun) :]
    return list(name[: len(begun)]) == list(begun) and bool(rest) and set(rest) <= _SORTS


def _says_several(text: str) -> bool:
    """Whether a text speaks of several schools at once ("all primaries"), which only the Schools tab can tell."""
    return plain_words(text).split()[:1] in (["all"], ["every"], ["each"])


def is_trust(text: str) -> bool:
    """Whether a text means the whole trust ("Trust policies", "Central team")."""
    return plain_words(text) in _TRUST


def is_archive(tab: str) -> bool:
    """Whether a tab's name says that its policies are out of use ("Archive", "Old policies")."""
    return bool(_ARCHIVE.fullmatch(plain_words(tab)))


def is_generic(tab: str) -> bool:
    """Whether a tab's name says nothing about a school ("Sheet1", "Policies", "Trust policies")."""
    words = plain_words(tab)
    return words in _TRUST or words in _ALL or bool(_GENERIC.fullmatch(words))


@lru_cache(maxsize=4096)
def _core(text: str) -> str:
    return " ".join(w for w in plain_words(text).split() if w not in _DROPPED)


def _word(text: str | None) -> str:
    return _core(text or "").removesuffix("s")
