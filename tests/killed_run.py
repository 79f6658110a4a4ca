"""Runs that are killed: a plan carried out with the true ledger and folders, ended hard at every point in turn.

Called as a program by test_execute_killed.py: `killed_run.py FOLDER once|twice`. Every run is a process of its own that
ends itself, as a kill would, before or after a call into the world or at a file operation inside one. After each run a person
takes the mails away, so that a message written a second time is seen. Prints one JSON object.

`killed_run.py FOLDER signal [KILLS]` (`make simulate`) ends a run of 204 actions with SIGKILL at so many random moments.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk.adapters.atomic_file import put_in_place, write_aside
from policyclerk.adapters.clock import FixedClock
from policyclerk.adapters.ledger_sql import SqlLedger
from policyclerk.adapters.mail_folder import FolderMail
from policyclerk.adapters.report_folder import ReportFolder
from policyclerk.domain.action import (
    Action,
    DraftChanges,
    DraftOrder,
    DraftResult,
    Message,
    Plan,
    ReportOrder,
    StatusOrder,
)
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.register import RawBook, Register
from policyclerk.execute import ExecuteHands, execute
from policyclerk.ports import RowOutcome
from policyclerk.settle import recover

TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 7)
CLOCK = FixedClock(TODAY, "Europe/London")
KILLED = 9


def actions(size: int = 1) -> tuple[Action, ...]:
    return (
        *map(draft, range(3 * size)),
        *map(mail, range(4 * size)),
        *map(row, range(3 * size)),
        *map(report, range(2 * size)),
    )


def draft(number: int) -> Action:
    changes = DraftChanges("1.4", TODAY, None, TODAY)
    order = DraftOrder(f"P{number}.docx", f"P{number} v1.4 DRAFT.docx", changes)
    return Action(
        ledger_key("write_draft", f"P{number}", DUE, "draft"),
        "write_draft",
        f"P{number}",
        None,
        "",
        order=order,
    )


def mail(number: int) -> Action:
    items = tuple(ledger_key("owner", f"P{number}{n}", DUE, "14", "0011223344556677") for n in range(2))
    return Action(
        f"owner-digest.{number}", "send_mail", None, f"person{number}@northmoor.example", "", items=items
    )


def row(number: int) -> Action:
    order = StatusOrder("Policies", number + 2, (), (("Policyclerk status", f"Red: {number}"),))
    key = ledger_key("update_register", f"P{number}", None, f"{number:016x}")
    return Action(key, "update_register", f"P{number}", None, "", order=order)


def report(number: int) -> Action:
    key = ledger_key("write_report", None, None, f"{TODAY}.{number}")
    return Action(key, "write_report", None, None, "", order=ReportOrder(f"night-{number}", "all well"))


def message(action: Action) -> Message:
    return Message(
        action.key, "owner-digest", action.to or "", None, None, "Due", "text", "<p>", TODAY, action.items
    )


class Killer:
    """Ends the process, without any clearing up, at the n-th point that the run comes to."""

    def __init__(self, at: int | None) -> None:
        self.at, self.points = at, 0

    def point(self) -> None:
        self.points += 1
        if self.points == self.at:
            os._exit(KILLED)

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            self.point()
            result = work(*given, **named)
            self.point()
            return result

        return watched


class Watched:
    """Something with a point before and after each call."""

    def __init__(self, inner: object, killer: Killer) -> None:
        self._inner, self._killer = inner, killer

    def __getattr__(self, name: str) -> Any:
        return self._killer.around(getattr(self._inner, name))


class JsonRegister:
    """A register in a JSON file, written whole like the true ones."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> RawBook:
        return RawBook(self.path.name, "1", ())

    def write_status(self, *, orders: Sequence[StatusOrder], register: Register) -> tuple[RowOutcome, ...]:
        rows = json.loads(self.path.read_text()) if self.path.exists() else {}
        rows |= {str(order.row): dict(order.values) for order in orders}
        aside = self.path.with_suffix(".aside")
        write_aside(aside, json.dumps(rows).encode())
        put_in_place(aside, self.path)
        return tuple(RowOutcome(order.tab, order.row, written=True) for order in orders)


def hands(project: Path, ledger: Any, killer: Killer) -> ExecuteHands:
    reports = ReportFolder(project / "reports", project)
    mailer = FolderMail(project / "outbox", "Europe/London", project)
    return ExecuteHands(
        ledger=Watched(ledger, killer),
        mailer=Watched(mailer, killer),
        draft=killer.around(lambda order: write_draft(project, order)),
        drafted=lambda target: f"drafts/{target}" if (project / "drafts" / target).exists() else None,
        report=killer.around(lambda order: reports.write(name=f"{order.kind}.md", text=order.view)),
        source=Watched(JsonRegister(project / "register.json"), killer),
        register=Register("register.json", "1", ()),
    )


def write_draft(project: Path, order: DraftOrder) -> DraftResult:
    """Whole or not at all, and never over another file: what the true draft writer promises."""
    final = project / "drafts" / order.target
    aside = final.with_name(f".{final.name}.aside")
    write_aside(aside, b"draft")
    os.link(aside, final)
    aside.unlink()
    return DraftResult(f"drafts/{order.target}", ())


