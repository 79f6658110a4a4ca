"""The ledger in a SQL database: SQLite on one machine, PostgreSQL for several workers, one code for both.

Writers stand in a queue: each transaction begins by touching the one row of `meta`, so exactly one of two callers
finds a key free, on either database.
"""

import json
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sql

from policyclerk.adapters.effects_log import log_effects
from policyclerk.adapters.ledger_begin import begin_or_wait, is_begun, knows_runs
from policyclerk.adapters.ledger_chain import CHUNK, Chain, break_in, sealed_line
from policyclerk.adapters.ledger_empty import EmptyLedger
from policyclerk.adapters.ledger_runs import newest_runs, night_by_clock, note_end, noted_run
from policyclerk.adapters.ledger_schema import (
    CLAIM,
    ENTRY,
    META,
    SEALED,
    VERSION,
    address_of,
    damaged,
    is_sqlite,
    reading_engine,
    shown,
    told,
    writing_engine,
)
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.ledger import Claim, Effect, EntryState, LedgerEntry
from policyclerk.domain.run_record import RunKind, RunRecord
from policyclerk.ports import Clock

_ROWS_AT_ONCE = 2000
_DRAFTS = "write_draft/"
_MARKS = "update_register/%"
"""Keys of the register's rows: most of the ledger after a year, and of no interest once they are written."""


def open_existing(url: str) -> EmptyLedger:
    """The ledger for reading only (`check`, `preview`): creates nothing; an empty one where there is none yet.

    Raises:
        PolicyclerkError: state_unwritable (cannot be reached) or state_damaged.
    """
    address = address_of(url)
    if is_sqlite(address) and not Path(address.database or "").is_file():
        return EmptyLedger()
    engine = reading_engine(address)
    with told(shown(address)):
        begun = is_begun(engine)
    return SqlLedgerReader(engine, shown(address)) if begun else EmptyLedger()


