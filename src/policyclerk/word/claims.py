"""What a document says of itself, label by label, with the place of every value.

Control information stands on covers, in tables, in headers and footers, in the last lines, in text boxes. Each pair
of label and value found there is a claim; which claim counts is for `control` to say.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from policyclerk.domain.dates import dates_in
from policyclerk.word.claim import ZONES, Claim, Zone
from policyclerk.word.claim_lines import MIDDLE_WORDS, claim_below, may_claim, paragraph_claims
from policyclerk.word.claim_tables import FOREIGN, Gathered, is_foreign, table_claims
from policyclerk.word.history import heads_history
from policyclerk.word.label_patterns import Field
from policyclerk.word.of_guidance import names_other_work
from policyclerk.word.of_models import without_models
from policyclerk.word.own_names import (
    is_form_in_text,
    is_named,
    names_another,
    names_besides,
    names_quite_another,
    own_names,
)
from policyclerk.word.reach import Reach, is_running_text
from policyclerk.word.stacked import values_in_turns
from policyclerk.word.text import Block, Paragraph, Table, Text
from policyclerk.word.unread import unread_dates
from policyclerk.word.version_log import VersionLog

__all__ = ["ZONES", "Claim", "Gathered", "Zone", "body_paragraphs", "gather"]

FRONT_LINES, COVER_LINES, TAIL_LINES = 30, 15, 16
TITLE_LINES = 5
NEAR = 4  # lines
FOREIGN_LINES = 5  # that follow a line of somebody else's control block
_POINTS = re.compile(
    r"\W*(?:see also|supersedes|replaces|(?:links? (?:to|with)|linked|related|relevant|associated|other)\b[\w ]{0,30}\b"
    r"(?:policies|documents|procedures))\b",
    re.IGNORECASE,
)
"""How a line begins that points to other documents."""
_PARTS = re.compile(r"[:;•|\t]\s*(?=\S)")
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
    zones = _zones(text)
    found = _Gathering(text, zones, sign_places)
    above: Block | None = None
    for number, (block, zone) in enumerate(zones):
        if isinstance(block, Table):
            found.table(number, block, zone, above)
        elif zone != "middle" or found.may_tell(block):
            found.line(number, block, zone, above)
        above = block
    out = found.out
    out.sign_places = frozenset(sign_places)
    alone = _dates_of_letters(zones, found.lines)
    claims = [claim for claim in found.below + out.claims if not any(claim is one for one in alone)]
    out.unread += unread_dates(found.ours, claims, found.own)
    _date_beside(claims)
    outdated = found.log.outdated()
    out.claims = without_models([claim for claim in claims if not any(claim is old for old in outdated)])
    return out


class _Gathering:
    """The claims of a document in course of being gathered, block by block.

    Attributes:
        out: the claims found and the tables that matter.
        below: the claims of labels that are lines by themselves.
        lines: the claims of lines, with the numbers of their blocks.
        ours: the blocks that are not somebody else's.
        own: what the document calls itself.
    """

    def __init__(self, text: Text, zones: list[tuple[Block, Zone]], sign_places: set[str]) -> None:
        self.out = Gathered([], [], [])
        self.below: list[Claim] = []
        self.lines: list[tuple[int, Claim]] = []
        self.ours: list[tuple[Block, Zone]] = []
        self.log = VersionLog()
        self._sign_places = sign_places
        self.own = own_names(text)
        self._reach = Reach([block for block, _ in zones], self.own)
        self._telling = frozenset(text.holding((*MIDDLE_WORDS, *FOREIGN)))
        self._foreign = -FOREIGN_LINES
        self._titled = False
        self._stacked = values_in_turns([block for block, zone in zones if zone == "front"])

    def may_tell(self, line: Paragraph) -> bool:
        """Whether a line in the middle of the text holds a word of reviews, approvals or others' control blocks."""
        return line.contents or line in self._telling

    def table(self, number: int, table: Table, zone: Zone, above: Block | None) -> None:
        """Take in the claims of a table."""
        out, reach = self.out, self._reach
        headed = isinstance(above, Paragraph) and heads_history(above.text)
        seen = len(out.claims)
        known = self.own if number >= TITLE_LINES else ""
        table_claims(table, zone, number, out, self._sign_places, headed=headed, own=known)
        out.claims[seen:] = [
            claim
            for claim in out.claims[seen:]
            if reach.admits(claim, number) and not (known and _behind_another(claim, known))
        ]
        others = [*out.foreign, *(found.table for found in out.histories)]
        self.ours += [] if any(table is other for other in others) else [(table, zone)]

    def line(self, number: int, line: Paragraph, zone: Zone, above: Block | None) -> None:
        """Take in the claims of a line."""
        reach = self._reach
        if reach.lists_contents(number):
            return
        if isinstance(above, Paragraph) and zone != "middle":
            below = claim_below(above, line, zone, stacked=line in self._stacked)
            signers = above.where in self._sign_places
            self.below += [
                one for one in below if reach.admits(one, number) and not (signers and _is_signers(one))
            ]
        if is_foreign(line.lower):
            self._foreign = number
        if number - self._foreign < FOREIGN_LINES:
            return
        self.ours.append((line, zone))
        titled, self._titled = self._titled, self._titled or is_named(line.text)
        if not may_claim(line, zone):
            return
        claims = paragraph_claims(line, zone, _line_group(number))
        found = [claim for claim in claims if reach.admits(claim, number) and not _points_elsewhere(claim)]
        if number >= TITLE_LINES and zone != "margin":
            found = [claim for claim in found if not _of_another(claim, self.own)]
        elif zone == "front" and titled:
            others = names_besides(self.own, line)
            found = [claim for claim in found if not names_quite_another(_line_before(claim), others)]
        self.log.see(number, line.text, found)
        cover = number < COVER_LINES or zone == "margin"
        kept = [claim for claim in found if _belongs(claim, self._sign_places, cover=cover)]
        self.lines += [(number, claim) for claim in kept]
        self.out.claims += kept


