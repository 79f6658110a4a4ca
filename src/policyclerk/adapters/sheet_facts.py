"""What a worksheet says besides values, which readers of values leave out: links, merges, formulas, errors."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from policyclerk.adapters.cell_text import column_number
from policyclerk.adapters.office_zip import Package
from policyclerk.adapters.plain_rows import without_plain_rows
from policyclerk.adapters.spreadsheet_part import (
    PARSER_LIMITS,
    Area,
    BadSheet,
    Relation,
    SheetPart,
    area,
    attribute,
    cells_where,
    column_of,
    number,
    place_cells,
    relations,
)
from policyclerk.domain.register import UNCALCULATED

MOST_CELLS = 4_000_000
"""Rows times columns of one tab: readers take memory for the whole rectangle up to the last filled cell."""
MOST_LINKED = 200_000

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What one worksheet's part says besides values; keys are (row, column) from 1."""

    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[Area, ...] = ()
    arrays: tuple[Area, ...] = ()
    protected: bool = False


def read_facts(package: Package, sheet: SheetPart) -> SheetFacts:
    """Links, merges, formulas, errors and protection of one worksheet, in one pass over its part.

    Most rows hold plain values and nothing that counts here; they are passed over.

    Raises:
        BadSheet: the part is damaged, or a far-off cell makes the sheet too large to hold.
    """
    walk = _Walk()
    thin = without_plain_rows(package.read(sheet.part))
    walk.height, walk.width = thin.height, thin.width
    try:
        for _, element in etree.iterparse(
            io.BytesIO(thin.part),
            events=("end",),
            tag=("{*}row", "{*}sheetData", "{*}mergeCell", "{*}hyperlink", "{*}sheetProtection"),
            **PARSER_LIMITS,
        ):
            walk.take(element)
    except etree.XMLSyntaxError as fault:
        raise BadSheet(f"tab {sheet.name!r} is damaged") from fault
    if walk.height * walk.width > MOST_CELLS:
        raise BadSheet(
            f"tab {sheet.name!r} has something as far off as row {walk.height} and column {walk.width}; "
            "delete the rows and columns that are not needed"
        )
    return walk.facts(relations(package, sheet.part))


_SPECIAL = cells_where("*[@t='e' or *[local-name()='f']]")


class _Walk:
    """What a pass over one worksheet has seen so far."""

    def __init__(self) -> None:
        self.row = self.height = self.width = 0
        self.errors: dict[tuple[int, int], str] = {}
        self.formulas: set[tuple[int, int]] = set()
        self.links: dict[tuple[int, int], str] = {}
        self.hyperlinks: list[tuple[Area, str | None]] = []
        self.merged: list[Area] = []
        self.arrays: list[Area] = []
        self.protected = False
        self.columns: dict[str, int] = {}

    def take(self, element: etree._Element) -> None:
        name = str(element.tag).rpartition("}")[2]
        if name == "sheetData":
            self._refuse_other_than_rows(element)
        elif name == "row":
            self._take_row(element)
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]  # rows that are done are let go, or a large sheet fills the memory
        elif name == "sheetProtection":
            self.protected = element.get("sheet") in {"1", "true"}
        else:
            where = area(element.get("ref", ""))
            if where and name == "mergeCell":
                self.merged.append(where)
            elif where:
                self.hyperlinks.append((where, attribute(element, "id")))

    def _refuse_other_than_rows(self, data: etree._Element) -> None:
        if any(etree.QName(each).localname != "row" for each in data.iterchildren("{*}*")):
            raise BadSheet("it holds cells outside any row")

    def _take_row(self, row: etree._Element) -> None:
        stated = row.get("r")
        counted = self.row + 1 if stated is None else number(stated)
        if not counted:
            raise BadSheet("a row of it has no proper number")
        self.row = counted
        if not len(row):
            return
        place_cells(row, counted)
        self._take_places(row, str(counted))
        for cell in _SPECIAL(row):
            self._take_special(cell, counted, column_of(cell))

    def _take_places(self, row: etree._Element, counted: str) -> None:
        """Make sure that each cell stands where it says, and note the last that is filled.

        Readers take memory up to there, and one that is led to a far-off place ends the whole process.
        """
        filled = False
        for cell in row.iter("{*}c"):
            place = cell.get("r", "")
            letters = place.removesuffix(counted)
            column = self.columns.get(letters) or self._new_column(letters, place)
            if len(cell):
                filled = True
                if column > self.width:
                    self.width = column
        if filled:
            self.height = max(self.height, self.row)

    def _new_column(self, letters: str, place: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
            raise BadSheet(f"a cell of row {self.row} says that it stands in {place[:20]!r}")
        self.columns[letters] = column_number(letters)
        return self.columns[letters]

    def _take_special(self, cell: etree._Element, row: int, column: int) -> None:
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        if cell.get("t") == "e" and value is not None and value.text:
            self.errors[row, column] = value.text
        if formula is None:
            return
        self.formulas.add((row, column))
        covered = area(formula.get("ref", ""))
        if covered and formula.get("t") in {"array", "dataTable"}:
            self.arrays.append(covered)
        address = _HYPERLINK.match(formula.text or "")
        if address:
            self.links[row, column] = address[1].replace('""', '"')
        elif (value is None or not value.text) and cell.get("t") != "str":
            self.errors[row, column] = UNCALCULATED

    def facts(self, targets: Mapping[str, Relation]) -> SheetFacts:
        return SheetFacts(
            links={**self.links, **dict(self._placed_links(targets))},
            errors=self.errors,
            formulas=frozenset(self.formulas),
            merged=tuple(self.merged),
            arrays=tuple(self.arrays),
            protected=self.protected,
        )

    def _placed_links(self, targets: Mapping[str, Relation]) -> Iterator[tuple[tuple[int, int], str]]:
        left = MOST_LINKED
        for (top, first, bottom, last), key in self.hyperlinks:
            relation = targets.get(key or "")
            if relation is None or not relation.outside:
                continue  # a jump inside the workbook leads to no document
            for row in range(top, min(bottom, self.height) + 1):
                for column in range(first, min(last, self.width) + 1):
                    left -= 1
                    if left < 0:
                        return
                    yield (row, column), relation.target
