"""However Word has cut a document into runs, a draft's changes are the same and can all be rejected."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.word.draft_samples import CHANGES, HISTORY, TITLE, Desk, p, read_parts, rejected, run, table

_LINES = (
    ("Version: 1.3", "Version: 1.4"),
    (
        "Last reviewed: 02/11/2016\tNext review: May 2024",
        "Last reviewed: 23/11/2026\tNext review: 23 November 2027",
    ),
    ("Date of next review: ________", "Date of next review: 23 November 2027"),
    ("Signed: A. Reed (Chair of Governors)", "Signed:  (Chair of Governors)"),
    ("Attendance matters to every child.", "Attendance matters to every child."),
)
_FORMATS = ("", "<w:b/>", '<w:i/><w:sz w:val="28"/>')


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A body of some of the lines, cut anyhow; its lines, and what they shall be."""
    lines = draw(st.lists(st.sampled_from(_LINES), min_size=1, max_size=5, unique=True))
    as_cells = draw(st.booleans())
    paragraphs = [_cut(draw, old) for old, _ in lines]
    inside = table(*((one,) for one in paragraphs)) if as_cells else "".join(paragraphs)
    history = HISTORY if draw(st.booleans()) else ""
    return TITLE + inside + history, [old for old, _ in lines], [new for _, new in lines]


def _cut(draw: st.DrawFn, text: str) -> str:
    cuts = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=8)) | {0, len(text)})
    return p(*(run(text[a:b], draw(st.sampled_from(_FORMATS))) for a, b in pairwise(cuts)))


@settings(deadline=None, max_examples=60)
@given(bodies(), st.booleans())
def test_the_draft_says_what_it_should_and_gives_the_policy_back(
    sample: tuple[str, list[str], list[str]], tracked: bool
) -> None:
    body, old, new = sample
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.draft(replace(CHANGES, tracked=tracked), body=body)
        assert [line for line in desk.now() if line in new] == new
        if tracked:
            assert desk.before() == rejected(read_parts(desk.source)["word/document.xml"])
            assert [line for line in desk.before() if line in old] == old
