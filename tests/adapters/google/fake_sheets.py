"""Google Sheets as far as policyclerk and the recorded answers need it: each call on a spreadsheet in memory."""

import re
from collections.abc import Mapping
from typing import Any

from tests.adapters.google.schema_judge import Call
from tests.adapters.google.sheet_model import Book, Cell, Tab, trimmed

Query = Mapping[str, list[str]]
_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))(?:!(.+))?$")
_CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d*)$")


class GoogleSays(Exception):
    """A refusal as Google words it."""

    def __init__(self, code: int, message: str, status: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.status, self.reason = code, message, status, reason


def bad(message: str) -> GoogleSays:
    return GoogleSays(400, message, "INVALID_ARGUMENT")


class FakeSheets:
    """Calls on one spreadsheet.

    Args:
        book: the spreadsheet.
        careful: whether a change that is refused half-way is taken back as a whole, as Google does it.
    """

    def __init__(self, book: Book, *, careful: bool = True) -> None:
        self._book = book
        self._careful = careful

    def answer(self, call: Call, query: Query, body: Any) -> Any:
        """Carry a judged call out; what is not there yet is a fault of the tests."""
        name = call.name.removeprefix("sheets.spreadsheets.").replace(".", "_")
        return getattr(self, f"do_{name}")(call, query, body)

    # ---- the book

    def do_get(self, call: Call, query: Query, body: Any) -> Any:
        mask = parsed_mask(query["fields"][0]) if "fields" in query else None
        grid = (
            query.get("includeGridData", ["false"])[0].casefold() == "true"
            if mask is None
            else "data" in (mask.get("sheets") or {"data": 1})
        )
        ranges = [self._range(each) for each in query.get("ranges", [])]
        tabs = [tab for tab in self._book.tabs if not ranges or any(tab is each[0] for each in ranges)]
        sheets = []
        for at, tab in enumerate(self._book.tabs):
            if tab in tabs:
                sheets.append(self._sheet(tab, at))
                if grid:
                    spans = [each[1:] for each in ranges if each[0] is tab] or [
                        (0, 0, len(tab.rows), len(tab.columns))
                    ]
                    sheets[-1]["data"] = [_grid(tab, *span) for span in spans]
        whole = {
            "spreadsheetId": self._book.key,
            "properties": {
                "title": self._book.title,
                "locale": self._book.locale,
                "autoRecalc": "ON_CHANGE",
                "timeZone": "Etc/GMT",
            },
            "sheets": sheets,
            "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{self._book.key}/edit",
        }
        return whole if mask is None else _without_empty_rows(masked(whole, mask))

    def _sheet(self, tab: Tab, index: int) -> dict[str, Any]:
        properties = {
            "sheetId": tab.number,
            "title": tab.title,
            "index": index,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": len(tab.rows), "columnCount": len(tab.columns)},
            **tab.properties,
        }
        sheet: dict[str, Any] = {"properties": properties}
        if tab.merges:
            sheet["merges"] = [_told_range(each) for each in tab.merges]
        if tab.protected:
            sheet["protectedRanges"] = tab.protected
        return sheet

    # ---- values

    def do_values_get(self, call: Call, query: Query, body: Any) -> Any:
        return self._values(call.path["range"], query)

    def do_values_batchGet(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        ranges = [self._values(each, query) for each in query.get("ranges", [])]
        return {"spreadsheetId": self._book.key, "valueRanges": ranges}

    def _values(self, text: str, query: Query) -> dict[str, Any]:
        tab, top, left, bottom, right = self._range(text)
        major = query.get("majorDimension", ["ROWS"])[0]
        render = query.get("valueRenderOption", ["FORMATTED_VALUE"])[0]
        rows = [[rendered(cell, render) for cell in row[left:right]] for row in tab.rows[top:bottom]]
        if major == "COLUMNS":
            rows = [list(each) for each in zip(*rows, strict=True)]
        answer: dict[str, Any] = {
            "range": shown_range(tab, top, left, bottom, right),
            "majorDimension": major,
        }
        values = trimmed(rows)
        return {**answer, "values": values} if values else answer

    def do_values_update(self, call: Call, query: Query, body: Any) -> Any:
        return self._update(call.path["range"], body, query["valueInputOption"][0])

    def do_values_batchUpdate(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        done = [self._update(each["range"], each, body["valueInputOption"]) for each in body["data"]]
        return self._totals(done)

    def _update(self, text: str, body: Any, option: str) -> dict[str, Any]:
        tab, top, left, bottom, _ = self._range(text)
        values = body.get("values", [])
        if body.get("majorDimension") == "COLUMNS":
            width = max((len(each) for each in values), default=0)
            values = [[col[at] if at < len(col) else None for col in values] for at in range(width)]
        if ":" in text.rsplit("!", 1)[-1] and len(values) > bottom - top:
            raise bad(f"Requested writing within range [{text}], but tried writing to row [{bottom + 1}]")
        return {"spreadsheetId": self._book.key, **_written(tab, top, left, values, option)}

    def do_values_clear(self, call: Call, query: Query, body: Any) -> Any:
        return {"spreadsheetId": self._book.key, "clearedRange": self._clear(call.path["range"])}

    def do_values_batchClear(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        return {
            "spreadsheetId": self._book.key,
            "clearedRanges": [self._clear(each) for each in body["ranges"]],
        }

    def _clear(self, text: str) -> str:
        tab, top, left, bottom, right = self._range(text)
        for row in tab.rows[top:bottom]:
            for cell in row[left:right]:
                cell.value = cell.formula = None
        return shown_range(tab, top, left, bottom, right)

    # ---- by tag

    def do_developerMetadata_search(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        found = []
        for wanted in body["dataFilters"]:
            for tab, at, number in self._matching(wanted):
                found.append({"developerMetadata": _tag(tab, at, number), "dataFilters": [wanted]})
        return {"matchedDeveloperMetadata": found} if found else {}

    def do_values_batchUpdateByDataFilter(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        done = []
        for each in body["data"]:
            for tab, at, _ in self._matching(each["dataFilter"]):
                columns = each["values"]
                if len(columns) > 1 or len(columns[0]) > len(tab.rows):
                    raise bad("tried writing to a row beyond the range")
                values = [[value] for value in columns[0]]
                written = _written(tab, 0, at, values, body["valueInputOption"])
                done.append({**written, "dataFilter": each["dataFilter"]})
        return self._totals(done)

    def do_values_batchClearByDataFilter(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        cleared = []
        for wanted in body["dataFilters"]:
            for tab, at, _ in self._matching(wanted):
                for row in tab.rows:
                    row[at].value = row[at].formula = None
                cleared.append(shown_range(tab, 0, at, len(tab.rows), at + 1))
        return {"spreadsheetId": self._book.key, "clearedRanges": cleared}

    def _matching(self, wanted: Any) -> list[tuple[Tab, int, int]]:
        lookup = wanted["developerMetadataLookup"]
        return [
            (tab, at, number)
            for tab in self._book.tabs
            for at, column in enumerate(tab.columns)
            for number, (key, value, _) in column.tags.items()
            if lookup.get("metadataId", number) == number
            and lookup.get("metadataKey", key) == key
            and lookup.get("metadataValue", value) == value
        ]

    def _totals(self, done: list[dict[str, Any]]) -> dict[str, Any]:
        total = {
            "spreadsheetId": self._book.key,
            "totalUpdatedRows": sum(each["updatedRows"] for each in done),
            "totalUpdatedColumns": max((each["updatedColumns"] for each in done), default=0),
            "totalUpdatedCells": sum(each["updatedCells"] for each in done),
            "totalUpdatedSheets": 1 if done else 0,
        }
        return {**total, "responses": done}

    # ---- changes of the book: all or none

    def do_batchUpdate(self, call: Call, query: Query, body: Any) -> Any:  # noqa: N802
        before = self._book.copy() if self._careful else self._book
        try:
            replies = [self._change(request) for request in body["requests"]]
        except GoogleSays:
            if len(before.tabs) == len(self._book.tabs):  # the same tabs, so that whoever holds one keeps it
                for tab, was in zip(self._book.tabs, before.tabs, strict=True):
                    tab.__dict__.update(was.__dict__)
            else:
                self._book.tabs = before.tabs
            raise
        return {"spreadsheetId": self._book.key, "replies": replies}

    def _change(self, request: Any) -> dict[str, Any]:
        ((name, what),) = request.items()
        return getattr(self, f"change_{name}")(what) or {}

    def change_addSheet(self, what: Any) -> Any:  # noqa: N802
        wanted = what["properties"]
        if self._book.titled(wanted["title"]):
            raise bad(
                f'Invalid requests[0].addSheet: A sheet with the name "{wanted["title"]}" already exists.'
            )
        grid = wanted.get("gridProperties", {})
        tab = Tab.of(wanted.get("sheetId", next(self._book.numbers)), wanted["title"], [],
                     height=grid.get("rowCount", 1000), width=grid.get("columnCount", 26))  # fmt: skip
        self._book.tabs.insert(wanted.get("index", len(self._book.tabs)), tab)
        return {"addSheet": {"properties": self._sheet(tab, self._book.tabs.index(tab))["properties"]}}

    def change_deleteSheet(self, what: Any) -> None:  # noqa: N802
        self._book.tabs.remove(self._tab(what["sheetId"]))

    def change_updateSheetProperties(self, what: Any) -> None:  # noqa: N802
        tab = self._tab(what["properties"].get("sheetId", 0))
        if what["fields"] == "title":
            tab.title = what["properties"]["title"]
        elif set(what["fields"].split(",")) <= {
            "gridProperties.rowCount",
            "gridProperties.columnCount",
            "gridProperties/rowCount",
            "gridProperties/columnCount",
        }:
            grid = what["properties"]["gridProperties"]
            _resize(tab, grid.get("rowCount", len(tab.rows)), grid.get("columnCount", len(tab.columns)))
        else:
            raise NotImplementedError(what["fields"])

    def change_insertDimension(self, what: Any) -> None:  # noqa: N802
        span = what["range"]
        tab, rows = self._tab(span.get("sheetId", 0)), span["dimension"] == "ROWS"
        size = len(tab.rows) if rows else len(tab.columns)
        start, how_many = span["startIndex"], span["endIndex"] - span["startIndex"]
        if (
            start > size
            or (start == size and not what.get("inheritFromBefore"))
            or (start == 0 and what.get("inheritFromBefore"))
        ):
            raise bad(
                f"Invalid requests[0].insertDimension: range.startIndex[{start}] is outside the grid size[{size}]"
            )
        tab.insert_rows(start, how_many) if rows else tab.insert_columns(start, how_many)

    def change_deleteDimension(self, what: Any) -> None:  # noqa: N802
        span = what["range"]
        tab, how_many = self._tab(span.get("sheetId", 0)), span["endIndex"] - span["startIndex"]
        (tab.delete_rows if span["dimension"] == "ROWS" else tab.delete_columns)(span["startIndex"], how_many)

    def change_repeatCell(self, what: Any) -> None:  # noqa: N802
        for cell in self._cells(what["range"]):
            _set_fields(cell, what["cell"], what["fields"])

    def change_updateCells(self, what: Any) -> None:  # noqa: N802
        start = what["start"]
        tab, top, left = (
            self._tab(start.get("sheetId", 0)),
            start.get("rowIndex", 0),
            start.get("columnIndex", 0),
        )
        for at, line in enumerate(what["rows"]):
            for column, cell in enumerate(line["values"]):
                if top + at >= len(tab.rows) or left + column >= len(tab.columns):
                    raise bad("Invalid requests[0].updateCells: Attempting to write outside the grid")
                _set_fields(tab.rows[top + at][left + column], cell, what["fields"])

    def change_createDeveloperMetadata(self, what: Any) -> Any:  # noqa: N802
        wanted = what["developerMetadata"]
        span = wanted["location"]["dimensionRange"]
        tab, number = self._tab(span.get("sheetId", 0)), next(self._book.numbers)
        if (
            span["dimension"] != "COLUMNS"
            or span["endIndex"] - span["startIndex"] != 1
            or span["endIndex"] > len(tab.columns)
        ):
            raise bad("Invalid requests[0].createDeveloperMetadata: one column is needed")
        tag = (wanted["metadataKey"], wanted["metadataValue"], wanted["visibility"])
        tab.columns[span["startIndex"]].tags[number] = tag
        return {"createDeveloperMetadata": {"developerMetadata": _tag(tab, span["startIndex"], number)}}

    def change_deleteDeveloperMetadata(self, what: Any) -> Any:  # noqa: N802
        gone = []
        for tab, at, number in self._matching(what["dataFilter"]):
            gone.append(_tag(tab, at, number))
            del tab.columns[at].tags[number]
        return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone}}

    def change_addProtectedRange(self, what: Any) -> Any:  # noqa: N802
        wanted = {
            name: value for name, value in what["protectedRange"].items() if value and name != "editors"
        }
        number = next(self._book.numbers)
        protected = {"protectedRangeId": number, **wanted, "requestingUserCanEdit": True, "editors": {}}
        self._tab(protected["range"].get("sheetId", 0)).protected.append(protected)
        protected["range"] = _told_range(protected["range"])
        return {"addProtectedRange": {"protectedRange": protected}}

    def change_mergeCells(self, what: Any) -> None:  # noqa: N802
        if what.get("mergeType", "MERGE_ALL") != "MERGE_ALL":
            raise NotImplementedError(what["mergeType"])
        span = {"sheetId": 0, **what["range"]}
        tab = self._tab(span["sheetId"])
        tab.merges.append(span)
        _, *rest = self._cells(span)
        for cell in rest:
            cell.value = None

    def _cells(self, span: Any) -> list[Cell]:
        tab = self._tab(span.get("sheetId", 0))
        rows = tab.rows[span.get("startRowIndex", 0) : span.get("endRowIndex", len(tab.rows))]
        return [
            cell
            for row in rows
            for cell in row[span.get("startColumnIndex", 0) : span.get("endColumnIndex", len(tab.columns))]
        ]

    def _tab(self, number: int) -> Tab:
        tab = self._book.tab(number)
        if tab is None:
            raise bad(f"Invalid requests[0]: No grid with id: {number}")
        return tab

    def _range(self, text: str) -> tuple[Tab, int, int, int, int]:
        """Tab and half-open rows and columns of an A1 range."""
        match = _RANGE.match(text)
        title = (match[1] or match[2]).replace("''", "'") if match else ""
        tab = self._book.titled(title)
        place = match[3] if match else None
        if (
            tab is None
            and match
            and not match[1]
            and not place
            and _CORNER.match(text.split(":", maxsplit=1)[0])
        ):
            tab, place = self._book.tabs[0], text
        if tab is None:
            raise bad(f"Unable to parse range: {text}")
        if not place:
            return tab, 0, 0, len(tab.rows), len(tab.columns)
        first, _, last = place.partition(":")
        top, left = _corner(first, 1, 1)
        bottom, right = _corner(last, len(tab.rows), len(tab.columns)) if last else (top, left)
        (top, bottom), (left, right) = sorted((top, bottom)), sorted((left, right))
        if top > len(tab.rows) or left > len(tab.columns):
            raise bad(
                f"Range ({shown_range(tab, top - 1, left - 1, bottom, right)}) exceeds grid limits. Max rows: {len(tab.rows)}, max columns: {len(tab.columns)}"
            )
        return tab, top - 1, left - 1, min(bottom, len(tab.rows)), min(right, len(tab.columns))


def _corner(text: str, row: int, column: int) -> tuple[int, int]:
    match = _CORNER.match(text)
    if match is None:
        raise bad(f"Unable to parse range: {text}")
    letters, digits = match[1].upper(), match[2]
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return int(digits) if digits else row, number or column


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def shown_range(tab: Tab, top: int, left: int, bottom: int, right: int) -> str:
    title = (
        tab.title
        if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", tab.title)
        and not re.fullmatch(r"[A-Za-z]{1,3}\d+", tab.title)
        else "'" + tab.title.replace("'", "''") + "'"
    )
    first, last = f"{letters(left + 1)}{top + 1}", f"{letters(right)}{bottom}"
    return f"{title}!{first}" if first == last else f"{title}!{first}:{last}"


def rendered(cell: Cell, render: str) -> Any:
    """A cell's value as a values call gives it."""
    if cell.error:
        return cell.error
    if render == "FORMULA" and cell.formula:
        return cell.formula
    if render != "FORMATTED_VALUE" or cell.value is None or isinstance(cell.value, str):
        return cell.value
    if isinstance(cell.value, bool):
        return "TRUE" if cell.value else "FALSE"
    return format(cell.value, ".15g")


def _written(tab: Tab, top: int, left: int, values: list[list[Any]], option: str) -> dict[str, Any]:
    width = max((len(row) for row in values), default=0)
    if left + width > len(tab.columns):
        raise bad(f"Range exceeds grid limits. Max columns: {len(tab.columns)}")
    if top + len(values) > len(tab.rows):
        raise bad(f"Range exceeds grid limits. Max rows: {len(tab.rows)}")
    cells = [
        (top + r, left + c, value)
        for r, row in enumerate(values)
        for c, value in enumerate(row)
        if value is not None
    ]
    for row, column, value in cells:
        cell = tab.rows[row][column]
        cell.value, cell.formula = (
            (None if value == "" else typed(value) if option == "USER_ENTERED" else value),
            None,
        )
    end = top + max(len(values), 1), left + max(width, 1)
    return {
        "updatedRange": shown_range(tab, top, left, *end),
        "updatedRows": len({row for row, _, _ in cells}),
        "updatedColumns": len({column for _, column, _ in cells}),
        "updatedCells": len(cells),
    }


def typed(value: Any) -> Any:
    """What Google makes of a text that is to be taken as typed, for plain numbers and truth values."""
    if not isinstance(value, str):
        return value
    if value.startswith("="):
        raise NotImplementedError("formulas")
    if value.upper() in {"TRUE", "FALSE"}:
        return value.upper() == "TRUE"
    try:
        number = float(value)
    except ValueError:
        return value.removeprefix("'")
    return int(number) if number.is_integer() else number


def _set_fields(cell: Cell, wanted: Any, fields: str) -> None:
    for name in fields.split(","):
        if name == "userEnteredValue":
            cell.value = wanted.get("userEnteredValue", {}).get("stringValue")
        elif name in {"userEnteredFormat", "userEnteredFormat.numberFormat"}:
            cell.form = wanted.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
        elif name != "dataValidation":
            raise NotImplementedError(name)


def _resize(tab: Tab, rows: int, columns: int) -> None:
    if rows > len(tab.rows):
        tab.insert_rows(len(tab.rows), rows - len(tab.rows))
    tab.delete_rows(rows, len(tab.rows) - rows)
    if columns > len(tab.columns):
        tab.insert_columns(len(tab.columns), columns - len(tab.columns))
    tab.delete_columns(columns, len(tab.columns) - columns)


def _told_range(span: dict[str, Any]) -> dict[str, Any]:
    """A range as Google tells it: without the number of a tab whose number is 0."""
    return {name: value for name, value in span.items() if name != "sheetId" or value}


def _tag(tab: Tab, at: int, number: int) -> dict[str, Any]:
    key, value, visibility = tab.columns[at].tags[number]
    span = {"sheetId": tab.number, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    location = {"locationType": "COLUMN", "dimensionRange": _told_range(span)}
    return {
        "metadataId": number,
        "metadataKey": key,
        "metadataValue": value,
        "location": location,
        "visibility": visibility,
    }


def _grid(tab: Tab, top: int, left: int, bottom: int, right: int) -> dict[str, Any]:
    rows = [{"values": [_cell_data(cell) for cell in row[left:right]]} for row in tab.rows[top:bottom]]
    return {"startRow": top, "startColumn": left, "rowData": rows}


def _cell_data(cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if not cell.blank:
        kind = {bool: "boolValue", str: "stringValue"}.get(type(cell.value), "numberValue")
        data["userEnteredValue"] = {"formulaValue": cell.formula} if cell.formula else {kind: cell.value}
        data["effectiveValue"] = (
            {kind: cell.value} if not cell.error else {"errorValue": {"type": "REF", "message": "gone"}}
        )
        data["formattedValue"] = rendered(cell, "FORMATTED_VALUE")
    if cell.form:
        data["effectiveFormat"] = {"numberFormat": {"type": cell.form, "pattern": "dd/mm/yyyy"}}
    if cell.hyperlink:
        data["hyperlink"] = cell.hyperlink
    if cell.inner_link:
        data["textFormatRuns"] = [
            {"format": {}},
            {"startIndex": 4, "format": {"link": {"uri": cell.inner_link}}},
        ]
    if cell.chip:
        data["chipRuns"] = [{"chip": {"richLinkProperties": {"uri": cell.chip}}}, {"startIndex": 1}]
    return data


def _without_empty_rows(answer: dict[str, Any]) -> dict[str, Any]:
    """Rows and cells at the end of which nothing was asked for are left out."""
    for sheet in answer.get("sheets", ()):
        for data in sheet.get("data", ()):
            rows = data.get("rowData", [])
            for row in rows:
                _drop_empty(row, "values")
            _drop_empty(data, "rowData")
    return answer


def _drop_empty(holder: dict[str, Any], name: str) -> None:
    items = holder.get(name, [])
    while items and not items[-1]:
        items.pop()
    if not items:
        holder.pop(name, None)


# ---- field masks


def parsed_mask(text: str) -> dict[str, Any]:
    """`a,b(c,d/e)` as nested names; an empty inner dict means everything below."""
    tree: dict[str, Any] = {}
    for part in _split(text):
        name, _, inner = part.partition("(")
        path = name.replace("/", ".").split(".")
        here = tree
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = parsed_mask(inner[:-1]) if inner else {}
    return tree


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def masked(value: Any, mask: dict[str, Any]) -> Any:
    """A value with the named fields only."""
    if not mask:
        return value
    if isinstance(value, list):
        return [masked(each, mask) for each in value]
    return {name: masked(value[name], inner) for name, inner in mask.items() if name in value}
