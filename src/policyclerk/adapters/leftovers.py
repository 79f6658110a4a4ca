"""What a killed run left half written: files under hidden names of ours, which nobody looks at."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_OURS = re.compile(r"\.(?:[0-9a-f]{16}\.part|policyclerk-\w+\.tmp|[^/\\]+\.(?:html|md|csv)\.aside)")
"""Drafts, the register and its copy, reports; messages are asked of the mailer, for theirs may still leave."""


def clear_leftovers(folders: Sequence[Path], *, below: Sequence[Path] = ()) -> int:
    """Remove half-written files; call it while no other run is under way.

    What cannot be removed harms nobody and is left to the next run.

    Args:
        folders: are looked at themselves.
        below: are looked at with all their sub-folders.

    Returns:
        How many files were removed.
    """
    removed = 0
    with suppress(OSError):
        found = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
        found += [path for folder in below for path in folder.rglob(".*.part")]
        for path in found:
            if _OURS.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                path.unlink(missing_ok=True)
                removed += 1
    return removed
