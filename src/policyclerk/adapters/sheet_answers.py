"""Google's answers about a sheet, turned into tables: pure, so that recorded answers can be held against it."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from policyclerk.adapters.cell_text import column_number
from policyclerk.domain.cells import BLANK
from policyclerk.domain.headings import ROWS_SEARCHED, squeezed
from policyclerk.domain.register import OWN_HEADINGS, CellValue, RawCell, RawTable

Json = Mapping[str, Any]
Where = tuple[int, int]
Area = tuple[int, int, int, int]

FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Google's serial numbers."""

_START = re.compile(r"(?:^|!)\$?([A-Z]{1,3})?\$?([0-9]{1,8})?(?::|$)")
_ERRORS = {"NULL_VALUE": "#NULL!", "DIVIDE_BY_ZERO": "#DIV/0!", "VALUE": "#VALUE!", "REF": "#REF!", "NAME": "#NAME?",
           "NUM": "#NUM!", "N_A": "#N/A", "LOADING": "Loading..."}  # fmt: skip
_OWN = frozenset(squeezed(heading) for heading in OWN_HEADINGS)


@dataclass(frozen=True, slots=True)
class SheetTab:
    """One tab as Google knows it: a number that never changes, a title that may, and its merged ranges."""

    number: int
    title: str
    merged: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetBook:
    """A spreadsheet as a whole, without its cells."""

    title: str
    locale: str | None
    tabs: tuple[SheetTab, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """What a cell is beside its value.

    Attributes:
        form: Google's type of number format (`DATE`, `TIME`), None where there is none.
    """

    link: str | None = None
    error: str | None = None
    formula: bool = False
    form: str | None = None


NO_DETAIL = Detail()


def book_of(book: Json) -> SheetBook:
    """Title, locale and tabs of a spreadsheet."""
    properties = book["properties"]
    return SheetBook(str(properties.get("title", "")), properties.get("locale"), tabs_of(book))


def tabs_of(book: Json) -> tuple[SheetTab, ...]:
    """The tabs that have cells, in the order of the book; charts and connected data are no tabs."""
    sheets = [
        sheet for sheet in book.get("sheets", ()) if sheet["properties"].get("sheetType", "GRID") == "GRID"
    ]
    return tuple(
        SheetTab(
            number=sheet["properties"].get("sheetId", 0),
            title=sheet["properties"]["title"],
            merged=tuple(_area(each) for each in sheet.get("merges", ())),
        )
        for sheet in sheets
    )


def values_of(answer: Json) -> tuple[tuple[CellValue, ...], ...]:
    """The rows of a range from row 1 and column A on; Google leaves out what is blank at the end of rows and sheets."""
    row, column = _start(answer.get("range", ""))
    rows = [
        (None,) * (column - 1) + tuple(_value(each) for each in line) for line in answer.get("values", ())
    ]
    return (((),) * (row - 1)) + tuple(rows)


def details_of(sheet: Json) -> dict[Where, Detail]:
    """(row, column) from 1 -> what the cells of a tab are beside their values; plain cells are absent."""
    found = {}
    for grid in sheet.get("data", ()):
        top, left = grid.get("startRow", 0) + 1, grid.get("startColumn", 0) + 1
        for row, line in enumerate(grid.get("rowData", ()), top):
            for column, cell in enumerate(line.get("values", ()), left):
                detail = _detail(cell) if cell else NO_DETAIL
                if detail != NO_DETAIL:
                    found[row, column] = detail
    return found


def table_of(
    tab: SheetTab, values: Sequence[Sequence[CellValue]], details: Mapping[Where, Detail]
) -> RawTable:
    """A tab with values and details brought together."""
    rows = tuple(_cells(number, line, details) for number, line in enumerate(values, 1))
    return RawTable(name=tab.title, rows=rows, merged=tab.merged)


def version_of(tables: Sequence[RawTable]) -> str:
    """A digest of everything but our own five columns, wherever they stand."""
    content = hashlib.sha256()
    for table in tables:
        content.update(repr((table.name, table.merged)).encode("utf-8", "surrogatepass"))
        for line in _without_own(table):
            content.update(repr(line).encode("utf-8", "surrogatepass"))
    return content.hexdigest()


def day_of_serial(value: CellValue) -> CellValue:
    """A serial number as its day (with a fraction as day and time); anything else, and days out of range, unchanged."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    try:
        moment = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day) + timedelta(days=value)  # noqa: DTZ001 - a sheet's dates have no zone
    except (OverflowError, ValueError):
        return value
    return moment.date() if float(value).is_integer() else moment.replace(microsecond=0)


def serial_of_day(day: date) -> int:
    """A day as Google's serial number."""
    return (day - FIRST_DAY).days


def _start(shown: str) -> tuple[int, int]:
    """Row and column at which a range begins: `'My tab'!B2:C9` at row 2, column 2."""
    place = shown.rsplit("!", 1)[1] if "!" in shown else ""
    match = _START.match(place)
    if not place or match is None:
        return 1, 1
    return int(match[2] or 1), column_number(match[1] or "A")


def _value(value: Any) -> CellValue:
    if value == "" or value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value if isinstance(value, (str, bool, int, float)) else str(value)


def _cells(number: int, line: Sequence[CellValue], details: Mapping[Where, Detail]) -> tuple[RawCell, ...]:
    cells = [_cell(value, details.get((number, column), NO_DETAIL)) for column, value in enumerate(line, 1)]
    while cells and cells[-1] is BLANK:
        cells.pop()
    return tuple(cells)


def _cell(value: CellValue, detail: Detail) -> RawCell:
    if detail is NO_DETAIL:
        return BLANK if value is None else RawCell(value)
    if detail.error:
        shown = value if isinstance(value, str) and value.startswith("#") else detail.error
        return RawCell(link=detail.link, error=shown, formula=detail.formula)
    if value is None and not (detail.link or detail.formula):
        return BLANK
    return RawCell(_formed(value, detail.form), link=detail.link, formula=detail.formula)


def _formed(value: CellValue, form: str | None) -> CellValue:
    """A number whose cell shows a date is that date: values calls hand out serial numbers and no formats."""
    if form not in {"DATE", "DATE_TIME", "TIME"}:
        return value
    moment = day_of_serial(value)
    if form == "TIME" and isinstance(moment, datetime):
        return f"{moment:%H:%M}"
    return value if form == "TIME" else moment


def _detail(cell: Json) -> Detail:
    error = cell.get("effectiveValue", {}).get("errorValue")
    return Detail(
        link=_link(cell),
        error=_ERRORS.get(error.get("type", ""), "#ERROR!") if error is not None else None,
        formula="formulaValue" in cell.get("userEnteredValue", {}),
        form=cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type"),
    )


def _link(cell: Json) -> str | None:
    """Where a cell leads: a file chip, the whole cell's hyperlink, else the first link inside its text."""
    chips = (run.get("chip", {}).get("richLinkProperties", {}).get("uri") for run in cell.get("chipRuns", ()))
    inside = (run.get("format", {}).get("link", {}).get("uri") for run in cell.get("textFormatRuns", ()))
    return next((each for each in (*chips, cell.get("hyperlink"), *inside) if each), None)


def _area(grid: Json) -> Area:
    """A half-open range counted from 0 as (first row, first column, last row, last column) from 1."""
    far = 10_000_000
    return (
        grid.get("startRowIndex", 0) + 1,
        grid.get("startColumnIndex", 0) + 1,
        grid.get("endRowIndex", far),
        grid.get("endColumnIndex", far),
    )


def _without_own(table: RawTable) -> Iterator[tuple[object, ...]]:
    own = {
        column
        for row in table.rows[:ROWS_SEARCHED]
        for column, cell in enumerate(row)
        if isinstance(cell.value, str) and squeezed(cell.value) in _OWN
    }
    for row in table.rows:
        line = [
            (c.value, c.link, c.error, c.formula) if c is not BLANK else None
            for column, c in enumerate(row)
            if column not in own
        ]
        while line and line[-1] is None:
            line.pop()
        yield tuple(line)
