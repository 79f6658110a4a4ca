"""A PostgreSQL server for the length of the tests, from the machine's own binaries, in a folder and on a port of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

USER = "policyclerk"
PATIENCE_S = 120
ABSENT = "PostgreSQL's binaries are not on this machine (or, for root, no user postgres); make system-packages installs them"


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server that is up; it asks for no password and listens to this machine alone."""

    port: int
    binaries: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def fresh(self) -> str:
        """The name of a new, empty database."""
        name = f"t{next(self._numbers)}"
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--username", USER]
        subprocess.run([self.binaries / "createdb", *where, name], check=True, capture_output=True)
        return name

    def address(self, name: str, driver: str = "psycopg") -> str:
        """How SQLAlchemy is told of a database."""
        return f"postgresql+{driver}://{USER}@127.0.0.1:{self.port}/{name}"


def binaries() -> Path | None:
    """The folder of the newest server's programs; Debian keeps it out of the path."""
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    found = debians[-1] if debians else shutil.which("initdb")
    return Path(found).parent if found else None


def _version(path: Path) -> int:
    return int(re.sub(r"\D", "", path.parts[-3]) or 0)


def may_start() -> bool:
    """Whether a server can be started here: PostgreSQL refuses to be run by root, who then needs another user for it."""
    return binaries() is not None and (not _is_root() or bool(shutil.which("setpriv") and _has_user()))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _has_user() -> bool:
    import pwd  # not on every platform

    return any(each.pw_name == "postgres" for each in pwd.getpwall())


@contextmanager
def server() -> Iterator[Postgres]:
    """A server in a new folder below the system's own for temporary files, where its user may go."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="policyclerk-postgres-"))
    try:
        with _started(programs, folder) as port:
            yield Postgres(port, programs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(programs: Path, folder: Path) -> Iterator[int]:
    before: Sequence[str] = ()
    if _is_root():
        shutil.chown(folder, "postgres", "postgres")
        before = ("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups")
    made = [
        *before,
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    subprocess.run(made, check=True, capture_output=True, cwd=folder)
    port = free_port()
    options = ("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off")
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        started = subprocess.Popen(
            [*before, programs / "postgres", "-D", folder / "data", "-p", str(port), *options],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait(programs, port, started, Path(log.name))
        yield port
    finally:
        started.send_signal(signal.SIGINT)  # a fast end, without waiting for those who are connected
        started.wait(PATIENCE_S)
        Path(log.name).unlink(missing_ok=True)


def _wait(programs: Path, port: int, started: subprocess.Popen[bytes], log: Path) -> None:
    ask = [programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port)]
    deadline = time.monotonic() + PATIENCE_S
    while subprocess.run(ask, check=False).returncode:
        assert started.poll() is None, f"PostgreSQL ended at once: {log.read_text(encoding='utf-8')}"
        assert time.monotonic() < deadline, f"PostgreSQL is not up: {log.read_text(encoding='utf-8')}"
        time.sleep(0.1)


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
