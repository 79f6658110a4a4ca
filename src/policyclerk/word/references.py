"""Laws, guidance, bodies and services that a document names, and other policies it points to, as written."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from policyclerk.domain.document import Reference
from policyclerk.domain.superseded import is_told_as_past
from policyclerk.word.line_index import LineIndex
from policyclerk.word.reference_names import EXACT, GUIDANCE, TERMS
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import clean
from policyclerk.word.word_pattern import one_of

LONGEST = 160
_LAW = re.compile(
    r"(?:[Tt]he\s+)?(?P<law>(?:\(?[A-Z][\w’'()-]*|EU|UK)(?:,?[ ](?:\(?[A-Z][\w’'()-]*|and(?![ ]the)|of|for|to|the|in|on|from|with|by|at|&|etc\.?)){0,14}?[ ]"
    r"(?:Acts?|Regulations?|Order|Directive|Measure|Code of Practice)(?:[ ]\((?:[A-Z][\w ]+)\))?(?:[ ]\([A-Z]{2,6}\))?,?[ ](?:\(?(?:18|19|20)\d\d\)?(?:(?:,[ ]|[ ]and[ ])(?:19|20)\d\d)*))"
)
_LAW_YEAR_FIRST = re.compile(
    r"(?<!\w)(?:18|19|20)\d\d[ ](?:[A-Z][\w’'()-]*,?[ ](?:(?:and|of|for|to|the|in)[ ])*){1,8}Acts?(?!\w)(?![ ,(]+(?:18|19|20)\d\d)"
)
_DIGITS = re.compile(r"1[89]\d\d|20\d\d")
_TAIL = re.compile(
    r"(?:[\s,:(\[\"'‘’“”–-]|(?:statutory|guidance|advice|edition|version|updated|update|revised|published|issued|effective|from|in england|framework|document|regulations?|"
    r"for schools and colleges|part one|part 1|for schools|0[ -](?:to[ ])?25(?: years)?|"
    r"d(?:fe|cs?f|cfs|fes)|department for education|hm government|home office|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"autumn|spring|summer|kcsie|gdpr|\(?eu\)?)\b|\)(?=[\s,:–-]*\(?(?:[a-z]+\s)?(?:19|20)\d\d)){0,16}(?<!\d)(?:19|20)\d\d(?![\d/])\)?",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\(?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?(?:19|20)\d\d\)?[.,:]?[ ][\"'‘“]?$",
    re.IGNORECASE,
)


_NAMED = one_of(" | ".join(map(re.escape, sorted(EXACT, key=len, reverse=True))), then=r"(?!\w)")
_PLAIN = (("’", "'"), ("‘", "'"), ("‑", "-"), ("–", "-"), ("\xa0", " "))
_WORD = re.compile(r"[a-z0-9]+")
_WORDS_OF = {name: frozenset(_WORD.findall(name.lower())) for name in (*GUIDANCE, *TERMS, *EXACT)}
"""The words of each name: where one is missing, so is the name."""


def _by_longest_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, words in _WORDS_OF.items():
        found.setdefault(max(words, key=lambda word: (len(word), word)), []).append(name)
    return found


_BY_WORD = _by_longest_word()
"""The names by the longest of their words, which is seldom there without them."""
_ALL_WORDS = frozenset().union(*_WORDS_OF.values())
_GUIDANCE, _TERMS, _EXACT = frozenset(GUIDANCE), frozenset(TERMS), frozenset(EXACT)
_LAW_WORDS = (" Act", " Regulation", " Order", " Directive", " Measure", " Code of Practice")
_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n")
_SAID = 140  # letters of the sentence before and after a name
# These two are matched against small letters: the regex engine is several times quicker where it need not fold case.
_LISTING = re.compile(
    r"\b(?:linked|related|associated|other (?:useful contacts and )?(?:related|relevant)|supporting|relevant|linking) (?:\w+ ){0,2}?(?:policies|policy|documents?|documentation|procedures)|(?:read|used|viewed|considered|taken) in conjunction with|(?:read|used|considered) alongside|"
    r"links? (?:to|with) other policies|linked to the following|see also|cross[- ]refer|this policy (?:links|relates) to",
)
_POINTER = re.compile(
    r"\b(?:refer(?:red)? to|in accordance with|in line with|as per|set out in|outlined in|detailed in|described in|see|under|alongside|with reference to|contained in|part of|following|governed by|covered by|dealt with (?:as per|under)|breach of) ",
)
_LISTING_ALONE = ("conjunction", "alongside", "see also", "cross", "linked to")
_LISTING_WORDS = ("link", "related", "relates", "associated", "supporting", "relevant")
_NAMING_WORDS = ("polic", "procedure")
_MAY_NAME = re.compile(
    r"[ ](?:Polic|Procedure|Protocol|Code of Conduct|Plan|Statement|Agreement|Strategy|Guidelines)"
)
_POLICY_NAME = re.compile(
    r"(?:[A-Z][\w’'&/()-]*)(?:[ ,]{1,2}(?:[A-Z][\w’'&/()-]*|and|of|for|to|the|in|on|with|&)){0,9}?[ ](?:Policy|Policies|Procedures?|Protocol|Code of Conduct|Plan|Statement|Agreement|Strategy|Guidelines)(?: and Procedures?| Policy| Statement)?\b"
)
_ITEM = re.compile(r"^[•·▪\-–\s\d.)]*(?P<name>[A-Z][^.;:]{2,70}?)\s*[.;,]?$")
_NOT_NAMES = re.compile(
    r"^(?:This|The|These|Our|All|Each|Any|School|It|Related|Linked|Other|Model|Whole|Trust|Council)\s+(?:Policy|Policies|Procedures?|Protocol|Plan|Statement)$"
)
_STOP = frozenset(
    {
        "the",
        "this",
        "our",
        "see",
        "also",
        "and",
        "a",
        "an",
        "in",
        "of",
        "with",
        "please",
        "each",
        "any",
        "school's",
    }
)


def references(
    text: Text, *, past: Container[str] = (), further: Sequence[str] = ()
) -> tuple[Reference, ...]:
    """Every law, guidance, body, term and service that the document names, each wording once.

    A wording is kept from the first place whose sentence does not tell of it as something past, else from its first.

    Args:
        text: the walked document.
        past: places of tables of versions, which tell of earlier texts and are left out.
        further: a trust's own phrases, in any letters.
    """
    found: dict[str, Reference] = {}
    words = text.index.standing(_ALL_WORDS)
    there = _there(words)
    index = _plain_index(text)
    looked_for = _names(index, there, further)
    for number in sorted({*index.holding(looked_for.terms), *_telling(text, there)}):
        paragraph = text.lines[number]
        line = paragraph.text
        if len(line) > 20_000 or paragraph.where in past:
            continue
        for start, end in _mentions(line, paragraph.lower, looked_for):
            raw = clean(line[start:end])[:LONGEST]
            known = found.get(raw.casefold())
            if known is None or is_told_as_past(known):
                new = Reference(raw, paragraph.where, _said(line, start, end))
                if known is None or not is_told_as_past(new):
                    found[raw.casefold()] = new
    return tuple(found.values())


def _there(words: frozenset[str]) -> frozenset[str]:
    """The names all of whose words are among these."""
    return frozenset(name for word in words for name in _BY_WORD.get(word, ()) if _WORDS_OF[name] <= words)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that stand somewhere in a document, in small letters; a year beside those of `dated` is theirs."""

    terms: tuple[str, ...]
    dated: frozenset[str]


