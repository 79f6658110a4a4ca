"""Commands that look and change nothing: read, check, preview, report, status."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from policyclerk.cli.app import (
    AllowMails,
    AllowShrink,
    AsJson,
    Directory,
    Today,
    app,
    end,
    undone,
)
from policyclerk.domain.errors import PolicyclerkError


@app.command()
def read(files: Annotated[list[Path], typer.Argument(metavar="FILE...")], as_json: AsJson = False) -> None:
    """Show what each Word file says of itself."""
    from policyclerk.bootstrap import read_files
    from policyclerk.domain.plain import to_plain
    from policyclerk.terminal import out, say_json_line, show_facts

    troubled = False
    for facts in read_files([str(file) for file in files]):
        troubled = troubled or not facts.ok
        if as_json:
            say_json_line(to_plain(facts))
        else:
            show_facts(facts, out())
    raise typer.Exit(1 if troubled else 0)


@app.command()
def check(
    project: Directory = Path(),
    today: Today = None,
    as_json: AsJson = False,
    fail_on: Annotated[
        Literal["red", "amber"] | None,
        typer.Option(metavar="red|amber", help="End with 3 when there is one as bad."),
    ] = None,
) -> None:
    """Find what is out of order; change nothing, send nothing."""
    from policyclerk import judging, reach
    from policyclerk.terminal import out, say_json, show_check

    setup = reach.open_project(project)
    day = today or reach.clock(setup, None).now().date()
    sources = reach.sources(setup, remember=False)
    judgement = judging.check(sources, setup.settings, day, spread=reach.spread(setup))
    if as_json:
        say_json(judgement.answer())
    else:
        show_check(judgement, out())
    if any(problem.fatal for problem in judgement.problems):
        raise typer.Exit(1)
    bad = {"red": ("red",), "amber": ("red", "amber")}.get(fail_on or "", ())
    raise typer.Exit(3 if any(finding.severity in bad for finding in judgement.findings) else 0)


@app.command()
def preview(
    project: Directory = Path(),
    today: Today = None,
    as_json: AsJson = False,
    allow_mails: AllowMails = None,
    allow_shrink: AllowShrink = False,
) -> None:
    """Show every draft, message (in full) and cell that `run` would produce now, and why."""
    from policyclerk import bootstrap, run
    from policyclerk.hands import Options
    from policyclerk.terminal import out, show_messages

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    options = Options(allow_mails=allow_mails, allow_shrink=allow_shrink)
    try:
        hands = bootstrap.reading_hands(setup, clock)
        report = run.preview(hands, clock.now().date(), options, spread=bootstrap.spread(setup))
    except PolicyclerkError as fault:
        if fault.exit_code != 1:
            raise
        report = undone(clock.now().date(), fault)
    if not as_json:
        show_messages(report, out())
    end(report, as_json=as_json, planned=True)


def _a_form(text: str) -> str:
    """One of the forms that `--only` takes. Raises typer.BadParameter."""
    from policyclerk.reporting import FORMS

    if text not in FORMS:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(FORMS)}")
    return text


@app.command()
def report(
    project: Directory = Path(),
    today: Today = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder to write to.", show_default="reports/")
    ] = None,
    school: Annotated[str | None, typer.Option(help="One school alone.")] = None,
    audience: Annotated[
        Literal["board", "school", "inspector"] | None,
        typer.Option(
            metavar="board|school|inspector",
            help="Board and inspector read roles, a school its names; an inspector what the last night found.",
            show_default="board, or school with --school",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            parser=_a_form,
            metavar="html|word|excel|csv|evidence|calendar",
            help="Only this form; may be given again.",
            show_default="all of them",
        ),
    ] = None,
    papers_day: Annotated[
        bool, typer.Option("--papers-day", help="Only if the papers of a meeting go out on this day.")
    ] = False,
) -> None:
    """Write the board's report: page, Word report, workbook, tables, evidence pack and calendars, without a run."""
    from policyclerk import bootstrap, reporting
    from policyclerk.terminal import err, out

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    written = reporting.board_report(
        bootstrap.reading_hands(setup, clock),
        bootstrap.press(setup),
        clock.now().date(),
        reporting.Asked(school, audience, tuple(only or ()), today, papers_day),
        bootstrap.reports(setup, output),
        spread=bootstrap.spread(setup),
    )
    for path in reporting.told(written):
        out().print(path, soft_wrap=True, highlight=False)
    for problem in written.problems:
        err().print(f"! {problem.message}", style="bold red")
    raise typer.Exit(1 if any(problem.fatal for problem in written.problems) else 0)


@app.command()
def status(project: Directory = Path()) -> None:
    """Show when the last night was, what failed, what is unclear, and when messages go next."""
    from policyclerk import bootstrap
    from policyclerk.ledger_lines import show_status
    from policyclerk.planning.days import next_sending_day
    from policyclerk.terminal import out

    setup = bootstrap.open_project(project)
    store = bootstrap.open_ledger(setup)
    now, reminders = bootstrap.clock(setup, None).now(), setup.settings.reminders
    late = now.time() >= reminders.send_after
    day = next_sending_day(now.date(), reminders.send_on, late=late)
    _, break_at = store.verify()
    runs = bootstrap.last_runs(setup, 3)
    show_status(store.last_run(), tuple(store.claims().values()), break_at, out(), runs=runs)
    for held in bootstrap.pauses(setup):
        if held.holds(now.date(), held.person):
            until = f"{held.until:%d/%m/%Y}" if held.until else "`policyclerk resume`"
            out().print(f"{'Mail to one person' if held.person else 'All mail'} is held back until {until}.")
    out().print(
        f"Messages go next on {day:%A} {day.day} {day:%B %Y} from {reminders.send_after:%H:%M}, or on the first working "
        "day in term after it."
    )
