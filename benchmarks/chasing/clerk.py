"""policyclerk itself in the simulation: its own night and its own reminders, over the sheet and the post of the simulation.

A night at 03:30 makes drafts and marks rows; the reminders at 07:30 on weekdays send what is due, as the deployments do.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from benchmarks.chasing.mishaps import Mishaps
from benchmarks.chasing.post import CutOff, Delivery, Item, Post
from benchmarks.chasing.trust import CONTACT, Trust, book, facts

from policyclerk import run
from policyclerk.adapters.config_toml import read_bank_holidays
from policyclerk.adapters.ledger_sql import SqlLedger
from policyclerk.adapters.settings_toml import read_settings
from policyclerk.domain.action import DraftOrder, DraftResult, MailOrder, Message, StatusOrder
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.errors import OutcomeUnknown, RegisterError, UsageError
from policyclerk.domain.register import RawBook, Register
from policyclerk.gather import Sources
from policyclerk.hands import Hands, Options
from policyclerk.ports import DocumentRef, Resolution, RowOutcome
from policyclerk.settle import resolve

ZONE = ZoneInfo("Europe/London")
CONFIG = Path(__file__).resolve().parents[2] / "config"
NIGHT, MORNING = time(3, 30), time(7, 30)


class Killed(BaseException):
    """The process ends here, as a kill would: nothing of the product may catch it."""


class Watch:
    """The clock of the simulation."""

    def __init__(self, day: date) -> None:
        self.moment = datetime.combine(day, NIGHT, ZONE)

    def set(self, day: date, hour: time) -> None:
        """Move to a day and an hour of it."""
        self.moment = datetime.combine(day, hour, ZONE)

    def now(self) -> datetime:
        """The present moment."""
        return self.moment


class Fuse:
    """Counts the calls into the world, and burns through after so many."""

    left: int | None = None

    def burn(self) -> None:
        """One call more."""
        if self.left is None:
            return
        self.left -= 1
        if self.left <= 0:
            self.left = None
            raise Killed


class Fused:
    """Something that may be killed before or after each of its calls."""

    def __init__(self, inner: object, fuse: Fuse) -> None:
        self._inner, self._fuse = inner, fuse

    def __getattr__(self, name: str) -> Any:
        return self.around(getattr(self._inner, name))

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same call with a place to die on either side of it."""

        def fused(*given: Any, **named: Any) -> Any:
            self._fuse.burn()
            result = work(*given, **named)
            self._fuse.burn()
            return result

        return fused


class Sheet:
    """The trust's sheet as the product sees it; what it writes goes beside the row with that Ref, wherever it stands."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self.down = False

    def read(self) -> RawBook:
        """The sheet, or the fault of a sheet that cannot be reached."""
        if self.down:
            raise RegisterError("register_unreadable", "the sheet cannot be reached")
        return book(self._trust)

    def write_status(
        self,
        *,
        orders: Sequence[StatusOrder],
        register: Register,  # noqa: ARG002 - the port's names
    ) -> tuple[RowOutcome, ...]:
        """Keep our cells."""
        for order in orders:
            row = self._trust.rows[order.row - 2]
            self._trust.marks.setdefault(row.ref, {}).update(dict(order.values))
        return tuple(RowOutcome(order.tab, order.row, written=True) for order in orders)


class Papers:
    """The Word files, made from the truth; it is documents store and memory of facts at once."""

    left_out: tuple[str, ...] = ()

    def __init__(self, trust: Trust) -> None:
        self._trust = trust

    def listing(self) -> tuple[DocumentRef, ...]:
        """One file for each policy."""
        return tuple(self._ref(f"{row.ref}.docx") for row in self._trust.rows)

    def resolve(self, *, text: str | None, link: str | None) -> Resolution:  # noqa: ARG002 - the port's names
        """The file that the cell names."""
        return Resolution(self._ref(text or ""))

    def local(self, path: str) -> Path | None:  # noqa: ARG002 - the port's names
        """Nowhere on this machine."""
        return None

    def known(self, refs: Sequence[DocumentRef]) -> Mapping[str, DocumentFacts]:
        """Every file's facts: nothing is left to be read."""
        rows = {f"{row.ref}.docx": row for row in self._trust.rows}
        return {ref.path: facts(rows[ref.path], ref.path) for ref in refs}

    def remember(self, found: object) -> None:
        """Nothing to keep."""

    @staticmethod
    def _ref(name: str) -> DocumentRef:
        return DocumentRef(name, name, name, 1, 1)


