"""Carrying a night's plan out: drafts first, the report last."""

from collections.abc import Mapping
from dataclasses import replace

from policyclerk.deciding import rendered, without_drafts
from policyclerk.domain.action import Action, Message, Plan, ReportOrder
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.execute import ExecuteHands, execute
from policyclerk.gather import Gathered
from policyclerk.hands import Hands, Options
from policyclerk.report import RunReport, night_view


def execute_hands(hands: Hands, gathered: Gathered | None = None) -> ExecuteHands:
    """What of a night's hands carries effects out; with what was gathered, the register's rows too."""
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


def acted(
    plan: Plan, gathered: Gathered, judgement: Judgement, hands: Hands, options: Options, *, only_mails: bool
) -> RunReport:
    """Carry the plan out.

    Drafts come first, so that nobody is told of one that could not be written, and messages tell what each changes; the
    report comes last, because it tells what became of the rest.
    """
    working = execute_hands(hands, gathered)
    drafts = execute(_part(plan, "write_draft"), {}, working)
    failed = frozenset(action.key for action in drafts if action.state != "done")
    plan = without_drafts(plan, failed, gathered, judgement, hands, options, only_mails=only_mails)
    plan, messages = rendered(plan, hands)
    plan = _without_contents(plan, messages)
    others = execute(_part(plan, "send_mail", "update_register"), messages, working)
    plan = replace(plan, problems=(*plan.problems, *_unwritten(others, plan, hands)))
    done = (*drafts, *others)
    reports = execute(_told(plan, done, gathered, judgement), {}, working)
    return RunReport(
        plan.today, plan.fingerprint, (*done, *reports), plan.suppressed, plan.problems, judgement
    )


def _without_contents(plan: Plan, messages: Mapping[str, Message]) -> Plan:
    """The plan without what its messages were made of: a first night's fill more memory than all that is left to do."""
    actions = (replace(a, order=None) if a.key in messages else a for a in plan.actions)
    return replace(plan, actions=tuple(actions))


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