class SqlLedgerReader(EmptyLedger):
    """A ledger that is there, for reading; what would write is refused."""

    def __init__(self, engine: sql.Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._claims: tuple[date | None, int, Mapping[str, Claim]] | None = None
        # SQLite clears its -wal file away only when the last connection is closed.
        self._closing = weakref.finalize(self, engine.dispose)
        super().__init__()
        self._hmac_key = self._meta().hmac_key

    def close(self) -> None:
        """Let the database go; the ledger cannot be used afterwards without opening it anew."""
        self._closing()

    def claims(self, *, marks_since: date | None = None) -> Mapping[str, Claim]:
        """Where every key stands; of marks in the register that are over only those since a day, where one is given.

        A night asks several times; what has not moved since is not asked for again.
        """
        head = self._meta().head_seq
        if self._claims is None or self._claims[0] != marks_since:
            self._claims = (marks_since, head, dict(self._claims_after(-1, marks_since)))
        elif self._claims[1] != head:
            self._claims = (marks_since, head, self._moved_on(self._claims[2], self._claims[1], marks_since))
        return self._claims[2]

    def _moved_on(
        self, known: Mapping[str, Claim], head: int, marks_since: date | None
    ) -> Mapping[str, Claim]:
        """The claims with what later entries have made of them: each claim names the entry that moved it last."""
        later = dict(self._claims_after(head, marks_since))
        moved = {key for (key,) in map(tuple, self._rows(sql.select(CLAIM.c.key).where(CLAIM.c.seq > head)))}
        return {**{key: claim for key, claim in known.items() if key not in moved}, **later}

    def _claims_after(self, head: int, marks_since: date | None) -> Iterator[tuple[str, Claim]]:
        columns = (CLAIM.c.key, CLAIM.c.state, CLAIM.c.today, CLAIM.c.message_id, ENTRY.c.result)
        query = sql.select(*columns).join(ENTRY, CLAIM.c.seq == ENTRY.c.seq).order_by(CLAIM.c.seq)
        if head >= 0:
            query = query.where(CLAIM.c.seq > head)
        if marks_since is not None:
            wanted = (CLAIM.c.key.not_like(_MARKS), CLAIM.c.today >= marks_since, CLAIM.c.state == "claimed")
            query = query.where(sql.or_(*wanted))
        for key, state, today, message_id, result in self._each(query):
            over = marks_since is not None and _is_over(key, state)
            yield key, Claim(key, state, today, message_id, None if over else self._parsed(result))

    def _each(self, query: sql.Select[Any]) -> Iterator[sql.Row[Any]]:
        """The rows one after another, of an answer that is not to be held as a whole."""
        with told(self._where), self._engine.connect() as connection:
            for rows in connection.execute(query).partitions(_ROWS_AT_ONCE):
                yield from rows

    def entries(self, *, marks: bool = True) -> Sequence[LedgerEntry]:
        """All entries in order; without `marks` those of the register's rows are left out."""
        query = sql.select(*(ENTRY.c if self._knows_runs() else SEALED)).order_by(ENTRY.c.seq)
        if not marks:
            query = query.where(ENTRY.c.key.not_like(_MARKS))
        return tuple(self._entry(row) for row in self._rows(query))

    def sealed(self) -> Sequence[Mapping[str, Any]]:
        """All entries as the chain seals them."""
        return tuple(
            sealed_line(row._asdict()) for row in self._rows(sql.select(*SEALED).order_by(ENTRY.c.seq))
        )

    def last_run(self) -> tuple[date, frozenset[str]] | None:
        """Day and policy keys of the last completed run."""
        meta = self._meta()
        if meta.run_day is None:
            return None
        return meta.run_day, frozenset(json.loads(meta.run_policies))

    def runs(self, most: int) -> Sequence[RunRecord]:
        """The last runs, the newest first; none where only versions that knew no ids were at work."""
        if not self._knows_runs():
            return ()
        with told(self._where), self._engine.connect() as connection:
            return newest_runs(connection, most)

    def verify(self) -> tuple[bool, str | None]:
        """Whether the chain holds; if not, the first entry (by `seq`) where it breaks, and how.

        Told: an entry changed, taken out, put in or moved; entries missing at the end; a claim that no longer says
        what its newest entry says. Not told: a database that was put back as a whole to an earlier state.
        """
        rows = self._rows(sql.select(*SEALED).order_by(ENTRY.c.seq))
        fault = break_in(rows, self._meta()) or self._stray_claim()
        return fault is None, fault

    def _stray_claim(self) -> str | None:
        """A claim that its entry does not bear out: someone moved the state without writing an entry."""
        newest = (
            sql.select(ENTRY.c.key, sql.func.max(ENTRY.c.seq).label("seq"))
            .where(ENTRY.c.state != "corrected")
            .group_by(ENTRY.c.key)
            .subquery()
        )
        entry = sql.select(ENTRY.c.key, ENTRY.c.seq, ENTRY.c.state, ENTRY.c.today).join(
            newest, newest.c.seq == ENTRY.c.seq
        )
        told_by_entries = {row.key: tuple(row)[1:] for row in self._rows(entry)}
        claimed = {row.key: (row.seq, row.state, row.today) for row in self._rows(sql.select(CLAIM))}
        for key in sorted(told_by_entries.keys() | claimed.keys()):
            if told_by_entries.get(key) != claimed.get(key):
                return f"The claim on {key} does not stand where its entries left it."
        return None

    def _knows_runs(self) -> bool:
        with told(self._where):
            return knows_runs(self._engine)

    def _rows(self, query: sql.Select[Any]) -> Sequence[sql.Row[Any]]:
        with told(self._where), self._engine.connect() as connection:
            return connection.execute(query).all()

    def _meta(self) -> sql.Row[Any]:
        rows = self._rows(sql.select(META))
        if len(rows) != 1:
            raise damaged(self._where, "its head row is missing")
        if rows[0].version > VERSION:
            raise PolicyclerkError(
                "state_unwritable",
                f"{self._where[:1].upper()}{self._where[1:]} was written by a newer policyclerk (its form is {rows[0].version}, this "
                f"program knows {VERSION}). Install the newer policyclerk again; nothing was touched.",
            )
        return rows[0]

    def _entry(self, row: sql.Row[Any]) -> LedgerEntry:
        at, result = datetime.fromisoformat(row.at), self._parsed(row.result)
        who = (row.key, row.kind, row.policy, row.to_address)
        end = (row.state, row.message_id, result, row.prev, row.hash, getattr(row, "run", None))
        return LedgerEntry(row.seq, at, row.today, *who, *end)

    def _parsed(self, text: str | None) -> Any:
        try:
            return None if text is None else json.loads(text)
        except ValueError:
            raise damaged(self._where, "a result in it is no JSON") from None


class SqlLedger(SqlLedgerReader):
    """The ledger of a run. The first run makes the tables and the key of the recipient hashes.

    Args:
        url: SQLAlchemy address; a relative SQLite path must have been resolved by the caller.
        clock: gives `at` of every entry.

    Raises:
        PolicyclerkError: state_unwritable or state_damaged.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        address = address_of(url)
        self._clock = clock
        self._run: str | None = None
        engine = writing_engine(address)
        with told(shown(address)):
            if is_sqlite(address):
                Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
            try:
                begin_or_wait(engine, shown(address))
            except BaseException:
                engine.dispose()
                raise
        super().__init__(engine, shown(address))

    def claim(
        self,
        key: str,
        *,
        kind: str,
        policy: str | None,
        to: str | None,
        today: date,
        message_id: str | None = None,
    ) -> bool:
        """Take a key for an effect about to happen; False where it is spent. Exactly one caller ever gets True."""
        return not self.claim_all([Effect(key, kind, policy, to, message_id)], today=today)

    def record(
        self,
        key: str,
        *,
        kind: str,
        policy: str | None,
        to: str | None,
        today: date,
        state: EntryState,
        message_id: str | None = None,
        result: Any = None,
    ) -> None:
        """Append the entry and move the claim, in one transaction."""
        self.record_all([Effect(key, kind, policy, to, message_id, result)], today=today, state=state)

    def claim_all(self, effects: Sequence[Effect], *, today: date) -> tuple[str, ...]:
        """Take all keys or none; gives the spent keys that stood in the way, empty where all were taken."""
        with self._writing() as chain:
            spent = chain.spent(effects)
            if not spent:
                chain.append(effects, today, "claimed")
        return spent

    def claim_each(self, effects: Sequence[Effect], *, today: date) -> frozenset[str]:
        """Take every key that is free, in one transaction; gives those taken."""
        with self._writing() as chain:
            spent = set(chain.spent(effects))
            free = [effect for effect in effects if effect.key not in spent]
            chain.append(free, today, "claimed")
        return frozenset(effect.key for effect in free)

    def record_all(self, effects: Sequence[Effect], *, today: date, state: EntryState) -> None:
        """Append the entries and move the claims, in one transaction. A correction leaves the claim as it is."""
        with self._writing() as chain:
            chain.append(effects, today, state)

    def begin_run(self, kind: RunKind, *, today: date, by_hand: bool) -> str:
        """Note that a run begins; gives its id, which every entry bears until `end_run`."""
        now = self._clock.now()
        with told(self._where), self._engine.begin() as connection:
            Chain(connection, now.isoformat())  # waits for other writers
            self._run = noted_run(connection, kind, today=today, by_hand=by_hand, began=now)
        return self._run

    def end_run(self, outcome: str) -> None:
        """Note how the run under way has ended."""
        run, self._run = self._run, None
        if run is not None:
            with told(self._where), self._engine.begin() as connection:
                note_end(connection, run, ended=self._clock.now(), outcome=outcome)

    def has_gone_by_the_clock(self) -> bool:
        """Whether there was a true night here: one whose day was not given, or an entry of unknown origin."""
        unknown = self._rows(sql.select(ENTRY.c.seq).where(ENTRY.c.run.is_(None)).limit(1))
        with told(self._where), self._engine.connect() as connection:
            return bool(unknown) or night_by_clock(connection)

    def remember_run(self, today: date, policies: frozenset[str]) -> None:
        """Note a completed run for the next one's comparison."""
        values = {"run_day": today, "run_policies": json.dumps(sorted(policies))}
        with told(self._where), self._engine.begin() as connection:
            connection.execute(sql.update(META).values(**values))

    def erase(self, texts: Sequence[str]) -> int:
        """Forget a person: addresses that are, and results that contain, one of the texts (letter case apart).

        The chain stays valid. Gives the number of entries emptied.
        """
        wanted = [text.strip().casefold() for text in texts if text.strip()]
        found = [
            row.seq
            for row in self._rows(sql.select(ENTRY.c.seq, ENTRY.c.to_address, ENTRY.c.result))
            if (row.to_address or "").strip().casefold() in wanted or _mentions(row.result, wanted)
        ]
        for start in range(0, len(found), CHUNK):
            self._empty(ENTRY.c.seq.in_(found[start : start + CHUNK]))
        return len(found)

    def erase_before(self, day: date) -> int:
        """Forget names in entries of runs before `day`; gives the number of entries emptied."""
        named = sql.or_(ENTRY.c.to_address.is_not(None), ENTRY.c.result.is_not(None))
        return self._empty(sql.and_(ENTRY.c.today < day, named))

    def _empty(self, which: sql.ColumnElement[bool]) -> int:
        nothing = dict.fromkeys(("to_address", "to_salt", "result", "result_salt"))
        with told(self._where), self._engine.begin() as connection:
            emptied = connection.execute(sql.update(ENTRY).where(which).values(**nothing)).rowcount
        if emptied:
            self._claims = None
        return emptied

    @contextmanager
    def _writing(self) -> Iterator[Chain]:
        at = self._clock.now().isoformat()
        with told(self._where), self._engine.begin() as connection:
            chain = Chain(connection, at, self._run)
            yield chain
            chain.keep_head()
        log_effects(chain.appended)


def _is_over(key: str, state: EntryState) -> bool:
    """Whether nothing can follow from how it ended: only of drafts is it asked later where they are and what they change."""
    return state in ("done", "skipped") and not key.startswith(_DRAFTS)


def _mentions(result: str | None, wanted: Sequence[str]) -> bool:
    if result is None:
        return False
    said = json.dumps(json.loads(result), ensure_ascii=False).casefold()
    return any(text in said for text in wanted)
