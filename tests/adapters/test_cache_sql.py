"""The cache of facts: finds what is unchanged, forgets what is not, and never stands in the way."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policyclerk.adapters.cache_sql import FactsCacheSql
from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import (
    Conflict,
    DocumentFacts,
    HistoryRow,
    Mention,
    ProblemKind,
    SignOff,
    unreadable,
)
from policyclerk.ports import DocumentRef

REVIEWED = DateClaim("Nov 2019 (FGB)", date(2019, 11, 1), date(2019, 11, 30), "month", "body, table 1, row 2")
FACTS = DocumentFacts(
    file="policies/lone-working.docx",
    sha256="ab" * 32,
    ok=True,
    title="Lone Working – Zoë’s copy",
    latest_review=REVIEWED,
    sign_offs=(SignOff("Chair", None, None, "no", "blank line", "body, table 1, row 5"),),
    history=(HistoryRow("1.3", REVIEWED, "approved", None, None, "first"),),
    conflicts=(Conflict("version", (Mention("1.3", "cover"), Mention("1.2", "footer"))),),
)
REF = DocumentRef(
    "policies/lone-working.docx",
    "lone-working.docx",
    "/x/lone-working.docx",
    41_000,
    1_700_000_000_123_456_789,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "facts.db"


@pytest.fixture
def cache(path: Path) -> FactsCacheSql:
    return FactsCacheSql(path, "reader 1")


def test_facts_of_an_unchanged_file_come_back_whole(cache: FactsCacheSql) -> None:
    cache.remember([(REF, FACTS)])
    assert dict(cache.known([REF])) == {REF.path: FACTS}


@pytest.mark.parametrize(
    "change", [{"size": 41_001}, {"modified_ns": 1_700_000_000_123_456_790}, {"path": "b.docx"}]
)
def test_a_file_that_changed_is_not_known(cache: FactsCacheSql, change: dict[str, object]) -> None:
    cache.remember([(REF, FACTS)])
    assert dict(cache.known([replace(REF, **change)])) == {}


def test_facts_of_another_reader_are_not_used_and_are_removed(cache: FactsCacheSql, path: Path) -> None:
    cache.remember([(REF, FACTS)])
    newer = FactsCacheSql(path, "reader 2")
    assert dict(newer.known([REF])) == {}
    newer.remember([(REF, replace(FACTS, title="as read anew"))])
    assert newer.known([REF])[REF.path].title == "as read anew"
    assert dict(cache.known([REF])) == {}
    assert rows(path) == (1, 1)


def test_two_copies_of_one_document_share_its_facts_and_keep_their_names(
    cache: FactsCacheSql, path: Path
) -> None:
    copy = replace(REF, path="policies/b/lone-working.docx")
    cache.remember([(REF, FACTS), (copy, replace(FACTS, file=copy.path))])
    assert {found.file for found in cache.known([REF, copy]).values()} == {REF.path, copy.path}
    assert rows(path) == (1, 2)


def test_the_facts_of_an_older_text_are_dropped(cache: FactsCacheSql, path: Path) -> None:
    cache.remember([(REF, FACTS)])
    cache.remember([(replace(REF, size=42_000), replace(FACTS, sha256="cd" * 32))])
    assert rows(path) == (1, 1)


def test_a_file_that_is_damaged_in_itself_is_remembered_as_such(cache: FactsCacheSql) -> None:
    damaged = unreadable(REF.path, "ab" * 32, "corrupt", "The file is damaged.")

    cache.remember([(REF, damaged)])

    assert dict(cache.known([REF])) == {REF.path: damaged}


@pytest.mark.parametrize("kind", ["hostile", "too_large", "not_read", "not_found"])
def test_what_may_go_better_tomorrow_is_read_again(cache: FactsCacheSql, kind: ProblemKind) -> None:
    cache.remember([(REF, unreadable(REF.path, "ab" * 32, kind, "It took too long."))])

    assert dict(cache.known([REF])) == {}


@pytest.mark.parametrize("content", [b"", b"this is no database at all " * 50])
def test_a_damaged_cache_is_begun_anew_in_silence(cache: FactsCacheSql, path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert dict(cache.known([REF])) == {}
    cache.remember([(REF, FACTS)])
    assert dict(cache.known([REF])) == {REF.path: FACTS}


def test_a_cache_with_a_broken_page_is_begun_anew(cache: FactsCacheSql, path: Path) -> None:
    many = [(replace(REF, path=f"{n}.docx"), replace(FACTS, sha256=f"{n:064x}")) for n in range(300)]
    cache.remember(many)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    assert dict(cache.known([REF])) == {}
    cache.remember([(REF, FACTS)])
    assert dict(cache.known([REF])) == {REF.path: FACTS}


def test_facts_in_a_form_not_understood_are_read_again(cache: FactsCacheSql, path: Path) -> None:
    cache.remember([(REF, FACTS)])
    change(path, "UPDATE facts SET facts = X'00'")
    assert dict(cache.known([REF])) == {}


@pytest.mark.parametrize(
    "statement", ["PRAGMA user_version = 7", "ALTER TABLE facts RENAME COLUMN facts TO other"]
)
def test_a_cache_of_another_form_is_begun_anew(cache: FactsCacheSql, path: Path, statement: str) -> None:
    cache.remember([(REF, FACTS)])
    change(path, statement)
    assert dict(cache.known([REF])) == {}
    cache.remember([(REF, FACTS)])
    assert dict(cache.known([REF])) == {REF.path: FACTS}


def test_reading_alone_makes_nothing(path: Path) -> None:
    reader = FactsCacheSql.read_only(path, "reader 1")
    assert dict(reader.known([REF])) == {}
    reader.remember([(REF, FACTS)])
    assert not path.parent.exists()


def test_reading_alone_finds_what_a_run_remembered_and_leaves_no_file(
    cache: FactsCacheSql, path: Path
) -> None:
    cache.remember([(REF, FACTS)])
    reader = FactsCacheSql.read_only(path, "reader 1")
    assert dict(reader.known([REF])) == {REF.path: FACTS}
    reader.remember([(replace(REF, path="b.docx"), FACTS)])
    assert dict(cache.known([replace(REF, path="b.docx")])) == {}
    assert [entry.name for entry in path.parent.iterdir()] == ["facts.db"]


def test_a_folder_that_cannot_be_written_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    cache = FactsCacheSql(tmp_path / "state" / "facts.db", "reader 1")
    cache.remember([(REF, FACTS)])
    assert dict(cache.known([REF])) == {}


def test_a_file_name_that_is_no_utf8_is_remembered(cache: FactsCacheSql) -> None:
    odd = replace(REF, path="policies/caf\udce9.docx")
    cache.remember([(odd, replace(FACTS, file=odd.path))])
    assert cache.known([odd])[odd.path].file == odd.path


def test_ten_thousand_files_are_known_at_once(cache: FactsCacheSql) -> None:
    many = [(replace(REF, path=f"{n}.docx"), replace(FACTS, sha256=f"{n:064x}")) for n in range(10_000)]
    cache.remember(many)
    assert len(cache.known([ref for ref, _ in many])) == 10_000


def rows(path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    counts = tuple(
        connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("facts", "file")
    )
    connection.close()
    return counts


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()
