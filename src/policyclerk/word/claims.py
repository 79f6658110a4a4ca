"""What a document says of itself, label by label, with the place of every value.

Control information stands on covers, in tables, in headers and footers, in the last lines, in text boxes. Each pair
of label and value found there is a claim; which claim counts is for `control` to say.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from policyclerk.domain.dates import dates_in
from policyclerk.word.claim import ZONES, Claim, Zone
from policyclerk.word.claim_lines import claim_below, paragraph_claims
from policyclerk.word.claim_tables import Gathered, is_foreign, table_claims
from policyclerk.word.history import heads_history
from policyclerk.word.label_patterns import Field
from policyclerk.word.own_names import is_form_in_text, names_another, own_names
from policyclerk.word.reach import RUNNING_TEXT, Reach
from policyclerk.word.text import Block, Paragraph, Table, Text
from policyclerk.word.unread import unread_dates
from policyclerk.word.version_log import VersionLog

__all__ = ["ZONES", "Claim", "Gathered", "Zone", "body_paragraphs", "gather"]

FRONT_LINES, COVER_LINES, TAIL_LINES = 30, 15, 16
TITLE_LINES = 5
NEAR = 4  # lines
FOREIGN_LINES = 5  # that follow a line of somebody else's control block
_DEAR = re.compile(r"\s*dear\b", re.IGNORECASE)
_BESIDE: dict[Field, Field] = {"approver": "approved", "approval": "approved", "reviewer": "last"}
_NEVER_SIGNERS: frozenset[Field] = frozenset({"approved", "approval", "next", "cycle", "version"})
"""Labels that are the policy's also in a line with a place to sign."""
_COVER_ONLY: frozenset[Field] = frozenset({"title", "organisation", "reference", "status"})
"""Common words that are labels on a cover and headings or remarks further down."""


def gather(text: Text, sign_places: set[str]) -> Gathered:
    """Every claim of a document.

    Args:
        text: the walked document.
        sign_places: places that sign blocks take up, whose dates are the signers'.
    """
    out = Gathered([], [], [])
    zones = _zones(text)
    foreign = -FOREIGN_LINES
    ours: list[tuple[Block, Zone]] = []
    log, reach = VersionLog(), Reach()
    own = own_names(text)
    lines: list[tuple[int, Claim]] = []
    below: list[Claim] = []
    before: Block | None = None
    for number, (block, zone) in enumerate(zones):
        reach.see(block)
        above, before = before, block
        if isinstance(block, Table):
            headed = isinstance(above, Paragraph) and heads_history(above.text)
            seen = len(out.claims)
            known = own if number >= TITLE_LINES else ""
            table_claims(block, zone, number, out, sign_places, headed=headed, own=known)
            out.claims[seen:] = filter(reach.admits, out.claims[seen:])
            others = [*out.foreign, *(found.table for found in out.histories)]
            ours += [] if any(block is other for other in others) else [(block, zone)]
            continue
        if reach.in_contents:
            continue
        if isinstance(above, Paragraph) and zone != "middle":
            below += filter(reach.admits, claim_below(above, block, zone))
        foreign = number if is_foreign(block.text) else foreign
        if number - foreign >= FOREIGN_LINES:
            cover = number < COVER_LINES or zone == "margin"
            found = [one for one in paragraph_claims(block, zone, _line_group(number)) if reach.admits(one)]
            if number >= TITLE_LINES and zone != "margin":
                found = [claim for claim in found if not _of_another(claim, block, own)]
            log.see(number, block.text, found)
            kept = [claim for claim in found if _belongs(claim, sign_places, cover=cover)]
            lines += [(number, claim) for claim in kept]
            out.claims += kept
            ours.append((block, zone))
    out.claims = below + out.claims
    alone = _dates_of_letters(zones, lines)
    out.claims = [claim for claim in out.claims if not any(claim is one for one in alone)]
    out.unread += unread_dates(ours, out.claims)
    _date_beside(out.claims)
    outdated = log.outdated()
    out.claims = [claim for claim in out.claims if not any(claim is old for old in outdated)]
    return out


def _of_another(claim: Claim, line: Paragraph, own: str) -> bool:
    """Whether a line tells of another document ("Complaints Policy - next review June 2027"), or of a form in the text."""
    before = line.text[: claim.start].rpartition("\n")[2]
    return names_another(before, own) or is_form_in_text(claim.label, own)


def _dates_of_letters(zones: list[tuple[Block, Zone]], lines: list[tuple[int, Claim]]) -> list[Claim]:
    """Every bare "Date:" behind the first running text that has no other label near: that of a letter, say."""
    dates = [one for one in lines if one[1].field == "date" and one[1].zone == "front"]
    if not dates:
        return []
    text = next((n for n, (block, _) in enumerate(zones) if _is_running_text(block)), len(zones))
    company = [number for number, claim in lines if claim.field not in ("date", "ignored") and claim.value]
    letters = {
        number
        for number, (block, _) in enumerate(zones)
        if _DEAR.match(block.text if isinstance(block, Paragraph) else "")
    }
    return [
        claim
        for number, claim in dates
        if not letters.isdisjoint(range(number, number + NEAR))
        or (number > text and not any(abs(number - other) <= NEAR for other in company))
    ]


def _is_running_text(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and not block.contents
        and len(block.text) > RUNNING_TEXT
        and "\n" not in block.text
    )


def _belongs(claim: Claim, sign_places: set[str], *, cover: bool) -> bool:
    """Whether a claim of a line is the document's: not a signer's date, no common word far from the cover."""
    signers = claim.where in sign_places and claim.field not in _NEVER_SIGNERS
    return not signers and (cover or claim.field not in _COVER_ONLY)


def _date_beside(claims: list[Claim]) -> None:
    """Give a bare "Date" the meaning of the "Approved by" or "Reviewed by" right before it."""
    for before, claim in pairwise(claims):
        beside = claim.field == "date" and claim.group == before.group and before.field in _BESIDE
        if beside and not any(one.claim.known for one in dates_in(before.value, before.where)):
            claim.field = _BESIDE[before.field]


def _line_group(number: int) -> int:
    """Lines that follow one another within a few blocks are neighbours."""
    return -1 - number // 12


def _zones(text: Text) -> list[tuple[Block, Zone]]:
    """Every outermost block with its zone."""
    out: list[tuple[Block, Zone]] = []
    seen = 0
    body = [block for block in text.body if isinstance(block, Table) or block.text.strip()]
    for number, block in enumerate(body):
        front = seen < FRONT_LINES
        tail = number >= len(body) - TAIL_LINES
        out.append((block, "front" if front else "tail" if tail else "middle"))
        seen += 1 if isinstance(block, Table) or not block.contents else 0
    out += [(block, "front") for block in text.boxes]
    out += [(block, "margin") for block in [*text.headers, *text.footers]]
    return out


def body_paragraphs(text: Text) -> Iterator[Paragraph]:
    """The paragraphs of the body and the text boxes, without the table of contents."""
    return iter(text.lines)
