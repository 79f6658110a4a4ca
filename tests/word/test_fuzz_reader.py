"""Documents nobody thought of: whatever a file holds, the reader answers, and no fault of its own shows.

A modest number by default; `POLICYCLERK_FUZZ=7000 pytest -s tests/word/test_fuzz_reader.py` tries so many of each of the
three kinds and says how many it read.
"""

import io
import json
import os
import random
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.word.both_walks import seen_both_ways
from tests.word.build_docx import complex_field, control, p, packed, parts, picture, r, table, text_box

from policyclerk.domain.document import DocumentFacts, facts_from_plain
from policyclerk.domain.plain import to_plain
from policyclerk.word.package import open_package
from policyclerk.word.reader import read_file

MANY = int(os.environ.get("POLICYCLERK_FUZZ", "40"))
EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples"
MOST_BYTES = 80_000  # of a real file: larger ones make the same rounds slower, not better
ANYHOW = settings(
    max_examples=MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

PHRASES = (
    *("Signed: ____", "Signature", "Print name", "Date: 1/2/24", "Position", "Chair of Governors", "(Headteacher)"),
    *("Version 1.0", "Version history", "Reviewed by", "Next review:", "Review date", "Date of next review May 2024"),
    *("Approved by the Governing Body on 3rd March 2023", "Owner", "Author: A Reed", "Policy", "Title", "Status"),
    *("It will be reviewed annually by the governors.", "every two years", "31/02/2024", "2023-24", "Sept 22"),
    *("Data Protection Act 2018", "KCSIE 2023", "in accordance with the Behaviour Policy", "[School name]", "TBC"),
    *("I have read and understand this policy", "Declaration", "Appendix A", "Ofsted", "St Mary's Primary School"),
    *("|", "\t", "\n", "☐", "☒", "…………", "_" * 30, "/s/ A Reed", ":", "-", "", " ", "²", "İ", "\u00a0", "A" * 90),
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PHRASES), st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
    ),
    max_size=4,
).map(" ".join)
PROPERTIES = st.sampled_from(
    [
        "",
        "<w:b/>",
        "<w:vanish/>",
        '<w:u w:val="single"/>',
        '<w:sz w:val="40"/>',
        '<w:sz w:val="²"/>',
        '<w:rFonts w:ascii="Brush Script MT"/>',
    ]
)
STYLES = st.sampled_from(["", "Title", "Heading1", "TOC1", "ListParagraph"])
RUNS = st.one_of(
    st.builds(r, TEXTS, PROPERTIES),
    st.builds(complex_field, st.sampled_from(["DATE", "TITLE", "", "DOCPROPERTY Version"]), TEXTS),
    st.builds(control, st.builds(r, TEXTS), prompting=st.booleans()),
    st.builds(picture, st.sampled_from(["Signature", "Logo", ""]), floating=st.booleans()),
    st.builds(text_box, TEXTS),
    st.builds(lambda text: f'<w:ins w:id="1">{r(text)}</w:ins>', TEXTS),
    st.builds(lambda text: f'<w:del w:id="1"><w:r><w:delText>{len(text)}</w:delText></w:r></w:del>', TEXTS),
    st.sampled_from(
        [
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:sym w:char="F0FE"/></w:r>',
            "<w:r><w:instrText>DATE</w:instrText></w:r>",
        ]
    ),
)
LINES = st.builds(p, TEXTS, style=STYLES, inner=st.lists(RUNS, max_size=2).map("".join))
CELLS = st.one_of(TEXTS.filter(lambda text: not text.startswith("<w:")), LINES)
TABLES = st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=4).map(lambda rows: table(*rows))
BLOCKS = st.one_of(LINES, TABLES, st.builds(control, LINES), st.builds(lambda inner: table((inner,)), TABLES))


@pytest.fixture(scope="module")
def tried() -> Iterator[Counter[str]]:
    """What became of the documents tried; told at the end where somebody looks (`pytest -s`)."""
    told: Counter[str] = Counter()
    yield told
    sys.stdout.write(f"\n{told.total()} documents read: {dict(told)}\n")


