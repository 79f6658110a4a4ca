"""The reader held to real documents with labels read by hand; skipped where they are absent."""

import importlib.util
import json
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.word.both_walks import seen_both_ways

from policyclerk.domain.plain import to_plain
from policyclerk.word import reader
from policyclerk.word.package import Unreadable, open_package
from policyclerk.word.sign_digital import signatures_of

pytestmark = pytest.mark.corpus


def tool(corpus: Path, name: str) -> ModuleType:
    path = corpus.parent / "tools" / f"{name}.py"
    if not path.is_file():
        pytest.skip(f"{name} of the shared corpus is not on this machine")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(corpus: Path, folder: str) -> dict[str, Any]:
    scorer = tool(corpus, "score_reader")
    labels = json.loads((corpus / folder / "labels.json").read_text(encoding="utf-8"))["files"]
    counted = scorer.Score()
    for name in sorted(labels):
        counted.add(name, labels[name], to_plain(reader.read_file(str(corpus / folder / name), name=name)))
    result: dict[str, Any] = counted.result()
    return result


@pytest.mark.parametrize("folder", ["seeds", "signatures"])
def test_seeds_and_signature_forms_are_read_without_fault(corpus: Path, folder: str) -> None:
    result = score(corpus, folder)
    assert (result["wrong_dates"], result["invented"], result["unreadable"]) == (0, 0, [])
    assert (result["signoff_P"], result["signoff_R"], result["false_signed"], result["false_missing"]) == (
        1.0,
        1.0,
        0,
        0,
    )
    assert result["failures"] == {}


def test_documents_of_other_organisations_are_read_with_few_faults(corpus: Path) -> None:
    result = score(corpus, "word")
    assert result["wrong_dates"] == 0
    assert result["unreadable"] == []
    assert result["P"] >= 0.98
    assert result["R"] >= 0.97
    assert (result["false_signed"], result["false_missing"]) == (0, 0)


def test_no_document_of_odd_structure_breaks_the_reader(corpus: Path) -> None:
    paths = sorted(
        path
        for path in (corpus / "structure").iterdir()
        if path.suffix in (".docx", ".docm", ".dotx", ".dotm")
    )
    broken = []
    for path in paths:
        try:
            package = open_package(str(path))
        except Unreadable:
            continue
        facts = reader.read_file(str(path))
        if not facts.ok and package.main:
            broken.append((path.name, facts.problem))
    assert len(paths) > 200
    assert broken == []


def test_real_documents_are_seen_the_same_with_and_without_trees_of_their_plain_paragraphs(
    corpus: Path,
) -> None:
    different, compared = [], 0
    for path in sorted(corpus.glob("[sw]*/*.do[ct][xm]")):
        with suppress(Unreadable):
            quick, whole = seen_both_ways(open_package(str(path)))
            compared += 1
            different += [] if quick == whole else [path.name]
    assert compared > 300
    assert different == []


def test_real_digital_signatures_verify_and_a_changed_letter_breaks_them(
    corpus: Path, tmp_path: Path
) -> None:
    states = []
    for path in sorted((corpus / "structure").glob("*.docx")):
        with suppress(Unreadable):
            package = open_package(str(path))
            found = signatures_of(package)
            states += [(one.state, one.covers_document) for one in found]
            if found:
                copy = tmp_path / path.name
                main = package.main
                with zipfile.ZipFile(copy, "w") as archive:
                    for name in package.parts:
                        data = package.read(name)
                        archive.writestr(name, data + b"\n" if name == main else data)
                assert {one.state for one in signatures_of(open_package(str(copy)))} == {"broken"}, path.name
    assert len(states) >= 8
    assert set(states) == {("intact", True)}


@pytest.mark.skipif(sys.platform == "win32", reason="the hostile files are written for POSIX")
def test_every_hostile_file_is_refused_as_it_should_be(corpus: Path, tmp_path: Path) -> None:
    maker = tool(corpus, "make_hostile")
    folder = tmp_path / "hostile"
    wrong = []
    for name, expected in maker.write(str(folder), maker.build(str(folder)), special=True).items():
        facts = reader.read_file(str(folder / name))
        kind = facts.problem.kind if facts.problem else None
        answer = json.dumps(to_plain(facts))
        if (facts.ok and not expected["ok"]) or (not facts.ok and kind not in expected["kinds"]):
            wrong.append((name, kind))
        wrong += [(name, bad) for bad in expected.get("must_not_contain", []) if bad in answer]
    assert wrong == []
