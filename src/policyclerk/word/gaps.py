"""Gaps of a model text that nobody has filled in: "[School name]", "<insert date>", "Contact: TBC".

Brackets have many other uses (sources, definitions, changed quotations), so only those count that say what is to be
put there, that offer a choice of words, or that hold a whole phrase. In a form that somebody is to fill in, brackets
for the person's own name or date are as they should be.
"""

import re
from collections.abc import Iterator

from policyclerk.domain.document import Note
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import clean

MOST = 20
_BRACKETS = re.compile(
    r"\[[^\[\]\n]{2,240}\]|\{\{?[^{}\n]{2,80}\}?\}|\$\{[^{}\n]{2,80}\}|<{1,2}(?=[A-Za-z])[^<>\n]{2,80}>{1,2}|«[^«»\n]{2,80}»"
)
_ASKS = re.compile(
    r"\b(?:insert|enter|type|add|delete|select|choose|specify|state|amend|complete|replace|click|tbc|tba|to be confirmed|"
    r"names?|dates?|compan(?:y|ies)|organi[sz]ations?|schools?(?:['’]s)?|academ(?:y|ies)|trusts?|college|agency|business|project|department|council|"
    r"local authority|governors?|headteacher|job title|title|role|positions?|numbers?|no\.|e-?mail|address|phone|telephone|logo|link|url|website|"
    r"month|year|day|time|signature|location|details?|contact|postcode|version|software|policy|owner|author|text|amount|percentage|period|"
    r"he/she|his/her|him/her|is/are|as appropriate|if applicable|where applicable|or similar|e\.g\.|for example|including|employee|pupil|child|parent)\b|[_…]|\.\.\.",
    re.IGNORECASE,
)
_NO_GAP = re.compile(
    r"(?:online|accessed|viewed|retrieved|preprint|video|sic|emphasis|note|see|please (?:refer|see)|refer|cited|in press|ref\.?|fig|table|section|appendix|"
    r"page|pp?\.|para|link to|hereinafter|hereafter|the [“\"'])\b.*|[“\"'].*[”\"']",
    re.IGNORECASE,
)
_TAG = re.compile(r"<{1,2}/?[a-z][a-z0-9]*(?:\s[^>]*=[^>]*)?/?>{1,2}|<[^<>\s]*[@/:][^<>]*>")
_OWN = re.compile(
    r"\b(?:names?|employee|staff|pupil|child|children|parent|carer|student|volunteer|visitor|signature|sign|dates?|class|form|year group|job|position|"
    r"title|role|your|print|address|e-?mail|phone|telephone|number|delete|i)\b",
    re.IGNORECASE,
)
_ORGANISATIONS = re.compile(
    r"\b(?:schools?(?:['’]s)?|academ(?:y|ies)|trusts?|compan(?:y|ies)|organi[sz]ations?|college|council|local authority|headteacher|governors?|logo|website|policy|agency|business)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bTBC\b|\bX{4,}\b|\bxxxx+\b|\binsert [a-z' ]{3,40} here\b")
_PHRASE = 5  # words in brackets that make them a piece of text to keep or to take out


def gaps(text: Text, forms: set[str]) -> Iterator[Note]:
    """A note for each gap, the first few.

    Args:
        text: the walked document.
        forms: places of forms that somebody else is to fill in.
    """
    seen: set[tuple[str, str]] = set()
    for paragraph in text.paragraphs():
        for words in _gaps_of(paragraph, in_form=paragraph.where in forms):
            if (words, paragraph.where) in seen:
                continue
            seen.add((words, paragraph.where))
            yield Note("placeholder_left", f"“{words}” may still have to be filled in.", paragraph.where)
            if len(seen) == MOST:
                return


def _gaps_of(paragraph: Paragraph, *, in_form: bool) -> Iterator[str]:
    if len(paragraph.text) > 5000 or not _may_have(paragraph.text):
        return
    for match in _BRACKETS.finditer(paragraph.text):
        words = clean(match[0])
        if is_gap(words) and not (in_form and _is_for_signers(words)):
            yield words
    for match in _OPEN.finditer(paragraph.text):
        if not in_form:
            yield match[0]


def _may_have(text: str) -> bool:
    """A cheap look; a chain of `or` because every paragraph of every document comes here."""
    return (
        "[" in text
        or "{" in text
        or "<" in text
        or "«" in text
        or "TBC" in text
        or "XX" in text
        or "xx" in text
        or " here" in text
    )


def is_gap(words: str) -> bool:
    """Whether a text in brackets holds the place of another, or is one that a school is to keep or to take out."""
    inner = words.strip("[]{}<>«»$ ")
    if _NO_GAP.fullmatch(inner) or _TAG.fullmatch(words) or not any(char.isalpha() for char in inner):
        return False
    if "_" in inner.strip("_") or _ASKS.search(inner):
        return True
    return words.startswith("[") and len(inner.split()) >= _PHRASE


def _is_for_signers(words: str) -> bool:
    """Whether the brackets of a form are for whoever fills it in, not for the school."""
    return _OWN.search(words) is not None and _ORGANISATIONS.search(words) is None
