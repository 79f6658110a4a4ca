"""Harmless twins of what touches the world, for tests: they keep everything in memory and send nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from policyclerk.domain.action import DraftChange, DraftChanges, DraftResult, Message, StatusOrder
from policyclerk.domain.chain import FIRST, seal
from policyclerk.domain.errors import PolicyclerkError, WriteRefused
from policyclerk.domain.ledger import FREE_STATES, Claim, Effect, EntryState, LedgerEntry
from policyclerk.domain.nights import Change, Decision, Night, NightCounts, Stand
from policyclerk.domain.plain import to_plain
from policyclerk.domain.register import RawBook, Register
from policyclerk.ports import RowOutcome

MOMENT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


class MemoryLedger:
    """A ledger that forgets everything with the test."""

    def __init__(self) -> None:
        self._entries: list[LedgerEntry] = []
        self._claims: dict[str, Claim] = {}
        self._run: tuple[date, frozenset[str]] | None = None

    def claims(self, *, marks_since: date | None = None) -> Mapping[str, Claim]:
        return dict(self._claims)

    def entries(self, *, marks: bool = True) -> Sequence[LedgerEntry]:
        return tuple(self._entries)

    def sealed(self) -> Sequence[Mapping[str, Any]]:
        return tuple({**_line(entry), "prev": entry.prev, "hash": entry.hash} for entry in self._entries)

    def verify(self) -> tuple[bool, str | None]:
        prev = FIRST
        for entry in self._entries:
            if entry.prev != prev or entry.hash != seal(prev, _line(entry)):
                return False, f"Entry {entry.seq} is not as it was written, or not in its place."
            prev = entry.hash
        return True, None

    def claim(self, key: str, *, kind, policy, to, today, message_id=None) -> bool:
        return not self.claim_all([Effect(key, kind, policy, to, message_id)], today=today)

    def record(self, key: str, *, kind, policy, to, today, state, message_id=None, result=None) -> None:
        self.record_all([Effect(key, kind, policy, to, message_id, result)], today=today, state=state)

    def claim_all(self, effects: Sequence[Effect], *, today: date) -> tuple[str, ...]:
        spent = tuple(e.key for e in effects if not self._free(e.key))
        if not spent:
            self.record_all(effects, today=today, state="claimed")
        return spent

    def claim_each(self, effects: Sequence[Effect], *, today: date) -> frozenset[str]:
        free = [e for e in effects if self._free(e.key)]
        self.record_all(free, today=today, state="claimed")
        return frozenset(e.key for e in free)

    def record_all(self, effects: Sequence[Effect], *, today: date, state: EntryState) -> None:
        for effect in effects:
            self._append(effect, today, state)
            if state != "corrected":
                result = _as_json(effect.result)
                self._claims[effect.key] = Claim(effect.key, state, today, effect.message_id, result)

    def hash_recipient(self, address: str) -> str:
        return f"{sum(ord(c) ** 3 for c in address.strip().casefold()):016x}"[:16]

    def last_run(self) -> tuple[date, frozenset[str]] | None:
        return self._run

    def remember_run(self, today: date, policies: frozenset[str]) -> None:
        self._run = (today, policies)

    def _free(self, key: str) -> bool:
        return key not in self._claims or self._claims[key].state in FREE_STATES

    def _append(self, effect: Effect, today: date, state: EntryState) -> None:
        prev = self._entries[-1].hash if self._entries else FIRST
        who = (effect.key, effect.kind, effect.policy, effect.to, state, effect.message_id)
        entry = LedgerEntry(
            len(self._entries) + 1, MOMENT, today, *who, _as_json(effect.result), prev, hash=""
        )
        sealed = seal(prev, _line(entry))
        self._entries.append(LedgerEntry(**{**_fields(entry), "hash": sealed}))


def _fields(entry: LedgerEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}


def _line(entry: LedgerEntry) -> dict[str, Any]:
    return {name: value for name, value in to_plain(entry).items() if name not in ("prev", "hash")}


def _as_json(value: object) -> Any:
    return None if value is None else json.loads(json.dumps(to_plain(value)))


@dataclass
class ListMailer:
    """Mail into a list.

    `refuse` holds Message-IDs that fail when they leave; `vanish` those of which nobody can tell.
    """

    sent: list[Message] = field(default_factory=list)
    ready: dict[str, Message] = field(default_factory=dict)
    refuse: dict[str, Exception] = field(default_factory=dict)
    unpreparable: dict[str, Exception] = field(default_factory=dict)
    vanish: set[str] = field(default_factory=set)

    def prepare(self, message: Message) -> None:
        if message.message_id in self.unpreparable:
            raise self.unpreparable[message.message_id]
        self.ready[message.message_id] = message

    def commit(self, message: Message) -> str:
        if message.message_id in self.refuse:
            raise self.refuse[message.message_id]
        self.sent.append(self.ready.pop(message.message_id))
        return f"outbox/{message.message_id}.eml"

    def recover(self, message_id: str) -> bool | None:
        if message_id in self.vanish:
            return None
        return message_id in {message.message_id for message in self.sent}

    def tidy(self) -> None:
        self.ready.clear()


@dataclass
class FakeRegisterSource:
    """A register of which only the writing is of interest; `values` is (tab, row) -> what stands there."""

    book: RawBook = field(default_factory=lambda: RawBook("register.xlsx", "1", ()))
    values: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    writings: int = 0
    fault: Exception | None = None
    refused_rows: dict[int, str] = field(default_factory=dict)

    def read(self) -> RawBook:
        return self.book

    def write_status(self, *, orders: Sequence[StatusOrder], register: Register) -> tuple[RowOutcome, ...]:
        if self.fault is not None:
            raise self.fault
        self.writings += 1
        return tuple(self._write(order) for order in orders)

    def _write(self, order: StatusOrder) -> RowOutcome:
        if order.row in self.refused_rows:
            return RowOutcome(order.tab, order.row, written=False, why=self.refused_rows[order.row])
        self.values[order.tab, order.row] = dict(order.values)
        return RowOutcome(order.tab, order.row, written=True)


@dataclass
class FakeDraftWriter:
    """Drafts in a dictionary: target -> what it proposes. Like the true one it never writes over a draft."""

    drafts: dict[str, DraftChanges] = field(default_factory=dict)
    fault: Exception | None = None

    def __call__(self, *, source: str, target: str, changes: DraftChanges) -> DraftResult:
        if self.fault is not None:
            raise self.fault
        if target in self.drafts:
            raise FileExistsError(f"{target} is there already")
        self.drafts[target] = changes
        change = DraftChange("version", "1.3", changes.version or "", "body, table 1, row 1")
        return DraftResult(target, (change,))


@dataclass
class FakeReportWriter:
    """Reports in dictionaries: name -> text, and name -> content for what is no text."""

    reports: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    fault: Exception | None = None

    def write(self, *, name: str, text: str) -> str:
        if self.fault is not None:
            raise self.fault
        self.reports[name] = text
        return f"reports/{name}"

    def write_bytes(self, *, name: str, content: bytes) -> str:
        self.files[name] = content
        return f"reports/{name}"

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)

    def where(self, name: str) -> str:
        return f"reports/{name}"

    def within(self, name: str) -> "FakeReportWriter":
        return self


def full_disk() -> OSError:
    """What a full disk raises."""
    return OSError(28, "No space left on device")


def book_is_open() -> PolicyclerkError:
    """What a register raises that is open in a spreadsheet program."""
    return WriteRefused("register_open", "register.xlsx is open in Excel. Close it; the next run writes it.")


class MemoryNights:
    """Nights remembered as long as the test."""

    def __init__(self) -> None:
        self._nights: dict[date, NightCounts] = {}
        self._stands: dict[str, Stand] = {}
        self._changes: dict[tuple[date, str], Change] = {}
        self._decisions: dict[tuple[str, date], Decision] = {}

    def nights(self) -> tuple[NightCounts, ...]:
        return tuple(self._nights[day] for day in sorted(self._nights))

    def stands(self) -> Mapping[str, Stand]:
        return dict(self._stands)

    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes[key] for key in sorted(self._changes))

    def decisions(self) -> tuple[Decision, ...]:
        return tuple(sorted(self._decisions.values(), key=lambda d: (d.approved_on, d.policy)))

    def keep(self, night: Night) -> None:
        day = night.counts.day
        if self._nights and day < max(self._nights):
            return
        self._nights[day] = night.counts
        self._stands = {stand.policy: stand for stand in night.stands}
        self._decisions |= {(d.policy, d.due): d for d in night.decisions}
        for change in night.changes:
            first = self._changes.pop((day, change.policy), change)
            if first.was != change.now:
                self._changes[day, change.policy] = replace(change, was=first.was)
