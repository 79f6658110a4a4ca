"""What people do in a day: they work when told (or not), meet, approve, sign, leave, fall ill and edit the sheet."""

import random
from datetime import date, timedelta

from benchmarks.chasing.post import Delivery
from benchmarks.chasing.school_calendar import meetings, open_day, open_day_from
from benchmarks.chasing.trust import PAPERS, Person, Row, Trust, new_row

from policyclerk.domain.months import add_months


class Life:
    """The people's side of the simulation. `react` hears every message, `day` plays one day."""

    def __init__(self, trust: Trust, seed: int) -> None:
        self._trust = trust
        self._seed = seed
        self._rng = random.Random(seed)
        self._by_email = {person.email: person for person in trust.people}
        self._approved: dict[str, date] = {}
        self._signing: dict[str, date] = {}
        self._leaving: list[tuple[date, Person]] = []

    def react(self, delivery: Delivery) -> None:
        """Somebody reads a message: perhaps she sets to work on what it asks for."""
        reader = self._by_email.get(delivery.to)
        if reader is None:
            return
        for item in delivery.items:
            row = self._trust.of_ref(item.ref)
            # by what is said to whom, so that the order in which messages arrive changes nothing
            rng = random.Random(f"{self._seed} {item} {delivery.to}")
            if row is None or rng.random() > reader.eager:
                continue
            if item.kind in ("owner", "escalation") and row.works_until is None and row.handed_on is None:
                row.works_until = delivery.day + timedelta(days=rng.randint(1, 21))
            elif item.kind == "approver" and not row.signed and reader.role == "Chair":
                self._signing.setdefault(row.ref, delivery.day + timedelta(days=rng.randint(0, 9)))

    def day(self, day: date) -> None:
        """Everything that people do between one night and the next."""
        for row in self._trust.rows:
            if row.retired:
                continue
            self._work(row, day)
            self._govern(row, day)
        self._edit(day)

    # ---- owners and governors

    def _work(self, row: Row, day: date) -> None:
        early = row.due - timedelta(days=180) < day < row.due - timedelta(days=20)
        if row.works_until is None and row.handed_on is None and early and self._rng.random() < 0.0006:
            row.works_until = day
        if row.works_until is None or day < row.works_until or not open_day(day, row.school):
            return
        row.works_until = None
        row.handed_on, row.outcome_on = day, day
        row.outcome = self._rng.choice(("ready", "No change"))
        if self._rng.random() < 0.7:
            row.last_reviewed = day
        if row.heads_own:
            self._finish(row, day, minute=None)

    def _govern(self, row: Row, day: date) -> None:
        """A meeting takes what was handed on before its papers went out; the clerk types the minute some days later."""
        if row.with_governors and day in meetings(row.school) and row.ref not in self._approved:
            assert row.handed_on is not None
            if row.handed_on <= day - PAPERS and self._rng.random() < 0.9:
                self._approved[row.ref] = day
        decided = self._approved.get(row.ref)
        if decided is not None and (day - decided).days >= len(row.title) % 4:
            del self._approved[row.ref]
            self._finish(row, decided, minute=f"GB {decided:%d/%m/%Y} item 6")
        if row.ref in self._signing and day >= self._signing[row.ref]:
            del self._signing[row.ref]
            row.signed = True

    def _finish(self, row: Row, day: date, *, minute: str | None) -> None:
        """A new version is in force; half of the sheets keep last year's outcome standing."""
        row.last_reviewed = row.handed_on or day
        row.approved_on, row.minute = max(day, row.last_reviewed), minute
        row.version += 1
        row.written_on = row.last_reviewed
        row.signed = row.heads_own or self._rng.random() < 0.5
        row.handed_on = row.extended_to = None
        while row.due <= day:
            row.due = add_months(row.due, row.months)
        if row.due < add_months(day, row.months // 2):
            row.due = add_months(row.due, row.months)
        if self._rng.random() < 0.5:
            row.outcome = row.outcome_on = None

    # ---- edits of the sheet

    def _edit(self, day: date) -> None:
        trust, rng = self._trust, self._rng
        if rng.random() < 0.03:
            row = new_row(trust, rng.randrange(trust.schools), day, rng)
            trust.rows.insert(rng.randint(0, len(trust.rows)), row)
        if rng.random() < 0.03:
            trust.rows.sort(key=lambda row: (rng.choice((row.due, row.due)), row.title))
        if rng.random() < 0.01:
            rng.choice(trust.rows).retired = True
        if rng.random() < 0.02:
            late = [
                row
                for row in trust.rows
                if row.due_on < day and not row.extended_to and row.handed_on is None
            ]
            if late:
                rng.choice(late).extended_to = day + timedelta(days=rng.randint(20, 60))
        self._staff(day)

    def _staff(self, day: date) -> None:
        rng = self._rng
        teachers = [p for p in self._trust.people if p.role == "Teacher" and p.active]
        if rng.random() < 0.03:
            ill = rng.choice(teachers)
            ill.away_from, ill.away_until = day, day + timedelta(days=rng.randint(5, 25))
            ill.deputy = rng.choice(teachers) if rng.random() < 0.5 else None
        if rng.random() < 0.015:
            gone = rng.choice(teachers)
            gone.active = False
            self._leaving.append((day + timedelta(days=rng.randint(1, 15)), gone))
        for when, gone in [pair for pair in self._leaving if pair[0] <= day]:
            self._leaving.remove((when, gone))
            self._replace(gone, day)

    def _replace(self, gone: Person, day: date) -> None:
        """The policies of somebody who has left go to a new colleague."""
        number = len(self._trust.people)
        new = Person(
            f"Owner {number}",
            f"owner{number}@ash.example",
            gone.school,
            "Teacher",
            self._rng.choice((0.15, 0.35, 0.6)),
        )
        self._trust.people.append(new)
        self._by_email[new.email] = new
        for row in self._trust.rows:
            if row.owner is gone:
                row.owner = new
                if row.works_until is not None:
                    row.works_until = open_day_from(day + timedelta(days=30), row.school)
