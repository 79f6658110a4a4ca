"""How a ledger begins: its tables and its head row, made by the first run and by whichever comes next where that one was killed at it."""

import secrets
import time

import sqlalchemy as sql

from policyclerk.adapters.ledger_schema import ENTRY, META, TABLES, VERSION, damaged, lost_a_race
from policyclerk.domain.chain import FIRST

_NEEDED = frozenset({"entry", "claim", "meta"})
"""Tables that a ledger of every version has."""


def begin_or_wait(engine: sql.Engine, where: str) -> None:
    """Begin the ledger; where another first run is at it, see what that one has made."""
    for _ in range(40):
        try:
            return _begin(engine, where)
        except sql.exc.DBAPIError as error:
            if not lost_a_race(error):
                raise
            time.sleep(0.05)
    return _begin(engine, where)


def _begin(engine: sql.Engine, where: str) -> None:
    """Make what is missing of the tables and the head row; of two first runs one makes them."""
    if not set(TABLES.tables) <= _tables(engine):
        TABLES.create_all(engine)
    if not knows_runs(engine):
        with engine.begin() as connection:
            connection.execute(sql.text(f"ALTER TABLE {ENTRY.name} ADD COLUMN run VARCHAR(24)"))
    with engine.begin() as connection:
        if connection.execute(sql.select(META.c.id)).first() is not None:
            return
        if connection.execute(sql.select(ENTRY.c.seq).limit(1)).first() is not None:
            raise damaged(where, "its head row is missing")
        first = {"id": 1, "version": VERSION, "hmac_key": secrets.token_hex(32)}
        connection.execute(sql.insert(META), {**first, "head_seq": 0, "head_hash": FIRST})


def is_begun(engine: sql.Engine) -> bool:
    """Whether there is something to read; a first run that was killed at its tables has left nothing."""
    if not _tables(engine) >= _NEEDED:
        return False
    with engine.connect() as connection:
        rows = (connection.execute(sql.select(table.c[name]).limit(1)).first() for table, name in _FIRST_ROWS)
        return any(row is not None for row in rows)


_FIRST_ROWS = ((META, "id"), (ENTRY, "seq"))


def knows_runs(engine: sql.Engine) -> bool:
    """Whether its entries bear the ids of runs: those of the first versions did not."""
    return any(column["name"] == "run" for column in sql.inspect(engine).get_columns(ENTRY.name))


def _tables(engine: sql.Engine) -> set[str]:
    return set(sql.inspect(engine).get_table_names())
