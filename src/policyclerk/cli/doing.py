"""Commands that act: run, remind, demo."""

from pathlib import Path
from typing import Annotated

import typer

from policyclerk.cli.app import (
    AllowMails,
    AllowPast,
    AllowShrink,
    AsJson,
    Directory,
    Expect,
    Today,
    app,
    carry_out,
)


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
    from policyclerk.hands import Options

    options = Options(expect, allow_mails, allow_shrink, allow_past)
    carry_out(run.night, project, today, options, as_json=as_json)


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
    from policyclerk.hands import Options

    options = Options(expect, allow_mails, allow_past=allow_past)
    carry_out(run.remind, project, today, options, as_json=as_json)


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
    from policyclerk.hands import Options
    from policyclerk.start import DEMO_DAY, copy_example
    from policyclerk.terminal import err

    for line in copy_example(directory):
        err().print(line)
    if not copy_only:
        carry_out(run.night, directory, DEMO_DAY, Options(), as_json=False)
