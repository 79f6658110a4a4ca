"""With which letters labels can begin."""

import pytest

from policyclerk.word.label_openings import openings
from policyclerk.word.label_patterns import PATTERNS
from policyclerk.word.labels import labels_in


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("dated", {"dated"}),
        ("(?:the )?next review", {"the", "next"}),
        ("approved|(?:re-?)?issue", {"appro", "re-is", "reiss", "issue"}),
        (r"v(?=\s?[0-9])\.?", {"v", "v."}),
        ("(?:last )*seen", {"last", "seen"}),
    ],
)
def test_the_first_letters_of_all_that_a_pattern_matches_are_told(pattern: str, expected: set[str]) -> None:
    assert openings(pattern) == expected


def test_behind_a_class_or_a_blank_anything_may_follow() -> None:
    assert openings("b[a-z]+ board|of +council|lead[a-z]ship") == {"b", "of", "lead"}


def test_the_pattern_of_every_label_can_be_followed() -> None:
    assert all(openings(pattern) for _, pattern in PATTERNS)


@pytest.mark.parametrize("line", ["v1.2", "V 3", "Ver 2: x", "e-mail: x", "The next review: May 2025"])
def test_short_and_odd_beginnings_are_still_labels(line: str) -> None:
    assert labels_in(line)


@pytest.mark.parametrize("line", ["Zebra crossing", "Under the bridge"])
def test_words_that_begin_no_label_are_none(line: str) -> None:
    assert labels_in(line) == []
