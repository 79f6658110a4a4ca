"""What a document says of itself, label by label, with the place of every value.

Control information stands on covers, in tables, in headers and footers, in the last lines, in text boxes. Each pair
of label and value found there is a claim; which claim counts is for `control` to say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from policyclerk.domain.dates import dates_in
from policyclerk.word.history import HistoryTable, histories
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import Label, field_of, labels_in, may_hold_label
from policyclerk.word.text import Block, Cell, Paragraph, Row, Table, Text, paragraphs_of
from policyclerk.word.values import clean, is_blank, is_placeholder, is_value, unfilled

Zone = Literal["front", "margin", "tail", "middle"]
ZONES: tuple[Zone, ...] = ("front", "margin", "tail", "middle")

FRONT_LINES, COVER_LINES, TAIL_LINES = 30, 15, 16
LONGEST_LINE, LONGEST_MIDDLE_LINE = 240, 130
MOST_CELLS = 12  # of a row of labels and values
_DATED: frozenset[Field] = frozenset({"next", "last", "review", "approved", "issued", "date"})
_PROVEN_IN_MIDDLE: frozenset[Field] = frozenset({"next", "last", "review", "approved", "approval", "cycle"})
_BELOW: frozenset[Field] = frozenset(
    {"next", "last", "review", "approved", "issued", "owner", "approver", "version", "cycle"}
)
_BESIDE: dict[Field, Field] = {"approver": "approved", "approval": "approved", "reviewer": "last"}
_VAGUE_OWNER = re.compile(r"lead|responsib\w*|co-?ordinator", re.IGNORECASE)
_MIDDLE_WORDS = ("review", "revis", "updat", "amend", "approv", "adopt", "ratif", "agreed", "authori")
_COVER_ONLY: frozenset[Field] = frozenset({"title", "organisation", "reference", "status"})
"""Common words that are labels on a cover and headings or remarks further down."""
_TELLING: frozenset[Field | None] = frozenset(
    {"next", "last", "review", "approved", "approval", "owner", "version", "cycle", "issued", "status"}
)
"""Headings of which at least one stands above a row of control values; a list of documents has none of them."""
_CODE = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9][\w/.-]{1,19}")
_FOREIGN = re.compile(
    r"sharepoint|unique identifier|version and date of publication|publication control|model policy",
    re.IGNORECASE,
)
_VERSION_START = re.compile(
    r"\s*(?:v(?:ersion)?\.?\s*)?\d+(?:\.\d+)*\b(?!\s*(?:of|to|and|years?|months?|days?|pupils|staff)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d{0,2}[.)]?")
_VALUE_END = re.compile(r"\t|\s\|\s|\s{3,}|;\s|\s•\s")


@dataclass(slots=True)
class Claim:
    """One label with its value.

    Attributes:
        value: as written, in one line; "" where the place is blank or a placeholder.
        zone: where in the document, the strongest first.
        group: number of the table or run of lines it stands in, to tell its neighbours.
        paragraph, start, end: the stretch of text that is the value, for a drafter to find again.
        tail: what the label itself names ("Approved by the Governing Body on ...").
        placeholder: the text that stood for a value, where it was a placeholder.
    """

    field: Field
    value: str
    where: str
    zone: Zone
    group: int
    paragraph: Paragraph | None = None
    start: int = 0
    end: int = 0
    tail: str | None = None
    placeholder: str | None = None


@dataclass(slots=True)
class Gathered:
    """All claims of a document, its tables of versions, and the tables that are not the school's."""

    claims: list[Claim]
    histories: list[HistoryTable]
    foreign: list[Table]


