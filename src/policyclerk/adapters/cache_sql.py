"""Facts of documents remembered between nights, in a SQLite file of their own.

`facts` are known by the digest of the bytes and the reader's version; `file` finds the digest of an unchanged file by path, size
and time of change, so that it need not be read; `night` is what the last night read (see `readings_sql`), with the digests of
which it needs the facts. It is only a cache: what is damaged or of another
form is thrown away in silence, what cannot be kept is read again tomorrow.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from policyclerk.domain.document import DocumentFacts, ProblemKind, facts_from_plain
from policyclerk.domain.plain import to_plain
from policyclerk.ports import DocumentRef

_FORM = 1
"""Of the tables; kept in SQLite's user_version. A file of another form is begun anew."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS facts
    (digest TEXT, reader TEXT, facts BLOB NOT NULL, PRIMARY KEY (digest, reader))""",
    """CREATE TABLE IF NOT EXISTS file
    (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, digest TEXT NOT NULL,
    reader TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS night
    (id INTEGER PRIMARY KEY CHECK (id = 1), day TEXT NOT NULL, mark TEXT NOT NULL, content BLOB NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS night_facts (digest TEXT PRIMARY KEY)",
)

_FIND = """SELECT path, size, modified_ns, digest, facts FROM file JOIN facts USING (digest, reader)
    WHERE reader = ? AND path IN (SELECT value FROM json_each(?))"""

_KEEP_FACTS = "INSERT OR REPLACE INTO facts (digest, reader, facts) VALUES (?, ?, ?)"
_KEEP_FILE = "INSERT OR REPLACE INTO file (path, size, modified_ns, digest, reader) VALUES (?, ?, ?, ?, ?)"


_SETTLED: frozenset[ProblemKind] = frozenset({"corrupt", "encrypted", "not_word", "old_word", "unsupported"})
"""Problems that lie in the bytes alone; a limit, a time that ran out or a fault of ours may be gone tomorrow."""


def _is_settled(facts: DocumentFacts) -> bool:
    return facts.ok or (facts.problem is not None and facts.problem.kind in _SETTLED)


class FactsCacheSql:
    """Facts by digest and reader version.

    Args:
        path: the file, state/facts.db.
        reader_version: facts of another version of the reader are not used and are removed.
        writable: False for `check` and `preview`, which read it where it is and leave nothing behind.
    """

    def __init__(self, path: Path, reader_version: str, *, writable: bool = True) -> None:
        self._path = path
        self._reader = reader_version
        self._writable = writable

    @classmethod
    def read_only(cls, path: Path, reader_version: str) -> "FactsCacheSql":
        """One that never writes and copes with absence."""
        return cls(path, reader_version, writable=False)

    def known(self, refs: Sequence[DocumentRef]) -> Mapping[str, DocumentFacts]:
        """Facts of the files whose path, size and time of change are as remembered, by `DocumentRef.path`."""
        if not self._path.is_file():
            return {}
        try:
            with reading(self._path) as connection:
                rows = list(self._remembered(connection, refs))
        except sqlite3.Error:
            return {}
        by_digest: dict[str, DocumentFacts | None] = {}
        found = {}
        for ref, digest, packed in rows:
            if digest not in by_digest:
                by_digest[digest] = unpacked(packed)
            facts = by_digest[digest]
            if facts is not None:
                found[ref.path] = facts if facts.file == ref.path else replace(facts, file=ref.path)
        return found

    def remember(self, found: Iterable[tuple[DocumentRef, DocumentFacts]]) -> None:
        """Keep the facts of files read now; those that could not be read are tried again the next time."""
        if not self._writable:
            return
        kept = [(ref, facts) for ref, facts in found if facts.sha256 and _is_settled(facts)]
        try:
            self._write(kept)
        except sqlite3.DatabaseError as error:
            if _is_damage(error) and self._discard():
                self._write_if_possible(kept)
        except OSError:
            return

    def _write_if_possible(self, kept: Sequence[tuple[DocumentRef, DocumentFacts]]) -> None:
        try:
            self._write(kept)
        except (sqlite3.Error, OSError):
            return

    def _write(self, kept: Sequence[tuple[DocumentRef, DocumentFacts]]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        facts = {found.sha256: (found.sha256, self._reader, _packed(found)) for _, found in kept}
        files = [(_key(ref), ref.size, ref.modified_ns, found.sha256, self._reader) for ref, found in kept]
        with closing(sqlite3.connect(self._path, timeout=30)) as connection:
            prepare(connection)
            with connection:
                connection.executemany(_KEEP_FACTS, facts.values())
                connection.executemany(_KEEP_FILE, files)
                self._forget_unused(connection)

    def _forget_unused(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM file WHERE reader <> ?", (self._reader,))
        connection.execute("DELETE FROM facts WHERE reader <> ?", (self._reader,))
        connection.execute(
            """DELETE FROM facts WHERE digest NOT IN (SELECT digest FROM file)
            AND digest NOT IN (SELECT digest FROM night_facts)"""
        )

    def _remembered(
        self, connection: sqlite3.Connection, refs: Sequence[DocumentRef]
    ) -> Iterator[tuple[DocumentRef, str, bytes]]:
        by_path = {_key(ref): ref for ref in refs}
        rows = connection.execute(_FIND, (self._reader, json.dumps(list(by_path))))
        for path, size, modified_ns, digest, packed in rows:
            ref = by_path[path]
            if (ref.size, ref.modified_ns) == (size, modified_ns):
                yield ref, digest, packed

    def _discard(self) -> bool:
        try:
            self._path.unlink(missing_ok=True)
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        except OSError:
            return False
        return True


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file for looking at. Raises sqlite3.DatabaseError where it is of another form."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] != _FORM:
            raise sqlite3.DatabaseError("of another form")
        yield connection


def prepare(connection: sqlite3.Connection) -> None:
    """Tables of our form; those of another form are dropped. Journal mode DELETE leaves one file at rest."""
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=NORMAL")
    form = connection.execute("PRAGMA user_version").fetchone()[0]
    if form not in (0, _FORM):
        connection.execute("DROP TABLE IF EXISTS file")
        connection.execute("DROP TABLE IF EXISTS facts")
        connection.execute("DROP TABLE IF EXISTS night")
        connection.execute("DROP TABLE IF EXISTS night_facts")
    for table in _TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA user_version={_FORM}")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is at fault; a full disk or a lock held by another is not."""
    name = getattr(error, "sqlite_errorname", None) or ""
    return name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or name == "SQLITE_ERROR"


def _packed(facts: DocumentFacts) -> bytes:
    plain = to_plain(facts)
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode("ascii"), 1)


def unpacked(packed: bytes) -> DocumentFacts | None:
    """Facts as they were kept; None where these bytes are none."""
    try:
        return facts_from_plain(json.loads(zlib.decompress(packed)))
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
        return None


def _key(ref: DocumentRef) -> str:
    """A path as text that any database takes: file names need not be UTF-8."""
    return ref.path.encode("utf-8", "backslashreplace").decode()
