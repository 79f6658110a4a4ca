"""The parts of an .xlsx workbook that readers of values leave out: links, merges, formulas, errors, tables."""

import io
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from policyclerk.adapters.cell_text import column_number
from policyclerk.adapters.office_zip import Package
from policyclerk.domain.cells import column_letters
from policyclerk.domain.register import UNCALCULATED

MOST_CELLS = 4_000_000
"""Rows times columns of one tab: readers take memory for the whole rectangle up to the last filled cell."""
MOST_LINKED = 200_000

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 1."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_HYPERLINK = re.compile(r'^\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_PARSER_LIMITS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}


class BadSheet(Exception):
    """A part is not what a workbook's part should be. The text says what is wrong, as half a sentence."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its tab's name and the part that holds its cells."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What one worksheet's part says besides values; keys are (row, column) from 1."""

    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[Area, ...] = ()
    arrays: tuple[Area, ...] = ()
    protected: bool = False


def parse(data: bytes) -> etree._Element:
    """A part's tree, without entities from outside. Raises BadSheet."""
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER_LIMITS))
    except etree.XMLSyntaxError as fault:
        raise BadSheet("a part of it is damaged") from fault


def area(reference: str) -> Area | None:
    """A range such as "B2:D9" or a cell such as "B2" in numbers; None for anything else."""
    first, _, last = reference.partition(":")
    ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if ends[0] is None or ends[1] is None:
        return None
    (top, left), (bottom, right) = ((int(end[2]), column_number(end[1])) for end in ends if end)
    return top, left, bottom, right


def column_of(cell: etree._Element) -> int:
    """The column that a cell says it stands in; 0 where it does not say."""
    return column_number(
        (cell.get("r") or "").rstrip("0123456789")
    )  # a comment between cells has no "r" at all


def place_cells(row: etree._Element, number_of_row: int) -> None:
    """Write down the places that the format lets a row's cells leave out: each follows the one before it."""
    if not _UNPLACED(row):
        return
    column = 0
    for cell in row.iterchildren("{*}*"):
        column = column_of(cell) or column + 1
        cell.set("r", f"{column_letters(column)}{number_of_row}")


def worksheets(package: Package) -> tuple[SheetPart, ...]:
    """The workbook's worksheets in the order of its tabs; chart and macro sheets have no cells and stay out.

    Raises:
        BadSheet: it is no workbook of this format.
    """
    book = workbook_part(package)
    targets = relations(package, book)
    tree = parse(package.read(book))
    found = []
    for sheet in _children(tree, "sheets", "sheet"):
        relation = targets.get(_attribute(sheet, "id") or "")
        if relation and relation.kind == "worksheet" and relation.part in package.names:
            found.append(SheetPart(sheet.get("name", ""), relation.part))
    return tuple(found)


def workbook_part(package: Package) -> str:
    """The name of the part that lists the tabs. Raises BadSheet."""
    for relation in relations(package, "").values():
        if relation.kind == "officeDocument" and relation.part in package.names:
            return relation.part
    raise BadSheet("it is no Excel workbook")


@dataclass(frozen=True, slots=True)
class Relation:
    """A pointer from one part: to another part (`part`), or to an address outside (`target`)."""

    kind: str
    target: str
    part: str
    outside: bool


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part by their ids; "" is the package itself. None at all is an empty dict."""
    folder, name = posixpath.split(part)
    try:
        tree = parse(package.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    except KeyError:
        return {}
    found = {}
    for each in tree.iter("{*}Relationship"):
        target = each.get("Target", "")
        outside = each.get("TargetMode") == "External"
        kind = each.get("Type", "").rpartition("/")[2]
        found[each.get("Id", "")] = Relation(
            kind, target, "" if outside else _part(package, folder, target), outside
        )
    return found


def _part(package: Package, folder: str, target: str) -> str:
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    try:
        return package.find(path)
    except KeyError:
        return path


def read_facts(package: Package, sheet: SheetPart) -> SheetFacts:
    """Links, merges, formulas, errors and protection of one worksheet, in one pass over its part.

    Raises:
        BadSheet: the part is damaged, or a far-off cell makes the sheet too large to hold.
    """
    walk = _Walk()
    try:
        for _, element in etree.iterparse(
            io.BytesIO(package.read(sheet.part)),
            events=("end",),
            tag=("{*}row", "{*}sheetData", "{*}mergeCell", "{*}hyperlink", "{*}sheetProtection"),
            **_PARSER_LIMITS,
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


def _cells_where(condition: str) -> Callable[[etree._Element], list[etree._Element]]:
    """Cells of a row chosen by an XPath: the library's compiled half looks at them, not a loop here."""
    find = etree.XPath(condition)

    def found(row: etree._Element) -> list[etree._Element]:
        cells: Any = find(row)
        return list(cells)

    return found


_SPECIAL = _cells_where("*[@t='e' or *[local-name()='f']]")
_UNPLACED = _cells_where("*[not(@r)][1]")


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
                self.hyperlinks.append((where, _attribute(element, "id")))

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


def table_areas(package: Package, sheet: SheetPart) -> tuple[Area, ...]:
    """The ranges of a worksheet that are Excel tables: their headings may not be typed into."""
    found = []
    for relation in relations(package, sheet.part).values():
        if relation.kind == "table" and relation.part in package.names:
            where = area(parse(package.read(relation.part)).get("ref", ""))
            if where:
                found.append(where)
    return tuple(found)


def why_never_written(package: Package) -> str | None:
    """Why a workbook as a whole must not be changed, as half a sentence; None where it may."""
    names = {name.casefold() for name in package.names}
    if any(name.endswith("vbaproject.bin") for name in names):
        return "it holds macros"
    if any(name.startswith("_xmlsignatures/") for name in names):
        return "it is digitally signed, and writing would break the signature"
    if any(name.startswith("xl/revisions/") for name in names):
        return 'it is an old "shared workbook" that keeps a history of changes'
    for sharing in parse(package.read(workbook_part(package))).iter("{*}fileSharing"):
        if sharing.get("reservationPassword") or sharing.get("hashValue"):
            return "it asks for a password before it may be changed"
    return None


def counts_from_1904(package: Package) -> bool:
    """Whether the workbook counts days from 1904, as Excel for the Mac once did."""
    properties = next(parse(package.read(workbook_part(package))).iter("{*}workbookPr"), None)
    return properties is not None and properties.get("date1904") in {"1", "true"}


def _children(tree: etree._Element, parent: str, child: str) -> Iterator[etree._Element]:
    for holder in tree.iter(f"{{*}}{parent}"):
        yield from holder.iter(f"{{*}}{child}")


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute of the relationships' namespace, whose address differs between the two kinds of the format."""
    for key, value in element.attrib.items():
        if str(key).endswith(f"relationships}}{name}"):
            return str(value)
    return None


def number(text: str | None) -> int | None:
    """A row or column number as a part writes it; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None
