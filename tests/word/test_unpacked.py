"""Entries of archives are unpacked as their directory says, or not at all."""

import io
import zipfile
import zlib

import pytest

from policyclerk.word.unpacked import unpacked

TEXT = b"Reviewed by the governors. " * 40


def archive(packing: int = zipfile.ZIP_DEFLATED, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        made.writestr(name, TEXT)
        made.writestr("empty", b"")
    return out.getvalue()


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("name", ["word/document.xml", "Überblick – März.xml"])
def test_an_entry_is_unpacked_as_zipfile_does_it(packing: int, name: str) -> None:
    data = archive(packing, name)
    assert [unpacked(data, entry) for entry in entries(data)] == [TEXT, b""]


def test_an_archive_behind_other_bytes_is_read() -> None:
    data = b"#!/bin/sh\n" + archive()
    assert unpacked(data, entries(data)[0]) == TEXT


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("file_size", 5),
        ("file_size", len(TEXT) + 1),
        ("CRC", 1),
        ("header_offset", 3),
        ("header_offset", 10**9),
    ],
)
def test_what_the_directory_says_wrong_is_refused(attribute: str, value: int) -> None:
    data = archive()
    entry = entries(data)[0]
    setattr(entry, attribute, value)
    with pytest.raises(zipfile.BadZipFile):
        unpacked(data, entry)


def test_another_name_in_the_header_is_refused() -> None:
    data = archive()
    entry = entries(data)[0]
    entry.orig_filename = "word/footer1.xml"
    with pytest.raises(zipfile.BadZipFile):
        unpacked(data, entry)


def test_data_that_was_damaged_is_refused() -> None:
    data = archive()
    entry = entries(data)[0]
    at = data.index(b"word/document.xml") + len("word/document.xml") + 4
    with pytest.raises((zipfile.BadZipFile, zlib.error)):
        unpacked(data[:at] + b"\xff\xff\xff" + data[at + 3 :], entry)


def test_a_cut_archive_is_refused() -> None:
    data = archive()
    with pytest.raises(zipfile.BadZipFile):
        unpacked(data[:60], entries(data)[0])
