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


def test_words_that_stand_by_themselves_are_told() -> None:
    index = LineIndex(["the pupil's e-safety (2024)", "café 3rd"])
    asked = frozenset({"pupil", "safety", "e", "2024", "caf", "rd", "the", "2"})
    assert index.standing(asked) == {"pupil", "safety", "e", "2024", "caf", "the"}


def test_lines_spelt_otherwise_keep_their_numbers() -> None:
    index = LineIndex(["governors’ handbook", "the\nhandbook"])
    assert index.spelt(index.whole.replace("’", "'")).holding(["governors'", "handbook"]) == [0, 1]


def test_a_line_may_break() -> None:
    assert LineIndex(["review\nof may", "may"]).holding(["may"]) == [0, 1]
