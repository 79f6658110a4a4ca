"""The judge: works out from the truth alone what had to be said to whom, and holds every message against it.

It knows nothing of the product's planning: steps, releases, papers dates and duties are worked out here once more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median, quantiles

from benchmarks.chasing.post import Delivery, Item
from benchmarks.chasing.school_calendar import is_working_day, meetings, open_day, open_day_until
from benchmarks.chasing.trust import CONTACT, PAPERS, Person, Row, Trust

OWNER_STEPS = (90, 42, 14, 0, -14, -42)
APPROVER_STEPS = (14, 7, 0)
PATIENCE = 3
"""Undisturbed sending days after which a step that nobody has had counts as lost."""
WARNING = 90


@dataclass(slots=True)
class Verdict:
    """What came of a simulation; counts, all of which but `messages` and `most_in_a_week` should be 0.

    Attributes:
        papers: policy -> for each papers date met: whether its owner had had two messages or was done by then.
    """

    messages: int = 0
    doubled: int = 0
    twice_a_day: int = 0
    lost: int = 0
    closed_days: int = 0
    crossed: int = 0
    after_completion: int = 0
    per_week: Counter[tuple[str, date]] = field(default_factory=Counter)
    per_fortnight: Counter[tuple[str, int]] = field(default_factory=Counter)
    papers: list[bool] = field(default_factory=list)
    papers_open: list[bool] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    @property
    def most_in_a_week(self) -> int:
        """Most messages to one person in a calendar week."""
        return max(self.per_week.values(), default=0)

    def fortnight(self) -> tuple[float, float]:
        """Median and 95th percentile of messages to a person in a fortnight in which she had any."""
        counts = sorted(self.per_fortnight.values())
        return (median(counts), quantiles(counts, n=20)[-1]) if len(counts) > 1 else (0.0, 0.0)


class Judge:
    """Listens to the post, and looks at the truth every evening.

    Args:
        start: the first day; what was overdue then belongs to the backlog and is judged apart.
        steps: whether the chaser promises the steps; without, none can be lost.
    """

    def __init__(self, trust: Trust, start: date, *, steps: bool = True) -> None:
        self._trust, self._start, self._steps = trust, start, steps
        self._told: dict[tuple[str, str], list[date]] = defaultdict(list)
        self._said: dict[tuple[str, str, str], date] = {}
        self._items: Counter[tuple[str, Item]] = Counter()
        self._ids: Counter[str] = Counter()
        self._today: Counter[tuple[str, date]] = Counter()
        self._waiting: Counter[tuple[str, str, str]] = Counter()
        self._lost: set[tuple[str, str, str]] = set()
        self.verdict = Verdict()

    # ---- every message

    def hear(self, delivery: Delivery) -> None:
        """Hold one message that arrived against the truth of the moment."""
        verdict, day, to = self.verdict, delivery.day, delivery.to
        verdict.messages += 1
        verdict.per_week[to, day - timedelta(days=day.weekday())] += 1
        verdict.per_fortnight[to, (day - self._start).days // 14] += 1
        if not all(item.kind == "alert" for item in delivery.items):  # alerts are no message of the day
            self._today[to, day] += 1
            verdict.twice_a_day += self._today[to, day] > 1
        self._ids[delivery.message_id] += 1
        doubled = self._ids[delivery.message_id] > 1
        for item in delivery.items:
            self._items[to, item] += 1
            doubled = doubled or self._items[to, item] > 1
            self._hear_item(item, delivery)
        self._note("doubled", delivery, wrong=doubled)
        self._note("closed_days", delivery, wrong=not is_working_day(day))

    def _hear_item(self, item: Item, delivery: Delivery) -> None:
        row = self._trust.of_ref(item.ref)
        if row is None:
            for_contact = item.kind in ("trust-summary", "alert")
            self._note("crossed", delivery, wrong=not for_contact or delivery.to != CONTACT)
            return
        kind = "approver" if item.kind == "approver" else "owner"
        self._told[item.ref, kind].append(delivery.day)
        self._said[item.ref, item.cycle, item.step] = delivery.day
        in_holiday = is_working_day(delivery.day) and not open_day(delivery.day, row.school)
        self._note("closed_days", delivery, wrong=in_holiday)
        self._note("crossed", delivery, wrong=delivery.to not in set(self._entitled(row, item.kind)))
        self._note("after_completion", delivery, wrong=self._complete(row, kind))

    def _complete(self, row: Row, kind: str) -> bool:
        """Whether there was nothing left to ask for."""
        if row.retired:
            return True
        if kind == "approver":
            return not row.with_governors and row.signed
        return row.handed_on is not None

    def _entitled(self, row: Row, kind: str) -> Iterator[str]:
        """Who may hear of a policy: those with the duty, their deputies, and those above them."""
        trust, school = self._trust, row.school
        duty = (trust.chairs[school], trust.clerks[school]) if kind == "approver" else (row.owner,)
        above = trust.heads[school]
        for person in (*duty, above):
            yield from _line_of(person)
        yield CONTACT

    # ---- every evening

    def evening(self, day: date, *, undisturbed: bool) -> None:
        """Count what had to be said by now and was not, after enough undisturbed days.

        Args:
            undisturbed: whether messages could leave all day.
        """
        for row in self._trust.rows:
            if row.retired:
                continue
            self._papers_date(row, day)
            if self._steps and undisturbed and open_day(day, row.school):
                self._look(row, day)

    def _look(self, row: Row, day: date) -> None:
        for kind, cycle, step, release in self._owed(row, day):
            if (
                any(told >= release for told in self._told[row.ref, kind])
                or (row.ref, cycle, step) in self._said
            ):
                continue
            key = (row.ref, cycle, f"{kind} {step}")
            self._waiting[key] += 1
            if self._waiting[key] > PATIENCE and key not in self._lost:
                self._lost.add(key)
                self.verdict.lost += 1
                self.verdict.examples.append(f"lost: {key} released {release}, still unsaid on {day}")

    def _owed(self, row: Row, day: date) -> Iterator[tuple[str, str, str, date]]:
        """The newest released step of a policy: kind, cycle, step, release."""
        if row.handed_on is None:
            yield from self._owed_to_owner(row, day)
        elif row.with_governors:
            coming = next(meeting for meeting in meetings(row.school) if meeting >= day)
            for step in reversed(APPROVER_STEPS):
                release = _monday(coming - timedelta(days=step))
                if release <= min(day, coming):
                    yield "approver", coming.isoformat(), str(step), max(release, row.handed_on)
                    return

    def _owed_to_owner(self, row: Row, day: date) -> Iterator[tuple[str, str, str, date]]:
        needed = self._needed(row)
        for step in reversed(OWNER_STEPS):
            falls = (needed if step > 0 else row.due_on) - timedelta(days=step)
            release = _monday(falls)
            if release <= day:
                if release > self._start:
                    yield "owner", row.due.isoformat(), str(step), release
                return

    def _needed(self, row: Row) -> date:
        """Papers date of the last meeting in time; without one the due date, moved out of a holiday."""
        meeting = self._trust.deciding(row)
        return meeting - PAPERS if meeting else open_day_until(row.due_on, row.school)

    def _papers_date(self, row: Row, day: date) -> None:
        """On the papers date of the last meeting that can take it: had the owner had two messages, or was she done?"""
        meeting = self._trust.deciding(row) if row.due > self._start + timedelta(days=WARNING + 60) else None
        if meeting is None or meeting - PAPERS != day:
            return
        since = day - timedelta(days=WARNING + 7)
        enough = sum(told >= since for told in self._told[row.ref, "owner"]) >= 2
        done = row.handed_on is not None
        self.verdict.papers.append(enough or done)
        if not done:
            self.verdict.papers_open.append(enough)

    def _note(self, what: str, delivery: Delivery, *, wrong: bool) -> None:
        if wrong:
            setattr(self.verdict, what, getattr(self.verdict, what) + 1)
            self.verdict.examples.append(f"{what}: {delivery}")


def _monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def _line_of(person: Person) -> Iterator[str]:
    """Somebody's own address, and those who stand in for her one after another."""
    seen: set[str] = set()
    here: Person | None = person
    while here is not None and here.email not in seen:
        seen.add(here.email)
        yield here.email
        here = here.deputy
