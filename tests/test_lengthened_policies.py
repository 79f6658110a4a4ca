"""The benchmarks' long policies say of themselves what the example's short papers say."""

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.lengthened import lengthened
from benchmarks.multiplied import EXAMPLE

from policyclerk.bootstrap import read_files
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.plain import to_plain

PAPERS = sorted(EXAMPLE.glob("policies/*/*.docx"))


def without_places(plain: object) -> object:
    """What was read, without where in the file it stood."""
    if isinstance(plain, dict):
        return {
            name: without_places(value) for name, value in plain.items() if name not in ("where", "evidence")
        }
    return [without_places(each) for each in plain] if isinstance(plain, list) else plain


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[DocumentFacts, DocumentFacts]]:
    """The facts of every paper, short and long."""
    folder = tmp_path_factory.mktemp("long")
    copies = []
    for number, paper in enumerate(PAPERS):
        copy = folder / str(number) / paper.name
        copy.parent.mkdir()
        copy.write_bytes(lengthened(paper.read_bytes(), number))
        copies.append(str(copy))
    short = read_files([str(paper) for paper in PAPERS])
    return list(zip(short, read_files(copies), strict=True))


def test_a_lengthened_paper_is_read_as_the_short_one(read: list[tuple[DocumentFacts, DocumentFacts]]) -> None:
    for short, long in read:
        same = replace(long, file=short.file, sha256=short.sha256)
        assert without_places(to_plain(same)) == without_places(to_plain(short))


def test_the_papers_grow_to_the_sizes_of_real_ones(tmp_path: Path) -> None:
    paper = PAPERS[0].read_bytes()
    sizes = sorted(len(lengthened(paper, number)) for number in range(60))
    assert sizes[0] < len(paper) + 5_000
    assert sizes[-1] > len(paper) + 30_000


def test_the_same_number_gives_the_same_paper() -> None:
    paper = PAPERS[0].read_bytes()
    assert lengthened(paper, 7) == lengthened(paper, 7) != lengthened(paper, 8)


def test_what_is_no_word_file_stays_as_it_is() -> None:
    assert lengthened(b"no zip at all", 1) == b"no zip at all"
