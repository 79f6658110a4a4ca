"""How far document control reaches into a text: example forms in an appendix have owners, versions and reviews of their own."""

import re
from collections.abc import Sequence

from policyclerk.word.claim import Claim
from policyclerk.word.label_patterns import Field
from policyclerk.word.own_names import names_another
from policyclerk.word.text import Block, Paragraph

RUNNING_TEXT = 90  # letters of a paragraph that is no line of a cover
LONGEST_HEADING = 80
ENOUGH = 2  # kinds of dates on a cover that says all
_DATES: frozenset[Field] = frozenset({"next", "last", "review", "approved", "approval", "issued"})
_APPENDIX = re.compile(
    r"[\W\d]*(?:appendi(?:x|ces)|annexe?|example|sample|specimen|template)\b", re.IGNORECASE
)
_FORM = re.compile(r"\b(?:form|declaration|consent|agreement|slip|acknowledgement)\b", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:signed|signature|print name)\b", re.IGNORECASE)
_OF_CONTROL = re.compile(
    r"review|approv|ratif|version|control|history|document|polic|monitor|sign|adopt|endorse|publication|amend|revis",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^[\W\d]*(?:(?:part|section|policy|chapter|annexe?)\s+(?:\d{1,2}|[A-Z]|[ivx]+)\b)?[\W\d]*", re.IGNORECASE
)
"""How headings of parts begin."""
_THE_DOCUMENT = re.compile(r"\b(?:policy|document|procedure)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r".*[^\W\d].*?(?:\t|\.{3,}|…|\s{3,})\W*\d{1,3}\s*")


class Reach:
    """Which blocks are running text, which are of a typed list of contents, and below which heading each stands."""

    def __init__(self, blocks: Sequence[Block], own: str = "") -> None:
        """Look through all blocks of a document, and note what it calls itself."""
        self._blocks = blocks
        self._own = own
        self._contents = _typed_contents(blocks)
        self._text_begins = next(
            (at for at, block in enumerate(blocks) if self._is_text(at, block)), len(blocks)
        )
        self._seen = 0
        self._heading = ""
        self._cover: set[Field] = set()

    def lists_contents(self, number: int) -> bool:
        """Whether a block is a line of a typed list of contents."""
        return number in self._contents

    def admits(self, claim: Claim, number: int) -> bool:
        """Whether a claim of a block can be the document's; to be asked in the order of the blocks."""
        if not claim.where.startswith("body"):
            return True
        running = number >= self._text_begins
        if not running and claim.value and claim.field in _DATES:
            self._cover.add(claim.field)
        heading = self._heading_of(number)
        if running and len(self._cover) >= ENOUGH and names_another(_NUMBERED.sub("", heading), self._own):
            return False  # one of several policies in a file, whose cover has told of all
        if _THE_DOCUMENT.search(claim.label):
            return True
        if _APPENDIX.match(heading):
            return _OF_CONTROL.search(heading) is not None
        done = running and claim.zone != "tail" and len(self._cover) >= ENOUGH
        return not done or _OF_CONTROL.search(heading) is not None

    def _is_text(self, number: int, block: Block) -> bool:
        return is_running_text(block) and number not in self._contents

    def _heading_of(self, number: int) -> str:
        """The heading above a block, or the block itself; none behind a form, where the document's own block may stand."""
        lines = [block for at in range(self._seen, number + 1) if (block := self._line(at)) is not None]
        last = next((at for at in range(len(lines) - 1, -1, -1) if _is_heading(lines[at])), None)
        if last is not None:
            self._heading, lines = lines[last].text, lines[last + 1 :]
        if _FORM.search(self._heading) and any(_SIGNED.search(line.text) for line in lines):
            self._heading = ""
        self._seen = max(self._seen, number + 1)
        return self._heading

    def _line(self, number: int) -> Paragraph | None:
        """A paragraph that is of no list of contents."""
        block = self._blocks[number]
        return (
            block
            if isinstance(block, Paragraph) and not (block.contents or number in self._contents)
            else None
        )


def is_running_text(block: Block) -> bool:
    """Whether a block is a paragraph of the text, and no line of a cover."""
    return (
        isinstance(block, Paragraph)
        and not block.contents
        and len(block.text) > RUNNING_TEXT
        and "\n" not in block.text
    )


def _is_heading(line: Paragraph) -> bool:
    text = line.text
    return (
        len(text) <= LONGEST_HEADING and ":\t" not in text and (line.style.startswith("Heading") or line.bold)
    )


def _typed_contents(blocks: Sequence[Block]) -> frozenset[int]:
    """The heading and the lines of lists of contents that somebody typed."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            goes_on = number - 1 in found
            if (goes_on or "contents" in block.lower) and len(block.text) <= LONGEST_HEADING:
                pattern = _CONTENTS_LINE if goes_on else _CONTENTS
                found.update([number] if pattern.fullmatch(block.text) else [])
    return frozenset(found)
