"""A SQLite file opened for reading without leaving anything beside it."""

import sqlite3
from pathlib import Path

BUSY_MS = 30_000
"""How long another one's transaction is waited for."""


def read_only(path: Path) -> sqlite3.Connection:
    """Opened so that SQLite makes no -wal and -shm beside it, unless a run has made them already.

    Args:
        path: absolute.
    """
    at_rest = not path.with_name(f"{path.name}-wal").exists()
    options = "mode=ro&immutable=1" if at_rest else "mode=ro"
    return sqlite3.connect(f"{path.as_uri()}?{options}", uri=True, timeout=BUSY_MS / 1000)
