"""The forms in which UK schools write dates, as patterns and what each of them means.

Every form is a compiled pattern and a function that turns a match into a `Reading`, or into None where the text
only looks like that form ("policy 2020" has the shape of "March 2020"). Forms that say two things at once ("Sept
2023-2025") are forms too: they are longer than the date inside them and so win over it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.domain.date_readings import (
    FIRST_YEAR,
    LAST_YEAR,
    RANGE,
    SEVERAL_YEARS,
    TWO_DATES,
    TWO_READINGS,
    YEAR_OUTSIDE,
    Reading,
    full_year,
    of_day,
    of_month,
    of_school_year,
)
from policyclerk.domain.school_year import TermSpans, season_of

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_BY_NAME = {name: number for number, name in enumerate(_MONTHS, 1)}
_BY_NAME |= {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_NO_MONTHS = frozenset({"marsh", "match", "merch"})
"""Words and names one letter away from a month."""

_TRANSLATION = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u2015", "-"))
_TRANSLATION |= str.maketrans(dict.fromkeys("\u00a0\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "))
_TRANSLATION |= str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\uff0f": "/", "\u2044": "/", "\u2215": "/", "\t": " "}
)


def levelled(text: str) -> str:
    """The text with every kind of dash and space made one, character by character, so that offsets still hold."""
    return text.translate(_TRANSLATION)


@lru_cache(maxsize=4096)
def month_number(word: str) -> int | None:
    """The month that a word names: in full, shortened, or with one slip of the pen in at least five letters."""
    word = word.lower()
    known = _BY_NAME.get(word)
    if known or len(word) < 5 or word in _NO_MONTHS:
        return known
    return next((n for n, name in enumerate(_MONTHS, 1) if len(name) >= 5 and _one_slip(word, name)), None)


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter too many, missing, wrong, or two changed places make `word` out of `name`."""
    same = next(
        (i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    rest, right = word[same:], name[same:]
    swapped = len(rest) > 1 and rest[1::-1] + rest[2:] == right
    return swapped or rest[1:] == right or rest == right[1:] or rest[1:] == right[1:]


_Match = re.Match[str]
_Meaning = Callable[[_Match, TermSpans], Reading | None]

_DAY = r"(?P<d>[0-9]{1,2})"
_ORDINAL = r"(?:\s{0,2}(?:st|nd|rd|th)(?![a-z]))?"
_WORD = r"(?P<m>[a-z]{3,10})\.?"
_YEAR = r"'?(?P<y>[0-9]{4}|[0-9]{2})"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?\s{0,2},?\s{0,2}(?:the\s)?)?"
)
_TIME = (
    r"(?:(?:T|\s{1,3}(?:at\s)?)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_BEFORE = r"(?<![A-Za-z0-9])(?<![0-9][./-])"
_AFTER = r"(?![A-Za-z0-9%]|[./,:-][0-9])"
_THROUGH = r"\s{0,2}(?:-|/|\bto\b|\buntil\b|&|\band\b)\s{0,2}"

_TAIL = rf"(?P<tail>{_THROUGH}[0-9]{{4}}(?![0-9./])|\s?[/-]\s?[0-9]{{2}}(?!\s?[a-z0-9./]))?"
"""What makes a range of a month and a year: "Sept 2023-2025", "Sept 2023 to 2025", "Sept 23/24"."""
_SEASON = r"(?P<t>aut(?:umn)?|spr(?:ing)?|sum(?:mer)?|michaelmas|lent|(?:trinity|hilary)(?=\s{1,3}(?:half[\s-]?)?term))"
"""A term, also as independent schools call theirs; "Holy Trinity 2024" is a school and a year."""


def _year_first(m: _Match, _: TermSpans) -> Reading:
    return of_day(int(m["y"]), int(m["m"]), int(m["d"]))


def _numbers(m: _Match, _: TermSpans) -> Reading | None:
    if m["s"] == "." and int(m["m"]) > 12:
        return None
    return of_day(full_year(m["y"]), int(m["m"]), int(m["d"]))


def _day_month_year(m: _Match, _: TermSpans) -> Reading | None:
    month = month_number(m["m"])
    return of_day(full_year(m["y"]), month, int(m["d"])) if month else None


def _month_year(m: _Match, _: TermSpans) -> Reading | None:
    month = month_number(m["m"])
    if not month:
        return None
    if m["tail"]:
        return Reading(problem=RANGE)
    return of_month(full_year(m["y"]), month, short=len(m["y"]) == 2)


def _range_if_month(m: _Match, _: TermSpans) -> Reading | None:
    return Reading(problem=RANGE) if month_number(m["m"]) else None


def _two_months(m: _Match, _: TermSpans) -> Reading | None:
    return Reading(problem=TWO_DATES) if month_number(m["m"]) and month_number(m["n"]) else None


def _month_number_year(m: _Match, _: TermSpans) -> Reading | None:
    month = int(m["m"])
    return of_month(int(m["y"]), month) if 1 <= month <= 12 else None


def _year_and_two_digits(m: _Match, _: TermSpans) -> Reading | None:
    year, second = int(m["y"]), int(m["m"])
    consecutive = len(m["m"]) == 2 and second == (year + 1) % 100
    if consecutive and m["s"] == "-" and 1 <= second <= 12:
        return Reading(problem=TWO_READINGS)
    if consecutive:
        return of_school_year(year)
    if 1 <= second <= 12 and " " not in m["gap"]:
        return of_month(year, second)
    return Reading(problem=RANGE) if full_year(m["m"].zfill(2)) > year >= FIRST_YEAR else None


def _two_years(m: _Match, _: TermSpans) -> Reading | None:
    first, second = int(m["y"]), int(m["z"])
    if not (FIRST_YEAR <= first <= LAST_YEAR and FIRST_YEAR <= second <= LAST_YEAR):
        return None
    return of_school_year(first) if second == first + 1 else Reading(problem=RANGE)


def _term(m: _Match, spans: TermSpans) -> Reading | None:
    season, year = season_of(m["t"]), full_year(m["y"])
    if len(m["y"]) == 2 and int(m["y"]) < 10:
        return None
    if m["more"] or (m["z"] and full_year(m["z"]) != year + 1):
        return Reading(problem=SEVERAL_YEARS)
    if m["z"] and season != "autumn":
        year += 1
    if not FIRST_YEAR <= year < LAST_YEAR:
        return Reading(problem=YEAR_OUTSIDE)
    half = int(m["h"] or m["g"] or 0) or None
    return Reading(*spans(season, half, year), "term")


def _form(pattern: str, meaning: _Meaning) -> tuple[re.Pattern[str], _Meaning]:
    return re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE | re.ASCII), meaning


