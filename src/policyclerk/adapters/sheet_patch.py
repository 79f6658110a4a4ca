"""Changing single cells in a worksheet's part of an .xlsx, so that everything else in the book stays as it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lxml import etree

from policyclerk.adapters.cell_text import day_text
from policyclerk.adapters.office_zip import Package
from policyclerk.adapters.sheet_pieces import cut
from policyclerk.adapters.spreadsheet_part import (
    Area,
    area,
    column_of,
    counts_from_1904,
    number,
    parse,
    place_cells,
    relations,
    workbook_part,
)
from policyclerk.domain.cells import column_letters

_BUILT_IN_DATES = {14, 15}
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class DateCells:
    """How a book shows days.

    Attributes:
        styles: indexes of its cell styles that show a whole date.
        plain: the one among them without a fill, for a cell that has no style yet; None where there is none.
            Then days are written as text: styles.xml belongs to the whole book and stays untouched.
        epoch: the day that counts as 0.
    """

    styles: frozenset[int]
    plain: int | None
    epoch: date


def date_cells(package: Package) -> DateCells:
    """Find the date styles that a book has already. Raises BadSheet."""
    epoch = _EPOCH_1904 if counts_from_1904(package) else _EPOCH
    part = next(
        (r.part for r in relations(package, workbook_part(package)).values() if r.kind == "styles"), None
    )
    if part not in package.names:
        return DateCells(frozenset(), None, epoch)
    tree = parse(package.read(str(part)))
    formats = {each.get("numFmtId"): each.get("formatCode", "") for each in tree.iter("{*}numFmt")}
    found: dict[int, tuple[bool, bool, int]] = {}
    for holder in tree.iter("{*}cellXfs"):
        for index, style in enumerate(holder.iterchildren("{*}xf")):
            if _shows_a_date(style.get("numFmtId", "0"), formats):
                found[index] = (style.get("borderId", "0") != "0", style.get("fontId", "0") != "0", index)
                if style.get("fillId", "0") != "0":
                    found[index] = (True, True, -1)  # a filled cell would look like one of our colours
    plain = min((rank for rank in found.values() if rank[2] >= 0), default=None)
    return DateCells(frozenset(found), plain[2] if plain else None, epoch)


def _shows_a_date(format_id: str, formats: Mapping[str | None, str]) -> bool:
    code = formats.get(format_id)
    if code is None:
        return number(format_id) in _BUILT_IN_DATES
    letters = _NOT_FORMAT.sub("", code.partition(";")[0]).casefold()
    return {"d", "m", "y"} <= set(letters) and not {"h", "s"} & set(letters)


def patched(
    data: bytes,
    *,
    headings: Mapping[tuple[int, int], str],
    beside: int,
    cells: Mapping[tuple[int, int], str | date],
    dates: DateCells,
) -> bytes:
    """A worksheet's part with some cells set and nothing else changed.

    Rows that do not change are not looked at, and of the others a thousand or two at a time, so that a large sheet takes
    little memory.

    Args:
        data: the part as it stands.
        headings: new headings, (row, column) -> text.
        beside: the column of the heading whose look the new ones take.
        cells: (row, column) -> value; "" empties a cell. Cells keep their look.
        dates: how this book shows days.

    Raises:
        BadSheet: the part is damaged.
    """
    whole = _Setting(headings, beside, cells, dates)
    pieces = cut(data)
    if pieces is None:
        return _set(data, whole)
    head = pieces.head
    changed: dict[int, bytes] = {}
    for numbers, setting in _a_few_rows_each(whole):
        made = cut(_set(pieces.only(numbers, head), setting))
        if made is None:
            return _set(data, whole)
        head = made.head
        changed.update(made.rows)
    return pieces.with_rows(changed, head).joined()


ROWS_AT_ONCE = 1000
"""Rows of a sheet that are held as a tree, which takes fifteen times the room of their text."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is to be set; see `patched`."""

    headings: Mapping[tuple[int, int], str]
    beside: int
    cells: Mapping[tuple[int, int], str | date]
    dates: DateCells


def _a_few_rows_each(whole: _Setting) -> Iterator[tuple[list[int], _Setting]]:
    """The rows that change, as many at once as a tree is made of, with what is to be set in them."""
    rows: dict[int, tuple[dict[tuple[int, int], str], dict[tuple[int, int], str | date]]] = {}
    for place, text in whole.headings.items():
        rows.setdefault(place[0], ({}, {}))[0][place] = text
    for place, value in whole.cells.items():
        rows.setdefault(place[0], ({}, {}))[1][place] = value
    numbers = sorted(rows)
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        some = numbers[start : start + ROWS_AT_ONCE]
        headings = {place: text for row in some for place, text in rows[row][0].items()}
        cells = {place: value for row in some for place, value in rows[row][1].items()}
        yield some, replace(whole, headings=headings, cells=cells)


