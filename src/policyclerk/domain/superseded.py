"""Laws, guidance, bodies, terms and services that are no longer current: the rows of config/references.toml.

What a document names is compared with these rows by its words and its year. A name is no fault where the sentence itself
says that it is past ("replaces the ...", "formerly the ..."), or where the successor stands right beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from policyclerk.domain.document import Reference
from policyclerk.domain.finding import Severity
from policyclerk.domain.matching import fold_title

Kind = Literal["law", "guidance", "body", "term", "service"]
Change = Literal["replaced", "partly", "wrong", "renamed", "closed"]

SEVERITY_OF: Mapping[Kind, Severity] = {
    "law": "amber",
    "guidance": "amber",
    "body": "amber",
    "term": "grey",
    "service": "grey",
}
_BESIDE = 45
"""How many letters before and after a name its successor may stand to be beside it."""
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_PAST_BEFORE = re.compile(
    r"(?:replac\w+|supersed\w+|former(?:ly)?|previous(?:ly)?|used to be|no longer|repeal\w+|revok\w+|instead of|rather than|old|prior to|before the|"
    r"updated from|changed from|amended from|then|still (?:speaks?|refers?|called|known) (?:of|to|as))[\s:(\"'\u2018\u201c]+(?:(?:known as|called|the|by|a|an|was|were|of|old|former|previous|named|as)[\s(\"'\u2018\u201c]+){0,4}$",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(
    r"^[\s)\"'\u2019\u201d,]*\(?(?:which |that |it )?(?:now\b|since (?:replaced|renamed|repealed|superseded)|(?:has|have) (?:since |now |been |recently )*(?:been )?(?:replaced|superseded|repealed|revoked|renamed|withdrawn|abolished)|"
    r"(?:was|were|is|are) (?:since |now |subsequently )?(?:replaced|superseded|repealed|revoked|renamed|withdrawn|abolished|known)|became\b|closed\b|replaced by|superseded by|repealed)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Superseded:
    """One name that is no longer current.

    Attributes:
        id: the row's name, by which a trust's own file corrects it.
        phrases: how documents call it, without a year; case, punctuation and plural endings do not matter.
        kind: what it is; says how serious it is where `severity` does not.
        successor: what is current instead, in words that go on from "now".
        years: years that must stand with the name; empty is any or none.
        before: editions of an earlier year are no longer current; a name without a year is then no fault.
        change: whether it was replaced, partly replaced, renamed, closed, or never was (a wrong year).
        since: the day from which it is no longer current; None where the source names none.
        unless: words that show, right beside the name, that the current state is known.
        source, address, as_at: where the row comes from, and the day on which that was last looked at.
        confirmed: False for a row still to be checked: what it finds is grey and says so.
        ours: False where the trust has switched the row off, with its `reason`.
    """

    id: str
    phrases: tuple[str, ...]
    kind: Kind
    successor: str
    source: str
    address: str
    as_at: date
    years: tuple[int, ...] = ()
    before: int | None = None
    change: Change = "replaced"
    since: date | None = None
    unless: tuple[str, ...] = ()
    severity: Severity | None = None
    confirmed: bool = True
    ours: bool = True
    reason: str | None = None

    @property
    def seriousness(self) -> Severity:
        """The row's own colour, else that of its kind; grey while it is still to be checked."""
        return (self.severity or SEVERITY_OF[self.kind]) if self.confirmed else "grey"


