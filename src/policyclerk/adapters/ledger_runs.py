"""The record of runs, in the ledger's database beside the entries that each of them made."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sql

from policyclerk.adapters.ledger_schema import RUN
from policyclerk.domain.run_record import RunKind, RunRecord


def noted_run(
    connection: sql.Connection, kind: RunKind, *, today: date, by_hand: bool, began: datetime
) -> str:
    """Note a run that begins; gives its id. The caller's transaction already holds the queue of writers."""
    before = connection.execute(sql.select(sql.func.count()).where(RUN.c.day == today)).scalar_one()
    run = f"{today.isoformat()}.{before + 1}"
    row = {"id": run, "kind": kind, "day": today, "by_hand": by_hand, "began": began.isoformat()}
    connection.execute(sql.insert(RUN), row)
    return run


def note_end(connection: sql.Connection, run: str, *, ended: datetime, outcome: str) -> None:
    """Note how a run ended."""
    of_run = sql.update(RUN).where(RUN.c.id == run)
    connection.execute(of_run.values(ended=ended.isoformat(), outcome=outcome))


def newest_runs(connection: sql.Connection, most: int) -> tuple[RunRecord, ...]:
    """The last runs, the newest first."""
    rows = connection.execute(sql.select(RUN).order_by(RUN.c.seq.desc()).limit(most)).all()
    return tuple(_record(row) for row in rows)


def _record(row: sql.Row[tuple[object, ...]]) -> RunRecord:
    ended = datetime.fromisoformat(row.ended) if row.ended else None
    began = datetime.fromisoformat(row.began)
    return RunRecord(row.id, row.kind, row.day, bool(row.by_hand), began, ended, row.outcome)


def night_by_clock(connection: sql.Connection, nights: Sequence[RunKind] = ("run", "remind")) -> bool:
    """Whether a night has gone by the machine's own clock."""
    which = sql.select(RUN.c.seq).where(RUN.c.kind.in_(nights), RUN.c.by_hand.is_(False)).limit(1)
    return connection.execute(which).first() is not None
