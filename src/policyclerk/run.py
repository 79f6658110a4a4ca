"""The way of one night: gather, decide, act, report. The command line and the Prefect flows both call this.

Neither adds a step of its own: they only bring their own `Step` (how a step is run) and `Spread` (how batches of
documents are read). This file is given its hands; it imports no adapter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from policyclerk.domain.action import (
    Action,
    DraftOrder,
    DraftResult,
    MailOrder,
    Message,
    Plan,
    ReportOrder,
    StatusOrder,
    Suppressed,
)
from policyclerk.domain.cells import slug
from policyclerk.domain.errors import DraftRefused, TemplateError, UsageError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.pause import Pause
from policyclerk.domain.plain import to_plain
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.execute import ExecuteHands, execute, recover
from policyclerk.gather import Gathered, Sources, gather, in_process, one_by_one
from policyclerk.planning.alert import alert
from policyclerk.planning.plan import decide
from policyclerk.planning.view import LedgerView
from policyclerk.ports import Clock, LedgerStore, Lock, Mailer, Renderer, ReportWriter, Spread, Step
from policyclerk.report import RunReport, night_view, not_decided
from policyclerk.rules.judge import judge


@dataclass(frozen=True, slots=True)
class Hands:
    """Everything of the outside world that a night needs; put together by `bootstrap`.

    Attributes:
        draft: carries out a draft order.
        try_draft: shows what a draft order would change, writing nothing in the project.
        drafted: the project-relative path of a draft that is there, by its order's target; None where it is not.
        status_file: rows that could not be marked, as the text of the status file.
        ping: tells a watcher outside of a night's start, success or failure.
        pauses: the pauses of the mails as they stand.
        tidy: removes what a killed run left half written; called under the lock.
    """

    settings: Settings
    sources: Sources
    ledger: LedgerStore
    mailer: Mailer
    renderer: Renderer
    reports: ReportWriter
    draft: Callable[[DraftOrder], DraftResult]
    try_draft: Callable[[DraftOrder], DraftResult]
    drafted: Callable[[str], str | None]
    status_file: Callable[[tuple[StatusOrder, ...]], str]
    lock: Lock
    clock: Clock
    ping: Callable[[Literal["start", "success", "fail"]], None] = lambda _: None
    pauses: Callable[[], tuple[Pause, ...]] = tuple
    tidy: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may say about one run.

    Attributes:
        expect: the fingerprint of the preview that was looked at; another plan is refused.
        allow_mails: lifts the limit of messages to this number, once.
        allow_shrink: lets a register that has shrunk pass, once.
        allow_past: lets a run be for a day before the last one.
    """

    expect: str | None = None
    allow_mails: int | None = None
    allow_shrink: bool = False
    allow_past: bool = False


# ---- the four ways of going through a night


def check(
    sources: Sources, settings: Settings, today: date, *, step: Step = in_process, spread: Spread = one_by_one
) -> Judgement:
    """Findings; changes nothing, sends nothing."""
    return _judged(gather(sources, settings, today, step=step, spread=spread), settings, today)


def preview(hands: Hands, today: date, options: Options, *, spread: Spread = one_by_one) -> RunReport:
    """The plan that `run` would carry out now, with every message in full; changes nothing."""
    gathered = gather(hands.sources, hands.settings, today, step=in_process, spread=spread)
    judgement = _judged(gathered, hands.settings, today)
    if gathered.register is None:
        return not_decided(today, judgement, judgement.problems)
    plan, messages = _rendered(_planned(gathered, judgement, hands, options, only_mails=False), hands)
    shown = tuple(_as_preview(action, messages, hands) for action in plan.actions)
    return RunReport(today, plan.fingerprint, shown, plan.suppressed, plan.problems, judgement)


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
        report = _carried_out(hands, today, options, step=step, spread=spread, only_mails=False)
    except BaseException:
        hands.ping("fail")
        raise
    hands.ping("fail" if report.troubled else "success")
    return report