@dataclass(frozen=True, slots=True)
class SupersededList:
    """All rows, found by the first word of their phrases.

    Attributes:
        by_word: first word of a phrase -> (the phrase's words, its row).
        by_id: the rows by their id.
        meant: the rows that a name means, by the name as written; filled as names are met, as documents repeat them.
    """

    version: str
    as_at: date | None
    rows: tuple[Superseded, ...]
    by_word: Mapping[str, tuple[tuple[str, Superseded], ...]]
    by_id: Mapping[str, Superseded] = field(default_factory=dict)
    meant: dict[str, tuple[Superseded, ...]] = field(default_factory=dict, repr=False, compare=False)

    def found_in(self, references: Iterable[Reference], today: date) -> dict[str, tuple[Reference, ...]]:
        """Id of a row -> the references that name what is no longer current, in their order."""
        found: dict[str, list[Reference]] = {}
        for reference in references:
            for row in self._rows_for(reference, today):
                found.setdefault(row.id, []).append(reference)
        return {known_as: tuple(theirs) for known_as, theirs in found.items()}

    def names(self) -> tuple[str, ...]:
        """What must be looked for in documents: every phrase but those of laws that are known by their year."""
        return tuple(
            phrase for row in self.rows if not (row.kind == "law" and row.years) for phrase in row.phrases
        )

    def row(self, known_as: str) -> Superseded:
        """The row of an id."""
        return self.by_id[known_as]

    def _rows_for(self, reference: Reference, today: date) -> Iterator[Superseded]:
        raw = reference.raw
        if raw not in self.meant:
            self.meant[raw] = tuple(row for row in self._rows_named(raw) if _of_that_year(row, raw))
        for row in self.meant[raw]:
            current = row.since is not None and today < row.since
            if not current and not is_told_as_past(reference, row.unless):
                yield row

    def _rows_named(self, raw: str) -> Iterable[Superseded]:
        """The rows whose phrase a name holds; of several phrases the longest."""
        words = reference_words(raw)
        padded = f" {words} "
        candidates = (pair for word in dict.fromkeys(words.split()) for pair in self.by_word.get(word, ()))
        named = [(phrase, row) for phrase, row in candidates if f" {phrase} " in padded]
        longest = max((len(phrase) for phrase, _ in named), default=0)
        return {row.id: row for phrase, row in named if len(phrase) == longest}.values()


NO_LIST = SupersededList("", None, (), {})


def superseded_list(version: str, as_at: date, rows: Iterable[Superseded]) -> SupersededList:
    """The list with its index; rows that the trust has switched off are left out."""
    kept = tuple(row for row in rows if row.ours)
    by_word: dict[str, list[tuple[str, Superseded]]] = {}
    for row in kept:
        for phrase in row.phrases:
            words = reference_words(phrase)
            if words:
                by_word.setdefault(words.split()[0], []).append((words, row))
    indexed = {word: tuple(pairs) for word, pairs in by_word.items()}
    return SupersededList(version, as_at, kept, indexed, {row.id: row for row in reversed(kept)})


_PLURAL = re.compile(r"(?<=[A-Z]{2})s\b|(?<=[A-Za-z][a-z]{2})(?<!s)s\b")


@lru_cache(maxsize=32768)
def reference_words(text: str) -> str:
    """A name for comparing: small letters, no punctuation, no plural endings ("LSCBs", but "DfES" keeps its letter)."""
    return fold_title(_PLURAL.sub("", text.replace("+", " plus")))


def years_in(text: str) -> tuple[int, ...]:
    """The years that a name carries, in their order."""
    return tuple(int(year) for year in _YEAR.findall(text))


def _of_that_year(row: Superseded, raw: str) -> bool:
    years = years_in(raw)
    if row.years:
        return bool(set(years) & set(row.years))
    return row.before is None or (bool(years) and max(years) < row.before)


def is_told_as_past(reference: Reference, unless: Iterable[str] = ()) -> bool:
    """Whether the sentence itself says that a name is past, or has its successor right beside it."""
    at = reference.said.find(reference.raw)
    if at < 0:
        return False
    before, after = reference.said[:at], reference.said[at + len(reference.raw) :]
    if _PAST_BEFORE.search(before) or _PAST_AFTER.match(after):
        return True
    near = f"{before[-_BESIDE:]}{reference.raw}{after[:_BESIDE]}"
    return any(_holds(near, word) for word in unless)


def _holds(text: str, word: str) -> bool:
    return _whole(word).search(text) is not None


@lru_cache(maxsize=1024)
def _whole(word: str) -> re.Pattern[str]:
    flags = 0 if len(word) < 3 else re.IGNORECASE  # "X" is a name, "x" a letter
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", flags)
