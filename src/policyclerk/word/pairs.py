"""Rows in which labels and their values stand side by side, once or several times."""

import re

from policyclerk.domain.dates import read_date
from policyclerk.word.claim import DATED
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import field_in, field_of, firm_labels
from policyclerk.word.people import is_role
from policyclerk.word.text import Row
from policyclerk.word.values import clean, is_empty

MOST_CELLS = 12  # of a row of labels and values
MOST_WORDS = 5  # of a label
_WIDTHS = (4, 6)
"""Cells of rows in which a label may be strange: two labels or three, each with its value."""
_BODY_LAST = re.compile(r"\b(?:group|committee|panel|board|forum)$", re.IGNORECASE)
"""Ends of what approves policies: behind "Ratified by" the "Policy Ratification Group" is no label."""
_STATE = re.compile(r"[a-z]+ed", re.IGNORECASE)
_OF_PEOPLE: frozenset[Field] = frozenset({"owner", "author", "approver", "approval", "reviewer"})
_OF_LABELS = re.compile(r"polic|document|owner|author|approv|review|responsib", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{0,2}[.)]?")
_HINT = re.compile(r"\([^()]*\)")


def is_label(text: str, behind: Field | None = None) -> bool:
    """Whether a cell can be nothing but a label; "Headteacher" and "Statutory" are values as well, "Approved" is a status."""
    colon = text.rstrip().endswith(":") and len(text) < 60
    is_status = behind == "status" and _STATE.fullmatch(clean(text)) is not None
    return colon or (not is_status and not _is_body(text, behind) and field_in(text) not in (None, "ignored"))


def _is_body(text: str, behind: Field | None) -> bool:
    return behind in ("approver", "approval") and _BODY_LAST.search(clean(text)) is not None


def is_answered(row: Row) -> bool:
    """Whether a label of two cells has an office or a body beside it that could be taken for a label ("Author | HR Lead")."""
    if len(row.cells) != 2 or field_in(row.cells[0].text) not in _OF_PEOPLE:
        return False
    text = clean(row.cells[1].text)
    office = is_role(text) and _OF_LABELS.search(text) is None
    return office or _is_body(text, field_in(row.cells[0].text))


def is_pairs(row: Row) -> bool:
    """Whether labels and values take turns, by the row itself or by those around it."""
    return _are_pairs(row) or _in_company(row)


def _are_pairs(row: Row) -> bool:
    """Whether labels and values take turns: a lone number may stand before, nothing but pairs may follow."""
    if not 2 < len(row.cells) <= MOST_CELLS:
        return len(row.cells) == 2
    texts = [clean(cell.text) for cell in row.cells]
    if len(texts) == 3 and _HINT.fullmatch(texts[-1]):
        texts.pop()
    if len(texts) <= 2:
        return len(texts) == 2
    if _takes_turns(texts):
        return True
    start = 1 if len(texts) % 2 and (_NUMBER.fullmatch(texts[0]) or heads_a_group(row)) else 0
    rest = texts[start + 2 :]
    while rest:
        if rest[0] and field_of(rest[0]) is None and firm_labels(rest[0]):
            rest = rest[1:]
            continue
        if len(rest) == 1 and row.cells[-1].text.rstrip().endswith(":") and field_of(rest[0]) is not None:
            break  # a last label with nothing behind it
        if any(rest) and (field_of(rest[0]) is None or len(rest) < 2) and rest[0]:
            return False
        rest = rest[2:] if rest[0] else rest[1:]
    if not texts[start:]:
        return False
    field = field_of(texts[start])
    return field is not None and not is_label(row.cells[start + 1].text, field)


def _in_company(row: Row) -> bool:
    """Whether a label is strange ("Policy owner | Deputy Head | Cost centre | 4410"), in a table that has rows of pairs as wide."""
    texts = [clean(cell.text) for cell in row.cells]
    if len(texts) not in _WIDTHS:
        return False
    fields = [field_of(label) for label in texts[::2]]
    if not any(fields) or any(len(label.split()) > MOST_WORDS for label in texts[::2]):
        return False
    values = zip(fields, texts[1::2], strict=True)
    if any(is_label(value, field) or firm_labels(value) for field, value in values):
        return False
    others = (other for other in row.table.rows if other is not row and len(other.cells) == len(texts))
    return any(map(_are_pairs, others))


def heads_a_group(row: Row) -> bool:
    """Whether the first of three cells goes on over the rows below, where it is empty: it names a group of labels ("Review")."""
    return _is_label_behind(row) and any(
        _is_label_behind(other) and is_empty(other.cells[0].text) for other in row.table.rows
    )


def _is_label_behind(row: Row) -> bool:
    """Whether the second of three cells is a label and the third its value."""
    if len(row.cells) != 3 or field_in(row.cells[1].text) in (None, "ignored"):
        return False
    return not is_label(row.cells[2].text, field_in(row.cells[1].text))


def _takes_turns(texts: list[str]) -> bool:
    """Whether a row is of labels and values though a label is strange: known ones stand in turn, with values of their kind."""
    if len(texts) not in _WIDTHS:
        return False
    told = 0
    for label, value in zip(texts[::2], texts[1::2], strict=True):
        field = field_of(label)
        if is_label(value, field) or (field is None and firm_labels(value)):
            return False
        if value and (field in DATED or field == "approval"):
            date = read_date(value, "")
            known = date is not None and date.known
            told += 1 if known else 0 if field == "approval" else -1
        elif field == "cycle" and value:
            told += 1
    return told > 0
