"""The year's reviews month by month, and a proposal that levels the load.

Most registers fall due in September because everything was once approved in September. The proposal only ever brings a
review forward: no review moves past its due date or past the interval that the law sets for it, so nothing in it can
make a policy late. What is overdue already stays where it is, now.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from policyclerk.domain.months import add_months

MONTHS = 12
MOST_EARLIER = 6
"""Months that a review may be brought forward: earlier would shorten its cycle beyond use."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A review to come.

    Attributes:
        due: the day by which it is due, after any extension.
        latest: the last day that the law leaves for it, None where the law sets no interval.
        statutory: moved last: its date is often bound to guidance that appears on a fixed day.
    """

    policy: str
    due: date
    latest: date | None = None
    statutory: bool = False

    @property
    def limit(self) -> date:
        """The day it must not pass."""
        return min(self.due, self.latest) if self.latest else self.due


@dataclass(frozen=True, slots=True)
class Month:
    """One month's reviews, as they stand and as proposed; `month` is its first day, `open` whether bodies work in it."""

    month: date
    now: int
    proposed: int
    open: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """A review that the proposal brings forward; both are first days of months.

    Attributes:
        limit: the day it must not pass: its due date, or the law's where that is earlier.
    """

    policy: str
    due: date
    limit: date
    was: date
    proposed: date


@dataclass(frozen=True, slots=True)
class Levelling:
    """The load of a year and the proposal.

    Attributes:
        overdue: reviews past their limit already; none of them is in the months.
        level: the most reviews in one month of the proposal.
    """

    months: tuple[Month, ...]
    moves: tuple[Move, ...]
    overdue: int

    @property
    def level(self) -> int:
        """The most reviews in one month of the proposal."""
        return max((month.proposed for month in self.months), default=0)

    @property
    def peak(self) -> Month | None:
        """The month with the most reviews as they stand; None where there are none."""
        fullest = max(self.months, key=lambda month: month.now, default=None)
        return fullest if fullest and fullest.now else None


def first_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def not_in_august(month: date) -> bool:
    """Whether bodies meet in a month, where nothing else is known: everywhere but in August."""
    return month.month != 8


def level(
    reviews: Sequence[Upcoming], *, today: date, is_open: Callable[[date], bool] = not_in_august
) -> Levelling:
    """The twelve months from today on, and which reviews to bring forward so that none of them is crowded.

    The level sought is the lowest that can be had; of the proposals with that level, one that moves few reviews.

    Args:
        reviews: every review with a date; those due after the twelve months are left out.
        is_open: whether reviews can be done in the month of this first day.
    """
    start = first_of(today)
    months = [add_months(start, number) for number in range(MONTHS)]
    ahead = [each for each in reviews if today <= each.limit < add_months(start, MONTHS)]
    loads = Counter(first_of(each.limit) for each in ahead)
    placed = _placed(ahead, months, is_open)
    proposed = Counter(placed.values())
    moves = (
        Move(each.policy, each.due, each.limit, first_of(each.limit), placed[number])
        for number, each in enumerate(ahead)
        if placed[number] != first_of(each.limit)
    )
    return Levelling(
        tuple(Month(month, loads[month], proposed[month], is_open(month)) for month in months),
        tuple(sorted(moves, key=lambda move: (move.was, move.proposed, move.policy))),
        sum(each.limit < today for each in reviews),
    )


def _placed(
    ahead: Sequence[Upcoming], months: Sequence[date], is_open: Callable[[date], bool]
) -> dict[int, date]:
    """Number of the review -> its month, at the lowest level at which all find a place."""
    opened = {month: is_open(month) for month in months}
    earliest = [_earliest(each, months, opened) for each in ahead]
    low, high = ceil(len(ahead) / (sum(opened.values()) or 1)), len(ahead)
    best = _at(high, ahead, opened, earliest)
    while low < high:
        middle = (low + high) // 2
        placed = _at(middle, ahead, opened, earliest)
        if max(Counter(placed.values()).values(), default=0) <= middle:
            best, high = placed, middle
        else:
            low = middle + 1
    return best


def _earliest(review: Upcoming, months: Sequence[date], opened: Mapping[date, bool]) -> date:
    """The earliest month that a review may be brought forward to: its own where no open one is in reach."""
    own = first_of(review.limit)
    reach = max(add_months(own, -MOST_EARLIER), months[0])
    return next((month for month in months if reach <= month <= own and opened[month]), own)


def _at(
    capacity: int, ahead: Sequence[Upcoming], opened: Mapping[date, bool], earliest: Sequence[date]
) -> dict[int, date]:
    """From the last month back: each keeps its own up to the capacity and hands the rest to the month before."""
    own: dict[date, list[int]] = {month: [] for month in opened}
    for number, each in enumerate(ahead):
        own[first_of(each.limit)].append(number)
    placed: dict[int, date] = {}
    carried: list[int] = []
    for month in sorted(opened, reverse=True):
        must = [n for n in carried if earliest[n] == month]
        rest = sorted(own[month], key=lambda n: _keep_first(ahead[n]))
        must += [n for n in rest if earliest[n] == month]
        rest = [n for n in (*rest, *carried) if earliest[n] != month]
        room = max(capacity - len(must), 0) if opened[month] else 0
        placed |= dict.fromkeys((*must, *rest[:room]), month)
        carried = rest[room:]
    return placed


def _keep_first(review: Upcoming) -> tuple[bool, date, str]:
    """Statutory reviews keep their month first; of the others those due earliest in it."""
    return not review.statutory, review.limit, review.policy
