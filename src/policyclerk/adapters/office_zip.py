"""An Office file as the zip that it is: checked before anything is parsed, changed part by part."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

MOST_PARTS = 5_000
LARGEST_PART = 200 * 1024 * 1024
"""Our five columns included, the sheet of a hundred thousand policies unpacks to about 120 MB."""
LARGEST_WHOLE = 400 * 1024 * 1024
STEEPEST_RATIO = 250
"""Sheets of a register shrink 10 to 60 times; what shrinks far more was made to fill a machine's memory."""
RATIO_FROM = 10 * 1024 * 1024

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_BIT_STREAMED = 0x08
_BIT_ENCRYPTED = 0x01


class BadPackage(Exception):
    """The file is no sound zip, or one made to do harm. The text says what is wrong, as half a sentence."""


@dataclass(frozen=True, slots=True)
class Package:
    """A checked zip: every member decompresses to exactly the size it states, within the limits."""

    data: bytes
    names: tuple[str, ...]

    def read(self, name: str) -> bytes:
        """One part's bytes; the name is matched as the file format does, without regard to case.

        Raises:
            KeyError: there is no such part.
            BadPackage: the part's own heading contradicts the list of parts.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return archive.read(self.find(name))
        except (zipfile.BadZipFile, EOFError, zlib.error) as fault:
            raise BadPackage("it is damaged") from fault

    def find(self, name: str) -> str:
        """The name of a part as it is written in this file. Raises KeyError."""
        wanted = name.lstrip("/").casefold()
        for each in self.names:
            if each.casefold() == wanted:
                return each
        raise KeyError(name)


def open_package(data: bytes) -> Package:
    """Check a zip against the limits without keeping any of its contents in memory.

    Raises:
        BadPackage: damaged, too large, too many parts, or packed by a method that Office does not use.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members)
            for member in members:
                _check_honest(data, member)
    except (zipfile.BadZipFile, struct.error, zlib.error, NotImplementedError, ValueError) as fault:
        raise BadPackage("it is damaged") from fault
    return Package(data=data, names=tuple(member.filename for member in members))


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_PARTS:
        raise BadPackage(f"it has {len(members)} parts, far more than a workbook")
    if len({member.filename.casefold() for member in members}) < len(members):
        raise BadPackage("it holds two parts of the same name")
    if sum(member.file_size for member in members) > LARGEST_WHOLE:
        raise BadPackage(f"it unpacks to more than {LARGEST_WHOLE // 1024**2} MB")
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _BIT_ENCRYPTED:
        raise BadPackage("its parts are locked with a password")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BadPackage("it is packed in a way that Office does not use")
    if member.file_size > LARGEST_PART:
        raise BadPackage(f"a part of it unpacks to more than {LARGEST_PART // 1024**2} MB")
    if member.file_size > RATIO_FROM and member.file_size > STEEPEST_RATIO * max(member.compress_size, 1):
        raise BadPackage("a part of it unpacks to more than 250 times its size")


def _check_honest(data: bytes, member: zipfile.ZipInfo) -> None:
    """Decompress in small steps: a size that is a lie would fill the memory of readers that believe it."""
    start = _data_start(data, member)
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        size, check = len(packed), zlib.crc32(packed)
    else:
        size, check = _unpacked_size(packed, member.file_size)
    if (size, check) != (member.file_size, member.CRC):
        raise BadPackage("it is damaged")


def _unpacked_size(packed: bytes, stated: int) -> tuple[int, int]:
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    size, check, rest = 0, 0, packed
    while not unpack.eof and size <= stated:
        piece = unpack.decompress(rest, 1 << 20)
        if not piece and not unpack.unconsumed_tail:
            break
        size += len(piece)
        check = zlib.crc32(piece, check)
        rest = unpack.unconsumed_tail
    return size, check


def _data_start(data: bytes, member: zipfile.ZipInfo) -> int:
    local = _LOCAL.unpack_from(data, member.header_offset)
    return member.header_offset + _LOCAL.size + int(local[9]) + int(local[10])


# ---- writing


def with_parts(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """The same zip with the contents of some parts replaced.

    Every other member is copied as it lies there, packed bytes, times, flags, order and all: what was not
    changed cannot have been harmed.

    Raises:
        BadPackage: the zip is of a form that cannot be copied this way (huge, split, or with bytes before it).
    """
    with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        members, directory = archive.infolist(), archive.start_dir
    entries = _central_entries(package.data, directory, len(members))
    if any(
        int(_CENTRAL.unpack_from(e)[16]) != m.header_offset for e, m in zip(entries, members, strict=True)
    ):
        raise BadPackage("it is packed in a way that cannot be changed part by part")
    ends = _record_ends(members, directory)
    out, central = io.BytesIO(), bytearray()
    for entry, member in zip(entries, members, strict=True):
        offset = out.tell()
        if member.filename in parts:
            record, entry = _new_record(package.data, member, entry, parts[member.filename])  # noqa: PLW2901
        else:
            record = package.data[member.header_offset : ends[member.header_offset]]
        out.write(record)
        central += entry[:42] + struct.pack("<L", offset) + entry[46:]
    return _finish(out, bytes(central), len(members))


def _central_entries(data: bytes, start: int, count: int) -> list[bytes]:
    entries, at = [], start
    for _ in range(count):
        fields = _CENTRAL.unpack_from(data, at)
        end = at + _CENTRAL.size + int(fields[10]) + int(fields[11]) + int(fields[12])
        entries.append(data[at:end])
        at = end
    return entries


def _record_ends(members: list[zipfile.ZipInfo], directory: int) -> dict[int, int]:
    """Where each local record ends: where the next begins, so that trailing size fields come along."""
    starts = sorted(member.header_offset for member in members)
    return dict(zip(starts, [*starts[1:], directory], strict=True))


def _new_record(data: bytes, member: zipfile.ZipInfo, entry: bytes, content: bytes) -> tuple[bytes, bytes]:
    """Local record and central entry of a changed member: same name, times and attributes, new contents."""
    pack = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = pack.compress(content) + pack.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    old = _LOCAL.unpack_from(data, member.header_offset)
    flags = int(old[2]) & ~_BIT_STREAMED
    at = member.header_offset + _LOCAL.size
    name = data[at : at + int(old[9])]
    local = _LOCAL.pack(old[0], 20, flags, zipfile.ZIP_DEFLATED, old[4], old[5], *sizes, len(name), 0)
    f = _CENTRAL.unpack_from(entry)
    tail = entry[_CENTRAL.size + int(f[10]) + int(f[11]) :]  # the comment; extra fields held the old sizes
    head = _CENTRAL.pack(
        f[0], f[1], 20, flags, zipfile.ZIP_DEFLATED, f[5], f[6], *sizes, f[10], 0, f[12], *f[13:16], 0
    )
    return local + name + packed, head + entry[_CENTRAL.size : _CENTRAL.size + int(f[10])] + tail


def _finish(out: io.BytesIO, central: bytes, count: int) -> bytes:
    start = out.tell()
    out.write(central)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), start, 0))
    return out.getvalue()
