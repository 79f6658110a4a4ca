"""Indented JSON in pieces: the very text that Python's own writes."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policyclerk.domain.finding import RunProblem
from policyclerk.domain.json_text import json_pieces, json_text
from policyclerk.domain.plain import to_plain

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
PLAIN = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner)
)


@given(PLAIN, st.sampled_from((1, 2)), st.booleans())
def test_the_text_is_that_of_the_standard_library(value: Any, indent: int, sort_keys: bool) -> None:
    expected = json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=sort_keys)

    assert json_text(value, indent=indent, sort_keys=sort_keys) == expected


@given(st.dictionaries(st.text(), PLAIN))
def test_the_pieces_together_are_that_text(answer: dict[str, Any]) -> None:
    assert "".join(json_pieces(answer, indent=2)) == json.dumps(answer, ensure_ascii=False, indent=2)


def test_keys_that_are_no_texts_become_texts() -> None:
    value = {"by_row": {2: "a", None: "b", True: "c"}}

    assert json_text(value, indent=1) == json.dumps(value, indent=1)


def test_values_are_made_plain_one_by_one_as_they_are_written() -> None:
    answer = {
        "today": date(2026, 11, 23),
        "problems": (RunProblem("a", "“One”"), RunProblem("b", "Two")),
        "none": (),
    }
    pieces = list(json_pieces(answer, indent=2))

    assert "".join(pieces) == json.dumps(to_plain(answer), ensure_ascii=False, indent=2)
    assert not [piece for piece in pieces if "One" in piece and "Two" in piece]
