"""The ledger's nouns: keys under which an effect happens once, and the states an effect goes through.

Keys have five parts, `<kind>/<policy>/<cycle date>/<step>/<recipient hash>`, each percent-encoded outside
`[A-Za-z0-9._~-]`; nothing personal stands in them.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import quote, unquote

EntryState = Literal["planned", "claimed", "done", "failed", "unknown", "skipped", "resolved", "corrected"]
"""`claimed` stands from the claim until the outcome is known; `skipped` is a step spent without a message.
`resolved` is a person's word that the effect may happen again; `corrected` is a remark ("sent in error") that leaves
the claim as it stands.
"""

FREE_STATES: tuple[EntryState, ...] = ("planned", "failed", "resolved")
"""A key in one of these may be claimed; in every other state it is spent."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One change of state of one key, as `policyclerk ledger --json` shows it. Entries are never changed.

    Attributes:
        run: the id of the run that wrote it; None for what a person said, and for entries of versions that knew no ids.
    """

    seq: int
    at: datetime
    today: date
    key: str
    kind: str
    policy: str | None
    to: str | None
    state: EntryState
    message_id: str | None
    result: Any
    prev: str
    hash: str
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Where one key stands now.

    Attributes:
        state: the newest state of the key.
        today: the day (of the run, not of the clock) on which it came to that state.
        message_id: the mail that spent the key, where it was a mail.
    """

    key: str
    state: EntryState
    today: date
    message_id: str | None = None
    result: Any = None

    @property
    def spent(self) -> bool:
        """Whether the effect must not happen again by itself: done, skipped, under way, or of unknown outcome."""
        return self.state in ("claimed", "done", "skipped", "unknown")


@dataclass(frozen=True, slots=True)
class Effect:
    """One key and what hangs on it, as it is claimed and recorded.

    Attributes:
        kind: the first part of the key (`owner`, `write_draft` ...).
        to: the address for a mail, else None.
        result: at a claim, what a later run needs to find out how it ended; at a record, the outcome.
    """

    key: str
    kind: str
    policy: str | None
    to: str | None = None
    message_id: str | None = None
    result: Any = None


def effect_of(
    key: str, *, to: str | None = None, message_id: str | None = None, result: Any = None
) -> Effect:
    """The effect that a key of five parts stands for; kind and policy are read out of the key."""
    kind, _, rest = key.partition("/")
    policy = unquote(rest.partition("/")[0])
    return Effect(key, unquote(kind), None if policy in ("", "-") else policy, to, message_id, result)


_PLAIN = re.compile(r"[A-Za-z0-9._~-]*")
"""What stands in a key as it is, which is nearly everything; quoting each part would take most of the time."""


def ledger_key(
    kind: str, policy: str | None, cycle: date | None, step: str, recipient: str | None = None
) -> str:
    """The key of one effect; `-` where there is no policy or recipient, `none` where there is no cycle date."""
    parts = (kind, policy or "-", cycle.isoformat() if cycle else "none", step, recipient or "-")
    return "/".join(part if _PLAIN.fullmatch(part) else quote(part, safe="-._~") for part in parts)
