"""The labels of document control as schools, trusts and councils write them, and what each of them means.

A label is matched without regard to case, punctuation or the number of blanks. The usual spellings are in
`label_patterns`; what is not among them is understood from its words (`label_grammar`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.domain.date_forms import levelled
from policyclerk.word.label_grammar import meaning
from policyclerk.word.label_openings import LETTERS, openings
from policyclerk.word.label_patterns import BODIES, PATTERNS, Field
from policyclerk.word.values import clean
from policyclerk.word.welsh_labels import english_half
from policyclerk.word.word_pattern import part_of

__all__ = [
    "Field",
    "Label",
    "body_in",
    "field_in",
    "field_of",
    "firm_fields",
    "firm_labels",
    "labels_in",
    "may_be_label",
    "may_hold_label",
]


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a text: what it means and the stretch it takes, its colon or dash included.

    Attributes:
        firm: whether a separator follows it.
        tail: what stood behind "by" in the label ("the Governing Body" of "Date approved by the Governing Body").
    """

    field: Field
    start: int
    end: int
    firm: bool
    tail: str | None = None


_WHOLE = tuple((field, re.compile(rf"(?:{pattern})\s*")) for field, pattern in PATTERNS)
_ANY_WHOLE = re.compile("|".join(pattern.pattern for _, pattern in _WHOLE))
_GAPS = re.compile(r" (\??)")


def _gap(match: re.Match[str]) -> str:
    """A blank of a pattern as it may stand in a line: up to six blanks, none where it is optional."""
    return "[ ]{0,3}" if match[1] else "[ ]{1,6}"


