"""The parts of a Word file as bytes, and how a draft is put together from the old ones and the changed.

A draft differs from its policy in what was meant and in nothing else: every part that was not meant to change is
taken over as it lies packed in the policy's own file.
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Collection, Mapping

from lxml import etree

from policyclerk.word.markup import Element

TYPES = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can name: the same parts give the same bytes on every day."""
_LOCAL_HEADER = 30
"""Bytes of a member's header before its name."""


def rels_of(name: str) -> str:
    """The name of the part that holds the relationships of a part ("" is the package)."""
    folder, leaf = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{leaf}.rels")


def to_bytes(root: Element) -> bytes:
    """A part's bytes, declared as Word declares them."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def repacked(old: zipfile.ZipFile, *, kept: Collection[str], changed: Mapping[str, bytes]) -> bytes:
    """A new Word file: the parts of an old one in their order, then those that are new.

    Args:
        old: the policy's file, opened.
        kept: names of the parts that stay; what was packed once is not packed again.
        changed: the bytes of the parts that are other than in `old`, or not in it.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry in old.infolist():
            if entry.filename in changed:
                _pack(archive, entry.filename, changed[entry.filename])
            elif entry.filename in kept:
                _take_over(archive, old, entry)
        there = set(archive.namelist())
        for name, data in changed.items():
            if name not in there:
                _pack(archive, name, data)
    return out.getvalue()


def _pack(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, data)


def _take_over(archive: zipfile.ZipFile, old: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Put a member of another file into this one as it is packed there; the library itself has no way to do so."""
    copy = zipfile.ZipInfo(entry.filename, _FIRST_DAY)
    copy.compress_type, copy.create_system = entry.compress_type, 0
    copy.CRC, copy.compress_size, copy.file_size = entry.CRC, entry.compress_size, entry.file_size
    assert archive.fp is not None
    copy.header_offset = archive.fp.tell()
    archive.fp.write(copy.FileHeader() + _packed(old, entry))
    archive.start_dir = archive.fp.tell()
    archive.filelist.append(copy)
    archive.NameToInfo[copy.filename] = copy


def _packed(old: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    assert old.fp is not None
    old.fp.seek(entry.header_offset)
    name, extra = struct.unpack("<26xHH", old.fp.read(_LOCAL_HEADER))
    old.fp.seek(name + extra, io.SEEK_CUR)
    return old.fp.read(entry.compress_size)
