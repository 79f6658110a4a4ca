"""Where a project's drafts go, and how one gets there."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from policyclerk.domain.action import DraftOrder, DraftResult
from policyclerk.domain.errors import DraftRefused
from policyclerk.ports import DocumentStore
from policyclerk.reach import Setup


@dataclass(frozen=True, slots=True)
class DraftFolder:
    """The folder of a project's drafts.

    Attributes:
        store: where the documents are of which drafts are made.
    """

    setup: Setup
    store: DocumentStore

    def write(self, order: DraftOrder) -> DraftResult:
        """Write a draft.

        Raises:
            DraftRefused: its document is gone, or cannot be drafted safely.
            OSError: the folder cannot be written.
        """
        target = self._path(order.target)
        return replace(self._written(order, target), path=self.setup.project.shown(target))

    def try_out(self, order: DraftOrder) -> DraftResult:
        """A draft written to a place of its own and thrown away: what it changes is known, and nothing is left behind. Raises as `write`."""
        shown = self.setup.project.shown(self._path(order.target))
        with tempfile.TemporaryDirectory(prefix="policyclerk-") as folder:
            return replace(self._written(order, Path(folder) / Path(order.target).name), path=shown)

    def shown(self, target: str) -> str | None:
        """The path of a draft relative to the project; None where there is none."""
        path = self._path(target)
        return self.setup.project.shown(path) if path.is_file() else None

    def read(self, path: str) -> bytes | None:
        """A draft by its path relative to the project; None where it was taken away or put elsewhere meanwhile."""
        try:
            return self.setup.project.path(path).read_bytes()
        except OSError:
            return None

    def _path(self, target: str) -> Path:
        return self.setup.project.path(self.setup.settings.drafts.folder) / target

    def _written(self, order: DraftOrder, target: Path) -> DraftResult:
        from policyclerk.word.draft import write_draft  # python-docx: only where a draft is made

        source = self.store.local(order.source)
        if source is None:
            raise DraftRefused("not_found", f"{order.source} is no longer there.")
        max_mb = self.setup.settings.limits.max_document_mb
        result = write_draft(source=str(source), target=str(target), changes=order.changes, max_mb=max_mb)
        return replace(result, beside=order.beside)
