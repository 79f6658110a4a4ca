"""A trust's register as an .xlsx workbook: read whole, written by changing our own cells and nothing else."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import olefile
from python_calamine import CalamineError, CalamineWorkbook

from policyclerk.adapters.cell_text import clean
from policyclerk.adapters.office_zip import BadPackage, Package, open_package, with_parts
from policyclerk.adapters.register_file import file_bytes
from policyclerk.adapters.safe_write import (
    Write,
    changed_since_read,
    conflict_copies,
    digest,
    put,
    replace_file,
)
from policyclerk.adapters.sheet_facts import SheetFacts, read_facts
from policyclerk.adapters.spreadsheet_part import (
    Area,
    BadSheet,
    SheetPart,
    table_areas,
    why_never_written,
    worksheets,
)
from policyclerk.adapters.status_cells import Ground, TabCells, no_tab, place, refuse_other_changes
from policyclerk.domain.cells import BLANK
from policyclerk.domain.errors import RegisterError, WriteRefused
from policyclerk.domain.register import CellValue, RawBook, RawCell, RawTable, Register
from policyclerk.ports import RowOutcome

if TYPE_CHECKING:  # of a night; `check` needs it not
    from policyclerk.domain.action import StatusOrder


class XlsxRegister:
    """Reads an .xlsx or .xlsm workbook, and writes status cells into an .xlsx.

    Args:
        path: the workbook.
        shown: what people call it in a sentence ("register.xlsx").
        backup: a folder that gets one dated copy of the workbook as it was before each writing; None = no copy.
        write: puts bytes into a new file.
    """

    def __init__(self, path: Path, *, shown: str, backup: Path | None = None, write: Write = put) -> None:
        self._path = path
        self._shown = shown
        self._backup = backup
        self._write = write
        self._opened: _Workbook | None = None
        # Most values of a register stand in it many times, and a night reads it twice: each is made into a cell once.
        self._cell: Callable[[Any], RawCell] = lru_cache(maxsize=None, typed=True)(_cell)

    def read(self) -> RawBook:
        """Every tab of the workbook as it stands, hidden ones too.

        Raises:
            RegisterError: register_missing or register_unreadable, with the reason and what to do.
        """
        data = file_bytes(self._path, shown=self._shown)
        self._opened = self._open(data)
        return replace(self._opened.book, copies=conflict_copies(self._path))

    def write_status(self, *, orders: Sequence["StatusOrder"], register: Register) -> tuple[RowOutcome, ...]:
        """Set our cells where they differ from what is ordered; the outcomes stand in the order of the orders.

        Where all cells say so already, the file is not touched. A row that says so already counts as written.

        Raises:
            WriteRefused: the workbook cannot be written without harm; it is exactly as it was.
        """
        try:
            return self._write_status(orders, register)
        except RegisterError as fault:
            raise WriteRefused(fault.kind, f"Nothing was written: {fault.message}") from fault
        except (BadPackage, BadSheet) as fault:
            raise WriteRefused(
                "register_not_writable", f"Nothing was written to {self._shown}: {fault}."
            ) from fault

    def _write_status(self, orders: Sequence["StatusOrder"], register: Register) -> tuple[RowOutcome, ...]:
        data = file_bytes(self._path, shown=self._shown)
        if digest(data) != register.version:
            raise changed_since_read(self._shown)
        workbook, self._opened = self._opened, None
        if workbook is None or workbook.book.version != register.version:
            workbook = self._open(data)
        self._refuse_for_good(workbook.package)
        written, outcomes = _place(workbook, orders, register)
        if any(each.cells for each in written):
            new = _patched(workbook, written)
            refuse_other_changes(workbook.book, self._open(new).book, written)
            replace_file(
                self._path,
                new,
                shown=self._shown,
                expected=register.version,
                backup=self._backup,
                write=self._write,
            )
        return outcomes

    # ---- reading

    def _open(self, data: bytes) -> "_Workbook":
        package = self._package(data)
        try:
            sheets = worksheets(package)
            facts = [
                read_facts(package, sheet) for sheet in sheets
            ]  # also bounds what the next line may take
            values = _values(data, sheets)
        except (BadPackage, BadSheet) as fault:
            raise self._unreadable(str(fault)) from fault
        tables = tuple(
            _table(s.name, v, f, self._cell) for s, v, f in zip(sheets, values, facts, strict=True)
        )
        book = RawBook(source=self._shown, version=digest(data), tables=tables)
        return _Workbook(package, sheets, tuple(facts), book)

    def _package(self, data: bytes) -> Package:
        why = _why_no_workbook(data)
        if why is None:
            try:
                package = open_package(data)
            except BadPackage as fault:
                raise self._unreadable(str(fault)) from fault
            why = _why_other_format(package)
            if why is None:
                return package
        raise self._unreadable(why)

    def _unreadable(self, why: str) -> RegisterError:
        return RegisterError("register_unreadable", f"{self._shown} cannot be read: {why}.")

    # ---- writing

    def _refuse_for_good(self, package: Package) -> None:
        why = why_never_written(package)
        if self._path.suffix.casefold() != ".xlsx":
            why = f"policyclerk writes into .xlsx workbooks only, and this is {self._path.suffix or 'without ending'}"
        if why:
            raise WriteRefused("register_not_writable", f"Nothing was written to {self._shown}: {why}.")


@dataclass(frozen=True, slots=True)
class _Workbook:
    """An opened workbook: its parts, and its tabs in the order of the sheets and of their facts."""

    package: Package
    sheets: tuple[SheetPart, ...]
    facts: tuple[SheetFacts, ...]
    book: RawBook


def _patched(workbook: _Workbook, written: Sequence[TabCells]) -> bytes:
    """The workbook with the ordered cells set. Raises BadSheet, BadPackage."""
    from policyclerk.adapters.sheet_patch import date_cells, patched  # of a night; `check` needs it not

    package = workbook.package
    parts = {sheet.name: sheet.part for sheet in workbook.sheets}
    dates = date_cells(package)
    new = {
        parts[each.tab.name]: patched(
            package.read(parts[each.tab.name]),
            headings=each.headings,
            beside=each.tab.last_column,
            cells=each.cells,
            dates=dates,
        )
        for each in written
        if each.cells
    }
    return with_parts(package, new)


def _place(
    workbook: _Workbook, orders: Sequence["StatusOrder"], register: Register
) -> tuple[list[TabCells], tuple[RowOutcome, ...]]:
    tabs = {tab.name: tab for tab in register.tabs}
    written = []
    for sheet, facts, table in zip(workbook.sheets, workbook.facts, workbook.book.tables, strict=True):
        asked = [order for order in orders if order.tab == sheet.name]
        if asked and sheet.name in tabs:
            ground = _ground(table, facts, table_areas(workbook.package, sheet))
            written.append(place(ground, tabs[sheet.name], asked))
    decided = {(o.tab, o.row): o for each in written for o in each.outcomes}
    return written, tuple(decided.get((o.tab, o.row)) or no_tab(o) for o in orders)


def _why_no_workbook(data: bytes) -> str | None:
    """What a file is instead of a zip, as half a sentence."""
    if data.startswith(b"PK\x03\x04"):
        return None
    if not data:
        return "it is empty"
    if data.startswith(olefile.MAGIC):
        if _is_encrypted(data):
            return "it is protected with a password; save a copy without one"
        return "it is an old .xls workbook; open it in Excel and save it as .xlsx"
    if data.lstrip()[:1] == b"<":
        return "it is a web page named as a workbook; open it in Excel and save it as .xlsx"
    return "it is no Excel workbook; open it in Excel and save it as .xlsx"


def _is_encrypted(data: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return bool(ole.exists("EncryptedPackage"))
    except (OSError, ValueError, IndexError):
        return False


def _why_other_format(package: Package) -> str | None:
    names = {name.casefold() for name in package.names}
    if "xl/workbook.bin" in names:
        return "it is a binary workbook (.xlsb); save it as .xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "it is an OpenDocument spreadsheet; save it as .xlsx"
    if "word/document.xml" in names:
        return "it is a Word document, not a workbook"
    return None


def _values(data: bytes, sheets: Sequence[SheetPart]) -> list[list[list[Any]]]:
    """The cells' values, tab by tab, from the sheet's first row and column on."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [book.get_sheet_by_name(each.name).to_python(skip_empty_area=False) for each in sheets]
    except CalamineError as fault:
        raise BadSheet("its tabs are damaged") from fault
    except BaseException as fault:
        # A panic of the library's compiled half comes as this class, which it does not give a name to import.
        if type(fault).__name__ != "PanicException":
            raise
        raise BadSheet("its tabs are damaged") from fault


