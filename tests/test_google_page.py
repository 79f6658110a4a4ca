"""docs/google-sheets.md says what the program does: every fault has its line, every promise its number."""

from pathlib import Path

import pytest
from tests.adapters.google.fake_google import FakeGoogle
from tests.adapters.google.sheets_made import book, orders_for, register, understood

from policyclerk.adapters.google_faults import GoogleFault
from policyclerk.adapters.google_key import KEY_VARIABLE
from policyclerk.adapters.google_session import DRIVE_SCOPE, SHEETS_SCOPE
from policyclerk.domain.register import OWN_HEADINGS

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "google-sheets.md").read_text(encoding="utf-8")
LINES = {
    "missing": "there is no document at that address",
    "forbidden": "may not open or change it",
    "switched_off": "API is switched off",
    "not_a_sheet": "Excel file kept in Drive",
    "protected": "protected range stands in the way",
    "key_refused": "does not accept the key",
    "too_many": "asks for a pause",
    "out_of_order": "out of order",
    "unreachable": "cannot be reached",
    "too_slow": "did not answer in time",
    "not_google": "something between this machine and Google",
    "busy": "people were changing the sheet",
}
OF_THEMSELVES = {"refused", "too_large"}
"""Faults whose own sentence is all that can be said."""


def test_every_fault_has_a_line_that_says_what_to_do() -> None:
    kinds = set(GoogleFault.__init__.__annotations__["kind"].__args__)
    assert set(LINES) | OF_THEMSELVES == kinds
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    for kind, words in LINES.items():
        assert any(words in row for row in rows), kind


def test_the_page_says_that_live_google_was_never_met() -> None:
    assert "never run against live Google" in " ".join(PAGE.split())


@pytest.mark.parametrize(
    "name",
    [
        KEY_VARIABLE,
        SHEETS_SCOPE.rsplit("/", 1)[1],
        DRIVE_SCOPE.rsplit("/", 1)[1],
        "sheets.googleapis.com",
        "www.googleapis.com",
        "oauth2.googleapis.com",
    ],
)
def test_names_on_the_page_are_those_of_the_program(name: str) -> None:
    assert name in PAGE


def test_the_page_names_our_columns() -> None:
    names = ", ".join(heading.removeprefix("Policyclerk ") for heading in OWN_HEADINGS)
    assert f"*Policyclerk {names}*" in " ".join(PAGE.split())


def test_the_numbers_of_requests_on_the_page_are_counted() -> None:
    google = FakeGoogle(book())
    nights = []
    for night in (1, 2):
        source = register(google)
        google.seen.clear()
        whole = source.read()
        source.write_status(orders=orders_for(whole, night=night), register=understood(whole))
        nights.append(len(google.seen))
    assert nights == [12, 10]
    assert "10 requests for a whole book (12 on the first" in PAGE
