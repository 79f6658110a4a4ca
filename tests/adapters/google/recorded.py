"""Recorded answers of the real Google: read from the shared corpus, and played into the fake for comparison."""

import io
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.adapters.google.fake_sheets import FakeSheets, GoogleSays
from tests.adapters.google.schema_judge import Call, find_call
from tests.adapters.google.sheet_model import Book, Tab

SHEETS = "sheets.googleapis.com"


@dataclass(frozen=True)
class Pair:
    """A recorded request and its answer."""

    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    body: Any
    status: int
    answer: Any


def cassettes(corpus: Path) -> Iterator[tuple[str, list[Pair]]]:
    """Every recorded session with its pairs in order."""
    with tarfile.open(corpus / "google" / "cassettes.tar.xz") as archive:
        for member in sorted(archive.getmembers(), key=lambda each: each.name):
            file = archive.extractfile(member) if member.name.endswith(".json") else None
            if file is not None:
                recorded = json.load(io.TextIOWrapper(file, encoding="utf-8"))
                yield member.name, [_pair(each) for each in recorded["interactions"]]


def _pair(recorded: Any) -> Pair:
    request, response = recorded["request"], recorded["response"]
    parts = urlsplit(request["uri"])
    return Pair(
        method=request["method"],
        host=parts.netloc,
        path=parts.path,
        query=parse_qs(parts.query, keep_blank_values=True),
        body=_json(request["body"]),
        status=response["status"]["code"],
        answer=_json(response["body"].get("string")),
    )


def _json(text: Any) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, TypeError):
        return None


@dataclass
class Comparison:
    """What became of the recorded calls: `same`, `different` (with an example each) and `beyond` what the fake does."""

    same: Counter[str] = field(default_factory=Counter)
    different: Counter[str] = field(default_factory=Counter)
    beyond: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


def compare(pairs: list[Pair], result: Comparison, *, where: str) -> None:
    """Play one session: each spreadsheet is made as recorded, and every answer is held against the recorded one.

    Once a session asks a spreadsheet for something that the fake does not do, the rest of it is `beyond`.
    """
    books: dict[str, Book] = {}
    lost: set[str] = set()
    for pair in pairs:
        if pair.host != SHEETS:
            _made(pair, books)
            lost |= {key for key in books if "/upload/" in pair.path and key in pair.path}
            continue
        call = find_call(pair.method, pair.path)
        key = call.path["spreadsheetId"]
        if key in lost or (key not in books and pair.status == 200):
            result.beyond[call.name] += 1
            continue
        try:
            status, answer = _answer(books.get(key), call, pair)
        except (AttributeError, NotImplementedError, KeyError, TypeError) as fault:
            result.why[f"{call.name}: {fault}"] += 1
            lost.add(key)
            result.beyond[call.name] += 1
            continue
        if (status, _essence(answer)) == (pair.status, _essence(pair.answer) if pair.status == 200 else None):
            result.same[call.name] += 1
        else:
            lost.add(key)  # only the first difference counts: the ones after it follow from it
            result.different[call.name] += 1
            result.examples.append(f"{where}: {call.name} {pair.query} {json.dumps(pair.body)[:200]}\n  here {json.dumps(_essence(answer))[:400]}\n  real {json.dumps(_essence(pair.answer))[:400]}")  # fmt: skip


def _made(pair: Pair, books: dict[str, Book]) -> None:
    if pair.method == "POST" and pair.path == "/drive/v3/files" and pair.answer:
        key = pair.answer["id"]
        books[key] = Book(
            key, [Tab.of(0, "Sheet1", [], height=1000, width=26)], title=pair.answer["name"], locale="en_US"
        )


def _answer(book: Book | None, call: Call, pair: Pair) -> tuple[int, Any]:
    if book is None:
        return pair.status, None
    if "columnMetadata" in str(pair.query):
        raise NotImplementedError("widths of columns")
    path = {name: unquote(value.replace("+", " ")) for name, value in call.path.items()}
    _use_recorded_numbers(pair)
    try:
        return 200, FakeSheets(book, careful=False).answer(
            Call(call.api, call.method, path), pair.query, pair.body
        )
    except GoogleSays as refusal:
        return refusal.code, None


def _use_recorded_numbers(pair: Pair) -> None:
    """New tabs get the numbers that Google gave them."""
    for request, reply in zip(
        (pair.body or {}).get("requests", ()), (pair.answer or {}).get("replies", ()), strict=False
    ):
        if "addSheet" in request and "addSheet" in reply:
            request["addSheet"]["properties"]["sheetId"] = reply["addSheet"]["properties"]["sheetId"]


_LEFT_OUT = {
    "spreadsheetUrl",
    "defaultFormat",
    "spreadsheetTheme",
    "iterativeCalculationSettings",
    "timeZone",
    "importFunctionsExternalUrlAccessAllowed",
    "protectedRangeId",
    "editors",
}


def _essence(answer: Any) -> Any:
    """An answer without addresses, default formats and the zone of whoever recorded it."""
    if isinstance(answer, dict):
        return {name: _essence(value) for name, value in answer.items() if name not in _LEFT_OUT}
    return [_essence(each) for each in answer] if isinstance(answer, list) else answer