def remind(
    hands: Hands, today: date, options: Options, *, step: Step = in_process, spread: Spread = one_by_one
) -> RunReport:
    """The mails of the same plan and ledger, and nothing else. Raises as `night` does."""
    return _carried_out(hands, today, options, step=step, spread=spread, only_mails=True)


def heartbeat(hands: Hands, today: date) -> RunReport:
    """Whether the nights run at all; where the last one is too long ago, the alert about it, once a day.

    Raises:
        AnotherRun: a run of this project is under way.
    """
    with hands.lock(wait_s=0):
        problem = _night_missing(hands)
        if problem is None:
            return not_decided(today, None, ())
        settings, ledger = hands.settings, hands.ledger
        view = LedgerView(ledger.claims(), ledger.hash_recipient)
        contact = settings.heartbeat.contact or settings.trust.contact
        told = alert(problem, contact=contact, settings=settings, ledger=view, today=today)
        plan, messages = _rendered(Plan(today, "", (told,) if told else (), (), (problem,)), hands)
        return RunReport(today, "", execute(plan, messages, _acting(hands)), (), plan.problems)


def _night_missing(hands: Hands) -> RunProblem | None:
    """The problem that the last night, known by its report, is longer ago than the settings allow."""
    nights = (e.at for e in hands.ledger.entries() if e.kind == "write_report" and e.state == "done")
    last, allowed = max(nights, default=None), hands.settings.heartbeat.max_age_h
    if last is not None and hands.clock.now() - last <= timedelta(hours=allowed):
        return None
    since = f"The last one ended on {last:%d/%m/%Y at %H:%M}." if last else "None has run here yet."
    return RunProblem(
        "night_missing",
        f"The nightly check has not run for more than {allowed} hours. {since} Look whether its machine and its "
        "schedule are running, then run policyclerk run.",
    )


def standing_report(
    hands: Hands, today: date, *, school: str | None, reports: ReportWriter, spread: Spread = one_by_one
) -> tuple[tuple[str, ...], tuple[RunProblem, ...]]:
    """The report of how things stand, without a run: the paths written, and what could not be read.

    Without a register none is written: a page of nothing would pass for a trust without policies.

    Args:
        school: one school's policies alone; None for the whole trust.

    Raises:
        UsageError: no policy belongs to that school.
        TemplateError: the report's template does not work.
    """
    gathered = gather(hands.sources, hands.settings, today, step=in_process, spread=spread)
    if gathered.register is None:
        return (), gathered.problems
    judgement = _judged(_of_school(gathered, school), hands.settings, today)
    nothing_done = Plan(today, "", (), (), judgement.problems)
    view = night_view(judgement=judgement, register=gathered.register, plan=nothing_done, done=())
    texts = hands.renderer.report("night", view)
    name = f"policies-{today}" + (f"-{slug(school)}" if school else "")
    return tuple(
        reports.write(name=f"{name}{suffix}", text=text) for suffix, text in texts.items()
    ), judgement.problems


def _of_school(gathered: Gathered, school: str | None) -> Gathered:
    if school is None:
        return gathered
    kept = tuple(s for s in gathered.standings if (s.policy.school or "").casefold() == school.casefold())
    if not kept:
        known = sorted({s.policy.school for s in gathered.standings if s.policy.school})
        raise UsageError(
            "school_unknown", f"The register has no policy of {school}. Schools are: {', '.join(known)}."
        )
    paths = {s.document.path for s in kept if s.document}
    return replace(
        gathered, standings=kept, documents=tuple(line for line in gathered.documents if line.path in paths)
    )


# ---- decide


def _judged(gathered: Gathered, settings: Settings, today: date) -> Judgement:
    register = gathered.register or Register(source="", version="", policies=())
    return judge(
        standings=gathered.standings,
        documents=gathered.documents,
        register=register,
        settings=settings,
        today=today,
        problems=gathered.problems,
    )


