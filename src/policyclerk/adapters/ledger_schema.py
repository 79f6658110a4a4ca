"""The ledger's tables, how its database is opened, and its faults as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from policyclerk.adapters.sqlite_file import BUSY_MS, read_only
from policyclerk.domain.errors import PolicyclerkError, SettingsError

VERSION = 1
"""Of the tables below. A database with a higher one was written by a newer policyclerk and is left alone."""

TABLES = sql.MetaData()

ENTRY = sql.Table(
    "entry",
    TABLES,
    sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("at", sql.String(40), nullable=False),
    sql.Column("today", sql.Date, nullable=False),
    sql.Column("key", sql.Text, nullable=False, index=True),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("policy", sql.Text),
    sql.Column("to_address", sql.Text),
    sql.Column("to_salt", sql.String(32)),
    sql.Column("to_digest", sql.String(64)),
    sql.Column("state", sql.String(16), nullable=False),
    sql.Column("message_id", sql.Text),
    sql.Column("result", sql.Text),
    sql.Column("result_salt", sql.String(32)),
    sql.Column("result_digest", sql.String(64)),
    sql.Column("prev", sql.String(64), nullable=False),
    sql.Column("hash", sql.String(64), nullable=False),
    sql.Column("run", sql.String(24)),
)
"""One row per change of state. Rows are only added; erasing names empties the four address and result columns
and leaves the digests, on which the chain rests. `run` is the id of the run that wrote it, None for what a person said
and for entries of versions that knew no ids; it is no part of the chain, so that an earlier version can go on with the ledger."""

SEALED = tuple(column for column in ENTRY.c if column.name != "run")
"""What the chain rests on, there in every version."""

CLAIM = sql.Table(
    "claim",
    TABLES,
    sql.Column("key", sql.Text, primary_key=True),
    sql.Column("state", sql.String(16), nullable=False),
    sql.Column("today", sql.Date, nullable=False),
    sql.Column("message_id", sql.Text),
    sql.Column("seq", sql.Integer, sql.ForeignKey("entry.seq"), nullable=False),
)
"""One row per key: where it stands now, and the entry that brought it there."""

META = sql.Table(
    "meta",
    TABLES,
    sql.Column("id", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("version", sql.Integer, nullable=False),
    sql.Column("hmac_key", sql.String(64), nullable=False),
    sql.Column("head_seq", sql.Integer, nullable=False),
    sql.Column("head_hash", sql.String(64), nullable=False),
    sql.Column("run_day", sql.Date),
    sql.Column("run_policies", sql.Text),
)
"""Exactly one row. Every writer touches it first, which puts writers in a queue on any database."""

RUN = sql.Table(
    "run",
    TABLES,
    sql.Column("seq", sql.Integer, primary_key=True),
    sql.Column("id", sql.String(24), nullable=False, unique=True),
    sql.Column("kind", sql.String(16), nullable=False),
    sql.Column("day", sql.Date, nullable=False, index=True),
    sql.Column("by_hand", sql.Boolean, nullable=False),
    sql.Column("began", sql.String(40), nullable=False),
    sql.Column("ended", sql.String(40)),
    sql.Column("outcome", sql.Text),
)
"""One row per run. Versions that knew no ids have left no such table; the first run of this one makes it."""


_PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # a name that is erased is overwritten in the file
)


def writing_engine(url: URL) -> sql.Engine:
    """An engine for a run: SQLite in WAL mode, every commit on the disk before it returns."""
    if not is_sqlite(url):
        return sql.create_engine(url, pool_pre_ping=True)
    engine = sql.create_engine(url)
    event.listen(engine, "connect", _for_writing)
    return engine


def reading_engine(url: URL) -> sql.Engine:
    """An engine that changes nothing and, with SQLite, leaves no file behind."""
    if not is_sqlite(url):
        return sql.create_engine(url, pool_pre_ping=True)
    path = Path(url.database or "").resolve()
    return sql.create_engine("sqlite://", creator=lambda: read_only(path), poolclass=NullPool)


def is_sqlite(url: URL) -> bool:
    """Whether the database is a file of this machine."""
    return url.get_backend_name() == "sqlite"


def _for_writing(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def address_of(url: str) -> URL:
    """The settings' database address.

    Raises:
        SettingsError: it is none, or its driver is not installed.
    """
    try:
        address = sql.make_url(url)
        address.get_dialect().import_dbapi()
    except sql.exc.ArgumentError:
        fault = f'"{url}" is no database address. Use "sqlite:///state/policyclerk.db" or "postgresql+psycopg://user@host/name".'
    except (ImportError, sql.exc.NoSuchModuleError) as error:
        fault = (
            f"it needs a driver that is not installed ({error}). For PostgreSQL: pip install psycopg[binary]."
        )
    else:
        return address
    raise SettingsError((f"[state] database in trust.toml: {fault}",))


def shown(url: URL) -> str:
    """How sentences call the database; never with a password."""
    if is_sqlite(url):
        return f"the ledger {url.database}"
    return f"the ledger {url.render_as_string(hide_password=True)}"


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the database or the disk refuses into a sentence."""
    try:
        yield
    except sql.exc.DBAPIError as error:
        raise _sentence(where, error.orig) from error
    except OSError as error:
        raise PolicyclerkError(
            "state_unwritable", f"The folder of {where} cannot be used: {error.strerror}."
        ) from error


def lost_a_race(error: sql.exc.DBAPIError) -> bool:
    """Whether another first run was making the same tables at that moment."""
    if isinstance(error, (sql.exc.IntegrityError, sql.exc.ProgrammingError)):
        return True
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    made = any(words in str(error.orig) for words in ("already exists", "duplicate column"))
    return made or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def damaged(where: str, what: str) -> PolicyclerkError:
    """The ledger is not as policyclerk left it."""
    return PolicyclerkError(
        "state_damaged",
        f"{_capital(where)} is damaged: {what}. Nothing was done. Put back the last good copy of it (a zip of "
        "`policyclerk backup`: policyclerk restore FILE --replace); without a copy move it aside, and the next run begins "
        "a new one that knows of no message sent before.",
    )


_SQLITE_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "SQLITE_READONLY",
        "cannot be written: the file or its folder is read-only. Give this user the right to write there",
    ),
    ("SQLITE_CANTOPEN", "cannot be opened. See that its folder exists and that this user may write there"),
    ("SQLITE_FULL", "cannot be written: the disk is full. Make room and run again"),
    ("SQLITE_IOERR", "cannot be written: the disk refuses (full or failing). Look at the disk and run again"),
    ("SQLITE_BUSY", "is held by another program. Close what has it open and run again"),
)


def _sentence(where: str, fault: Any) -> PolicyclerkError:
    name = getattr(fault, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return damaged(where, "the file is no SQLite database or part of it is broken")
    for prefix, sentence in _SQLITE_SENTENCES:
        if name.startswith(prefix):
            return PolicyclerkError("state_unwritable", f"{_capital(where)} {sentence}.")
    first_line = (str(fault).strip().splitlines() or ["no reason given"])[0]
    return PolicyclerkError("state_unwritable", f"{_capital(where)} cannot be used: {first_line}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
