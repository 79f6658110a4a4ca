"""Not faster than a mail server allows: so many messages in any sixty seconds."""

import time
from collections import deque
from collections.abc import Callable

_MINUTE_S = 60.0


class Pace:
    """Waits before a message where the last minute has had its number.

    Args:
        per_minute: the most messages in any sixty seconds; None for no limit.
        monotonic, sleep: this machine's; tests give their own.
    """

    def __init__(
        self,
        per_minute: int | None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._turns: deque[float] = deque(maxlen=per_minute or 0)
        self._monotonic = monotonic
        self._sleep = sleep

    def wait(self) -> None:
        """Wait for the next message's turn, and take it."""
        turns = self._turns
        if turns.maxlen and len(turns) == turns.maxlen:
            rest = turns[0] + _MINUTE_S - self._monotonic()
            if rest > 0:
                self._sleep(rest)
        turns.append(self._monotonic())
