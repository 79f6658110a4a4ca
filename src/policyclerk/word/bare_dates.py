"""Dates that stand by themselves: on the first page, in headers and footers, as the last line."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice

from policyclerk.domain.date_forms import holds_digit
from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.word.claims import Claim
from policyclerk.word.label_patterns import Field
from policyclerk.word.sentence_before import is_of_something_else
from policyclerk.word.text import Block, Paragraph, Text, paragraphs_of

_DATED: frozenset[Field] = frozenset(
    {"next", "last", "review", "approved", "approval", "approver", "issued", "effective", "date"}
)
_PAGE = re.compile(r"page\s*\d*\s*(?:of|/)?\s*\d*|©.*|copyright.*|all rights reserved.*", re.IGNORECASE)
_OTHER = re.compile(
    r"\bprint(?:ed)?\b|downloaded|copyright|©|ofsted|inspect|licen[cs]e|template|\.docx?\b|\\\\|\bkcsie\b|keeping children safe|guidance\b|"
    r"\bmodel\b|\bact\b|regulations|legislation|based on|in line with|registered|adapted from",
    re.IGNORECASE,
)
_END_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_REMARK = re.compile(r"\([^()]*[a-z][^()]*\)", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:review|due|next|renewal|expir\w*|until|valid|by|(?:will|to) be \w+(?: in| on)?)\b\W*$",
    re.IGNORECASE,
)
"""Before a date in a margin: it is one to come."""
_PARTS = re.compile(r"\s[–—-]\s|\t|\|")
_BETWEEN_BARS = re.compile(r"[^|\t\n•]+")
_TITLED = re.compile(
    r"\b(?:policy|policies|procedures?|plan|statement|handbook|protocol|strategy|scheme|code of (?:conduct|practice))"
    r"[\s,:|(–—-]{1,4}$",
    re.IGNORECASE,
)
"""What stands before a date that ends a title ("Safeguarding Policy – September 2024")."""
_TITLE_LABEL = re.compile(r"\W*(?:policy|document|title|name|subject)\b[^:]{0,12}:", re.IGNORECASE)
_REVISED_YEAR = re.compile(
    r"[\s,(–-]*\b(?:last )?(?:updated|revised|reviewed|amended)(?: in)? (?P<year>(?:19|20)\d\d)\b(?![/.-]?\d)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:was|were|is|are|has|have|been)\b", re.IGNORECASE)
"""Before a year of revision: the sentence tells whose it is ("The lettings scheme was last updated in 2022")."""
_EDITION = re.compile(
    r"^\s*(?:(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|new|this|current)\s+)?(?:(?:revised|updated)\s+)?"
    r"(?:edition|issue|version|revision)[\s:,–-]+",
    re.IGNORECASE,
)
"""What may stand before a date without being a label: "3rd Edition June 2015", "Version November 2017"."""
_EDITION_BEHIND = re.compile(r"^\s+(?:edition|issue|version|revision|update)\b", re.IGNORECASE)
LONGEST_TITLE, TITLE_LINES = 90, 5
_OPEN = (":", "-", "–", " by", " on", " in")
"""Ends of a line whose value stands in the next: a date there is not by itself, whatever the line means."""


def bare_dates(
    text: Text, claims: Iterable[Claim] = (), *, sign_places: AbstractSet[str] = frozenset()
) -> list[DateClaim]:
    """Dates that stand by themselves on the first page, in headers and footers, or as the last line.

    Args:
        text: the walked document.
        claims: labels with their values, whose dates do not stand by themselves.
        sign_places: places that sign blocks take up, whose dates are the signers'.
    """
    claimed = [claim for claim in claims if claim.value]
    taken = {id(claim.paragraph) for claim in claimed if claim.field in _DATED}
    out: list[DateClaim] = []
    above = ""
    for number, paragraph in enumerate(_cover(text)):
        titled = number < TITLE_LINES
        if paragraph.where in sign_places:
            continue
        out += (
            _bare_lines(paragraph, above, titled=titled)
            if id(paragraph) not in taken
            else _before_remark(paragraph, titled=titled) or _between_bars(paragraph, claimed)
        )
        above = paragraph.text
    margins = [p for block in [*text.headers, *text.footers] for p in paragraphs_of(block)]
    for paragraph in margins:
        out += _between_bars(paragraph, claimed) if id(paragraph) in taken else _bare_margin(paragraph)
    return out


def _between_bars(paragraph: Paragraph, claims: Iterable[Claim]) -> Iterator[DateClaim]:
    """A date that is all that stands between two bars or tabs, beside what has labels ("V3 | Sept 2024 | Review Sept 2026")."""
    if _OTHER.search(paragraph.text):
        return
    values = [(claim.start, claim.end) for claim in claims if claim.paragraph is paragraph]
    for part in _BETWEEN_BARS.finditer(paragraph.text):
        told = any(start < part.end() and end > part.start() for start, end in values)
        open_label = paragraph.text[: part.start()].rstrip(" |\t").endswith(":")
        if not told and not open_label:
            yield from _alone(part[0], paragraph.where, titled=False)


def _cover(text: Text) -> list[Paragraph]:
    """The first short lines and those of text boxes, up to the first passage of text; and the last line."""
    out: list[Paragraph] = []
    for paragraph in islice(_filled(text.body), 12):
        if len(paragraph.text) > 160:
            break
        out.append(paragraph)
    out += [p for block in text.boxes for p in paragraphs_of(block) if p.page == 0]
    return out + [p for p in islice(_filled(reversed(text.body)), 1) if p not in out]


def _filled(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of the body that hold words."""
    return (block for block in blocks if isinstance(block, Paragraph) and block.text.strip())


