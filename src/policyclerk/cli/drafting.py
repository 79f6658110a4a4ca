"""Commands that write Word drafts by themselves: draft, new, adopt."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policyclerk.cli.app import AsJson, Directory, a_day, app

if TYPE_CHECKING:
    from policyclerk.domain.action import DraftResult
    from policyclerk.domain.errors import DraftRefused


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
    from policyclerk import drafting
    from policyclerk.bootstrap import this_day
    from policyclerk.planning.single_draft import single_draft

    result = drafting.draft_one(
        file,
        output,
        lambda facts: single_draft(
            facts,
            today=this_day(),
            version=version,
            reviewed=reviewed,
            next_review=next_review,
            owner=owner,
            approver=approver,
            comments=tuple(comment or ()),
            tracked=not plain,
        ),
    )
    _show(result, as_json=as_json)


@app.command()
def new(
    title: Annotated[str, typer.Argument(help="The policy's name, as it shall stand on the cover.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The draft to write; never over an existing file.")
    ],
    organisation: Annotated[str, typer.Option("--for", help="The school or trust that it is for.")],
    owner: Annotated[str | None, typer.Option(help="Who looks after it.")] = None,
    approver: Annotated[str | None, typer.Option(help="The body or person that approves it.")] = None,
    cycle: Annotated[
        str | None, typer.Option(help='How often it is reviewed, as it shall read: "Annually".')
    ] = None,
    reference: Annotated[str | None, typer.Option(help="Its Ref in the register.")] = None,
    as_json: AsJson = False,
) -> None:
    """Begin a policy that does not exist yet, from the shipped Word template; its text is yours to write."""
    from policyclerk import drafting
    from policyclerk.bootstrap import this_day
    from policyclerk.domain.new_policy import NewPolicy

    policy = NewPolicy(
        title, organisation, this_day(), owner=owner, approver=approver, cycle=cycle, reference=reference
    )
    _show(drafting.begin_policy(output, policy), as_json=as_json)


@app.command()
def adopt(
    file: Annotated[Path, typer.Argument(help="The trust's policy; it is not changed.")],
    project: Directory = Path(),
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for the copies.", show_default="the drafts folder"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write each school's copy of a trust policy: its name and head filled in, the rest to make its own listed."""
    from policyclerk import drafting
    from policyclerk.bootstrap import open_project
    from policyclerk.domain.plain import to_plain
    from policyclerk.terminal import out, say_json, show_draft

    copies = drafting.adopt(open_project(project), file, output)
    if as_json:
        say_json(
            [
                {"school": c.school, "draft": to_plain(c.result), "problem": _problem(c.refused)}
                for c in copies
            ]
        )
    for copy in () if as_json else copies:
        out().print(copy.school, style="bold")
        if copy.result is not None:
            show_draft(copy.result, out())
        elif copy.refused is not None:
            out().print(f"  {copy.refused.message}", style="bold red")
    raise typer.Exit(1 if any(copy.result is None for copy in copies) else 0)


def _problem(refused: "DraftRefused | None") -> dict[str, str] | None:
    return {"kind": refused.kind, "message": refused.message} if refused else None


def _show(result: "DraftResult", *, as_json: bool) -> None:
    from policyclerk.domain.plain import to_plain
    from policyclerk.terminal import out, say_json, show_draft

    if as_json:
        say_json(to_plain(result))
    else:
        show_draft(result, out())
