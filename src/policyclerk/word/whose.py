"""Whose document it is: which lines are names of schools, trusts and councils, and which of them is the one."""

import re
from collections import Counter

from policyclerk.word.claims import Claim
from policyclerk.word.labels import firm_fields
from policyclerk.word.people import split_role
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.title_words import (
    BODY,
    KIND,
    NO_NAME,
    NOT_A_SCHOOL,
    NUMBER_OF,
    OF_MODELS,
    OFFICE_FIRST,
    OFFICE_LAST,
    ORGANISATION,
    SCHOOL_NAME,
    SCHOOL_WORDS,
    SENTENCE,
    SHORTENED,
    SIGNED,
)
from policyclerk.word.values import is_placeholder


def adopter(claims: list[Claim]) -> str | None:
    """The school or setting that a line says has adopted the policy: a model of somebody else, maybe."""
    adopted = (claim for claim in claims if "adopt" in claim.label.lower() and claim.value)
    values = (claim.value for claim in adopted if not OF_MODELS.search(claim.value))
    return next((value for value in values if is_organisation(value)), None)


def is_organisation(line: str) -> bool:
    """Whether a line is the name of an organisation and nothing else."""
    if len(line) > 70 or "[" in line or _is_of_somebody(line) or BODY.search(line):
        return False
    office = split_role(line)[1]
    if (
        OFFICE_FIRST.match(line)
        or NO_NAME.match(line)
        or SIGNED.search(line)
        or (office and not ORGANISATION.search(office.lower()))
    ):
        return False
    if is_placeholder(line) or firm_fields(line):
        return False
    line = line.removesuffix(".") if SHORTENED.search(line) else line
    words = line.split()
    capitals = sum(word[:1].isupper() for word in words)
    return (
        2 <= len(words) <= 9
        and not KIND.search(line.lower())
        and not SENTENCE.search(line)
        and capitals >= len(words) - 2
        and not NOT_A_SCHOOL.match(line)
        and not re.search(r"\bto\b|\bfor\b|\byour\b|\bin school|^\d", line, re.IGNORECASE)
    )


def _is_of_somebody(line: str) -> bool:
    """Whether a line holds no word for an organisation, or one only beside an office or number ("Trust Secretary")."""
    found = ORGANISATION.search(line.lower())
    if found is None or OFFICE_LAST.search(line) or NUMBER_OF.search(line):
        return True
    kind = line[found.start() : found.end()]
    return kind.islower() and not SHORTENED.search(f"{kind}.")


def most_named(text: Text) -> str | None:
    """The school that the text names most often, at least twice, or once in its first lines."""
    counts: Counter[str] = Counter()
    first: set[str] = set()
    for number in text.index.holding(SCHOOL_WORDS):
        names = [_school(match[0]) for match in SCHOOL_NAME.finditer(text.lines[number].text)]
        counts.update(name for name in names if name)
        first.update(name for name in names if name and number < 6)
    best = counts.most_common(1)
    if not best:
        return None
    name, times = best[0]
    return name if times >= 2 or name in first else None


_OFFICE_OF = re.compile(
    r"^(?:(?:Full |Local )?Governing (?:Body|Board)|Governors|Board|(?:Chair of |Board of )(?:Governors|Trustees)|Head(?:teacher)?|Principal|Staff|Pupils)\s+(?:of|at)\s+(?:the\s+)?"
)


def _school(name: str) -> str | None:
    name = _OFFICE_OF.sub("", re.sub(r"^(?:The|At|In|For|Our|All|Welcome)\s+(?=[A-Z])", "", name))
    if len(name.split()) < 2 or NOT_A_SCHOOL.match(name) or SIGNED.search(name) or NO_NAME.match(name):
        return None
    return name


_OWN_ADDRESS = re.compile(r"@[\w.-]+|\b[\w.-]+\.sch\.uk\b")
_OF_A_SCHOOL = ("school", "academy", "pupil", "governor")
_LEAST_LETTERS = 600  # a shorter text is a form or a leaflet


def names_nobody(text: Text) -> bool:
    """Whether a school's document says nowhere whose it is, as far as letters go.

    A picture on the first page, in a header or a footer may hold the name, and so does an address of the school's own:
    then it cannot be told, and the answer is False.
    """
    if len(text.lower) < _LEAST_LETTERS or not any(map(text.lower.__contains__, _OF_A_SCHOOL)):
        return False
    if _OWN_ADDRESS.search(text.lower) or any(_may_hold_a_name(p) for p in text.paragraphs()):
        return False
    return not any(
        _school(match[0]) for paragraph in text.lines for match in SCHOOL_NAME.finditer(paragraph.text)
    )


def _may_hold_a_name(paragraph: Paragraph) -> bool:
    shown_first = paragraph.page == 0 or paragraph.place in ("header", "footer")
    return shown_first and any(mark.kind in ("picture", "ink") for mark in paragraph.marks)
