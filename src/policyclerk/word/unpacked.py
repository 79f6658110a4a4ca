"""Unpacks one entry of an archive that lies in memory, never to more than its directory says.

As `zipfile` does it, but without a file object for each entry, which costs more than most parts of a Word file.
"""

import struct
import zipfile
import zlib

_HEADER = struct.Struct(
    "<4s22xHH"
)  # its mark, then the lengths of the name and of what else stands behind it
_MARK = b"PK\x03\x04"
_PATCHED_OR_ENCRYPTED = 0x61
_NAME_IN_UTF_8 = 0x800


def unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, stored or deflated.

    Args:
        data: the archive.
        entry: the entry as the archive's directory tells of it.

    Raises:
        zipfile.BadZipFile: its header, size or check sum is not what the directory says.
        zlib.error: its data is damaged.
    """
    at = entry.header_offset
    if not 0 <= at <= len(data) - _HEADER.size or entry.flag_bits & _PATCHED_OR_ENCRYPTED:
        raise zipfile.BadZipFile("no header, or one of a kind that Word does not write")
    mark, name_length, extra_length = _HEADER.unpack_from(data, at)
    start = at + _HEADER.size + name_length
    name = data[at + _HEADER.size : start]
    coding = "utf-8" if entry.flag_bits & _NAME_IN_UTF_8 else "cp437"
    if mark != _MARK or name != entry.orig_filename.encode(coding, "replace"):
        raise zipfile.BadZipFile("the header does not belong to the entry")
    packed = data[start + extra_length : start + extra_length + entry.compress_size]
    found = _inflated(packed, entry.file_size) if entry.compress_type == zipfile.ZIP_DEFLATED else packed
    if len(found) != entry.file_size or zlib.crc32(found) != entry.CRC:
        raise zipfile.BadZipFile("the data is not what the directory says")
    return found


def _inflated(packed: bytes, size: int) -> bytes:
    """The data unpacked, one byte more than `size` at most."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
