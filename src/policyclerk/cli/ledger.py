"""`policyclerk ledger` and what a person says to it."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from policyclerk.cli.app import (
    AsJson,
    Directory,
    DirectoryAgain,
    ledger_app,
)


@ledger_app.callback()
def ledger(
    context: typer.Context,
    project: Directory = Path(),
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Recompute the chain; end with 1 if it is broken.")
    ] = False,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Only what one run did: its id stands in `status` and in each message's header.",
        ),
    ] = None,
) -> None:
    """Show what was done, when, to whom."""
    from policyclerk import bootstrap
    from policyclerk.ledger_lines import show_ledger
    from policyclerk.personal import recipient_names
    from policyclerk.terminal import out, say_json

    context.obj = project
    if context.invoked_subcommand is not None:
        return
    setup = bootstrap.open_project(project)
    store = bootstrap.open_ledger(setup)
    entries = tuple(entry for entry in store.entries() if run in (None, entry.run))
    sound, break_at = store.verify()
    if as_json:
        from policyclerk.domain.plain import to_plain

        say_json({"entries": to_plain(entries), "verified": sound})
    else:
        show_ledger(entries, recipient_names(setup, store), break_at, out())
    raise typer.Exit(1 if verify and not sound else 0)


@ledger_app.command()
def resolve(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The ledger key, or the Message-ID's local part.")],
    outcome: Annotated[Literal["sent", "resend"], typer.Argument(metavar="sent|resend")],
    project: DirectoryAgain = None,
) -> None:
    """Say what became of an effect of unknown outcome."""
    from policyclerk import bootstrap, settle
    from policyclerk.planning.days import count
    from policyclerk.terminal import out

    setup = bootstrap.open_project(project or context.obj)
    with bootstrap.acting_ledger(setup) as store:
        settled = settle.resolve(store, key, outcome, bootstrap.clock(setup, None).now().date())
    said = "counted as sent" if outcome == "sent" else "free to be sent again"
    out().print(f"{count(len(settled), 'key')}: {said}.")


@ledger_app.command()
def rename(context: typer.Context, project: DirectoryAgain = None) -> None:
    """Say that the trust has a new name, by which its ledger on a database server is to be known."""
    from policyclerk import bootstrap
    from policyclerk.terminal import out

    setup = bootstrap.open_project(project or context.obj)
    before = bootstrap.rename_ledger(setup)
    line = f'The ledger of "{before}" is now that of "{setup.settings.trust.name}".'
    out().print(line, soft_wrap=True, highlight=False, markup=False)


@ledger_app.command()
def correct(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The ledger key, or the Message-ID's local part.")],
    reason: Annotated[str, typer.Option(help="What was wrong.")],
    project: DirectoryAgain = None,
) -> None:
    """Add a remark ("sent in error") to what was done; nothing is ever edited."""
    from policyclerk import bootstrap, settle
    from policyclerk.planning.days import count
    from policyclerk.terminal import out

    setup = bootstrap.open_project(project or context.obj)
    with bootstrap.acting_ledger(setup) as store:
        corrected = settle.correct(store, key, reason, bootstrap.clock(setup, None).now().date())
    out().print(f"{count(len(corrected), 'key')}: the remark was added.")