_YEARS = r"(?P<y>[0-9]{4}|[0-9]{2})(?:\s?[/-]\s?(?P<z>[0-9]{4}|[0-9]{2})(?![0-9]))?(?P<more>(?:\s?[/-]\s?[0-9]{2,4}){1,6})?"
_HALF = r"(?:(?:half[\s-]?)?\(?(?P<h>[12])\)?(?![0-9]))?"

_FORMS = (
    _form(r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})" + _TIME, _year_first),
    _form(
        _WEEKDAY + _DAY + r"\s?(?P<s>[/.-])\s?(?P<m>[0-9]{1,2})\s?(?P=s)\s?(?P<y>[0-9]{4}|[0-9]{2})" + _TIME,
        _numbers,
    ),
    _form(
        _WEEKDAY
        + _DAY
        + _ORDINAL
        + r"(?:\s{0,3}(?:day\s)?(?:of\s)?|[-/.])"
        + _WORD
        + r"(?:\s{0,3},?\s{0,3}|[-/.])"
        + _YEAR
        + _TIME,
        _day_month_year,
    ),
    _form(
        _WEEKDAY
        + _WORD
        + r"\s{0,3}"
        + _DAY
        + r"(?:\s{0,2}(?:st|nd|rd|th)\s{0,2},?\s{0,2}'?|\s{0,2},\s{0,2}|\s{1,3})"
        r"(?P<y>[0-9]{4}|(?<=[a-z'])[0-9]{2}|(?<=[a-z]\s)[0-9]{2})",
        _day_month_year,
    ),
    _form(
        _WORD + r"[\s\-|/.,]{0,4}" + _YEAR + _TAIL,
        _month_year,
    ),
    _form(r"(?P<y>[0-9]{4})[\s-]{1,3}" + _WORD + "(?P<tail>)", _month_year),
    _form(
        _DAY
        + _ORDINAL
        + _THROUGH
        + r"[0-9]{1,2}"
        + _ORDINAL
        + r"\s{0,3}(?:of\s)?"
        + _WORD
        + r"[\s,]{0,3}"
        + _YEAR,
        _range_if_month,
    ),
    _form(_WORD + _THROUGH + r"(?P<n>[a-z]{3,10})\.?[\s\-|/.,]{0,4}" + _YEAR, _two_months),
    _form(r"(?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})", _month_number_year),
    _form(
        r"(?:(?:academic\syear|school\syear|ay)\s?)?(?P<y>[0-9]{4})(?P<gap>\s?(?P<s>[/-])\s?)(?P<m>[0-9]{2})",
        _year_and_two_digits,
    ),
    _form(
        r"(?:(?:academic\syear|school\syear|ay)\s?)?(?P<y>[0-9]{4})" + _THROUGH + r"(?P<z>[0-9]{4})",
        _two_years,
    ),
    _form(
        r""
        + _SEASON
        + r"\s{0,3}"
        + _HALF
        + r"\s{0,3}(?:term)?\s{0,3}(?:\(?(?P<g>[12])\)?(?![0-9]))?[\s,\-|']{0,4}(?:of\s)?"
        + _YEARS,
        _term,
    ),
    _form(
        _YEARS.replace("|[0-9]{2})(?:", ")(?:", 1)
        + r"[\s,|-]{1,4}"
        + _SEASON
        + r"(?:\s{1,3}term)?(?:\s{1,3}(?P<h>[12]))?(?P<g>)",
        _term,
    ),
)

