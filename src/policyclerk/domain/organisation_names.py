"""What a trust and its schools are called, and which of them a name in a document means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from policyclerk.domain.matching import fold_title
from policyclerk.domain.people import School

_COMMON = frozenset(
    {
        *(
            "school",
            "schools",
            "academy",
            "academies",
            "college",
            "nursery",
            "federation",
            "partnership",
            "trust",
        ),
        *(
            "council",
            "county",
            "borough",
            "city",
            "district",
            "metropolitan",
            "diocese",
            "authority",
            "local",
        ),
        *(
            "primary",
            "secondary",
            "infant",
            "infants",
            "junior",
            "juniors",
            "high",
            "first",
            "middle",
            "upper",
        ),
        *(
            "lower",
            "community",
            "church",
            "england",
            "of",
            "c",
            "e",
            "ce",
            "cofe",
            "rc",
            "catholic",
            "roman",
            "va",
        ),
        *(
            "vc",
            "voluntary",
            "aided",
            "controlled",
            "the",
            "and",
            "multi",
            "mat",
            "learning",
            "education",
            "our",
        ),
        *(
            "all",
            "st",
            "saint",
            "saints",
            "pre",
            "sixth",
            "form",
            "special",
            "free",
            "grammar",
            "comprehensive",
            "s",
        ),
    }
)
"""Words of names that do not tell one school from another."""


def telling(*names: str) -> frozenset[str]:
    """The words of some names that tell one organisation from another."""
    return frozenset(word for name in names for word in fold_title(name).split()) - _COMMON


@dataclass(frozen=True, slots=True)
class OurNames:
    """The telling words of a trust and its schools, found without going through all schools for each policy.

    Attributes:
        trust: of the trust's name.
        schools: name of a school -> those of all its names, in the Schools tab's order.
        full: name of a school -> those of its name in full.
        by_word: a telling word -> the schools that have it in their names in full, in that order.
    """

    trust: frozenset[str] = frozenset()
    schools: Mapping[str, frozenset[str]] = field(default_factory=dict)
    full: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def own(self, school: str | None) -> frozenset[str]:
        """The words that a policy of a school may bear: the trust's and its own; of all schools for the trust's policies."""
        if school is None:
            return self.trust.union(*self.schools.values())
        return self.trust | self.schools.get(school, frozenset()) | telling(school)

    def other_school(self, words: frozenset[str], school: str | None) -> str | None:
        """The first other school of the trust all of whose telling words are among some; None for the trust's policies."""
        if school is None:
            return None
        named = {name for word in words for name in self.by_word.get(word, ())}
        meant = {name for name in named if name != school and self.full[name] <= words}
        return next((name for name in self.full if name in meant), None) if meant else None


def our_names(trust: str, schools: Iterable[School]) -> OurNames:
    """The names of a trust and its schools; two rows for one school count as one."""
    full: dict[str, frozenset[str]] = {}
    every: dict[str, frozenset[str]] = {}
    by_word: dict[str, list[str]] = {}
    for school in schools:
        short = (school.short_name,) if school.short_name else ()
        every[school.name] = every.get(school.name, frozenset()) | telling(school.name, *short)
        if school.name not in full:
            full[school.name] = telling(school.name)
            for word in full[school.name]:
                by_word.setdefault(word, []).append(school.name)
    return OurNames(telling(trust), every, full, {word: tuple(names) for word, names in by_word.items()})
