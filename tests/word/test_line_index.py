"""Which lines hold a word."""

from policyclerk.word.line_index import LineIndex

LINES = ["the review of may", "", "approved by governors", "reviewed, and reviewed again"]


def test_lines_are_told_once_and_in_order() -> None:
    assert LineIndex(LINES).holding(["governors", "review"]) == [0, 2, 3]


def test_a_word_over_two_lines_is_none() -> None:
    assert LineIndex(["next", "review"]).holding(["nextreview", "next review"]) == []


def test_no_lines_hold_nothing() -> None:
    assert LineIndex([]).holding(["review"]) == []


def test_the_whole_is_all_lines() -> None:
    assert LineIndex(LINES).whole.split("\n") == LINES
