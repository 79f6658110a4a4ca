"""Sentences about the name that is suggested for one that nobody bears."""

from policyclerk.domain.directory import MOST_COMPARED, directory_of
from policyclerk.domain.people import Person

MISSPELT, MEANT = "Priya Ramaswami", "Priya Ramaswamy"


def a_person(name: str, school: str | None) -> Person:
    return Person(name, None, school=school)


def test_a_name_of_another_school_is_suggested_too() -> None:
    directory = directory_of([a_person(MEANT, "Beech")], (), ())
    assert directory.nearest(MISSPELT, "Ash") == MEANT


def test_among_very_many_only_the_schools_own_and_the_trusts_are_compared() -> None:
    many = [a_person(f"Q{number} Z{number}", "Elm") for number in range(MOST_COMPARED)]
    directory = directory_of([*many, a_person(MEANT, "Beech"), a_person("Jo Marsh", None)], (), ("Finance",))
    assert directory.nearest(MISSPELT, "Beech") == MEANT
    assert directory.nearest(MISSPELT, "Ash") is None
    assert directory.nearest("Jo Marsch", "Ash") == "Jo Marsh"
    assert directory.nearest("Finanse", "Ash") == "Finance"
