"""Values that are words: persons and bodies, versions, references."""

import re

from policyclerk.domain.dates import dates_in
from policyclerk.word.values import clean, holds_placeholder, is_placeholder, is_value

_VERSION = re.compile(
    r"(?:(?:draft|final)\s+(?=v?\s?\d))?(?:version|ver|issue|revision|rev)?\.?\s*(?:no\.?|number|#|:)?\s*(?P<v>v?\s?\d+(?:\.\s?\d+)*[a-z]?(?:\s?(?:draft|final))?|v?\d+\.x|[a-z]|draft(?: \d+)?|final)(?=$|[\s,;:()/|–-])",
    re.IGNORECASE,
)
_STROKED = re.compile(r"\s*v?\d{1,4}(?:[/-]\d{1,2})\s*", re.IGNORECASE)
"""Numbers such as "2025/1", of which a year alone would be the wrong half."""
_WORD = re.compile(r"[^\W\d_]{2,}|\b[A-Z]{2,}\b")
_SENTENCE = re.compile(
    r"\b(?:is|are|will|must|should|has|have|shall|can|may|be|this|these|that|which|who|where|when|if)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"yes|no|true|false|approved|draft|final|pending|statutory|non-statutory|live|current|published",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:policy|procedure|handbook|guidance|guidelines|act|regulations)\s*$", re.IGNORECASE
)
"""Ends of what is a document, not somebody who answers for one."""
_IN_FORCE = re.compile(r"[\s,;(]*\b(?:effective|with effect|in force)\b.*$", re.IGNORECASE)
_MEETING = re.compile(r"(?:['’]s?)?\s*\bmeeting\s*(?:of|held)?\s*$", re.IGNORECASE)
"""What stands between a body and the day on which it met."""
_EMAIL = re.compile(r"\s*<?\S+@\S+>?")
_LEAD = re.compile(
    r"^\s*(?:\d[\d./-]*\s+)?(?:(?:(?:approved|adopted|ratified|agreed|authorised)\s+)?by\s+)?", re.IGNORECASE
)
"""What stands before a party: a number, and "by" ("Approved by the Governing Body" behind "Approval")."""
_REFERENCE = re.compile(r"[A-Z0-9]", re.IGNORECASE)


def version_of(value: str) -> str | None:
    """The version in a value such as "V1.4 July 2018" or "Version 2 (draft)"; None where it holds none."""
    if holds_placeholder(value):
        return None
    if _STROKED.fullmatch(value):
        return clean(value)
    match = _VERSION.match(value)
    if match and (any(c.isdigit() for c in match["v"]) or len(value) < 12):
        return clean(match["v"])
    if len(value) <= 30 and is_value(value) and any(c.isdigit() for c in value):
        return clean(value).rstrip(".")
    return None


def is_reference(value: str) -> bool:
    """Whether a value can be a document's number or code."""
    return (
        len(value) <= 40
        and _REFERENCE.search(value) is not None
        and not _SENTENCE.search(value)
        and len(value.split()) <= 5
    )


def is_short(value: str) -> bool:
    """Whether a value is a few words and no sentence."""
    return len(value) <= 60 and not _SENTENCE.search(value)


def is_party(value: str) -> bool:
    """Whether a value names a person, an office or a body: words, few of them, no sentence, no date alone."""
    if (
        _ANSWER.fullmatch(value.strip(" ."))
        or len(value) > 90
        or not _WORD.search(value)
        or is_placeholder(value)
    ):
        return False
    return not _SENTENCE.search(value) and not _DOCUMENT.search(value) and len(value.split()) <= 12


def party_of(value: str, where: str) -> str | None:
    """The person or body in a value that may hold a date as well ("FGB 12/3/24"); None where it names nobody."""
    text = value
    for found in reversed(dates_in(value, where)):
        text = text[: found.start] + " " + text[found.end :]
    text = _LEAD.sub("", _EMAIL.sub("", text))
    text = re.sub(
        r"\b(?:on|dated?|in|at|min(?:ute)?s?\b.*)\s*:?\s*$|\(\s*\)", "", clean(text), flags=re.IGNORECASE
    )
    text = _MEETING.sub("", text) if clean(text) != clean(value) else text
    text = _IN_FORCE.sub("", text).removeprefix("the ")
    text = clean(text).strip(" -–,.()") if text.count("(") != text.count(")") else clean(text).strip(" -–,.")
    return text if text and is_party(text) else None
