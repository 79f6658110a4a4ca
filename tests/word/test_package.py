"""Opening Word files: what is refused, as what, and with which advice."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from tests.word.build_docx import MAIN, p, packed, parts

from policyclerk.word.package import Unreadable, open_package
from policyclerk.word.text import walk


def refusal(folder: Path, data: bytes, name: str = "policy.docx") -> Unreadable:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        walk(open_package(str(path)))
    return caught.value


def test_a_good_file_opens_and_keeps_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "policy.docx"
    path.write_bytes(packed(parts(p("Attendance Policy"))))
    package = open_package(str(path))
    assert package.main == "word/document.xml"
    assert len(package.sha256) == 64
    assert not package.macro_or_template


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        open_package(str(tmp_path / "nowhere.docx"))
    assert caught.value.problem == "not_found"
    assert caught.value.sha256 is None


def test_a_folder_is_no_word_file(tmp_path: Path) -> None:
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(Unreadable) as caught:
        open_package(str(tmp_path / "folder.docx"))
    assert caught.value.problem == "not_word"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no named pipes")
def test_a_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    with pytest.raises(Unreadable) as caught:
        open_package(str(tmp_path / "pipe.docx"))
    assert caught.value.problem == "not_word"


def test_a_lock_file_is_known_by_its_name(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"\x0bOffice User", "~$tendance.docx").problem == "lock_file"


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.docx"
    path.write_bytes(b"PK" + b"\0" * (2 * 1024 * 1024))
    with pytest.raises(Unreadable) as caught:
        open_package(str(path), max_mb=1)
    assert caught.value.problem == "too_large"
    assert "1 MB" in caught.value.message


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", "corrupt", "empty"),
        (b"\0" * 4096, "corrupt", "empty"),
        (b"{\\rtf1 Attendance}", "not_word", "RTF"),
        (b"%PDF-1.4", "not_word", "PDF"),
        (b"<!DOCTYPE html><html></html>", "not_word", "web page"),
        (b"\x89PNG\r\n", "not_word", "picture"),
        (b"Attendance Policy, plain text", "not_word", "not a Word file"),
        (b"PK\x03\x04", "corrupt", "damaged"),
    ],
)
def test_other_kinds_of_file_are_told_by_their_first_bytes(
    tmp_path: Path, data: bytes, kind: str, words: str
) -> None:
    fault = refusal(tmp_path, data)
    assert fault.problem == kind
    assert words in fault.message
    assert fault.sha256 is not None


def test_a_truncated_file_is_corrupt(tmp_path: Path) -> None:
    data = packed(parts(p("Attendance Policy")))
    assert refusal(tmp_path, data[: len(data) // 2]).problem == "corrupt"


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_package_without_an_indispensable_part_is_corrupt(tmp_path: Path, part: str) -> None:
    content = parts(p("Attendance Policy"))
    del content[part]
    assert refusal(tmp_path, packed(content)).problem == "corrupt"


def test_a_doctype_is_hostile_whatever_it_holds(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"), head="<!DOCTYPE w:document>")
    assert refusal(tmp_path, packed(content)).problem == "hostile"


def test_a_doctype_in_utf_16_is_found_too(tmp_path: Path) -> None:
    content: dict[str, str] = parts(p("Attendance Policy"))
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w:document>' + content["word/document.xml"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, text.encode("utf-16") if name == "word/document.xml" else data)
    assert refusal(tmp_path, buffer.getvalue()).problem == "hostile"


def test_a_doctype_in_a_footer_is_hostile(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"), footer=p("Page 1"))
    content["word/footer1.xml"] = "<!DOCTYPE x>" + content["word/footer1.xml"]
    assert refusal(tmp_path, packed(content)).problem == "hostile"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"))
    content["word/document.xml"] = content["word/document.xml"].replace("Attendance", " " * 5_000_000)
    assert refusal(tmp_path, packed(content)).problem == "hostile"


def test_nesting_that_could_use_up_the_machine_is_hostile(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 2000 + p("x") + "</w:sdtContent></w:sdt>" * 2000
    assert refusal(tmp_path, packed(parts(deep))).problem == "hostile"


def test_two_parts_of_one_name_are_hostile(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"))
    content["Word/Document.xml"] = content["word/document.xml"]
    assert refusal(tmp_path, packed(content)).problem == "hostile"


def test_a_main_part_on_the_network_is_hostile(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"))
    content["_rels/.rels"] = content["_rels/.rels"].replace(
        'Target="word/document.xml"', 'Target="http://127.0.0.1:9/x" TargetMode="External"'
    )
    assert refusal(tmp_path, packed(content)).problem == "hostile"


def test_a_workbook_under_a_word_name_is_no_word_file(tmp_path: Path) -> None:
    content = parts(p("x"), main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    assert refusal(tmp_path, packed(content)).problem == "not_word"


def test_an_archive_of_other_things_is_no_word_file(tmp_path: Path) -> None:
    assert refusal(tmp_path, packed({"readme.txt": "hello"})).problem == "not_word"


def test_entries_with_a_password_are_encrypted(tmp_path: Path) -> None:
    data = bytearray(packed(parts(p("Attendance Policy"))))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert refusal(tmp_path, bytes(data)).problem == "encrypted"


def test_a_damaged_old_office_file_is_corrupt(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<100L", *range(100))
    assert refusal(tmp_path, data).problem == "corrupt"


def test_macros_and_templates_open_and_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "policy.docm"
    path.write_bytes(
        packed(parts(p("Policy"), main="application/vnd.ms-word.document.macroEnabled.main+xml"))
    )
    assert open_package(str(path)).macro_or_template
    path.write_bytes(packed(parts(p("Policy"), main=MAIN.replace("document.main", "template.main"))))
    assert open_package(str(path)).macro_or_template


def test_strict_open_xml_is_read_through_its_mapping(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"))
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for name in ("word/document.xml", "_rels/.rels"):
        for usual, other in strict.items():
            content[name] = content[name].replace(usual, other)
    path = tmp_path / "strict.docx"
    path.write_bytes(packed(content))
    package = open_package(str(path))
    assert package.strict
    assert next(walk(package).paragraphs()).text == "Attendance Policy"