def gather(text: Text, sign_places: set[str]) -> Gathered:
    """Every claim of a document.

    Args:
        text: the walked document.
        sign_places: places that sign blocks take up, whose dates are the signers'.
    """
    out = Gathered([], [], [])
    zones = _zones(text)
    for (above, _), (block, zone) in pairwise(zones):
        if isinstance(above, Paragraph) and isinstance(block, Paragraph) and zone != "middle":
            out.claims += _below(above, block, zone)
    for number, (block, zone) in enumerate(zones):
        if isinstance(block, Table):
            _table(block, zone, number, out, sign_places)
        else:
            found = _paragraph(block, zone, _line_group(number))
            allowed = number < COVER_LINES or zone == "margin"
            out.claims += [
                c
                for c in found
                if (block.where not in sign_places or c.field == "approved")
                and (allowed or c.field not in _COVER_ONLY)
            ]
    _date_beside(out.claims)
    return out


def _date_beside(claims: list[Claim]) -> None:
    """Give a bare "Date" the meaning of the "Approved by" or "Reviewed by" right before it."""
    for before, claim in pairwise(claims):
        if claim.field == "date" and claim.group == before.group and before.field in _BESIDE:
            claim.field = _BESIDE[before.field]


def _line_group(number: int) -> int:
    """Lines that follow one another within a few blocks are neighbours."""
    return -1 - number // 12


def _zones(text: Text) -> list[tuple[Block, Zone]]:
    """Every outermost block with its zone."""
    out: list[tuple[Block, Zone]] = []
    seen = 0
    body = [block for block in text.body if isinstance(block, Table) or block.text.strip()]
    for number, block in enumerate(body):
        front = seen < FRONT_LINES
        tail = number >= len(body) - TAIL_LINES
        out.append((block, "front" if front else "tail" if tail else "middle"))
        seen += 1 if isinstance(block, Table) or not block.contents else 0
    out += [(block, "front") for block in text.boxes]
    out += [(block, "margin") for block in [*text.headers, *text.footers]]
    return out


# ---- lines


def _paragraph(paragraph: Paragraph, zone: Zone, group: int) -> Iterator[Claim]:
    """The claims of one paragraph."""
    if zone == "middle" and not any(word in paragraph.lower for word in _MIDDLE_WORDS):
        return
    if paragraph.contents or len(paragraph.text) > LONGEST_LINE * 3 or not may_hold_label(paragraph.lower):
        return
    start = 0
    for line in paragraph.text.split("\n"):
        if 3 < len(line) <= (LONGEST_MIDDLE_LINE if zone == "middle" else LONGEST_LINE):
            yield from _line(line, start, paragraph, zone, group)
        start += len(line) + 1


def _line(line: str, offset: int, paragraph: Paragraph, zone: Zone, group: int) -> Iterator[Claim]:
    labels = labels_in(line)
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(line)
        value_end = _value_end(line, label, end)
        claim = _claim(label.field, line, label.end, value_end, paragraph, offset, zone, group)
        claim.tail = label.tail
        if not _is_vague(claim, line[label.start : label.end]) and _proven(label, claim, zone, line):
            yield claim


def _below(above: Paragraph, block: Paragraph, zone: Zone) -> Iterator[Claim]:
    """The claim of a label that is a line by itself, with its value in the line below."""
    text = above.text.strip()
    if not 3 < len(text) < 50 or "\n" in text or above.contents or len(block.text) > 60:
        return
    field = field_of(text)
    if field is None or field not in _BELOW or above.style.startswith("Heading"):
        return
    claim = Claim(field, "", block.where, zone, 0, block, 0, len(block.text))
    if _is_vague(claim, text):
        return
    _fill(claim, block.text)
    if claim.value and (
        _is_dated(claim) if field in _DATED else text.endswith(":") and not labels_in(claim.value)
    ):
        yield claim


def _is_dated(claim: Claim) -> bool:
    """Whether a value begins with a date."""
    found = dates_in(claim.value, claim.where)
    return bool(found) and found[0].start <= 3


def _value_end(line: str, label: Label, end: int) -> int:
    """Where the value ends: at a tab, a bar or a wide gap, unless these stand inside or before a date."""
    if label.field in _DATED or label.field in ("approval", "approver"):
        return end
    match = _VALUE_END.search(line, label.end, end)
    return match.start() if match and line[label.end : match.start()].strip() else end


