"""Tables with a column for signatures: which tables are one, and which column means what."""

import re
from dataclasses import dataclass

from policyclerk.word.history import columns_of
from policyclerk.word.people import is_role
from policyclerk.word.sign_labels import KEY
from policyclerk.word.text import Cell, Row, Table
from policyclerk.word.values import clean, is_blank

_GRID_HEAD = re.compile(
    r"(?:approver |reviewer )?(?:signatures?|signed(?:[ -]off)?(?: by)?|sign|sign(?:ed)?[ -]?off|initials?|signature (?:of|and|&).*)",
    re.IGNORECASE,
)
_GRID_COLUMNS = (
    ("date", re.compile(r".*\bdated?\b.*", re.IGNORECASE)),
    ("sign", _GRID_HEAD),
    (
        "role",
        re.compile(
            r"(?:job )?(?:role|position|title|designation|capacity|office|function|department|body|on behalf of|for and on behalf of).*|job title.*",
            re.IGNORECASE,
        ),
    ),
    (
        "name",
        re.compile(
            r".*\bnames?\b.*",
            re.IGNORECASE,
        ),
    ),
)
_GRID_WHO = re.compile(
    r"approver|(?:approved|reviewed|prepared|authori[sz]ed|agreed|signed|ratified) by|person|who",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Grid:
    """A table with a column for signatures."""

    table: Table
    header: Row
    columns: dict[str, int]
    rows: list[Row]


def grid_of(table: Table) -> Grid | None:
    """The table for signatures that a table is or holds; None where it is none."""
    for number, row in enumerate(table.rows[:-1]):
        if not any(_may_head_signatures(cell) for cell in row.cells):
            continue
        heads = [clean(cell.text).rstrip(":") for cell in row.cells]
        if (
            len(heads) >= 2
            and all(len(head) < 50 for head in heads)
            and any(_GRID_HEAD.fullmatch(head) for head in heads)
        ):
            columns = _grid_columns(heads, table.rows[number + 1 :])
            strange = len(heads) - sum(_is_grid_head(head) for head in heads)
            filled = all(clean(head) for head in heads[1:])
            if filled and _tells_changes(heads, columns) and not _is_repeated(table, number, columns):
                return Grid(table, row, columns, [])
            if filled and _is_log(heads, strange, table.rows[number + 1 :]):
                return Grid(table, row, columns, [])
            if (
                len(columns) >= 2
                and strange * 2 < len(heads)
                and filled
                and not _is_repeated(table, number, columns)
            ):
                return Grid(table, row, columns, table.rows[number + 1 :])
    return None


def offices_in(grid: Grid) -> str:
    """The offices that a table for signatures asks, in one line."""
    at = grid.columns.get("role", len(grid.header.cells))
    return " ".join(clean(row.cells[at].text) for row in grid.rows if at < len(row.cells))


def _is_log(heads: list[str], strange: int, below: list[Row]) -> bool:
    """Whether a table is kept of what happens, a line for each entry: it has headings that no table of signers has.

    Args:
        heads: the headings, none of them blank.
        strange: how many of them no table of signers has.
        below: the rows below them.
    """
    if len(heads) < FEWEST_OF_A_LOG or not strange or len(below[0].cells) != len(heads):
        return False
    labelled = any(row.cells and KEY.match(clean(row.cells[0].text)) for row in below)
    if labelled or _GRID_HEAD.fullmatch(heads[0]):
        return False  # labels and values take turns
    blank = all(is_blank(cell.text) for row in below for cell in row.cells)
    return blank or (strange * 2 >= len(heads) and not any(map(_OF_POLICIES.search, heads)))


FEWEST_OF_A_LOG = 3  # headings
_OF_POLICIES = re.compile(
    r"approv|review|polic|govern|chair|head|ratif|adopt|agreed|prepared|authori", re.IGNORECASE
)


def _tells_changes(heads: list[str], columns: dict[str, int]) -> bool:
    """Whether a table is one of changes, which somebody initials, and names nobody to sign."""
    return not columns.keys() & {"name", "role"} and any(map(_CHANGES.search, heads))


_CHANGES = re.compile(r"amend|change|revision|version|descri|update", re.IGNORECASE)


def _is_repeated(table: Table, number: int, columns: dict[str, int]) -> bool:
    """Whether the "heading" stands in the next row again, where it is a label in each, or heads a table of versions."""
    row, below = table.rows[number], table.rows[number + 1]
    at = columns["sign"]
    same = at < len(below.cells) and clean(below.cells[at].text) == clean(row.cells[at].text)
    initials = "sign" not in row.cells[at].text.casefold()
    return same or (initials and columns_of(row) is not None)


def _is_grid_head(head: str) -> bool:
    """Whether a text heads a column; where names and dates stand between, the row is one of labels and values."""
    known = any(pattern.fullmatch(head) for _, pattern in _GRID_COLUMNS) or _GRID_WHO.fullmatch(head)
    return bool(known) or not head


def _may_head_signatures(cell: Cell) -> bool:
    """A cheap look whether a cell can be the heading of a column for signatures."""
    lower = cell.text.lower()
    return "sign" in lower or "initial" in lower


_SIGNATURE = re.compile(r"signatures?", re.IGNORECASE)  # beside it "Signed by" says who


def _are_offices(rows: list[Row]) -> bool:
    """Whether rows begin with offices, above which no heading stands."""
    first = [clean(row.cells[0].text) for row in rows if row.cells]
    return all(is_role(text) for text in first if text)


def _grid_columns(heads: list[str], below: list[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    who: int | None = None
    signature = any(_SIGNATURE.fullmatch(head) for head in heads)
    for number, head in enumerate(heads):
        if signature and _GRID_WHO.fullmatch(head):
            who = number
            continue
        kind = next((kind for kind, pattern in _GRID_COLUMNS if pattern.fullmatch(head)), None)
        if kind:
            found.setdefault(kind, number)
        elif _GRID_WHO.fullmatch(head):
            who = number
    if who is not None:
        found.setdefault("role" if "name" in found else "name", who)
    if "role" not in found and heads and not heads[0] and ("name" not in found or _are_offices(below)):
        found["role"] = 0
    return found
