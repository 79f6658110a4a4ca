"""Drafts of real documents, held against their originals by an independent checker."""

import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from policyclerk.domain.action import DraftChanges
from policyclerk.domain.errors import DraftRefused
from policyclerk.domain.versions import next_version
from policyclerk.word.draft import write_draft
from policyclerk.word.reader import read_file

pytestmark = pytest.mark.corpus

CHANGES = DraftChanges(
    version=None,
    reviewed_on=date(2026, 11, 23),
    next_review_on=date(2027, 11, 23),
    made_on=date(2026, 11, 23),
    comments=("A finding.",),
)
FOLDERS = ("seeds", "signatures")


@pytest.fixture(scope="module")
def checker(corpus: Path) -> ModuleType:
    """The program that says whether a draft is sound."""
    path = corpus.parent / "tools" / "validate_docx.py"
    if not path.is_file():
        pytest.skip("the checker of drafts is not on this machine")
    spec = importlib.util.spec_from_file_location("validate_docx", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def schema(corpus: Path) -> etree.XMLSchema:
    """The schema of WordprocessingML."""
    return etree.XMLSchema(etree.parse(str(corpus / "xsd" / "wml.xsd")))


def documents(corpus: Path, folder: str) -> list[tuple[Path, dict[str, Any]]]:
    """The documents of a folder with what they are known to say."""
    labels = json.loads((corpus / folder / "labels.json").read_text(encoding="utf-8"))["files"]
    return [(path, labels.get(path.name, {})) for path in sorted((corpus / folder).glob("*.docx"))]


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_draft_is_sound_and_changes_nothing_but_what_it_says(
    corpus: Path, checker: ModuleType, schema: etree.XMLSchema, tmp_path: Path, folder: str, tracked: bool
) -> None:
    faults = {}
    for source, says in documents(corpus, folder):
        target = tmp_path / source.name
        changes = replace(CHANGES, version=next_version(says.get("version")), tracked=tracked)
        write_draft(source=str(source), target=str(target), changes=changes)
        found = checker.validate(str(source), str(target), schema, not tracked)
        if found["violations"]:
            faults[source.name] = found["violations"]
    assert faults == {}


def _drafts(source: Path, target: Path) -> bool:
    """Whether there is a draft; a refusal must be a sentence."""
    try:
        write_draft(source=str(source), target=str(target), changes=replace(CHANGES, version="1.4"))
    except DraftRefused as refused:
        return not refused.message.endswith(".")
    return True


@pytest.mark.parametrize("folder", ["word", "structure"])
def test_a_sample_of_other_documents_is_drafted_soundly_or_refused(
    corpus: Path, checker: ModuleType, schema: etree.XMLSchema, tmp_path: Path, folder: str
) -> None:
    drafted, faults = 0, {}
    for source in sorted((corpus / folder).glob("*.docx"))[::12]:
        target = tmp_path / source.name
        if not _drafts(source, target):
            continue
        drafted += 1
        found = checker.validate(str(source), str(target), schema)
        if found["violations"]:
            faults[source.name] = found["violations"]
    assert faults == {}
    assert drafted > 5


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_draft_reads_as_reviewed_and_unsigned(corpus: Path, tmp_path: Path, folder: str) -> None:
    """What the file says of itself is renewed; where it cannot be, the draft names the place."""
    for source, says in documents(corpus, folder):
        target = tmp_path / source.name
        version = next_version(says.get("version"))
        result = write_draft(
            source=str(source), target=str(target), changes=replace(CHANGES, version=version)
        )
        before, after = read_file(str(source)), read_file(str(target))
        if version is not None:
            assert after.version == version
        if before.next_review is not None:
            assert after.next_review is not None
            assert after.next_review.start == CHANGES.next_review_on
        named = " ".join(result.left)
        assert all(one.signed != "yes" or "sign-off block" in named for one in after.sign_offs), source.name
        assert after.title == before.title
