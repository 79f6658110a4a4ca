"""Counting months on a calendar, as review cycles do."""

from datetime import date, timedelta

from policyclerk.domain.school_year import last_of_month

_LAST_YEAR = date.max.year
_LAST_BUT_ONE = date.max - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day (31 January + 1 = 28 February).

    A count that leads beyond the calendar gives the calendar's last day.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > _LAST_YEAR:
        return date.max
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def next_after(due: date, months: int, today: date) -> date:
    """The first date after today that lies whole cycles after `due`; always at least one cycle after it.

    It is counted from the intended date, so that a review done early or late does not move the calendar.

    Args:
        due: the date that the cycle is counted from.
        months: length of the cycle, at least 1.
        today: the day of the run.

    Raises:
        ValueError: the cycle is shorter than a month.
    """
    if months < 1:
        raise ValueError(f"a review cycle of {months} months leads nowhere")
    cycles = 1
    while add_months(due, cycles * months) <= min(today, _LAST_BUT_ONE):
        cycles += 1
    return add_months(due, cycles * months)
