"""How far document control reaches into a text: example forms in an appendix have owners, versions and reviews of their own."""

import re

from policyclerk.word.claim import Claim
from policyclerk.word.label_patterns import Field
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
_THE_DOCUMENT = re.compile(r"\b(?:policy|document|procedure)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\W*(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r".*[^\W\d].*?(?:\t|\.{3,}|…|\s{3,})\W*\d{1,3}\s*")


class Reach:
    """Where the reader is in the text, block by block: on the cover, in the text, under which heading, in a typed list of contents."""

    def __init__(self) -> None:
        self.running = False
        self.in_contents = False
        self._heading = ""
        self._in_form = False
        self._cover: set[Field] = set()

    def see(self, block: Block) -> None:
        """Take note of the next block."""
        if not isinstance(block, Paragraph):
            self.in_contents = False
            return
        text = block.text
        short = len(text) <= LONGEST_HEADING
        self.in_contents = short and self._lists_contents(block)
        if block.contents or self.in_contents:
            return
        if not self.running:
            self.running = len(text) > RUNNING_TEXT and "\n" not in text
        if self._in_form and _SIGNED.search(text):
            self._in_form, self._heading = False, ""  # behind a form the document's own block may stand
        if short and (block.bold or block.style.startswith("Heading")) and ":\t" not in text:
            self._heading = text
            self._in_form = _FORM.search(text) is not None

    def _lists_contents(self, line: Paragraph) -> bool:
        """Whether a short line is the heading or a further line of a typed list of contents."""
        if self.in_contents:
            return _CONTENTS_LINE.fullmatch(line.text) is not None
        return "contents" in line.lower and _CONTENTS.fullmatch(line.text) is not None

    def admits(self, claim: Claim) -> bool:
        """Whether a claim of the block can be the document's."""
        if not claim.where.startswith("body"):
            return True
        if not self.running and claim.value and claim.field in _DATES:
            self._cover.add(claim.field)
        if _THE_DOCUMENT.search(claim.label):
            return True
        if _APPENDIX.match(self._heading):
            return _OF_CONTROL.search(self._heading) is not None
        done = self.running and claim.zone != "tail" and len(self._cover) >= ENOUGH
        return not done or _OF_CONTROL.search(self._heading) is not None
