"""How the flows carry out the night's steps: as Prefect tasks, with retries for what only reads.

`policyclerk.run` knows no Prefect; it is given `as_task` for its `Step` and `mapped` for its `Spread`. Nothing that
names a person goes to Prefect: no result is kept, a task's parameter is a number, a state tells counts and kinds.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from prefect import Task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.futures import PrefectFuture
from prefect.settings import get_current_settings
from prefect.states import Completed, Failed
from prefect.tasks import exponential_backoff

from engines import runner_of
from policyclerk import alarm, bootstrap, reporting
from policyclerk.domain.document import DocumentFacts, unreadable
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.finding import SEVERITIES, RunProblem
from policyclerk.domain.settings import LimitsSettings
from policyclerk.hands import Hands, Options
from policyclerk.ports import Batch, Clock, Spread, Step
from policyclerk.recording import under_run
from policyclerk.report import RunReport, markdown_table, not_decided
from policyclerk.reporting import Asked
from policyclerk.terminal import summary
from policyclerk.undisturbed import look_seldom

T = TypeVar("T")
Facts = tuple[DocumentFacts, ...]

RETRIES = 3
FIRST_WAIT_S = 5.0
"""Seconds before the first retry; each further one waits twice as long."""


class Work(Protocol):
    """`run.night`, `run.remind` or `run.heartbeat`."""

    def __call__(
        self, hands: Hands, today: date, options: Options, *, step: Step, spread: Spread
    ) -> RunReport:
        """One run of a project."""


class Ended:
    """What became of a flow run: the report, or the sentence that says why there is none.

    No dataclass, for Prefect looks through those for futures, part by part: at 10,000 policies that took longer than the
    night itself.

    Attributes:
        exit_code: what a script ends with, as the command line does.
        lines: the files of a report that was written without a run.
    """

    __slots__ = ("exit_code", "lines", "report", "sentence")

    def __init__(
        self,
        exit_code: int,
        report: RunReport | None = None,
        *,
        sentence: str | None = None,
        lines: tuple[str, ...] = (),
    ) -> None:
        self.exit_code, self.report, self.sentence, self.lines = exit_code, report, sentence, lines


# ---- the whole of a flow


def carried_out(work: Work, directory: str, today: date | None, options: Options) -> State[Ended]:
    """Do the work on the project in `directory`; the flow ends in the state that this gives.

    Args:
        today: None for the day that the clock shows.
    """
    look_seldom()
    # Prefect passes on what policyclerk logs (PREFECT_LOGGING_EXTRA_LOGGERS), but leaves the level of our logger as it is
    logging.getLogger("policyclerk").setLevel(get_current_settings().logging.level)
    try:
        setup = bootstrap.open_project(Path(directory))
        report = _report(work, setup, bootstrap.clock(setup, today), options)
    except PolicyclerkError as fault:
        return _refused(fault)
    except OSError as fault:
        return _refused(_as_sentence(fault))
    _publish(report, setup)
    return _state(report)


def reported(directory: str, today: date | None, asked: Asked, output: str | None) -> State[Ended]:
    """Write the board's report of the project in `directory`; the flow ends in the state that this gives.

    Args:
        today: None for the day that the clock shows.
        output: the folder to write to; None is reports/ of the project.
    """
    look_seldom()
    try:
        setup = bootstrap.open_project(Path(directory))
        clock = bootstrap.clock(setup, today)
        written = reporting.board_report(
            bootstrap.reading_hands(setup, clock),
            bootstrap.press(setup),
            clock.now().date(),
            asked,
            bootstrap.reports(setup, Path(output) if output else None),
            step=as_task,
            spread=mapped(setup.settings.limits),
        )
    except PolicyclerkError as fault:
        return _refused(fault)
    except OSError as fault:
        return _refused(_as_sentence(fault))
    return _of_report(written)


def _of_report(written: reporting.Written) -> State[Ended]:
    """A report that could not rest on everything is not green; the message holds kinds, never a name."""
    lines, fatal = tuple(reporting.told(written)), [p for p in written.problems if p.fatal]
    count = f"{len(written.paths)} files written."
    if not fatal:
        return Completed(message=count, data=Ended(0, lines=lines))
    kinds = ", ".join(sorted({problem.kind for problem in fatal}))
    sentence = " ".join(problem.message for problem in fatal)
    return Failed(message=f"{count} Problems: {kinds}.", data=Ended(1, sentence=sentence, lines=lines))


def _report(work: Work, setup: bootstrap.Setup, clock: Clock, options: Options) -> RunReport:
    """The run's report; a run that could not begin (another one is at work) has one too."""
    day = clock.now().date()
    try:
        hands = bootstrap.acting_hands(setup, clock)
        return work(hands, day, options, step=as_task, spread=mapped(setup.settings.limits))
    except PolicyclerkError as fault:
        if fault.exit_code != 1:
            raise
        return not_decided(day, None, (RunProblem(fault.kind, fault.message),))


