"""Telling the trust's contact that a night could not do all of its work: one message a day for each kind of problem.

Like every other message an alert goes on a working day and not before the hour of [reminders] send_after; school holidays
and other messages of the day do not hold it back. What stops the mails themselves (`STOPS`) is not told by the run that it
stops, since then nothing goes out. What waits stands in the ledger as planned, and the heartbeat sends it unless a
later night went well.
"""

import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

from policyclerk.acting import execute_hands
from policyclerk.deciding import rendered
from policyclerk.domain.action import Action, Plan
from policyclerk.domain.errors import AnotherRun, PolicyclerkError, SettingsError, UsageError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.ledger import Claim, Effect, EntryState, effect_of
from policyclerk.execute import execute, told
from policyclerk.hands import Hands
from policyclerk.planning.alert import alert
from policyclerk.planning.view import LedgerView
from policyclerk.report import RunReport

STOPS = ("register_shrank", "too_many_mails", "template_error", "state_damaged")
"""Problems by which the mails of a run are stopped, every one of them."""
SEEN = ("another_run", "plan_changed")
"""Problems of somebody who is at the terminal."""
SATURDAY = 5
PENDING_DAYS = 5
"""How long an alert that has not gone out is still news."""


def alarmed(report: RunReport, hands: Hands, *, whole: bool) -> RunReport:
    """The report of a run that is over, with the alerts that it sent; what it is not to send is noted.

    A ledger that cannot be read or written now costs the alert, not the report of what was done.

    Args:
        whole: whether it was a night, so that a problem that it did not meet is over.
    """
    with suppress(PolicyclerkError):
        alerts = _alerts(_troubles(report.problems), hands, report.today)
        _note(alerts, report.problems, hands, report.today, whole=whole)
        if alerts and not _held(report, hands):
            return _with(report, alerts.values(), hands)
    return report


def _with(report: RunReport, alerts: Iterable[Action], hands: Hands) -> RunReport:
    plan, messages = rendered(_plan(report, alerts), hands)
    done = execute(plan, messages, execute_hands(hands))
    return replace(report, actions=(*report.actions, *done), problems=(*report.problems, *plan.problems))


def foreseen(report: RunReport, hands: Hands) -> Plan:
    """The alerts that a run would send for the problems that its preview knows."""
    problems = () if _held(report, hands) else _troubles(report.problems)
    return _plan(report, _alerts(problems, hands, report.today).values())


def tell_of_break(hands: Hands, today: date, fault: BaseException) -> None:
    """The alert about a run that broke off; nothing that goes wrong here may hide why it did."""
    if not isinstance(fault, Exception) or isinstance(fault, AnotherRun | SettingsError | UsageError):
        return
    with suppress(Exception):
        told_of_break(hands, today, fault)


def told_of_break(hands: Hands, today: date, fault: Exception) -> RunReport:
    """The report of a run that broke off, with the alert about it."""
    broken = RunReport(today, "", (), (), (_broken(fault),))
    return alarmed(broken, hands, whole=False)


def pending(hands: Hands, today: date) -> tuple[Action, ...]:
    """Alerts of the last days that have not gone out, of each kind of problem the newest; none while none may go."""
    if not _may_go(hands, today):
        return ()
    newest = {_kind(claim.key): claim for claim in sorted(_open(hands, today), key=lambda claim: claim.key)}
    waiting = {claim.key for claim in newest.values()}
    _drop([claim for claim in _open(hands, today) if claim.key not in waiting], hands, today)
    planned = (e for e in hands.ledger.entries(marks=False) if e.key in waiting and e.state == "planned")
    found = {entry.key: _again(entry.key, entry.to, entry.result, hands) for entry in planned}
    return tuple(action for action in found.values() if action is not None)


# ---- what is told


