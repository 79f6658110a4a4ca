"""How a draft of ours is known again among a trust's documents."""

from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.versions import draft_number

DRAFT_STATUS = "DRAFT - not approved"
"""The status that every draft of ours bears, and by which it is known again."""


def bears_our_status(facts: DocumentFacts) -> bool:
    """Whether a document bears the status of our drafts."""
    return (facts.status or "").strip().casefold() == DRAFT_STATUS.casefold()


def is_own_draft(path: str, facts: DocumentFacts) -> bool:
    """Whether a file is one of our drafts that nobody has finished yet: it has their name, and still their status."""
    return draft_number(path.rsplit("/", 1)[-1]) is not None and bears_our_status(facts)