def _as_sentence(fault: OSError) -> PolicyclerkError:
    about = f"{fault.filename or 'A file'} cannot be used: {fault.strerror or fault}."
    return PolicyclerkError("file_unusable", about)


def _refused(fault: PolicyclerkError) -> State[Ended]:
    """The sentence itself may quote a setting, and goes to the script's caller alone."""
    hint = "`policyclerk doctor -p` with the same folder says what is wrong."
    return Failed(
        message=f"Gone no further: {fault.kind}. {hint}", data=Ended(fault.exit_code, sentence=fault.message)
    )


def _state(report: RunReport) -> State[Ended]:
    """A run with problems is not green; the message holds counts and kinds, never a name."""
    if not report.troubled:
        return Completed(message=summary(report), data=Ended(0, report))
    kinds = ", ".join(sorted({problem.kind for problem in report.problems})) or "none beside"
    return Failed(message=f"{summary(report)} Problems: {kinds}.", data=Ended(1, report))


def tell_of_crash(flow: object, flow_run: FlowRun, state: object) -> None:  # noqa: ARG001 - Prefect's names
    """Prefect's hook for a flow that was ended from outside: the trust's contact hears of it, once a day."""
    day = flow_run.parameters.get("today")
    with suppress(PolicyclerkError, OSError):
        setup = bootstrap.open_project(Path(flow_run.parameters["directory"]))
        clock = bootstrap.clock(setup, date.fromisoformat(str(day)[:10]) if day else None)
        about = PolicyclerkError(
            "night_broken",
            "The nightly check was ended from outside before it was done. What it did stands in the ledger; the next "
            "one does the rest, or `policyclerk run` does it now.",
        )
        hands, today = bootstrap.acting_hands(setup, clock), clock.now().date()
        under_run("alert", hands, today, lambda own: alarm.told_of_break(own, today, about))


# ---- steps as tasks


def as_task(
    name: str, work: Callable[[], T], *, repeatable: bool = False, first_wait_s: float = FIRST_WAIT_S
) -> T:
    """The Step of a flow: `work` as a task of its own, tried again only where it reads and the fault may pass.

    A fault that a person can mend ends the task as Failed without a traceback, and is raised here.
    """
    faults: list[PolicyclerkError | OSError] = []

    def stage() -> Any:
        return _or_failed(work, faults.append)

    again = _retrying(faults, first_wait_s) if repeatable else {}
    state = Task(stage, name=name, cache_policy=NO_CACHE, persist_result=False, **again)(return_state=True)
    if state.is_failed() and faults:
        raise faults[-1]
    result: T = state.result()
    return result


def _or_failed(work: Callable[[], Any], keep: Callable[[PolicyclerkError | OSError], None]) -> Any:
    """The result, or a Failed state that names the kind of fault alone."""
    try:
        return work()
    except (PolicyclerkError, OSError) as fault:
        keep(fault)
        return Failed(message=_kind(fault))


def _kind(fault: PolicyclerkError | OSError) -> str:
    return fault.kind if isinstance(fault, PolicyclerkError) else type(fault).__name__


