"""The table of versions in a document, and the row that a draft adds to it."""

import re
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.action import DraftChange, DraftChanges
from policyclerk.domain.dates import dates_in
from policyclerk.domain.document import HistoryRow
from policyclerk.word.history import Column, HistoryTable
from policyclerk.word.manuscript import Edit, Manuscript
from policyclerk.word.markup import w
from policyclerk.word.spans import NotEditable, must_not_be_locked
from policyclerk.word.text import Paragraph, Row, Table
from policyclerk.word.tracked import cells_of
from policyclerk.word.written import renumbered, written_like

_PLAIN = "01/01/2000"
"""How a day is written in a table that has none yet."""
_BY_SOMEBODY = re.compile(r"\bby\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class History:
    """A table of versions, seen as the place of the next row."""

    found: HistoryTable

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.found.table

    def text(self, row: Row | None, column: Column) -> str:
        """What a row says in a column; empty where it has none."""
        at = self.found.columns.get(column)
        return (
            row.cells[at].text.strip() if row is not None and at is not None and at < len(row.cells) else ""
        )

    def filled(self) -> list[tuple[Row, HistoryRow]]:
        """The rows that state a version or a date."""
        return [(row, says) for row, says in self.found.rows if says.version or says.date]

    def newest(self) -> Row | None:
        """The row of the newest version; of rows that cannot be told apart the last."""
        filled = self.filled()
        ranked = [(_rank(says), at, row) for at, (row, says) in enumerate(filled)]
        return max(ranked, key=lambda one: one[:2])[2] if ranked else None

    def newest_first(self) -> bool:
        """Whether new rows go to the top of the table."""
        filled = self.filled()
        return len(filled) > 1 and _rank(filled[0][1]) > _rank(filled[-1][1])

    def spare(self) -> Row | None:
        """An empty row kept for the next version: below the newest, or any where nothing is filled in yet."""
        newest, rows = self.newest(), self.table.rows
        blank = [row for row in self.found.blank if all(cell.paragraphs for cell in row.cells)]
        if newest is None:
            return next(iter(blank), None)
        if self.newest_first():
            return None
        return next((row for row in blank if rows.index(row) > rows.index(newest)), None)


def _rank(says: HistoryRow) -> tuple[date, tuple[int, ...]]:
    day = says.date.start if says.date is not None else None
    return day or date.min, tuple(int(number) for number in re.findall(r"\d+", says.version or "")[:4])


# ---- writing


def add_row(manuscript: Manuscript, history: History, changes: DraftChanges) -> None:
    """Give the history a row for the draft; where that cannot be done safely, it is left and told."""
    newest = history.newest()
    columns = {at: column for column, at in history.found.columns.items()}
    texts = [
        _text(history, columns.get(at), newest, changes) for at in range(len(history.found.header.cells))
    ]
    spare = history.spare()
    if spare is not None and len(spare.cells) == len(texts):
        _fill(manuscript, spare, texts)
    else:
        _insert(manuscript, history, newest, texts)


def _text(history: History, column: Column | None, newest: Row | None, changes: DraftChanges) -> str | None:
    """What the new row says in a column; the approver's is always left for people."""
    if column is None or column == "approver":
        return None
    old = history.text(newest, column)
    if column in ("owner", "author"):
        return _person(history, column, old, changes.owner)
    days = {"date": changes.reviewed_on, "next": changes.next_review_on}
    if column in days:
        day = days[column]
        return written_like(_date_text(old), day) if day is not None else None
    if column == "version":
        return renumbered(old, changes.version) if changes.version else None
    return changes.status if column == "status" else changes.history_comment


def _date_text(cell: str) -> str:
    """The date alone of a cell such as "12/3/20 (FGB)"."""
    found = next(iter(dates_in(cell, "")), None)
    return cell[found.start : found.end] if found is not None else _PLAIN


def _person(history: History, column: Column, old: str, new: str | None) -> str | None:
    """The owner stays; who did the work on this version ("Modified by") is not known to us."""
    heading = history.found.header.cells[history.found.columns[column]].text
    return new or (None if _BY_SOMEBODY.search(heading) else old) or None


def _fill(manuscript: Manuscript, row: Row, texts: list[str | None]) -> None:
    edits = []
    for cell, text in zip(row.cells, texts, strict=True):
        if text:
            paragraph = cell.paragraphs[0]
            start = len(paragraph.text) - len(paragraph.text.lstrip()) if paragraph.text.strip() else 0
            edits.append(Edit("history", paragraph, start, start + len(paragraph.text.strip()), text))
    manuscript.make(edits)


def _insert(manuscript: Manuscript, history: History, newest: Row | None, texts: list[str | None]) -> None:
    rows = history.table.rows
    model = newest if newest is not None else rows[-1]
    place = _first_paragraph(model)
    try:
        _must_take_rows(model, len(texts))
    except NotEditable as reason:
        manuscript.leave("history", place, str(reason))
        return
    row = manuscript.pen.new_row(model.element, texts)
    above = newest is not None and history.newest_first()
    if above:
        model.element.addprevious(row)
    else:
        model.element.addnext(row)
    told = " | ".join(text or "" for text in texts)
    where = f"{history.table.where}, {'above' if above else 'below'} row {rows.index(model) + 1}"
    manuscript.changes.append(DraftChange("history", None, told, where))
    manuscript.touch(place)


def _first_paragraph(row: Row) -> Paragraph:
    return next(paragraph for cell in row.cells for paragraph in cell.paragraphs)


def _must_take_rows(row: Row, columns: int) -> None:
    """Raise NotEditable where a row cannot be copied."""
    must_not_be_locked(row.element)
    if len(row.cells) != columns or len(cells_of(row.element)) != columns:
        raise NotEditable("in a table whose rows differ in their columns")
    if next(row.element.iterancestors(w("txbxContent")), None) is not None:
        raise NotEditable("in a text box")
