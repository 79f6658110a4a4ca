"""A run under an id of its own, by which its messages, its entries in the ledger, its log and its end are found to belong together."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TypeVar

from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.run_record import RunKind
from policyclerk.hands import Hands
from policyclerk.ports import Step
from policyclerk.report import RunReport

T = TypeVar("T")
_EVENTS = logging.getLogger("policyclerk.events")
"""A handful of lines for each run, in kinds and counts: they go to Prefect and to the log file, where there is one."""


def under_run(kind: RunKind, hands: Hands, today: date, work: Callable[[Hands], RunReport]) -> RunReport:
    """Do the work as a run that is remembered and logged; called under the lock. The report bears the run's id.

    Args:
        work: is given the hands of this run, whose messages and entries bear its id.
    """
    run = hands.runs.begin_run(kind, today=today, by_hand=hands.by_hand)
    with hands.log(run) as why_not:
        say(run, "began", kind=kind, day=today.isoformat(), by_hand=hands.by_hand)
        try:
            report = work(replace(hands, run=run))
        except BaseException as fault:
            _end(hands, run, f"broke off: {_kind(fault)}")
            raise
        for problem in report.problems:
            say(run, "problem", kind=problem.kind, fatal=problem.fatal)
        _end(hands, run, outcome(report), **dict(_counts(report)))
    unlogged = (_unlogged(why_not),) if why_not else ()
    return replace(report, run=run, problems=(*report.problems, *unlogged))


def say(run: str | None, event: str, **facts: object) -> None:
    """One line about a run; facts are kinds, counts, days and names of steps, never a person's."""
    told = ", ".join(f"{name} {value}" for name, value in facts.items())
    line = f"run {run or '-'} {event}{': ' if told else ''}{told}"
    _EVENTS.info(line, extra={"facts": {"event": event, **facts}})


def logged(step: Step, run: str | None) -> Step:
    """The step, with a line as each begins."""

    def told(name: str, work: Callable[[], T], *, repeatable: bool = False) -> T:
        say(run, "step", name=name)
        return step(name, work, repeatable=repeatable)

    return told


def outcome(report: RunReport) -> str:
    """How a run ended, in kinds alone: nothing personal stands in what is kept of it."""
    failed = sorted({action.kind for action in report.actions if action.state in ("failed", "unknown")})
    kinds = sorted({problem.kind for problem in report.problems if problem.fatal})
    if not report.troubled:
        return "done"
    return f"problems: {', '.join((*kinds, *(f'{kind} not done' for kind in failed)))}"


def _counts(report: RunReport) -> Iterator[tuple[str, int]]:
    """How many actions of each kind came to each state, as `send_mail_done`."""
    counts = Counter(f"{action.kind}_{action.state}" for action in report.actions)
    yield from sorted(counts.items())


def _kind(fault: BaseException) -> str:
    return fault.kind if isinstance(fault, PolicyclerkError) else type(fault).__name__


def _end(hands: Hands, run: str | None, how: str, **counts: int) -> None:
    say(run, "ended", outcome=how, **counts)
    # a record without an end says as much: the run came to none that is known
    with suppress(PolicyclerkError):
        hands.runs.end_run(how)


def _unlogged(why: str) -> RunProblem:
    return RunProblem(
        "log_not_written",
        f"The log that [log] file names could not be written ({why}); the run went on without it. Let this user write there.",
        fatal=False,
    )
