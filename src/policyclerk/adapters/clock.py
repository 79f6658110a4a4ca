"""The clock: the only place where the time is read."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


class SystemClock:
    """This machine's clock, in the trust's time zone (`Europe/London`)."""

    def __init__(self, timezone: str) -> None:
        self._zone = ZoneInfo(timezone)

    def now(self) -> datetime:
        """The present moment, with the trust's time zone."""
        return datetime.now(self._zone)  # noqa: TID251  # the one reading of the clock


class FixedClock:
    """The clock of a run with `--today`: always one minute to midnight of that day.

    So late because the hour then counts as past `send_after`, whatever that is set to. `--today` replaces the clock
    everywhere in a run: `at` of the ledger's entries is this moment too.
    """

    def __init__(self, day: date, timezone: str) -> None:
        self._moment = datetime.combine(day, time(23, 59), ZoneInfo(timezone))

    def now(self) -> datetime:
        """That day, 23:59 in the trust's time zone."""
        return self._moment