def _plain_index(text: Text) -> LineIndex:
    """The words of the lines with the keyboard's signs only."""
    return text.index if text.lower.isascii() else text.index.spelt(_plain(text.lower))


def _names(index: LineIndex, there: frozenset[str], further: Sequence[str]) -> _Names:
    """One cheap look over the whole document, so that a paragraph is asked for few names only."""
    own = tuple(_plain(phrase.lower()) for phrase in further)
    dated = [name for name in (*(there & _GUIDANCE), *own) if name in index.whole]
    terms = [name for name in there & _TERMS if name in index.whole]
    return _Names((*dated, *terms), frozenset(dated))


def _telling(text: Text, there: frozenset[str]) -> list[int]:
    """The numbers of the lines that can name a law, or one of the names that are known by their letters."""
    return _written(text).holding((*_LAW_WORDS, *(there & _EXACT)))


def _written(text: Text) -> LineIndex:
    """The words of the lines with the letters that they are written with."""
    whole = "\n".join([line.text for line in text.lines])
    alike = len(whole) == len(text.lower)  # one letter grows when it is made small
    return text.index.spelt(whole) if alike else LineIndex([line.text for line in text.lines])


def _plain(text: str) -> str:
    """A text with the keyboard's apostrophe, hyphen and space; letters keep their places."""
    if not text.isascii():
        for odd, plain in _PLAIN:
            text = text.replace(odd, plain)
    return text


