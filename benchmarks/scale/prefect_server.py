"""A Prefect server for the length of a benchmark, on a port and in a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from policyclerk.prefect_env import SETTINGS

PATIENCE_S = 120


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


def _wait(address: str) -> None:
    for _ in range(PATIENCE_S):
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(1)
    sys.exit("the Prefect server did not come up")
