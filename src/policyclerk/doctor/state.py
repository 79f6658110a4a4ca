"""The folders that a night writes to."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policyclerk import bootstrap
from policyclerk.bootstrap import Setup
from policyclerk.doctor.line import Line
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.project import synced_folder

LEAST_FREE_MB = 200


def state_lines(setup: Setup, _day: date) -> Iterator[Line]:
    """The state folder, the room on its disk, and the ledger in it."""
    state = setup.project.root / "state"
    yield from folder_lines(setup, "state", "state")
    service = synced_folder(state.resolve())
    if service and setup.settings.state.database.startswith("sqlite"):
        yield Line(
            "look",
            "state",
            f"state/ lies in {service}, where a SQLite database can be damaged and two machines may write it at once. Set "
            '[state] database = "sqlite:////a/local/folder/policyclerk.db", or name a PostgreSQL database.',
        )
    if setup.settings.log.file is not None:
        yield from folder_lines(setup, Path(setup.settings.log.file).parent.as_posix(), "log")
    free = shutil.disk_usage(setup.project.root).free // 1_000_000
    if free < LEAST_FREE_MB:
        yield Line("fault", "state", f"Only {free} MB are free on this disk; {LEAST_FREE_MB} MB are needed.")
    try:
        sound, break_at = bootstrap.open_ledger(setup).verify()
    except PolicyclerkError as fault:
        yield Line("fault", "ledger", fault.message)
        return
    if sound:
        yield Line("well", "ledger", "The ledger's chain holds.")
    else:
        yield Line(
            "fault", "ledger", f"The ledger's chain is broken ({break_at}). Restore state/ from a backup."
        )


def folder_lines(setup: Setup, name: str, about: str) -> Iterator[Line]:
    """Whether files can be written there, tried with a file where the folder is there, told by rights where not."""
    folder = setup.project.path(name)
    present = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        if not present.is_dir():
            raise NotADirectoryError(20, "it is a file", str(present))
        if present == folder:
            with tempfile.TemporaryFile(dir=folder):
                pass
        elif not os.access(present, os.W_OK):
            raise PermissionError(13, "no right to write", str(present))
    except OSError as fault:
        yield Line(
            "fault",
            about,
            f"{name}/ cannot be written ({fault.strerror}). Give this user the right to write there.",
        )
