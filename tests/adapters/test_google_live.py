"""Against the real Google, only where a sheet is given for it: a made-up register of this test's own.

POLICYCLERK_LIVE_GOOGLE_SHEET names a spreadsheet that holds nothing of worth and is shared with the service account as
an editor; POLICYCLERK_GOOGLE_KEY holds the key's JSON. Each run adds a tab of its own and removes it again. This has
never been run against live Google in this build; it is here so that the first trust to have a key can do so.
"""

import os
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from policyclerk.adapters.google_key import KEY_VARIABLE, read_service_key
from policyclerk.adapters.google_session import GoogleSession
from policyclerk.adapters.register_google import GoogleRegister, spreadsheet_key
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS, PolicyTab, Register
from policyclerk.ports import RowOutcome

SHEET = os.environ.get("POLICYCLERK_LIVE_GOOGLE_SHEET")

pytestmark = pytest.mark.skipif(
    not (SHEET and os.environ.get(KEY_VARIABLE)),
    reason="no live Google sheet is named in POLICYCLERK_LIVE_GOOGLE_SHEET, or no key is given",
)
DAY = date(2026, 11, 23)
HEADINGS = ("Ref", "Policy", "Next review")


class Live:
    """A tab of our own in the real sheet."""

    def __init__(self) -> None:
        self.session = GoogleSession(read_service_key(secret=os.environ[KEY_VARIABLE], path=None))
        self.key = spreadsheet_key(str(SHEET))
        self.title = f"policyclerk test {uuid.uuid4().hex[:8]}"
        self.register = GoogleRegister(self.session, self.key)
        grid = {"rowCount": 20, "columnCount": 3}
        made = self.change({"addSheet": {"properties": {"title": self.title, "gridProperties": grid}}})
        self.number = made["replies"][0]["addSheet"]["properties"]["sheetId"]
        lines = [HEADINGS, ("P1", "Behaviour", "1/3/2027"), ("P2", "Uniform", "Sept 2027")]
        self.change(
            {
                "updateCells": {
                    "start": {"sheetId": self.number, "rowIndex": 0, "columnIndex": 0},
                    "rows": [
                        {"values": [{"userEnteredValue": {"stringValue": text}} for text in line]}
                        for line in lines
                    ],
                    "fields": "userEnteredValue",
                }
            }
        )

    def change(self, *requests: Any) -> Any:
        self.session.begin()
        return self.session.batch_update(self.key, {"requests": list(requests)})

    def texts(self) -> list[list[Any]]:
        table = next(each for each in self.register.read().tables if each.name == self.title)
        return [[cell.value for cell in row] for row in table.rows]

    def write(self, status: str) -> tuple[RowOutcome, ...]:
        tab = PolicyTab(self.title, 1, {"ref": 1, "title": 2}, {"ref": "Ref", "title": "Policy"}, {}, 3)
        values = tuple(zip(OWN_HEADINGS, (status, "=1+1", "+44", None, DAY), strict=True))
        order = StatusOrder(self.title, 2, (("Ref", "P1"), ("Policy", "Behaviour")), values)
        return self.register.write_status(orders=[order], register=Register("live", "", (), tabs=(tab,)))


@pytest.fixture
def live() -> Iterator[Live]:
    sheet = Live()
    yield sheet
    sheet.change({"deleteSheet": {"sheetId": sheet.number}})


def test_a_status_is_written_found_again_after_a_row_was_put_in_and_not_written_twice(live: Live) -> None:
    assert [outcome.written for outcome in live.write("Red")] == [True]
    assert live.texts()[0] == [*HEADINGS, *OWN_HEADINGS]
    assert live.texts()[1] == ["P1", "Behaviour", "1/3/2027", "Red", "=1+1", "+44", None, DAY]
    span = {"sheetId": live.number, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    live.change({"insertDimension": {"range": span, "inheritFromBefore": False}})
    assert [outcome.written for outcome in live.write("Green")] == [True]
    assert live.texts()[2][3] == "Green"
    assert live.texts()[1] == []
    (again,) = live.write("Green")
    assert again.why == "It says so already."