def _planned(
    gathered: Gathered,
    judgement: Judgement,
    hands: Hands,
    options: Options,
    *,
    only_mails: bool,
    failed_drafts: frozenset[str] = frozenset(),
) -> Plan:
    assert gathered.register is not None
    assert gathered.calendar is not None
    now, ledger = hands.clock.now(), hands.ledger
    return decide(
        judgement=judgement,
        register=gathered.register,
        ledger=LedgerView(ledger.claims(), ledger.hash_recipient, ledger.last_run(), hands.pauses()),
        settings=hands.settings,
        calendar=gathered.calendar,
        today=judgement.today,
        late_enough=now.time() >= hands.settings.reminders.send_after,
        allow_mails=options.allow_mails,
        allow_shrink=options.allow_shrink,
        digests=tuple((line.path, line.sha256 or "") for line in judgement.documents),
        only_mails=only_mails,
        failed_drafts=failed_drafts,
    )


def _rendered(plan: Plan, hands: Hands) -> tuple[Plan, Mapping[str, Message]]:
    """Every message of the plan, before the first is claimed; with a fault in a template nothing goes out."""
    messages = {}
    try:
        for action in plan.actions:
            if action.kind == "send_mail" and action.state == "planned":
                messages[action.key] = _message(action, plan, hands)
    except TemplateError as fault:
        kept = tuple(action for action in plan.actions if action.kind != "send_mail")
        problem = RunProblem(fault.kind, f"{fault.message} No message was sent.")
        held = tuple(
            Suppressed(key, "not sent: template_error")
            for action in plan.actions
            if action.kind == "send_mail"
            for key in (action.items or (action.key,))
        )
        problems, suppressed = (*plan.problems, problem), (*plan.suppressed, *held)
        return replace(plan, actions=kept, suppressed=suppressed, problems=problems, skips=()), {}
    return plan, messages


def _message(action: Action, plan: Plan, hands: Hands) -> Message:
    order: MailOrder = action.order
    subject, text, html = hands.renderer.mail(order)
    mail = hands.settings.mail
    return Message(
        message_id=action.key,
        kind=order.kind,
        to=order.to,
        sender=mail.sender,
        reply_to=mail.reply_to or hands.settings.trust.contact,
        subject=subject,
        text=text,
        html=html,
        day=plan.today,
        items=action.items,
    )


def _as_preview(action: Action, messages: Mapping[str, Message], hands: Hands) -> Action:
    """The action with the result that it would have."""
    if action.kind == "send_mail" and action.key in messages:
        message = messages[action.key]
        return replace(
            action, result={"subject": message.subject, "text": message.text, "html": message.html}
        )
    if action.kind == "write_draft":
        return replace(action, result=_tried(action.order, hands))
    return action


def _tried(order: DraftOrder, hands: Hands) -> object:
    try:
        return to_plain(hands.try_draft(order))
    except DraftRefused as fault:
        return {"problem": {"kind": fault.kind, "message": fault.message}}


# ---- act


def _carried_out(
    hands: Hands, today: date, options: Options, *, step: Step, spread: Spread, only_mails: bool
) -> RunReport:
    with hands.lock(wait_s=30):
        _refuse_past(hands, today, options)
        hands.tidy()
        resend = hands.settings.mail.on_unknown == "resend"
        step("recover", lambda: recover(_acting(hands), today, resend_unknown=resend))
        gathered = gather(hands.sources, hands.settings, today, step=step, spread=spread)
        judgement = _judged(gathered, hands.settings, today)
        if gathered.register is None:
            return not_decided(today, judgement, judgement.problems)
        plan = step("decide", lambda: _planned(gathered, judgement, hands, options, only_mails=only_mails))
        if options.expect and options.expect != plan.fingerprint:
            refused = (*plan.problems, _other_plan(options.expect, plan.fingerprint))
            return not_decided(today, judgement, refused, fingerprint=plan.fingerprint)
        done = step("act", lambda: _acted(plan, gathered, judgement, hands, options, only_mails=only_mails))
        if not only_mails and not _stopped(plan):
            hands.ledger.remember_run(today, frozenset(line.policy for line in judgement.policies))
        return done


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


