"""Labels and values in tables: side by side, several pairs in a row, or a row of headings above a row of values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from policyclerk.domain.dates import DateClaim, read_date
from policyclerk.word.claim import DATED, Claim, Zone, fill, twin
from policyclerk.word.claim_lines import MIDDLE_WORDS, claim_below, may_claim, paragraph_claims
from policyclerk.word.claim_matrix import matrix_claims, matrix_rows
from policyclerk.word.forms_in_text import is_form, is_of_assessment
from policyclerk.word.history import HistoryTable, histories
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import field_in, firm_labels, labels_in
from policyclerk.word.own_names import names_another
from policyclerk.word.pairs import heads_a_group, is_answered, is_label, is_pairs
from policyclerk.word.review_log import dates_of_a_row, entries, newest_entry
from policyclerk.word.spacers import without_spacers
from policyclerk.word.stacked import is_stacked, stacked_claims
from policyclerk.word.staff_lists import lists_staff, without_staff
from policyclerk.word.text import Cell, Paragraph, Row, Table
from policyclerk.word.title_words import ORGANISATION
from policyclerk.word.values import clean, is_empty, is_value

MOST_FOREIGN_ROWS = 8
MOST_LISTED_ALONE = 2  # rows and columns that are no list yet
LONGEST_NAME = 90
LONGEST_LABEL = 6  # words
MOST_STRANGE = 2  # labels of a row of headings; with dates below the others they are headings all the same
_TELLING: frozenset[Field | None] = frozenset(
    {
        "next",
        "last",
        "review",
        "approved",
        "approval",
        "owner",
        "version",
        "cycle",
        "issued",
        "effective",
        "status",
    }
)
"""Headings of which at least one stands above a row of control values; a list of documents has none of them."""
FOREIGN = (
    "sharepoint",
    "unique identifier",
    "version and date of publication",
    "publication control",
    "model policy",
)


@dataclass(slots=True)
class Gathered:
    """All claims of a document, its tables of versions, and the tables that are not the school's."""

    claims: list[Claim]
    histories: list[HistoryTable]
    foreign: list[Table]
    unread: list[DateClaim] = field(default_factory=list)
    """Dates beside words of a review that no rule could read."""
    sign_places: frozenset[str] = frozenset()
    """Places that sign blocks take up, whose dates are the signers'."""


def table_claims(
    table: Table,
    zone: Zone,
    group: int,
    out: Gathered,
    sign_places: set[str],
    *,
    headed: bool = False,
    own: str = "",
) -> None:
    """The claims of a table and of those inside it.

    Args:
        headed: whether a line above calls it a table of versions.
        own: what the document calls itself; "" where the table may name it first.
    """
    if _is_foreign_table(table):
        out.foreign.append(table)
        return
    found = list(histories(table, headed=headed))
    out.histories += found
    out.claims += [claim for one in found for claim in _told_by_newest(one, zone, group)]
    rows = table.rows[: table.rows.index(found[0].header)] if found else table.rows
    if own and (_lists_others(rows, own) or is_form(rows, own)):
        return
    if zone != "middle" or _may_be_control(table):
        rows = [row for row in rows if not _is_of_another(row, own)] if own else rows
        claims = list(_own_claims(table, without_spacers(rows), zone, group, sign_places))
        claims = without_staff(claims) if lists_staff(rows) else claims
        out.claims += claims if zone != "middle" or _is_control(claims) else []
    for inner in _inner_tables(table):
        table_claims(inner, zone, group, out, sign_places)


def _told_by_newest(table: HistoryTable, zone: Zone, group: int) -> Iterator[Claim]:
    """What the newest row of a table of versions tells besides, where each row has its next review."""
    newest = newest_entry(table.header, [row for row, _ in table.rows])
    if newest is not None and len(newest.cells) == len(table.header.cells):
        claims = _columns(table.header, newest, zone, group)
        yield from (claim for claim in claims if claim.field in ("next", "approved"))


def _own_claims(
    table: Table, rows: list[Row], zone: Zone, group: int, sign_places: set[str]
) -> Iterator[Claim]:
    """The claims of a table's rows above its versions."""
    matrix = matrix_rows(rows) if "date" in table.lower else None
    start, end = matrix or (len(rows), len(rows))
    yield from _rows(rows[:start], zone, group, sign_places)
    if end > start:
        yield from matrix_claims(rows[start:end], zone, group)
        yield from _rows(rows[end:], zone, group, sign_places)


def _is_of_another(row: Row, own: str) -> bool:
    """Whether a row begins with the name of another document ("Attendance Policy | reviewed May 2024")."""
    first = row.cells[0].text if len(row.cells) > 1 else ""
    if not 0 < len(first) < LONGEST_NAME or field_in(first) is not None:
        return False
    return names_another(first, own) or is_of_assessment(row, own)


