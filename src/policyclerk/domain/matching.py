"""Finding a policy's Word file by its name, where the register names none. Never a guess between two."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.domain.own_draft import is_own_draft
from policyclerk.domain.people import School
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import PolicyDocument

_OPTIONAL = frozenset({"policy", "policies", "procedure", "procedures", "the"})
"""Words that a title may have or lack, as long as only one file is meant."""

_WORD = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"\.[A-Za-z]{3,4}$")


@dataclass(frozen=True, slots=True)
class Match:
    """The file that a policy's title leads to, or the sentence that says why there is none."""

    document: PolicyDocument | None
    problem: str | None


@lru_cache(maxsize=16384)
def fold_title(text: str) -> str:
    """A title without case, accents and punctuation; "&" is "and"."""
    plain = text.replace("&", " and ")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("\u2019", "")
    plain = plain.replace("'", "")
    return " ".join(_WORD.findall(plain.casefold()))


@dataclass(frozen=True, slots=True)
class Titles:
    """Word files by the words of their names and titles, so that a large trust is matched in one go.

    Attributes:
        documents: the files below the documents root, read or not.
        schools: the trust's schools, to know their folders and names.
        by_word: word -> positions of the files that have it in their name or title.
    """

    documents: tuple[PolicyDocument, ...]
    schools: tuple[School, ...]
    by_word: Mapping[str, frozenset[int]]

    def match(self, policy: Policy) -> Match:
        """The one file whose title or name is the policy's.

        Looked for in three rounds: the same words; without the school's name; without "policy" and "procedure" too.
        The first round that finds a file decides. Files in the folder of the policy's school go through all rounds
        before others do, files in the folder of another school are never taken for it.
        """
        own, others = _school_names(policy, self.schools)
        files = [d for d in self._with_words_of(policy, own) if not (own and _in_folder_of(d, others))]
        nearest = [d for d in files if own and _in_folder_of(d, own)]
        for group in (nearest, files):
            for fold in (fold_title, _without(own), _loosely(own)):
                wanted = fold(policy.title)
                found = [d for d in group if wanted and wanted in (fold(name) for name in _names(d))]
                if found:
                    return _one(policy, _preferred(found, own, others))
        return Match(
            None, f"The Document cell is empty, and no file has the name or title \u201c{policy.title}\u201d."
        )

    def _with_words_of(self, policy: Policy, own: frozenset[str]) -> list[PolicyDocument]:
        """The files that have every word of the title that may not be lacking, in the order given."""
        needed = _loosely(own)(policy.title).split()
        found = [self.by_word.get(word, frozenset()) for word in needed]
        positions = sorted(frozenset.intersection(*found)) if found else range(len(self.documents))
        return [self.documents[at] for at in positions]


def titles_of(documents: Iterable[PolicyDocument], schools: Iterable[School] = ()) -> Titles:
    """The index of files that policies are looked up in."""
    files = tuple(documents)
    by_word: dict[str, set[int]] = {}
    for at, document in enumerate(files):
        for word in {word for name in _names(document) for word in fold_title(name).split()}:
            by_word.setdefault(word, set()).add(at)
    return Titles(files, tuple(schools), {word: frozenset(found) for word, found in by_word.items()})


def match_by_title(
    policy: Policy, documents: Iterable[PolicyDocument], *, schools: Iterable[School] = ()
) -> Match:
    """The one file whose title or name is the policy's; for many policies use `titles_of` once."""
    return titles_of(documents, schools).match(policy)


def _names(document: PolicyDocument) -> tuple[str, ...]:
    stem = _SUFFIX.sub("", document.below_root.rsplit("/", 1)[-1])
    return (stem, document.facts.title) if document.facts.title else (stem,)


def _school_names(policy: Policy, schools: Sequence[School]) -> tuple[frozenset[str], frozenset[str]]:
    """Folded names of the policy's own school, and of all others."""
    named = [frozenset(map(fold_title, filter(None, (s.name, s.short_name)))) for s in schools]
    typed = fold_title(policy.school) if policy.school else None
    own = frozenset[str]().union(*(names for names in named if typed in names))
    own |= {typed} if typed else frozenset()
    return own, frozenset[str]().union(*named) - own


def _in_folder_of(document: PolicyDocument, names: frozenset[str]) -> bool:
    return any(fold_title(part) in names for part in document.below_root.split("/")[:-1])


def _without(names: frozenset[str]) -> Callable[[str], str]:
    """Folds a title and leaves out the school's name, where something remains."""

    def fold(text: str) -> str:
        padded = f" {fold_title(text)} "
        for name in sorted(names, key=len, reverse=True):
            padded = padded.replace(f" {name} ", " ")
        return padded.strip() or fold_title(text)

    return fold


def _loosely(names: frozenset[str]) -> Callable[[str], str]:
    """Folds a title and leaves out the school's name and the words that any policy's title may have."""
    shorter = _without(names)

    def fold(text: str) -> str:
        return " ".join(word for word in shorter(text).split() if word not in _OPTIONAL)

    return fold


def _preferred(
    found: list[PolicyDocument], own: frozenset[str], others: frozenset[str]
) -> list[PolicyDocument]:
    """Of several files those that are no drafts of ours, and of a trust's policy those outside every school's folder."""
    found = [d for d in found if not is_own_draft(d.path, d.facts)] or found
    outside = [] if own else [d for d in found if not _in_folder_of(d, others)]
    return outside or found


def _one(policy: Policy, found: list[PolicyDocument]) -> Match:
    if len(found) == 1:
        return Match(found[0], None)
    first, second, *more = sorted(d.path for d in found)
    rest = f" and {len(more)} more" if more else ""
    return Match(
        None,
        f"The Document cell is empty, and \u201c{policy.title}\u201d could be {first} or {second}{rest}: "
        "type the right one into the cell.",
    )
