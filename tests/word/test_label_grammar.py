"""Labels that no table lists are understood from their words, and only where every word is known."""

import pytest

from policyclerk.word.label_grammar import meaning
from policyclerk.word.labels import field_of, labels_in


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("date this policy was last looked at and reviewed by the committee", None),
        ("date policy last reviewed by full governing body", "last"),
        ("date next due for full review", "next"),
        ("to be reviewed before", "next"),
        ("date policy was formally adopted", "approved"),
        ("policy approved by the resources committee", "approval"),
        ("member of the senior leadership team responsible", "owner"),
        ("how often reviewed", "cycle"),
        ("to be ratified by", "ignored"),
        ("for approval at fgb on", "ignored"),
        ("expected review date", "next"),
        ("next statutory review", "next"),
        ("review required by", "next"),
        ("executive policy owner", "owner"),
        ("responsible to", None),
        ("date of fire drill review", None),
        ("staff responsibility", None),
    ],
)
def test_the_words_of_a_label_tell_its_meaning(label: str, field: str | None) -> None:
    assert meaning(label) == field


@pytest.mark.parametrize("label", ["Level of approval", "Final approval by", "Board or committee"])
def test_who_approves_at_the_end(label: str) -> None:
    assert field_of(label) == "approver"


def test_a_label_with_its_value_is_no_label_as_a_whole() -> None:
    assert field_of("Agreed by: FGB") is None
    assert field_of("Agreed by:") == "approver"


@pytest.mark.parametrize("line", ["Version number: V3", "Status: Approved", "Policy version v2.1"])
def test_a_value_that_looks_like_a_label_is_none(line: str) -> None:
    assert len(labels_in(line)) == 1


def test_a_label_of_our_own_making_may_stand_before_a_date_with_nothing_between() -> None:
    assert [label.field for label in labels_in("Date policy formally adopted 12th May 2021")] == ["approved"]
