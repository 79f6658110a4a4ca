"""The command line: options in, one call, an answer out. Everything heavy is imported by the command that needs it."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from policyclerk import __version__
from policyclerk.domain.errors import PolicyclerkError, SettingsError

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


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no ISO date; write it as 2026-11-23") from None
    if not 1990 <= day.year <= 2199:
        raise typer.BadParameter(f"{text!r} lies too far away; no calendar of schools reaches there")
    return day


Directory = Annotated[
    Path, typer.Option("--project", "-p", help="The trust's folder.", show_default="the current folder")
]
DirectoryAgain = Annotated[
    Path | None, typer.Option("--project", "-p", help="The trust's folder; here or before the sub-command.")
]
Today = Annotated[
    date | None,
    typer.Option("--today", help="Do as if it were this day (ISO date).", parser=_day, metavar="DATE"),
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
    from policyclerk import bootstrap, run
    from policyclerk.terminal import out, say_json, show_check

    setup = bootstrap.open_project(project)
    day = today or bootstrap.clock(setup, None).now().date()
    sources = bootstrap.sources(setup, remember=False)
    judgement = run.check(sources, setup.settings, day, spread=bootstrap.spread(setup))
    if as_json:
        say_json(judgement.as_json())
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
    from policyclerk.terminal import out, show_messages

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    options = run.Options(allow_mails=allow_mails, allow_shrink=allow_shrink)
    try:
        hands = bootstrap.reading_hands(setup, clock)
        report = run.preview(hands, clock.now().date(), options, spread=bootstrap.spread(setup))
    except PolicyclerkError as fault:
        if fault.exit_code != 1:
            raise
        report = _undone(clock.now().date(), fault)
    if not as_json:
        show_messages(report, out())
    _end(report, as_json=as_json, planned=True)


@app.command(name="run")
def run_(
    project: Directory = Path(),
    today: Today = None,
    as_json: AsJson = False,
    expect: Expect = None,
    allow_mails: AllowMails = None,
    allow_shrink: AllowShrink = False,
    allow_past: AllowPast = False,
) -> None:
    """Carry the plan out: drafts, messages, the register's columns, the report. Safe to repeat, safe to kill."""
    from policyclerk import run

    options = run.Options(expect, allow_mails, allow_shrink, allow_past)
    _carry_out(run.night, project, today, options, as_json=as_json)


@app.command()
def remind(
    project: Directory = Path(),
    today: Today = None,
    as_json: AsJson = False,
    expect: Expect = None,
    allow_mails: AllowMails = None,
    allow_past: AllowPast = False,
) -> None:
    """Send the messages of the plan, and do nothing else."""
    from policyclerk import run

    options = run.Options(expect, allow_mails, allow_past=allow_past)
    _carry_out(run.remind, project, today, options, as_json=as_json)


def _carry_out(work: Any, project: Path, today: date | None, options: Any, *, as_json: bool) -> NoReturn:
    from policyclerk import bootstrap

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    try:
        hands = bootstrap.acting_hands(setup, clock)
        report = work(hands, clock.now().date(), options, spread=bootstrap.spread(setup))
    except PolicyclerkError as fault:
        if fault.exit_code != 1:
            raise
        report = _undone(clock.now().date(), fault)
    _end(report, as_json=as_json)


def _undone(day: date, fault: PolicyclerkError) -> "RunReport":
    """A run that could not begin still answers in its own shape."""
    from policyclerk.domain.finding import RunProblem
    from policyclerk.report import not_decided

    return not_decided(day, None, (RunProblem(fault.kind, fault.message),))


def _end(report: "RunReport", *, as_json: bool, planned: bool = False) -> NoReturn:
    from policyclerk.terminal import out, say_json, show_run

    if as_json:
        say_json(report.as_json())
    else:
        show_run(report, out(), planned=planned)
    raise typer.Exit(1 if report.troubled else 0)


