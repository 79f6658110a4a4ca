"""A trust's register as .csv files: one for the policies, further ones where the settings name them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from policyclerk.adapters.cell_text import clean, day_text, guarded
from policyclerk.adapters.csv_text import (
    CsvText,
    NotText,
    Record,
    encoded,
    fitted,
    parse,
    quoted,
    quotes_everything,
    with_fields,
)
from policyclerk.adapters.register_file import file_bytes
from policyclerk.adapters.safe_write import (
    Write,
    changed_since_read,
    conflict_copies,
    digest,
    put,
    replace_file,
)
from policyclerk.adapters.status_cells import Ground, TabCells, no_tab, place, refuse_other_changes
from policyclerk.domain.cells import BLANK
from policyclerk.domain.errors import RegisterError, WriteRefused
from policyclerk.domain.register import RawBook, RawCell, RawTable, Register
from policyclerk.ports import RowOutcome

if TYPE_CHECKING:  # of a night; `check` needs it not
    from policyclerk.domain.action import StatusOrder


class CsvRegister:
    """Reads .csv files, and writes status cells into the one of the policies.

    The rest of that file keeps its encoding, delimiter, line ends and quoting to the byte.

    Args:
        path: the file of the policies; its stem is the tab's name.
        shown: what people call it in a sentence ("register.csv").
        others: role (`people`, `schools`, `terms`, `meetings`, `acknowledgements`) -> that file.
        backup: a folder that gets one dated copy of the file as it was before each writing; None = no copy.
        write: puts bytes into a new file.
    """

    def __init__(
        self,
        path: Path,
        *,
        shown: str,
        others: Mapping[str, Path] | None = None,
        backup: Path | None = None,
        write: Write = put,
    ) -> None:
        self._path = path
        self._shown = shown
        self._others = dict(others or {})
        self._backup = backup
        self._write = write
        # As in a workbook: a night reads the file three times, and most values stand in it many times.
        self._cell: Callable[[str], RawCell] = lru_cache(maxsize=None)(RawCell)

    def read(self) -> RawBook:
        """All files as they stand, the policies first.

        Raises:
            RegisterError: register_missing or register_unreadable, with the file and the reason.
        """
        main, others = self._bytes()
        return replace(self._book(main, others), copies=conflict_copies(self._path))

    def write_status(self, *, orders: Sequence["StatusOrder"], register: Register) -> tuple[RowOutcome, ...]:
        """Set our fields where they differ from what is ordered; the outcomes stand in the order of the orders.

        Where all fields say so already, the file is not touched. A row that says so already counts as written.

        Raises:
            WriteRefused: the file cannot be written without harm; it is exactly as it was.
        """
        try:
            return self._write_status(orders, register)
        except RegisterError as fault:
            raise WriteRefused(fault.kind, f"Nothing was written: {fault.message}") from fault

    def _write_status(self, orders: Sequence["StatusOrder"], register: Register) -> tuple[RowOutcome, ...]:
        main, others = self._bytes()
        if _version(main, others) != register.version:
            raise changed_since_read(self._shown)
        before = self._book(main, others)
        text = self._parsed(self._path, self._shown, main)
        tab = next((tab for tab in register.tabs if tab.name == before.tables[0].name), None)
        asked = [order for order in orders if tab is not None and order.tab == tab.name]
        if tab is None or not asked:
            return tuple(no_tab(order) for order in orders)
        ground = Ground(table=before.tables[0], form=lambda value: _form(value, text))
        cells = place(ground, tab, asked)
        if cells.cells:
            new = _changed(text, cells)
            refuse_other_changes(before, self._book(new, others), [cells])
            replace_file(
                self._path,
                new,
                shown=self._shown,
                expected=digest(main),
                backup=self._backup,
                write=self._write,
            )
        decided = {outcome.row: outcome for outcome in cells.outcomes}
        return tuple(decided[o.row] if o.tab == tab.name else no_tab(o) for o in orders)

    def _bytes(self) -> tuple[bytes, dict[str, bytes]]:
        main = file_bytes(self._path, shown=self._shown)
        others = {role: file_bytes(path, shown=path.name) for role, path in self._others.items()}
        return main, others

    def _book(self, main: bytes, others: Mapping[str, bytes]) -> RawBook:
        tables = [_table(self._path.stem, self._parsed(self._path, self._shown, main), None, self._cell)]
        for role, data in others.items():
            path = self._others[role]
            tables.append(_table(path.stem, self._parsed(path, path.name, data), role, self._cell))
        return RawBook(source=self._shown, version=_version(main, others), tables=tuple(tables))

    def _parsed(self, path: Path, shown: str, data: bytes) -> CsvText:
        if data.startswith(b"PK\x03\x04"):
            raise RegisterError(
                "register_unreadable",
                f'{shown} is a workbook named {path.suffix}; name it .xlsx and set kind = "xlsx" under [register].',
            )
        try:
            return parse(data)
        except NotText as fault:
            raise RegisterError("register_unreadable", f"{shown} cannot be read: {fault}.") from fault


def _version(main: bytes, others: Mapping[str, bytes]) -> str:
    """The digest of the one file, or of the digests of all."""
    if not others:
        return digest(main)
    parts = [digest(main), *(f"{role}={digest(data)}" for role, data in sorted(others.items()))]
    return digest("\n".join(parts).encode())


def _table(name: str, text: CsvText, role: str | None, cell: Callable[[str], RawCell]) -> RawTable:
    return RawTable(name=name, rows=tuple(_cells(record, cell) for record in text.records), role=role)


def _cells(record: Record, cell: Callable[[str], RawCell]) -> tuple[RawCell, ...]:
    cells = [cell(field.value) if field.value else BLANK for field in record.fields]
    while cells and cells[-1] is BLANK:
        cells.pop()
    return tuple(cells)


def _form(value: str | date, text: CsvText) -> str:
    """A field's value: a day as people here write it, no formula, no character that the file cannot hold."""
    plain = clean(value) if isinstance(value, str) else day_text(value)
    return guarded(fitted(plain, text.encoding))


def _changed(text: CsvText, cells: TabCells) -> bytes:
    always = quotes_everything(text)
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), value in sorted({**cells.headings, **cells.cells}.items(), key=lambda item: item[0]):
        raw = "" if value == "" else quoted(str(value), delimiter=text.delimiter, always=always)
        rows.setdefault(row, []).append((column, raw))
    records = list(text.records)
    for row, values in rows.items():
        records[row - 1] = with_fields(records[row - 1], values)
    return encoded(replace(text, records=tuple(records)))