def _table(
    name: str, values: Sequence[Sequence[Any]], facts: SheetFacts, cell: Callable[[Any], RawCell]
) -> RawTable:
    marked: dict[int, list[int]] = {}
    for row, column in {*facts.links, *facts.errors, *facts.formulas}:
        marked.setdefault(row, []).append(column)
    rows = []
    for number in range(1, max(len(values), max(marked, default=0)) + 1):
        cells = list(map(cell, values[number - 1])) if number <= len(values) else []
        for column in marked.get(number, ()):
            cells.extend([BLANK] * (column - len(cells)))
            cells[column - 1] = _marked(cells[column - 1], (number, column), facts)
        while cells and cells[-1] is BLANK:
            cells.pop()
        rows.append(tuple(cells))
    return RawTable(name=name, rows=tuple(rows), merged=facts.merged)


def _cell(value: Any) -> RawCell:
    return BLANK if value == "" else RawCell(_value(value))


def _marked(cell: RawCell, where: tuple[int, int], facts: SheetFacts) -> RawCell:
    error = facts.errors.get(where)
    return RawCell(
        value=None if error else cell.value,
        link=facts.links.get(where),
        error=error,
        formula=where in facts.formulas,
    )


def _value(value: Any) -> CellValue:
    if isinstance(value, str):  # most cells are texts
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (bool, int, float, date, datetime)):
        return value
    return str(value)


def _ground(table: RawTable, facts: SheetFacts, excel_tables: Sequence[Area]) -> Ground:
    def barred(row: int, column: int) -> str | None:
        for top, left, bottom, right in facts.arrays:
            if top <= row <= bottom and left <= column <= right:
                return f"Row {row} of tab {table.name!r} has a formula that fills several cells, ours among them."
        for top, left, _, right in excel_tables:
            if top == row and left <= column <= right:
                return f"Row {row} of tab {table.name!r} is the heading row of an Excel table; ours would break it."
        return None

    refused = f"Tab {table.name!r} is protected; unprotect it in Excel." if facts.protected else None
    return Ground(table=table, form=_form, refused=refused, barred=barred)


def _form(value: str | date) -> str | date:
    return clean(value) if isinstance(value, str) else value
