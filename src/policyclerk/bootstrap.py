"""Puts the hands together: the only place that chooses adapters, and gives `run` what it works with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyclerk.adapters.clock import FixedClock
from policyclerk.adapters.leftovers import clear_leftovers
from policyclerk.adapters.pause_file import read_pauses, write_pauses
from policyclerk.adapters.pool_processes import read_batch, spread_processes
from policyclerk.domain.calendar_event import CalendarEvent
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.pause import Pause
from policyclerk.domain.run_record import RunRecord
from policyclerk.draft_folder import DraftFolder
from policyclerk.gather import SMALLEST_BATCH
from policyclerk.hands import Hands
from policyclerk.planning.retention import NOT_YET, kept_from, old_messages, taken_away
from policyclerk.ports import Batch, Clock, LedgerStore, Mailer, ReportWriter
from policyclerk.post import mail_service, mailer, outbox
from policyclerk.project import layers
from policyclerk.reach import (
    Setup,
    clock,
    database,
    documents,
    open_project,
    register,
    sources,
    spread,
    this_day,
)

if TYPE_CHECKING:
    from policyclerk.adapters.ledger_sql import SqlLedger
    from policyclerk.adapters.ping import Moment
    from policyclerk.adapters.templates_jinja import JinjaRenderer
    from policyclerk.board.sheets import Sheet
    from policyclerk.reporting import Press

__all__ = [
    "Setup",
    "clock",
    "database",
    "documents",
    "mail_service",
    "mailer",
    "open_project",
    "outbox",
    "register",
    "sources",
    "spread",
    "this_day",
]
"""What `reach` and `post` give, so that there is one place to ask for everything of a project."""

LARGEST_FILE_MB = 50
"""What `read` opens at most; a project has its own limit in its settings."""


def read_files(paths: Sequence[str]) -> Iterator[DocumentFacts]:
    """What each file says of itself, in the order given; every file gets an answer."""
    batches = tuple(
        Batch(number, tuple((path, path) for path in paths[start : start + SMALLEST_BATCH]), LARGEST_FILE_MB)
        for number, start in enumerate(range(0, len(paths), SMALLEST_BATCH), 1)
    )
    for facts in spread_processes(0)(read_batch, batches):
        yield from facts


def reading_hands(setup: Setup, at: Clock) -> Hands:
    """Hands for a preview: the ledger and the memory are read where they exist, and nothing is created."""
    from policyclerk.adapters.ledger_sql import open_existing  # SQLAlchemy: not needed by `check`

    # nothing is sent, so that no login is needed to look
    return _hands(setup, at, open_existing(database(setup)), outbox(setup), remember=False)


def acting_hands(setup: Setup, at: Clock) -> Hands:
    """Hands for a run."""
    carrier = mailer(setup)  # first: where its settings are not whole, nothing is touched
    ledger = _own_ledger(setup, at)
    hands = _hands(setup, at, ledger, carrier, remember=True)
    hands = replace(hands, take_away=partial(_take_away, setup, ledger), runs=ledger)
    return replace(hands, by_hand=isinstance(at, FixedClock), log=_log(setup))


def _log(setup: Setup) -> Callable[[str | None], AbstractContextManager[str | None]]:
    """The log for machines, where the trust asks for one."""
    log = setup.settings.log
    if log.file is None:
        return lambda _: nullcontext()
    from policyclerk.adapters.log_file import LogFile

    root = setup.project.root
    return LogFile(setup.project.path(log.file), trust=root.name, max_mb=log.max_mb, keep=log.keep)


def _take_away(setup: Setup, ledger: "SqlLedger", today: date) -> str | None:
    """Erase names and remove messages that were kept as long as [privacy] says; the ledger's chain stays valid.

    A day to come, tried on a ledger in which true nights are, takes nothing away: it could not be brought back.
    """
    if today > clock(setup, None).now().date() and ledger.has_gone_by_the_clock():
        return NOT_YET
    kept = kept_from(today, setup.settings.privacy)
    messages = outbox(setup).remove(old_messages(ledger.claims(marks_since=today).values(), kept.mail_from))
    return taken_away(ledger.erase_before(kept.names_from), messages, kept)


def reports(setup: Setup, folder: Path | None) -> ReportWriter:
    """Where reports go: reports/ of the project, or a folder of the caller's."""
    from policyclerk.adapters.report_folder import ReportFolder

    return ReportFolder(folder.absolute() if folder else setup.project.root / "reports", setup.project.root)