def _alerts(problems: Sequence[RunProblem], hands: Hands, today: date) -> dict[str, Action]:
    """Kind of problem -> its alert, of those that nobody was told of today."""
    if not problems:
        return {}
    view = LedgerView(hands.ledger.claims(marks_since=today), hands.ledger.hash_recipient)
    contact, settings = hands.settings.trust.contact, hands.settings
    made = {
        problem.kind: alert(problem, contact=contact, settings=settings, ledger=view, today=today)
        for problem in problems
    }
    return {kind: action for kind, action in made.items() if action is not None}


def _troubles(problems: Sequence[RunProblem]) -> list[RunProblem]:
    return [problem for problem in problems if problem.fatal and problem.kind not in SEEN]


def _held(report: RunReport, hands: Hands) -> bool:
    """Whether no alert goes out now."""
    stopped = any(problem.kind in STOPS for problem in report.problems)
    return stopped or not _may_go(hands, report.today)


def _may_go(hands: Hands, today: date) -> bool:
    """Whether it is a working day, and late enough in it."""
    working = today.weekday() < SATURDAY and today not in hands.sources.bank_holidays
    return working and hands.clock.now().time() >= hands.settings.reminders.send_after


def _plan(report: RunReport, alerts: Iterable[Action]) -> Plan:
    return Plan(report.today, report.fingerprint, tuple(alerts), (), ())


def _broken(fault: Exception) -> RunProblem:
    if isinstance(fault, PolicyclerkError):
        return RunProblem(fault.kind, fault.message)
    if isinstance(fault, OSError) and fault.filename:
        return RunProblem(
            "night_broken", f"The run broke off: {fault.filename} cannot be used ({fault.strerror})."
        )
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{type(fault).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return RunProblem(
        "night_broken", f"The run broke off by a fault of policyclerk itself ({where}). Please report it."
    )


# ---- what is noted


def _note(
    alerts: Mapping[str, Action], problems: Sequence[RunProblem], hands: Hands, today: date, *, whole: bool
) -> None:
    """Plan each alert in the ledger with its words; a night drops those of earlier days, since it tells what is still so."""
    words = {problem.kind: told(problem.kind, problem.message) for problem in problems}
    waiting = _open(hands, today)
    mine = {key for action in alerts.values() for key in action.items}
    _drop([claim for claim in waiting if whole and claim.key not in mine], hands, today)
    known = {claim.key for claim in waiting}
    planned = [
        effect_of(key, to=action.to, message_id=action.key, result=words[kind])
        for kind, action in alerts.items()
        for key in action.items
        if key not in known
    ]
    _record(planned, "planned", hands, today)


def _drop(claims: Iterable[Claim], hands: Hands, today: date) -> None:
    over = [
        effect_of(claim.key, result={"why": "no longer so, or told by a newer alert"}) for claim in claims
    ]
    _record(over, "skipped", hands, today)


def _record(effects: Sequence[Effect], state: EntryState, hands: Hands, today: date) -> None:
    if effects:
        hands.ledger.record_all(effects, today=today, state=state)


def _open(hands: Hands, today: date) -> list[Claim]:
    """The alerts of the last days that are planned, or could not be sent."""
    since = today - timedelta(days=PENDING_DAYS)
    claims = hands.ledger.claims(marks_since=today).values()
    return [
        c
        for c in claims
        if c.key.startswith("alert/") and c.state in ("planned", "failed") and c.today >= since
    ]


def _again(key: str, to: str | None, result: object, hands: Hands) -> Action | None:
    problem = result.get("problem") if isinstance(result, dict) else None
    if not isinstance(problem, dict):
        return None
    day, about = date.fromisoformat(_step(key)[:10]), RunProblem(_kind(key), str(problem.get("message")))
    view = LedgerView({}, hands.ledger.hash_recipient)
    return alert(about, contact=to, settings=hands.settings, ledger=view, today=day)


def _step(key: str) -> str:
    return unquote(key.split("/")[3])


def _kind(key: str) -> str:
    """The kind of problem in the key of an alert, `<day>.<problem kind>`."""
    return _step(key).partition(".")[2]
