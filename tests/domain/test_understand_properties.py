"""What holds of every register, whatever stands in its cells."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.books_made import read

from policyclerk.domain.heading_words import POLICIES

HEADINGS = [words[0] for words in POLICIES.values()]
VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        [
            "Pay",
            "all primaries",
            "A; B",
            "a@b.uk",
            "Jane Smith and Bob Jones",
            "review_overdue until 1/2/27: x",
            "-",
            "&",
        ]
    ),
    st.sampled_from(
        ["Live document", "09/23/2026", "23/09/2026", "N/A", "Aug 19", "Autumn 2 2026", "annual / 2 years"]
    ),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
ROWS = st.lists(st.lists(VALUES, max_size=len(HEADINGS)), max_size=5)
NOT_A_POLICY = ("row_without_policy", "heading_repeated", "merged_cells")


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS, st.permutations(HEADINGS))
def test_no_cell_breaks_a_register_and_every_row_is_accounted_for(rows, others, headings):
    schools = ("Schools", [["School", "Phase"], ["A", "Primary"], ["B", "Primary"], *others])
    people = ("People", [["Name", "Role", "Body", "School", "Email", "Active", "Away from"], *others])
    terms = ("Terms", [["School", "Term", "Starts", "Ends"], *others])
    found = read(("Policies", [headings, *rows]), schools, people, terms)

    keys = [p.key.casefold() for p in found.policies]
    assert len(set(keys)) == len(keys)
    held = {p.row for p in found.policies}
    named = {p.row for p in found.problems if p.tab == "Policies" and p.kind in NOT_A_POLICY}
    filled = {n for n, row in enumerate(rows, 2) if any(_filled(value) for value in row)}
    assert not held & named
    assert held | named == filled


def _filled(value):
    return value is not None and value is not False and str(value).strip() not in ("", "FALSE")
