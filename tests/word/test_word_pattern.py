"""One pattern for many words."""

import pytest

from policyclerk.word.word_pattern import one_of, part_of

WORDS = one_of(r"polic(?:y|ies) | plan | f(?<!sixth f)orm | i | in line | replac\w*")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("our policies", "policies"),
        ("a plan, a policy", "plan"),
        ("as i see", "i"),
        ("in line with it", "in line"),
        ("it replaces all", "replaces"),
        ("an order form", "form"),
    ],
)
def test_the_first_word_that_stands_free_is_found(text: str, found: str) -> None:
    match = WORDS.search(text)
    assert match is not None
    assert match[0] == found


@pytest.mark.parametrize("text", ["explanation", "plane", "sixth form", "information", "online"])
def test_a_part_of_another_word_is_none(text: str) -> None:
    assert WORDS.search(text) is None


def test_what_must_follow_can_be_told() -> None:
    assert one_of("google\\+ | google", then=r"(?!\w)").findall("google+ google, googled") == [
        "google+",
        "google",
    ]


def test_parts_of_words_are_found_wherever_they_stand() -> None:
    assert part_of("rev | ver | v1").findall("previous versions, v10") == ["rev", "ver", "v1"]
