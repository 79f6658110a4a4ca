"""Putting a finished file where it belongs: whole or not at all, and never over another."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from policyclerk.domain.errors import DraftRefused


def place(data: bytes, target: Path, *, link: Callable[[Path, Path], None] = os.link) -> None:
    """Write `data` to `target` in one step; folders above it are made.

    A kill at any moment leaves either no target or the whole one (on drives without hard links it may leave an
    empty one). A target that exists already, perhaps because its owner has begun to edit it, is never touched.

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
        _give_name(aside, target, link)
    finally:
        aside.unlink(missing_ok=True)
    _sync_folder(target.parent)


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
        # Some network and USB drives have no hard links; there the name is taken first, then filled by a rename.
        _reserve(target)
        os.replace(aside, target)


def _reserve(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise _exists(target) from None


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable where the system lets a folder be synced (Windows does not)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
