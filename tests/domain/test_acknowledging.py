"""Who has to read a policy, and who has not yet said that she has."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.people import a_document, a_policy, a_register, a_standing

from policyclerk.domain.acknowledging import Reading, acknowledgement_problems, readings
from policyclerk.domain.people import Acknowledgement, Person
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import Register

JO = Person("Jo Marsh", "jo@ash.example", role="Teacher", school="Ash School", row=2)
SAM = Person("Sam Reed", "sam@ash.example", role="DSL", school="Ash School", row=3)
GONE = Person("Al Gone", "al@ash.example", role="Teacher", school="Ash School", active=False, row=4)
BO = Person("Bo Beech", "bo@beech.example", role="Teacher", school="Beech School", row=5)
CHAIR = Person(
    "Chris Vale", "chair@ash.example", role="Chair", body="Local Board", school="Ash School", row=6
)
PEOPLE = (JO, SAM, GONE, BO, CHAIR)


def kept(policy: Policy, *given: Acknowledgement, has_tab: bool = True) -> Register:
    return replace(a_register(policy, people=PEOPLE), acknowledgements=given, keeps_acknowledgements=has_tab)


def conduct(cell: str | None = "All staff", **given: Any) -> Policy:
    values: dict[str, Any] = {
        "ref": "HR7",
        "title": "Code of Conduct",
        "school": "Ash School",
        "version": "1.2",
    }
    return a_policy(**(values | {"approved_on": "01/09/2026", "acknowledgement": cell} | given))


def reading(policy: Policy, *given: Acknowledgement) -> Reading | None:
    return next(iter(readings([a_standing(policy)], kept(policy, *given))), None)


def names(people: tuple[Person, ...]) -> list[str]:
    return [person.name for person in people]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("All staff", ["Jo Marsh", "Sam Reed"]),
        ("Yes", ["Jo Marsh", "Sam Reed"]),
        ("✓", ["Jo Marsh", "Sam Reed"]),
        ("Everyone", ["Jo Marsh", "Sam Reed", "Chris Vale"]),
        ("Staff; governors", ["Jo Marsh", "Sam Reed", "Chris Vale"]),
        ("Governors", ["Chris Vale"]),
        ("Local Board", ["Chris Vale"]),
        ("Teachers", ["Jo Marsh"]),
        ("DSL and Chris Vale", ["Sam Reed", "Chris Vale"]),
        ("jo marsh", ["Jo Marsh"]),
    ],
)
def test_the_cell_says_who_has_to_read(cell, expected):
    found = reading(conduct(cell))
    assert found is not None
    assert names(found.readers) == expected == names(found.outstanding)


@pytest.mark.parametrize("cell", [None, "", "No", "n/a", "-"])
def test_where_nobody_is_asked_there_is_no_reading(cell):
    assert reading(conduct(cell)) is None


def test_a_policy_of_the_trust_is_read_in_every_school():
    found = reading(conduct(school=None))
    assert found is not None
    assert names(found.readers) == ["Jo Marsh", "Sam Reed", "Bo Beech"]


@pytest.mark.parametrize(
    "given",
    [
        Acknowledgement("Jo Marsh", "HR7", "1.2", None),
        Acknowledgement("jo@ash.example", "Code of conduct", "V1.2", None),
        Acknowledgement("JO MARSH", "HR7", None, date(2026, 9, 3)),
    ],
)
def test_an_acknowledgement_of_this_version_counts_however_person_and_policy_are_spelt(given):
    found = reading(conduct(), given)
    assert found is not None
    assert names(found.outstanding) == ["Sam Reed"]


@pytest.mark.parametrize(
    "given",
    [
        Acknowledgement("Jo Marsh", "HR7", "1.1", date(2026, 9, 3)),
        Acknowledgement("Jo Marsh", "HR7", None, date(2026, 8, 31)),
        Acknowledgement("Jo Marsh", "HR7", None, None),
        Acknowledgement("Jo Marsh", "HR8", "1.2", None),
    ],
)
def test_one_of_an_earlier_version_or_another_policy_does_not(given):
    found = reading(conduct(), given)
    assert found is not None
    assert names(found.outstanding) == ["Jo Marsh", "Sam Reed"]


def test_the_documents_version_counts_where_the_register_has_none():
    policy = conduct(version=None)
    register = kept(policy, Acknowledgement("Jo Marsh", "HR7", "3", None))
    (found,) = readings([a_standing(policy, a_document(version="V3.0"))], register)
    assert (found.version, names(found.outstanding)) == ("V3.0", ["Sam Reed"])


def test_somebody_has_four_weeks():
    found = reading(conduct())
    assert found is not None
    assert not found.is_late(date(2026, 9, 29))
    assert found.is_late(date(2026, 9, 30))
    everybody = replace(found, outstanding=())
    assert not everybody.is_late(date(2027, 9, 30))


@pytest.mark.parametrize("state", ["draft", "at committee", "awaiting approval", "retired"])
def test_what_is_not_in_force_is_not_to_be_read(state):
    assert reading(conduct(state=state)) is None


def test_without_an_acknowledgements_tab_nothing_is_asked():
    policy = conduct()
    assert readings([a_standing(policy)], kept(policy, has_tab=False)) == ()
    assert list(acknowledgement_problems(kept(conduct("Cooks"), has_tab=False))) == []


def test_a_cell_by_which_nobody_is_meant_is_a_register_problem():
    (problem,) = acknowledgement_problems(kept(conduct("Cooks")))
    assert (problem.kind, problem.raw, problem.row) == ("acknowledgement_not_understood", "Cooks", 7)
    assert list(acknowledgement_problems(kept(conduct("All staff")))) == []
