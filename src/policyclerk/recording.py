"""A run under an id of its own, by which its messages, its entries in the ledger and its end are found to belong together."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.run_record import RunKind
from policyclerk.hands import Hands
from policyclerk.report import RunReport


def under_run(kind: RunKind, hands: Hands, today: date, work: Callable[[Hands], RunReport]) -> RunReport:
    """Do the work as a run that is remembered; called under the lock. The report bears the run's id.

    Args:
        work: is given the hands of this run, whose messages and entries bear its id.
    """
    run = hands.runs.begin_run(kind, today=today, by_hand=hands.by_hand)
    try:
        report = work(replace(hands, run=run))
    except BaseException as fault:
        _end(hands, f"broke off: {_kind(fault)}")
        raise
    _end(hands, outcome(report))
    return replace(report, run=run)


def outcome(report: RunReport) -> str:
    """How a run ended, in kinds alone: nothing personal stands in what is kept of it."""
    failed = sorted({action.kind for action in report.actions if action.state in ("failed", "unknown")})
    kinds = sorted({problem.kind for problem in report.problems if problem.fatal})
    if not report.troubled:
        return "done"
    return f"problems: {', '.join((*kinds, *(f'{kind} not done' for kind in failed)))}"


def _kind(fault: BaseException) -> str:
    return fault.kind if isinstance(fault, PolicyclerkError) else type(fault).__name__


def _end(hands: Hands, how: str) -> None:
    with suppress(
        PolicyclerkError
    ):  # a record without an end says as much: the run did not come to one that is known
        hands.runs.end_run(how)