def _hands(setup: Setup, at: Clock, ledger: LedgerStore, carrier: Mailer, *, remember: bool) -> Hands:
    # imported here because `check` needs none of them and should start at once
    from policyclerk.adapters.lock_file import LockFile
    from policyclerk.adapters.nights_sql import SqlNights
    from policyclerk.adapters.status_csv import status_csv

    project, settings = setup.project, setup.settings
    reach = sources(setup, remember=remember)
    drafts = DraftFolder(setup, reach.documents)
    return Hands(
        settings=settings,
        sources=reach,
        ledger=ledger,
        mailer=carrier,
        renderer=renderer(setup),
        reports=reports(setup, None),
        draft=drafts.write,
        try_draft=drafts.try_out,
        drafted=drafts.shown,
        draft_file=drafts.read,
        status_file=status_csv,
        lock=LockFile(project.root / "state" / "policyclerk.lock"),
        clock=at,
        pauses=partial(pauses, setup),
        ping=partial(_ping, setup),
        tidy=partial(_tidy, setup),
        nights=SqlNights(database(setup)),
        versions=versions(setup),
        calendar=partial(_calendar, setup),
        feed=_feed,
    )


def _feed(events: tuple[CalendarEvent, ...], name: str, today: date) -> bytes:
    from policyclerk.adapters.calendar_ics import calendar_bytes  # icalendar: only where a file is made

    return calendar_bytes(events, name=name, today=today)


def press(setup: Setup) -> "Press":
    """What turns a report into files; every library is loaded when its form is asked for."""
    from policyclerk.adapters.evidence_zip import packed
    from policyclerk.adapters.report_csv import table_csv
    from policyclerk.reporting import Press

    pages, folders = renderer(setup), layers(setup.project, "templates")

    def word(view: Mapping[str, Any]) -> bytes:
        from policyclerk.adapters.report_docx import word_report

        return word_report(view, folders=folders, colours=pages.colours())

    def book(tables: "Sequence[Sheet]", view: Mapping[str, Any]) -> bytes:
        from policyclerk.adapters.report_xlsx import workbook

        title, day = f"Policies of {view['school'] or view['trust']}", date.fromisoformat(view["today"])
        return workbook(tables, title=title, today=day, brand=pages.colours().get("brand", "#22456b"))

    return Press(
        page=partial(pages.page, "board"),
        word=word,
        book=book,
        table=lambda table: table_csv(table.headings, table.rows),
        archive=lambda files, day: packed(files, day=day),
    )


def _calendar(setup: Setup, events: tuple[CalendarEvent, ...], today: date) -> bytes:
    from policyclerk.adapters.calendar_ics import calendar_bytes  # icalendar: only where a file is made

    return calendar_bytes(events, name=f"Policies of {setup.settings.trust.name}", today=today)


