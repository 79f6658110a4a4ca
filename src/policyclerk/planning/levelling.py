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
        Move(each.policy, each.due, each.limit, first_of(each.limit), placed[each.policy])
        for each in ahead
        if placed[each.policy] != first_of(each.limit)
    )
    return Levelling(
        tuple(Month(month, loads[month], proposed[month], is_open(month)) for month in months),
        tuple(sorted(moves, key=lambda move: (move.was, move.proposed, move.policy))),
        sum(each.limit < today for each in reviews),
    )


ByMonth = Mapping[date, Sequence[Upcoming]]
"""First day of a month -> the reviews whose limit lies in it, those that keep their month first."""


def _placed(
    ahead: Sequence[Upcoming], months: Sequence[date], is_open: Callable[[date], bool]
) -> dict[str, date]:
    """Policy -> its month, at the lowest level at which all find a place.

    Where the first months are so crowded that they set the level, those after them are levelled by themselves: the
    crowd before them is no reason for one of their own. No part is levelled below the year's average.
    """
    opened = {month: is_open(month) for month in months}
    by_month = _by_month(ahead, months)
    average = ceil(len(ahead) / (sum(opened.values()) or 1))
    placed: dict[str, date] = {}
    left = list(months)
    while left:
        level = _lowest(by_month, opened, left, average)
        end = len(left) if level <= average else _crowded(by_month, opened, left, level)
        placed |= _at(level, by_month, opened, left[:end])
        left = left[end:]
    return placed


def _by_month(ahead: Sequence[Upcoming], months: Sequence[date]) -> ByMonth:
    found: dict[date, list[Upcoming]] = {month: [] for month in months}
    for review in sorted(ahead, key=_keep_first):
        found[first_of(review.limit)].append(review)
    return found


def _keep_first(review: Upcoming) -> tuple[bool, date, str]:
    """Statutory reviews keep their month first; of the others those due earliest in it."""
    return not review.statutory, review.limit, review.policy


def _lowest(by_month: ByMonth, opened: Mapping[date, bool], months: Sequence[date], least: int) -> int:
    """The lowest level, from `least` on, at which these months have room for their reviews."""
    low, high = least, max(least, sum(len(by_month[month]) for month in months))
    while low < high:
        middle = (low + high) // 2
        if _fits(middle, by_month, opened, months):
            high = middle
        else:
            low = middle + 1
    return low


def _crowded(by_month: ByMonth, opened: Mapping[date, bool], months: Sequence[date], level: int) -> int:
    """How many of the first months are those that a lower level would not do for."""
    prefixes = range(1, len(months))
    return next((n for n in prefixes if not _fits(level - 1, by_month, opened, months[:n])), len(months))


def _fits(capacity: int, by_month: ByMonth, opened: Mapping[date, bool], months: Sequence[date]) -> bool:
    counts = Counter(_at(capacity, by_month, opened, months).values())
    return max(counts.values(), default=0) <= capacity


def _at(
    capacity: int, by_month: ByMonth, opened: Mapping[date, bool], months: Sequence[date]
) -> dict[str, date]:
    """The reviews of these months within these months.

    From the last month back each keeps its own up to the capacity and hands the rest to the month before; what may be
    handed no further stays.
    """
    earliest = {month: _earliest(month, opened, months) for month in months}
    placed: dict[str, date] = {}
    carried: list[Upcoming] = []
    for month in reversed(months):
        here = [*by_month[month], *carried]
        must = [each for each in here if earliest[first_of(each.limit)] == month]
        rest = [each for each in here if earliest[first_of(each.limit)] != month]
        room = max(capacity - len(must), 0) if opened[month] else 0
        placed |= {each.policy: month for each in (*must, *rest[:room])}
        carried = rest[room:]
    return placed


def _earliest(own: date, opened: Mapping[date, bool], months: Sequence[date]) -> date:
    """The earliest month that reviews of a month may be brought forward to: their own where no open one is in reach."""
    reach = add_months(own, -MOST_EARLIER)
    return next((month for month in months if reach <= month <= own and opened[month]), own)