def _lists_others(rows: list[Row], own: str) -> bool:
    """Whether a table is a list of other documents: a column of names, none of which is this document's."""
    if len(rows) < MOST_LISTED_ALONE or len(rows[0].cells) <= MOST_LISTED_ALONE:
        return False
    heads = [field_in(cell.text) for cell in rows[0].cells]
    if heads[0] != "title" or not _TELLING & set(heads):
        return False
    names = [clean(row.cells[0].text).casefold() for row in rows[1:] if row.cells]
    return not any(name and all(word in own for word in name.split()) for name in names)


def _inner_tables(table: Table) -> Iterable[Table]:
    return (
        block for row in table.rows for cell in row.cells for block in cell.blocks if isinstance(block, Table)
    )


def _is_foreign_table(table: Table) -> bool:
    """Whether a table is the control block of somebody else: the council or vendor whose model the school uses."""
    if len(table.rows) > MOST_FOREIGN_ROWS or not any(map(table.lower.__contains__, FOREIGN)):
        return False
    foreign = any(is_foreign(cell.text.lower()) for row in table.rows for cell in row.cells)
    return foreign and not _tells_of_the_school(table)


def _tells_of_the_school(table: Table) -> bool:
    """Whether a table says who approved the policy or when, and its next review: a row of it may name the model."""
    fields = {field_in(cell.text) for row in table.rows for cell in row.cells}
    return "next" in fields and not fields.isdisjoint(("approved", "approval", "approver"))


def is_foreign(lower: str) -> bool:
    """Whether a short text, in small letters, is a label that only control blocks of others have."""
    return len(lower) < 80 and any(map(lower.__contains__, FOREIGN))


def _may_be_control(table: Table) -> bool:
    """A cheap look whether a table in the middle of the text holds labels enough for a control table: few do."""
    if any(map(table.lower.__contains__, MIDDLE_WORDS)):
        return True
    fields = {field_in(cell.text) for row in table.rows for cell in row.cells}
    return len(fields - {None, "ignored"}) > 1


def _is_control(claims: list[Claim]) -> bool:
    """Whether labels of a table in the middle of the text are enough to call it a control table."""
    fields = {claim.field for claim in claims if claim.field != "ignored"}
    return len(fields) >= 3 or len(fields & {"next", "last", "approved", "version", "owner", "cycle"}) >= 2


def _rows(rows: list[Row], zone: Zone, group: int, sign_places: set[str]) -> Iterator[Claim]:
    at = 0
    while at < len(rows):
        row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
        at += 1
        if row.where in sign_places:
            yield from _approval_dates(row, zone, group)
        elif is_stacked(row) and zone != "middle":
            yield from stacked_claims(row, zone, group)
        elif below is not None and _is_heading_row(row, below):
            at += 1
            newest = newest_entry(row, entries(row, rows[at - 1 :]))
            if newest is not None:
                at = rows.index(newest) + 1
                yield from _columns(row, newest, zone, group)
            elif _is_alone(rows[at:]):
                yield from _columns(row, below, zone, group)
                if at < len(rows) and _are_dates(row, rows[at]):
                    yield from _dates_below(row, rows[at], zone, group)
                    at += 1
        else:
            yield from _row(row, zone, group)


def _approval_dates(row: Row, zone: Zone, group: int) -> Iterator[Claim]:
    """Of the rows of a sign block only a date that is called the approval's counts."""
    yield from (claim for claim in _row(row, zone, group) if claim.field == "approved")


def _is_heading_row(row: Row, below: Row) -> bool:
    """Whether every cell of a row is a label whose value stands below it."""
    if len(below.cells) != len(row.cells) or is_answered(row):
        return False
    if len(row.cells) == 1:
        alone = field_in(row.cells[0].text)
        return alone is not None and alone in _TELLING and not is_label(below.cells[0].text, alone)
    labels: list[Field | None] = []
    strange = 0
    for cell in row.cells:
        labels.append(field_in(cell.text))
        strange += labels[-1] is None and not is_empty(cell.text)
        if strange > MOST_STRANGE:
            return False
    known = sum(label is not None and label != "ignored" for label in labels)
    if strange > 1 and labels[0] is None:
        return False  # each row begins with something else that is reviewed
    if known < 2 or (strange and (known <= 3 or strange > 1) and not _dated_below(labels, below)):
        return False
    values = zip(labels, below.cells, strict=True)
    return bool(_TELLING & set(labels)) and not any(is_label(cell.text, field) for field, cell in values)


def _dated_below(labels: list[Field | None], below: Row) -> bool:
    """Whether dates stand below every heading that asks for one, of which there are two."""
    texts = [clean(cell.text) for field, cell in zip(labels, below.cells, strict=True) if field in DATED]
    dates = [read_date(text, "") for text in texts]
    return len(dates) > 1 and all(date is not None and date.known for date in dates)


