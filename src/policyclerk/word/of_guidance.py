"""When laws, guidance and other works were updated: lists of references tell it beside each ("Teachers' Standards (updated 2021)")."""

import re

from policyclerk.word.labels import firm_fields

_GUIDANCE = re.compile(
    r"\bkcsie\b|keeping children safe|working together|\bact\b|\bregulations\b|\bguidance\b|\badvice\b|\bdfe\b|"
    r"department for|\bofsted\b|code of practice|\bstandards\b|\bframework\b|\bin (?:schools|education)\b|\blegislation\b"
)
_OF_CONTROL = re.compile(
    r"\d[/.-]\d|\b(?:19|20)\d\d\b|\b(?:version|v|edition|issued?|revision|draft|final|approv\w*|adopt\w*|agreed|ratif\w*|"
    r"written|created|produced|prepared|polic\w*|documents?|procedures?|statement|plan|handbook|protocol|date\w*|"
    r"review\w*|updat\w*|authors?|owners?|govern\w*|committee|board|trustees|head\w*|principal|staff|slt)\b",
)
_ORGANISATION = re.compile(r"\b(?:School|Academy|Trust|College|Nursery|Pre-?[Ss]chool|Federation|Council)\b")
_SENTENCE_BEGINS = re.compile(r"[.!?]\s+$")
_WORD = re.compile(r"[^\W\d_]{3,}")


def names_other_work(before: str, own: str) -> bool:
    """Whether what stands before "updated 2021" in its line names a work that is not this document.

    Args:
        before: what stands there, without the label.
        own: what the document calls itself.
    """
    words = before.strip(" \t(–—,;:|-•·▪")
    lower = words.lower()
    if len(words.split()) == 0 or _SENTENCE_BEGINS.search(before) or firm_fields(before):
        return False
    guidance = _GUIDANCE.search(lower)
    if guidance is not None:
        return guidance[0] not in own
    if len(words.split()) == 1 or _OF_CONTROL.search(lower) or _ORGANISATION.search(words):
        return False
    return not all(word.rstrip("s") in own for word in _WORD.findall(lower))
