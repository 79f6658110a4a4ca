"""What the real Google answered once, held against everything here that claims to know how Google answers.

The recordings are of another program's calls; they say nothing of quotas, links, tags or outages.
"""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.adapters.google.recorded import SHEETS, Comparison, Pair, cassettes, compare
from tests.adapters.google.schema_judge import SchemaJudge, Violation

from policyclerk.adapters.cell_text import column_number
from policyclerk.adapters.google_faults import fault_of
from policyclerk.adapters.sheet_answers import details_of, table_of, tabs_of, values_of

Note = Callable[[str, object], None]

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def sessions(corpus: Path) -> list[tuple[str, list[Pair]]]:
    if not (corpus / "google" / "cassettes.tar.xz").is_file():
        pytest.skip("the recorded answers of Google are not on this machine")
    return list(cassettes(corpus))


def sheets(sessions: list[tuple[str, list[Pair]]], status: int = 200) -> list[Pair]:
    return [pair for _, pairs in sessions for pair in pairs if pair.host == SHEETS and pair.status == status]


def test_the_judge_finds_no_fault_with_what_google_took_and_gave(
    sessions: list[tuple[str, list[Pair]]], record_property: Note
) -> None:
    judge, judged = SchemaJudge(), 0
    for pair in sheets(sessions):
        body = pair.body if isinstance(pair.body, dict) else None
        call = judge.request(pair.method, pair.path, _without_nothing(pair), body)
        judge.answer(call, pair.answer)
        judged += 1
    assert judged >= 1_490
    record_property("recorded pairs without a violation", judged)


def _without_nothing(pair: Pair) -> dict[str, list[str]]:
    """Parameters that the recording program left without a value ("None") count as not given."""
    return {name: values for name, values in pair.query.items() if values != ["None"]}


def test_the_judge_refuses_what_google_refused_for_its_form(sessions: list[tuple[str, list[Pair]]]) -> None:
    formless = [
        pair for pair in sheets(sessions, 400) if "Invalid value at" in pair.answer["error"]["message"]
    ]
    assert len(formless) == 3
    for pair in formless:
        with pytest.raises(Violation, match="values should be a list"):
            SchemaJudge().request(pair.method, pair.path, _without_nothing(pair), pair.body)


def test_the_fake_answers_as_google_did(
    sessions: list[tuple[str, list[Pair]]], record_property: Note
) -> None:
    result = Comparison()
    for name, pairs in sessions:
        compare(pairs, result, where=name)
    assert result.different == Counter(), "\n".join(result.examples[:5])
    assert sum(result.same.values()) >= 1_000
    for call in ("get", "values.get", "values.batchGet", "batchUpdate"):
        assert result.same[f"sheets.spreadsheets.{call}"], call
    record_property("answers equal", sum(result.same.values()))
    record_property("answers not compared", sum(result.beyond.values()))


def test_every_recorded_range_is_read_cell_by_cell(
    sessions: list[tuple[str, list[Pair]]], record_property: Note
) -> None:
    ranges = []
    for pair in sheets(sessions):
        if (
            pair.method == "GET"
            and "/values" in pair.path
            and pair.query.get("majorDimension") != ["COLUMNS"]
        ):
            ranges += pair.answer.get("valueRanges", [pair.answer])
    assert len(ranges) >= 260
    cells = 0
    for each in ranges:
        top, left = _corner(each["range"])
        rows = values_of(each)
        assert len(rows) == (top - 1 + len(each.get("values", ())) if each.get("values") else top - 1)
        for at, line in enumerate(each.get("values", ())):
            for column, value in enumerate(line):
                assert rows[top - 1 + at][left - 1 + column] == (None if value == "" else value)
                cells += 1
    assert cells > 1_000
    record_property("recorded ranges read", len(ranges))


def _corner(text: str) -> tuple[int, int]:
    """Where a range begins, told apart from how the reader does it."""
    first = text.rsplit("!", 1)[1].split(":", maxsplit=1)[0]
    letters = "".join(c for c in first if c.isalpha())
    return int("".join(c for c in first if c.isdigit()) or 1), column_number(letters) or 1


def test_every_recorded_book_is_read_with_its_tabs_and_merges(sessions: list[tuple[str, list[Pair]]]) -> None:
    books = [
        pair.answer
        for pair in sheets(sessions)
        if pair.method == "GET" and pair.path.count("/") == 3 and "properties" in pair.answer
    ]
    assert len(books) >= 600
    merged = 0
    for book in books:
        tabs = tabs_of(book)
        assert [tab.title for tab in tabs] == [sheet["properties"]["title"] for sheet in book["sheets"]]
        for tab, sheet in zip(tabs, book["sheets"], strict=True):
            details = details_of(sheet)
            assert table_of(tab, (), details).merged == tab.merged
            merged += len(tab.merged)
            for top, left, bottom, right in tab.merged:
                assert 1 <= top <= bottom
                assert 1 <= left <= right
    assert merged > 10


@pytest.mark.parametrize(("status", "kind"), [(404, "missing"), (403, "forbidden")])
def test_recorded_refusals_are_understood(
    sessions: list[tuple[str, list[Pair]]], status: int, kind: str
) -> None:
    refused = sheets(sessions, status)
    assert refused
    for pair in refused:
        answer: Any = requests.Response()
        answer.status_code, answer._content = status, json.dumps(pair.answer).encode()
        assert fault_of(answer).kind == kind
