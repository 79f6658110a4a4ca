"""A flow file started as a script: its options, Prefect's settings before Prefect is imported, the answer in words."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from policyclerk.board.view import AUDIENCES
from policyclerk.bootstrap import Setup, open_project
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.prefect_env import prepare
from policyclerk.reporting import FORMS
from policyclerk.terminal import err, out, show_run
from policyclerk.undisturbed import look_seldom

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from prefect_steps import Ended


def asked(about: str | None, *, may_shrink: bool | None = None, of_report: bool = False) -> dict[str, Any]:
    """The flow's parameters from the command line, with Prefect's settings in place for the import that follows.

    A folder that is no trust's, or settings that are wrong, end the script here with a sentence and 2.

    Args:
        may_shrink: whether `--allow-shrink` is one of its options; None for a flow that carries no plan out.
        of_report: whether it writes the board's report and takes the options of that.
    """
    look_seldom()
    parser = _parser(about)
    if may_shrink is not None:
        _add_plan_options(parser, may_shrink=may_shrink)
    if of_report:
        _add_report_options(parser)
    parameters = vars(parser.parse_args())
    setup = _opened(parameters["directory"])
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")  # the answer is what a terminal should show
    try:
        prepare(setup.project.root)
    except PolicyclerkError as fault:
        _fail(fault.message, fault.exit_code)
    return parameters


def _parser(about: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", metavar="DIR", help="the trust's folder")
    parser.add_argument("--today", type=_day, metavar="DATE", help="do as if it were this day (ISO date)")
    return parser


def _add_plan_options(parser: argparse.ArgumentParser, *, may_shrink: bool) -> None:
    parser.add_argument("--expect", metavar="FINGERPRINT", help="refuse when the plan is no longer this one")
    parser.add_argument("--allow-mails", type=_count, metavar="N", help="let this run send up to N messages")
    if may_shrink:
        parser.add_argument("--allow-shrink", action="store_true", help="let a register pass that has shrunk")
    parser.add_argument("--allow-past", action="store_true", help="let the run be for a day before the last")


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="DIR", help="folder to write to (default: reports/)")
    parser.add_argument("--school", metavar="NAME", help="one school alone")
    parser.add_argument("--audience", choices=AUDIENCES, help="who reads it: decides about names and form")
    parser.add_argument("--only", action="append", choices=FORMS, help="only this form; may be given again")
    parser.add_argument(
        "--papers-day", action="store_true", help="only if papers of a meeting go out that day"
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO date; write it as 2026-11-23") from None
    if not 1990 <= day.year <= 2199:
        raise argparse.ArgumentTypeError(f"{text!r} lies too far away; no calendar of schools reaches there")
    return day


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of messages; write 1 or more")
    return int(text)


def _opened(directory: str) -> Setup:
    try:
        return open_project(Path(directory))
    except PolicyclerkError as fault:
        _fail(fault.message, fault.exit_code)


def carry_out(flow: Callable[..., "State[Ended]"], parameters: dict[str, Any]) -> NoReturn:
    """Run the flow, show what the command line would show, and end with the same code."""
    # an end from outside has to pass through here, or the server that was started for this run would stay behind
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        state = flow(**parameters, return_state=True)
    except KeyboardInterrupt:
        _fail("Stopped. What was done stands in the ledger; the next run does what is left.", 130)
    except RuntimeError as fault:  # Prefect's own, before or after the night: its server cannot be had
        _fail(
            f"Prefect gave up: {fault} What was done stands in the ledger, and running again repeats nothing. "
            "`policyclerk run -p` and `policyclerk remind -p` do the same without Prefect.",
            1,
        )
    ended = state.result(raise_on_failure=False)
    if isinstance(ended, BaseException):  # a fault of ours, or of Prefect: its log has told the rest
        _fail(f"The run broke off: {state.message}", 1)
    for line in ended.lines:
        out().print(line, soft_wrap=True, highlight=False)
    if ended.report is None and ended.sentence is None and ended.exit_code == 0:
        raise SystemExit(0)
    if ended.report is None:
        _fail(ended.sentence or state.message or "", ended.exit_code)
    show_run(ended.report, out())
    for line in _where_to_look(_opened(parameters["directory"])):
        out().print(line)
    raise SystemExit(ended.exit_code)


def _where_to_look(setup: Setup) -> Iterator[str]:
    """The folders that hold something by now, with counts."""
    places = (
        (setup.settings.drafts.folder, "*.docx", "drafts"),
        (setup.settings.mail.folder, "*.eml", "messages"),
        ("reports", "*.html", "reports"),
    )
    for folder, pattern, what in places:
        path = setup.project.path(folder)
        if count := sum(1 for _ in path.rglob(pattern)):
            yield f"{path}: {count} {what if count > 1 else what[:-1]}"


def _fail(message: str, code: int) -> NoReturn:
    err().print(message, style="bold red")
    sys.exit(code)
