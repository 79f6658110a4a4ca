"""Commands that act: run, remind, draft, demo."""

from datetime import date
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
    a_day,
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
def draft(
    file: Annotated[Path, typer.Argument(help="The policy; it is not changed.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The draft to write; never over an existing file.")
    ],
    version: Annotated[str | None, typer.Option(show_default="the last number raised by one")] = None,
    reviewed: Annotated[date | None, typer.Option(parser=a_day, metavar="DATE", show_default="today")] = None,
    next_review: Annotated[
        date | None,
        typer.Option(parser=a_day, metavar="DATE", show_default="the old date plus the stated cycle"),
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