def _mentions(line: str, lower: str, names: _Names) -> list[tuple[int, int]]:
    """Where names stand in a line, in their order; what stands inside a longer name is left out."""
    spans = []
    if any(map(line.__contains__, _LAW_WORDS)) and _DIGITS.search(line):
        spans += [match.span("law") for match in _LAW.finditer(line)]
        spans += [match.span() for match in _LAW_YEAR_FIRST.finditer(line)]
    if names.terms:
        lower = _plain(lower) if len(lower) == len(line) else line  # a letter may grow when it is made small
    found = [(name, at) for name in names.terms if name in lower for at in _places(lower, name)]
    spans += [match.span() for match in _NAMED.finditer(line)]
    if not found:
        return spans if len(spans) < 2 else _outermost(spans)
    kept = _outermost([*spans, *((at, at + len(name)) for name, at in found)])
    years = {(at, at + len(name)) for name, at in found if name in names.dated}
    return [_with_year(line, *span) if span in years else span for span in kept]


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(a <= start and end <= b for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def _places(line: str, name: str) -> Iterator[int]:
    """Where a name stands as a word of its own; a plural may follow."""
    at = line.find(name)
    while at >= 0:
        before, after = line[at - 1 : at], line[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            yield at
        at = line.find(name, at + 1)


def _with_year(line: str, start: int, end: int) -> tuple[int, int]:
    """The name with the year of its edition, which follows it or stands right before it."""
    tail = _TAIL.match(line, end)
    if tail:
        return start, tail.end()
    head = _HEAD.search(line, max(0, start - 24), start)
    return (head.start(), end) if head else (start, end)


def _said(line: str, start: int, end: int) -> str:
    """The sentence around a name, shortened."""
    ends = [match.end() for match in _SENTENCE_END.finditer(line, max(0, start - _SAID), start)]
    first = ends[-1] if ends else max(0, start - _SAID)
    stop = _SENTENCE_END.search(line, end, end + _SAID)
    return clean(line[first : stop.start() if stop else end + _SAID])


def related_policies(text: Text, title: str | None) -> tuple[str, ...]:
    """Other policies that the document points to, where it says that it lists or links them."""
    own = (title or "").casefold()
    found: dict[str, str] = {}
    listing = 0
    naming = frozenset(text.index.holding(_NAMING_WORDS))
    announcing = _announcing(text, naming)
    telling = announcing | naming
    for number, paragraph in enumerate(text.lines):
        if not (listing or number in telling):
            continue
        announced, named = number in announcing, number in naming
        line = paragraph.text
        announces = _LISTING.search(paragraph.lower) if announced and len(line) < 4000 else None
        named = named and ("olicy" in line or "Procedure" in line)
        elsewhere = _pointed(line, paragraph.lower) if named and _MAY_NAME.search(line) else []
        if announces:
            names, listing = _named(line[announces.start() :]), 25
        elif listing:
            names, listing = _listed(paragraph, line), listing - 1 if line.strip() else listing
            listing = 0 if paragraph.style.startswith("Heading") else listing
        else:
            names = []
        for name in (part for raw in [*elsewhere, *names] for part in _apart(raw)):
            if not own or not name.casefold().endswith(own):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _announcing(text: Text, naming: Iterable[int]) -> frozenset[int]:
    """The numbers of the lines that may say that policies are listed."""
    listed = frozenset(text.index.holding(("document",))).union(naming)
    linking = (n for n in listed if any(map(text.lines[n].lower.__contains__, _LISTING_WORDS)))
    return frozenset(text.index.holding(_LISTING_ALONE)).union(linking)


def _apart(name: str) -> list[str]:
    """The policies of a list with one noun ("Equalities, Child Protection and Conduct Policies")."""
    if not name.endswith(" Policies"):
        return [name]
    parts = [part.strip() for part in re.split(r",| and | & ", name.removesuffix(" Policies"))]
    return [f"{part} Policy" for part in parts if part]


def _pointed(line: str, lower: str) -> list[str]:
    """The policies that sentences send their readers to ("in accordance with the Acceptable Use Policy")."""
    return [
        name
        for match in _POINTER.finditer(lower)
        for name in _named(line[match.end() : match.end() + 90])[:1]
    ]


def _named(line: str) -> list[str]:
    """The names of policies inside a sentence."""
    return [
        name
        for match in _POLICY_NAME.finditer(line)
        if (name := _trimmed(match[0])) and not _NOT_NAMES.match(name)
    ]


def _listed(paragraph: Paragraph, line: str) -> list[str]:
    """The names of policies in an item of a list."""
    names = _named(line)
    if names or len(line) > 90:
        return names if len(line) <= 200 else []
    match = _ITEM.match(line)
    return [clean(match["name"])] if match and paragraph.numbered and "policy" in line.casefold() else []


def _trimmed(name: str) -> str | None:
    words = name.split()
    while words and words[0].casefold() in _STOP:
        words.pop(0)
    return " ".join(words) if len(words) >= 2 else None
