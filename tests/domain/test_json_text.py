"""Indented JSON in pieces: the very text that Python's own writes."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policyclerk.domain.finding import RunProblem
from policyclerk.domain.json_text import json_pieces
from policyclerk.domain.plain import to_plain

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
PLAIN = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner)
)


@given(st.dictionaries(st.text(), PLAIN))
def test_the_pieces_together_are_that_text(answer: dict[str, Any]) -> None:
    assert "".join(json_pieces(answer)) == json.dumps(answer, ensure_ascii=False, indent=2)


def test_keys_that_are_no_texts_become_texts() -> None:
    answer = {"found": {"by_row": {2: "a", None: "b", True: "c"}}}
    assert "".join(json_pieces(answer)) == json.dumps(to_plain(answer), indent=2)


def test_values_are_made_plain_one_by_one_as_they_are_written() -> None:
    answer = {
        "today": date(2026, 11, 23),
        "problems": (RunProblem("a", "“One”"), RunProblem("b", "Two")),
        "none": (),
    }
    pieces = list(json_pieces(answer))

    assert "".join(pieces) == json.dumps(to_plain(answer), ensure_ascii=False, indent=2)
    assert not [piece for piece in pieces if "One" in piece and "Two" in piece]