@app.command()
def draft(
    file: Annotated[Path, typer.Argument(help="The policy; it is not changed.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The draft to write; never over an existing file.")
    ],
    version: Annotated[str | None, typer.Option(show_default="the last number raised by one")] = None,
    reviewed: Annotated[date | None, typer.Option(parser=_day, metavar="DATE", show_default="today")] = None,
    next_review: Annotated[
        date | None,
        typer.Option(parser=_day, metavar="DATE", show_default="the old date plus the stated cycle"),
    ] = None,
    owner: Annotated[str | None, typer.Option(help="The owner in the new history row.")] = None,
    approver: Annotated[str | None, typer.Option(help="The approver in the new history row.")] = None,
    comment: Annotated[
        list[str] | None, typer.Option(help="What its reader must look at; may be given again.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="A clean copy with comments, no tracked changes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write one draft of a policy, without a register. Nothing is signed or approved by it."""
    from policyclerk import bootstrap
    from policyclerk.domain.plain import to_plain
    from policyclerk.planning.single_draft import single_draft
    from policyclerk.terminal import out, say_json, show_draft

    result = bootstrap.draft_one(
        file,
        output,
        lambda facts: single_draft(
            facts,
            today=bootstrap.this_day(),
            version=version,
            reviewed=reviewed,
            next_review=next_review,
            owner=owner,
            approver=approver,
            comments=tuple(comment or ()),
            tracked=not plain,
        ),
    )
    if as_json:
        say_json(to_plain(result))
    else:
        show_draft(result, out())


@app.command()
def report(
    project: Directory = Path(),
    today: Today = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder to write to.", show_default="reports/")
    ] = None,
    school: Annotated[str | None, typer.Option(help="One school alone.")] = None,
) -> None:
    """Write the report of how the policies stand, without a run."""
    from policyclerk import bootstrap, run
    from policyclerk.terminal import err, out

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    written, problems = run.standing_report(
        bootstrap.reading_hands(setup, clock),
        clock.now().date(),
        school=school,
        reports=bootstrap.reports(setup, output),
        spread=bootstrap.spread(setup),
    )
    for path in written:
        out().print(path)
    for problem in problems:
        err().print(f"! {problem.message}", style="bold red")
    raise typer.Exit(1 if any(problem.fatal for problem in problems) else 0)


@app.command()
def status(project: Directory = Path()) -> None:
    """Show when the last night was, what failed, what is unclear, and when messages go next."""
    from policyclerk import bootstrap
    from policyclerk.planning.days import next_sending_day
    from policyclerk.terminal import out, show_status

    setup = bootstrap.open_project(project)
    store = bootstrap.open_ledger(setup)
    now, reminders = bootstrap.clock(setup, None).now(), setup.settings.reminders
    late = now.time() >= reminders.send_after
    day = next_sending_day(now.date(), reminders.send_on, late=late)
    _, break_at = store.verify()
    show_status(store.last_run(), tuple(store.claims().values()), break_at, out())
    for held in bootstrap.pauses(setup):
        if held.holds(now.date(), held.person):
            until = f"{held.until:%d/%m/%Y}" if held.until else "`policyclerk resume`"
            out().print(f"{'Mail to one person' if held.person else 'All mail'} is held back until {until}.")
    out().print(
        f"Messages go next on {day:%A} {day.day} {day:%B %Y} from {reminders.send_after:%H:%M}, or on the first working "
        "day in term after it."
    )


@app.command()
def heartbeat(project: Directory = Path()) -> None:
    """See that the nights run; where the last one is too long ago, tell the contact and end with 1."""
    from policyclerk import bootstrap, run
    from policyclerk.domain.errors import AnotherRun
    from policyclerk.terminal import out, show_run

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, None)
    try:
        report = run.heartbeat(bootstrap.acting_hands(setup, clock), clock.now().date())
    except AnotherRun:
        out().print("A run is at work now.")
        return
    if not report.troubled:
        out().print(f"The last night is less than {setup.settings.heartbeat.max_age_h} hours ago.")
        return
    show_run(report, out())
    raise typer.Exit(1)


@app.command()
def pause(
    project: Directory = Path(),
    until: Annotated[
        date | None, typer.Option(parser=_day, metavar="DATE", help="The day on which mail goes again.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Only the mail to this address.")
    ] = None,
) -> None:
    """Hold back the mails; drafts, register and report go on. What falls due meanwhile goes afterwards."""
    from policyclerk import bootstrap
    from policyclerk.planning.days import in_words
    from policyclerk.terminal import out

    bootstrap.pause(bootstrap.open_project(project), until=until, address=person)
    whom = f"Mail to {person}" if person else "All mail"
    out().print(f"{whom} is held back until {in_words(until) if until else 'you say `policyclerk resume`'}.")


@app.command()
def resume(
    project: Directory = Path(),
    person: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Only the mail to this address.")
    ] = None,
) -> None:
    """Let the mails go again."""
    from policyclerk import bootstrap
    from policyclerk.planning.days import count
    from policyclerk.terminal import out

    ended = bootstrap.resume(bootstrap.open_project(project), person)
    out().print(f"{count(ended, 'pause')} ended." if ended else "Nothing was paused.")


@app.command()
def person(
    address: Annotated[str, typer.Argument(help="Whose data it is about.")],
    project: Directory = Path(),
    export: Annotated[bool, typer.Option("--export", help="Show what is kept about this address.")] = False,
    erase: Annotated[
        bool, typer.Option("--erase", help="Forget the address; what was done stays provable.")
    ] = False,
) -> None:
    """Show or erase what the ledger and the outbox keep about one person."""
    from policyclerk import bootstrap
    from policyclerk.planning.days import count
    from policyclerk.terminal import out, say_json

    if export == erase:
        raise typer.BadParameter("say one of --export and --erase")
    setup = bootstrap.open_project(project)
    if export:
        say_json(bootstrap.kept_about(setup, address))
        return
    entries, messages = bootstrap.forget(setup, address)
    out().print(
        f"{count(entries, 'entry', 'entries')} of the ledger emptied of names and {count(messages, 'message')} removed. "
        "The register is yours to correct."
    )


@ledger_app.callback()
def ledger(
    context: typer.Context,
    project: Directory = Path(),
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Recompute the chain; end with 1 if it is broken.")
    ] = False,
) -> None:
    """Show what was done, when, to whom."""
    from policyclerk import bootstrap
    from policyclerk.terminal import out, say_json, show_ledger

    context.obj = project
    if context.invoked_subcommand is not None:
        return
    setup = bootstrap.open_project(project)
    store = bootstrap.open_ledger(setup)
    entries = tuple(store.entries())
    sound, break_at = store.verify()
    if as_json:
        from policyclerk.domain.plain import to_plain

        say_json({"entries": to_plain(entries), "verified": sound})
    else:
        show_ledger(entries, bootstrap.recipient_names(setup, store), break_at, out())
    raise typer.Exit(1 if verify and not sound else 0)


@ledger_app.command()
def resolve(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The ledger key, or the Message-ID's local part.")],
    outcome: Annotated[Literal["sent", "resend"], typer.Argument(metavar="sent|resend")],
    project: DirectoryAgain = None,
) -> None:
    """Say what became of an effect of unknown outcome."""
    from policyclerk import bootstrap, execute
    from policyclerk.planning.days import count
    from policyclerk.terminal import out

    setup = bootstrap.open_project(project or context.obj)
    with bootstrap.acting_ledger(setup) as store:
        settled = execute.resolve(store, key, outcome, bootstrap.clock(setup, None).now().date())
    said = "counted as sent" if outcome == "sent" else "free to be sent again"
    out().print(f"{count(len(settled), 'key')}: {said}.")


@ledger_app.command()
def correct(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The ledger key, or the Message-ID's local part.")],
    reason: Annotated[str, typer.Option(help="What was wrong.")],
    project: DirectoryAgain = None,
) -> None:
    """Add a remark ("sent in error") to what was done; nothing is ever edited."""
    from policyclerk import bootstrap, execute
    from policyclerk.planning.days import count
    from policyclerk.terminal import out

    setup = bootstrap.open_project(project or context.obj)
    with bootstrap.acting_ledger(setup) as store:
        corrected = execute.correct(store, key, reason, bootstrap.clock(setup, None).now().date())
    out().print(f"{count(len(corrected), 'key')}: the remark was added.")


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(help="The folder to make.")],
    name: Annotated[str, typer.Option(help="The trust's name.")] = "Our trust",
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE|SPREADSHEET",
            help="Your own register: a file is copied, a Google sheet named.",
        ),
    ] = None,
    contact: Annotated[str | None, typer.Option(help="Who gets the trust summary and alerts.")] = None,
    write_back: Annotated[
        bool | None, typer.Option("--write-back/--no-write-back", help="Mark the register up.")
    ] = None,
) -> None:
    """Write a trust's folder to start from: settings, a register, the folders."""
    from policyclerk.start import origin, start_project
    from policyclerk.terminal import out

    register = origin(from_)
    if write_back is None:
        write_back = sys.stdin.isatty() and typer.confirm(
            "May policyclerk write its five columns beside each row of your register?",
            default=False,
            err=True,
        )
    for line in start_project(
        directory, name=name, contact=contact, write_back=write_back, register=register
    ):
        out().print(line)


@app.command()
def doctor(project: Directory = Path(), today: Today = None) -> None:
    """Look at settings, register, documents, mail and state, and say what to do for each fault."""
    from policyclerk.doctor import examine
    from policyclerk.terminal import out, show_examination

    raise typer.Exit(show_examination(examine(project, today), out()))


@app.command()
def demo(
    directory: Annotated[Path, typer.Argument(help="Where the copy of the example trust goes.")] = Path(
        "demo"
    ),
    copy_only: Annotated[
        bool, typer.Option("--copy-only", help="Make the copy where it is absent, and stop.")
    ] = False,
) -> None:
    """Run one night on a copy of the example trust, on a Monday in term."""
    from policyclerk import run
    from policyclerk.start import DEMO_DAY, copy_example
    from policyclerk.terminal import err

    for line in copy_example(directory):
        err().print(line)
    if not copy_only:
        _carry_out(run.night, directory, DEMO_DAY, run.Options(), as_json=False)


def _fail(message: str, code: int) -> NoReturn:
    from policyclerk.terminal import err

    err().print(message, style="bold red")
    raise SystemExit(code)


def main() -> None:
    """Run the command line; faults that a person can mend end in a sentence, never in a traceback."""
    try:
        app()
    except SettingsError as fault:
        _fail("\n".join(fault.faults), fault.exit_code)
    except PolicyclerkError as fault:
        _fail(fault.message, fault.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our answer has had enough of it
        raise SystemExit(0) from None
    except OSError as fault:
        _fail(f"{fault.filename or 'A file'} cannot be used: {fault.strerror or fault}.", 1)
