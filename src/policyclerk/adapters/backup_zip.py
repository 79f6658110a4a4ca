"""A copy of a trust's state in one zip: the ledger as it stands between two transactions, pauses, settings and templates.

The register, the policies and the drafts are the trust's own files and lie in its own backup.
"""

import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from policyclerk.adapters.atomic_file import put_in_place, write_aside
from policyclerk.domain.errors import PolicyclerkError, UsageError

LEDGER = "state/policyclerk.db"
PAUSES = "state/pauses.json"
_OWN = ("config", "templates")
"""Folders of which everything is kept; put back only where it is missing."""
_NO_ZIP = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What unpacking raises: a damaged file nearly any of these, one that is locked with a password the last."""


def write_backup(root: Path, ledger: Path, target: Path) -> None:
    """Write the backup whole or not at all.

    Args:
        root: the project directory.
        ledger: the ledger's database file.
        target: the zip to write; one that is there is replaced.

    Raises:
        PolicyclerkError: state_damaged, the ledger cannot be copied; backup_unwritable.
    """
    with TemporaryDirectory() as folder:
        copy, packed = Path(folder) / "ledger.db", Path(folder) / "backup.zip"
        if ledger.is_file():
            _copy_database(ledger, copy)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            if copy.is_file():
                archive.write(copy, LEDGER)
            for path in _files(root):
                archive.write(path, path.relative_to(root).as_posix())
        _put(packed.read_bytes(), target)


def _files(root: Path) -> Iterator[Path]:
    if (pauses := root / PAUSES).is_file():
        yield pauses
    for folder in _OWN:
        yield from (path for path in sorted((root / folder).rglob("*")) if path.is_file())


def _put(content: bytes, target: Path) -> None:
    aside = target.with_name(f".{target.name}.aside")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_aside(aside, content)
        put_in_place(aside, target)
    except OSError as fault:
        raise PolicyclerkError(
            "backup_unwritable", f"{target} cannot be written ({fault.strerror}). Name another place with -o."
        ) from fault


def entries_in(ledger: Path) -> int:
    """How many entries a ledger's file holds; 0 where there is none, or one that was only begun.

    Raises:
        PolicyclerkError: state_damaged.
    """
    if not ledger.is_file() or not ledger.stat().st_size:
        return 0
    try:
        with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT coalesce(max(head_seq), 0) FROM meta").fetchone()[0])
    except sqlite3.Error as fault:
        raise PolicyclerkError("state_damaged", f"{ledger} is no ledger of policyclerk ({fault}).") from fault


def read_backup(source: Path, folder: Path) -> Path:
    """Unpack a backup into an empty folder; gives the ledger's file in it.

    Raises:
        UsageError: backup_unreadable, the file is no backup of policyclerk.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            for name in archive.namelist():
                path = PurePosixPath(name)
                if path.is_absolute() or ".." in path.parts or path.parts[0] not in ("state", *_OWN):
                    raise UsageError(
                        "backup_unreadable", f"{source} is no backup of policyclerk: it holds {name}."
                    )
            archive.extractall(folder)
    except _NO_ZIP as fault:
        raise UsageError("backup_unreadable", f"{source} cannot be read as a backup ({fault}).") from fault
    entries_in(folder / LEDGER)
    return folder / LEDGER


def put_back_files(unpacked: Path, root: Path) -> tuple[str, ...]:
    """Put settings, templates and pauses of an unpacked backup in place where they are missing.

    Returns:
        What was put back, as paths relative to the project directory.
    """
    done = []
    for path in _files(unpacked):
        name = path.relative_to(unpacked).as_posix()
        if not (root / name).exists():
            _put(path.read_bytes(), root / name)
            done.append(name)
    return tuple(done)


def put_back_ledger(unpacked: Path, ledger: Path) -> tuple[str, ...]:
    """Put the ledger of an unpacked backup in place of the one that is there; gives its path within a backup.

    One that is damaged is set aside under another name: SQLite does not write over what it cannot read.
    """
    if not (unpacked / LEDGER).is_file():
        return ()
    ledger.parent.mkdir(parents=True, exist_ok=True)
    try:
        entries_in(ledger)
    except PolicyclerkError:
        for name in (ledger.name, f"{ledger.name}-wal", f"{ledger.name}-shm"):
            if (part := ledger.with_name(name)).exists():
                part.replace(ledger.with_name(f"{name}.damaged"))
    _copy_database(unpacked / LEDGER, ledger)
    return (LEDGER,)


def _copy_database(source: Path, target: Path) -> None:
    """By SQLite itself: a run at work is seen between two transactions, and files beside the database count too."""
    try:
        with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
            given.backup(taken)
    except sqlite3.Error as fault:
        raise PolicyclerkError("state_damaged", f"{source} cannot be copied ({fault}).") from fault
