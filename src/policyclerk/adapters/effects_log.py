"""What becomes of each key of the ledger, as lines of the log."""

import logging
from collections import Counter
from collections.abc import Sequence

EFFECTS = logging.getLogger("policyclerk.effects")
MARKS = "update_register/"
"""Keys of the register's rows; a first night has thousands, so they are counted."""


def log_effects(appended: Sequence[tuple[str, str]]) -> None:
    """A line for each key and the state that it came to."""
    if not EFFECTS.isEnabledFor(logging.DEBUG):
        return
    for key, state in appended:
        if not key.startswith(MARKS):
            _log(key=key, state=state)
    marks = Counter(state for key, state in appended if key.startswith(MARKS))
    for state, count in marks.items():
        _log(kind=MARKS.rstrip("/"), state=state, count=count)


def _log(**facts: object) -> None:
    EFFECTS.debug("ledger", extra={"facts": {"event": "ledger", **facts}})