def night(project: Path, killer: Killer, size: int = 1) -> None:
    """One run as `policyclerk run` does it: settle, plan what is not spent, carry out."""
    ledger = SqlLedger(f"sqlite:///{project}/state/policyclerk.db", CLOCK)
    own = hands(project, ledger, killer)
    recover(own, TODAY)
    claims = ledger.claims()
    spent = {key for key, claim in claims.items() if claim.spent}
    open_ = tuple(a for a in actions(size) if not spent.intersection(a.items or (a.key,)))
    messages = {action.key: message(action) for action in open_ if action.kind == "send_mail"}
    execute(Plan(TODAY, "", open_, (), ()), messages, own)
    ledger.close()


def run(project: Path, kill_at: int | None) -> int | None:
    """A run in a process of its own; the number of points it came to, None where it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            killer = Killer(kill_at)
            sys.addaudithook(file_operations(project, killer))
            night(project, killer)
            os.write(writing, str(killer.points).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(reading) as answer:
        points = answer.read()
    if status not in (0, KILLED):
        raise SystemExit(f"a run in {project} ended with {status}")
    return int(points) if status == 0 else None


def file_operations(project: Path, killer: Killer) -> Callable[[str, tuple[Any, ...]], None]:
    """Points at file operations: just before a file is opened, renamed, linked or removed in the project."""
    names = {"open", "os.rename", "os.link", "os.remove"}

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event in names and str(given[0]).startswith(str(project)):
            killer.point()

    return hook


def take_mails_away(project: Path, taken: Counter[str]) -> None:
    for file in project.glob("outbox/*.eml"):
        taken[file.name] += 1
        file.unlink()


def faults(project: Path, taken: Counter[str], size: int = 1) -> list[str]:
    """What is lost, doubled or left over when all is over."""
    wanted_mails = {f"{a.key}.eml": 1 for a in actions(size) if a.kind == "send_mail"}
    rows = {str(a.order.row): dict(a.order.values) for a in actions(size) if a.kind == "update_register"}
    register = project / "register.json"
    ledger = SqlLedger(f"sqlite:///{project}/state/policyclerk.db", CLOCK)
    done = Counter(entry.key for entry in ledger.entries() if entry.state == "done")
    keys = {key: 1 for a in actions(size) for key in a.items or (a.key,)}
    found = {
        "mails": dict(taken) == wanted_mails,
        "drafts": names(project / "drafts") == sorted(map(draft_name, range(3 * size))),
        "rows": register.exists() and json.loads(register.read_text()) == rows,
        "reports": names(project / "reports") == sorted(map(report_name, range(2 * size))),
        "leftovers": names(project / "outbox") == [],
        "entries": dict(done) == keys,
        "claims": {claim.state for claim in ledger.claims().values()} == {"done"},
        "chain": ledger.verify() == (True, None),
    }
    ledger.close()
    return [name for name, right in found.items() if not right]


def draft_name(number: int) -> str:
    return f"P{number} v1.4 DRAFT.docx"


def report_name(number: int) -> str:
    return f"night-{number}.md"


def names(folder: Path) -> list[str]:
    """Files that a person sees, and hidden mails; leftovers of a draft or report cut short are hidden and harmless."""
    every = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    return [name for name in every if not name.startswith(".") or folder.name == "outbox"]


def killed_at(project: Path, *points: int) -> list[str]:
    """Kill one run at each of the points, let the next one end, and see what came of it."""
    taken: Counter[str] = Counter()
    for kill_at in (*points, None):
        run(project, kill_at)
        take_mails_away(project, taken)
    return faults(project, taken)


def killed_by_signal(folder: Path, kills: int) -> None:
    """A run of 204 actions ended by SIGKILL at random moments; of each, what the next whole run made of it."""
    size, rng = 17, random.Random(1)
    started = time.perf_counter()
    ended_by_itself(folder / "whole", size)
    whole_s = time.perf_counter() - started
    wrong, reached = {}, 0
    for number in range(kills):
        project, taken = folder / str(number), Counter[str]()
        reached += killed_after(project, rng.uniform(0, whole_s), size)
        take_mails_away(project, taken)
        ended_by_itself(project, size)
        take_mails_away(project, taken)
        found = faults(project, taken, size)
        wrong |= {str(number): found} if found else {}
        shutil.rmtree(project)
    sys.stdout.write(
        json.dumps({"actions": len(actions(size)), "kills": kills, "reached": reached, "wrong": wrong}) + "\n"
    )


def ended_by_itself(project: Path, size: int) -> None:
    """A whole run in a process of its own."""
    killed_after(project, None, size)


def killed_after(project: Path, seconds: float | None, size: int) -> bool:
    """A run in a process of its own, killed after a time; whether the kill came before its end."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            night(project, Killer(None), size)
            os._exit(0)
        os._exit(1)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        raise SystemExit(f"a run in {project} ended with {status}")
    return status != 0


def main(folder: Path, how: str) -> None:
    points = run(folder / "whole", None) or 0
    whole: Counter[str] = Counter()
    take_mails_away(folder / "whole", whole)
    wrong = {"whole": faults(folder / "whole", whole)}
    for number in range(1, points + 1, 3 if how == "twice" else 1):
        again = (number * 7 % 40 + 1,) if how == "twice" else ()
        wrong[str(number)] = killed_at(folder / str(number), number, *again)
    sys.stdout.write(
        json.dumps({"points": points, "wrong": {key: found for key, found in wrong.items() if found}})
    )


if __name__ == "__main__":
    if sys.argv[2] == "signal":
        killed_by_signal(Path(sys.argv[1]), int(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), sys.argv[2])
