"""The ledger and the last nights, as lines of a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyclerk.planning.days import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from policyclerk.domain.ledger import Claim, LedgerEntry
    from policyclerk.domain.run_record import RunRecord

_DONE = {
    "owner": "reminder to the owner of",
    "approver": "request to approve",
    "escalation": "escalation of",
    "acknowledgement": "request to acknowledge",
    "trust-summary": "summary of",
    "alert": "alert about",
    "send_mail": "redirected message about",
    "write_draft": "draft of",
    "update_register": "register's row of",
    "write_report": "report on",
}


def show_ledger(
    entries: Sequence[LedgerEntry], names: Mapping[str, str], break_at: str | None, console: Console
) -> None:
    """What became of every effect, oldest first, and whether the chain holds.

    A claim is shown while nothing has followed it; `--json` has every entry.

    Args:
        names: recipient hash -> name, of those who still stand in the register.
        break_at: where the chain is broken, None where it holds.
    """
    settled = {entry.key for entry in entries if entry.state != "claimed"}
    for entry in entries:
        if entry.state != "claimed" or entry.key not in settled:
            console.print(_ledger_line(entry, names))
    number = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}."
    console.print(
        f"{number} The chain holds." if break_at is None else f"{number} THE CHAIN IS BROKEN: {break_at}"
    )


def _ledger_line(entry: LedgerEntry, names: Mapping[str, str]) -> str:
    name = names.get(entry.key.rpartition("/")[2])
    person = f"{name} ({entry.to})" if name and entry.to else name or entry.to
    whom = f", to {person}" if person else ""
    what = f"{_DONE.get(entry.kind, entry.kind)} {entry.policy or 'the trust'}"
    return (
        f"{entry.seq:5} {entry.at:%d/%m/%Y %H:%M} {entry.state:9} {what}{whom}  {entry.key}{_remark(entry)}"
    )


def _remark(entry: LedgerEntry) -> str:
    """What a correction says: a person's reason, or what a mail service found out later."""
    if entry.state != "corrected" or not isinstance(entry.result, Mapping):
        return ""
    problem = entry.result.get("problem")
    said = problem.get("message") if isinstance(problem, Mapping) else entry.result.get("reason")
    return f"  ({said})" if said else ""


def show_status(
    last_run: tuple[date, frozenset[str]] | None,
    claims: Sequence[Claim],
    break_at: str | None,
    console: Console,
    *,
    runs: Sequence[RunRecord] = (),
) -> None:
    """The last night, what failed in it, what nobody can tell the outcome of, and the newest runs by their ids."""
    if last_run is None:
        console.print("No night has run here yet: policyclerk run")
    else:
        day, policies = last_run
        console.print(
            f"Last night: {day:%A} {day.day} {day:%B %Y}, {count(len(policies), 'policy', 'policies')}.",
            style="bold",
        )
    for run in runs:
        console.print(f"  run {_run_line(run)}")
    failed = [claim for claim in claims if claim.state == "failed"]
    unclear = [claim for claim in claims if claim.state in ("claimed", "unknown")]
    _show_claims(failed, "Failed, and tried again", console)
    _show_claims(unclear, "Unclear; settle with `policyclerk ledger resolve KEY sent|resend`", console)
    if last_run is not None and not failed and not unclear:
        console.print("Nothing failed, and nothing is unclear.")
    if break_at is not None:
        console.print(f"THE LEDGER'S CHAIN IS BROKEN: {break_at}", style="bold red")


_OF_KIND = {"run": "night", "remind": "reminders", "heartbeat": "heartbeat", "alert": "word of a crash"}


def _run_line(run: RunRecord) -> str:
    how = run.outcome or "at work now, or ended from outside"
    if run.by_hand:
        return f"{run.id} ({_OF_KIND[run.kind]}, --today): {how}"
    ended = f" to {run.ended:%H:%M}" if run.ended else ""
    return f"{run.id} ({_OF_KIND[run.kind]}, {run.began:%d/%m/%Y %H:%M}{ended}): {how}"


def _show_claims(claims: Sequence[Claim], heading: str, console: Console) -> None:
    if claims:
        console.print(f"{heading}:", style="bold yellow")
    for claim in claims:
        problem = claim.result.get("problem") if isinstance(claim.result, dict) else None
        said = f": {problem['message']}" if problem else ""
        console.print(f"  {claim.today:%d/%m/%Y} {claim.key}{said}")
