"""What the product needs of the world, as small protocols. Adapters implement them; tests have harmless twins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:  # named in signatures alone; whoever uses one port should not load the nouns of all
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path

    from policyclerk.domain.action import MailOrder, Message, StatusOrder
    from policyclerk.domain.document import DocumentFacts
    from policyclerk.domain.ledger import Claim, Effect, EntryState, LedgerEntry
    from policyclerk.domain.nights import Change, Decision, Night, NightCounts, Stand
    from policyclerk.domain.register import RawBook, Register
    from policyclerk.domain.run_record import RunKind, RunRecord

T = TypeVar("T")


# ---- the register


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row's status cells. `why` says so where they were not written."""

    tab: str
    row: int
    written: bool
    why: str | None = None


class RegisterSource(Protocol):
    """A trust's own spreadsheet."""

    def read(self) -> RawBook:
        """The whole book as it stands. Raises RegisterError (register_missing, register_unreadable)."""

    def write_status(self, *, orders: Sequence[StatusOrder], register: Register) -> tuple[RowOutcome, ...]:
        """Write our columns only, only where a value differs, rows found again by their identity.

        Raises:
            WriteRefused: the book as a whole cannot be written without harm; nothing was changed.
        """


# ---- documents


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """One Word file of the store.

    Attributes:
        path: relative to the project directory, forward slashes (absolute where it lies outside).
        below_root: relative to the documents root.
        local: where its bytes can be read on this machine.
        size, modified_ns: to find unchanged files again without reading them.
    """

    path: str
    below_root: str
    local: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a Document cell leads: a file, or why not.

    Attributes:
        ref: the file; None where there is none.
        kind: register problem kind for what is wrong (`link_refused`, `link_broken`), None where nothing is.
        why: the sentence that goes with it.
    """

    ref: DocumentRef | None
    kind: str | None = None
    why: str | None = None


class DocumentStore(Protocol):
    """Where the policies' Word files are."""

    def listing(self) -> tuple[DocumentRef, ...]:
        """Every Word file (and what calls itself one) below the root, sorted by path; lock files left out.

        Raises:
            PolicyclerkError: the root is missing or cannot be listed.
        """

    def resolve(self, *, text: str | None, link: str | None) -> Resolution:
        """Where a cell's hyperlink or text leads; never outside the root and the project."""

    def local(self, path: str) -> Path | None:
        """Where the bytes of a file are on this machine, by its path below the root; None for one not known."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences about files that the listing left out."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to be read by one task: what a worker needs and nothing else; picklable.

    Attributes:
        files: pairs of the path to be named in the answer and the local path.
        max_mb: larger files are not opened.
        seconds: the time that one file may take.
        names: further names of laws, guidance, bodies, terms and services to look for, a trust's own.
    """

    number: int
    files: tuple[tuple[str, str], ...]
    max_mb: int
    seconds: float = 20.0
    names: tuple[str, ...] = ()


class FactsCache(Protocol):
    """Facts remembered by digest and reader version; and digests by path, size and time of change."""

    def known(self, refs: Sequence[DocumentRef]) -> Mapping[str, DocumentFacts]:
        """Facts of unchanged files, by `DocumentRef.path`."""

    def remember(self, found: Iterable[tuple[DocumentRef, DocumentFacts]]) -> None:
        """Keep the facts of files that were read now."""


# ---- words


class Renderer(Protocol):
    """Turns orders into texts with the trust's or the shipped templates."""

    def mail(self, order: MailOrder) -> tuple[str, str, str]:
        """Subject, text and HTML of a message. Raises TemplateError, naming template and line."""

    def report(self, kind: str, view: Mapping[str, Any]) -> Mapping[str, str]:
        """File suffix (".html", ".md") -> text of a report. Raises TemplateError."""


class ReportWriter(Protocol):
    """Puts a report where people find it."""

    def write(self, *, name: str, text: str) -> str:
        """Write reports/<name> atomically; gives the path relative to the project directory."""

    def write_bytes(self, *, name: str, content: bytes) -> str:
        """As `write`, for what is no text."""

    def read(self, name: str) -> bytes | None:
        """What reports/<name> holds; None where there is none, or it cannot be read."""

    def where(self, name: str) -> str:
        """The path of reports/<name> as `write` gives it."""

    def within(self, name: str) -> ReportWriter:
        """The same for a folder in it, where many files belong together."""


class Mailer(Protocol):
    """Carries messages. The two halves let a caller claim between preparing and committing."""

    def prepare(self, message: Message) -> None:
        """Do all that can be done without anything leaving (for folder mail: written aside and synced)."""

    def commit(self, message: Message) -> str:
        """Let it leave; gives where it went.

        Raises:
            OSError, PolicyclerkError: it certainly did not leave.
            OutcomeUnknown: it was cut off after the other side may have taken it.
        """

    def recover(self, message_id: str) -> bool | None:
        """After a kill between claim and confirmation: True it left (or leaves now), False not, None unknown."""

    def tidy(self) -> None:
        """Throw away what was prepared and never claimed; called when no message is between claim and outcome."""


@runtime_checkable
class TellsLater(Protocol):
    """A mailer whose service finds out later that a message it took could not be delivered."""

    def undelivered(self, message_ids: Sequence[str]) -> Mapping[str, str]:
        """Message-ID -> kind of fault, of those that could not be delivered.

        Raises:
            OSError, PolicyclerkError: the service cannot be asked.
        """


