"""Backup and restore of a trust's state. What was sent since a backup cannot be known, so a restore holds the mails back."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from policyclerk import bootstrap
from policyclerk.adapters.backup_zip import (
    PAUSES,
    entries_in,
    put_back_files,
    put_back_ledger,
    read_backup,
    write_backup,
)
from policyclerk.adapters.lock_file import LockFile
from policyclerk.adapters.pause_file import read_pauses, write_pauses
from policyclerk.domain.errors import PolicyclerkError, UsageError
from policyclerk.domain.pause import Pause


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        paths: what was put back, relative to the project directory.
        entries: how many entries the ledger holds now.
    """

    paths: tuple[str, ...]
    entries: int


def backup(directory: Path, target: Path | None, day: date) -> Path:
    """Write a trust's state into one zip; gives its path.

    Args:
        target: None for `backups/policyclerk-<day>.zip` in the project directory.

    Raises:
        UsageError: there is no project, or its ledger is no SQLite file.
        PolicyclerkError: the ledger cannot be copied, or the zip not written.
    """
    setup = bootstrap.open_project(directory)
    root = setup.project.root
    written = target or root / "backups" / f"policyclerk-{day}.zip"
    write_backup(root, _ledger(setup), written)
    return written


def restore(source: Path, directory: Path, *, replace: bool = False) -> Restored:
    """Put a backup back into a trust's folder, made where it is missing, and hold all mail back until a person resumes it.

    Args:
        replace: put it back even where the ledger that is there knows more, or is damaged.

    Raises:
        UsageError: the file is no backup; or the ledger that is there knows more than the backup.
        PolicyclerkError: the ledger that is there is damaged; or it cannot be put back.
        AnotherRun: a run of this project is under way.
    """
    with TemporaryDirectory() as folder:
        kept = read_backup(source, Path(folder))
        root, ledger = directory.resolve(), _ledger_to_be(directory, Path(folder).resolve())
        with LockFile(root / "state" / "policyclerk.lock")(wait_s=0):
            _refuse_to_forget(kept, ledger, replace=replace)
            # before the ledger: a restore that is cut off must not let mail go
            _hold_mail(root / PAUSES, Path(folder) / PAUSES)
            paths = put_back_ledger(Path(folder), ledger) + put_back_files(Path(folder), root)
    return Restored(paths, entries_in(ledger))


def _ledger_to_be(directory: Path, unpacked: Path) -> Path:
    """The ledger's file by the settings that will count: those that are there, else those of the backup."""
    has_settings = [(root / "config" / "trust.toml").is_file() for root in (directory, unpacked)]
    if has_settings != [False, True]:
        return _ledger(bootstrap.open_project(directory))
    ledger = _ledger(bootstrap.open_project(unpacked))
    return directory.resolve() / ledger.relative_to(unpacked) if ledger.is_relative_to(unpacked) else ledger


def _refuse_to_forget(kept: Path, ledger: Path, *, replace: bool) -> None:
    if replace:
        return
    try:
        there, in_backup = entries_in(ledger), entries_in(kept)
    except PolicyclerkError as fault:
        raise PolicyclerkError(
            fault.kind, f"{fault.message} Nothing was changed. To put the backup in its place, add --replace."
        ) from fault
    if there > in_backup:
        raise UsageError(
            "ledger_knows_more",
            f"The ledger in {ledger.parent} has {there} entries, the backup {in_backup}: what was sent in between would be "
            "forgotten and could go out again. Nothing was changed. If that ledger is damaged, add --replace.",
        )


def _hold_mail(pauses: Path, kept: Path) -> None:
    """Under the lock of the restore, so that no run comes in between; the backup's pauses stand too where none are there."""
    standing = read_pauses(pauses if pauses.exists() else kept)
    if Pause() not in standing:
        write_pauses(pauses, (*standing, Pause()))


def _ledger(setup: bootstrap.Setup) -> Path:
    """The ledger's file. Raises UsageError where the ledger is not in one."""
    address = bootstrap.database(setup)
    if not address.startswith("sqlite:///"):
        raise UsageError(
            "ledger_elsewhere",
            "This trust's ledger is on a database server. Back it up there (pg_dump of its database), and keep "
            "config/ and templates/ with your other files.",
        )
    return Path(address.removeprefix("sqlite:///"))
