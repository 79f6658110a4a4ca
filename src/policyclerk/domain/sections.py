"""Rows that hold one text and nothing else: a school's name or a subject over the rows below it, or a note.

Such a row is no policy where the list has other columns: "Ashdown Primary School", "HR policies", "* statutory". It is
always named as a problem, so that a policy taken for one of these is not lost in silence.
"""

import re
from dataclasses import dataclass

from policyclerk.domain.cells import plain_words, text_of
from policyclerk.domain.headings import hides_the_name
from policyclerk.domain.schools import SchoolList, is_trust
from policyclerk.domain.sheet_row import SHOWN, SheetRow

_SCHOOL_LIKE = re.compile(
    r".*\b(?:(?:primary|infants?|junior|first|middle|secondary|high|grammar|nursery|special|community|upper|lower)"
    r" (?:school|academy)|academy|college)"
)
_NO_SCHOOL = re.compile(
    r"\b(?:polic(?:y|ies)|plans?|procedures?|statements?|schemes?|codes?|agreements?|the|to|your|our)\b"
)
_SUBJECT = re.compile(
    r"(?:section|part|group|appendix|category|list)\s+(?:\d+|[a-z])\b.*|.*\bpolicies(?: and procedures)?",
    re.DOTALL,
)
_NOTE = re.compile(
    r"\(?[*†‡#]|(?:key|notes?|n\.?b|totals?|sum|count|source|legend|total policies)\W*(?:[:=\u2013-].*)?$|"
    r"(?:last )?(?:updated|amended|checked|correct|reviewed|issued|printed)\b.{0,40}\d",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S+\.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """What a lone text says of the rows below it.

    Attributes:
        text: the text as typed.
        kind: "school" (its policies follow), "trust" (the whole trust's follow), "subject" (a group of policies), or
            "note" (nothing follows from it).
        school: the school's name, the Schools tab's where it has it.
        listed: whether the Schools tab has that school.
    """

    text: str
    kind: str
    school: str | None = None
    listed: bool = True


def section_of(row: SheetRow, schools: SchoolList) -> Section | None:
    """What a row that holds one text says; None where the row may be a policy."""
    merged = bool(row.tab.table.merged) and hides_the_name(row.tab.table, row.number, row.tab.headings)
    text = row.opening() if merged else _lone_text(row)
    if text is None or len(row.tab.headings.fields) < 2:
        return None
    return _of_school(text, schools) or _of_subject(text, row, merged=merged)


def _lone_text(row: SheetRow) -> str | None:
    """The text of the one filled cell of a row; None where several are filled, or it is a number or a link."""
    filled = row.filled()
    first, second = next(filled, None), next(filled, None)
    if first is None or second is not None or not isinstance(first.value, str) or first.link:
        return None
    return text_of(first.value)[:SHOWN]


def _of_school(text: str, schools: SchoolList) -> Section | None:
    name = text.strip(" :*-")
    school = schools.find(name)
    if school:
        return Section(text, "school", school.name)
    if is_trust(name):
        return Section(text, "trust")
    words = plain_words(name)
    if _SCHOOL_LIKE.fullmatch(words) and not _NO_SCHOOL.search(words) and _is_name(name):
        return Section(text, "school", " ".join(name.split()), listed=not schools.schools)
    return None


def _of_subject(text: str, row: SheetRow, *, merged: bool) -> Section | None:
    if _NOTE.match(text) or _SENTENCE.fullmatch(text):
        return Section(text, "note")
    in_capitals = text.isupper() and len(plain_words(text)) > 5 and not _mostly_in_capitals(row)
    subject = merged or in_capitals or text.endswith(":") or _SUBJECT.fullmatch(plain_words(text))
    return Section(text, "subject") if subject else None


def _is_name(text: str) -> bool:
    """Whether every word but the small ones begins with a capital: "St Mary's C of E Academy"."""
    words = [w for w in text.split() if w.lower() not in {"of", "and", "at", "for", "in", "&", "c", "e"}]
    return len(words) > 1 and all(not w[0].isalpha() or w[0].isupper() for w in words)


def _mostly_in_capitals(row: SheetRow) -> bool:
    """Whether the list writes its policies in capitals throughout, so that capitals say nothing."""
    at = row.tab.headings.fields["title"] - 1
    rows = row.tab.table.rows[row.tab.headings.row : row.tab.headings.row + 100]
    titles = [str(line[at].value) for line in rows if len(line) > at + 1 and line[at].value]
    return sum(title.isupper() for title in titles) * 2 > len(titles)
