"""The document's title and whose document it is, from the first page, the headers and, last, the properties."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.domain.dates import dates_in
from policyclerk.word.claims import Claim
from policyclerk.word.labels import Field, field_of, firm_labels
from policyclerk.word.people import split_role
from policyclerk.word.text import Paragraph, Table, Text, paragraphs_of
from policyclerk.word.values import clean, is_placeholder, is_value

_KIND = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|protocol|plan|statement|handbook|guid(?:e|elines?|ance)|standards?|(?<!sixth )form|code of (?:conduct|practice)|charter|strategy|methodology|manual|framework|scheme|agreement|"
    r"(?:job )?description|assessment|template|report|glossary|architecture|process|regulations?|rules|road ?map|roles and responsibilities|business case|document|application for|prospectus|terms of reference|pathway|offer|principles)\b",
    re.IGNORECASE,
)
_STRONG_KIND = re.compile(
    r"\b(?:policy|procedures?|protocol|plan|handbook|code of conduct|statement|standard|guidelines|form|strategy|agreement)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:school|schools|academy|academies|college|nursery|pre-?school|kindergarten|multi[- ]academy trust|academy trust|trust|federation|learning partnership|partnership|council|university|institute|diocese|hospitals?|nhs|playgroup|pupil referral unit|children['’]s centre|"
    r"ltd|limited|plc|llp|inc|pvt|gmbh|corporation|authority|foundation|enterprises|homes|club|association|society|charity|hospice|cic|childcare|city of \w+)\b\.?",
    re.IGNORECASE,
)
_SCHOOL_NAME = re.compile(
    r"\b(?:(?:St\.?|Saint|The|Our|Holy|All|[A-Z][\w'’.-]+)[ ](?:(?:of|the|and|&|upon|on|le|St\.?|CE|C\.?E\.?|C of E|RC|VA|VC|[A-Z][\w'’.-]+)[ ]){0,6})"
    r"(?:Multi[- ]Academy Trust|Academy Trust|Academies Trust|School|Academy|College|Nursery|Federation|Learning Partnership|Partnership)\b(?:[ ](?:and|&)[ ](?:Nursery|Pre-?School|Sixth Form))?"
)
_NOT_A_SCHOOL = re.compile(
    r"^(?:The|This|Our|Each|Every|All|In|At|For|Any|Your|Primary|Secondary|Infant|Junior|High|Nursery|Whole|Academy|Learning|Independent|Academies?|Community|Special|Maintained|State|Headteacher|Governing|National|Model|Dear|Sixth)\s+(?:Form |Primary |Secondary |Learning |Whole |Special |Infant |Junior |High )?(?:School|Academy|College|Nursery|Partnership|Federation|Academy Trust)$"
)
_BOILERPLATE = re.compile(
    r"^(?:contents?|table of contents?|index|document control|version (?:control|history)|introduction|purpose|scope|page|aims?|rationale|confidential.*|general information|this (?:policy|document).*|uncontrolled.*|draft|official.*|internal.*|restricted.*|private.*|approved.*|signed.*|foreword|preamble|(?:school |trust |college |academy )?polic(?:y|ies)(?: (?:and|&) procedures?)? (?:documents?|details|information|control|title|statement)|document (?:details|information|title|name)|(?:whole[ -]school|model|key|our) polic(?:y|ies)|history of (?:changes|revisions|versions)|(?:[\w-]+ )*policy document)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[.!?;]$|\b(?:is|are|will|must|should|has|have|shall|please|complete)\b", re.IGNORECASE
)
_DATE_TAIL = re.compile(
    r"[\s,|–—-]*(?:\(?(?<![a-z])(?:revised|updated|reviewed|version|v|approved)\b.*|"
    r"\(?(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|autumn|spring|summer)[a-z]{0,6}\.?\s+(?:term\s+)?)?(?:19|20)\d\d(?:\s?[/-]\s?\d{2,4})?\)?)\s*$",
    re.IGNORECASE,
)
_HEADER_NOISE = re.compile(r"\bpage\s*\d*(?:\s*(?:of|/)\s*\d+)?\b|^\s*\d+\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?\d+(?:\.\d+)*[.)]?\s(?!\s?[–—-]\s)")
_OWN_NUMBER = re.compile(r"^\d{1,3}[a-z]?\s?[–—-]\s+", re.IGNORECASE)
_BARE_KIND = re.compile(
    r"(?:(?:and|&)\s+)?(?:polic(?:y|ies)|procedures?|statement|plan|handbook|protocol|strategy|guidelines)"
    r"(?:\s+(?:and|&)\s+(?:procedures?|guidelines|guidance|practice))?",
    re.IGNORECASE,
)
_SCHOOL_WORDS = ("school", "academy", "college", "partnership", "trust")
_BODY = re.compile(r"\b(?:board|committee|governing body|governors|trustees|headteacher)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:out|on|off|in|at|to|from|with|about|using|keeping|after|before|working|whole|all|any|how|what|why|our|my|your|this|every|no)\b|"
    r"(?:school|academy|college|trust|nursery|council|university|hospital)\b(?!\s+(?:of|for|at|in)\b)",
    re.IGNORECASE,
)
"""How lines begin that hold such a word and name nobody: "School Uniform", "Out of College Activities"."""
_SIGNED = re.compile(r"\bsign(?:ed|ature)\b", re.IGNORECASE)
_OFFICE_LAST = re.compile(
    r"\b(?:secretary|manager|officer|director|lead|leader|head|clerk|chair|adviser|advisor|administrator|registrar|"
    r"bursar|assistant|co-?ordinator|staff|executive)\W*$",
    re.IGNORECASE,
)
"""Ends of what is somebody's office: "Ann Reed, Trust Secretary"."""
_NUMBER_OF = re.compile(r"\b(?:number|registered|no\.)(?!\w)", re.IGNORECASE)
_IN_SCHOOL = re.compile(r"\b(?:in|at|to|from) (?:the )?(?:school|academy|college|nursery)$", re.IGNORECASE)
_DONE_ON = re.compile(
    r"\b(?:agreed|approved|adopted|ratified|reviewed|review|updated)(?: on| in)?\W+\d[\d./-]*\s*$",
    re.IGNORECASE,
)
"""Ends of lines that tell of a day ("Policy agreed 09.25"), and are no title."""
_SHORTENED = re.compile(r"\b(?:ltd|inc|plc|pvt|co)\.$", re.IGNORECASE)
_CONNECTED = re.compile(r"(?:\b(?:and|of|for|the|in|on|to|&)|[:&–-])$", re.IGNORECASE)
_NAMES: frozenset[Field] = frozenset({"title", "organisation", "ignored"})
FIRST_LINES = 14
LEAST = 2.2
LARGE, LARGE_LINES = (
    36,
    3,
)  # half-points, and the first lines in which a line so large is as good as the first


