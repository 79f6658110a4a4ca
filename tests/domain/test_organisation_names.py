"""Sentences about what a trust and its schools are called."""

from policyclerk.domain.organisation_names import OurNames, our_names, telling
from policyclerk.domain.people import School

NAMES = our_names(
    "Northmoor Learning Trust",
    (
        School("Ash Primary School"),
        School("St Ann's Academy", short_name="Beechfield"),
        School("Ann Vale School"),
    ),
)


def test_words_that_every_school_has_tell_nothing() -> None:
    assert telling("Ash Church of England Primary School", "The Academy") == {"ash"}


def test_a_school_may_be_called_by_its_short_name_and_by_the_trusts() -> None:
    assert NAMES.own("St Ann's Academy") >= {"beechfield", "northmoor"}
    assert "ash" not in NAMES.own("St Ann's Academy")
    assert NAMES.own(None) >= {"ash", "beechfield", "vale", "northmoor"}
    assert NAMES.own("Not Listed Hall") >= {"listed", "hall"}


def test_another_school_is_meant_where_all_its_words_are_said_and_the_first_of_the_list_wins() -> None:
    assert (
        NAMES.other_school(telling("Ann Vale School and Ash Primary"), "St Ann's Academy")
        == "Ash Primary School"
    )
    assert NAMES.other_school(telling("Vale Academy"), "Ash Primary School") is None
    assert NAMES.other_school(telling("Ash Primary"), "Ash Primary School") is None
    assert NAMES.other_school(telling("Ash Primary"), None) is None


def test_without_names_nobody_is_meant() -> None:
    assert OurNames().other_school(frozenset({"ash"}), "Elm") is None