def _acting(hands: Hands, gathered: Gathered | None = None) -> ExecuteHands:
    return ExecuteHands(
        ledger=hands.ledger,
        mailer=hands.mailer,
        draft=hands.draft,
        drafted=hands.drafted,
        report=lambda order: _write_report(order, hands),
        source=hands.sources.register,
        register=gathered.register if gathered else None,
    )


def _write_report(order: ReportOrder, hands: Hands) -> str:
    day = order.view["today"]
    texts = hands.renderer.report(order.kind, order.view)
    paths = {
        suffix: hands.reports.write(name=f"{order.kind}-{day}{suffix}", text=text)
        for suffix, text in texts.items()
    }
    return paths[".html"]


def _acted(
    plan: Plan, gathered: Gathered, judgement: Judgement, hands: Hands, options: Options, *, only_mails: bool
) -> RunReport:
    """Carry the plan out.

    Drafts come first, so that nobody is told of one that could not be written; the report comes last, because it tells
    what became of the rest.
    """
    acting = _acting(hands, gathered)
    plan, messages = _rendered(plan, hands)
    drafts = execute(_part(plan, "write_draft"), {}, acting)
    failed = frozenset(action.key for action in drafts if action.state != "done")
    if failed:
        truer = _planned(gathered, judgement, hands, options, only_mails=only_mails, failed_drafts=failed)
        truer, messages = _rendered(truer, hands)
        kept = (a for a in plan.actions if a.kind in ("write_draft", "write_report"))
        changed = (a for a in truer.actions if a.kind in ("send_mail", "update_register"))
        plan = replace(plan, actions=(*kept, *changed))
    others = execute(_part(plan, "send_mail", "update_register"), messages, acting)
    plan = replace(plan, problems=(*plan.problems, *_unwritten(others, plan, hands)))
    done = (*drafts, *others)
    reports = execute(_told(plan, done, gathered, judgement), {}, acting)
    return RunReport(
        plan.today, plan.fingerprint, (*done, *reports), plan.suppressed, plan.problems, judgement
    )


def _part(plan: Plan, *kinds: str) -> Plan:
    """The plan's actions of some kinds; steps that are passed over go with the mails."""
    actions = tuple(action for action in plan.actions if action.kind in kinds)
    return replace(plan, actions=actions, skips=plan.skips if "send_mail" in kinds else ())


def _told(plan: Plan, done: tuple[Action, ...], gathered: Gathered, judgement: Judgement) -> Plan:
    """The plan's reports, with what became of everything else in them."""
    view = night_view(judgement=judgement, register=gathered.register, plan=plan, done=done)
    part = _part(plan, "write_report")
    return replace(
        part, actions=tuple(replace(a, order=ReportOrder(a.order.kind, view)) for a in part.actions)
    )


def _unwritten(done: tuple[Action, ...], plan: Plan, hands: Hands) -> tuple[RunProblem, ...]:
    """Rows that could not be marked go to a file beside the report, and are a problem of the run."""
    orders = tuple(a.order for a in done if a.kind == "update_register" and a.state == "failed")
    if not orders:
        return ()
    name = f"register-status-{plan.today}.csv"
    reasons = {_reason(a) for a in done if a.kind == "update_register" and a.state == "failed"}
    why = " ".join(sorted(reasons)[:3])
    try:
        path = hands.reports.write(name=name, text=hands.status_file(orders))
    except OSError as fault:
        path = f"nowhere, because reports/ cannot be written either ({fault.strerror})"
    return (
        RunProblem(
            "register_not_written",
            f"{len(orders)} rows of the register were not marked. {why} The values are in {path}.",
        ),
    )


def _reason(action: Action) -> str:
    problem = action.result.get("problem") if isinstance(action.result, dict) else None
    return str(problem["message"]) if problem else ""
