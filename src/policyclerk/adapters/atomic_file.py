"""Files that are there whole or not at all: written aside, synced to the disk, then renamed."""

import os
from pathlib import Path

from policyclerk.word.atomic import sync_folder


def write_aside(aside: Path, content: bytes) -> None:
    """Write a file that nobody looks at yet, and wait until the disk has it. Makes the folder where it is missing."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(aside: Path, final: Path) -> None:
    """Rename within one folder, over what may be there, and wait until the disk has the new name."""
    aside.replace(final)
    sync_folder(final.parent)


def shown_path(path: Path, project: Path | None) -> str:
    """How answers name a path: relative to the project directory with forward slashes, absolute outside it."""
    whole = path.resolve()
    if project is not None and whole.is_relative_to(project.resolve()):
        return whole.relative_to(project.resolve()).as_posix()
    return whole.as_posix()
