"""Replacing files that people work in: what lies beside them."""

from pathlib import Path

import pytest

from policyclerk.adapters.safe_write import conflict_copies, digest, replace_file
from policyclerk.domain.errors import WriteRefused


def test_copies_made_by_synced_folders_are_named(tmp_path: Path) -> None:
    conflicts = [
        "Register (1).xlsx",
        "register - Copy.xlsx",
        "register-DESKTOP-1A2B3C.xlsx",
        "register (Ann's conflicted copy 2026-11-20).xlsx",
    ]
    others = [
        "register.xlsx",
        "registered.xlsx",
        "register-notes.xlsx",
        "register (1).docx",
        "register 2024.xlsx",
    ]
    for name in conflicts + others:
        (tmp_path / name).touch()
    assert conflict_copies(tmp_path / "register.xlsx") == tuple(sorted(conflicts))


def test_no_folder_no_copies(tmp_path: Path) -> None:
    assert conflict_copies(tmp_path / "nowhere" / "register.xlsx") == ()


def test_a_file_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="no longer there"):
        replace_file(tmp_path / "register.csv", b"new", shown="register.csv", expected=digest(b"old"))
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_cannot_be_made_stops_the_writing(tmp_path: Path) -> None:
    path, in_the_way = tmp_path / "register.csv", tmp_path / "state"
    path.write_bytes(b"old")
    in_the_way.write_bytes(b"a file where the folder should be")
    with pytest.raises(WriteRefused, match="left as it is"):
        replace_file(path, b"new", shown="register.csv", expected=digest(b"old"), backup=in_the_way)
    assert path.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["register.csv", "state"]