@dataclass(slots=True)
class Naming:
    """The title and the organisation, with the line that was taken for the title."""

    title: str | None
    organisation: str | None


@dataclass(slots=True)
class _Line:
    text: str
    paragraph: Paragraph
    order: int


def naming(text: Text, claims: list[Claim], properties_title: str | None) -> Naming:
    """Title and organisation of a document."""
    taken = [claim for claim in claims if claim.field not in _NAMES and claim.value]
    first = _first_lines(text)
    lines = [line for line in first if not any(line.text in claim.value for claim in taken)]
    places = {claim.where for claim in taken}
    named = [line for line in first if line in lines or line.paragraph.where not in places]
    title = (
        _claimed(claims, "title") or _shown(lines) or _from_margin(text) or _from_properties(properties_title)
    )
    organisation = _claimed(claims, "organisation") or _organisation(named, text)
    if title:
        title, before = _without_organisation(title)
        organisation = organisation or before
    return Naming(_tidy(title), organisation)


def _claimed(claims: list[Claim], field: str) -> str | None:
    found = (
        c
        for c in claims
        if c.field == field and c.value and c.zone in ("front", "margin") and 2 < len(c.value) < 120
    )
    fits = (c.value for c in found if not _SENTENCE.search(c.value) and (field != "title" or _is_titled(c)))
    return next(fits, None)


def _is_titled(claim: Claim) -> bool:
    """Whether a value behind "Title:" or "Document name:" is words, not a code or a date."""
    several = len(claim.value.split()) > 1 or _KIND.search(claim.value) is not None
    return several and not dates_in(claim.value, claim.where)


# ---- the first page


def _first_lines(text: Text) -> list[_Line]:
    """The first lines that could be a title, text boxes of the first page among them."""
    boxes = [p for b in text.boxes for p in paragraphs_of(b) if p.page == 0]
    body: list[Paragraph] = []
    for block in text.body:
        body += (
            [block]
            if not isinstance(block, Table)
            else (list(paragraphs_of(block))[:12] if len(body) < 6 else [])
        )
        if sum(1 for p in body if p.text.strip()) >= FIRST_LINES:
            break
    lines = [
        _Line(clean(part), p, n) for n, p in enumerate(body) if not p.contents for part in p.text.split("\n")
    ]
    lines += [_Line(clean(part), p, 2) for p in boxes[:6] if not p.contents for part in p.text.split("\n")]
    return [line for line in _whole_lines(lines, text) if _may_be_title(line.text)]


def _whole_lines(lines: list[_Line], text: Text) -> list[_Line]:
    """The lines, those put together that are one title over two lines."""
    out: list[_Line] = []
    for line in lines:
        if out and line.text and (_goes_on(out[-1], line) or _is_said(out[-1], line, text)):
            out[-1] = _Line(f"{out[-1].text} {line.text}", line.paragraph, out[-1].order)
        elif line.text:
            out.append(line)
    return out


