"""Owners missing and unreachable, and policies listed twice."""

from dataclasses import replace

import pytest
from tests.people import OWNER, a_policy, a_register, a_standing, found

from policyclerk.domain.people import Owner, Person

GONE = Person("Sam Hill", "s.hill@ash.example", active=False, tab="People", row=4)
LEFT = Owner("Sam Hill", GONE, "s.hill@ash.example")
NOWHERE = Owner("Pat Low", None, None)


def test_a_policy_without_an_owner_misses_one():
    (finding,) = found("owner_missing", a_standing(a_policy(owners=())))
    assert finding.message == "The register names nobody as the owner of this policy."
    assert [(e.where, e.raw) for e in finding.evidence] == [("row 7, Owner", None)]
    assert finding.severity == "amber"


def test_an_owner_is_not_missed_where_one_is_named_or_the_register_has_no_column():
    assert found("owner_missing", a_standing(a_policy())) == []
    standing = a_standing(a_policy(owners=()))
    assert found("owner_missing", standing, register=a_register(has=frozenset({"title"}))) == []


def test_an_owner_who_left_and_one_without_an_address_are_named_in_one_finding():
    standing = a_standing(a_policy(owners=(OWNER, LEFT, NOWHERE)))
    (finding,) = found("owner_unreachable", standing)
    assert finding.message == (
        "Sam Hill is named as the owner and has left (People tab); "
        "Pat Low is named as the owner and has no e-mail address that can be used."
    )
    assert [(e.source, e.where, e.raw) for e in finding.evidence] == [
        ("Policies", "row 7, Owner", "Jo Marsh; Sam Hill; Pat Low"),
        ("People", "row 4", "Sam Hill"),
    ]


@pytest.mark.parametrize("owners", [(), (OWNER,), (Owner(None, None, "office@ash.example"),)])
def test_owners_with_an_address_and_rows_without_an_owner_are_not_unreachable(owners):
    assert found("owner_unreachable", a_standing(a_policy(owners=owners))) == []


def test_a_register_without_any_addresses_makes_nobody_unreachable():
    standing = a_standing(a_policy(owners=(NOWHERE,)))
    register = a_register(standing.policy, has=frozenset({"title", "owner"}), people=())
    assert found("owner_unreachable", standing, register=register) == []
    register = replace(register, people=(GONE,))
    assert len(found("owner_unreachable", standing, register=register)) == 1


FIRST = a_policy(key="P1", row=7, title="Health & Safety", school="Ash Primary")
AGAIN = a_policy(key="P9", row=31, title="health and safety", school="ASH primary")


def test_a_row_that_repeats_an_earlier_one_is_a_finding_that_names_both():
    register = a_register(FIRST, AGAIN)
    (finding,) = found("duplicate_policy", a_standing(AGAIN), register=register)
    assert finding.message == (
        "The same policy already stands in row 7 of Policies; one of the two rows can be retired."
    )
    assert [(e.where, e.raw) for e in finding.evidence] == [
        ("row 7", "Health & Safety"),
        ("row 31", "health and safety"),
    ]
    assert found("duplicate_policy", a_standing(FIRST), register=register) == []


def test_every_extra_row_is_a_finding():
    third = replace(AGAIN, key="P10", row=40)
    register = a_register(FIRST, AGAIN, third)
    rows = [
        f.evidence[0].where
        for p in register.policies
        for f in found("duplicate_policy", a_standing(p), register=register)
    ]
    assert rows == ["row 7", "row 7"]


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, school="Oak"),
        replace(AGAIN, school=None),
        replace(AGAIN, title="Health and Safety at Work"),
        replace(AGAIN, state="retired"),
        replace(AGAIN, row=7),
    ],
)
def test_other_schools_other_titles_retired_rows_and_one_row_for_several_are_no_repeats(other):
    assert found("duplicate_policy", a_standing(other), register=a_register(FIRST, other)) == []


def test_a_row_for_several_schools_that_repeats_another_is_one_finding():
    ash, oak = (a_policy(key=f"A{n}", row=7, school=n) for n in ("Ash", "Oak"))
    extra = [a_policy(key=f"B{n}", row=9, school=n) for n in ("Ash", "Oak")]
    register = a_register(ash, oak, *extra)
    keys = [p.key for p in register.policies if found("duplicate_policy", a_standing(p), register=register)]
    assert keys == ["BAsh"]