# ---- memory


class LedgerStore(Protocol):
    """What was done, when, to whom: append-only entries and one claim per key."""

    def claims(self, *, marks_since: date | None = None) -> Mapping[str, Claim]:
        """Where every key stands.

        Args:
            marks_since: leaves out the register's rows that were marked before that day; of no interest to a plan, whose
                own marks bear its day, and after a year most of the ledger. Nor is what came of messages that left and of
                reports told then.
        """

    def entries(self, *, marks: bool = True) -> Iterable[LedgerEntry]:
        """All entries in order; without `marks` those of the register's rows are left out."""

    def verify(self) -> tuple[bool, str | None]:
        """Whether the chain holds, and if not, where it breaks."""

    def sealed(self) -> Sequence[Mapping[str, Any]]:
        """All entries as the chain seals them: digests in place of what is personal, with `prev` and `hash`."""

    def claim(
        self,
        key: str,
        *,
        kind: str,
        policy: str | None,
        to: str | None,
        today: date,
        message_id: str | None = None,
    ) -> bool:
        """Take a key for an effect about to happen; False where it is spent. Exactly one caller ever gets True."""

    def record(
        self,
        key: str,
        *,
        kind: str,
        policy: str | None,
        to: str | None,
        today: date,
        state: EntryState,
        message_id: str | None = None,
        result: Any = None,
    ) -> None:
        """Write down what became of a key, and append the entry."""

    def claim_all(self, effects: Sequence[Effect], *, today: date) -> tuple[str, ...]:
        """Take all keys in one transaction, or none; gives the keys that stood in the way, empty = all taken."""

    def claim_each(self, effects: Sequence[Effect], *, today: date) -> frozenset[str]:
        """Take every key that is free, in one transaction; gives the keys taken."""

    def record_all(self, effects: Sequence[Effect], *, today: date, state: EntryState) -> None:
        """Write down what became of several keys, in one transaction."""

    def hash_recipient(self, address: str) -> str:
        """First 16 hex digits of the HMAC of an address, with the project's own key."""

    def last_run(self) -> tuple[date, frozenset[str]] | None:
        """Day and policy keys of the last completed run."""

    def remember_run(self, today: date, policies: frozenset[str]) -> None:
        """Note a completed run for the next one's comparison."""


class RunStore(Protocol):
    """Gives each run its id, and remembers how it went."""

    def begin_run(self, kind: RunKind, *, today: date, by_hand: bool) -> str | None:
        """Note that a run begins; gives its id, None where none is remembered.

        Args:
            by_hand: whether the day was given by a person and not by the clock.
        """

    def end_run(self, outcome: str) -> None:
        """Note how the run under way has ended."""

    def runs(self, most: int) -> Sequence[RunRecord]:
        """The last runs, the newest first."""


class NoRuns:
    """Remembers nothing: the RunStore where nothing is carried out."""

    def begin_run(self, kind: RunKind, *, today: date, by_hand: bool) -> None:
        """It has no id."""

    def end_run(self, outcome: str) -> None:
        """Nothing is kept."""

    def runs(self, most: int) -> Sequence[RunRecord]:  # noqa: ARG002 - the protocol's name
        """None."""
        return ()


class NightStore(Protocol):
    """What is remembered of the nights, for reports that show movement; nothing personal."""

    def nights(self) -> tuple[NightCounts, ...]:
        """The counts of every night that was kept, the oldest first."""

    def stands(self) -> Mapping[str, Stand]:
        """Where every policy stood on the last night, by its key."""

    def changes(self) -> tuple[Change, ...]:
        """Every change of status, the oldest first."""

    def decisions(self) -> tuple[Decision, ...]:
        """Every review that ended with an approval, the oldest first."""

    def keep(self, night: Night) -> None:
        """Remember a night; one before the last night is not kept."""


class NoNights:
    """Remembers nothing: the NightStore where there is no state."""

    def nights(self) -> tuple[NightCounts, ...]:
        """None."""
        return ()

    def stands(self) -> Mapping[str, Stand]:
        """None."""
        return {}

    def changes(self) -> tuple[Change, ...]:
        """None."""
        return ()

    def decisions(self) -> tuple[Decision, ...]:
        """None."""
        return ()

    def keep(self, night: Night) -> None:
        """Nothing is kept."""


class Lock(Protocol):
    """One run at a time per project; ends with the process that holds it."""

    def __call__(self, *, wait_s: float) -> AbstractContextManager[None]:
        """Hold the lock. Raises AnotherRun when it is not free within `wait_s` seconds."""


class Clock(Protocol):
    """The only way to know what time it is."""

    def now(self) -> datetime:
        """The present moment, with a time zone."""


# ---- how work is carried out (in process, or as Prefect tasks)


class Step(Protocol):
    """Runs one named step of the night."""

    def __call__(self, name: str, work: Callable[[], T], *, repeatable: bool = False) -> T:
        """The result of `work()`; a `repeatable` step only reads and may be tried again after a passing fault."""


class Spread(Protocol):
    """Runs one piece of work over many batches, in order of the batches."""

    def __call__(
        self, work: Callable[[Batch], tuple[DocumentFacts, ...]], batches: Sequence[Batch]
    ) -> Iterable[tuple[DocumentFacts, ...]]:
        """The results, one per batch, in the order of the batches."""
