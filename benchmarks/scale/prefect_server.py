"""A Prefect server for the length of a benchmark, on a port and in a folder of its own."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from policyclerk.prefect_env import SETTINGS

PATIENCE_S = 120
SETTLED_S = 5
"""Seconds without a new row after which a server has written down what it was told."""


@contextmanager
def running(home: Path) -> Iterator[dict[str, str]]:
    """Start one; gives the environment in which flows find it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home.mkdir(parents=True, exist_ok=True)
    found = {**SETTINGS, "PREFECT_HOME": str(home)}
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)],
        env={**os.environ, **found}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/api/health")
        yield {**found, "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def kept(home: Path) -> tuple[int, float]:
    """Task runs in the database of a server, once it has written down all it heard of; and its size in MB."""
    before, runs = -1, _task_runs(home)
    while runs != before:
        time.sleep(SETTLED_S)
        before, runs = runs, _task_runs(home)
    return runs, sum(file.stat().st_size for file in home.glob("prefect.db*")) / 1e6


def _task_runs(home: Path) -> int:
    with closing(sqlite3.connect(f"file:{home / 'prefect.db'}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM task_run").fetchone()[0])


def _wait(address: str) -> None:
    for _ in range(PATIENCE_S):
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(1)
    sys.exit("the Prefect server did not come up")