_HEADS = tuple(
    (field, re.compile(rf"(?:{_GAPS.sub(_gap, pattern)})(?:(?![a-z0-9'’])|(?<=\bv)(?=\d))"))
    for field, pattern in PATTERNS
)
"""Matched against small letters: the regex engine is several times quicker where it need not fold case itself."""
_OPENINGS = tuple(tuple(openings(pattern)) for _, pattern in PATTERNS)
_WORD = re.compile(r"[^\s|;•·▪(,–-]+")
_WORD_ENDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789)")
_BEFORE_LABEL = "\t|;•·▪\n(,–—-"
_BEFORE_BLANK = ".|,;:–—•·▪/"
_BLANKS = str.maketrans({"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " "})
_COLON = re.compile(r"(?:\s{0,3}\([^()]{0,40}\))?\s{0,8}(?::-?|\|(?=\s)|\t+)\s*")
_VAGUE: frozenset[Field] = frozenset(
    {"organisation", "title", "status", "reference", "owner", "author", "ignored", "approver"}
)
"""Labels that are common words: only a colon, a bar or a tab makes them labels."""
_PEOPLE: frozenset[Field] = frozenset({"owner", "author", "approver"})
"""Of these, labels that a dash makes labels too where they begin a short line."""
_DASH = re.compile(r"\s{1,3}[-–—]\s+(?=[A-Z]|the\b)")
_INSIDE = frozenset(
    {"next", "last", "review", "approved", "approval", "version", "cycle", "issued", "effective", "date"}
)
"""Labels that may also stand behind a value with nothing but a blank between ("Version 1.0 Reviewed: June")."""
_SEPARATOR = re.compile(
    r"(?:\s{0,3}\([^()]{0,40}\))?\s{0,8}(?::-|[:=]|[-–—](?=\s|\d)|\||\t+|\.{3,}|…)\s*|\s{4,}|\s{0,3}\((?:date|month|year)[^()]{0,20}\)\s*"
)
_BEHIND: frozenset[Field] = frozenset({"next", "last"})
LONGEST_DATE = 32
_DATE_BEHIND = re.compile(
    r"\s{1,3}(?:\d{1,2}\s?(?:[/.-]\s?\d|st\b|nd\b|rd\b|th\b|[A-Z][a-z]{2})|(?:19|20)\d\d\b|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Autumn|Spring|Summer|Michaelmas|Lent)[a-z]{0,6}\b)"
)
_PUT_TOGETHER = re.compile(
    r"(?P<words>[A-Za-z][A-Za-z'’/&() -]{5,80}?)\s{0,8}(?::-?|\|(?=\s)|\t+|\s[-–—](?=\s))\s*"
)
_BEFORE_DATE = re.compile(
    r"(?P<words>[A-Za-z][A-Za-z'’/&() -]{5,80}?)\s{1,4}(?=(?:[A-Z][a-z]{2,8}day )?\d{1,2}\s?(?:[/.-]\s?\d|st\b|nd\b|rd\b|th\b|[A-Z][a-z]{2})|(?:19|20)\d\d\b|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Autumn|Spring|Summer|Michaelmas|Lent|AUTUMN|SPRING|SUMMER)[a-z]{0,6}\b)"
)
_NUMBERED = re.compile(r"^\s*(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})?[.)]?|\(?[a-z][.)])\s+", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEYWORDS = part_of(
    "rev | ver | issue | approv | ratif | adopt | agreed | owned | signed | holder | custod | "
    "named | owner | author | date | updat | amend | modif | status | ref | policy | document | "
    "title | effective | school | publish | minute | responsib | prepared | written | created | "
    "expir | valid | renew | edition | lead | ordinator | organi | company | trust | endorsed | "
    "released | committee | frequency | lifespan | academy | college | due | slt | introduc | "
    "subject | name | scope | page | v1 | v2 | v3 | v4 | v5 | v6 | v7 | v8 | v9 | v0"
)
SHORT = 50  # a line so short may hold label and value with nothing between
_SEPARATORS = re.compile(r"[:\t|=0-9–\-…]")
_FIRM = re.compile(r"[:|=\t…–—-]|\.\.\.|\s{4}|\((?:date|month|year)")
"""What must stand in a line for any of its labels to be firm."""
_REVIEWS = part_of(
    "review | revis | renew | updat | amend | expir | refresh | rewrit | edit | modif | "
    "approved by | adopted by | ratified by | agreed by"
)


def may_hold_label(lower: str, *, margin: bool = False) -> bool:
    """A cheap look whether a line, in small letters, can hold a label with a value at all.

    Without a sign or a digit it is too long for a label, or can only say how often there is a review, or who approved;
    in a margin it can also be a code.
    """
    if _SEPARATORS.search(lower):
        return _KEYWORDS.search(lower) is not None
    words = _KEYWORDS if margin else _REVIEWS
    return len(lower) < SHORT and words.search(lower) is not None


def may_be_label(lower: str) -> bool:
    """A cheap look whether a line, in small letters, can be a label as a whole."""
    return _KEYWORDS.search(lower) is not None or _REVIEWS.search(lower) is not None


_ALONE: dict[str, Field] = {"next": "next", "rev": "version", "cycle": "cycle"}
"""Words that are labels only as the whole of a cell: "Reviewed | May 2024 | Next | May 2026"."""


LONGEST = 90


def field_in(cell: str) -> Field | None:
    """The meaning of a cell's text that is a label as a whole, whatever blanks and marks stand round it."""
    return _field_in(cell) if len(cell) <= LONGEST else field_of(clean(cell))


@lru_cache(maxsize=4096)
def _field_in(cell: str) -> Field | None:
    """Remembered, as each rule asks for the same cells, and tables of a trust's policies have the same labels."""
    return field_of(clean(cell))


@lru_cache(maxsize=4096)
def field_of(text: str) -> Field | None:
    """The meaning of a text that is a label as a whole (a cell, a column heading); None where it is none."""
    if len(text) > LONGEST or ":" in text.strip(" :\t\n"):
        return None
    text = english_half(text) if "/" in text else text
    level = _levelled_label(text)
    if not level or level in _ALONE:
        return _ALONE.get(level)
    listed = _ANY_WHOLE.fullmatch(level) is not None
    return next((field for field, pattern in _WHOLE if listed and pattern.fullmatch(level)), None) or meaning(
        level
    )


def _levelled_label(text: str) -> str:
    """A label in small letters without number, colon, brackets and stars."""
    text = _NUMBERED.sub("", levelled(text).strip())
    text = _CAMEL.sub(" ", text) if " " not in text.strip() else text
    text = re.sub(r"\((?!s\))[^()]*\)|[*:?_]|\s-\s*$", " ", text.casefold())
    return " ".join(text.replace("/", " ").split()).rstrip(" .-,;")


def firm_labels(text: str) -> list[Label]:
    """The labels of a line that a separator follows."""
    return [label for label in labels_in(text) if label.firm] if _FIRM.search(text) else []


@lru_cache(maxsize=64)
def firm_fields(text: str) -> frozenset[Field]:
    """What the labels mean that a separator follows; remembered, as the same first lines are asked twice."""
    return frozenset(label.field for label in firm_labels(text))


def labels_in(text: str) -> list[Label]:
    """The labels of a line in order; those without a separator are not firm and need a value that proves them."""
    return list(_labels_in(text))


@lru_cache(maxsize=32)
def _labels_in(text: str) -> tuple[Label, ...]:
    """Remembered for a moment, as the rules of tables ask for the same cells one after another."""
    text = text if text.isascii() else text.translate(_BLANKS)
    lower = text.replace("İ", "I").lower()  # the one letter whose small form is longer
    found: list[Label] = []
    behind = 0
    for word in _WORD.finditer(text):
        at = word.start()
        heads = _heads_at(lower[at : at + LETTERS])
        inside = at > 1 and text[at - 1] == " " and text[at - 2] in _WORD_ENDS
        if at < behind or (inside and not heads) or not (inside or _may_begin(text, at)):
            continue
        label = _listed(text, lower, at, heads) if heads else None
        if not inside and (label is None or not label.firm) and _at_segment_start(text, at):
            label = _understood(text, at) or label
        if (
            label is not None
            and (_stands_free(text, label, found) or _follows_a_date(text, label, found))
            and not (found and _is_its_value(found[-1], label))
        ):
            found.append(label)
            behind = label.end
    return tuple(found)


def _may_begin(text: str, at: int) -> bool:
    """Whether what stands before a word lets a label begin there."""
    before = text[at - 1] if at else "\n"
    if before in _BEFORE_LABEL:
        return True
    return at > 1 and (text[at - 2].isspace() or (before == " " and text[at - 2] in _BEFORE_BLANK))


def _is_its_value(label: Label, following: Label) -> bool:
    """Whether what looks like a label is the value of the one before it ("Version number: V3", "Status: Approved")."""
    versions = following.field == label.field == "version"
    beside = following.start - label.end in (0, 1)
    return beside and (versions or (label.firm and following.start == label.end and not following.firm))


def _stands_free(text: str, label: Label, found: list[Label]) -> bool:
    """Whether a label begins a line or a part of it, or is of the kind that needs no beginning."""
    if _at_segment_start(text, label.start):
        return True
    if label.firm and label.field in _INSIDE and not _is_part(text, label.start, found):
        return True
    return label.field == "version" and text[label.end : label.end + 2].strip()[:1].isdigit()


_LAST_WORD = re.compile(r"([A-Za-z'’]+)\s*$")
_OWN_THING = frozenset(
    {"policy", "policies", "document", "procedure", "procedures", "plan", "statement", "handbook", "protocol"}
    | {
        "guidelines",
        "code",
        "strategy",
        "scheme",
        "school",
        "academy",
        "trust",
        "college",
        "and",
        "the",
    }
)
_DAYS_OF_OTHERS = frozenset(
    {
        "end",
        "closing",
        "target",
        "completion",
        "submission",
        "print",
        "exam",
        "meeting",
        "training",
        "audit",
        "birth",
    }
)


def _is_part(text: str, at: int, found: list[Label]) -> bool:
    """Whether what looks like a label ends a longer one that is about something else ("Staff training reviewed: ...")."""
    match = _LAST_WORD.search(text, 0, at)
    if match is None:
        return False
    word = match[1].casefold()
    return word in _DAYS_OF_OTHERS or (word not in _OWN_THING and not any(one.firm for one in found))


def _follows_a_date(text: str, label: Label, found: list[Label]) -> bool:
    """Whether a label stands between two dates, that of the label before and its own ("Reviewed 2023 Next review 2025")."""
    if (
        not found
        or label.field not in _BEHIND
        or len(text) > SHORT * 2
        or not _DATE_BEHIND.match(text, label.end)
    ):
        return False
    between = text[found[-1].end : label.start]
    several = " " in text[label.start : label.end].strip()
    return several and len(between) <= LONGEST_DATE and any(char.isdigit() for char in between)


def _at_segment_start(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    if before.endswith(".") and before != text[:at] and text[at].isupper():
        return True  # a sentence of its own
    dashed = before.endswith((" –", " -", " —", " /")) and before != text[:at]
    return not before or dashed or before[-1] in "\t|;\n•·▪(" or text[max(0, at - 3) : at].isspace()


def _understood(text: str, at: int) -> Label | None:
    """A label that no table lists, up to its colon or bar, or to the date behind it."""
    match = _PUT_TOGETHER.match(text, at) or (_BEFORE_DATE.match(text, at) if len(text) < SHORT * 2 else None)
    field = meaning(_levelled_label(match["words"])) if match else None
    if match is None or field is None:
        return None
    return Label(field, at, match.end(), firm=match.re is _PUT_TOGETHER, tail=body_in(match["words"]))


_Heads = tuple[tuple[Field, re.Pattern[str]], ...]


@lru_cache(maxsize=8192)
def _heads_at(start: str) -> _Heads:
    """The patterns that can match what begins so: for most words none."""
    pairs = zip(_HEADS, _OPENINGS, strict=True)
    return tuple(head for head, begins in pairs if start.startswith(begins))


def _listed(text: str, lower: str, at: int, heads: _Heads) -> Label | None:
    best: tuple[int, Field] | None = None
    for field, pattern in heads:
        match = pattern.match(lower, at)
        if match and match.end() > at and (best is None or match.end() > best[0]):
            best = match.end(), field
    if best is None:
        return None
    end, field = best
    separator = (_COLON if field in _VAGUE else _SEPARATOR).match(text, end)
    if separator is None and field in _PEOPLE and not text[:at].strip() and len(text) < SHORT * 2:
        separator = _DASH.match(text, end)
    if separator and separator.end() > end:
        return Label(field, at, separator.end(), firm=True, tail=body_in(text[at:end]))
    return Label(field, at, end, firm=False, tail=body_in(text[at:end]))


_BY = re.compile(rf"\b(?:by|at) ({BODIES})(?![a-z])", re.IGNORECASE)
_LEADING_THE = re.compile(r"^the\s+", re.IGNORECASE)


def body_in(label: str) -> str | None:
    """The body that a label names, without its article."""
    match = _BY.search(label)
    return _LEADING_THE.sub("", match[1]).strip() if match else None
