"""Titles of policies made comparable: "Whole-School SEND Policy 2026" and "SEND" are one policy's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.domain.matching import fold_title

_SAYS_NOTHING = frozenset(
    {
        *("a", "an", "and", "for", "in", "of", "on", "our", "the", "to", "with", "at", "its"),
        *("policy", "policies", "procedure", "procedures", "document", "statement", "guidance", "guideline"),
        *(
            "guidelines",
            "framework",
            "template",
            "model",
            "draft",
            "final",
            "copy",
            "version",
            "v1",
            "v2",
            "v3",
        ),
        *(
            "whole",
            "school",
            "schools",
            "academy",
            "academies",
            "college",
            "trust",
            "mat",
            "local",
            "statutory",
        ),
        *("primary", "secondary", "infant", "junior", "pupil", "pupils", "student", "students"),
    }
)
"""Words that a title may have or lack and still be the same policy's."""
_YEARS = re.compile(r"\d{1,4}(?:to\d{2,4})?")
_PARTS = re.compile(r"\s+(?:and|&|\+)\s+|\s*[/,;()]\s*|\s+[-\u2013\u2014]\s+|&", re.IGNORECASE)


@lru_cache(maxsize=32768)
def title_words(title: str) -> tuple[str, ...]:
    """The words of a title that tell it from others, in order, without plural endings."""
    return tuple(_stem(word) for word in fold_title(title).split() if _tells(word))


def _tells(word: str) -> bool:
    return word not in _SAYS_NOTHING and not _YEARS.fullmatch(word)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def without_names(title: str, names: Iterable[str]) -> str:
    """A title without the school's or trust's name, where something remains."""
    padded = f" {fold_title(title)} "
    for name in sorted(filter(None, map(fold_title, names)), key=len, reverse=True):
        padded = padded.replace(f" {name} ", " ")
    return padded.strip() or title


@dataclass(frozen=True, slots=True)
class RegisteredTitles:
    """The titles of a register, for the question whether a policy named somewhere is among them.

    Attributes:
        by_word: a telling word -> the words of every title that has it.
    """

    by_word: Mapping[str, frozenset[frozenset[str]]]

    def has(self, name: str) -> bool:
        """Whether a title has all telling words of a name, or the name all those of a title."""
        words = frozenset(title_words(name))
        near = (title for word in words for title in self.by_word.get(word, ()))
        return any(words <= title or title <= words for title in near)


def registered_titles(titles: Iterable[str]) -> RegisteredTitles:
    """The index of a register's titles; those without a telling word are left out."""
    by_word: dict[str, set[frozenset[str]]] = {}
    for words in {frozenset(title_words(title)) for title in titles}:
        for word in words:
            by_word.setdefault(word, set()).add(words)
    return RegisteredTitles({word: frozenset(found) for word, found in by_word.items()})


@dataclass(frozen=True, slots=True)
class KnownTitles:
    """Titles and aliases of many policies, each leading to the ids of those that go by it.

    Attributes:
        whole: the telling words in alphabetical order -> ids.
        phrases: first of two or more telling words -> the words as they follow one another, and ids.
    """

    whole: Mapping[tuple[str, ...], frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    def ids_of(self, title: str) -> frozenset[str]:
        """Every id that a title means: by all its words and by its parts ("Behaviour and Exclusions"), else by a phrase."""
        words = title_words(title)
        spellings = (self.whole.get(tuple(sorted(set(part)))) for part in (words, *_parts(title)))
        found = frozenset[str]().union(*filter(None, spellings))
        return found or self._by_phrase(words)

    def _by_phrase(self, words: Sequence[str]) -> frozenset[str]:
        padded = f" {' '.join(words)} "
        near = (pair for word in words for pair in self.phrases.get(word, ()))
        return frozenset[str]().union(*(ids for phrase, ids in near if phrase in padded))


def _parts(title: str) -> Iterator[tuple[str, ...]]:
    parts = _PARTS.split(title)
    if len(parts) > 1:
        yield from filter(None, map(title_words, parts))


def known_titles(titles: Iterable[tuple[str, str]]) -> KnownTitles:
    """The index of (title or alias, id)."""
    whole: dict[tuple[str, ...], set[str]] = {}
    phrases: dict[tuple[str, ...], set[str]] = {}
    for title, known_as in titles:
        words = title_words(title)
        if words:
            whole.setdefault(tuple(sorted(set(words))), set()).add(known_as)
        if len(words) > 1:
            phrases.setdefault(words, set()).add(known_as)
    by_first: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for words, ids in phrases.items():
        by_first.setdefault(words[0], []).append((f" {' '.join(words)} ", frozenset(ids)))
    return KnownTitles(
        {words: frozenset(ids) for words, ids in whole.items()},
        {word: tuple(found) for word, found in by_first.items()},
    )


NO_TITLES = KnownTitles({}, {})
