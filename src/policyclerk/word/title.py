"""The document's title and whose document it is, from the first page, the headers and, last, the properties."""

import re
from dataclasses import dataclass
from itertools import islice

from policyclerk.domain.dates import dates_in
from policyclerk.word.claims import Claim
from policyclerk.word.labels import Field, field_of, firm_fields
from policyclerk.word.text import Paragraph, Table, Text, paragraphs_of
from policyclerk.word.title_words import (
    BARE_KIND,
    BOILERPLATE,
    CONNECTED,
    DATE_BELONGS,
    DATE_TAIL,
    DONE_ON,
    HEADER_NOISE,
    IN_SCHOOL,
    KIND,
    LINES_BELOW_TITLE,
    NOT_A_SCHOOL,
    NUMBERED,
    OF_MODELS,
    ORGANISATION,
    OWN_NUMBER,
    SCHOOL_NAME,
    SCHOOL_WORDS,
    SENTENCE,
    SHORT_NAME,
    STRONG_KIND,
)
from policyclerk.word.values import clean, is_placeholder, is_value
from policyclerk.word.whose import adopter, is_organisation, most_named

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
        _claimed(claims, "title")
        or _numbered(text)
        or _shown(lines)
        or _from_margin(text)
        or _from_properties(properties_title)
    )
    organisation = _claimed(claims, "organisation") or _organisation(named, text)
    if organisation is None or OF_MODELS.search(organisation):
        organisation = adopter(claims) or organisation
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
    fits = (c.value for c in found if not SENTENCE.search(c.value) and (field != "title" or _is_titled(c)))
    return next(fits, None)


def _is_titled(claim: Claim) -> bool:
    """Whether a value behind "Title:" or "Document name:" is words, not a code or a date."""
    several = len(claim.value.split()) > 1 or KIND.search(claim.value.lower()) is not None
    return several and not dates_in(claim.value, claim.where)


# ---- the first page


def _first_lines(text: Text) -> list[_Line]:
    """The first lines that could be a title, text boxes of the first page among them."""
    boxes = [p for b in text.boxes for p in paragraphs_of(b) if p.page == 0]
    lines = [
        _Line(clean(part), p, n)
        for n, p in enumerate(_first_paragraphs(text))
        if not p.contents
        for part in p.text.split("\n")
    ]
    lines += [_Line(clean(part), p, 2) for p in boxes[:6] if not p.contents for part in p.text.split("\n")]
    return [line for line in _whole_lines(lines, text) if _may_be_title(line.text)]


def _numbered(text: Text) -> str | None:
    """The title of one policy among many, which begins with its number and stands above all ("1.2 Uniform")."""
    lines = [clean(paragraph.text) for paragraph in _first_paragraphs(text) if paragraph.text.strip()][:3]
    at = next((number for number, line in enumerate(lines[:-1]) if NUMBERED.match(line)), None)
    match = NUMBERED.match(lines[at]) if at is not None else None
    if match is None or at is None:
        return None
    title = lines[at][match.end() :].strip()
    kinds = [one.end() for one in STRONG_KIND.finditer(title.lower())]
    named = at == 0 and len(title.split()) > 2 and bool(kinds) and kinds[-1] == len(title)
    above = lines[at + 1].casefold().strip(" :") in LINES_BELOW_TITLE
    plain = title[:1].isupper() and not SENTENCE.search(title) and _may_be_title(title)
    return title if (named or above) and plain else None


def _first_paragraphs(text: Text) -> list[Paragraph]:
    """The first paragraphs of the body, and of a table at its beginning."""
    found: list[Paragraph] = []
    filled = 0
    for block in text.body:
        if not isinstance(block, Table):
            new = [block]
        else:
            new = list(islice(paragraphs_of(block), 12)) if len(found) < 6 else []
        found += new
        filled += sum(1 for paragraph in new if paragraph.text.strip())
        if filled >= FIRST_LINES:
            break
    return found


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
    open_end = (
        second.text[0].islower() or CONNECTED.search(first.text, max(0, len(first.text) - 5)) is not None
    )
    kind_below = BARE_KIND.fullmatch(second.text) is not None and not _names_itself(first.text)
    if not 0 < len(first.text) < 70 or not (open_end or kind_below):
        return False
    one, other = first.paragraph, second.paragraph
    alike = one.style == other.style and one.size == other.size and _stands_out(one)
    return alike or (kind_below and _stands_out(one) and (_stands_out(other) or other.bold))


def _is_said(first: _Line, second: _Line, text: Text) -> bool:
    """Whether two large lines set alike are one title: the words at the break stand together elsewhere in the text."""
    one, other = first.paragraph, second.paragraph
    if one.style != other.style or not KIND.search(second.text.lower()):
        return False
    if BARE_KIND.match(second.text) or _names_itself(first.text):
        return False
    if one.size != other.size or one.size < LARGE or one.bold != other.bold:
        return False
    seam = f"{first.text.split()[-1]} {second.text.split()[0]}".lower()
    return seam in text.lower


