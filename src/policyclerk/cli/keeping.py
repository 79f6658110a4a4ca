"""Commands that keep the nights in order: pause, resume, person, backup, restore, heartbeat, doctor, init."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from policyclerk.cli.app import (
    Directory,
    Today,
    a_day,
    app,
    mail_address,
)


@app.command()
def pause(
    project: Directory = Path(),
    until: Annotated[
        date | None, typer.Option(parser=a_day, metavar="DATE", help="The day on which mail goes again.")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(parser=mail_address, metavar="ADDRESS", help="Only the mail to this address."),
    ] = None,
) -> None:
    """Hold back the mails; drafts, register and report go on. What falls due meanwhile goes afterwards."""
    from policyclerk import bootstrap
    from policyclerk.planning.days import in_words
    from policyclerk.terminal import out

    bootstrap.pause(bootstrap.open_project(project), until=until, address=person)
    whom = f"Mail to {person}" if person else "All mail"
    out().print(f"{whom} is held back until {in_words(until) if until else 'you say `policyclerk resume`'}.")
    if until and until <= bootstrap.this_day():
        out().print("That day has come already: without --today nothing is held back by it.")


@app.command()
def resume(
    project: Directory = Path(),
    person: Annotated[
        str | None,
        typer.Option(parser=mail_address, metavar="ADDRESS", help="Only the mail to this address."),
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
    address: Annotated[
        str, typer.Argument(parser=mail_address, metavar="ADDRESS", help="Whose data it is about.")
    ],
    project: Directory = Path(),
    export: Annotated[bool, typer.Option("--export", help="Show what is kept about this address.")] = False,
    erase: Annotated[
        bool, typer.Option("--erase", help="Forget the address; what was done stays provable.")
    ] = False,
) -> None:
    """Show or erase what the ledger and the outbox keep about one person."""
    from policyclerk import bootstrap, personal
    from policyclerk.planning.days import count
    from policyclerk.terminal import out, say_json

    if export == erase:
        raise typer.BadParameter("say one of --export and --erase")
    setup = bootstrap.open_project(project)
    if export:
        say_json(personal.kept_about(setup, address))
        return
    entries, messages = personal.forget(setup, address)
    out().print(
        f"{count(entries, 'entry', 'entries')} of the ledger emptied of names and {count(messages, 'message')} removed. "
        "The register is yours to correct."
    )


@app.command()
def backup(
    project: Directory = Path(),
    out_file: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to; usually backups/.")
    ] = None,
    today: Today = None,
) -> None:
    """Copy the ledger, pauses, settings and templates into one zip; a run may be at work meanwhile."""
    from policyclerk import backup as keeping
    from policyclerk import bootstrap
    from policyclerk.terminal import out

    written = keeping.backup(project, out_file, today or bootstrap.this_day())
    out().print(f"{written} holds the state. The register and the Word files belong to your own backup.")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A zip of `policyclerk backup`.")],
    project: Directory = Path(),
    replace: Annotated[
        bool, typer.Option("--replace", help="Even where the ledger that is there knows more, or is damaged.")
    ] = False,
) -> None:
    """Put a backup back, and hold all mail back until you say that it may go."""
    from policyclerk import backup as keeping
    from policyclerk.planning.days import count
    from policyclerk.terminal import out

    done = keeping.restore(source, project, replace=replace)
    for path in done.paths:
        out().print(f"put back: {path}")
    out().print(
        f"The ledger has {count(done.entries, 'entry', 'entries')}. What was sent after that backup it does not know, so all "
        "mail is held back. Look at `policyclerk preview`, settle what went out already, then say `policyclerk resume`."
    )


@app.command()
def heartbeat(project: Directory = Path(), today: Today = None) -> None:
    """See that the nights run; where the last one is too long ago, tell the contact and end with 1."""
    from policyclerk import bootstrap, run
    from policyclerk.terminal import out, show_run

    setup = bootstrap.open_project(project)
    clock = bootstrap.clock(setup, today)
    report = run.heartbeat(bootstrap.acting_hands(setup, clock), clock.now().date())
    if report.troubled:
        show_run(report, out())
        raise typer.Exit(1)
    for note in report.notes:
        out().print(note)


@app.command()
def doctor(project: Directory = Path(), today: Today = None) -> None:
    """Look at settings, register, documents, mail and state, and say what to do for each fault."""
    from policyclerk.doctor.examine import examine
    from policyclerk.terminal import out, show_examination

    raise typer.Exit(show_examination(examine(project, today), out()))


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
    documents: Annotated[Path | None, typer.Option(help="The folder in which your Word files are.")] = None,
    contact: Annotated[str | None, typer.Option(help="Who gets the trust summary and alerts.")] = None,
    write_back: Annotated[
        bool | None, typer.Option("--write-back/--no-write-back", help="Mark the register up.")
    ] = None,
) -> None:
    """Write a trust's folder to start from: settings, a register, the folders. Your own files are not changed."""
    from policyclerk.doctor.examine import understood
    from policyclerk.start import origin, start_project
    from policyclerk.terminal import out, show_examination

    register = origin(from_, documents)
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
    if from_ is not None:
        show_examination(understood(directory), out())
