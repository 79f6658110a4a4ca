"""One run at a time per project: a lock on a file, which the system lets go when the process dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from policyclerk.domain.errors import AnotherRun, PolicyclerkError

if TYPE_CHECKING:
    from filelock import FileLock


class LockFile:
    """The lock of one project, `state/policyclerk.lock`. The file stays; only its lock counts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def __call__(self, *, wait_s: float) -> Iterator[None]:
        """Hold the lock while the block runs.

        Raises:
            AnotherRun: it is not free within `wait_s` seconds.
            PolicyclerkError: state_unwritable, the folder cannot be written.
        """
        lock = self._acquired(wait_s)
        try:
            yield
        finally:
            lock.release()

    def _acquired(self, wait_s: float) -> "FileLock":
        from filelock import FileLock, Timeout  # asyncio with it: not needed by a preview or a report

        lock = FileLock(self._path)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=wait_s)
        except Timeout:
            raise AnotherRun(
                "another_run",
                f"Another run is at work in this project (waited {wait_s:.0f} s for {self._path.name}). Nothing was done; "
                "run again when it has ended. The lock ends with its process and never needs to be removed by hand.",
            ) from None
        except OSError as error:
            raise PolicyclerkError(
                "state_unwritable",
                f"{self._path} cannot be written ({error.strerror}). Give this user the right to write in that folder.",
            ) from error
        return lock
