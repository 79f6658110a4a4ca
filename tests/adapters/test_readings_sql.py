"""What the last night read, in the file of the facts: kept once per change, never in the way."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from policyclerk.adapters.cache_sql import FactsCacheSql
from policyclerk.adapters.readings_sql import ReadingsSql
from policyclerk.domain.cells import BLANK
from policyclerk.domain.document import DocumentFacts, unreadable
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.refusal import RefusedAddress
from policyclerk.domain.register import RawBook, RawCell, RawTable
from policyclerk.domain.settings import RemindersSettings, Settings
from policyclerk.night_reading import KeptReading, Read, mark_of, packed, unpacked
from policyclerk.ports import DocumentRef, Resolution

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
REF = DocumentRef("policies/a.docx", "a.docx", "/x/policies/a.docx", 10, 5)
BROKEN = DocumentRef("policies/b.docx", "b.docx", "/x/policies/b.docx", 10, 5)
FACTS = DocumentFacts(REF.path, "ab" * 32, ok=True, title="Behaviour")
CELLS = (RawCell("Behaviour"), BLANK, RawCell(3), RawCell(2.5), RawCell(value=True), RawCell(date(2026, 9, 1)),
         RawCell(datetime.fromisoformat("2026-09-01T12:30")), RawCell(link="https://a.example"), RawCell(error="#REF!", formula=True))  # fmt: skip
READ = Read(
    book=RawBook("register.xlsx", "v1", (RawTable("Policies", (CELLS, ()), ((1, 1, 1, 4),), "policies"),), "en_GB", ("copy.xlsx",)),
    files=(REF, BROKEN),
    cells={("Policies", 2): Resolution(REF), ("Policies", 3): Resolution(None, "link_broken", "it names no file")},
    facts={REF.path: FACTS, BROKEN.path: unreadable(BROKEN.path, "cd" * 32, "corrupt", "It is damaged.")},
    problems=(RunProblem("documents_missing", "There is none.", fatal=False),),
    refused=(RefusedAddress("a@ash.example", MONDAY, 4, "address_refused"),),
)  # fmt: skip
SETTINGS = Settings(reminders=RemindersSettings(owner_steps=(30, 0)), rules={"owner_missing": None})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "facts.db"


@pytest.fixture
def readings(path: Path) -> ReadingsSql:
    return ReadingsSql(path, "reader 1")


def keep(
    readings: ReadingsSql, day: date, mark: str, content: bytes, digests: Mapping[str, str] | None = None
) -> None:
    readings.keep(day, mark=mark, content=lambda: content, digests=lambda: digests or {})


def test_a_reading_comes_back_whole_with_every_kind_of_cell(readings: ReadingsSql, path: Path) -> None:
    FactsCacheSql(path, "reader 1").remember([(REF, FACTS)])
    readings.keep(MONDAY, mark="m", content=lambda: packed(READ, SETTINGS), digests=READ.digests)
    kept = readings.kept()
    assert kept is not None
    found = unpacked(kept)

    assert kept.day == MONDAY
    assert found == (READ, SETTINGS)
    assert [[type(cell.value) for cell in row] for row in found[0].book.tables[0].rows] == [
        [type(cell.value) for cell in CELLS],
        [],
    ]


def test_a_night_that_read_the_same_moves_the_day_and_makes_nothing(readings: ReadingsSql) -> None:
    keep(readings, MONDAY, "m", b"as read")
    readings.keep(TUESDAY, mark="m", content=_never, digests=_never)

    assert readings.kept() == KeptReading(TUESDAY, b"as read", {})


def test_the_next_night_takes_the_place_of_the_last(readings: ReadingsSql) -> None:
    keep(readings, MONDAY, "m", b"first")
    keep(readings, TUESDAY, "n", b"second")

    assert readings.kept() == KeptReading(TUESDAY, b"second", {})


def test_facts_of_the_last_night_outlive_a_document_that_has_changed_since(
    readings: ReadingsSql, path: Path
) -> None:
    cache = FactsCacheSql(path, "reader 1")
    cache.remember([(REF, FACTS)])
    keep(readings, MONDAY, "m", b"", READ.digests())
    changed = DocumentFacts(REF.path, "ef" * 32, ok=True)
    cache.remember([(REF, changed)])
    kept = readings.kept()
    assert kept is not None
    assert kept.facts == {FACTS.sha256: FACTS}

    keep(readings, TUESDAY, "n", b"", {REF.path: "ef" * 32})
    cache.remember([(REF, changed)])
    kept = readings.kept()
    assert kept is not None
    assert kept.facts == {"ef" * 32: changed}


def test_without_the_facts_of_every_document_there_is_no_reading(readings: ReadingsSql) -> None:
    readings.keep(MONDAY, mark="m", content=lambda: packed(READ, SETTINGS), digests=READ.digests)
    kept = readings.kept()

    assert kept is not None
    assert unpacked(kept) is None


@pytest.mark.parametrize("content", [b"", b"nothing packed", packed(READ, SETTINGS)[:-9]])
def test_what_is_damaged_is_no_reading(content: bytes) -> None:
    assert unpacked(KeptReading(MONDAY, content, {})) is None


def test_a_damaged_file_or_none_keeps_nothing_and_raises_nothing(readings: ReadingsSql, path: Path) -> None:
    assert readings.kept() is None
    readings.forget()
    assert not path.exists()
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    keep(readings, MONDAY, "m", b"as read")
    readings.forget()

    assert readings.kept() is None


def test_what_is_forgotten_is_gone(readings: ReadingsSql) -> None:
    keep(readings, MONDAY, "m", b"as read", {"a": "ab"})
    readings.forget()

    assert readings.kept() is None


def test_the_mark_changes_with_register_file_settings_and_tables() -> None:
    moved = DocumentRef(REF.path, REF.below_root, REF.local, REF.size, 6)
    others = [
        mark_of(Read(RawBook("register.xlsx", "v2", ()), READ.files, {}, {}), SETTINGS, {}),
        mark_of(Read(READ.book, (moved, BROKEN), READ.cells, READ.facts), SETTINGS, {}),
        mark_of(READ, Settings(), {}),
        mark_of(READ, SETTINGS, {"config/statutory.toml": "1"}),
    ]

    assert len({mark_of(READ, SETTINGS, {}), *others}) == 5
    assert mark_of(READ, SETTINGS, {}) == mark_of(READ, SETTINGS, {})


def _never() -> bytes:
    raise AssertionError("nothing was to be made")
