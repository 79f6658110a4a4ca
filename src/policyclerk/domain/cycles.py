"""All reading of review cycles: "Annual", "every 2 years", "termly"; and why a text fixes no number of months.

"Bi-annual" is twice a year to some and every two years to others: it is never guessed.
"""

import re
from functools import lru_cache
from typing import Literal

from policyclerk.domain.document import CycleClaim

CycleTrouble = Literal["cycle_ambiguous", "cycle_not_understood"]

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "eighteen": 18}
_NUMBERS |= {"twenty-four": 24, "thirty-six": 36}
_ORDINALS = {"every other": 2, "every second": 2, "every third": 3}
_UNITS = {"year": 12, "yr": 12, "y": 12, "month": 1, "mth": 1, "term": 4}
_COUNT = re.compile(
    r"(?<![\w.,])(?P<n>[0-9]{1,2}|every\s(?:other|second|third)|[a-z]+(?:-(?:four|six))?)(?:\s?\([0-9]{1,2}\))?[\s-]{0,3}"
    r"(?P<u>year|yr|y|month|mth|term)(?:s|ly|'s|s')?\b(?!\s+(?:old|group|[0-9]))",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:each|every|per|once an?)\s+(?:(?:school|academic|calendar)\s+)?(?P<u>year|term)\b", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?P<n>once|twice|thrice|(?:two|three|four|six|[2346])\s+times)[\s-]+"
    r"(?:(?:an?|per|each|every|in an?)\s+(?:(?:school|academic|calendar)\s+)?(?P<u>year|term)|(?P<ly>year|annual|term)ly)\b",
    re.IGNORECASE,
)
_TIMES_OF = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "six": 6}
_RANGE = re.compile(r"[0-9]\s?(?:-|/|to|or)\s?[0-9]{1,2}\s?-?(?:year|yr|month|mth|term)", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"\b(?:bi[\s-]?annual(?:ly)?|bi[\s-]?yearly|bi[\s-]?monthly)\b", re.IGNORECASE)
_MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_WORDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\b(?:bi[\s-]?enn?ial(?:ly)?|alternate years?)\b", re.IGNORECASE), 24),
    (re.compile(r"\btri[\s-]?enn?ial(?:ly)?\b", re.IGNORECASE), 36),
    (re.compile(r"\bquadrenn?ial(?:ly)?\b", re.IGNORECASE), 48),
    (
        re.compile(
            r"\b(?:half[\s-]?yearly|six[\s-]?monthly|semi[\s-]?annual(?:ly)?)\b",
            re.IGNORECASE,
        ),
        6,
    ),
    (re.compile(r"\bhalf[\s-]?term(?:ly)?\b", re.IGNORECASE), 2),
    (re.compile(r"\btermly\b", re.IGNORECASE), 4),
    (re.compile(r"\bquarterly\b", re.IGNORECASE), 3),
    (re.compile(rf"\b(?:each|every)\s+(?:autumn|spring|summer|{_MONTH_NAMES})\b", re.IGNORECASE), 12),
    (re.compile(r"\bmonthly\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:annual(?:ly)?|anually|annualy|yearly|per annum|p\.a\.)(?!\w)", re.IGNORECASE), 12),
)
_NONE_FIXED = re.compile(
    r"\b(?:as (?:and when|required|necessary|needed|practice changes|appropriate|legislation)|when (?:required|necessary|needed)|"
    r"live|living|rolling|ongoing|on-going|continuous(?:ly)?|var(?:y|ies|ied|iable)|free to determine|kept under review|"
    r"regularly|periodically|ad[\s-]?hoc|n/?a|none|not applicable|no (?:fixed )?cycle|one[\s-]off|once|event|on change|"
    r"if (?:required|needed|changed))\b",
    re.IGNORECASE,
)
_NOTHING = " -._\u2010\u2013\u2014\u2026/\\|:;,*~"


def read_cycle(text: str, where: str) -> CycleClaim | None:
    """The cycle that a cell, a label's value or a sentence states.

    A term counts as four months, a half-term as two. Of several statements in one text ("annually, or every 2 years
    for ...") that disagree, none is taken.

    Returns:
        None where the text says nothing; a claim without months where it fixes no number (see `trouble_of_cycle`).
    """
    raw = text.strip()
    level = " ".join(raw.replace("\u2019", "'").replace("\u2013", "-").replace("\u00a0", " ").split())
    if not level.strip(_NOTHING):
        return None
    return CycleClaim(raw, _months(level), where)


@lru_cache(maxsize=4096)
def _months(text: str) -> int | None:
    """The one number of months that a text fixes. Remembered: a register has a handful of cycles."""
    stated = _stated(text)
    return stated.pop() if len(stated) == 1 and not _unclear(text) else None


def trouble_of_cycle(claim: CycleClaim) -> CycleTrouble | None:
    """The register problem that a cycle without months makes.

    Returns:
        None where there are months, and where the text plainly says that there is no fixed cycle ("As required").
    """
    if claim.months is not None:
        return None
    if _unclear(claim.raw) or len(_stated(claim.raw)) > 1:
        return "cycle_ambiguous"
    return None if no_fixed_cycle(claim.raw) else "cycle_not_understood"


def no_fixed_cycle(text: str) -> bool:
    """Whether a text says that reviews follow need, not the calendar ("Live document", "As practice changes")."""
    return bool(_NONE_FIXED.search(text))


def _unclear(text: str) -> bool:
    return bool(_AMBIGUOUS.search(text) or _RANGE.search(text))


def _stated(text: str) -> set[int]:
    """Every number of months that the text states; what one pattern has read is not read again by the next."""
    months: set[int] = set()
    text = _AMBIGUOUS.sub(" ", text)
    months |= {_shared(match) for match in _TIMES.finditer(text)}
    text = _TIMES.sub(" ", text)
    for pattern, count in _WORDS[:5]:
        months |= {count} if pattern.search(text) else set()
        text = pattern.sub(" ", text)
    for match in _COUNT.finditer(text):
        months |= _counted(match)
    for pattern, count in _WORDS[5:]:
        months |= {count} if pattern.search(_COUNT.sub(_keep, text)) else set()
    for match in _EVERY.finditer(text):
        months.add(_UNITS[match["u"].lower()])
    return months


def _shared(match: re.Match[str]) -> int:
    """The months between reviews of which several fall into a year or term ("twice a year" is 6)."""
    times = match["n"].split()[0].lower()
    number = _TIMES_OF.get(times) or int(times)
    unit = (match["u"] or match["ly"]).lower()
    return max((4 if unit == "term" else 12) // number, 1)


def _keep(match: re.Match[str]) -> str:
    """Blank what was counted ("3-yearly"), leave what only looked like it ("reviewed yearly")."""
    return " " if _counted(match) else match[0]


def _counted(match: re.Match[str]) -> set[int]:
    word = match["n"].lower()
    number = int(word) if word.isdigit() else (_NUMBERS | _ORDINALS).get(word, 0)
    months = number * _UNITS[match["u"].lower()]
    return {months} if 1 <= months <= 120 else set()
