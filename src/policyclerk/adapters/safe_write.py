"""Replacing a file that people work in: never while it is open, never half, never over somebody's change."""

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from policyclerk.domain.errors import WriteRefused
from policyclerk.word.atomic import sync_folder

Write = Callable[[IO[bytes], bytes], None]
"""Puts bytes into an open file; tests pass one that fails as a full disk does."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_COPY_MARKS = re.compile(
    r"(?: ?\(\d{1,3}\)"  # Google Drive, Chrome: register (1).xlsx
    r"| ?\([^()]*(?:conflict|case conflict)[^()]*\)"  # Dropbox, iCloud, Nextcloud
    r"| - Copy(?: \(\d+\))?"
    r"|-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,17}"  # OneDrive adds the computer's name
    r"|[-_]conflict[-_ ].*)"
)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex: its version."""
    return hashlib.sha256(data).hexdigest()


def put(file: IO[bytes], data: bytes) -> None:
    """Write everything and make sure that it is on the disk."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def lock_beside(path: Path) -> Path | None:
    """The lock file that Excel or LibreOffice keeps beside a book while somebody has it open."""
    name = path.name
    # Office replaces the first two letters of a long name by "~$" instead of putting it before them.
    candidates = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return next((path.with_name(each) for each in candidates if os.path.lexists(path.with_name(each))), None)


def conflict_copies(path: Path) -> tuple[str, ...]:
    """Names of files beside `path` that a synced folder made because two people changed it at once."""
    if not path.parent.is_dir():
        return ()
    stem, suffix = path.stem, path.suffix.casefold()
    return tuple(
        sorted(
            other.name
            for other in path.parent.iterdir()
            if other.suffix.casefold() == suffix
            and other.stem.casefold().startswith(stem.casefold())
            and _COPY_MARKS.fullmatch(other.stem[len(stem) :])
        )
    )


def refuse_if_in_use(path: Path, *, shown: str) -> None:
    """Make sure that a file may be replaced at all.

    Raises:
        WriteRefused: it is gone, open in a spreadsheet program, or it or its folder is read-only.
    """
    if not path.is_file():
        raise WriteRefused("register_missing", f"{shown} is no longer there, so nothing was written to it.")
    lock = lock_beside(path) or lock_beside(path.resolve())
    if lock is not None:
        raise WriteRefused(
            "register_open",
            f"{shown} is open in Excel or LibreOffice ({lock.name} lies beside it), so nothing was written. "
            f"Close it there; if nobody has it open, delete {lock.name}.",
        )
    if not _writable(path):
        raise WriteRefused("register_read_only", f"{shown} is read-only, so nothing was written to it.")
    if not _writable(path.resolve().parent):
        raise WriteRefused(
            "register_read_only", f"The folder of {shown} is read-only, so nothing was written to it."
        )


def changed_since_read(shown: str) -> WriteRefused:
    """The refusal to write into a file that is no longer what was read."""
    return WriteRefused(
        "register_changed", f"{shown} was changed since it was read, so nothing was written to it."
    )


def replace_file(
    path: Path, data: bytes, *, shown: str, expected: str, backup: Path | None = None, write: Write = put
) -> None:
    """Put `data` in the place of a file in one step, or leave it exactly as it was.

    Args:
        path: the file; a symbolic link is followed, so that the link stays.
        data: the new content.
        shown: what people call the file in a sentence.
        expected: digest of the content that `data` was made from.
        backup: a folder for one dated copy of the content as it was; older ones of this file go.
        write: puts the bytes into the new file.

    Raises:
        WriteRefused: the file changed meanwhile, is open elsewhere, or cannot be written; nothing was changed.
    """
    refuse_if_in_use(path, shown=shown)
    target = path.resolve()
    try:
        _swap(target, data, shown=shown, expected=expected, backup=backup, write=write)
    except OSError as fault:
        raise _as_refusal(fault, shown) from fault


def _swap(target: Path, data: bytes, *, shown: str, expected: str, backup: Path | None, write: Write) -> None:
    aside = _write_aside(target.parent, data, write)
    try:
        shutil.copystat(target, aside)
        os.utime(aside)  # the time of change is now: programs that keep folders in step look at it
        _keep_owner(target, aside)
        before = target.read_bytes()
        if digest(before) != expected:
            raise WriteRefused(
                "register_changed",
                f"{shown} was changed while policyclerk was at work, so nothing was written.",
            )
        if backup is not None:
            _keep_copy(target, before, backup, write)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
    with suppress(OSError):  # the new register stands already; some drives cannot sync a folder
        sync_folder(target.parent)


def _write_aside(folder: Path, data: bytes, write: Write) -> Path:
    """The data in a new file of the same folder, so that the replacing is one step of the file system."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".policyclerk-", suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file, data)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _keep_copy(target: Path, before: bytes, folder: Path, write: Write) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    changed_on = datetime.fromtimestamp(target.stat().st_mtime, tz=UTC).date()
    copy = folder / f"{target.stem}.before-{changed_on.isoformat()}{target.suffix}"
    os.replace(_write_aside(folder, before, write), copy)
    pattern = re.compile(re.escape(target.stem) + r"\.before-\d{4}-\d\d-\d\d" + re.escape(target.suffix))
    for other in folder.iterdir():
        if other != copy and pattern.fullmatch(other.name):
            other.unlink(missing_ok=True)


def _keep_owner(target: Path, aside: Path) -> None:
    """A night run by root must not take the register away from the person it belongs to."""
    if hasattr(os, "chown"):
        was = target.stat()
        with suppress(PermissionError):
            os.chown(aside, was.st_uid, was.st_gid)


def _writable(path: Path) -> bool:
    anyone = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    return bool(path.stat().st_mode & anyone) and os.access(path, os.W_OK)


def _as_refusal(fault: OSError, shown: str) -> WriteRefused:
    if fault.errno in _NO_ROOM:
        return WriteRefused(
            "disk_full", f"The disk is full, so {shown} was left as it is. Make room and run again."
        )
    if isinstance(fault, PermissionError):
        return WriteRefused(
            "register_open",
            f"{shown} cannot be replaced: another program has it open or this account may not write there. "
            "It was left as it is.",
        )
    reason = fault.strerror or "the disk gave no reason"
    return WriteRefused(
        "register_not_written", f"{shown} could not be written ({reason}); it was left as it is."
    )
