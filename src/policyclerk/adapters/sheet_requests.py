"""What is asked of Google about a sheet: addresses, field lists and bodies, nothing sent here.

Every value is sent RAW: a text stays the text it is, whatever it begins with. Our columns are addressed by the tag
(developer metadata) that Google itself moves along with them, so no writing can land in somebody else's column.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.adapters.sheet_answers import serial_of_day
from policyclerk.domain.register import OWN_HEADINGS

Body = dict[str, Any]

TAG = "policyclerk.column"
"""Key of the tag that our columns carry; its value is the column's short name."""
NAMES = {heading: heading.removeprefix("Policyclerk ").replace(" ", "-") for heading in OWN_HEADINGS}
CHECKED = OWN_HEADINGS[-1]
LARGEST_WRITE = 1_500_000
"""Characters of one writing; Google advises to stay below 2 MB."""

TAB_FIELDS = "properties(title,locale),sheets(properties(sheetId,title,index,sheetType),merges)"
DETAIL_FIELDS = (
    "sheets(properties(sheetId,title),data(startRow,startColumn,rowData(values("
    "hyperlink,chipRuns(chip(richLinkProperties(uri))),textFormatRuns(format(link(uri))),"
    "userEnteredValue(formulaValue),effectiveValue(errorValue(type)),effectiveFormat(numberFormat(type))))))"
)
"""Links, chips, formulas, errors and kinds of numbers; cells without any of these come as {} and cost nothing."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The tag of one of our columns: Google's number for it, and where the column stands now (from 1)."""

    number: int
    sheet: int
    heading: str
    column: int


def whole_tab(title: str) -> str:
    """A tab's name as a range: always in quotes, so that a tab called A1 or O'Brien's is no riddle."""
    return "'" + title.replace("'", "''") + "'"


def values_params() -> dict[str, Any]:
    """How values shall come: numbers as numbers, days as serial numbers."""
    return {
        "majorDimension": "ROWS",
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }


def tags_wanted() -> Body:
    """The search for all our tags."""
    return {"dataFilters": [{"developerMetadataLookup": {"metadataKey": TAG}}]}


def tags_of(answer: Mapping[str, Any]) -> tuple[Tag, ...]:
    """The tags that a search found."""
    headings = {name: heading for heading, name in NAMES.items()}
    found = []
    for match in answer.get("matchedDeveloperMetadata", ()):
        tag = match["developerMetadata"]
        place = tag.get("location", {}).get("dimensionRange")
        heading = headings.get(tag.get("metadataValue"))
        if place and heading:
            number, sheet = tag["metadataId"], place.get("sheetId", 0)
            found.append(Tag(number, sheet, heading, place.get("startIndex", 0) + 1))
    return tuple(found)


# ---- columns


def new_columns(
    sheet: int, *, beside: int, headings: Sequence[str], heading_row: int, protected: bool = True
) -> list[Body]:
    """Put our columns right of a column: inserted, so that they are blank whatever people did meanwhile.

    The tags are set in the same stroke; from then on Google knows the columns wherever they go.

    Args:
        sheet: the tab's number.
        beside: the column (from 1) that ours shall stand right of.
        headings: those of our columns that are to be made.
        heading_row: the row (from 1) of the headings.
        protected: whether editing them shall give a warning.
    """
    span = {"sheetId": sheet, "startColumnIndex": beside, "endColumnIndex": beside + len(headings)}
    columns = {
        "sheetId": sheet,
        "dimension": "COLUMNS",
        "startIndex": beside,
        "endIndex": beside + len(headings),
    }
    plain = {"range": span, "cell": {}, "fields": "userEnteredFormat,dataValidation"}
    return [
        {"insertDimension": {"range": columns, "inheritFromBefore": True}},
        {"repeatCell": plain},
        *(new_tag(sheet, column=beside + at, heading=each) for at, each in enumerate(headings, 1)),
        {"updateCells": _headings(sheet, headings, row=heading_row, column=beside)},
        *(date_format(sheet, column=beside + at) for at, each in enumerate(headings, 1) if each == CHECKED),
        *([{"addProtectedRange": {"protectedRange": _protection(span)}}] if protected else []),
    ]


def new_tag(sheet: int, *, column: int, heading: str) -> Body:
    """Tag a column (from 1) as ours."""
    place = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": column - 1, "endIndex": column}
    tag = {
        "metadataKey": TAG,
        "metadataValue": NAMES[heading],
        "location": {"dimensionRange": place},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": tag}}


def no_tag(number: int) -> Body:
    """Take a tag away again."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": number}}}}


def date_format(sheet: int, *, column: int) -> Body:
    """Show the days of a column (from 1) as days."""
    span = {"sheetId": sheet, "startColumnIndex": column - 1, "endColumnIndex": column}
    form = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}}
    return {"repeatCell": {"range": span, "cell": form, "fields": "userEnteredFormat.numberFormat"}}


def new_tags_of(answer: Mapping[str, Any]) -> tuple[Tag, ...]:
    """The tags that a change of columns has made."""
    made = [
        reply["createDeveloperMetadata"]
        for reply in answer.get("replies", ())
        if "createDeveloperMetadata" in reply
    ]
    return tags_of({"matchedDeveloperMetadata": made})


def _headings(sheet: int, headings: Sequence[str], *, row: int, column: int) -> Body:
    cells = [{"userEnteredValue": {"stringValue": heading}} for heading in headings]
    start = {"sheetId": sheet, "rowIndex": row - 1, "columnIndex": column}
    return {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}


def _protection(span: Body) -> Body:
    """A warning, no lock: people keep the last word over their sheet."""
    return {
        "range": span,
        "warningOnly": True,
        "description": "Written by policyclerk every night; what is typed here is replaced.",
    }


# ---- values


def writes(columns: Mapping[Tag, Mapping[int, str | date]]) -> list[Body]:
    """Bodies that set cells: for each of our columns row (from 1) -> text or day; "" empties a cell.

    A null leaves a cell as it is; several bodies only where one would be too large.
    """
    data = [_column(tag, cells) for tag, cells in columns.items() if cells]
    return [{"valueInputOption": "RAW", "data": part} for part in _parts(data)]


def emptied(tags: Iterable[Tag]) -> Body:
    """Empty whole columns of ours."""
    return {"dataFilters": [_filter(tag) for tag in tags]}


def _column(tag: Tag, cells: Mapping[int, str | date]) -> Body:
    values: list[Any] = [None] * max(cells)
    for row, value in cells.items():
        values[row - 1] = value if isinstance(value, str) else serial_of_day(value)
    return {"dataFilter": _filter(tag), "majorDimension": "COLUMNS", "values": [values]}


def _filter(tag: Tag) -> Body:
    """The number alone says which column; key and value say so again, and to whoever reads a log."""
    lookup = {"metadataId": tag.number, "metadataKey": TAG, "metadataValue": NAMES[tag.heading]}
    return {"developerMetadataLookup": lookup}


def _parts(data: Sequence[Body]) -> Iterable[list[Body]]:
    part: list[Body] = []
    size = 0
    for each in data:
        length = len(json.dumps(each))
        if part and size + length > LARGEST_WRITE:
            yield part
            part, size = [], 0
        part.append(each)
        size += length
    if part:
        yield part
