"""Carrying a plan out: claim, do, record; and after a kill, finding out what had happened.

Decides nothing: what is done, to whom and why stands in the plan. Every effect is claimed in the ledger before it
happens and recorded after it, so a run may be ended at any moment and repeated: nothing is lost and nothing done twice.
"""

import errno
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk.domain.action import Action, ActionState, DraftOrder, DraftResult, Message, Plan, ReportOrder
from policyclerk.domain.errors import DraftRefused, OutcomeUnknown, PolicyclerkError
from policyclerk.domain.ledger import Effect, EntryState, effect_of
from policyclerk.domain.plain import to_plain
from policyclerk.domain.register import Register
from policyclerk.ports import LedgerStore, Mailer, RegisterSource, RowOutcome
from policyclerk.undisturbed import let_go_of_last

FAULTS = (OSError, PolicyclerkError)
"""What an effect is expected to fail with. One action's other faults are the program's own, and are caught as well:
one odd document must not silence a whole trust night after night."""


@dataclass(frozen=True, slots=True)
class ExecuteHands:
    """What carries a plan out.

    Attributes:
        draft: writes the draft of an order; the result's path is relative to the project directory. Raises
            DraftRefused or OSError.
        drafted: the project-relative path of a draft that is there, by `DraftOrder.target`; None where it is not.
        report: renders and writes a report; gives its path relative to the project directory.
        source, register: the register as read by this run; needed where the plan has update_register actions.
    """

    ledger: LedgerStore
    mailer: Mailer
    draft: Callable[[DraftOrder], DraftResult]
    drafted: Callable[[str], str | None]
    report: Callable[[ReportOrder], str]
    source: RegisterSource | None = None
    register: Register | None = None


def execute(plan: Plan, messages: Mapping[str, Message], hands: ExecuteHands) -> tuple[Action, ...]:
    """Carry the plan out: drafts, mails, the register's rows, reports.

    An action planned as `skipped` only spends its keys: no effect belongs to it.

    Args:
        plan: what to do; its `today` is the day under which everything is written down.
        messages: the rendered mails by `Action.key`; every mail of the plan has one.
        hands: what touches the world.

    Returns:
        The plan's actions in its order, each with the state it came to. `result` of a draft is a `DraftResult`
        in plain values, of a mail or report {"path"}, of a row {column: value}; of what failed, is unknown or was skipped
        {"problem": {"kind", "message"}}. A failure of one action never stops the others.
    """
    _see_that_all_is_there(plan, messages, hands)
    today, ended = plan.today, {}
    for action in plan.actions:
        if action.state == "skipped":
            ended[action.key] = _spend(action, today, hands.ledger)
    _pass_over(plan, hands.ledger)
    for action in _of(plan, "write_draft"):
        ended[action.key] = _write_draft(action, today, hands)
    for action in _of(plan, "send_mail"):
        ended[action.key] = _send(action, messages[action.key], today, hands)
    quietly(hands.mailer.tidy)
    for action in _write_rows(_of(plan, "update_register"), today, hands):
        ended[action.key] = action
    for action in _of(plan, "write_report"):
        ended[action.key] = _write_report(action, today, hands)
    return tuple(ended[action.key] for action in plan.actions)


def _of(plan: Plan, kind: str) -> tuple[Action, ...]:
    return tuple(a for a in plan.actions if a.kind == kind and a.state == "planned")


def _see_that_all_is_there(plan: Plan, messages: Mapping[str, Message], hands: ExecuteHands) -> None:
    """A plan that cannot be carried out whole is a fault of the caller; say so before anything has happened."""
    unrendered = [action.key for action in _of(plan, "send_mail") if action.key not in messages]
    if unrendered:
        raise ValueError(f"{len(unrendered)} mails of the plan have no message")
    if _of(plan, "update_register") and (hands.source is None or hands.register is None):
        raise ValueError("the plan writes into the register, and no register was given")


# ---- one kind of action each


def _write_draft(action: Action, today: date, hands: ExecuteHands) -> Action:
    order: DraftOrder = action.order

    def work() -> Any:
        return to_plain(hands.draft(order))

    at_stake = {"target": order.target, "source_sha256": order.source_sha256, "beside": order.beside}
    effect = effect_of(action.key, result=at_stake)
    ended = _carry_out(action, [effect], today, hands.ledger, work)
    let_go_of_last()
    return ended


