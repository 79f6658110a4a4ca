"""What a night works with: everything of the outside world, and what a person says about one run."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from policyclerk.domain.action import (
    DraftOrder,
    DraftResult,
    StatusOrder,
)
from policyclerk.domain.calendar_event import CalendarEvent
from policyclerk.domain.pause import Pause
from policyclerk.domain.settings import Settings
from policyclerk.gather import Sources
from policyclerk.ports import (
    Clock,
    LedgerStore,
    Lock,
    Mailer,
    NightStore,
    NoNights,
    NoRuns,
    Renderer,
    ReportWriter,
    RunStore,
)


@dataclass(frozen=True, slots=True)
class Hands:
    """Everything of the outside world that a night needs; put together by `bootstrap`.

    Attributes:
        draft: carries out a draft order.
        try_draft: shows what a draft order would change, writing nothing in the project.
        drafted: the project-relative path of a draft that is there, by its order's target; None where it is not.
        status_file: rows that could not be marked, as the text of the status file.
        ping: tells a watcher outside of a night's start, success or failure.
        pauses: the pauses of the mails as they stand.
        tidy: removes what a killed run left half written; called under the lock.
        feed: days as a calendar file of this name, for people to subscribe to; None writes none.
        nights: what is remembered of the nights, for reports.
        versions: of the program and of the tables that it judges with, by name.
        calendar: the days of a message as a calendar file; None attaches none.
        draft_file: the bytes of a draft by its project-relative path; None where it is not there.
        runs: gives each run its id and remembers how it went.
        run: the id of the run under way.
        by_hand: whether the day of the run was given by a person (`--today`).
        log: keeps the log of a run by its id while it is entered; gives the reason where it cannot be kept.
        take_away: forgets names and messages that were kept long enough by a day; gives a sentence where it did any.
    """

    settings: Settings
    sources: Sources
    ledger: LedgerStore
    mailer: Mailer
    renderer: Renderer
    reports: ReportWriter
    draft: Callable[[DraftOrder], DraftResult]
    try_draft: Callable[[DraftOrder], DraftResult]
    drafted: Callable[[str], str | None]
    status_file: Callable[[tuple[StatusOrder, ...]], str]
    lock: Lock
    clock: Clock
    ping: Callable[[Literal["start", "success", "fail"]], None] = lambda _: None
    pauses: Callable[[], tuple[Pause, ...]] = tuple
    tidy: Callable[[], object] = lambda: None
    feed: Callable[[tuple[CalendarEvent, ...], str, date], bytes] | None = None
    nights: NightStore = field(default_factory=NoNights)
    versions: Mapping[str, str] = field(default_factory=dict)
    calendar: Callable[[tuple[CalendarEvent, ...], date], bytes] | None = None
    draft_file: Callable[[str], bytes | None] = lambda _: None
    take_away: Callable[[date], str | None] = lambda _: None
    runs: RunStore = field(default_factory=NoRuns)
    run: str | None = None
    by_hand: bool = False
    log: Callable[[str | None], AbstractContextManager[str | None]] = lambda _: nullcontext()


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may say about one run.

    Attributes:
        expect: the fingerprint of the preview that was looked at; another plan is refused.
        allow_mails: lifts the limit of messages to this number, once.
        allow_shrink: lets a register that has shrunk pass, once.
        allow_past: lets a run be for a day before the last one.
    """

    expect: str | None = None
    allow_mails: int | None = None
    allow_shrink: bool = False
    allow_past: bool = False
