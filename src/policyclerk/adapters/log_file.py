"""A log for machines, on request: JSON, a line per event, in a file that is turned over before it grows large.

Nothing personal is logged anywhere in policyclerk, so nothing has to be kept out here. While a run has its file open, what becomes of
each key goes there alone: in Prefect's pages and database thousands of such lines would be in the way.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from policyclerk.adapters.effects_log import EFFECTS

_OURS = logging.getLogger("policyclerk")
_EVENTS = logging.getLogger("policyclerk.events")


class LogFile:
    """Opens the log for the length of a run.

    Args:
        path: the newest lines; older ones are in `<path>.1`, `<path>.2` ...
        trust: names the trust in each line, since a collector brings the logs of several together.
        max_mb: how large the file becomes before it is turned over.
        keep: how many older files stay.
    """

    def __init__(self, path: Path, *, trust: str, max_mb: int, keep: int) -> None:
        self._path, self._trust, self._max_mb, self._keep = path, trust, max_mb, keep

    @contextmanager
    def __call__(self, run: str | None) -> Iterator[str | None]:
        """Log to the file; gives the reason where that cannot be done, and the run goes on without."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            size = self._max_mb * 1_000_000
            handler = _Quiet(self._path, maxBytes=size, backupCount=self._keep, encoding="utf-8")
        except OSError as fault:
            yield fault.strerror or str(fault)
            return
        handler.setFormatter(_Lines(run, self._trust))
        before = (_EVENTS.level, EFFECTS.level, EFFECTS.propagate)
        _OURS.addHandler(handler)
        EFFECTS.addHandler(handler)
        _EVENTS.setLevel(logging.INFO)
        EFFECTS.setLevel(logging.DEBUG)
        EFFECTS.propagate = False
        try:
            yield None
        finally:
            for logger in (_OURS, EFFECTS):
                logger.removeHandler(handler)
            _EVENTS.setLevel(before[0])
            EFFECTS.setLevel(before[1])
            EFFECTS.propagate = before[2]
            handler.close()


class _Quiet(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's names
        """A line that cannot be written (the disk is full) is lost; the night is worth more than its log."""


class _Lines(logging.Formatter):
    """One JSON object per record, with the run and the machine's own time, whatever `--today` says."""

    def __init__(self, run: str | None, trust: str) -> None:
        super().__init__()
        self._run, self._trust = run, trust

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = getattr(record, "facts", None) or {"event": record.getMessage()}
        line = {"at": at, "level": record.levelname.lower(), "trust": self._trust, "run": self._run, **facts}
        return json.dumps(line, ensure_ascii=False, default=str)
