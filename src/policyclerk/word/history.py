"""Tables of versions: which tables are one, which column means what, and their rows as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from policyclerk.domain.dates import DateClaim, read_date
from policyclerk.domain.document import HistoryRow
from policyclerk.word.labels import field_in, field_of
from policyclerk.word.text import Cell, Row, Table
from policyclerk.word.values import clean, is_placeholder, is_value, unfilled

Column = Literal["version", "date", "status", "owner", "author", "approver", "comment", "next"]

_HEADINGS: tuple[tuple[Column, str], ...] = (
    (
        "next",
        r"next (?:review|update|revision).*|(?:date (?:of|for) )?next review.*|review (?:due|by).*|due for review",
    ),
    (
        "approver",
        r"(?:approv(?:ed|er|ing)|authori[sz]ed|ratified|signed off|agreed)(?: by.*|s|\(s\))?|(?:governors?|board|trust(?:ee)?s?|committee) approval|approval|approval by.*|approving.*|approved at.*",
    ),
    (
        "version",
        r"(?:document |policy |doc\.? |new )?(?:vers?i?[oi]n|ver|issue|revision|rev|edition|release|v)\.?(?: ?(?:no|number|num|#|id|nr))?\.?|version[^\d]{0,12}",
    ),
    ("status", r"(?:document |approval )?status|state|stage|type(?: of change)?"),
    (
        "owner",
        r"(?:policy |document )?owners?(?: name)?(?:\(s\))?|owned by|responsible.*|co-?ordinator|policy lead",
    ),
    (
        "author",
        r"(?:revision |document )?author.*|.*\b(?:modified|prepared|amended|revised|updated|reviewed|written|created|edited|changed|made|issued|done|completed|drafted) by.*|name(?:s)?|by|by whom|who|initials|prepared|drafted|checked|reviewer.*|editor.*|nominated governor|person.*|contributor.*",
    ),
    (
        "comment",
        r".*(?:comment|change|descri|amend|summary|modif|reason|note|detail|update|outcome|nature|remark|action|purpose|history|reference|section|page|brief|content|distribution|revisions? made|what).*",
    ),
    ("date", r".*\bdate\b.*|.*\bdated\b.*|when|month|year|reviewed|revised|approved on|issued|.*\(dd.*"),
)
_COLUMNS = tuple((column, re.compile(pattern)) for column, pattern in _HEADINGS)
"""Matched against small letters, as the regex engine is slow to fold case itself."""
_FILLED = re.compile(r":\s*\S|\d[\d/.]{4}")  # a label with its value, or a date
_DATE_FIRST = re.compile(r".*\bdate\b.*")
_CHANGE = re.compile(
    r"chang|amend|modif|revis|update|comment|descri|summary|reason|remark|note|detail", re.IGNORECASE
)
_WHEN = re.compile(
    r"reviewed|revised|updated|amended|last|latest|\bdate"
)  # "Amendment" asks for what was changed
_PERIOD = re.compile(r"year|month", re.IGNORECASE)
_PLACE = re.compile(r"(?:page|section|paragraph|reference)s?(?: (?:no|number))?\.?", re.IGNORECASE)
_NUMBER_COLUMN = re.compile(
    r"(?:academic|school) year|(?:s\.?|sr\.?|serial|sl\.?)? ?(?:no|number|#|nr)\.?|#|id", re.IGNORECASE
)


@dataclass(slots=True)
class HistoryTable:
    """A table of versions.

    Attributes:
        table, header: where it stands; rows of other kinds may stand above the header.
        columns: the column of each meaning, from 0.
        rows: the filled rows with their values, in the order of the table.
        blank: rows below the header that hold nothing yet.
    """

    table: Table
    header: Row
    columns: dict[Column, int]
    rows: list[tuple[Row, HistoryRow]]
    blank: list[Row]


@lru_cache(maxsize=2048)
def column_of(heading: str) -> Column | None:
    """The meaning of a column's heading."""
    text = clean(heading).rstrip(".:*").casefold()
    if not text or len(text) > 60 or _FILLED.search(text) or text.startswith("("):
        return None
    if field_of(text) == "last" and _WHEN.search(text):
        return "date"
    if _DATE_FIRST.fullmatch(text) and "next" not in text and "version" not in text:
        return "date"
    return next((column for column, pattern in _COLUMNS if pattern.fullmatch(text)), None)


_ABOVE = re.compile(
    r"(?:document|policy|version|review|revision|amendment|change|update)s?(?: (?:version|change|review|amendment|revision))? (?:history|log|record)|"
    r"(?:history|record|log) of (?:the )?(?:changes|amendments|revisions|reviews|updates|versions)|version control|amendments?(?: record| made)?",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:next |policy )*(?:review|revision|renewal) (?:is )?due|(?:due|planned|scheduled) (?:for )?review|next review|to be reviewed",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def _numbers_rows(heading: str) -> bool:
    """Whether a column only numbers the rows, or says of which school year each is."""
    return _NUMBER_COLUMN.fullmatch(clean(heading)) is not None


def heads_history(text: str) -> bool:
    """Whether a line says that a table of versions follows ("Document history:")."""
    return len(text) < 60 and _ABOVE.search(text) is not None


