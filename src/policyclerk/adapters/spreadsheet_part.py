"""The parts of an .xlsx workbook: which there are, how they point to each other, and whether they may be changed."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from policyclerk.adapters.cell_text import column_number
from policyclerk.adapters.office_zip import Package
from policyclerk.domain.cells import column_letters

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 1."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
PARSER_LIMITS: dict[str, Any] = {
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


def parse(data: bytes) -> etree._Element:
    """A part's tree, without entities from outside. Raises BadSheet."""
    try:
        return etree.fromstring(data, etree.XMLParser(**PARSER_LIMITS))
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


def cells_where(condition: str) -> Callable[[etree._Element], list[etree._Element]]:
    """A search for cells of a row by an XPath: the library's compiled half looks at them, not a loop here."""
    find = etree.XPath(condition)

    def found(row: etree._Element) -> list[etree._Element]:
        cells: Any = find(row)
        return list(cells)

    return found


_UNPLACED = cells_where("*[not(@r)][1]")


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
        relation = targets.get(attribute(sheet, "id") or "")
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


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute of the relationships' namespace, whose address differs between the two kinds of the format."""
    for key, value in element.attrib.items():
        if str(key).endswith(f"relationships}}{name}"):
            return str(value)
    return None


def number(text: str | None) -> int | None:
    """A row or column number as a part writes it; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None