def _is_alone(rest: list[Row]) -> bool:
    """Whether a row of values is the only one below its headings: several make a list, not a control block."""
    following = rest[0] if rest else None
    return (
        following is None
        or not any(is_value(cell.text) for cell in following.cells)
        or field_in(following.cells[0].text) is not None
        or all(cell.text.lower().startswith("date") for cell in following.cells if clean(cell.text))
    )


_DONE_BY: dict[Field | None, Field] = {"approver": "approved", "approval": "approved", "reviewer": "last"}
_DATE_LABEL = re.compile(r"^\s*dated?\s*:?\s*", re.IGNORECASE)


def _are_dates(heads: Row, row: Row) -> bool:
    """Whether the cells of a row say when what the headings name was done ("Date: May 2024" below "Approved by")."""
    filled = [cell.text for cell in row.cells if clean(cell.text)]
    return len(row.cells) == len(heads.cells) and bool(filled) and all(map(_DATE_LABEL.match, filled))


def _dates_below(heads: Row, row: Row, zone: Zone, group: int) -> Iterator[Claim]:
    for head, cell in zip(heads.cells, row.cells, strict=True):
        field = _DONE_BY.get(field_in(head.text))
        match = _DATE_LABEL.match(cell.text)
        if field is not None and match is not None:
            claim = Claim(field, "", cell.row.where, zone, group)
            fill(claim, cell.text[match.end() :].replace("\n", " "))
            yield claim


def _columns(row: Row, below: Row, zone: Zone, group: int) -> Iterator[Claim]:
    for head, cell in zip(row.cells, below.cells, strict=True):
        field = field_in(head.text)
        if field is not None:
            yield from _cell_claims(field, cell, zone, group, head.text)


def _row(row: Row, zone: Zone, group: int) -> Iterator[Claim]:
    """Label and value side by side, once or several times in a row; or lines inside cells."""
    dates = dates_of_a_row(row)
    if dates:
        yield from (_cell_claim(field, cell, zone, group, row.cells[0].text) for field, cell in dates)
        return
    pairs = is_pairs(row)
    at = 1 if pairs and heads_a_group(row) else 0
    while at < len(row.cells):
        cell = row.cells[at]
        field = field_in(cell.text)
        if field is not None and at + 1 < len(row.cells) and pairs:
            yield from _cell_claims(field, row.cells[at + 1], zone, group, cell.text)
            at += 2
            continue
        yield from (
            one for one in _inside(cell, zone, group) if not (_is_value_of_another(row, at) and _is_curt(one))
        )
        at += 1


def _is_value_of_another(row: Row, at: int) -> bool:
    """Whether a cell of one line stands beside a label that nobody understands ("DfE guidance | Updated September 2024")."""
    if at != 1 or len(row.cells) != 2 or "\n" in row.cells[1].text.strip():
        return False
    label = row.cells[0].text.strip()
    known = field_in(label) is not None or firm_labels(label) or ORGANISATION.search(label.lower())
    return 0 < len(label.split()) <= LONGEST_LABEL and not known


def _is_curt(claim: Claim) -> bool:
    """Whether a claim's label is a word before its value, with no sign between."""
    return not claim.label.rstrip(" ").endswith((":", "-", "–", "|", "\t"))


def _inside(cell: Cell, zone: Zone, group: int) -> Iterator[Claim]:
    """The lines of a cell: label and value in one, or one above the other."""
    lines = [block for block in cell.blocks if isinstance(block, Paragraph) and block.text.strip()]
    for line in lines:
        if may_claim(line, zone):
            yield from paragraph_claims(line, zone, group)
    if zone != "middle" and len(lines) > 1:
        for above, below in pairwise(lines):
            yield from claim_below(above, below, zone)


def _cell_claims(field: Field, cell: Cell, zone: Zone, group: int, label: str) -> Iterator[Claim]:
    """The claim of a cell, and the second where its label tells of a review and an approval at once."""
    claim = _cell_claim(field, cell, zone, group, label)
    yield claim
    yield from filter(None, [twin(claim)])


def _cell_claim(field: Field, cell: Cell, zone: Zone, group: int, label: str) -> Claim:
    paragraph = next((p for p in cell.paragraphs if p.text.strip()), None)
    claim = Claim(field, "", cell.row.where, zone, group, paragraph, label=label)
    if paragraph is None and cell.paragraphs:
        claim.paragraph = cell.paragraphs[0]
    if paragraph is not None:
        claim.start = len(paragraph.text) - len(paragraph.text.lstrip())
        claim.end = len(paragraph.text.rstrip())
        fill(claim, " ".join(p.text.strip() for p in cell.paragraphs if p.text.strip()).replace("\n", " "))
    found = labels_in(label.strip() + " :") if "by" in label.lower() else []
    claim.tail = found[0].tail if found else None  # a body, which "by" stands before
    return claim