def _points_elsewhere(claim: Claim) -> bool:
    """Whether a line points to other documents before a label ("Linked policies: Behaviour (approved May 2024)")."""
    before = claim.paragraph.text[: claim.start] if claim.paragraph is not None else ""
    return claim.field != "ignored" and _POINTS.match(before.rpartition("\n")[2]) is not None


def _behind_another(claim: Claim, own: str) -> bool:
    """Whether the name of another document stands before a label in its line ("Complaints Policy - next review June 2027")."""
    before = _line_before(claim)
    return bool(before) and (names_another(before, own) or names_another(_PARTS.split(before)[-1], own))


def _line_before(claim: Claim) -> str:
    """What stands before a claim's value in its line, the label included."""
    return claim.paragraph.text[: claim.start].rpartition("\n")[2] if claim.paragraph is not None else ""


def _of_another(claim: Claim, own: str) -> bool:
    """Whether a line tells of another document, or of a form in the text."""
    if claim.field == "last" and not claim.label.rstrip().endswith(":"):
        before = _line_before(claim)
        if names_other_work(before[: before.rfind(claim.label.rstrip())], own):
            return True
    return _behind_another(claim, own) or is_form_in_text(claim.label, own)


def _dates_of_letters(zones: list[tuple[Block, Zone]], lines: list[tuple[int, Claim]]) -> list[Claim]:
    """Every bare "Date:" behind the first running text that has no other label near: that of a letter, say."""
    dates = [one for one in lines if one[1].field == "date" and one[1].zone == "front"]
    if not dates:
        return []
    text = next((n for n, (block, _) in enumerate(zones) if is_running_text(block)), len(zones))
    company = [number for number, claim in lines if claim.field not in ("date", "ignored") and claim.value]
    letters = {
        number
        for number, (block, _) in enumerate(zones)
        if _DEAR.match(block.text if isinstance(block, Paragraph) else "")
    }
    return [
        claim
        for number, claim in dates
        if not letters.isdisjoint(range(number - NEAR, number + NEAR))
        or (number > text and not any(abs(number - other) <= NEAR for other in company))
    ]


def _is_signers(claim: Claim) -> bool:
    """Whether what a label beside a place to sign tells is of who signs there."""
    return claim.field not in _NEVER_SIGNERS


def _belongs(claim: Claim, sign_places: set[str], *, cover: bool) -> bool:
    """Whether a claim of a line is the document's: not a signer's date, no common word far from the cover."""
    signers = claim.where in sign_places and _is_signers(claim)
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
