"""Drafts open in an office program that is not ours: LibreOffice turns them into pages."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from policyclerk.domain.action import DraftChanges
from policyclerk.project import shipped
from policyclerk.word.draft import write_draft

OFFICE = shutil.which("soffice")
PAPERS = (
    "millbrook-lane/Social Media Policy",
    "trust/Equality Policy",
    "northmoor-high/Admissions Policy 2027-28",
)
CHANGES = DraftChanges(
    "9.9", date(2026, 11, 23), date(2027, 11, 23), date(2026, 11, 23), comments=("Look here.",)
)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed; make system-packages installs it")
def test_drafts_with_tracked_changes_are_turned_into_pages(tmp_path: Path) -> None:
    drafts = []
    for number, paper in enumerate(PAPERS):
        source = shipped("examples/northmoor-trust") / "policies" / f"{paper}.docx"
        drafts.append(
            write_draft(source=str(source), target=str(tmp_path / f"{number}.docx"), changes=CHANGES).path
        )

    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *drafts],
        check=True,
        capture_output=True,
        timeout=240,
    )  # fmt: skip

    assert all((tmp_path / f"{number}.pdf").read_bytes().startswith(b"%PDF") for number in range(len(PAPERS)))