@pytest.fixture(scope="module")
def real_files() -> list[bytes]:
    """Real files of moderate size: the example trust's own, and the shared corpus where it is on this machine."""
    corpus = Path(os.environ.get("POLICYCLERK_CORPUS", EXAMPLE.parent.parent / "shared" / "corpus"))
    paths = [*sorted(EXAMPLE.rglob("*.docx")), *sorted(corpus.rglob("*.docx"))]
    return [path.read_bytes() for path in paths if path.is_file() and path.stat().st_size < MOST_BYTES]


def reading(data: bytes, folder: Path, tried: Counter[str]) -> DocumentFacts:
    """The facts of a file of these bytes, which are whole whatever they are."""
    path = folder / "any.docx"
    path.write_bytes(data)
    facts = read_file(str(path))
    tried["read" if facts.problem is None else facts.problem.kind] += 1
    assert facts.ok == (facts.problem is None)
    assert facts.problem is None or facts.problem.kind != "not_read", facts.problem.message
    assert facts_from_plain(json.loads(json.dumps(to_plain(facts)))) == facts
    return facts


@ANYHOW
@given(
    body=st.lists(BLOCKS, max_size=9),
    header=st.one_of(st.just(""), LINES),
    footer=st.one_of(st.just(""), LINES),
)
def test_any_document_is_read_to_the_end(
    body: list[str], header: str, footer: str, tmp_path: Path, tried: Counter[str]
) -> None:
    assert reading(packed(parts(*body, header=header, footer=footer)), tmp_path, tried).ok


@ANYHOW
@given(body=st.lists(BLOCKS, max_size=9), header=st.one_of(st.just(""), LINES))
def test_any_document_is_seen_the_same_with_and_without_trees_of_its_plain_paragraphs(
    body: list[str], header: str, tmp_path: Path
) -> None:
    path = tmp_path / "any.docx"
    path.write_bytes(packed(parts(*body, header=header)))
    quick, whole = seen_both_ways(open_package(str(path)))
    assert quick == whole


@ANYHOW
@given(seed=st.integers(0, 2**32))
def test_real_files_with_changed_bytes_bring_nothing_down(
    seed: int, tmp_path: Path, real_files: list[bytes], tried: Counter[str]
) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(real_files))
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    reading(bytes(data), tmp_path, tried)


@ANYHOW
@given(seed=st.integers(0, 2**32))
def test_real_files_with_changed_parts_bring_nothing_down(
    seed: int, tmp_path: Path, real_files: list[bytes], tried: Counter[str]
) -> None:
    chance = random.Random(seed)
    reading(_with_changed_parts(chance.choice(real_files), chance), tmp_path, tried)


def _with_changed_parts(data: bytes, chance: random.Random) -> bytes:
    """The file with tags taken out, doubled, swapped or emptied in one of its XML parts; the archive itself is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return data
    names = [name for name in content if name.endswith((".xml", ".rels"))] or list(content)
    name = chance.choice([*names, *[name for name in names if "document" in name] * 4])
    content[name] = _changed(content[name], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in content.items():
            archive.writestr(part, text)
    return buffer.getvalue()


def _changed(xml: bytes, chance: random.Random) -> bytes:
    tags = xml.split(b"<")
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(tags))
        other = chance.randrange(len(tags))
        kind = chance.randrange(5)
        if kind == 0:
            del tags[at:other]
            tags = tags or [b""]
        elif kind == 1:
            tags[at], tags[other] = tags[other], tags[at]
        elif kind == 2:
            tags[at] = tags[at].replace(b"w:val=", b"w:other=").replace(b'="', b'="-', 1)
        elif kind == 3:
            tags.insert(at, chance.choice(tags))
        else:
            tags[at] = (
                tags[at].replace(b"w:p", b"w:tc").replace(b"w:tr", b"w:sdtContent").replace(b"w:r", b"w:tbl")
            )
    return b"<".join(tags)
