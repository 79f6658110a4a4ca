"""What a killed run left half written goes with the next one; nothing else does."""

from pathlib import Path

from policyclerk.adapters.leftovers import clear_leftovers


def _file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_half_written_drafts_registers_and_reports_are_removed(tmp_path: Path) -> None:
    half_written = [
        _file(tmp_path / "drafts" / "ash" / ".0123456789abcdef.part"),
        _file(tmp_path / ".policyclerk-a1_b2c3d.tmp"),
        _file(tmp_path / "reports" / ".night-2026-11-23.html.aside"),
    ]

    assert clear_leftovers([tmp_path, tmp_path / "reports"], below=[tmp_path / "drafts"]) == 3
    assert not any(path.exists() for path in half_written)


def test_what_people_have_stays_and_so_does_a_message_that_may_still_leave(tmp_path: Path) -> None:
    kept = [
        _file(tmp_path / "drafts" / "Behaviour Policy v1.4 DRAFT.docx"),
        _file(tmp_path / "drafts" / ".mine.part"),
        _file(tmp_path / ".hidden.tmp"),
        _file(tmp_path / ".pc-0123.eml.aside"),
    ]

    assert clear_leftovers([tmp_path, tmp_path / "not there"], below=[tmp_path / "drafts"]) == 0
    assert all(path.exists() for path in kept)
