"""Blocks in which those who prepared, reviewed and approved a policy stand side by side, with name, date and signature.

Either the persons are the columns ("Prepared by | Reviewed by | Approved by", below them "Name", "Position", "Date"),
or the rows, with the same words the other way round.
"""

import re
from collections.abc import Iterator
from itertools import islice

from policyclerk.word.claim import Claim, Zone, fill
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import field_in
from policyclerk.word.text import Cell, Row
from policyclerk.word.values import clean

_DOERS: frozenset[Field | None] = frozenset({"author", "reviewer", "approver", "approval", "owner"})
_DATE_OF: dict[Field | None, Field] = {"approver": "approved", "approval": "approved", "reviewer": "last"}
_NAME = re.compile(r"(?:full |print(?:ed)? |staff )?names?", re.IGNORECASE)
_DATE = re.compile(r"date(?: (?:signed|approved|reviewed|of (?:approval|review|signature)))?", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:job )?(?:title|position|role|designation|function|post|office|capacity)|signatures?|signed|sign[ -]?off|department|"
    r"initials?|visa|body|organisation|company|e-?mail|telephone|phone|contact(?: details)?|comments?|remarks?|notes?",
    re.IGNORECASE,
)


MOST_ROWS = 20  # of persons, or of what is asked of each


def matrix_rows(rows: list[Row]) -> tuple[int, int] | None:
    """The first row of such a block and the one behind its last; None where there is none."""
    for start, head in enumerate(rows[:-1]):
        if len(head.cells) < 3 or not (_names_doers(head) or _asks_for_dates(head)):
            continue
        alike = (row for row in islice(rows, start + 1, None) if len(row.cells) == len(head.cells))
        same = list(islice(alike, MOST_ROWS + 1))
        if not 0 < len(same) <= MOST_ROWS:
            continue
        if _is_across(head, same) or _is_down(head, same):
            return start, start + 1 + len(same)
    return None


def matrix_claims(rows: list[Row], zone: Zone, group: int) -> Iterator[Claim]:
    """The approver and the dates of a block of these rows, the heading row first."""
    head, below = rows[0], [row for row in rows[1:] if len(row.cells) == len(rows[0].cells)]
    if _is_across(head, below):
        for number, cell in enumerate(head.cells):
            done = _field(cell)
            told = {_word(row.cells[0]): row.cells[number] for row in below}
            yield from _of_one(done, told, zone, group)
    else:
        words = [_word(cell) for cell in head.cells]
        for row in below:
            yield from _of_one(_field(row.cells[0]), dict(zip(words, row.cells, strict=True)), zone, group)


def _of_one(done: Field | None, told: dict[str, Cell], zone: Zone, group: int) -> Iterator[Claim]:
    name, date = told.get("name"), told.get("date")
    if done in ("approver", "approval") and name is not None:
        yield _claim("approver", name, zone, group)
    when = _DATE_OF.get(done)
    if when is not None and date is not None:
        yield _claim(when, date, zone, group)


def _claim(field: Field, cell: Cell, zone: Zone, group: int) -> Claim:
    claim = Claim(field, "", cell.row.where, zone, group)
    fill(claim, cell.text.replace("\n", " "))
    return claim


def _names_doers(head: Row) -> bool:
    """Whether columns are persons: those who prepared, reviewed and approved."""
    return sum(_field(cell) in _DOERS for cell in head.cells[1:]) >= 2


def _asks_for_dates(head: Row) -> bool:
    """Whether a column is that of their dates."""
    return any(_word(cell) == "date" for cell in head.cells[1:])


def _is_across(head: Row, below: list[Row]) -> bool:
    """Whether the columns are persons and the rows name, date and the like."""
    if not _names_doers(head) or _field(head.cells[0]) in _DOERS:
        return False
    words = [_word(row.cells[0]) for row in below]
    return "date" in words and all(words)


def _is_down(head: Row, below: list[Row]) -> bool:
    """Whether the rows are persons and the columns name, date and the like."""
    words = [_word(cell) for cell in head.cells[1:]]
    if not all(words) or not {"date", "name"} <= set(words):
        return False
    return len(below) >= 2 and all(_field(row.cells[0]) in _DOERS for row in below)


def _field(cell: Cell) -> Field | None:
    return field_in(cell.text) if cell.text.strip() else None


def _word(cell: Cell) -> str:
    """What a heading asks for: "name", "date", or something else that such blocks ask; "" where it is none."""
    text = clean(cell.text)
    if _NAME.fullmatch(text):
        return "name"
    if _DATE.fullmatch(text):
        return "date"
    return "other" if _OTHER.fullmatch(text) else ""