def versions(setup: Setup) -> dict[str, str]:
    """What a judgement is made with: the program, the reader of Word files, and the tables of config/ by their digest."""
    from policyclerk import __version__
    from policyclerk.word.reader_version import READER_VERSION

    found = {"policyclerk": __version__, "reader of Word files": str(READER_VERSION)}
    for folder in reversed(layers(setup.project, "config")):
        for table in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            if not table.name.startswith("trust."):
                found[f"config/{table.name}"] = sha256(table.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def _ping(setup: Setup, moment: "Moment") -> None:
    if setup.settings.heartbeat.ping_url:
        from policyclerk.adapters.ping import ping  # the network: only where it is asked for

        ping(setup.settings.heartbeat.ping_url, moment)


def pauses(setup: Setup) -> tuple[Pause, ...]:
    """The pauses of the mails as they stand."""
    return read_pauses(_pauses_file(setup))


def pause(setup: Setup, *, until: date | None, address: str | None) -> None:
    """Hold back the mails to everybody, or to one address; an earlier pause of the same is replaced."""
    with acting_ledger(setup) as ledger:
        person = ledger.hash_recipient(address) if address else None
        others = [each for each in pauses(setup) if each.person != person]
        write_pauses(_pauses_file(setup), [*others, Pause(until, person)])


def resume(setup: Setup, address: str | None) -> int:
    """End the pause of one address, or every pause; gives how many were ended."""
    with acting_ledger(setup) as ledger:
        person = ledger.hash_recipient(address) if address else None
        before = pauses(setup)
        kept = [each for each in before if person is not None and each.person != person]
        write_pauses(_pauses_file(setup), kept)
    return len(before) - len(kept)


def _pauses_file(setup: Setup) -> Path:
    return setup.project.root / "state" / "pauses.json"


def _tidy(setup: Setup) -> None:
    """Remove what a killed run left half written, wherever we write."""
    project, settings = setup.project, setup.settings
    beside_register = project.path(settings.register.path).parent
    folders = (beside_register, project.root / "state" / "backup", project.root / "reports")
    clear_leftovers(folders, below=(project.path(settings.drafts.folder),))


def renderer(setup: Setup) -> "JinjaRenderer":
    """The templates: the trust's own first, then the shipped ones."""
    from policyclerk.adapters.templates_jinja import JinjaRenderer  # Jinja2: not needed by `check`

    return JinjaRenderer(layers(setup.project, "templates"), trust=setup.settings.trust.name)


# ---- the ledger


def open_ledger(setup: Setup) -> LedgerStore:
    """The ledger as it stands, for looking at; nothing is created where there is none."""
    from policyclerk.adapters.ledger_sql import open_existing

    return open_existing(database(setup))


def last_runs(setup: Setup, most: int) -> Sequence[RunRecord]:
    """The newest runs that are remembered, the last one first."""
    from policyclerk.adapters.ledger_sql import open_existing

    return open_existing(database(setup)).runs(most)


def _own_ledger(setup: Setup, at: Clock) -> "SqlLedger":
    """The ledger for writing; one that lies outside the trust's own folder is seen to be no other trust's."""
    from policyclerk.adapters.ledger_owner import see_owner
    from policyclerk.adapters.ledger_sql import SqlLedger  # SQLAlchemy: not needed by `check`

    address = database(setup)
    ledger = SqlLedger(address, at)
    file = Path(address.removeprefix("sqlite:///")).resolve()
    if not (address.startswith("sqlite:///") and file.is_relative_to(setup.project.root)):
        see_owner(address, setup.settings.trust.name)
    return ledger


def rename_ledger(setup: Setup) -> str:
    """The ledger is the trust's under the name that it has now; gives the name before."""
    from policyclerk.adapters.ledger_owner import give_to

    with _while_no_run(setup):
        return give_to(database(setup), setup.settings.trust.name)


def _while_no_run(setup: Setup) -> AbstractContextManager[None]:
    from policyclerk.adapters.lock_file import LockFile

    return LockFile(setup.project.root / "state" / "policyclerk.lock")(wait_s=30)


@contextmanager
def acting_ledger(setup: Setup) -> Iterator["SqlLedger"]:
    """The ledger for writing, while no run is under way."""
    with _while_no_run(setup):
        store = _own_ledger(setup, clock(setup, None))
        try:
            yield store
        finally:
            store.close()
