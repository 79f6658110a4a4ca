"""The way of one night: gather, decide, act, report. The command line and the Prefect flows both call this.

Neither adds a step of its own: they only bring their own `Step` (how a step is run) and `Spread` (how batches of
documents are read). This file is given its hands; it imports no adapter.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from policyclerk.acting import acted, execute_hands
from policyclerk.alarm import alarmed, foreseen, pending, tell_of_break
from policyclerk.calendars import renewed
from policyclerk.deciding import planned, rendered, without_drafts
from policyclerk.domain.action import (
    Action,
    Message,
    Plan,
)
from policyclerk.domain.errors import AnotherRun, DraftRefused, PolicyclerkError, UsageError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.plain import to_plain
from policyclerk.execute import FAULTS, execute
from policyclerk.gather import gather, in_process, one_by_one
from policyclerk.hands import Hands, Options
from policyclerk.judging import check, judged
from policyclerk.planning.alert import alert
from policyclerk.planning.view import LedgerView
from policyclerk.ports import Spread, Step
from policyclerk.recording import logged, under_run
from policyclerk.remembering import remember_night
from policyclerk.report import RunReport, not_decided
from policyclerk.settle import left_unknown, recover

# ---- the ways of going through a night; `check` goes through the first half alone

__all__ = ["Options", "check", "heartbeat", "night", "preview", "remind"]


def preview(hands: Hands, today: date, options: Options, *, spread: Spread = one_by_one) -> RunReport:
    """The plan that `run` would carry out now, with every message in full; changes nothing."""
    gathered = gather(hands.sources, hands.settings, today, step=in_process, spread=spread)
    judgement = judged(gathered, hands.settings, today)
    if gathered.register is None:
        return _with_alerts(not_decided(today, judgement, judgement.problems), hands)
    plan = planned(gathered, judgement, hands, options, only_mails=False)
    plan = replace(plan, actions=tuple(_tried(action, hands) for action in plan.actions))
    failed = frozenset(action.key for action in plan.actions if _refused(action))
    plan = without_drafts(plan, failed, gathered, judgement, hands, options, only_mails=False)
    plan, messages = rendered(plan, hands)
    shown = tuple(_as_preview(action, messages) for action in plan.actions)
    report = RunReport(today, plan.fingerprint, shown, plan.suppressed, plan.problems, judgement)
    return _counted(_with_alerts(report, hands), hands)


def _with_alerts(report: RunReport, hands: Hands) -> RunReport:
    """A preview with the alerts that its problems would lead to."""
    plan, messages = rendered(foreseen(report, hands), hands)
    return replace(report, actions=(*report.actions, *(_as_preview(each, messages) for each in plan.actions)))


def night(
    hands: Hands, today: date, options: Options, *, step: Step = in_process, spread: Spread = one_by_one
) -> RunReport:
    """One night: everything that is due today, once. Safe to repeat, safe to kill. A watcher outside is told of it.

    Raises:
        AnotherRun: another run of this project is under way.
        UsageError: today lies before the last run.
    """
    hands.ping("start")
    try:
        report = _told_of(hands, today, options, step=step, spread=spread, only_mails=False)
    except BaseException:
        hands.ping("fail")
        raise
    hands.ping("fail" if report.troubled else "success")
    return report


def remind(
    hands: Hands, today: date, options: Options, *, step: Step = in_process, spread: Spread = one_by_one
) -> RunReport:
    """The mails of the same plan and ledger, and nothing else. Raises as `night` does."""
    return _told_of(hands, today, options, step=step, spread=spread, only_mails=True)


def _counted(report: RunReport, hands: Hands) -> RunReport:
    """The report with the number of requests that Google was asked, where anything lies there."""
    count = hands.sources.requests
    return replace(report, requests=count()) if count is not None else report


def heartbeat(
    hands: Hands,
    today: date,
    options: Options | None = None,  # noqa: ARG001 - nothing may be said about it, as about a night
    *,
    step: Step = in_process,
    spread: Spread = one_by_one,  # noqa: ARG001 - it reads no document
) -> RunReport:
    """Whether the nights run at all; where the last one is too long ago, the alert about it, once a day.

    A run that is under way is a sign of life: the answer says so.
    """
    try:
        with hands.lock(wait_s=0):
            return step(
                "heartbeat", lambda: under_run("heartbeat", hands, today, lambda own: _beat(own, today))
            )
    except AnotherRun:
        return replace(not_decided(today, None, ()), notes=("A run is at work now.",))


def _beat(hands: Hands, today: date) -> RunReport:
    report = _beat_of_nights(hands, today)
    waiting = pending(hands, today)
    if not waiting:
        return report
    plan, messages = rendered(Plan(today, "", waiting, (), ()), hands)
    told = execute(plan, messages, execute_hands(hands))
    return replace(report, actions=(*report.actions, *told), problems=(*report.problems, *plan.problems))


def _beat_of_nights(hands: Hands, today: date) -> RunReport:
    last, allowed = _last_night(hands), hands.settings.heartbeat.max_age_h
    if last is not None and hands.clock.now() - last <= timedelta(hours=allowed):
        note = f"The last check was completed on {last:%d/%m/%Y at %H:%M}, no more than {allowed} hours ago."
        return replace(not_decided(today, None, ()), notes=(note,))
    problem = _night_missing(last, allowed)
    settings, ledger = hands.settings, hands.ledger
    view = LedgerView(ledger.claims(marks_since=today), ledger.hash_recipient)
    contact = settings.heartbeat.contact or settings.trust.contact
    told = alert(problem, contact=contact, settings=settings, ledger=view, today=today)
    plan, messages = rendered(Plan(today, "", (told,) if told else (), (), (problem,)), hands)
    return RunReport(today, "", execute(plan, messages, execute_hands(hands)), (), plan.problems)


def _last_night(hands: Hands) -> datetime | None:
    """When the last night was completed: its report is written when all else is done."""
    nights = (
        e.at for e in hands.ledger.entries(marks=False) if e.kind == "write_report" and e.state == "done"
    )
    return max(nights, default=None)


def _night_missing(last: datetime | None, allowed: int) -> RunProblem:
    since = f"The last one ended on {last:%d/%m/%Y at %H:%M}." if last else "None has run here yet."
    return RunProblem(
        "night_missing",
        f"The nightly check has not run for more than {allowed} hours. {since} Look whether its machine and its "
        "schedule are running, then run policyclerk run.",
    )


def _as_preview(action: Action, messages: Mapping[str, Message]) -> Action:
    """The action with the result that it would have."""
    if action.kind == "send_mail" and action.key in messages:
        message = messages[action.key]
        return replace(
            action, result={"subject": message.subject, "text": message.text, "html": message.html}
        )
    return action


def _tried(action: Action, hands: Hands) -> Action:
    """A draft's action with what it would change; every other as it is."""
    if action.kind != "write_draft":
        return action
    try:
        return replace(action, result=to_plain(hands.try_draft(action.order)))
    except DraftRefused as fault:
        return replace(action, result={"problem": {"kind": fault.kind, "message": fault.message}})


