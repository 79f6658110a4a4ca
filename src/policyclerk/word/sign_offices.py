"""Which lines beside a place for a signature name an office, and which are document control of the policy itself."""

import re

from policyclerk.word.labels import firm_labels
from policyclerk.word.people import is_role
from policyclerk.word.values import clean

_GOVERNS = re.compile(
    r"chair|governor|head ?teacher|principal|trustee|\bceo\b|director|policy owner|proprietor|governing|board",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:school|academy|trust|college|federation|council|company|approval)$", re.IGNORECASE
)
"""Ends of lines that name nobody who signs: organisations, and the heading "Policy approval"."""
_OF_THE_POLICY = frozenset({"next", "last", "issued", "effective", "cycle", "owner", "author", "approver"})
_ROLE_LINE = re.compile(
    r"\s*(?:(?:approved|agreed|ratified|adopted|authorised) by (?:the )?)?(?!(?:full |print(?:ed)? )?names?\b)(?P<role>[A-Za-z][A-Za-z'’ &/()-]{2,50}?)\s*[:–-]?\s*(?P<fill>_{4,}|\.{6,}|…{2,})",
    re.IGNORECASE,
)
_ROLE_BEHIND = re.compile(
    r"\s*(?:(?:approved|agreed|ratified|adopted|authorised)(?: by)?)?\s*[:–-]?\s*(?P<fill>_{4,}|\.{6,}|…{2,})\s*\((?P<role>[A-Za-z][A-Za-z'’ &/-]{2,50})\)",
    re.IGNORECASE,
)
_FOR_APPROVAL = re.compile(
    r"(?:approved|agreed|ratified|adopted|authorised)(?: by)?\s*[:–-]?\s*(?P<fill>(?:_{4,}|\.{6,}|…{2,})[\s._…]*)",
    re.IGNORECASE,
)


def governs(role: str) -> bool:
    """Whether an office is one that signs policies."""
    return _GOVERNS.search(role) is not None


def names_organisation(line: str) -> bool:
    """Whether a line ends as names of organisations do ("Larkrise Learning Trust"), which is nobody's office."""
    return _ORGANISATION.search(line) is not None


def is_office(line: str) -> bool:
    """Whether a line names an office, and is neither a school's name nor a label with its value."""
    return not names_organisation(line) and is_role(line) and not is_labelled(line)


def is_labelled(line: str) -> bool:
    """Whether a line holds a label of document control."""
    return bool(firm_labels(line))


def with_colon(text: str) -> str:
    """A line with its colon at the end, which tells that its value follows."""
    return clean(text) + (":" if text.rstrip().endswith(":") else "")


def signers(keys: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """The labels of a sign block in a line, without the "date" of "Renewal date" and the like, which is the policy's."""
    if not keys or ":" not in text:
        return keys
    taken = [(one.start, one.end) for one in firm_labels(text) if one.field in _OF_THE_POLICY]
    return [
        key for key in keys if _is_dated(key) or not any(start < key.end() <= end for start, end in taken)
    ]


def _is_dated(key: re.Match[str]) -> bool:
    """Whether a label is a bare "Dated", which beside a signature is the signer's."""
    return (key["date"] or "").casefold() == "dated"


def drawn_for_an_office(text: str) -> re.Match[str] | None:
    """A line to sign on with the office before or behind it."""
    found = (pattern.match(text) for pattern in (_ROLE_LINE, _ROLE_BEHIND))
    return next((one for one in found if one and is_role(role := clean(one["role"])) and governs(role)), None)


def drawn_for_approval(text: str) -> re.Match[str] | None:
    """A line to sign on behind "Approved by" and the like, and nothing else; the office may stand below it."""
    return _FOR_APPROVAL.fullmatch(text.strip())