def _claim(
    field: Field, line: str, start: int, end: int, paragraph: Paragraph, offset: int, zone: Zone, group: int
) -> Claim:
    raw = line[start:end]
    lead = len(raw) - len(raw.lstrip(" :\t|-–"))
    body = raw[lead:].rstrip(" \t|;,–-(")
    claim = Claim(
        field,
        "",
        paragraph.where,
        zone,
        group,
        paragraph,
        offset + start + lead,
        offset + start + lead + len(body),
    )
    _fill(claim, body)
    return claim


def _fill(claim: Claim, text: str) -> None:
    """Set a claim's value, unless the text is blank or a placeholder."""
    value = unfilled(text)
    if is_blank(value):
        return
    if is_placeholder(value):
        claim.placeholder = clean(text)
    else:
        claim.value = clean(text) if "..." not in text and "__" not in text else value


def _is_vague(claim: Claim, label: str) -> bool:
    """Whether "Responsibility:" or "Lead:" stands in a line of text, where it begins a list of tasks."""
    return claim.field == "owner" and _VAGUE_OWNER.fullmatch(label.strip(" :\t")) is not None


def _proven(label: Label, claim: Claim, zone: Zone, line: str) -> bool:
    """Whether the label is one for certain: a separator follows it, or its value is of the right kind."""
    if zone == "middle" and label.field not in _PROVEN_IN_MIDDLE:
        return False
    if label.firm:
        return (
            zone != "middle" or claim.placeholder is not None or _right_kind(label, claim) or not claim.value
        )
    if label.field == "version" and zone == "margin":
        return _right_kind(label, claim)
    if not claim.value or (
        label.start > 0 and line[: label.start].strip(" \t|;-–•") and line[label.start - 1] not in "\t|;"
    ):
        return False
    return _right_kind(label, claim)


def _right_kind(label: Label, claim: Claim) -> bool:
    value = claim.value
    if label.field == "version":
        return _VERSION_START.match(value) is not None
    if label.field in ("next", "last", "review", "approved", "approval", "issued"):
        return _is_dated(claim) and len(value) < 60
    if label.field == "reference":
        return claim.zone == "margin" and _CODE.fullmatch(value) is not None
    return label.field == "cycle" and len(value) < 60


# ---- tables


def _table(table: Table, zone: Zone, group: int, out: Gathered, sign_places: set[str]) -> None:
    """The claims of a table and of those inside it."""
    if _is_foreign(table):
        out.foreign.append(table)
        return
    found = list(histories(table))
    out.histories += found
    rows = table.rows[: table.rows.index(found[0].header)] if found else table.rows
    claims = list(_rows(rows, zone, group, sign_places))
    if zone != "middle" or _is_control(claims):
        out.claims += claims
    for inner in _inner_tables(table):
        _table(inner, zone, group, out, sign_places)


def _inner_tables(table: Table) -> Iterable[Table]:
    return (
        block for row in table.rows for cell in row.cells for block in cell.blocks if isinstance(block, Table)
    )


def _is_foreign(table: Table) -> bool:
    """Whether a table is the control block of somebody else: the council or vendor whose model the school uses."""
    return len(table.rows) <= 8 and any(
        _FOREIGN.search(cell.text) for row in table.rows for cell in row.cells if len(cell.text) < 80
    )


def _is_control(claims: list[Claim]) -> bool:
    """Whether labels of a table in the middle of the text are enough to call it a control table."""
    fields = {claim.field for claim in claims if claim.field != "ignored"}
    return len(fields) >= 3 or len(fields & {"next", "last", "approved", "version", "owner", "cycle"}) >= 2


def _rows(rows: list[Row], zone: Zone, group: int, sign_places: set[str]) -> Iterator[Claim]:
    skip = False
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        if skip:
            skip = False
        elif row.where in sign_places:
            yield from _approval_dates(row, zone, group)
        elif below is not None and _is_heading_row(row, below):
            skip = True
            if _is_alone(rows[number + 2 :]):
                yield from _columns(row, below, zone, group)
        else:
            yield from _row(row, zone, group)