def _stands_out(paragraph: Paragraph) -> bool:
    """Whether a line is set as titles are."""
    return paragraph.size >= 28 or paragraph.style.startswith("Title")


def _names_itself(line: str) -> bool:
    """Whether a line is a title or the name of an organisation already, so that "Policy" below it is no part of it."""
    return STRONG_KIND.search(line.lower()) is not None or ORGANISATION.search(line.lower()) is not None


def _may_be_title(text: str) -> bool:
    if BARE_KIND.fullmatch(text) or (" " not in text and KIND.fullmatch(text.lower())):
        return False
    if (
        not 3 <= len(text) <= 130
        or not any(c.isalpha() for c in text)
        or is_placeholder(text)
        or NUMBERED.match(text)
    ):
        return False
    return (
        not BOILERPLATE.match(text)
        and field_of(text) in (None, "title", "organisation", "ignored")
        and firm_fields(text) <= {"title", "organisation", "ignored", "reference"}
    )


def _shown(lines: list[_Line]) -> str | None:
    """The line that looks most like a title."""
    if not lines:
        return None
    ranks = [_rank(line) for line in lines]
    best = max(ranks)
    return None if best < LEAST else lines[ranks.index(best)].text


def _rank(line: _Line) -> float:
    paragraph, text = line.paragraph, line.text
    lower = text.lower()
    score = 3.0 * paragraph.style.startswith(("Title", "title")) + 1.5 * paragraph.style.startswith(
        ("Heading1", "Subtitle")
    )
    score += min(paragraph.size / 16, 3.0) + 0.7 * paragraph.bold + 0.5 * text.isupper()
    kind = KIND.search(lower) is not None
    score += 2.5 * kind + 1.5 * bool(STRONG_KIND.search(lower))
    score -= 2.5 * bool(not kind and ORGANISATION.search(lower) and not IN_SCHOOL.search(text))
    score -= 4 * bool(DONE_ON.search(text))
    far = max(0, line.order - LARGE_LINES) if paragraph.size >= LARGE else line.order
    score -= 3 * bool(SENTENCE.search(text)) + 0.25 * min(far, 12)
    score -= 2 * (len(text) > 90) + 2 * ("[" in text or "{" in text)
    return score - 4 * bool(len(text) < 20 and dates_in(text, ""))


def _from_margin(text: Text) -> str | None:
    for block in [*text.headers, *text.footers]:
        for paragraph in paragraphs_of(block):
            for part in re.split(r"[\t\n|]", paragraph.text):
                line = clean(HEADER_NOISE.sub(" ", part))
                if (
                    KIND.search(line.lower())
                    and _may_be_title(line)
                    and not SENTENCE.search(line)
                    and is_value(line)
                ):
                    return line
    return None


def _from_properties(title: str | None) -> str | None:
    """The title of the file's properties: weak evidence, so only one that names a kind of document."""
    if not title or is_placeholder(title) or not KIND.search(title.lower()):
        return None
    return None if re.search(r"\.docx?$|microsoft word|document\d*$", title, re.IGNORECASE) else clean(title)


def _tidy(title: str | None) -> str | None:
    """A title without closing date, dash and stray marks."""
    if not title:
        return None
    title = OWN_NUMBER.sub("", title)
    cut = DATE_TAIL.sub("", title)
    return (cut if len(cut) > 8 and not DATE_BELONGS.search(cut) else title).strip(" -–|:,") or None


# ---- whose document


def _without_organisation(title: str) -> tuple[str, str | None]:
    """A title and the school named in front of it ("Upland Primary School Social Media Policy")."""
    match = SCHOOL_NAME.match(title)
    rest = title[match.end() :].strip(" -–|:,") if match else ""
    if match and rest and KIND.search(rest.lower()) and not NOT_A_SCHOOL.match(match[0]):
        return rest, match[0]
    return title, None


def _organisation(lines: list[_Line], text: Text) -> str | None:
    named = [
        line.text
        for line in lines
        if is_organisation(line.text) and not line.paragraph.text.rstrip().endswith(":")
    ]
    if named:
        schools = (name for name in named if any(map(name.lower().__contains__, SCHOOL_WORDS)))
        return next(schools, named[0]) if OF_MODELS.search(named[0]) else named[0]
    for block in [*text.headers, *text.footers]:
        for paragraph in paragraphs_of(block):
            for part in re.split(r"[\t\n|]|\s[–—]\s", paragraph.text):
                line_text = clean(part)
                if is_organisation(line_text):
                    return line_text
    return most_named(text) or next((line.text for line in lines if SHORT_NAME.fullmatch(line.text)), None)
