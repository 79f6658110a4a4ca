"""What a night has read, kept as it was, so that a report can later be made of it as on that night.

It is kept once per change: a night that read the same as the one before moves the day alone. The facts of documents stay where
facts are remembered and are named here by their digest.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol

from policyclerk.domain.cells import BLANK
from policyclerk.domain.document import DocumentFacts, facts_from_plain
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.plain import from_plain, to_plain
from policyclerk.domain.refusal import RefusedAddress
from policyclerk.domain.register import RawBook, RawCell, RawTable
from policyclerk.domain.settings import Settings
from policyclerk.ports import DocumentRef, Resolution


@dataclass(frozen=True, slots=True)
class Read:
    """What a night read, before anything follows from it.

    Attributes:
        book: the register as it stood.
        files: every Word file that was looked at, by path.
        cells: where the Document cell of each row led, by (tab, row).
        facts: what each file says of itself, by path.
        problems: why the documents could not be listed, where they could not.
        refused: addresses that the last message did not get through to.
    """

    book: RawBook
    files: tuple[DocumentRef, ...]
    cells: Mapping[tuple[str, int], Resolution]
    facts: Mapping[str, DocumentFacts]
    problems: tuple[RunProblem, ...] = ()
    refused: tuple[RefusedAddress, ...] = ()

    def digests(self) -> dict[str, str]:
        """Path -> digest of the files that could be read."""
        return {path: facts.sha256 for path, facts in self.facts.items() if facts.ok and facts.sha256}


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What the store kept of the last night.

    Attributes:
        content: as `packed` made it.
        facts: of every digest that is still remembered.
    """

    day: date
    content: bytes
    facts: Mapping[str, DocumentFacts]


class ReadingStore(Protocol):
    """Keeps what the last night read. A memory, no record: what cannot be kept or is lost is made anew."""

    def keep(
        self, day: date, *, mark: str, content: Callable[[], bytes], digests: Callable[[], Mapping[str, str]]
    ) -> None:
        """Keep what a night read; where the mark is that of what is kept already, only the day moves.

        Args:
            content: makes what is kept.
            digests: path -> digest of the documents whose facts must not be forgotten.
        """

    def kept(self) -> KeptReading | None:
        """What the last night read; None where there is none, or not all of it any longer."""

    def forget(self) -> None:
        """Throw away what is kept: names of people stand in it."""


class NoReadings:
    """Keeps nothing: the ReadingStore where there is no state."""

    def keep(
        self, day: date, *, mark: str, content: Callable[[], bytes], digests: Callable[[], Mapping[str, str]]
    ) -> None:
        """Nothing is kept."""

    def kept(self) -> None:
        """None."""

    def forget(self) -> None:
        """There is nothing."""


def mark_of(read: Read, settings: Settings, versions: Mapping[str, str]) -> str:
    """A digest of everything that a report follows from besides the day, the ledger and the nights before.

    Files are taken for the same by path, size and time of change, as everywhere.
    """
    known = (
        read.book.source,
        read.book.version,
        read.book.locale,
        read.book.copies,
        read.problems,
        read.refused,
    )
    digest = sha256(repr((known, settings, sorted(versions.items()))).encode())
    for ref in read.files:
        digest.update(f"{ref.path}\n{ref.size} {ref.modified_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def packed(read: Read, settings: Settings) -> bytes:
    """A reading as bytes; facts of files that could be read are named by their digest only."""
    plain = {
        "settings": to_plain(settings),
        "book": _book_to_plain(read.book),
        "files": [
            [r.path, r.below_root, r.local, r.size, r.modified_ns, read.facts[r.path].sha256]
            for r in read.files
        ],
        "cells": [
            [tab, row, cell.ref.path if cell.ref else None, cell.kind, cell.why]
            for (tab, row), cell in read.cells.items()
        ],
        "unread": [to_plain(facts) for facts in read.facts.values() if not (facts.ok and facts.sha256)],
        "problems": to_plain(read.problems),
        "refused": to_plain(read.refused),
    }
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode("ascii"), 1)


def unpacked(kept: KeptReading) -> tuple[Read, Settings] | None:
    """The reading and the settings of that night; None where a part is missing or of another form."""
    try:
        plain = json.loads(zlib.decompress(kept.content))
        return _read(plain, kept.facts), from_plain(Settings, plain["settings"])
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return None


def _read(plain: Mapping[str, Any], by_digest: Mapping[str, DocumentFacts]) -> Read:
    refs = {line[0]: DocumentRef(*line[:5]) for line in plain["files"]}
    facts = {each["file"]: facts_from_plain(each) for each in plain["unread"]}
    for *ref, digest in plain["files"]:
        if ref[0] not in facts:
            facts[ref[0]] = replace(by_digest[digest], file=ref[0])
    cells = {
        (tab, row): Resolution(refs[path] if path else None, kind, why)
        for tab, row, path, kind, why in plain["cells"]
    }
    problems = tuple(from_plain(RunProblem, each) for each in plain["problems"])
    refused = tuple(from_plain(RefusedAddress, each) for each in plain["refused"])
    return Read(_book(plain["book"]), tuple(refs.values()), cells, facts, problems, refused)


# ---- the register's cells: most are a text or a number and nothing else


def _book_to_plain(book: RawBook) -> dict[str, Any]:
    tables = [
        {
            "name": table.name,
            "role": table.role,
            "merged": table.merged,
            "rows": [[_cell_to_plain(cell) for cell in row] for row in table.rows],
        }
        for table in book.tables
    ]
    return {
        "source": book.source,
        "version": book.version,
        "locale": book.locale,
        "copies": book.copies,
        "tables": tables,
    }


def _cell_to_plain(cell: RawCell) -> Any:
    value: Any = cell.value
    if isinstance(value, datetime):
        value = {"at": value.isoformat()}
    elif isinstance(value, date):
        value = {"day": value.isoformat()}
    if cell.link is None and cell.error is None and not cell.formula:
        return value
    return [value, cell.link, cell.error, cell.formula]


def _book(plain: Mapping[str, Any]) -> RawBook:
    tables = tuple(
        RawTable(
            name=table["name"],
            rows=tuple(tuple(map(_cell, row)) for row in table["rows"]),
            merged=tuple((top, left, bottom, right) for top, left, bottom, right in table["merged"]),
            role=table["role"],
        )
        for table in plain["tables"]
    )
    return RawBook(plain["source"], plain["version"], tables, plain["locale"], tuple(plain["copies"]))


def _cell(plain: Any) -> RawCell:
    if plain is None:
        return BLANK
    if isinstance(plain, list):
        value, link, error, formula = plain
        return RawCell(_value(value), link, error, formula)
    return RawCell(_value(plain))


def _value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    return datetime.fromisoformat(plain["at"]) if "at" in plain else date.fromisoformat(plain["day"])
