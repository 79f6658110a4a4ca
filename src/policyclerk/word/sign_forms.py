"""Which form is being read, if any: what stands below its title or its sentence is signed by staff, parents or pupils."""

import re

from policyclerk.word.people import signs_for_themselves
from policyclerk.word.sign_lines import Line, is_heading
from policyclerk.word.sign_offices import governs
from policyclerk.word.sign_words import LONGEST_FORM_TITLE, declares, may_hold_key
from policyclerk.word.text import Block, Paragraph
from policyclerk.word.values import clean, is_blank

_HEADING = re.compile(
    r"declaration|consent|acknowledg|agreement|acceptance|\bagree\b|undertaking|permission|receipt|contract|return (?:this )?slip|reply slip|\bform\b|confirmation|questionnaire|pro ?forma",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\W\d]*agreement\W*", re.IGNORECASE)
"""A heading that leaves open who agrees: where the board signs below it, the policy is agreed."""
_TITLE = re.compile(
    r"\b(?:declaration|consent(?: form)?|acknowledge?ment(?: form)?|agreement|reply slip)$", re.IGNORECASE
)
_ENDS = ("declaration", "consent", "form", "ment", "slip")
_RECORD = re.compile(
    r"(?:appendix|annex|schedule)\b.*(?:risk assessment|\b(?:records?|logs?|registers?|checklist|sheet|rota|reports?|template|letters?|plan|notice|script|chart|map|diary)\b)|"
    r"(?:record|log|register) of\b|.*\b(?:sign(?:ature|ing)?|record|log|monitoring) sheet$",
    re.IGNORECASE,
)
"""Titles of what is filled in day by day; a heading "Record keeping" is of the text."""
_OF_THE_POLICY = re.compile(
    r"approv|review|polic(?:y|ies)$|version|amend|ratif|adopt|govern|sign[ -]?off|change|document",
    re.IGNORECASE,
)
_BOARD = re.compile(r"\b(?:chair|governor|governing|trustees?|board)", re.IGNORECASE)
_LETTER = re.compile(r"dear [^.]{2,60}$|yours (?:sincerely|faithfully|truly)\b")
_APPENDIX = re.compile(r"appendix\s*\w*", re.IGNORECASE)
_IN_APPENDIX = re.compile(r"\W*(?:appendix|annexe?)\b", re.IGNORECASE)
_OF_APPROVAL = re.compile(r"approv|sign|ratif|adopt|review|control|history", re.IGNORECASE)
OPENING = 6  # lines between a form's title and the sentence that is signed
REACH = 14  # lines behind the sentence in which it is signed


def ends_forms(block: Block) -> bool:
    """Whether a block is a heading that ends whatever form was read before it, and may begin another."""
    if not isinstance(block, Paragraph) or block.contents or "\n" in block.text or is_blank(block.text):
        return False
    return (
        not may_hold_key(block.lower) and is_heading(block) and _APPENDIX.fullmatch(clean(block.text)) is None
    )


class Forms:
    """Follows the headings and sentences of a document."""

    def __init__(self) -> None:
        self.form_heading: str | None = None
        self.is_record = False
        self.form_sentence: str | None = None
        self.since_sentence = 0
        self._heading = ""
        self._signed_below = ""  # the last heading below which staff, parents or pupils sign
        self._passed: list[Paragraph] = []

    @property
    def being_read(self) -> bool:
        """Whether a form's title or sentence stands above."""
        return self.form_heading is not None or self.form_sentence is not None

    @property
    def heading(self) -> str:
        """The last heading; looked for where it is asked for, which is seldom."""
        last = next((one for one in reversed(self._passed) if is_heading(one)), None)
        self._passed = []
        if last is not None:
            self._heading = clean(last.text)
        return self._heading

    def passed(self, paragraphs: list[Paragraph]) -> None:
        """Take in lines that say nothing of forms; one of them may be a heading all the same."""
        self._passed += paragraphs
        self.since_sentence += len(paragraphs)

    def form(self, role: str | None, *, behind: str = "") -> str | None:
        """The heading or sentence of the form that is being read, if what is signed here is one.

        Args:
            role: the office that signs; None where it is not known.
            behind: what stands behind the label, where the office may be as well; it tells whether the board signs below a record.
        """
        if role and signs_for_themselves(role):
            self._signed_below = self.heading
            return self.form_heading or self.form_sentence or self.heading or role
        if self.form_heading and not (self.is_record and _BOARD.search(f"{role} {behind}")):
            return self.form_heading
        if self.form_sentence and self.since_sentence <= REACH and not (role and governs(role)):
            return self.form_sentence
        return None

    def form_of_block(self, role: str | None, value: str) -> str | None:
        """The heading or sentence of the form that a place for a signature belongs to: in an appendix each is a form's.

        Only an office that signs policies, or a heading that speaks of approval, makes it the policy's own.

        Args:
            role: the office that signs; None where it is not known.
            value: what stands behind the label, which may name the office.
        """
        form = self.form(role, behind=value)
        if form is not None or governs(f"{role or ''} {value}"):
            return form
        heading = self.heading
        of_form = heading == self._signed_below or not _OF_APPROVAL.search(heading)
        return heading if _IN_APPENDIX.match(heading) and of_form else None

    def note(self, line: Line, text: str) -> None:
        """Keep the heading, and whether a form begins or ends.

        Args:
            line: a line without labels of a sign block.
            text: its text in one line.
        """
        lower = text.lower()
        if _LETTER.match(lower):
            self.form_heading, self.is_record = text, True  # who signs it signs no policy
        elif line.heading:
            self._heading, self._passed = text, []
            if len(text) < LONGEST_FORM_TITLE and (_HEADING.search(text) or _is_record(text)):
                of_form = _HEADING.search(text) and not _BARE.fullmatch(text)
                self.form_heading, self.is_record = text, not of_form
            elif not _APPENDIX.fullmatch(text):
                self.form_heading = None
            self.form_sentence = None
        elif len(text) < 50 and lower.endswith(_ENDS) and _TITLE.search(text):
            self.form_sentence, self.since_sentence = text, 0
        if declares(lower):
            named = self.form_sentence is not None and self.since_sentence <= OPENING
            self.form_sentence = self.form_sentence if named else text[:80]
            self.since_sentence = 0


def _is_record(heading: str) -> bool:
    """Whether a heading is the title of a record that staff keep and sign, such as a log of medicines."""
    return _RECORD.match(heading) is not None and _OF_THE_POLICY.search(heading) is None
