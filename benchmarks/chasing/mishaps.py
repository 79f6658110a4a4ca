"""What goes wrong on a day: drawn beforehand from the day alone, so that every way of chasing meets the same mishaps."""

import random
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Mishaps:
    """One day's mishaps.

    Attributes:
        machine_off: nothing runs at all.
        sheet_down: the spreadsheet cannot be read.
        mail_down: no message can leave.
        cut_off: share of messages cut off after the server may have taken them.
        killed_after: calls into the world after which the first run of the day is killed; None where it is not.
        twice: each run of the day is started a second time.
        clock_back: a run is started that believes it is the day before.
    """

    machine_off: bool = False
    sheet_down: bool = False
    mail_down: bool = False
    cut_off: float = 0.0
    killed_after: int | None = None
    twice: bool = False
    clock_back: bool = False

    @property
    def quiet(self) -> bool:
        """Whether messages could leave undisturbed all day."""
        return not (
            self.machine_off or self.sheet_down or self.mail_down or self.cut_off or self.killed_after
        )


def of_days(start: date, days: int, rng: random.Random) -> dict[date, Mishaps]:
    """The mishaps of so many days; a dead machine stays dead for up to ten of them. The first and last weeks are calm."""
    found: dict[date, Mishaps] = {}
    off = 0
    for number in range(days):
        day = start + timedelta(days=number)
        off = off - 1 if off else rng.randint(1, 10) if rng.random() < 0.012 else 0
        drawn = _drawn(rng, off=off > 0)
        found[day] = drawn if 7 <= number < days - 21 else Mishaps()
    return found


def _drawn(rng: random.Random, *, off: bool) -> Mishaps:
    return Mishaps(
        machine_off=off,
        sheet_down=rng.random() < 0.02,
        mail_down=rng.random() < 0.04,
        cut_off=0.2 if rng.random() < 0.04 else 0.0,
        killed_after=rng.randint(1, 120) if rng.random() < 0.06 else None,
        twice=rng.random() < 0.08,
        clock_back=rng.random() < 0.02,
    )