def _refused(action: Action) -> bool:
    return action.kind == "write_draft" and "problem" in action.result


def _told_of(
    hands: Hands, today: date, options: Options, *, step: Step, spread: Spread, only_mails: bool
) -> RunReport:
    """The run, and where something went wrong the alert about it, also where the run broke off."""

    def work(own: Hands) -> RunReport:
        try:
            steps = logged(step, own.run)
            done = _carried_out(own, today, options, step=steps, spread=spread, only_mails=only_mails)
        except BaseException as fault:
            tell_of_break(own, today, fault)
            raise
        return _counted(alarmed(done, own, whole=not only_mails), own)

    with hands.lock(wait_s=30):
        _refuse_past(hands, today, options)
        return under_run("remind" if only_mails else "run", hands, today, work)


def _carried_out(
    hands: Hands, today: date, options: Options, *, step: Step, spread: Spread, only_mails: bool
) -> RunReport:
    hands.tidy()
    resend = hands.settings.mail.on_unknown == "resend"
    settled = step("recover", lambda: recover(execute_hands(hands), today, resend_unknown=resend))
    done = _decided_and_done(hands, today, options, step=step, spread=spread, only_mails=only_mails)
    return replace(done, actions=(*left_unknown(settled, hands.ledger, today), *done.actions))


def _decided_and_done(
    hands: Hands, today: date, options: Options, *, step: Step, spread: Spread, only_mails: bool
) -> RunReport:
    gathered = gather(hands.sources, hands.settings, today, step=step, spread=spread)
    judgement = judged(gathered, hands.settings, today)
    if gathered.register is None:
        return not_decided(today, judgement, judgement.problems)
    plan = step("decide", lambda: planned(gathered, judgement, hands, options, only_mails=only_mails))
    if options.expect and options.expect != plan.fingerprint:
        refused = (*plan.problems, _other_plan(options.expect, plan.fingerprint))
        return not_decided(today, judgement, refused, fingerprint=plan.fingerprint)
    stopped, carried = _stopped(plan), [plan]
    del plan  # so that what it holds can be let go piece by piece while it is carried out
    done = step(
        "act", lambda: acted(carried.pop(), gathered, judgement, hands, options, only_mails=only_mails)
    )
    if not only_mails and not stopped:
        hands.ledger.remember_run(today, frozenset(line.policy for line in judgement.policies))
        unkept = remember_night(hands, gathered, judgement)
        beside = (*((unkept,) if unkept else ()), *renewed(hands, gathered, judgement))
        done = replace(done, problems=(*done.problems, *beside))
        done = _with_old_taken_away(done, hands)
    return done


def _with_old_taken_away(done: RunReport, hands: Hands) -> RunReport:
    """What was kept long enough goes at the end of a night; where it cannot, the night is whole all the same."""
    try:
        said = hands.take_away(done.today)
    except FAULTS as fault:
        why = fault.message if isinstance(fault, PolicyclerkError) else f"{fault.strerror or fault}."
        problem = RunProblem(
            "retention_failed",
            f"Old names or messages could not be taken away: {why} The next run tries again.",
            fatal=False,
        )
        return replace(done, problems=(*done.problems, problem))
    return replace(done, notes=(*done.notes, said)) if said else done


def _stopped(plan: Plan) -> bool:
    """Whether nothing was to be done, so that the next run is compared with the register before it shrank."""
    return any(problem.kind == "register_shrank" for problem in plan.problems)


def _refuse_past(hands: Hands, today: date, options: Options) -> None:
    last = hands.ledger.last_run()
    if last is not None and today < last[0] and not options.allow_past:
        raise UsageError(
            "day_is_past",
            f"The last run was for {last[0]:%d/%m/%Y}, so a run for {today:%d/%m/%Y} would look back. "
            "Leave --today out, or add --allow-past if you mean it.",
        )


def _other_plan(expected: str, found: str) -> RunProblem:
    return RunProblem(
        "plan_changed",
        f"The plan is no longer the one that was previewed (then {expected}, now {found}): the register, a document, "
        "the settings or the day have changed since. Nothing was done; look at a new preview.",
    )
