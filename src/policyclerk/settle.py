"""Settling what was left open: after a kill by looking, and by a person's word.

Called while no effect is under way (a run does so under its lock before anything is planned).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from policyclerk.domain.action import Action
from policyclerk.domain.errors import STILL_ASKED, UsageError
from policyclerk.domain.ledger import Claim, Effect, EntryState
from policyclerk.domain.refusal import TOLD_LATER_DAYS, refusal_in
from policyclerk.execute import FAULTS, ExecuteHands, quietly, told
from policyclerk.ports import LedgerStore, Mailer, TellsLater

FORGOTTEN_DAYS = 2
"""After so many days a service that does not know a message may have forgotten it, and nobody can tell any more."""


def recover(hands: ExecuteHands, today: date, *, resend_unknown: bool = False) -> tuple[Effect, ...]:
    """Settle what an earlier run left between claim and outcome; called under the lock, before planning.

    A mail is asked of the mailer, also one of unknown outcome where its service can be asked later; a draft is done where its file is there (drafts are written whole or not at
    all, and never over another file). Rows, reports and steps without a message are free to be done again:
    doing them twice is harmless.

    Args:
        hands: those of the run that follows.
        today: the day under which the outcomes are written down.
        resend_unknown: `on_unknown = "resend"`: mails of unknown outcome are free to be sent again.

    Returns:
        What was settled, each effect with its outcome as `result`.
    """
    claims = tuple(hands.ledger.claims(marks_since=today).values())
    unsettled = [c for c in claims if _can_be_asked(c, today) or (resend_unknown and c.state == "unknown")]
    settled: list[Effect] = []
    for group in _by_message(unsettled):
        try:
            state, result = _found_out(group[0], hands, today)
        except FAULTS:
            continue  # cannot be looked at now: the claim stands, so that nothing is done twice
        if state == "unknown" and resend_unknown:
            state = "failed"
        if state != group[0].state:
            settled += _settle(hands.ledger, group, today, state, result)
    settled += _told_later([c for c in claims if _taken_lately(c, today)], hands, today)
    quietly(hands.mailer.tidy)
    return tuple(settled)


def left_unknown(settled: Iterable[Effect], ledger: LedgerStore, today: date) -> tuple[Action, ...]:
    """The messages of an earlier, killed run that `recover` could only put down as unknown; the run that does so ends with 1.

    Nobody else would say it: the run that was killed could not, and later ones have nothing to do with them.
    """
    if not (effects := list(settled)):
        return ()
    claims = ledger.claims(marks_since=today)  # as all else of a night asks: what is marked is no message
    messages: dict[str, list[Effect]] = {}
    for each in effects:
        if each.message_id and claims[each.key].state == "unknown":
            messages.setdefault(each.message_id, []).append(each)
    why = "it was leaving when an earlier run was interrupted"
    return tuple(
        Action(
            message_id,
            "send_mail",
            items[0].policy if len(items) == 1 else None,
            items[0].to,
            why,
            "unknown",
            items[0].result,
            tuple(each.key for each in items),
        )
        for message_id, items in messages.items()
    )


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


def _found_out(claim: Claim, hands: ExecuteHands, today: date) -> tuple[EntryState, Any]:
    again = told("interrupted", "The run was interrupted before it was done; it is done again.")
    if claim.message_id is not None:
        return _mail_found_out(claim, claim.message_id, hands.mailer, today)
    if isinstance(claim.result, Mapping) and "target" in claim.result:
        path = hands.drafted(claim.result["target"])
        return ("failed", again) if path is None else ("done", _draft_found(path, claim.result))
    return "failed", again


def _draft_found(path: str, at_stake: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a draft that was written by a run that could not say so: not what it changed."""
    known = {name: at_stake.get(name) for name in ("source_sha256", "beside")}
    return {"path": path, "changes": None, "left": None, **known}


def _mail_found_out(claim: Claim, message_id: str, mailer: Mailer, today: date) -> tuple[EntryState, Any]:
    unknown = told("outcome_unknown", "The run was interrupted while the message was leaving.")
    if not _can_be_asked(claim, today):
        return "unknown", unknown
    left = mailer.recover(message_id)
    if left is None or (not left and (today - claim.today).days > FORGOTTEN_DAYS):
        return "unknown", unknown
    return ("done", {"recovered": True}) if left else ("failed", unknown)


def _can_be_asked(claim: Claim, today: date) -> bool:
    """Whether a run was cut off here, or its service said nothing and may know by now."""
    problem = claim.result.get("problem") if isinstance(claim.result, Mapping) else None
    later = isinstance(problem, Mapping) and problem.get("kind") == STILL_ASKED
    lately = (today - claim.today).days <= TOLD_LATER_DAYS
    return claim.state == "claimed" or (claim.state == "unknown" and later and lately)


def _taken_lately(claim: Claim, today: date) -> bool:
    sent = claim.state == "done" and claim.message_id is not None
    return sent and (today - claim.today).days <= TOLD_LATER_DAYS


def _told_later(taken: Sequence[Claim], hands: ExecuteHands, today: date) -> list[Effect]:
    """What a service could not deliver of the messages that it took on the last days.

    What may go well another time is free to be sent again. An address refused for good is noted beside what was done:
    the message is not repeated to nobody.
    """
    groups = {group[0].message_id or "": group for group in _by_message(taken)}
    if not groups or not isinstance(hands.mailer, TellsLater):
        return []
    try:
        undelivered = hands.mailer.undelivered(tuple(groups))
    except FAULTS:
        return []  # asked again by the next run
    if not undelivered:
        return []
    entries = hands.ledger.entries(marks=False)
    noted = {entry.message_id for entry in entries if entry.state == "corrected" and refusal_in(entry.result)}
    settled: list[Effect] = []
    for message_id, kind in undelivered.items():
        result = told(kind, "The mail service took the message and could not deliver it.")
        state: EntryState = "corrected" if kind == "address_refused" else "failed"
        if state == "failed" or message_id not in noted:
            settled += _settle(hands.ledger, groups[message_id], today, state, result)
    return settled


def _settle(
    ledger: LedgerStore, claims: Sequence[Claim], today: date, state: EntryState, result: Any
) -> list[Effect]:
    wanted = {claim.key for claim in claims}
    last = {entry.key: entry for entry in ledger.entries() if entry.key in wanted}
    effects = [Effect(e.key, e.kind, e.policy, e.to, e.message_id, result) for e in last.values()]
    ledger.record_all(effects, today=today, state=state)
    return effects