def columns_of(row: Row, *, headed: bool = False) -> dict[Column, int] | None:
    """The columns of a heading row of a table of versions; None where the row is none.

    Args:
        row: the row.
        headed: whether a line above the table calls it one; then dates and remarks are enough.
    """
    if not 2 <= len(row.cells) <= 10:
        return None
    found: dict[Column, int] = {}
    strange = 0
    for number, cell in enumerate(row.cells):
        column = column_of(cell.text)
        if column is None and not _numbers_rows(cell.text):
            strange += 1
            if strange > 1:
                return None
        elif column is not None and (column not in found or _tells_more(cell, row.cells[found[column]])):
            found[column] = number
    if strange and "version" not in found and not headed and _begins_strange(row):
        return None  # "Hazard | Comments | Owner | Reviewed": each row is about something else
    plain = headed and {"date"} < found.keys() and strange == 0
    return found if plain or _is_history(found, row) else None


def _tells_more(cell: Cell, before: Cell) -> bool:
    """Whether a heading asks for the same as one before it, and more exactly: "Date" than "Year", "Change" than "Page"."""
    heading, other = clean(cell.text), clean(before.text)
    exact = bool(_PERIOD.fullmatch(other)) and not _PERIOD.fullmatch(heading)
    change = bool(_PLACE.fullmatch(other)) and _CHANGE.search(heading) is not None
    return exact or change


def _begins_strange(row: Row) -> bool:
    """Whether the first heading is none of a table of versions."""
    first = row.cells[0].text
    return bool(clean(first)) and column_of(first) is None and not _numbers_rows(first)


def _is_history(found: dict[Column, int], row: Row) -> bool:
    """Whether the headings together speak of versions and their dates or changes."""
    others = found.keys() - {"version"}
    if "version" in found:
        return bool(others & {"date", "comment"})
    if "date" not in found or "comment" not in found:
        return False
    return bool(_CHANGE.search(row.cells[found["comment"]].text)) and bool(
        others & {"author", "owner", "approver", "status"}
    )


def histories(table: Table, *, headed: bool = False) -> Iterator[HistoryTable]:
    """The table of versions in a table, if it is or holds one."""
    for number, row in enumerate(table.rows[:-1]):
        columns = columns_of(row, headed=headed)
        if columns and any(map(_is_of_labels, table.rows[number + 1 :])):
            return  # labels and values take turns, row by row
        if columns and not columns_of(table.rows[number + 1]):
            found = _collect(table, number, columns)
            if not _is_control(found):
                yield found
            return


def _is_of_labels(row: Row) -> bool:
    """Whether every cell of a row is a label with its colon."""
    texts = [cell.text.strip() for cell in row.cells]
    return len(texts) > 1 and all(text.endswith(":") and field_of(text) is not None for text in texts)


def _is_control(found: HistoryTable) -> bool:
    """Whether the table tells of one version what only covers tell, and of no change: a control block, its labels on top."""
    fields = {field_in(cell.text) for cell in found.header.cells}
    if len(found.rows) == 1 and not found.blank and not found.columns.keys() & {"comment", "author"}:
        return True
    whole = "next" in found.columns or bool(fields & {"next", "review", "cycle", "reference", "title"})
    at = found.columns.get("comment")
    heading = found.header.cells[at].text if at is not None else ""
    change = _CHANGE.search(heading) is not None and field_in(heading) is None
    return whole and len(found.rows) == 1 and not change


def _collect(table: Table, header: int, columns: dict[Column, int]) -> HistoryTable:
    out = HistoryTable(table, table.rows[header], columns, [], [])
    for row in table.rows[header + 1 :]:
        if len(row.cells) < min(3, len(out.header.cells)):
            continue
        texts = [cell.text for cell in row.cells]
        if any(is_value(text) for text in texts):
            out.rows.append((row, _row(texts, columns, row.where)))
        elif not any(clean(text) for text in texts):
            out.blank.append(row)
    out.rows = [pair for pair in out.rows if _says_something(pair[1])]
    return out


def _says_something(row: HistoryRow) -> bool:
    """Whether a row holds more than a version that was put there for later."""
    ahead = row.version is None and _AHEAD.match(row.comment or "") is not None
    return not ahead and any((row.date, row.status, row.owner, row.approver, row.comment))


def _row(texts: list[str], columns: dict[Column, int], where: str) -> HistoryRow:
    def text(column: Column) -> str | None:
        number = columns.get(column)
        if number is None or number >= len(texts) or not is_value(texts[number]):
            return None
        return unfilled(texts[number]) or None

    return HistoryRow(
        version=text("version"),
        date=_date(text("date"), where),
        status=text("status"),
        owner=text("owner") or text("author"),
        approver=_name(text("approver"), where),
        comment=text("comment"),
    )


def _name(text: str | None, where: str) -> str | None:
    """Who approved; None where the column says when."""
    claim = read_date(text, where) if text else None
    return None if claim is not None and claim.known else text


def _date(text: str | None, where: str) -> DateClaim | None:
    return read_date(text, where) if text and not is_placeholder(text) else None
