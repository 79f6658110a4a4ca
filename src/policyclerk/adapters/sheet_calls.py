"""The calls to Google Sheets that policyclerk makes: eight, one method each."""

from collections.abc import Sequence
from typing import Any

from gspread.urls import SPREADSHEET_URL

from policyclerk.adapters.google_session import GoogleSession
from policyclerk.adapters.sheet_answers import SheetTab, tabs_of, values_of
from policyclerk.adapters.sheet_requests import (
    DETAIL_FIELDS,
    TAB_FIELDS,
    Body,
    Tag,
    tags_of,
    tags_wanted,
    values_params,
    whole_tab,
)
from policyclerk.domain.register import CellValue

Values = tuple[tuple[CellValue, ...], ...]


class SheetCalls:
    """One spreadsheet.

    Args:
        session: the way to Google.
        key: the spreadsheet's id.
    """

    def __init__(self, session: GoogleSession, key: str) -> None:
        self._session = session
        self._key = key
        self._address = SPREADSHEET_URL % key

    def book(self) -> Any:
        """Title, locale, tabs and merged ranges."""
        return self._session.fetch_sheet_metadata(
            self._key, {"includeGridData": "false", "fields": TAB_FIELDS}
        )

    def tabs(self) -> tuple[SheetTab, ...]:
        """The tabs that have cells."""
        return tabs_of(self.book())

    def values(self, titles: Sequence[str]) -> tuple[Values, ...]:
        """The values of whole tabs, all in one request."""
        if not titles:
            return ()
        ranges = [whole_tab(title) for title in titles]
        answer = self._session.values_batch_get(self._key, ranges, values_params())
        return tuple(values_of(each) for each in answer["valueRanges"])

    def details(self, titles: Sequence[str]) -> dict[int, Any]:
        """Links, formulas, errors and formats of whole tabs, by the tab's number."""
        if not titles:
            return {}
        params: Any = {"ranges": [whole_tab(title) for title in titles], "fields": DETAIL_FIELDS}
        answer = self._session.spreadsheets_get(self._key, params)
        return {sheet["properties"].get("sheetId", 0): sheet for sheet in answer.get("sheets", ())}

    def tags(self) -> tuple[Tag, ...]:
        """Where our columns stand."""
        return tags_of(self._post("/developerMetadata:search", tags_wanted()))

    def change(self, requests: Sequence[Body]) -> Any:
        """Make columns, tags and formats: all of them, or none."""
        return self._session.batch_update(self._key, {"requests": list(requests)})

    def write(self, body: Body) -> Any:
        """Set cells of our columns."""
        return self._post("/values:batchUpdateByDataFilter", body)

    def empty(self, body: Body) -> Any:
        """Empty whole columns of ours."""
        return self._post("/values:batchClearByDataFilter", body)

    def _post(self, call: str, body: Body) -> Any:
        return self._session.request("post", self._address + call, json=body).json()
