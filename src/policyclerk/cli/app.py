"""The command line's frame: options that commands share, and how a run ends. Everything heavy is imported where it is needed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from policyclerk import __version__
from policyclerk.domain.errors import PolicyclerkError

if TYPE_CHECKING:
    from policyclerk.report import RunReport

app = typer.Typer(
    name="policyclerk",
    help="The nightly clerk for a school trust's policies: reviews due, signatures missing, drafts, reminders, a report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ledger_app = typer.Typer(help="What was done, when, to whom.", invoke_without_command=True)
app.add_typer(ledger_app, name="ledger")


def a_day(text: str) -> date:
    """A day as `--today` takes it: an ISO date that calendars reach. Raises typer.BadParameter."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no ISO date; write it as 2026-11-23") from None
    if not 1990 <= day.year <= 2199:
        raise typer.BadParameter(f"{text!r} lies too far away; no calendar of schools reaches there")
    return day


def mail_address(text: str) -> str:
    """A mail address as commands take it. Raises typer.BadParameter: a name would stand for nobody, and nobody would notice."""
    name, at, host = text.strip().rpartition("@")
    if not (name and at and host) or any(letter.isspace() for letter in name + host):
        raise typer.BadParameter(
            f"{text!r} is no mail address; write it as in the register, name@trust.example"
        )
    return text


Directory = Annotated[
    Path, typer.Option("--project", "-p", help="The trust's folder.", show_default="the current folder")
]
DirectoryAgain = Annotated[
    Path | None, typer.Option("--project", "-p", help="The trust's folder; here or before the sub-command.")
]
Today = Annotated[
    date | None,
    typer.Option("--today", help="Do as if it were this day (ISO date).", parser=a_day, metavar="DATE"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON on stdout.")]
Expect = Annotated[
    str | None, typer.Option(help="Refuse when the plan is no longer the one with this fingerprint.")
]
AllowMails = Annotated[int | None, typer.Option(help="Let this run send up to so many messages.", min=1)]
AllowShrink = Annotated[
    bool, typer.Option("--allow-shrink", help="Let a register pass that has lost many policies.")
]
AllowPast = Annotated[
    bool, typer.Option("--allow-past", help="Let the run be for a day before the last one.")
]


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and end.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def carry_out(work: Any, project: Path, today: date | None, options: Any, *, as_json: bool) -> NoReturn:
    """Open the project, do the work (`run.night`, `run.remind`) and end with its code."""
    from policyclerk import bootstrap

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    try:
        hands = bootstrap.acting_hands(setup, clock)
        report = work(hands, clock.now().date(), options, spread=bootstrap.spread(setup))
    except PolicyclerkError as fault:
        if fault.exit_code != 1:
            raise
        report = undone(clock.now().date(), fault)
    end(report, as_json=as_json)


def undone(day: date, fault: PolicyclerkError) -> "RunReport":
    """A run that could not begin still answers in its own shape."""
    from policyclerk.domain.finding import RunProblem
    from policyclerk.report import not_decided

    return not_decided(day, None, (RunProblem(fault.kind, fault.message),))


def end(report: "RunReport", *, as_json: bool, planned: bool = False) -> NoReturn:
    """Show a run's answer and end: 0 done, 1 where something could not be done."""
    from policyclerk.terminal import err, out, say_json, show_run

    if as_json:
        say_json(report.as_json())
        for note in report.notes:
            err().print(note)
    else:
        show_run(report, out(), planned=planned)
    raise typer.Exit(1 if report.troubled else 0)


def fail(message: str, code: int) -> NoReturn:
    """End with a sentence on stderr."""
    from policyclerk.terminal import err

    err().print(message, style="bold red")
    raise SystemExit(code)
