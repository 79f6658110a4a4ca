"""What is remembered of a run itself: by its id a message, a line of the log and a ledger entry are found to belong together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

RunKind = Literal["run", "remind", "heartbeat", "alert"]
"""The command whose work it was; `alert` is word of a run that was ended from outside."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of a project.

    Attributes:
        id: its day and a number, `2026-11-23.2` for the second of that day.
        day: the day that it worked for.
        by_hand: whether that day was given with `--today`, so that `began` and `ended` are not the clock's.
        ended: None while it is at work, and for ever where it was killed.
        outcome: `done`, `problems: <kinds>` or `broke off: <kind>`; None as `ended`.
    """

    id: str
    kind: RunKind
    day: date
    by_hand: bool
    began: datetime
    ended: datetime | None = None
    outcome: str | None = None
