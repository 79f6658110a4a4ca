"""What is remembered of each night, in the state database beside the ledger. Nothing personal stands in it.

The tables have a version of their own and are made by the first night that keeps something: an older state database
gains them, a newer one is left alone.
"""

import json
import weakref
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sql

from policyclerk.adapters.ledger_schema import (
    address_of,
    damaged,
    is_sqlite,
    reading_engine,
    shown,
    told,
    writing_engine,
)
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.nights import Change, Decision, Night, NightCounts, Stand

VERSION = 1
TABLES = sql.MetaData()
CHUNK = 500
"""Rows of one statement; databases limit the values."""

FORM = sql.Table(
    "night_form",
    TABLES,
    sql.Column("id", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("version", sql.Integer, nullable=False),
)
NIGHT = sql.Table(
    "night",
    TABLES,
    sql.Column("day", sql.Date, primary_key=True),
    sql.Column("overdue_statutory", sql.Integer, nullable=False),
    sql.Column("by_school", sql.Text, nullable=False),
    sql.Column("by_kind", sql.Text, nullable=False),
)
"""One row per night; a second run on one day takes the place of the first."""
STAND = sql.Table(
    "night_stand",
    TABLES,
    sql.Column("policy", sql.Text, primary_key=True),
    sql.Column("school", sql.Text),
    sql.Column("status", sql.String(8), nullable=False),
    sql.Column("since", sql.Date, nullable=False),
    sql.Column("due", sql.Date),
    sql.Column("approved_on", sql.Date),
)
"""One row per policy: where it stood on the last night."""
CHANGE = sql.Table(
    "night_change",
    TABLES,
    sql.Column("policy", sql.Text, primary_key=True),
    sql.Column("day", sql.Date, primary_key=True),
    sql.Column("school", sql.Text),
    sql.Column("was", sql.String(8)),
    sql.Column("now", sql.String(8)),
)
DECISION = sql.Table(
    "night_decision",
    TABLES,
    sql.Column("policy", sql.Text, primary_key=True),
    sql.Column("due", sql.Date, primary_key=True),
    sql.Column("school", sql.Text),
    sql.Column("approved_on", sql.Date, nullable=False),
)
PICTURE = sql.Table(
    "night_picture",
    TABLES,
    sql.Column("school", sql.Text, primary_key=True),
    sql.Column("day", sql.Date, nullable=False),
    sql.Column("content", sql.LargeBinary, nullable=False),
)
"""Reports that an earlier version made each night; emptied, as they are made of `night_reading` when they are asked for."""


class SqlNights:
    """The NightStore over SQLAlchemy; opened for each use, so that `check` pays nothing for it.

    Args:
        url: the state database; a relative SQLite path must have been resolved by the caller.
    """

    def __init__(self, url: str) -> None:
        self._address = address_of(url)
        self._where = shown(self._address)
        self._reader: sql.Engine | None = None

    def nights(self) -> tuple[NightCounts, ...]:
        """The counts of every night that was kept, the oldest first."""
        return tuple(
            NightCounts(
                row.day, self._parsed(row.by_school), self._parsed(row.by_kind), row.overdue_statutory
            )
            for row in self._rows(sql.select(NIGHT).order_by(NIGHT.c.day))
        )

    def stands(self) -> Mapping[str, Stand]:
        """Where every policy stood on the last night, by its key."""
        return {row.policy: Stand(**row._asdict()) for row in self._rows(sql.select(STAND))}

    def changes(self) -> tuple[Change, ...]:
        """Every change of status, the oldest first."""
        rows = self._rows(sql.select(CHANGE).order_by(CHANGE.c.day, CHANGE.c.policy))
        return tuple(Change(**row._asdict()) for row in rows)

    def decisions(self) -> tuple[Decision, ...]:
        """Every review that ended with an approval, the oldest first."""
        rows = self._rows(sql.select(DECISION).order_by(DECISION.c.approved_on, DECISION.c.policy))
        return tuple(Decision(**row._asdict()) for row in rows)

    def keep(self, night: Night) -> None:
        """Remember a night, in one transaction.

        A night that lies before the last one is not kept.
        """
        engine = writing_engine(self._address)
        try:
            with told(self._where):
                TABLES.create_all(engine)
                with engine.begin() as connection:
                    self._see_form(connection)
                    if not _is_past(connection, night.counts.day):
                        _keep(connection, night)
        finally:
            engine.dispose()

    def _see_form(self, connection: sql.Connection) -> None:
        version = connection.execute(sql.select(FORM.c.version)).scalar()
        if version is None:
            connection.execute(sql.insert(FORM), {"id": 1, "version": VERSION})
        elif version > VERSION:
            raise PolicyclerkError(
                "state_unwritable",
                f"What {self._where} remembers of earlier nights was written by a newer policyclerk. Install the newer "
                "one again; it was not touched.",
            )

    def _rows(self, query: sql.Select[Any]) -> Sequence[sql.Row[Any]]:
        if is_sqlite(self._address) and not Path(self._address.database or "").is_file():
            return ()
        if self._reader is None:
            self._reader = reading_engine(self._address)
            weakref.finalize(self, self._reader.dispose)
        with told(self._where), self._reader.connect() as connection:
            if not sql.inspect(connection).has_table(FORM.name):
                return ()
            return connection.execute(query).all()

    def _parsed(self, text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError:
            raise damaged(self._where, "the counts of a night in it are no JSON") from None


def _is_past(connection: sql.Connection, day: date) -> bool:
    last = connection.execute(sql.select(sql.func.max(NIGHT.c.day))).scalar()
    return last is not None and day < last


def _keep(connection: sql.Connection, night: Night) -> None:
    counts = night.counts
    connection.execute(sql.delete(NIGHT).where(NIGHT.c.day == counts.day))
    connection.execute(sql.insert(NIGHT), _night_row(counts))
    _keep_stands(connection, night.stands)
    _keep_changes(connection, counts.day, night.changes)
    _replace(connection, DECISION, night.decisions)
    connection.execute(sql.delete(PICTURE))


def _night_row(counts: NightCounts) -> dict[str, Any]:
    return {
        "day": counts.day,
        "overdue_statutory": counts.overdue_statutory,
        "by_school": json.dumps(dict(counts.by_school), sort_keys=True),
        "by_kind": json.dumps(dict(counts.by_kind), sort_keys=True),
    }


def _keep_stands(connection: sql.Connection, stands: Sequence[Stand]) -> None:
    """Only what differs is written: on most nights that is little."""
    known = {row.policy: tuple(row) for row in connection.execute(sql.select(STAND))}
    rows = {stand.policy: _values(stand) for stand in stands}
    changed = {key for key, row in rows.items() if known.get(key) != tuple(row.values())}
    _forget(connection, STAND, [key for key in known if key not in rows or key in changed])
    if changed:
        connection.execute(sql.insert(STAND), [rows[key] for key in sorted(changed)])


def _keep_changes(connection: sql.Connection, day: date, changes: Sequence[Change]) -> None:
    """A second run on one day is told as one change, from where the night before had left the policy."""
    for start in range(0, len(changes), CHUNK):
        rows = {change.policy: _values(change) for change in changes[start : start + CHUNK]}
        same = sql.and_(CHANGE.c.policy.in_(list(rows)), CHANGE.c.day == day)
        for first in connection.execute(sql.select(CHANGE.c.policy, CHANGE.c.was).where(same)):
            rows[first.policy]["was"] = first.was
        connection.execute(sql.delete(CHANGE).where(same))
        moved = [row for row in rows.values() if row["was"] != row["now"]]
        if moved:
            connection.execute(sql.insert(CHANGE), moved)


def _replace(connection: sql.Connection, table: sql.Table, items: Iterable[Decision]) -> None:
    for item in items:
        same = sql.and_(table.c.policy == item.policy, table.c.due == item.due)
        connection.execute(sql.delete(table).where(same))
        connection.execute(sql.insert(table), _values(item))


def _forget(connection: sql.Connection, table: sql.Table, keys: Sequence[str]) -> None:
    for start in range(0, len(keys), CHUNK):
        connection.execute(sql.delete(table).where(table.c.policy.in_(keys[start : start + CHUNK])))


def _values(item: Stand | Change | Decision) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}