def _send(action: Action, message: Message, today: date, hands: ExecuteHands) -> Action:
    """Prepare, claim the mail's keys together, let it leave, record.

    What cannot be prepared is not claimed: after a kill, a claim must mean that the message lay ready.
    """
    prepared = _tried(action, lambda: hands.mailer.prepare(message))
    if prepared.state != "done":
        return replace(prepared, state="failed")

    def work() -> Any:
        return {"path": hands.mailer.commit(message)}

    return _carry_out(action, _mail_effects(action), today, hands.ledger, work)


def _mail_effects(action: Action) -> list[Effect]:
    """One effect per ledger key; a mail that spends no key (all mail redirected) is held by its Message-ID alone."""
    if not action.items:
        return [Effect(action.key, action.kind, action.policy, action.to, action.key)]
    return [effect_of(key, to=action.to, message_id=action.key) for key in action.items]


def _write_report(action: Action, today: date, hands: ExecuteHands) -> Action:
    def work() -> Any:
        return {"path": hands.report(action.order)}

    return _carry_out(action, [effect_of(action.key)], today, hands.ledger, work)


def _write_rows(actions: Sequence[Action], today: date, hands: ExecuteHands) -> list[Action]:
    """All rows in one writing of the book; each row with its own key and entry.

    Rows are most of a ledger after a year. What one was given is in the register, and its digest in the key: a row that was
    written is entered without it.
    """
    if not actions:
        return []
    try:
        taken = hands.ledger.claim_each([effect_of(action.key) for action in actions], today=today)
    except PolicyclerkError as fault:
        return [replace(action, state="failed", result=_problem(action, fault)) for action in actions]
    ended = _rows_written([action for action in actions if action.key in taken], hands)
    for state in ("done", "failed"):
        of_state = [action for action in ended if action.state == state]
        effects = [
            effect_of(action.key, result=None if state == "done" else action.result) for action in of_state
        ]
        unwritten = _record(effects, today, state, hands.ledger)
        if unwritten is not None:
            ended = [_unrecorded(a, unwritten) if a.state == state else a for a in ended]
    return ended + [_already(action) for action in actions if action.key not in taken]


def _rows_written(actions: Sequence[Action], hands: ExecuteHands) -> list[Action]:
    if not actions or hands.source is None or hands.register is None:
        return []
    try:
        orders = [action.order for action in actions]
        outcomes = hands.source.write_status(orders=orders, register=hands.register)
    except Exception as fault:  # noqa: BLE001  # the boundary between the rows and the reports, see FAULTS
        return [_failed(action, fault) for action in actions]
    by_place = {(outcome.tab, outcome.row): outcome for outcome in outcomes}
    return [_row_ended(a, by_place.get((a.order.tab, a.order.row))) for a in actions]


def _row_ended(action: Action, outcome: RowOutcome | None) -> Action:
    """Not written and no reason given means that the row held these values already."""
    if outcome is not None and (outcome.written or outcome.why is None):
        return replace(action, state="done", result=to_plain(dict(action.order.values)))
    why = outcome.why if outcome is not None else "The register said nothing of this row."
    return replace(action, state="failed", result=told("register_row_refused", why or ""))


def _spend(action: Action, today: date, ledger: LedgerStore) -> Action:
    """Spend keys without an effect (steps overtaken by a newer one, a backlog told in a summary)."""
    effects = [effect_of(key, to=action.to) for key in action.items or (action.key,)]
    try:
        taken = ledger.claim_each(effects, today=today)
        why = {"why": action.why}
        skipped = [replace(effect, result=why) for effect in effects if effect.key in taken]
        ledger.record_all(skipped, today=today, state="skipped")
    except PolicyclerkError as fault:
        return replace(action, state="failed", result=_problem(action, fault))
    return action


def _pass_over(plan: Plan, ledger: LedgerStore) -> None:
    """Spend the steps that a later one stands for, before the first mail leaves; else the next run does so."""
    effects = [effect_of(key) for key in plan.skips]
    if not effects:
        return
    with suppress(PolicyclerkError):
        taken = ledger.claim_each(effects, today=plan.today)
        ledger.record_all([e for e in effects if e.key in taken], today=plan.today, state="skipped")


