"""Copies of documents from Google Drive on this machine: fetched once per content, never half."""

import shutil
import tempfile
import weakref
from pathlib import Path

from policyclerk.adapters.atomic_file import put_in_place, write_aside
from policyclerk.adapters.drive_calls import WORD_KINDS, DriveCalls, DriveFile
from policyclerk.adapters.google_faults import GoogleFault


class DriveCopies:
    """Where the copies are.

    Args:
        calls: the way to Drive.
        cache: where copies are kept between runs; it may be deleted at any time.
        largest: bytes; larger documents are not fetched.
        keep: False for what must leave nothing behind: copies in `cache` are used, others go to a temporary folder
            that goes when this object goes.
    """

    def __init__(self, calls: DriveCalls, *, cache: Path, largest: int, keep: bool) -> None:
        self._calls, self._cache, self._largest, self._keep = calls, cache, largest, keep
        self._scratch: Path | None = None

    def of(self, file: DriveFile) -> Path:
        """A document's copy; fetched where there is none of its present content.

        Raises:
            GoogleFault: it could not be fetched.
            OSError: it could not be stored.
        """
        name = f"{_plain(file.id)}-{_plain(file.mark)}{WORD_KINDS[file.mime]}"
        kept = self._cache / name
        if kept.is_file():
            return kept
        local = self._folder() / name
        if not local.is_file():
            self._fetch(file, local)
        return local

    def _fetch(self, file: DriveFile, local: Path) -> None:
        if file.size is not None and file.size > self._largest:
            self._stand_in(local)
            return
        try:
            data = self._calls.content(file, largest=self._largest)
        except GoogleFault as fault:
            if fault.kind != "too_large":
                raise
            self._stand_in(local)
            return
        for old in local.parent.glob(f"{_plain(file.id)}-*"):
            old.unlink(missing_ok=True)
        aside = local.with_suffix(".part")
        write_aside(aside, data)
        put_in_place(aside, local)

    def _stand_in(self, local: Path) -> None:
        """A file without content whose length says to whoever opens it what is wrong: too large to be read."""
        with local.open("wb") as file:
            file.truncate(self._largest + 1)

    def _folder(self) -> Path:
        if self._keep:
            self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._cache
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="policyclerk-"))
            weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        return self._scratch


def _plain(text: str) -> str:
    """An id as part of a file name: whatever the other side sends, it names nothing outside the folder."""
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c in "_-"))
