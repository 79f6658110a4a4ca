"""Tells by its first bytes what a file is that is no Word document."""

import io

import olefile

from policyclerk.word.refusal import RESAVE, Unreadable, resave

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SNIFFED = (
    (b"{\\rtf", "a Rich Text (RTF) file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
)


def sniff(data: bytes) -> None:
    """Say what a file is that is no archive."""
    if data.startswith(b"PK"):
        return
    if data.startswith(_OLE):
        _refuse_ole(data)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip(b"\0"):
        raise Unreadable("corrupt", "The file is empty: a copy may have failed. Fetch a good copy.")
    for begin, what in _SNIFFED:
        if start.startswith(begin.lower()):
            raise Unreadable("not_word", f"This is {what} under the name of a Word file. {RESAVE}")
    raise Unreadable("not_word", f"This is not a Word file, whatever its name says. {RESAVE}")


def _refuse_ole(data: bytes) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(entry) for entry in ole.listdir()}
    except (
        OSError,
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        MemoryError,
        RecursionError,
    ) as fault:
        raise Unreadable(
            "corrupt", f"The file is a damaged old Office file. Fetch a good copy, or {resave()}"
        ) from fault
    if "EncryptedPackage" in names:
        raise Unreadable(
            "encrypted",
            "The file is protected by a password. Open it in Word, remove the password (File, Info, Protect Document) and save it.",
        )
    if "WordDocument" in names:
        raise Unreadable(
            "old_word",
            "The file is in the format of Word 97-2003 (.doc). Open it in Word and save it as a Word document (.docx).",
        )
    raise Unreadable("not_word", f"This is an old Office file, but not a Word document. {RESAVE}")
