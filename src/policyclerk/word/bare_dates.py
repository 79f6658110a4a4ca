"""Dates that stand by themselves: on the first page, in headers and footers, as the last line."""

import re
from collections.abc import Iterable

from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.word.claims import Claim
from policyclerk.word.label_patterns import Field
from policyclerk.word.text import Paragraph, Text, paragraphs_of

_DATED: frozenset[Field] = frozenset(
    {"next", "last", "review", "approved", "approval", "approver", "issued", "effective", "date"}
)
_PAGE = re.compile(r"page\s*\d*\s*(?:of|/)?\s*\d*|©.*|copyright.*|all rights reserved.*", re.IGNORECASE)
_OTHER = re.compile(
    r"\bprint(?:ed)?\b|downloaded|copyright|©|ofsted|inspect|licen[cs]e|template|\.docx?\b.*\btemplate",
    re.IGNORECASE,
)
_END_YEAR = re.compile(r"\b(?:19|20)\d\d$")


def bare_dates(text: Text, claims: Iterable[Claim] = ()) -> list[DateClaim]:
    """Dates that stand by themselves on the first page, in headers and footers, or as the last line.

    Args:
        text: the walked document.
        claims: labels with their values, whose dates do not stand by themselves.
    """
    taken = {id(claim.paragraph) for claim in claims if claim.value and claim.field in _DATED}
    out: list[DateClaim] = []
    for paragraph in _cover(text):
        out += _bare_line(paragraph) if id(paragraph) not in taken else []
    margins = [p for block in [*text.headers, *text.footers] for p in paragraphs_of(block)]
    for paragraph in margins:
        if id(paragraph) in taken:
            continue
        out += _bare_margin(paragraph)
    return out


def _cover(text: Text) -> list[Paragraph]:
    """The first short lines and those of text boxes, up to the first passage of text; and the last line."""
    out: list[Paragraph] = []
    paragraphs = [block for block in text.body if isinstance(block, Paragraph) and block.text.strip()]
    for paragraph in paragraphs[:12]:
        if len(paragraph.text) > 160:
            break
        out.append(paragraph)
    out += [p for block in text.boxes for p in paragraphs_of(block) if p.page == 0]
    return out + [p for p in paragraphs[-1:] if p not in out]


def _bare_line(paragraph: Paragraph) -> list[DateClaim]:
    """Lines that are a date and nothing else ("March 2021", "(Autumn 2020)", "9/2018")."""
    if len(paragraph.text) > 60 or paragraph.contents:
        return []
    return [claim for part in paragraph.text.split("\n") for claim in _alone(part, paragraph.where)]


def _alone(part: str, where: str) -> list[DateClaim]:
    """The date that a line consists of."""
    found = dates_in(part.strip(" ()"), where) if any(c.isdigit() for c in part) else ()
    if len(found) != 1 or not found[0].claim.known:
        return []
    text = part.strip(" ()")
    beside = text[: found[0].start] + text[found[0].end :]
    return [] if any(c.isalnum() for c in beside) else [found[0].claim]


def _bare_margin(paragraph: Paragraph) -> list[DateClaim]:
    """Dates in a header or footer, and a year that ends one of its parts."""
    if _OTHER.search(paragraph.text):
        return []
    if len(paragraph.text) > 200 or not any(c.isdigit() for c in paragraph.text):
        return []
    line = _PAGE.sub(" ", paragraph.text)
    found = [one.claim for one in dates_in(line, paragraph.where) if one.claim.known]
    if found:
        return found
    for part in re.split(r"[\t|\n]", line):
        match = _END_YEAR.search(part.strip())
        claim = read_date(match[0], paragraph.where) if match else None
        if claim is not None and claim.known:
            found.append(claim)
    return found
