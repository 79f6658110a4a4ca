"""Chasing as a trust's technician would write it: a script that cron starts at night, no ledger.

Both look at the date of the next review alone, send one message per policy, and know neither weekends nor holidays.
"""

from datetime import date, timedelta

from benchmarks.chasing.mishaps import Mishaps
from benchmarks.chasing.post import CutOff, Delivery, Item, MailDown, Post
from benchmarks.chasing.trust import Row, Trust

STEPS = (90, 42, 14, 0, -14, -42)
EVERY = timedelta(days=14)


class DaysEqual:
    """Sends when the days left are exactly one of the steps."""

    name = "cron script, days equal"

    def __init__(self, trust: Trust, post: Post) -> None:
        self._trust, self._post = trust, post

    def day(self, day: date, mishaps: Mishaps) -> None:
        """One night; a script that meets a fault ends there, one that was killed is started again."""
        if mishaps.sheet_down:
            return
        starts = [mishaps.killed_after, None] if mishaps.killed_after else [None]
        for limit in starts * (2 if mishaps.twice else 1):
            self._script(day, limit)

    def _script(self, day: date, limit: int | None) -> None:
        due = [row for row in self._trust.rows if not row.retired and self._wants(row, day)]
        for number, row in enumerate(due):
            if limit is not None and number >= limit // 4:
                return
            item = Item("owner", row.ref, row.due.isoformat(), str((row.due - day).days))
            try:
                self._post.send(Delivery(day, row.owner.email, f"{day}-{row.ref}-{number}", (item,)))
            except (MailDown, CutOff):
                return
        self._sent(due, day)

    def _wants(self, row: Row, day: date) -> bool:
        return (row.due - day).days in STEPS

    def _sent(self, rows: list[Row], day: date) -> None:
        """Nothing is remembered."""


class LastReminded(DaysEqual):
    """Sends from 90 days before the date on, when the column last_reminded is a fortnight old; saved when all is sent."""

    name = "cron script, last_reminded column"

    def __init__(self, trust: Trust, post: Post) -> None:
        super().__init__(trust, post)
        self._reminded: dict[str, date] = {}

    def _wants(self, row: Row, day: date) -> bool:
        last = self._reminded.get(row.ref)
        return (row.due - day).days <= max(STEPS) and (last is None or day - last >= EVERY)

    def _sent(self, rows: list[Row], day: date) -> None:
        self._reminded |= {row.ref: day for row in rows}