def _retrying(faults: Sequence[PolicyclerkError | OSError], first_wait_s: float) -> Mapping[str, Any]:
    """Retries of a task while the last of its faults is one that may pass."""
    return {
        "retries": RETRIES,
        "retry_delay_seconds": exponential_backoff(backoff_factor=first_wait_s),
        "retry_condition_fn": lambda *_: bool(faults) and may_pass(faults[-1]),
    }


def may_pass(fault: PolicyclerkError | OSError) -> bool:
    """Whether the same thing may go well in a minute: a locked file, a share or a server out of reach."""
    return isinstance(fault, OSError) or fault.temporary


# ---- batches as tasks


def mapped(limits: LimitsSettings, *, first_wait_s: float = FIRST_WAIT_S) -> Spread:
    """The Spread of a flow: a task per batch, on the engine of the settings."""

    def spread(work: Callable[[Batch], Facts], batches: Sequence[Batch]) -> Iterable[Facts]:
        if not batches:
            return ()
        with runner_of(limits, len(batches)) as runner:
            futures = [
                runner.submit(_reading(work, batch, first_wait_s), {"number": batch.number})
                for batch in batches
            ]
            return tuple(_gathered(batches, futures))

    return spread


def _reading(work: Callable[[Batch], Facts], batch: Batch, first_wait_s: float) -> Task[[int], Any]:
    faults: list[PolicyclerkError | OSError] = []

    def read_batch(number: int) -> Any:  # noqa: ARG001 - Prefect shows it as the task's parameter
        return _or_failed(lambda: work(batch), faults.append)

    return Task(
        read_batch,
        name="read batch",
        task_run_name="read batch {number}",
        cache_policy=NO_CACHE,
        persist_result=False,
        **_retrying(faults, first_wait_s),
    )


def _gathered(batches: Sequence[Batch], futures: Sequence[PrefectFuture[Any]]) -> Iterable[Facts]:
    """The facts in the order of the batches, with a bar in Prefect's pages that grows by the batch."""
    files = sum(len(batch.files) for batch in batches)
    bar = create_progress_artifact(0, key="documents-read", description=f"{files} Word files to read")
    assert isinstance(bar, UUID)
    for number, (batch, future) in enumerate(zip(batches, futures, strict=True), 1):
        yield _facts(batch, future)
        update_progress_artifact(bar, 100 * number / len(batches))


def _facts(batch: Batch, future: PrefectFuture[Any]) -> Facts:
    """What the batch read; a batch that failed to the last costs its own files one night, not the trust."""
    future.wait()
    if future.state.is_completed():
        facts: Facts = future.state.result()
        return facts
    why = f"Its batch could not be read ({future.state.message}); the next run tries again."
    return tuple(unreadable(path, None, "not_read", why) for path, _ in batch.files)


# ---- what Prefect's pages show


def _publish(report: RunReport, setup: bootstrap.Setup) -> None:
    create_markdown_artifact(_told(report, setup), key="policies", description="What this run did")
    rows = markdown_table(report.judgement) if report.judgement else []
    if rows:
        about = f"Worst first; run {report.run}" if report.run else "Worst first"
        create_table_artifact(rows, key="policies-out-of-order", description=about)


def _told(report: RunReport, setup: bootstrap.Setup) -> str:
    """Counts and kinds, and the night's own short report where one was written."""
    lines = [summary(report), *([f"Run {report.run}."] if report.run else [])]
    if report.judgement:
        counts = report.judgement.summary
        lines.append(", ".join(f"{counts.get(severity, 0)} {severity}" for severity in SEVERITIES) + ".")
    lines += [f"Problem: {problem.kind}" for problem in report.problems]
    lines += report.notes
    return "\n\n".join([*lines, *_short_reports(report, setup)])


def _short_reports(report: RunReport, setup: bootstrap.Setup) -> Iterable[str]:
    """The Markdown that stands beside each report page: made to hold no name and no address."""
    for action in report.actions:
        if action.kind == "write_report" and action.state == "done" and isinstance(action.result, dict):
            beside = setup.project.path(str(action.result["path"])).with_suffix(".md")
            if beside.is_file():
                yield beside.read_text(encoding="utf-8")
