"""Files in a zip archive whose bytes depend on nothing but them and the day."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date


def packed(files: Mapping[str, bytes], *, day: date) -> bytes:
    """The files, sorted by name, all stamped with the same day.

    Args:
        files: name (with forward slashes) -> content.
        day: of the report.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on Windows and elsewhere
            entry.external_attr = 0
            archive.writestr(entry, files[name])
    return out.getvalue()
