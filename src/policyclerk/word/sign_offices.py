"""Which lines beside a place for a signature name an office, and which are document control of the policy itself."""

import re

from policyclerk.word.labels import labels_in
from policyclerk.word.people import is_role
from policyclerk.word.values import clean

_GOVERNS = re.compile(
    r"chair|governor|head ?teacher|principal|trustee|\bceo\b|director|policy owner|proprietor|governing|board",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(r"\b(?:school|academy|trust|college|federation|council|company)$", re.IGNORECASE)
_OF_THE_POLICY = frozenset({"next", "last", "issued", "effective", "cycle", "owner", "author", "approver"})


def governs(role: str) -> bool:
    """Whether an office is one that signs policies."""
    return _GOVERNS.search(role) is not None


def is_office(line: str) -> bool:
    """Whether a line names an office, and is neither a school's name nor a label with its value."""
    return not _ORGANISATION.search(line) and is_role(line) and not is_labelled(line)


def is_labelled(line: str) -> bool:
    """Whether a line holds a label of document control."""
    return any(label.firm for label in labels_in(line))


def with_colon(text: str) -> str:
    """A line with its colon at the end, which tells that its value follows."""
    return clean(text) + (":" if text.rstrip().endswith(":") else "")


def signers(keys: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """The labels of a sign block in a line, without the "date" of "Renewal date" and the like, which is the policy's."""
    if not keys or ":" not in text:
        return keys
    taken = [(one.start, one.end) for one in labels_in(text) if one.firm and one.field in _OF_THE_POLICY]
    return [key for key in keys if not any(start < key.end() <= end for start, end in taken)]
