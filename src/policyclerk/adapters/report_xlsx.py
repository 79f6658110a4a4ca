"""The report's tables as one workbook. A text is written as a text: nothing in it is ever a formula or a link.

The parts of the workbook are written as they are (ECMA-376, SpreadsheetML): a hundred thousand cells take a library half a
second, which is more than the judging of a whole trust.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from policyclerk.adapters.cell_text import clean
from policyclerk.adapters.evidence_zip import packed
from policyclerk.domain.cells import column_letters

_ROWS = 1_048_575
"""Rows below the headings that a sheet holds; what is beyond them stands in the .csv."""
_WIDEST, _NARROWEST, _PADDING = 60, 9, 0.7109375
_DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
"""Days are counted from the one; before the other workbooks count one day too many."""
_HEAD, _TEXT, _DAY = 1, 2, 3
"""Places among the formats of `_STYLES`."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TAKEN_FOR_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Programs read `_x0041_` in a text as the letter with that number."""

_STYLES = """<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FF{brand}"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
<alignment horizontal="left" vertical="top"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"""


class Table(Protocol):
    """One sheet: its name, headings and rows."""

    @property
    def name(self) -> str:
        """At most 31 characters."""

    @property
    def headings(self) -> Sequence[str]:
        """The first row."""

    @property
    def rows(self) -> Sequence[Sequence[str | int | date | None]]:
        """The rows below it."""


class _Texts(dict[str, int]):
    """The texts of all cells, each with its number: a cell names its text by that."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def workbook(tables: Iterable[Table], *, title: str, today: date, brand: str = "#22456b") -> bytes:
    """A sheet per table, with headings that stay in sight and can be filtered by.

    Args:
        tables: what is written.
        title: of the workbook's properties.
        today: the day of the report; the file carries no other time, so that equal reports are equal files.
        brand: colour of the headings.
    """
    texts, tables = _Texts(), tuple(tables)
    sheets = {
        f"sheet{number}.xml": _sheet(table, texts, first=number == 1)
        for number, table in enumerate(tables, 1)
    }
    parts = {
        "[Content_Types].xml": _content_types(sheets),
        "_rels/.rels": _relations({"xl/workbook.xml": f"{_OFFICE}/officeDocument",
                                   "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties"}),
        "docProps/core.xml": _properties(clean(title)[:255], today),
        "xl/workbook.xml": _book(tables),
        "xl/_rels/workbook.xml.rels": _relations({**{f"worksheets/{name}": f"{_OFFICE}/worksheet" for name in sheets},
                                                  "styles.xml": f"{_OFFICE}/styles",
                                                  "sharedStrings.xml": f"{_OFFICE}/sharedStrings"}),
        "xl/styles.xml": f"<styleSheet {_MAIN}>{_STYLES.format(brand=brand.lstrip('#').upper())}</styleSheet>",
        **{f"xl/worksheets/{name}": sheet for name, sheet in sheets.items()},
        "xl/sharedStrings.xml": _shared(texts),
    }  # fmt: skip
    return packed({name: (_XML + part).encode() for name, part in parts.items()}, day=today)


# ---- sheets


def _sheet(table: Table, texts: _Texts, *, first: bool) -> str:
    letters = [column_letters(number) for number in range(1, len(table.headings) + 1)]
    head = "".join(
        f'<c r="{letter}1" s="{_HEAD}" t="s"><v>{texts[heading]}</v></c>'
        for letter, heading in zip(letters, table.headings, strict=True)
    )
    rows = enumerate(table.rows[:_ROWS], 2)
    data = "".join(f'<row r="{number}">{_cells(row, number, letters, texts)}</row>' for number, row in rows)
    return (
        f'<worksheet {_MAIN}><dimension ref="{_reach(table)}"/>'
        f'<sheetViews><sheetView tabSelected="{int(first)}" workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{"".join(_columns(table))}</cols>'
        f'<sheetData><row r="1">{head}</row>{data}</sheetData><autoFilter ref="{_reach(table)}"/>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
    )


def _cells(row: Sequence[str | int | date | None], number: int, letters: Sequence[str], texts: _Texts) -> str:
    cells = []
    for letter, value in zip(letters, row, strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, date) and value >= _FIRST_DAY:
            cells.append(f'<c r="{letter}{number}" s="{_DAY}"><v>{(value - _DAY_ZERO).days}</v></c>')
        elif isinstance(value, int):
            cells.append(f'<c r="{letter}{number}" s="{_TEXT}"><v>{value:d}</v></c>')
        else:
            text = value if isinstance(value, str) else value.isoformat()
            cells.append(f'<c r="{letter}{number}" s="{_TEXT}" t="s"><v>{texts[text]}</v></c>')
    return "".join(cells)


def _reach(table: Table, fixed: str = "") -> str:
    """From the first heading to the last cell; below the headings there is always one row."""
    last = max(min(len(table.rows), _ROWS), 1) + 1
    return f"{fixed}A{fixed}1:{fixed}{column_letters(len(table.headings))}{fixed}{last}"


def _columns(table: Table) -> Iterator[str]:
    for number, heading in enumerate(table.headings):
        width = _width(heading, [row[number] for row in table.rows[:200]]) + _PADDING
        yield f'<col min="{number + 1}" max="{number + 1}" width="{width}" customWidth="1"/>'


def _width(heading: str, values: Iterable[object]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(longest + 1, len(heading) + 3, _NARROWEST), _WIDEST)


# ---- what holds them together


def _shared(texts: _Texts) -> str:
    items = "".join(map(_item, texts))
    return f'<sst {_MAIN} uniqueCount="{len(texts)}">{items}</sst>'


def _item(text: str) -> str:
    shown = escape(_TAKEN_FOR_CODE.sub("_x005F_", clean(text)))
    return (
        f'<si><t xml:space="preserve">{shown}</t></si>'
        if text != text.strip()
        else f"<si><t>{shown}</t></si>"
    )


def _book(tables: Sequence[Table]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(table.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, table in enumerate(tables, 1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{_quoted(table.name)}!{_reach(table, "$")}</definedName>'
        for n, table in enumerate(tables)
    )
    return (
        f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{filters}</definedNames></workbook>"
    )


def _quoted(name: str) -> str:
    """A sheet's name as formulas have it."""
    return escape("'" + name.replace("'", "''") + "'")


def _relations(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _content_types(sheets: Iterable[str]) -> str:
    kinds = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "/xl/styles.xml": f"{_KIND}.styles+xml",
        "/xl/sharedStrings.xml": f"{_KIND}.sharedStrings+xml",
        **{f"/xl/worksheets/{name}": f"{_KIND}.worksheet+xml" for name in sheets},
    }
    items = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


def _properties(title: str, today: date) -> str:
    at = f'xsi:type="dcterms:W3CDTF">{today.isoformat()}T00:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dcterms:created {at}</dcterms:created><dcterms:modified {at}</dcterms:modified>"
        "</cp:coreProperties>"
    )
