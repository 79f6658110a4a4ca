"""Zip archives that come out the same on every day: fixed times, fixed order."""

import io
import re
import zipfile

STAMP = (2026, 9, 1, 0, 0, 0)
SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(archive: bytes, *, saved: str | None = None, drop: frozenset[str] = frozenset()) -> bytes:
    """The same archive without the traces of the moment in which it was made.

    Args:
        archive: a .docx or .xlsx.
        saved: ISO time for the file's properties, where the library wrote the clock into them.
        drop: parts to leave out.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(set(old.namelist()) - drop, key=_order):
            content = old.read(name)
            if saved and name == "docProps/core.xml":
                content = SAVED.sub(rb"\g<1>" + saved.encode() + rb"\g<3>", content)
            new.writestr(_entry(name), content, compresslevel=9)
    return made.getvalue()


def _order(name: str) -> tuple[int, str]:
    """Readers that look at the first bytes expect the content types first."""
    return (0 if name == "[Content_Types].xml" else 1, name)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same on Windows and elsewhere
    entry.external_attr = 0
    return entry
