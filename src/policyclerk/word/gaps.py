"""Gaps of a model text that nobody has filled in: "[School name]", "<insert date>", "Contact: TBC".

Brackets have many other uses (sources, definitions, changed quotations), so only those count that say what is to be
put there, that offer a choice of words, or that hold a whole phrase. In a form that somebody is to fill in, brackets
for the person's own name or date are as they should be.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from policyclerk.domain.document import Note
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import clean
from policyclerk.word.word_pattern import one_of

MOST = 20
_BRACKETS = re.compile(
    r"\[[^\[\]\n]{2,240}\]|\{\{?[^{}\n]{2,80}\}?\}|\$\{[^{}\n]{2,80}\}|<{1,2}(?=[A-Za-z])[^<>\n]{2,80}>{1,2}|«[^«»\n]{2,80}»"
)
_ASKS = one_of(
    "insert | enter | type | add | delete | select | choose | specify | state | amend | complete | replace | "
    "click | tbc | tba | to be confirmed | names? | dates? | compan(?:y|ies) | organi[sz]ations? | "
    "schools?(?:['’]s)? | academ(?:y|ies) | trusts? | college | agency | business | project | department | "
    "council | local authority | governors? | headteacher | job title | title | role | positions? | "
    r"numbers? | no\. | e-?mail | address | phone | telephone | logo | link | url | website | month | year | "
    "day | time | signature | location | details? | contact | postcode | version | software | policy | "
    "owner | author | text | amount | percentage | period | he/she | his/her | him/her | is/are | "
    r"as appropriate | if applicable | where applicable | or similar | e\.g\. | for example | including | "
    "employee | pupil | child | parent"
)
_TO_WRITE_ON = ("_", "…", "...")
_NO_GAP = re.compile(
    r"(?:online|accessed|viewed|retrieved|preprint|video|sic|emphasis|note|see|please (?:refer|see)|refer|cited|in press|ref\.?|fig|table|section|appendix|"
    r"page|pp?\.|para|link to|hereinafter|hereafter|the [“\"'])\b.*|[“\"'].*[”\"']",
    re.IGNORECASE,
)
_TAG = re.compile(r"<{1,2}/?[a-z][a-z0-9]*(?:\s[^>]*=[^>]*)?/?>{1,2}|<[^<>\s]*[@/:][^<>]*>")
_OWN = one_of(
    "names? | employee | staff | pupil | child | children | parent | carer | student | volunteer | visitor | "
    "signature | sign | dates? | class | form | year group | job | position | title | role | your | print | "
    "address | e-?mail | phone | telephone | number | delete | i"
)
_ORGANISATIONS = one_of(
    "schools?(?:['’]s)? | academ(?:y|ies) | trusts? | compan(?:y|ies) | organi[sz]ations? | college | council | "
    "local authority | headteacher | governors? | logo | website | policy | agency | business"
)
"""These are matched against small letters."""
_OPEN = re.compile(r"T(?<!\wT)BC\b|X(?<!\wX)X{3,}\b|x(?<!\wx)xxx+\b|i(?<!\wi)nsert [a-z' ]{3,40} here\b")
"""Each letter comes before what may not stand in front of it, so that the regex engine goes from one to the next at a stroke."""
_SIGNS = ("[", "{", "<", "«", "tbc", "xxxx", "insert ")
"""One of these, in small letters, stands in whatever holds a gap."""
_PHRASE = 5  # words in brackets that make them a piece of text to keep or to take out


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as it stands in a paragraph.

    Attributes:
        of_signers: whether it is as it should be where the paragraph stands in a form that somebody else is to fill in.
    """

    paragraph: Paragraph
    words: str
    of_signers: bool


def find_gaps(text: Text) -> list[Gap]:
    """Every gap of a document, in its order."""
    return [gap for paragraph in _candidates(text) for gap in _gaps_of(paragraph)]


def gap_notes(found: Iterable[Gap], forms: Container[str]) -> Iterator[Note]:
    """A note for each gap, the first few.

    Args:
        found: the gaps of a document.
        forms: places of forms that somebody else is to fill in.
    """
    left = [gap for gap in found if not (gap.of_signers and gap.paragraph.where in forms)]
    for words, where in list(dict.fromkeys((gap.words, gap.paragraph.where) for gap in left))[:MOST]:
        yield Note("placeholder_left", f"“{words}” may still have to be filled in.", where)


def _candidates(text: Text) -> Iterator[Paragraph]:
    """The paragraphs that may hold gaps; those that are none of the text's lines are few, and looked at one by one."""
    lines = {text.lines[number] for number in text.index.holding(_SIGNS)}
    for one in text.paragraphs():
        beside = one.contents or one.place in ("header", "footer")
        if one in lines or (beside and any(map(one.lower.__contains__, _SIGNS))):
            yield one


def _gaps_of(paragraph: Paragraph) -> Iterator[Gap]:
    if len(paragraph.text) > 5000:
        return
    for match in _BRACKETS.finditer(paragraph.text):
        words = clean(match[0])
        if is_gap(words):
            yield Gap(paragraph, words, _is_for_signers(words))
    for match in _OPEN.finditer(paragraph.text):
        yield Gap(paragraph, match[0], of_signers=True)


def is_gap(words: str) -> bool:
    """Whether a text in brackets holds the place of another, or is one that a school is to keep or to take out."""
    inner = words.strip("[]{}<>«»$ ")
    if _NO_GAP.fullmatch(inner) or _TAG.fullmatch(words) or not any(char.isalpha() for char in inner):
        return False
    if any(map(inner.__contains__, _TO_WRITE_ON)) or _ASKS.search(inner.lower()):
        return True
    return words.startswith("[") and len(inner.split()) >= _PHRASE


def _is_for_signers(words: str) -> bool:
    """Whether the brackets of a form are for whoever fills it in, not for the school."""
    lower = words.lower()
    return _OWN.search(lower) is not None and _ORGANISATIONS.search(lower) is None
