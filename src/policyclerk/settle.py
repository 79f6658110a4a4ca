"""Settling what was left open: after a kill by looking, and by a person's word.

Called while no effect is under way (a run does so under its lock before anything is planned).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from policyclerk.domain.errors import UsageError
from policyclerk.domain.ledger import Claim, Effect, EntryState
from policyclerk.execute import FAULTS, ExecuteHands, quietly, told
from policyclerk.ports import LedgerStore, Mailer


def recover(hands: ExecuteHands, today: date, *, resend_unknown: bool = False) -> tuple[Effect, ...]:
    """Settle what an earlier run left between claim and outcome; called under the lock, before planning.

    A mail is asked of the mailer; a draft is done where its file is there (drafts are written whole or not at
    all, and never over another file). Rows, reports and steps without a message are free to be done again:
    doing them twice is harmless.

    Args:
        hands: those of the run that follows.
        today: the day under which the outcomes are written down.
        resend_unknown: `on_unknown = "resend"`: mails of unknown outcome are free to be sent again.

    Returns:
        What was settled, each effect with its outcome as `result`.
    """
    unsettled = ("claimed", "unknown") if resend_unknown else ("claimed",)
    claims = [claim for claim in hands.ledger.claims(marks_since=today).values() if claim.state in unsettled]
    settled: list[Effect] = []
    for group in _by_message(claims):
        try:
            state, result = _found_out(group[0], hands)
        except FAULTS:
            continue  # cannot be looked at now: the claim stands, so that nothing is done twice
        if state == "unknown" and resend_unknown:
            state = "failed"
        if state != group[0].state:
            settled += _settle(hands.ledger, group, today, state, result)
    quietly(hands.mailer.tidy)
    return tuple(settled)


def resolve(
    ledger: LedgerStore, key: str, word: Literal["sent", "resend"], today: date
) -> tuple[Effect, ...]:
    """A person's word on what was cut off (no run at work): `sent` closes it, `resend` frees it to be done again.

    Args:
        ledger: where the mail stands.
        key: a ledger key, or the local part of the Message-ID; all keys that the mail spends are settled together.
        word: what the person says became of it, or wants.
        today: the day of her word.

    Raises:
        UsageError: the ledger knows no such key, or its outcome is not unknown.
    """
    unknown = [claim for claim in _named(ledger, key) if claim.state in ("unknown", "claimed")]
    if not unknown:
        raise UsageError("not_unknown", f"The outcome of {key} is known; see `policyclerk ledger`.")
    state: EntryState = "done" if word == "sent" else "resolved"
    return tuple(_settle(ledger, unknown, today, state, {"resolved": word}))


def correct(ledger: LedgerStore, key: str, reason: str, today: date) -> tuple[Effect, ...]:
    """Note "sent in error" beside what stands; changes no entry and frees no key.

    Raises:
        UsageError: the ledger knows no such key.
    """
    return tuple(_settle(ledger, _named(ledger, key), today, "corrected", {"reason": reason}))


def _named(ledger: LedgerStore, key: str) -> list[Claim]:
    claims = ledger.claims()
    messages = {c.message_id for c in claims.values() if key in (c.key, c.message_id) and c.message_id}
    named = [claim for claim in claims.values() if claim.key == key or claim.message_id in messages]
    if not named:
        raise UsageError("key_unknown", f"The ledger knows no {key}; `policyclerk ledger` lists the keys.")
    return named


def _by_message(claims: Iterable[Claim]) -> list[list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.message_id or claim.key, []).append(claim)
    return list(groups.values())


def _found_out(claim: Claim, hands: ExecuteHands) -> tuple[EntryState, Any]:
    again = told("interrupted", "The run was interrupted before it was done; it is done again.")
    if claim.message_id is not None:
        return _mail_found_out(claim, claim.message_id, hands.mailer)
    if isinstance(claim.result, Mapping) and "target" in claim.result:
        path = hands.drafted(claim.result["target"])
        return ("failed", again) if path is None else ("done", _draft_found(path, claim.result))
    return "failed", again


def _draft_found(path: str, at_stake: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a draft that was written by a run that could not say so: not what it changed."""
    known = {name: at_stake.get(name) for name in ("source_sha256", "beside")}
    return {"path": path, "changes": None, "left": None, **known}


def _mail_found_out(claim: Claim, message_id: str, mailer: Mailer) -> tuple[EntryState, Any]:
    unknown = told("outcome_unknown", "The run was interrupted while the message was leaving.")
    if claim.state == "unknown":
        return "unknown", unknown
    left = mailer.recover(message_id)
    if left is None:
        return "unknown", unknown
    return ("done", {"recovered": True}) if left else ("failed", unknown)


def _settle(
    ledger: LedgerStore, claims: Sequence[Claim], today: date, state: EntryState, result: Any
) -> list[Effect]:
    wanted = {claim.key for claim in claims}
    last = {entry.key: entry for entry in ledger.entries() if entry.key in wanted}
    effects = [Effect(e.key, e.kind, e.policy, e.to, e.message_id, result) for e in last.values()]
    ledger.record_all(effects, today=today, state=state)
    return effects
