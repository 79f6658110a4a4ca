"""The calls to Google Sheets that policyclerk makes: seven, one method each."""

from collections.abc import Sequence
from typing import Any

from gspread.urls import SPREADSHEET_URL

from policyclerk.adapters.google_faults import sound_answer
from policyclerk.adapters.google_session import GoogleSession
from policyclerk.adapters.sheet_answers import Detail, SheetBook, Where, book_of, details_of, values_of
from policyclerk.adapters.sheet_requests import (
    DETAIL_FIELDS,
    TAB_FIELDS,
    Body,
    Tag,
    new_tags_of,
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

    def book(self) -> SheetBook:
        """Title, locale, tabs and merged ranges."""
        params: Any = {"includeGridData": "false", "fields": TAB_FIELDS}
        answer = self._session.fetch_sheet_metadata(self._key, params)
        with sound_answer():
            return book_of(answer)

    def values(self, titles: Sequence[str]) -> tuple[Values, ...]:
        """The values of whole tabs, all in one request."""
        if not titles:
            return ()
        ranges = [whole_tab(title) for title in titles]
        answer = self._session.values_batch_get(self._key, ranges, values_params())
        with sound_answer():
            pairs = zip(titles, answer["valueRanges"], strict=True)
            return tuple(values_of(each) for _, each in pairs)

    def details(self, titles: Sequence[str]) -> dict[int, dict[Where, Detail]]:
        """Links, formulas, errors and formats of whole tabs, by the tab's number."""
        if not titles:
            return {}
        params: Any = {"ranges": [whole_tab(title) for title in titles], "fields": DETAIL_FIELDS}
        answer = self._session.spreadsheets_get(self._key, params)
        with sound_answer():
            sheets = {sheet["properties"]["title"]: sheet for sheet in answer["sheets"]}
            asked = [sheets[title] for title in titles]
            return {sheet["properties"].get("sheetId", 0): details_of(sheet) for sheet in asked}

    def tags(self) -> tuple[Tag, ...]:
        """Where our columns stand."""
        answer = self._post("/developerMetadata:search", tags_wanted())
        with sound_answer():
            return tags_of(answer)

    def change(self, requests: Sequence[Body]) -> tuple[Tag, ...]:
        """Make columns, tags and formats: all of them, or none; gives the tags that were made."""
        answer = self._session.batch_update(self._key, {"requests": list(requests)})
        with sound_answer():
            return new_tags_of(answer)

    def write(self, body: Body) -> None:
        """Set cells of our columns."""
        self._post("/values:batchUpdateByDataFilter", body)

    def empty(self, body: Body) -> None:
        """Empty whole columns of ours."""
        self._post("/values:batchClearByDataFilter", body)

    def _post(self, call: str, body: Body) -> Any:
        return self._session.request("post", self._address + call, json=body).json()