def _goes_on(first: _Line, second: _Line) -> bool:
    """Whether a line is set like the one before and takes it further."""
    one, other = first.paragraph, second.paragraph
    alike = (
        one.style == other.style
        and one.size == other.size
        and (one.size >= 28 or one.style.startswith("Title"))
    )
    open_end = second.text[0].islower() or _CONNECTED.search(first.text) is not None
    kind_below = _BARE_KIND.fullmatch(second.text) is not None and not _names_itself(first.text)
    both_stand_out = _stands_out(one) and (_stands_out(other) or other.bold)
    goes_on = (alike and (open_end or kind_below)) or (both_stand_out and kind_below)
    return 0 < len(first.text) < 70 and goes_on


def _is_said(first: _Line, second: _Line, text: Text) -> bool:
    """Whether two large lines set alike are one title: the words at the break stand together elsewhere in the text."""
    one, other = first.paragraph, second.paragraph
    alike = (
        one.style == other.style and one.size == other.size and one.size >= LARGE and one.bold == other.bold
    )
    if (
        not alike
        or _names_itself(first.text)
        or not _KIND.search(second.text)
        or _BARE_KIND.match(second.text)
    ):
        return False
    seam = f"{first.text.split()[-1]} {second.text.split()[0]}".lower()
    return seam in text.lower


def _stands_out(paragraph: Paragraph) -> bool:
    """Whether a line is set as titles are."""
    return paragraph.size >= 28 or paragraph.style.startswith("Title")


def _names_itself(line: str) -> bool:
    """Whether a line is a title or the name of an organisation already, so that "Policy" below it is no part of it."""
    return _STRONG_KIND.search(line) is not None or _ORGANISATION.search(line) is not None


def _may_be_title(text: str) -> bool:
    if _BARE_KIND.fullmatch(text) or (" " not in text and _KIND.fullmatch(text)):
        return False
    if (
        not 3 <= len(text) <= 130
        or not any(c.isalpha() for c in text)
        or is_placeholder(text)
        or _NUMBERED.match(text)
    ):
        return False
    return (
        not _BOILERPLATE.match(text)
        and field_of(text) in (None, "title", "organisation", "ignored")
        and _firm_labels(text) <= {"title", "organisation", "ignored", "reference"}
    )


@lru_cache(maxsize=64)
def _firm_labels(text: str) -> frozenset[Field]:
    """The labels in a line that a separator follows; remembered, as the same first lines are asked twice."""
    return frozenset(label.field for label in firm_labels(text))


def _shown(lines: list[_Line]) -> str | None:
    """The line that looks most like a title."""
    if not lines:
        return None
    ranks = [_rank(line) for line in lines]
    best = max(ranks)
    return None if best < LEAST else lines[ranks.index(best)].text


def _rank(line: _Line) -> float:
    paragraph, text = line.paragraph, line.text
    score = 3.0 * paragraph.style.startswith(("Title", "title")) + 1.5 * paragraph.style.startswith(
        ("Heading1", "Subtitle")
    )
    score += min(paragraph.size / 16, 3.0) + 0.7 * paragraph.bold + 0.5 * text.isupper()
    kind = _KIND.search(text) is not None
    score += 2.5 * kind + 1.5 * bool(_STRONG_KIND.search(text))
    score -= 2.5 * bool(not kind and _ORGANISATION.search(text) and not _IN_SCHOOL.search(text))
    score -= 4 * bool(_DONE_ON.search(text))
    far = max(0, line.order - LARGE_LINES) if paragraph.size >= LARGE else line.order
    score -= 3 * bool(_SENTENCE.search(text)) + 0.25 * min(far, 12)
    score -= 2 * (len(text) > 90) + 2 * ("[" in text or "{" in text)
    return score - 4 * bool(len(text) < 20 and dates_in(text, ""))


def _from_margin(text: Text) -> str | None:
    for block in [*text.headers, *text.footers]:
        for paragraph in paragraphs_of(block):
            for part in re.split(r"[\t\n|]", paragraph.text):
                line = clean(_HEADER_NOISE.sub(" ", part))
                if (
                    _KIND.search(line)
                    and _may_be_title(line)
                    and not _SENTENCE.search(line)
                    and is_value(line)
                ):
                    return line
    return None


def _from_properties(title: str | None) -> str | None:
    """The title of the file's properties: weak evidence, so only one that names a kind of document."""
    if not title or is_placeholder(title) or not _KIND.search(title):
        return None
    return None if re.search(r"\.docx?$|microsoft word|document\d*$", title, re.IGNORECASE) else clean(title)


