"""What planning knows of the ledger: where every key stands, and what follows for the mails."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from policyclerk.domain.ledger import Claim
from policyclerk.domain.pause import Pause

_K = TypeVar("_K")
_V = TypeVar("_V")

STEP_KINDS = ("owner", "approver", "escalation", "acknowledgement")
"""First parts of keys that are steps of a ladder."""
MAILED = ("claimed", "done", "unknown")
"""States of a key whose message left, is leaving, or may have left."""
MESSAGE = "pc-"
"""How the local part of every Message-ID begins; a key of its own only where a redirected message spends no other."""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The ledger as a plan sees it.

    Attributes:
        claims: key -> where it stands now.
        hash_recipient: first 16 hex digits of the HMAC of an address (case-folded, trimmed).
        last_run: day and policy keys of the last completed run; None before the first.
        pauses: of the mails, to everybody or to one person.
    """

    claims: Mapping[str, Claim]
    hash_recipient: Callable[[str], str]
    last_run: tuple[date, frozenset[str]] | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def last_check(self) -> date | None:
        """The day whose check was last completed: its report is written when all else is done."""
        nights = (
            c.today for key, c in self.claims.items() if key.startswith("write_report/") and c.state == "done"
        )
        return max(nights, default=None)

    def spent(self, key: str) -> Claim | None:
        """The claim of a key that must not happen again by itself."""
        claim = self.claims.get(key)
        return claim if claim is not None and claim.spent else None


@dataclass(frozen=True, slots=True)
class MailHistory:
    """The mails of the ledger, found by step and by person.

    Attributes:
        steps: key without its recipient -> recipient hash -> claim.
        messages: (policy, cycle, recipient hash), as encoded in keys -> messages that left about them.
        words: as `messages`, the newest claim by which a step about them was spent, said or passed over.
        told: recipient hash -> days on which a message left for that person, alerts aside.
        first_day: the day of the first message or of the first steps passed over; None before any.
        rehearsed_from: the day of the first redirected message; None where there was none.
    """

    steps: Mapping[str, Mapping[str, Claim]]
    messages: Mapping[tuple[str, str, str], frozenset[str]]
    words: Mapping[tuple[str, str, str], Claim]
    told: Mapping[str, frozenset[date]]
    first_day: date | None = None
    rehearsed_from: date | None = None

    def claim(self, key: str) -> Claim | None:
        """Where one key stands."""
        step, _, recipient = key.rpartition("/")
        return self.steps.get(step, {}).get(recipient)

    def spent_by(self, key: str, current: frozenset[str]) -> Claim | None:
        """The claim that spent a step: the recipient's own, or that of somebody who no longer has the duty.

        A change of owner hands on only what was not yet said; of two owners each has her own message.

        Args:
            current: recipient hashes of all who have the duty now.
        """
        step, _, recipient = key.rpartition("/")
        claims = self.steps.get(step, {})
        own = claims.get(recipient)
        if own is not None and own.spent:
            return own
        former = [claim for other, claim in claims.items() if other not in current and claim.spent]
        return max(former, key=lambda claim: claim.today, default=None)

    def sent_about(self, key: str) -> int:
        """How many messages went to this key's recipient about its policy and cycle."""
        return len(self.messages.get(_about(key.split("/")), ()))

    def last_word(self, key: str) -> Claim | None:
        """The newest claim that spent any step to this key's recipient about its policy and cycle."""
        return self.words.get(_about(key.split("/")))


def mail_history(claims: Mapping[str, Claim]) -> MailHistory:
    """The ledger's mails, sorted out once for a whole plan."""
    steps: dict[str, dict[str, Claim]] = {}
    messages: dict[tuple[str, str, str], set[str]] = {}
    words: dict[tuple[str, str, str], Claim] = {}
    told: dict[str, set[date]] = {}
    for parts, claim in _mail_claims(claims):
        steps.setdefault("/".join(parts[:4]), {})[parts[4]] = claim
        if claim.spent:
            words[_about(parts)] = max(words.get(_about(parts), claim), claim, key=lambda each: each.today)
        if claim.state in MAILED:
            messages.setdefault(_about(parts), set()).add(claim.message_id or claim.key)
            told.setdefault(parts[4], set()).add(claim.today)
    spent = (claim.today for each in steps.values() for claim in each.values() if claim.spent)
    rehearsed = (claim.today for key, claim in claims.items() if key.startswith(MESSAGE) and claim.spent)
    return MailHistory(
        steps, _frozen(messages), words, _frozen(told), min(spent, default=None), min(rehearsed, default=None)
    )


def _about(parts: list[str]) -> tuple[str, str, str]:
    """Policy, cycle and recipient of a key's five parts."""
    return parts[1], parts[2], parts[4]


def _mail_claims(claims: Mapping[str, Claim]) -> Iterator[tuple[list[str], Claim]]:
    for key, claim in claims.items():
        parts = key.split("/")
        if len(parts) == 5 and parts[0] in (*STEP_KINDS, "trust-summary"):
            yield parts, claim


def _frozen(sets: Mapping[_K, set[_V]]) -> dict[_K, frozenset[_V]]:
    return {key: frozenset(values) for key, values in sets.items()}