# ---- claim, do, record


def _carry_out(
    action: Action, effects: Sequence[Effect], today: date, ledger: LedgerStore, work: Callable[[], Any]
) -> Action:
    try:
        spent = ledger.claim_all(effects, today=today)
    except PolicyclerkError as fault:
        return replace(action, state="failed", result=_problem(action, fault))
    if spent:
        return _already(action)
    ended = _tried(action, work)
    outcome = [replace(effect, result=ended.result) for effect in effects]
    free_again: EntryState = "failed" if ended.state == "skipped" else ended.state
    unwritten = _record(outcome, today, free_again, ledger)
    return ended if unwritten is None else _unrecorded(ended, unwritten)


def _tried(action: Action, work: Callable[[], Any]) -> Action:
    try:
        return replace(action, state="done", result=work())
    except Exception as fault:  # noqa: BLE001  # the boundary between one action and the others, see FAULTS
        return _failed(action, fault)


def _failed(action: Action, fault: Exception) -> Action:
    """What an action came to that did not go well.

    A message may have left unless its mailer says that it has not. A document that cannot be drafted safely is no failure
    of the night: its draft is skipped with the reason, and tried again when the document has changed.
    """
    if isinstance(fault, DraftRefused):
        return replace(action, state="skipped", result=told(fault.kind, fault.message))
    certain = isinstance(fault, FAULTS) and not isinstance(fault, OutcomeUnknown)
    state: ActionState = "unknown" if action.kind == "send_mail" and not certain else "failed"
    return replace(action, state=state, result=_problem(action, fault))


def _record(
    effects: Sequence[Effect], today: date, state: EntryState, ledger: LedgerStore
) -> PolicyclerkError | None:
    try:
        ledger.record_all(effects, today=today, state=state)
    except PolicyclerkError as fault:
        return fault
    return None


def _already(action: Action) -> Action:
    return replace(
        action, state="skipped", result=told("already_done", "Another run has done it or is about to.")
    )


def _unrecorded(action: Action, fault: PolicyclerkError) -> Action:
    """The effect is over and the ledger does not know how: the claim stands, and the next run finds out."""
    if action.state in ("failed", "skipped"):
        return action
    message = f"It was done, but that could not be written down; the next run finds out. {fault.message}"
    return replace(action, state="unknown", result=told(fault.kind, message))


_OS_KINDS = {
    "write_draft": "draft_failed",
    "send_mail": "mail_failed",
    "update_register": "register_write_failed",
    "write_report": "report_failed",
}
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")


def _problem(action: Action, fault: Exception) -> dict[str, Any]:
    if isinstance(fault, PolicyclerkError):
        return told(fault.kind, fault.message)
    if isinstance(fault, OSError):
        return told(_OS_KINDS[action.kind], _system_words(fault))
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{type(fault).__name__} in {Path(place.filename).name}, line {place.lineno}"
    message = f"A fault of policyclerk itself ({where}) stopped this; the rest went ahead. Please report it."
    return told("program_fault", message)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def _system_words(fault: OSError) -> str:
    """What the system refused, and what to do; file names of drafts and folders only, never a person's."""
    if fault.errno is None:
        return str(fault) or type(fault).__name__
    what = f"{_place(str(fault.filename))} cannot be written" if fault.filename else "It could not be written"
    if fault.errno in _NO_ROOM:
        return f"{what}: the disk is full. Make room, and it is tried again."
    if isinstance(fault, PermissionError):
        return f"{what}: this account has no right to write there. Give it that right, and it is tried again."
    return f"{what} ({fault.strerror}); it is tried again."


def _place(file: str) -> Path:
    """The file, or for one that we write aside under a hidden name the folder that it is for."""
    path = Path(file)
    return path.parent if path.name.startswith(".") else path


def told(kind: str, message: str) -> dict[str, Any]:
    """A problem as it stands in answers and in the ledger, without addresses."""
    return {"problem": {"kind": kind, "message": _ADDRESS.sub("(address)", message)}}


def quietly(tidy: Callable[[], None]) -> None:
    """Leftovers that cannot be removed harm nobody; the next run tries again."""
    with suppress(*FAULTS):
        tidy()
