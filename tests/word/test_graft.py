"""Parts grafted onto a file, digital signatures taken out, and the file put in its place."""

import errno
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from tests.word.draft_samples import p, parts_of

from policyclerk.domain.errors import DraftRefused
from policyclerk.word.atomic import place
from policyclerk.word.graft import repacked
from policyclerk.word.unsigned import without_signatures

_SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
_ORIGIN = "application/vnd.openxmlformats-package.digital-signature-origin"


def signed() -> dict[str, bytes]:
    """A file with a digital signature."""
    parts = parts_of(p("Policy"))
    link = (
        f'<Relationship Id="rIdSig" Type="{_SIGNATURE}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    kind = f'<Default Extension="sigs" ContentType="{_ORIGIN}"/></Types>'
    return parts | {
        "_rels/.rels": parts["_rels/.rels"].replace(b"</Relationships>", link.encode()),
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", kind.encode()),
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/_rels/origin.sigs.rels": b"<Relationships/>",
        "_xmlsignatures/sig1.xml": b"<Signature/>",
    }


def test_a_digital_signature_goes_with_everything_that_names_it() -> None:
    parts, was_signed = without_signatures(signed())
    assert was_signed
    assert not [name for name in parts if "signature" in name]
    assert b"ignature" not in parts["_rels/.rels"] + parts["[Content_Types].xml"]
    assert set(parts) == set(parts_of(p("Policy")))


def test_an_unsigned_file_keeps_every_byte() -> None:
    parts = parts_of(p("Policy"))
    assert without_signatures(parts) == (parts, False)


def packed(parts: dict[str, bytes], *, level: int = 9) -> zipfile.ZipFile:
    """A file as an office program packs it: deflated in a manner of its own, with a time and with sizes told late."""
    out = io.BytesIO()
    with zipfile.ZipFile(Unseekable(out), "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)
    return zipfile.ZipFile(out)


class Unseekable(io.RawIOBase):
    """A stream that cannot go back, so that sizes are written behind the data."""

    def __init__(self, out: io.BytesIO) -> None:
        self.out = out

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.out.write(data)


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_unchanged_parts_are_taken_over_changed_ones_replaced_new_ones_added_and_others_left_out() -> None:
    old = {"a.xml": b"a" * 500, "b.xml": b"b" * 500, "gone.xml": b"g", "Pr\u00fcfung.xml": b"c" * 500}
    new = repacked(packed(old), kept=old.keys() - {"gone.xml"}, changed={"b.xml": b"B", "new.xml": b"N"})
    assert contents(new) == {
        "a.xml": b"a" * 500,
        "b.xml": b"B",
        "Pr\u00fcfung.xml": b"c" * 500,
        "new.xml": b"N",
    }
    assert list(contents(new)) == ["a.xml", "b.xml", "Pr\u00fcfung.xml", "new.xml"]


def test_the_same_parts_give_the_same_file_on_every_day() -> None:
    old = parts_of(p("Policy"))
    assert repacked(packed(old), kept=old, changed={}) == repacked(packed(old), kept=old, changed={})


def test_a_file_is_placed_whole_and_its_folders_are_made(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "draft.docx"
    place(b"whole", target)
    assert target.read_bytes() == b"whole"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_somebody_may_have_edited_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "draft.docx"
    target.write_bytes(b"edited")
    with pytest.raises(DraftRefused) as refused:
        place(b"new", target)
    assert refused.value.kind == "draft_exists"
    assert target.read_bytes() == b"edited"
    assert list(tmp_path.iterdir()) == [target]


def no_links(old: Path, new: Path) -> None:
    """A drive that knows no hard links."""
    raise OSError(errno.EPERM, "Operation not permitted", str(new))


def test_on_a_drive_without_hard_links_a_file_is_placed_all_the_same(tmp_path: Path) -> None:
    target = tmp_path / "draft.docx"
    place(b"whole", target, link=no_links)
    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_appears_at_the_last_moment_wins(tmp_path: Path, has_links: bool) -> None:
    target = tmp_path / "draft.docx"

    def somebody_is_quicker(old: Path, new: Path) -> None:
        new.write_bytes(b"theirs")
        (os.link if has_links else no_links)(old, new)

    with pytest.raises(DraftRefused):
        place(b"ours", target, link=somebody_is_quicker)
    assert target.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_a_drive_without_hard_links_never_shows_an_empty_draft(tmp_path: Path) -> None:
    """A kill between taking a name and filling it would leave a file that looks like a draft."""
    target = tmp_path / "draft.docx"
    other = tmp_path / f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}.part"
    other.write_bytes(b"")
    with pytest.raises(DraftRefused):
        place(b"ours", target, link=no_links)
    assert list(tmp_path.iterdir()) == [other]


def test_what_a_killed_process_left_is_cleared_away_and_what_another_writes_now_is_not(
    tmp_path: Path,
) -> None:
    names = [f".{letter * 16}.part" for letter in "ab"]
    for name in (*names, ".mine.part", "policy.part"):
        (tmp_path / name).write_bytes(b"half")
    for name in (names[0], ".mine.part", "policy.part"):
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    place(b"whole", tmp_path / "draft.docx")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"draft.docx", names[1], ".mine.part", "policy.part"}


def test_a_broken_link_of_that_name_counts_as_a_file(tmp_path: Path) -> None:
    target = tmp_path / "draft.docx"
    target.symlink_to(tmp_path / "elsewhere.docx")
    with pytest.raises(DraftRefused):
        place(b"new", target)
    assert not (tmp_path / "elsewhere.docx").exists()


def test_where_a_folder_cannot_be_made_the_error_passes_through_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_bytes(b"a file")
    with pytest.raises(OSError, match="drafts"):
        place(b"new", tmp_path / "drafts" / "draft.docx")
    assert [one.name for one in tmp_path.iterdir()] == ["drafts"]


def test_where_the_name_is_too_long_for_the_disk_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="name"):
        place(b"new", tmp_path / ("x" * 300 + ".docx"))
    assert list(tmp_path.iterdir()) == []