def _approval_dates(row: Row, zone: Zone, group: int) -> Iterator[Claim]:
    """Of the rows of a sign block only a date that is called the approval's counts."""
    yield from (claim for claim in _row(row, zone, group) if claim.field == "approved")


def _is_heading_row(row: Row, below: Row) -> bool:
    """Whether every cell of a row is a label whose value stands below it."""
    if len(row.cells) < 2 or len(below.cells) != len(row.cells):
        return False
    labels = [field_of(clean(cell.text)) for cell in row.cells]
    if sum(label is not None for label in labels) < 2 or any(
        label is None and clean(cell.text) for label, cell in zip(labels, row.cells, strict=True)
    ):
        return False
    return bool(_TELLING & set(labels)) and all(field_of(clean(cell.text)) is None for cell in below.cells)


def _is_alone(rest: list[Row]) -> bool:
    """Whether a row of values is the only one below its headings: several make a list, not a control block."""
    following = rest[0] if rest else None
    return (
        following is None
        or not any(is_value(cell.text) for cell in following.cells)
        or field_of(clean(following.cells[0].text)) is not None
    )


def _columns(row: Row, below: Row, zone: Zone, group: int) -> Iterator[Claim]:
    for head, cell in zip(row.cells, below.cells, strict=True):
        field = field_of(clean(head.text))
        if field is not None:
            yield _cell_claim(field, cell, zone, group, head.text)


def _row(row: Row, zone: Zone, group: int) -> Iterator[Claim]:
    """Label and value side by side, once or several times in a row; or lines inside cells."""
    at = 0
    pairs = _is_pairs(row)
    while at < len(row.cells):
        cell = row.cells[at]
        field = field_of(clean(cell.text))
        if field is not None and at + 1 < len(row.cells) and pairs:
            yield _cell_claim(field, row.cells[at + 1], zone, group, cell.text)
            at += 2
            continue
        for block in cell.blocks:
            if isinstance(block, Paragraph):
                yield from _paragraph(block, zone, group)
        at += 1


def _is_pairs(row: Row) -> bool:
    """Whether labels and values take turns: a lone number may stand before, nothing but pairs may follow."""
    if len(row.cells) > MOST_CELLS:
        return False
    texts = [clean(cell.text) for cell in row.cells]
    if len(texts) <= 2:
        return len(texts) == 2
    start = 1 if len(texts) % 2 and _NUMBER.fullmatch(texts[0]) else 0
    rest = texts[start + 2 :]
    while rest:
        if rest[0] and field_of(rest[0]) is None and any(label.firm for label in labels_in(rest[0])):
            rest = rest[1:]
            continue
        if any(rest) and (field_of(rest[0]) is None or len(rest) < 2) and rest[0]:
            return False
        rest = rest[2:] if rest[0] else rest[1:]
    return bool(texts[start:]) and field_of(texts[start]) is not None and field_of(texts[start + 1]) is None


def _cell_claim(field: Field, cell: Cell, zone: Zone, group: int, label: str) -> Claim:
    paragraph = next((p for p in cell.paragraphs if p.text.strip()), None)
    claim = Claim(field, "", cell.row.where, zone, group, paragraph)
    if paragraph is None and cell.paragraphs:
        claim.paragraph = cell.paragraphs[0]
    if paragraph is not None:
        claim.start = len(paragraph.text) - len(paragraph.text.lstrip())
        claim.end = len(paragraph.text.rstrip())
        _fill(claim, " ".join(p.text.strip() for p in cell.paragraphs if p.text.strip()).replace("\n", " "))
    found = labels_in(label.strip() + " :")
    claim.tail = found[0].tail if found else None
    return claim


def body_paragraphs(text: Text) -> Iterator[Paragraph]:
    """The paragraphs of the body and the text boxes, without the table of contents."""
    for block in [*text.body, *text.boxes]:
        yield from (paragraph for paragraph in paragraphs_of(block) if not paragraph.contents)
