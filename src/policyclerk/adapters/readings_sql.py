"""What the last night read, kept beside the facts of documents in state/facts.db; like them it is only a memory."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from policyclerk.adapters.cache_sql import prepare, reading, unpacked
from policyclerk.domain.document import DocumentFacts
from policyclerk.night_reading import KeptReading

_KEEP = "INSERT OR REPLACE INTO night (id, day, mark, content) VALUES (1, ?, ?, ?)"
_FACTS = "SELECT digest, facts FROM night_facts JOIN facts USING (digest) WHERE reader = ?"


class ReadingsSql:
    """The ReadingStore in the file of the facts.

    Args:
        path: the file, state/facts.db.
        reader_version: facts of another version of the reader are not used.
    """

    def __init__(self, path: Path, reader_version: str) -> None:
        self._path = path
        self._reader = reader_version

    def keep(
        self, day: date, *, mark: str, content: Callable[[], bytes], digests: Callable[[], Mapping[str, str]]
    ) -> None:
        """Keep what a night read; where the mark is that of what is kept already, only the day moves."""
        with suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30)) as connection, connection:
                prepare(connection)
                moved = connection.execute("UPDATE night SET day = ? WHERE mark = ?", (day.isoformat(), mark))
                if moved.rowcount:
                    return
                connection.execute("DELETE FROM night_facts")
                rows = ((digest,) for digest in sorted(set(digests().values())))
                connection.executemany("INSERT INTO night_facts (digest) VALUES (?)", rows)
                connection.execute(_KEEP, (day.isoformat(), mark, content()))

    def kept(self) -> KeptReading | None:
        """What the last night read, with the facts that are still remembered; None where there is none."""
        if not self._path.is_file():
            return None
        try:
            with reading(self._path) as connection:
                night = connection.execute("SELECT day, content FROM night").fetchone()
                rows = connection.execute(_FACTS, (self._reader,)).fetchall() if night else ()
            if night is None:
                return None
            return KeptReading(date.fromisoformat(night[0]), night[1], _known(dict(rows)))
        except (sqlite3.Error, ValueError):
            return None

    def forget(self) -> None:
        """Throw away what is kept."""
        if self._path.is_file():
            with (
                suppress(sqlite3.Error),
                closing(sqlite3.connect(self._path, timeout=30)) as connection,
                connection,
            ):
                connection.execute("DELETE FROM night")
                connection.execute("DELETE FROM night_facts")


def _known(packed: Mapping[str, bytes]) -> dict[str, DocumentFacts]:
    facts = {digest: unpacked(each) for digest, each in packed.items()}
    return {digest: each for digest, each in facts.items() if each is not None}
