"""Dates beside words of a review which no rule could read: proof that an older date is not the newest.

Schools word their labels in ever new ways. Where such a line is not understood, and its date is newer than all that
was, the newest review cannot be told: a date that is certainly out of date must not be given for it.
"""

import re
from collections.abc import Iterator

from policyclerk.domain.dates import DateClaim, dates_in
from policyclerk.word.claim import Claim, Zone
from policyclerk.word.own_names import names_another
from policyclerk.word.text import Block, Paragraph, Table
from policyclerk.word.word_pattern import one_of

_REVIEW = one_of(
    "re-?viewed | last | latest | recent | revis(?:ed|ion) | updated? | amend(?:ed|ments?) | modified | "
    "edited | refreshed | rewritten | reissued | issued"
)
_AHEAD = one_of(
    r"next | due | again | will | to be | until | before | expir\w* | renew\w* | plan(?:ned)? | "
    "forthcoming | future"
)
_OF_OTHERS = one_of(
    r"act | regulations? | guidance | kcsie | dfe | ofsted | inspect\w* | legislation | council | model | "
    r"training | certificate | insurance | risk | supersed\w* | replac\w* | previous | website | printed | "
    r"law | framework | consult\w* | register\w* | code | survey | audit | progress | performance | appraisal | data | saved | "
    r"visit(?:s|ed) | list"
)
"""These three are matched against small letters."""
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|must|should|may|can|he|she|they|we)\b", re.IGNORECASE
)
_OF_SOMETHING = re.compile(
    r"\s*(?:the|our|all|each)\s+(?![^.]*\b(?:policy|document|procedure|version|plan)\b).*\.\s*$",
    re.IGNORECASE,
)
"""A full sentence about something that is no document ("The insurers reviewed our premises in April 2024.")."""
_SENTENCE_END = re.compile(r"\n|(?<=[a-z0-9)]\.)\s+(?=[A-Z])")
_DIGIT = re.compile(r"\d")
LONGEST, MOST_WORDS = 110, 14


def unread_dates(zones: list[tuple[Block, Zone]], claims: list[Claim], own: str = "") -> Iterator[DateClaim]:
    """The dates of short lines and rows on covers, in margins and at the end that speak of a review and gave no claim.

    Args:
        zones: the blocks with their zones.
        claims: what was understood.
        own: what the document calls itself; another one's reviews are not its own.
    """
    read = {claim.where for claim in claims if any(letter.isdigit() for letter in claim.value)}
    for block, zone in zones:
        if zone != "middle" and _DIGIT.search(block.lower) and _REVIEW.search(block.lower):
            for text, where in _lines(block):
                if where not in read and _speaks_of_review(text) and not names_another(text, own):
                    yield from (one.claim for one in dates_in(text, where) if one.claim.known)


def _lines(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Paragraph):
        yield from ((line, block.where) for line in _SENTENCE_END.split(block.text) if line.strip())
    elif isinstance(block, Table):
        yield from (
            (" ".join(cell.text for cell in row.cells), row.where)
            for row in block.rows
            if len(row.cells) <= 4
        )


def _speaks_of_review(text: str) -> bool:
    if _OF_SOMETHING.match(text):
        return False
    lower = text.lower()
    ahead = _AHEAD.search(lower)
    text, lower = (text[: ahead.start()], lower[: ahead.start()]) if ahead else (text, lower)
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or not _DIGIT.search(text):
        return False
    if _SENTENCE.search(text):
        return False
    return bool(_REVIEW.search(lower)) and not _OF_OTHERS.search(lower)
