"""Putting a finished file where it belongs: whole or not at all, and never over another."""

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from policyclerk.domain.errors import DraftRefused

_ASIDE = re.compile(r"\.[0-9a-f]{16}\.part")
_STALE = 3600.0
"""Seconds after which a file left aside is no longer being written."""


def place(data: bytes, target: Path, *, link: Callable[[Path, Path], None] = os.link) -> None:
    """Write `data` to `target` in one step; folders above it are made.

    A kill at any moment leaves either no target or the whole one. What it leaves aside is cleared away by a later
    call. A target that exists already, perhaps because its owner has begun to edit it, is never touched.

    Args:
        data: the file.
        target: where it belongs.
        link: gives a file a second name unless that name is taken.

    Raises:
        DraftRefused: something stands at the target (`draft_exists`).
        OSError: the target's folder cannot be written; nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    refuse_existing(target)
    aside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_synced(data, aside)
        _clear_away_old(aside)
        _give_name(aside, target, link)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(target.parent)


def _clear_away_old(fresh: Path) -> None:
    """Remove what killed processes have left beside a file that has just been written.

    Age is told by the drive's own clock, the one that dated both files; what another process may still be writing is
    far younger.
    """
    now = fresh.stat().st_mtime
    for path in fresh.parent.glob(".*.part"):
        with suppress(OSError):  # another process has been quicker, or may and we may not
            if _ASIDE.fullmatch(path.name) and now - path.stat().st_mtime > _STALE:
                path.unlink()


def refuse_existing(target: Path) -> None:
    """Raise DraftRefused where something stands at the target already."""
    if os.path.lexists(target):
        raise _exists(target)


def _exists(target: Path) -> DraftRefused:
    return DraftRefused(
        "draft_exists",
        f"{target.name} exists already and may hold somebody's work: it was left as it is. "
        "Move it or give another name to have a new draft.",
    )


def _write_synced(data: bytes, path: Path) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _give_name(aside: Path, target: Path, link: Callable[[Path, Path], None]) -> None:
    """Give the file its name unless the name is taken: a hard link does both in one step."""
    try:
        link(aside, target)
    except FileExistsError:
        raise _exists(target) from None
    except OSError:
        # Some network and USB drives have no hard links.
        _rename_unless_taken(aside, target)


def _rename_unless_taken(aside: Path, target: Path) -> None:
    """Give the file its name where a rename is all there is; of several processes one at a time looks and does so."""
    turn = target.with_name(f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}.part")
    try:
        os.close(os.open(turn, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise _exists(target) from None
    try:
        refuse_existing(target)
        os.replace(aside, target)
    finally:
        turn.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the new name itself durable where the system lets a folder be synced (Windows does not)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