def _set(data: bytes, setting: _Setting) -> bytes:
    sheet = _Sheet(parse(data), setting.dates)
    for (row, column), text in setting.headings.items():
        sheet.put(row, column, text, style=sheet.style_of(row, setting.beside))
    for (row, column), value in sorted(setting.cells.items(), key=lambda item: item[0]):
        sheet.put(row, column, value)
    sheet.widen({**setting.headings, **setting.cells})
    document = sheet.tree.getroottree()
    standalone: Any = document.docinfo.standalone
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=standalone))


class _Sheet:
    """A worksheet's tree while cells are being set in it."""

    def __init__(self, tree: etree._Element, dates: DateCells) -> None:
        self.tree, self.dates = tree, dates
        self.namespace = etree.QName(tree).namespace
        found = tree.find("{*}sheetData")
        self.data = found if found is not None else etree.SubElement(tree, self._tag("sheetData"))
        self.rows: dict[int, etree._Element] = {}
        self._number_rows()
        self.touched: set[int] = set()

    def _tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}" if self.namespace else name

    def _number_rows(self) -> None:
        last = 0
        for row in self.data.iterchildren("{*}row"):
            last = number(row.get("r")) or last + 1
            row.set("r", str(last))
            self.rows[last] = row

    def style_of(self, row: int, column: int) -> str | None:
        """The style that a cell carries."""
        cell, _ = self._find(self._row(row), column)
        return cell.get("s") if cell is not None else None

    def put(self, row: int, column: int, value: str | date, *, style: str | None = None) -> None:
        """Set one cell; `style` counts only where the cell has none yet."""
        line = self._row(row)
        line.attrib.pop("spans", "")  # a hint about the first and last column that would no longer hold
        cell, before = self._find(line, column)
        if cell is None:
            cell = etree.SubElement(line, self._tag("c"), {"r": f"{column_letters(column)}{row}"})
            line.insert(before, cell)
            style = style or self._inherited_style(line, column)
        else:
            style = cell.get("s") or style
            for name in ("t", "cm", "vm"):
                cell.attrib.pop(name, "")
            cell[:] = []
        if style:
            cell.set("s", style)
        self._fill(cell, value)

    def _fill(self, cell: etree._Element, value: str | date) -> None:
        if isinstance(value, date):
            style = number(cell.get("s")) or 0
            if style == 0 and self.dates.plain is not None:
                style = self.dates.plain
                cell.set("s", str(style))
            if style in self.dates.styles:
                etree.SubElement(cell, self._tag("v")).text = str((value - self.dates.epoch).days)
                return
            value = day_text(value)
        if not value:
            return
        # Text that stands in the cell itself: the table of texts that all tabs share stays as it is, and a first
        # character "=" makes no formula of it.
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, self._tag("is")), self._tag("t"))
        text.text = _ESCAPE_LIKE.sub("_x005F_", value)
        text.set(_XML_SPACE, "preserve")

    def _inherited_style(self, line: etree._Element, column: int) -> str | None:
        """What a new cell looks like when typed by hand: as its row is set, else as its column is."""
        if line.get("customFormat") in {"1", "true"}:
            return line.get("s")
        for each in self.tree.iterfind("{*}cols/{*}col"):
            if (number(each.get("min")) or 0) <= column <= (number(each.get("max")) or 0):
                return each.get("style")
        return None

    def _row(self, row: int) -> etree._Element:
        if row not in self.rows:
            line = etree.SubElement(self.data, self._tag("row"), {"r": str(row)})
            earlier = [each for each in self.rows if each < row]
            at = self.data.index(self.rows[max(earlier)]) + 1 if earlier else 0
            self.data.insert(at, line)
            self.rows[row] = line
        line = self.rows[row]
        if row not in self.touched:
            place_cells(line, row)
            self.touched.add(row)
        return line

    def _find(self, line: etree._Element, column: int) -> tuple[etree._Element | None, int]:
        """The cell of a column, and where in the row it stands or would have to."""
        for index in range(len(line) - 1, -1, -1):
            stands_in = column_of(line[index])
            if stands_in == column:
                return line[index], index
            if stands_in < column:
                return None, index + 1
        return None, 0

    def widen(self, cells: Mapping[tuple[int, int], object]) -> None:
        """Make the sheet's stated extent include the cells."""
        dimension = self.tree.find("{*}dimension")
        stated = area(dimension.get("ref", "")) if dimension is not None else None
        if dimension is None or stated is None or not cells:
            return
        rows, columns = zip(*cells, strict=True)
        dimension.set("ref", _reference(_union(stated, (min(rows), min(columns), max(rows), max(columns)))))


def _union(one: Area, other: Area) -> Area:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _reference(where: Area) -> str:
    top, left, bottom, right = where
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
