"""The ledger's chain in its tables: how entries are sealed and appended, and how a break is found."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sql

from policyclerk.adapters.ledger_schema import CLAIM, ENTRY, META
from policyclerk.domain.chain import FIRST, salted, seal
from policyclerk.domain.ledger import FREE_STATES, Effect, EntryState
from policyclerk.domain.plain import to_plain

CHUNK = 500
"""Keys asked for at once; databases limit the values of one statement."""

_CLAIM_COLUMNS = ("key", "state", "today", "message_id", "seq")


class Chain:
    """One writer's transaction: holds the head of the chain until it is committed.

    Attributes:
        appended: key and state of every entry so far.
    """

    def __init__(self, connection: sql.Connection, at: str, run: str | None = None) -> None:
        self._connection = connection
        self._at = at
        self._run = run
        self.appended: list[tuple[str, str]] = []
        connection.execute(sql.update(META).values(head_seq=META.c.head_seq))  # waits for other writers
        head = connection.execute(sql.select(META.c.head_seq, META.c.head_hash)).one()
        self._seq, self._hash = head.head_seq, head.head_hash

    def spent(self, effects: Sequence[Effect]) -> tuple[str, ...]:
        """The keys that may not be claimed."""
        states = self._states([effect.key for effect in effects])
        return tuple(key for key, state in states.items() if state not in FREE_STATES)

    def append(self, effects: Sequence[Effect], today: date, state: EntryState) -> None:
        """Add one entry per effect and move the claims to it."""
        rows = [self._sealed(effect, today, state) for effect in effects]
        if not rows:
            return
        self._connection.execute(sql.insert(ENTRY), rows)
        self.appended += ((effect.key, state) for effect in effects)
        if state != "corrected":
            self._move_claims(rows)

    def keep_head(self) -> None:
        """Note the newest entry, so that missing ones at the end are seen."""
        self._connection.execute(sql.update(META).values(head_seq=self._seq, head_hash=self._hash))

    def _move_claims(self, rows: Sequence[Mapping[str, Any]]) -> None:
        known = self._states([row["key"] for row in rows])
        claims = {row["key"]: {name: row[name] for name in _CLAIM_COLUMNS} for row in rows}
        fresh = [claim for key, claim in claims.items() if key not in known]
        moved = [{**claim, "which": key} for key, claim in claims.items() if key in known]
        if fresh:
            self._connection.execute(sql.insert(CLAIM), fresh)
        if moved:
            of_key = sql.update(CLAIM).where(CLAIM.c.key == sql.bindparam("which"))
            self._connection.execute(of_key, moved)

    def _states(self, keys: Sequence[str]) -> dict[str, str]:
        states: dict[str, str] = {}
        for start in range(0, len(keys), CHUNK):
            some = CLAIM.c.key.in_(keys[start : start + CHUNK])
            found = self._connection.execute(sql.select(CLAIM.c.key, CLAIM.c.state).where(some))
            states.update({row.key: row.state for row in found})
        return states

    def _sealed(self, effect: Effect, today: date, state: EntryState) -> dict[str, Any]:
        result = None if effect.result is None else json.dumps(to_plain(effect.result))
        self._seq += 1
        row = {
            "seq": self._seq,
            "at": self._at,
            "today": today,
            "key": effect.key,
            "kind": effect.kind,
            "policy": effect.policy,
            "state": state,
            "message_id": effect.message_id,
            **_with_digest("to", "to_address", effect.to),
            **_with_digest("result", "result", result),
            "prev": self._hash,
            "run": self._run,
        }
        self._hash = row["hash"] = seal(self._hash, _line(row))
        return row


def _with_digest(name: str, column: str, text: str | None) -> dict[str, str | None]:
    salt = None if text is None else secrets.token_hex(16)
    digest = None if text is None or salt is None else salted(salt, text)
    return {column: text, f"{name}_salt": salt, f"{name}_digest": digest}


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the hash of an entry covers: for the personal texts their digests alone."""
    names = ("seq", "at", "key", "kind", "policy", "state", "message_id", "to_digest", "result_digest")
    return {"today": row["today"].isoformat(), **{name: row[name] for name in names}}


def sealed_line(row: Mapping[str, Any]) -> dict[str, Any]:
    """An entry for others to verify: what its hash covers, and the hash before it and its own."""
    return {**_line(row), "prev": row["prev"], "hash": row["hash"]}


def break_in(rows: Sequence[sql.Row[Any]], meta: sql.Row[Any]) -> str | None:
    """Where the chain of entries breaks first, and how; None where it holds."""
    prev = FIRST
    for number, row in enumerate(rows, start=1):
        if row.seq != number:
            return f"Entry {number} is missing."
        if row.prev != prev or row.hash != seal(prev, _line(row._asdict())):
            return f"Entry {number} is not as it was written, or not in its place."
        if not (
            _bears_out(row.to_address, row.to_salt, row.to_digest)
            and _bears_out(row.result, row.result_salt, row.result_digest)
        ):
            return f"Entry {number}: its address or result is not as it was written."
        prev = row.hash
    if (meta.head_seq, meta.head_hash) != (len(rows), prev):
        return f"Entry {len(rows) + 1} is missing: the ledger once ended at entry {meta.head_seq}."
    return None


def _bears_out(text: str | None, salt: str | None, digest: str | None) -> bool:
    """Whether a personal text is the one digested, or was erased (text and salt together)."""
    if text is None:
        return salt is None
    return salt is not None and salted(salt, text) == digest