def _bare_lines(paragraph: Paragraph, above: str, *, titled: bool) -> list[DateClaim]:
    """Lines that are a date and nothing else ("March 2021", "(Autumn 2020)", "9/2018"), or a title that ends in one."""
    longest = LONGEST_TITLE if titled else 60
    if len(paragraph.text) > longest or paragraph.contents or not holds_digit(paragraph.text):
        return []
    lines = paragraph.text.split("\n")
    out: list[DateClaim] = []
    for before, line in zip([above, *lines], lines, strict=False):
        if before.rstrip().endswith(_OPEN):
            continue
        years = _revised_years(line, paragraph.where)
        alone = _REVISED_YEAR.sub("", line) if years else line
        one = _alone(alone, paragraph.where, titled=titled)
        out += one or _alone(_REMARK.sub(" ", alone), paragraph.where, titled=titled)
        out += years
    return out


def _before_remark(paragraph: Paragraph, *, titled: bool) -> list[DateClaim]:
    """The date that begins a line which tells something else behind it ("May 2024 (to be reviewed in May 2026)")."""
    text = paragraph.text.strip()
    short = len(text) <= LONGEST_TITLE and not text.startswith("(") and "\n" not in text
    parts = _PARTS.split(text) if short else [""]
    if len(parts) > 1:
        return _alone(parts[0], paragraph.where, titled=titled)
    rest = _REMARK.sub(" ", text)
    return _alone(rest, paragraph.where, titled=titled) if short and text.endswith(")") else []


def _alone(part: str, where: str, *, titled: bool) -> list[DateClaim]:
    """The date that a line consists of, or that ends a title; the school year of a title is no day of a review."""
    text = part.strip(" ()[]")
    found = dates_in(text, where)
    if len(found) != 1 or not found[0].claim.known or _is_school_year(found[0].claim):
        return []
    if ":" in (found[0].claim.raw or ""):
        return []  # with a time of day it is the stamp of a print or a message
    before, behind = _EDITION.sub("", text[: found[0].start]), text[found[0].end :]
    if any(c.isalnum() for c in _EDITION_BEHIND.sub("", behind)):
        return []
    of_this = ":" not in before or _TITLE_LABEL.match(before) is not None
    ends_title = titled and of_this and found[0].claim.precision != "year" and _TITLED.search(before)
    return [found[0].claim] if ends_title or not any(c.isalnum() for c in before) else []


def _revised_years(text: str, where: str) -> list[DateClaim]:
    """Years that a word calls those of a revision ("July 2012, updated 2015"); the word stays with them."""
    found = (
        (match[0].strip(" ,(–-"), read_date(match["year"], where))
        for match in _REVISED_YEAR.finditer(text)
        if not _SENTENCE.search(text, 0, match.start()) and not _OTHER.search(text, 0, match.start())
    )
    return [replace(year, raw=raw) for raw, year in found if year is not None and year.known]


def is_of_revision(year: DateClaim) -> bool:
    """Whether a year alone is called one of a revision."""
    return year.raw is not None and any(letter.isalpha() for letter in year.raw)


def _is_school_year(claim: DateClaim) -> bool:
    return claim.precision == "year" and claim.start is not None and claim.start.month != 1


def _bare_margin(paragraph: Paragraph) -> list[DateClaim]:
    """Dates in a header or footer, and a year that ends one of its parts."""
    text = paragraph.text
    if len(text) > 200 or not holds_digit(text) or _OTHER.search(text):
        return []
    line = _PAGE.sub(" ", paragraph.text)
    dates = [
        one.claim
        for part in re.split(r"[\t\n]", line)
        for one in dates_in(part, paragraph.where)
        if not _AHEAD.search(part[: one.start]) and not is_of_something_else(part)
    ]
    known = [claim for claim in dates if claim.known] + _revised_years(paragraph.text, paragraph.where)
    found = [claim for claim in known if not _is_school_year(claim)]
    if known:
        return found
    for part in re.split(r"[\t|\n]", line):
        match = _END_YEAR.search(part.strip())
        claim = read_date(match[0], paragraph.where) if match else None
        if claim is not None and claim.known:
            found.append(claim)
    return found