def _tidy(title: str | None) -> str | None:
    """A title without closing date, dash and stray marks."""
    if not title:
        return None
    title = _OWN_NUMBER.sub("", title)
    cut = _DATE_TAIL.sub("", title)
    return (cut if len(cut) > 8 else title).strip(" -–|:,") or None


# ---- whose document


def _without_organisation(title: str) -> tuple[str, str | None]:
    """A title and the school named in front of it ("Upland Primary School Social Media Policy")."""
    match = _SCHOOL_NAME.match(title)
    rest = title[match.end() :].strip(" -–|:,") if match else ""
    if match and rest and _KIND.search(rest) and not _NOT_A_SCHOOL.match(match[0]):
        return rest, match[0]
    return title, None


def _organisation(lines: list[_Line], text: Text) -> str | None:
    for line in lines:
        if _is_organisation(line.text) and not line.paragraph.text.rstrip().endswith(":"):
            return line.text
    for block in [*text.headers, *text.footers]:
        for paragraph in paragraphs_of(block):
            for part in re.split(r"[\t\n|]", paragraph.text):
                line_text = clean(part)
                if _is_organisation(line_text):
                    return line_text
    return _most_named(text)


def _is_organisation(line: str) -> bool:
    """Whether a line is the name of an organisation and nothing else."""
    if len(line) > 70 or "[" in line or not _ORGANISATION.search(line) or _BODY.search(line):
        return False
    kind = _ORGANISATION.search(line)
    if (
        _OFFICE_LAST.search(line)
        or _NUMBER_OF.search(line)
        or (kind and kind[0].islower() and not _SHORTENED.search(kind[0] + "."))
    ):
        return False
    office = split_role(line)[1]
    if _NO_NAME.match(line) or _SIGNED.search(line) or (office and not _ORGANISATION.search(office)):
        return False
    if is_placeholder(line) or _firm_labels(line):
        return False
    line = line.removesuffix(".") if _SHORTENED.search(line) else line
    words = line.split()
    capitals = sum(word[:1].isupper() for word in words)
    return (
        2 <= len(words) <= 9
        and not _KIND.search(line)
        and not _SENTENCE.search(line)
        and capitals >= len(words) - 2
        and not _NOT_A_SCHOOL.match(line)
        and not re.search(r"\bto\b|\bfor\b|\byour\b|\bin school|^\d", line, re.IGNORECASE)
    )


def _most_named(text: Text) -> str | None:
    """The school that the text names most often, at least twice, or once in its first lines."""
    counts: Counter[str] = Counter()
    first: set[str] = set()
    for number in text.index.holding(_SCHOOL_WORDS):
        names = [_school(match[0]) for match in _SCHOOL_NAME.finditer(text.lines[number].text)]
        counts.update(name for name in names if name)
        first.update(name for name in names if name and number < 6)
    best = counts.most_common(1)
    if not best:
        return None
    name, times = best[0]
    return name if times >= 2 or name in first else None


_OFFICE_OF = re.compile(
    r"^(?:(?:Full |Local )?Governing (?:Body|Board)|Governors|Board|(?:Chair of |Board of )(?:Governors|Trustees)|Head(?:teacher)?|Principal|Staff|Pupils)\s+(?:of|at)\s+(?:the\s+)?"
)


def _school(name: str) -> str | None:
    name = _OFFICE_OF.sub("", re.sub(r"^(?:The|At|In|For|Our|All|Welcome)\s+(?=[A-Z])", "", name))
    if len(name.split()) < 2 or _NOT_A_SCHOOL.match(name) or _SIGNED.search(name) or _NO_NAME.match(name):
        return None
    return name


_OWN_ADDRESS = re.compile(r"@[\w.-]+|\b[\w.-]+\.sch\.uk\b")
_OF_A_SCHOOL = ("school", "academy", "pupil", "governor")
_LEAST_LETTERS = 600  # a shorter text is a form or a leaflet


def names_nobody(text: Text) -> bool:
    """Whether a school's document says nowhere whose it is, as far as letters go.

    A picture on the first page, in a header or a footer may hold the name, and so does an address of the school's own:
    then it cannot be told, and the answer is False.
    """
    if len(text.lower) < _LEAST_LETTERS or not any(map(text.lower.__contains__, _OF_A_SCHOOL)):
        return False
    if _OWN_ADDRESS.search(text.lower) or any(_may_hold_a_name(p) for p in text.paragraphs()):
        return False
    return not any(
        _school(match[0]) for paragraph in text.lines for match in _SCHOOL_NAME.finditer(paragraph.text)
    )


def _may_hold_a_name(paragraph: Paragraph) -> bool:
    shown_first = paragraph.page == 0 or paragraph.place in ("header", "footer")
    return shown_first and any(mark.kind in ("picture", "ink") for mark in paragraph.marks)
