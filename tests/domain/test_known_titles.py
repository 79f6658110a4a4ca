"""Titles of policies made comparable."""

import pytest

from policyclerk.domain.known_titles import known_titles, without_names

TITLES = known_titles(
    [
        ("Behaviour", "behaviour"),
        ("Behaviour principles", "principles"),
        ("Suspension and permanent exclusion", "exclusion"),
        ("Exclusions", "exclusion"),
        ("Health and safety", "health"),
        ("Special educational needs and disability", "send"),
        ("SEND", "send"),
        ("Child protection", "cp"),
    ]
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Behaviour Policy", {"behaviour"}),
        ("Whole-School Pupil Behaviour Policy 2026-27", {"behaviour"}),
        ("Behaviour Principles", {"principles"}),
        ("Behaviour & Exclusions", {"behaviour", "exclusion"}),
        ("Health & Safety Policy", {"health"}),
        ("Policy for Special Educational Needs and Disabilities (SEND)", {"send"}),
        ("Safeguarding incl. Child Protection arrangements", {"cp"}),
        ("Staff Behaviour", set()),
        ("Lettings", set()),
        ("Policy", set()),
        ("", set()),
    ],
)
def test_a_title_leads_to_every_policy_that_it_names(title, expected):
    assert TITLES.ids_of(title) == expected


def test_the_names_of_school_and_trust_may_stand_in_a_title():
    assert without_names("Ash School Behaviour Policy", ["Ash School", "Northmoor"]) == "behaviour policy"
    assert without_names("Ash School", ["Ash School"]) == "Ash School"
