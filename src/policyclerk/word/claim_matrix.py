"""Blocks in which those who prepared, reviewed and approved a policy stand side by side, with name, date and signature.

Either the persons are the columns ("Prepared by | Reviewed by | Approved by", below them "Name", "Position", "Date"),
or the rows, with the same words the other way round.
"""

import re
from collections.abc import Iterator

from policyclerk.word.claim import Claim, Zone, fill
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import field_of
from policyclerk.word.text import Cell, Row
from policyclerk.word.values import clean

_DOERS: frozenset[Field | None] = frozenset({"author", "reviewer", "approver", "approval", "owner"})
_DATE_OF: dict[Field | None, Field] = {"approver": "approved", "approval": "approved", "reviewer": "last"}
_NAME = re.compile(r"(?:full |print(?:ed)? |staff )?names?", re.IGNORECASE)
_DATE = re.compile(r"date(?: (?:signed|approved|reviewed|of (?:approval|review|signature)))?", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:job )?(?:title|position|role|designation)|signatures?|signed|sign[ -]?off|department", re.IGNORECASE
)


def matrix_rows(rows: list[Row]) -> tuple[int, int] | None:
    """The first row of such a block and the one behind its last; None where there is none."""
    for start, head in enumerate(rows[:-1]):
        same = [row for row in rows[start + 1 :] if len(row.cells) == len(head.cells)]
        if len(head.cells) < 3 or not same:
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


def _is_across(head: Row, below: list[Row]) -> bool:
    """Whether the columns are persons and the rows name, date and the like."""
    doers = sum(_field(cell) in _DOERS for cell in head.cells[1:])
    words = [_word(row.cells[0]) for row in below]
    return doers >= 2 and _field(head.cells[0]) not in _DOERS and "date" in words and all(words)


def _is_down(head: Row, below: list[Row]) -> bool:
    """Whether the rows are persons and the columns name, date and the like."""
    words = [_word(cell) for cell in head.cells[1:]]
    doers = [_field(row.cells[0]) in _DOERS for row in below]
    return all(words) and "date" in words and "name" in words and sum(doers) >= 2 and all(doers)


def _field(cell: Cell) -> Field | None:
    return field_of(clean(cell.text)) if cell.text.strip() else None


def _word(cell: Cell) -> str:
    """What a heading asks for: "name", "date", or something else that such blocks ask; "" where it is none."""
    text = clean(cell.text)
    if _NAME.fullmatch(text):
        return "name"
    if _DATE.fullmatch(text):
        return "date"
    return "other" if _OTHER.fullmatch(text) else ""
