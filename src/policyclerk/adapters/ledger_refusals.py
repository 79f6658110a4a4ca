"""Which addresses the last message did not get through to, read out of the ledger and nothing left behind.

`check` asks this too and should start at once: a SQLite ledger is read without SQLAlchemy.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk.adapters.sqlite_file import read_only
from policyclerk.domain.refusal import REFUSALS, RefusedAddress, refusal_in

_SQLITE = "sqlite:///"
_TOLD = " OR ".join(f"result LIKE '%\"{kind}\"%'" for kind in REFUSALS)
_REFUSED = (
    "SELECT seq, today, to_address, result FROM entry WHERE to_address IS NOT NULL "  # noqa: S608 - our own words
    f"AND state IN ('failed', 'corrected') AND ({_TOLD}) ORDER BY seq"
)
_TAKEN = (
    "SELECT to_address, MAX(seq) FROM entry WHERE to_address IS NOT NULL AND state = 'done' AND today < :today "
    "GROUP BY to_address"
)
Rows = Sequence[Sequence[Any]]
Ask = Callable[[str, Mapping[str, Any]], Rows]


def refused_addresses(database: str, today: date) -> tuple[RefusedAddress, ...]:
    """Addresses whose newest word in the ledger is a refusal; none where there is no ledger, or none that can be read.

    A message taken on an earlier day than this one counts as got through: what a service could not deliver it tells
    by the next night.

    Args:
        database: [state] database, a relative SQLite path resolved.
    """
    if not database.startswith(_SQLITE):
        return _from_server(database, today)
    path = Path(database.removeprefix(_SQLITE))
    if not path.is_file():
        return ()
    try:
        with closing(read_only(path.resolve())) as connection:
            return _found(
                lambda query, values: connection.execute(query, values).fetchall(), today.isoformat()
            )
    except sqlite3.Error:
        return ()  # no ledger yet, or one that the run itself will speak of


def _from_server(database: str, today: date) -> tuple[RefusedAddress, ...]:
    import sqlalchemy as sql

    from policyclerk.adapters.ledger_schema import address_of

    engine = sql.create_engine(address_of(database))
    try:
        with engine.connect() as connection:
            return _found(lambda query, values: connection.execute(sql.text(query), values).all(), today)
    except sql.exc.SQLAlchemyError:
        return ()
    finally:
        engine.dispose()


def _found(ask: Ask, today: str | date) -> tuple[RefusedAddress, ...]:
    refused = {each.address: each for each in _refusals(ask(_REFUSED, {}))}
    if not refused:
        return ()
    taken: dict[str, int] = {}
    for address, seq in ask(_TAKEN, {"today": today}):
        taken[_folded(address)] = max(seq, taken.get(_folded(address), 0))
    return tuple(each for each in refused.values() if taken.get(each.address, 0) < each.seq)


def _refusals(rows: Rows) -> Iterable[RefusedAddress]:
    """Each refusal in the order of the entries, so that the newest of an address stands last."""
    for seq, day, address, result in rows:
        kind = refusal_in(_parsed(result))
        if kind is not None:
            on = day if isinstance(day, date) else date.fromisoformat(str(day))
            yield RefusedAddress(_folded(address), on, seq, kind)


def _parsed(result: str) -> Any:
    try:
        return json.loads(result)
    except ValueError:
        return None


def _folded(address: str) -> str:
    return address.strip().casefold()
