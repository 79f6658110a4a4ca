"""An independent comparer of Word files finds in a clean draft exactly the edits that the tracked one claims."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.word.draft_samples import w

from policyclerk.domain.action import DraftChanges
from policyclerk.domain.errors import DraftRefused
from policyclerk.domain.versions import next_version
from policyclerk.word.draft import write_draft
from policyclerk.word.reader import read_file

pytestmark = pytest.mark.corpus

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AUTHOR = "policyclerk"
_AT_LEAST = 30
CHANGES = DraftChanges(
    version=None,
    reviewed_on=date(2026, 11, 23),
    next_review_on=date(2027, 11, 23),
    made_on=date(2026, 11, 23),
)


@pytest.fixture(scope="module")
def comparer() -> Any:
    """A program of other people that marks the differences of two Word files."""
    redlines = pytest.importorskip("python_redlines", reason="python-redlines is not installed")
    try:
        return redlines.DocxodusEngine()
    except (redlines.EngineNotInstalledError, OSError) as fault:
        pytest.skip(f"the comparer's engine is not on this machine: {fault}")


def documents(corpus: Path) -> Iterator[Path]:
    """Policies and forms of signature of every kind."""
    yield from sorted((corpus / "seeds").glob("*.docx"))
    yield from sorted((corpus / "signatures").glob("*.docx"))[::2]
    yield from sorted((corpus / "word").glob("*.docx"))[::16]


def edits(data: bytes, author: str) -> Counter[tuple[str, str]]:
    """What one author's changes take out of the body and put into it, paragraph by paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for copy in list(root.iter(_FALLBACK)):
        copy.getparent().remove(copy)
    found: Counter[tuple[str, str]] = Counter()
    for paragraph in root.iter(w("p")):
        before, after = (
            _said(paragraph, without, author) for without in (("ins", "moveTo"), ("del", "moveFrom"))
        )
        if before != after:
            found.update([("-", before)] if before else [])
            found.update([("+", after)] if after else [])
    return found


def _said(paragraph: etree._Element, without: tuple[str, str], author: str) -> str:
    gone = tuple(w(name) for name in without)
    kept = [
        node for node in paragraph.iter(w("t"), w("delText"), w("tab")) if not _is_gone(node, gone, author)
    ]
    own = [node for node in kept if next(node.iterancestors(w("p"))) is paragraph]
    return " ".join("".join(" " if node.tag == w("tab") else node.text or "" for node in own).split())


def _is_gone(node: etree._Element, gone: tuple[str, ...], author: str) -> bool:
    marks = list(node.iterancestors(*gone))
    for row in node.iterancestors(w("tr")):
        marks += [mark for name in gone for mark in row.findall(f"{w('trPr')}/{name}")]
    return any(mark.get(w("author")) == author for mark in marks)


def drafted(source: Path, folder: Path) -> tuple[bytes, Path] | None:
    """The tracked draft and the clean one; None where the document is refused."""
    facts = read_file(str(source))
    changes = replace(CHANGES, version=next_version(facts.version))
    tracked, plain = folder / f"tracked {source.name}", folder / f"plain {source.name}"
    try:
        write_draft(source=str(source), target=str(tracked), changes=changes)
    except DraftRefused:
        return None
    write_draft(source=str(source), target=str(plain), changes=replace(changes, tracked=False))
    return tracked.read_bytes(), plain


def test_an_independent_comparer_finds_exactly_the_edits_that_a_draft_claims(
    corpus: Path, comparer: Any, tmp_path: Path
) -> None:
    compared, wrong = 0, {}
    for source in documents(corpus):
        both = drafted(source, tmp_path)
        if both is None:
            continue
        tracked, plain = both
        claimed, found = (
            edits(tracked, _AUTHOR),
            edits(comparer.run_redline("judge", source, plain)[0], "judge"),
        )
        compared += 1
        if claimed != found:
            wrong[source.name] = {"claimed": claimed - found, "found": found - claimed}
    assert wrong == {}
    assert compared >= _AT_LEAST
