"""Drafts open in an office program that is not ours: LibreOffice turns them into pages."""

import shutil
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from tests.word.draft_samples import (
    HISTORY,
    TITLE,
    control,
    p,
    parts_of,
    picture,
    run,
    table,
    text_box,
    write_docx,
)

from policyclerk.domain.action import DraftChanges, PlacedComment
from policyclerk.domain.errors import DraftRefused
from policyclerk.project import shipped
from policyclerk.word.draft import write_draft

OFFICE = shutil.which("soffice")
NEEDS_OFFICE = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed; make system-packages installs it"
)
PAPERS = (
    "millbrook-lane/Social Media Policy",
    "trust/Equality Policy",
    "northmoor-high/Admissions Policy 2027-28",
)
CHANGES = DraftChanges(
    "9.9",
    date(2026, 11, 23),
    date(2027, 11, 23),
    date(2026, 11, 23),
    comments=("Look here.",),
    placed=(PlacedComment("And here.", "body, paragraph 2"),),
)
DATES = table(("Version", "1.3"), ("Last reviewed", "01/09/2025"), ("Next review date", "September 2026"))
THEIRS = f'<w:ins w:id="4" w:author="A" w:date="2025-01-01T00:00:00Z">{run("01/09/2025")}</w:ins>'
SHAPES = {
    "a table": TITLE + DATES,
    "a history": TITLE + p("Version: 1.3") + HISTORY,
    "a table in a table": TITLE + table((DATES + p("x"), "y")),
    "text boxes": TITLE + p(text_box(p("Version: 1.3") + p("Next review date: September 2026"))),
    "content controls": TITLE + p(run("Version: "), control("1.3")) + p("Last reviewed: 01/09/2025"),
    "somebody's changes": TITLE + p(run("Last reviewed: "), THEIRS) + p("Version: 1.3"),
    "signatures": TITLE
    + DATES
    + table(
        ("Name", "Role", "Signature", "Date"),
        ("A. Reed", "Chair", p(picture(wide=900000, high=200000)), "1/9/25"),
    ),
}
"""Documents of different builds, drafted and opened."""
STRUCTURE = 10
"""How many of the corpus' documents of odd structure are opened."""


def unopened(drafts: Iterable[Path], folder: Path) -> list[str]:
    """The documents that LibreOffice does not turn into pages, all of them tried in one call."""
    files = list(drafts)
    command = [
        str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder),
    ]  # fmt: skip
    subprocess.run(
        [*command, *map(str, files)], check=True, capture_output=True, timeout=60 + 20 * len(files)
    )
    pages = ((file, folder / f"{file.stem}.pdf") for file in files)
    return [file.name for file, pdf in pages if not pdf.is_file() or not pdf.read_bytes().startswith(b"%PDF")]


def drafted(sources: Iterable[Path], folder: Path) -> dict[Path, Path]:
    """Drafts by their documents; what is refused is left out."""
    drafts = {}
    for number, source in enumerate(sources):
        target = folder / f"draft-{number}.docx"
        try:
            write_draft(source=str(source), target=str(target), changes=CHANGES)
        except DraftRefused:
            continue
        drafts[source] = target
    return drafts


@NEEDS_OFFICE
def test_drafts_with_tracked_changes_are_turned_into_pages(tmp_path: Path) -> None:
    policies = shipped("examples/northmoor-trust") / "policies"
    sources = [policies / f"{paper}.docx" for paper in PAPERS]
    for number, body in enumerate(SHAPES.values()):
        parts = parts_of(body, header=p("Attendance V1.3"), footer=p("Version 1.3"))
        sources.append(write_docx(tmp_path / f"shape-{number}.docx", parts))

    drafts = drafted(sources, tmp_path)

    assert len(drafts) == len(sources)
    assert unopened(drafts.values(), tmp_path) == []


@NEEDS_OFFICE
@pytest.mark.corpus
def test_drafts_of_real_documents_are_turned_into_pages_wherever_the_document_is(
    corpus: Path, tmp_path: Path
) -> None:
    odd = sorted((corpus / "structure").glob("*.docx"))
    sources = [
        path for folder in ("seeds", "signatures") for path in sorted((corpus / folder).glob("*.docx"))
    ]
    drafts = drafted([*sources, *odd[:: len(odd) // (2 * STRUCTURE)][: 2 * STRUCTURE]], tmp_path)
    assert len(drafts) > len(sources) + STRUCTURE / 2

    missing = set(unopened(drafts.values(), tmp_path))

    originals = [source for source, draft in drafts.items() if draft.name in missing]
    lost = set(unopened(originals, tmp_path)) if originals else set()
    assert [source.name for source in originals if source.name not in lost] == []