class Postman:
    """The product's mailer: hands messages to the post and tells what it cannot know."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def prepare(self, message: Message) -> None:
        """Nothing lies ready."""

    def commit(self, message: Message) -> str:
        """Let a message leave."""
        items = tuple(_item(key) for key in message.items)
        try:
            self._post.send(Delivery(message.day, message.to, message.message_id, items))
        except CutOff as fault:
            raise OutcomeUnknown("mail_unknown", "cut off") from fault
        return "sent"

    def recover(self, message_id: str) -> bool | None:  # noqa: ARG002 - the port's names
        """A server that was asked and did not answer: nobody can tell."""
        return None

    def tidy(self) -> None:
        """Nothing lies about."""


def _item(key: str) -> Item:
    kind, ref, cycle, step, _ = key.split("/")
    return Item(kind, unquote(ref), cycle, step)


class PlainRenderer:
    """Short texts: what the templates make of a plan is looked at elsewhere."""

    def mail(self, order: MailOrder) -> tuple[str, str, str]:
        """Subject, text, HTML."""
        return order.kind, order.kind, order.kind

    def report(self, kind: str, view: Mapping[str, Any]) -> Mapping[str, str]:  # noqa: ARG002 - the port's names
        """One line."""
        return {".html": kind}


class Clerk:
    """policyclerk with its ledger in a folder of its own."""

    name = "policyclerk"

    def __init__(self, trust: Trust, post: Post, folder: Path, start: date, *, settings: str = "") -> None:
        self._trust, self._post = trust, post
        self._watch, self._fuse, self._sheet = Watch(start), Fuse(), Sheet(trust)
        self._drafts: set[str] = set()
        path = folder / "trust.toml"
        path.write_text(_SETTINGS + settings, encoding="utf-8")
        self._ledger = SqlLedger(f"sqlite:///{folder}/ledger.db", self._watch)
        self._hands = self._with(path)
        self.unknown_settled = 0
        self.refused_past = 0

    def day(self, day: date, mishaps: Mishaps) -> None:
        """The night and the morning of one day, with all that goes wrong; then a person settles what is unclear."""
        self._sheet.down = mishaps.sheet_down
        self._fuse.left = mishaps.killed_after
        works = [(NIGHT, run.night), *([(MORNING, run.remind)] if day.weekday() < 5 else [])]
        for hour, work in works:
            for _ in range(2 if mishaps.twice else 1):
                self._watch.set(day, hour)
                self._start(work, day)
        if mishaps.clock_back:
            self._believes_it_is_yesterday(day)
        self._settle_unknown(day)

    def close(self) -> None:
        """Let the ledger go."""
        self._ledger.close()

    def ledger_holds(self) -> bool:
        """Whether the chain over the ledger is whole."""
        return self._ledger.verify()[0]

    def _start(self, work: Callable[..., Any], day: date) -> None:
        """A run; one that is killed is started again, as a scheduler does."""
        try:
            work(self._hands, day, Options())
        except Killed:
            work(self._hands, day, Options())

    def _believes_it_is_yesterday(self, day: date) -> None:
        yesterday = day - timedelta(days=1)
        self._watch.set(yesterday, MORNING)
        with suppress(UsageError):
            run.night(self._hands, yesterday, Options())
            return
        self.refused_past += 1

    def _settle_unknown(self, day: date) -> None:
        """A person looks into the mailbox and says what became of each unclear message."""
        claims = self._ledger.claims().values()
        for message_id in {claim.message_id for claim in claims if claim.state == "unknown"} - {None}:
            word = "sent" if message_id in self._post.arrived else "resend"
            resolve(self._ledger, message_id or "", word, day)  # type: ignore[arg-type]
            self.unknown_settled += 1

    def _with(self, settings: Path) -> Hands:
        papers, fuse = Papers(self._trust), self._fuse
        sheet: Any = Fused(self._sheet, fuse)
        sources = Sources(sheet, papers, papers, lambda _: (), _bank_holidays())
        ledger: Any = Fused(self._ledger, fuse)
        postman: Any = Fused(Postman(self._post), fuse)
        reports: Any = Reports()
        draft = Fused(None, fuse).around(self._draft)
        return Hands(
            settings=read_settings(settings), sources=sources, ledger=ledger, mailer=postman, renderer=PlainRenderer(),
            reports=reports, draft=draft, try_draft=lambda order: DraftResult(order.target, ()), drafted=lambda t: t if t in self._drafts else None,
            status_file=lambda _: "", lock=free, clock=self._watch,
        )  # fmt: skip

    def _draft(self, order: DraftOrder) -> DraftResult:
        if order.target in self._drafts:
            raise FileExistsError(order.target)
        self._drafts.add(order.target)
        return DraftResult(order.target, ())


class Reports:
    """A folder that keeps nothing."""

    def write(self, *, name: str, text: str) -> str:  # noqa: ARG002 - the port's names
        """The path it would have."""
        return f"reports/{name}"


@contextmanager
def _held() -> Iterator[None]:
    yield


def free(*, wait_s: float) -> AbstractContextManager[None]:  # noqa: ARG001 - the port's name
    """A lock that nobody else wants: runs of the simulation stand one after another."""
    return _held()


def _bank_holidays() -> frozenset[date]:
    """The product's own list."""
    return read_bank_holidays((CONFIG,), nation="england-and-wales")


_SETTINGS = f"""
[trust]
name = "Ash Trust"
contact = "{CONTACT}"
[register]
write_back = true
[limits]
max_mails_per_run = 1000
max_drafts_per_run = 1000
max_share_missing = 0.3
"""
