"""Sentences about the name that is suggested for one that nobody bears."""

from difflib import get_close_matches

from hypothesis import given
from hypothesis import strategies as st

from policyclerk.domain.directory import MOST_COMPARED, directory_of
from policyclerk.domain.people import Person
from policyclerk.domain.person_names import nearest

NAMES = st.text("abcdeé ßñ", max_size=12) | st.text("ab", min_size=60, max_size=70)

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


@given(NAMES, st.lists(NAMES, max_size=8))
def test_the_suggestion_is_the_one_that_a_comparison_with_every_name_gives(
    wanted: str, names: list[str]
) -> None:
    spelled = {name: name.upper() for name in names}
    likely = get_close_matches(wanted, spelled, n=1, cutoff=0.75)
    if likely:
        assert nearest(wanted, spelled) == (spelled[likely[0]] if likely[0] != wanted else None)
    else:
        assert nearest(wanted, spelled) in {
            None,
            *(s for n, s in spelled.items() if n.split()[:1] == [wanted]),
        }
