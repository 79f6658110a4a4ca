"""Findings about who has read a policy, and what is published of it."""

from dataclasses import replace

import pytest
from tests.people import TODAY, a_policy, a_register, a_standing, found

from policyclerk.domain.finding import Finding
from policyclerk.domain.people import Acknowledgement, Person
from policyclerk.domain.settings import Settings
from policyclerk.rules.judge import judge

STAFF = tuple(Person(f"Reader {n}", f"r{n}@ash.example", school="Ash School", row=n) for n in range(1, 4))


def outstanding(*given: Acknowledgement, approved_on: str = "01/09/2026") -> list[Finding]:
    policy = a_policy(
        ref="HR7",
        school="Ash School",
        version="1.2",
        approved_on=approved_on,
        acknowledgement="All staff",
        next_review="30/09/2027",
    )
    standing = a_standing(policy)
    register = replace(a_register(policy, people=STAFF), acknowledgements=given, keeps_acknowledgements=True)
    judgement = judge(
        standings=(standing,), documents=(), register=register, settings=Settings(), today=TODAY
    )
    return [each for each in judgement.findings if each.kind == "acknowledgement_outstanding"]


def test_those_who_have_not_acknowledged_are_counted_and_not_named():
    (finding,) = outstanding(Acknowledgement("Reader 1", "HR7", "1.2", None))
    assert finding.severity == "amber"
    assert finding.message == (
        "2 of 3 who have to read version 1.2, approved on 1 September 2026, have not acknowledged it."
    )
    assert "Reader" not in repr(finding)


def test_a_version_whose_approval_has_no_day_is_told_without_one():
    (finding,) = outstanding(
        *(Acknowledgement(f"Reader {n}", "HR7", "1.2", None) for n in (1, 2)), approved_on=""
    )
    assert finding.message == "1 of 3 who have to read version 1.2 has not acknowledged it."


def test_within_four_weeks_of_the_approval_nothing_is_outstanding():
    assert outstanding(approved_on="02/11/2026") == []


def test_when_everybody_has_there_is_none():
    assert outstanding(*(Acknowledgement(person.name, "HR7", "1.2", None) for person in STAFF)) == []


@pytest.mark.parametrize(
    ("website", "words"),
    [
        ("Yes, v1.1", "version “1.1”"),
        ("https://ash.example/policies/behaviour-v1.1.pdf", "version “1.1”"),
        ("https://ash.example/Behaviour%20Version%201_1.docx", "version “1.1”"),
        ("on the website since 12/03/2025", "12 March 2025"),
        ("March 2025", "March 2025"),
    ],
)
def test_another_version_or_an_earlier_date_on_the_website_is_told(website, words):
    policy = a_policy(version="1.2", approved_on="01/09/2026", website=website)
    (finding,) = found("website_conflict", a_standing(policy))
    assert finding.severity == "amber"
    assert words in finding.message


@pytest.mark.parametrize(
    "website",
    [
        None,
        "",
        "Yes",
        "No",
        "v1.2",
        "Version 1.20",
        "https://ash.example/policies",
        "02/09/2026",
        "September 2026",
        "2025",
    ],
)
def test_what_says_nothing_or_agrees_is_none(website):
    policy = a_policy(
        version="1.2" if website != "Version 1.20" else "1.20", approved_on="01/09/2026", website=website
    )
    assert found("website_conflict", a_standing(policy)) == []


def test_while_a_review_waits_for_approval_the_website_may_have_the_old_one():
    policy = a_policy(version="1.2", approved_on="01/09/2026", website="v1.1", state="at committee")
    assert found("website_conflict", a_standing(policy)) == []