_NOT_BEFORE = re.compile(
    r"\b(?:version|ver|v|rev|revision|issue|edition|section|sections|paragraph|paragraphs|para|paras|clause|part|no|nos|number|"
    r"appendix|page|pages|ref|regulation|regulations|directive|circular|si|tel|telephone|phone|fax)\.?\s{0,2}:?\s{0,2}$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}$")
_BESIDE_A_DAY = re.compile(
    r"\s*(?:min(?:ute|uted|utes|s)?|fgb|lgb|governors|trustees|governing (?:body|board))\b", re.IGNORECASE
)
"""What stands behind the day of a meeting ("12.3.25 FGB min 7"), and behind no number of a section."""
_MAY = re.compile(r"(?:may|march)\b[^0-9]*[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class Span:
    """A reading and where it stands in the text."""

    start: int
    end: int
    reading: Reading


_DIGIT = re.compile(r"[0-9]")


def holds_digit(text: str) -> bool:
    """Whether a text can hold a date at all: there is none without a digit."""
    return _DIGIT.search(text) is not None


def spans_in(text: str, spans: TermSpans) -> tuple[Span, ...]:
    """Every form in a levelled text: the first to begin wins, of those the longest; none overlaps another."""
    if not holds_digit(text):
        return ()
    found = sorted(_candidates(text, spans), key=lambda s: (s.start, -s.end))
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _candidates(text: str, spans: TermSpans) -> Iterator[Span]:
    for pattern, meaning in _FORMS:
        for match in pattern.finditer(text):
            if not _is_a_number(text, match):
                reading = meaning(match, spans)
                if reading:
                    yield Span(match.start(), match.end(), reading)


def _is_a_number(text: str, match: _Match) -> bool:
    """Whether it is no date but a version, a section number or a reference, as its surroundings say."""
    found = match[0]
    if found[0].isdigit() and _NOT_BEFORE.search(text, max(0, match.start() - 16), match.start()):
        return True
    if found == text.strip():
        return False
    if _MAY.match(found):
        return True
    heads_a_line = not text[: match.start()].strip() and text[match.end() :].strip()[:1].isalpha()
    minuted = heads_a_line and _BESIDE_A_DAY.match(text, match.end()) is not None
    return heads_a_line and not minuted and bool(_DOTTED.fullmatch(found))
