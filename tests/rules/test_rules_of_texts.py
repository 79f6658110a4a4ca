"""Findings about whose document it is, what it is called, what it points to, and text that stands twice."""

import pytest
from tests.people import TODAY, a_document, a_policy, a_register, a_standing

from policyclerk.domain.coverage import coverage
from policyclerk.domain.document import Note
from policyclerk.domain.finding import Finding
from policyclerk.domain.people import School
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings, TrustSettings
from policyclerk.domain.statutory import StatutoryList, StatutoryPolicy
from policyclerk.rules.judge import judge

ASH, BEECH = School("Ash Primary School", "Ash"), School("Beech High School", "Beech")
WHISTLE = StatutoryPolicy(
    "whistle",
    "Whistleblowing",
    "List",
    "https://l.example",
    TODAY,
    "staff",
    "list",
    aliases=("Whistle blowing",),
)


def policies(
    kind: str, *standings: Standing, register_is: str = "whole", trust: str = "Northmoor Trust"
) -> list[Finding]:
    register = a_register(*(s.policy for s in standings), schools=(ASH, BEECH))
    asked = StatutoryList("1", TODAY, (WHISTLE,), register_is)  # type: ignore[arg-type]
    judgement = judge(
        standings=standings,
        documents=(),
        register=register,
        settings=Settings(trust=TrustSettings(name=trust)),
        today=TODAY,
        coverage=coverage(standings, register=register, wanted=asked, trust=trust, today=TODAY),
    )
    return [finding for finding in judgement.findings if finding.kind == kind]


def ours(*, school: str | None = ASH.name, title: str = "Behaviour", **facts: object) -> Standing:
    policy = a_policy(title=title, school=school, next_review="30/09/2027")
    return a_standing(policy, a_document("policies/behaviour.docx", **facts))


# ---- whose document


@pytest.mark.parametrize(
    ("school", "named"),
    [
        (ASH.name, "Ash Primary School"),
        (ASH.name, "ASH PRIMARY SCHOOL and Nursery"),
        (ASH.name, "Northmoor Trust"),
        (ASH.name, "The Primary School"),
        (ASH.name, "Closing date"),
        (ASH.name, None),
        (None, "Northmoor Learning Trust"),
        (None, "Beech High School"),
        ("Ash", "Ash School"),
    ],
)
def test_a_name_of_ours_or_none_that_tells_is_no_mismatch(school, named):
    assert policies("organisation_mismatch", ours(school=school, organisation=named)) == []


@pytest.mark.parametrize(
    ("school", "named", "words"),
    [
        (ASH.name, "Beech High School", "another school of the trust"),
        (ASH.name, "Hampshire County Council", "another organisation"),
        (None, "Elm Academy", "that of Northmoor Trust"),
    ],
)
def test_another_schools_or_the_councils_name_is_one(school, named, words):
    (finding,) = policies("organisation_mismatch", ours(school=school, organisation=named))
    assert finding.severity == "amber"
    assert words in finding.message
    assert (finding.evidence[0].source, finding.evidence[0].raw) == ("policies/behaviour.docx", named)


def test_a_document_that_names_nobody_is_one_unless_a_short_name_of_ours_stands_in_what_was_read():
    nobody = Note("no_organisation", "Nobody is named.", None)
    (finding,) = policies("organisation_mismatch", ours(organisation=None, notes=(nobody,)))
    assert "names no school" in finding.message
    assert (
        policies(
            "organisation_mismatch", ours(organisation=None, notes=(nobody,), approver="Governors of Ash")
        )
        == []
    )


@pytest.mark.parametrize("trust", ["Our trust", "Northmoor Trust"])
def test_where_no_school_is_known_by_name_a_policy_of_the_trust_may_name_any(trust):
    standing = ours(school=None, organisation="Elm Academy")
    judgement = judge(
        standings=(standing,),
        documents=(),
        register=a_register(standing.policy),
        settings=Settings(trust=TrustSettings(name=trust)),
        today=TODAY,
    )
    assert [f for f in judgement.findings if f.kind == "organisation_mismatch"] == []


# ---- what it points to


def test_a_related_policy_that_no_row_has_is_named_with_all_others():
    standing = ours(related_policies=("Intimate Care Policy", "Behaviour Policy", "Lone Working Procedure"))
    (finding,) = policies("related_policy_missing", standing)
    assert finding.severity == "grey"
    assert "“Intimate Care Policy” and “Lone Working Procedure”, which are not" in finding.message
    assert [e.raw for e in finding.evidence] == ["Intimate Care Policy", "Lone Working Procedure"]


@pytest.mark.parametrize(
    "name",
    [
        "Behaviour Policy",
        "Pupil Behaviour Policy and Sanctions",
        "Ash Primary School Behaviour Policy",
        "School Policy",
        "Whistle Blowing Policy",
    ],
)
def test_other_words_and_other_titles_of_a_policy_that_is_there_are_none(name):
    there = ours(title="Whistleblowing", school=None)
    assert policies("related_policy_missing", ours(related_policies=(name,)), there) == []


def test_a_register_that_holds_a_part_only_is_not_asked_for_what_it_lacks():
    standing = ours(related_policies=("Intimate Care Policy",))
    assert policies("related_policy_missing", standing, register_is="part") == []


# ---- what the reader noted


@pytest.mark.parametrize(
    ("note", "kind", "severity"),
    [
        ("repeated_section", "repeated_section", "grey"),
        ("numbering_restarts", "repeated_section", "grey"),
        ("title_conflict", "title_conflict", "amber"),
        ("contents_conflict", "contents_conflict", "grey"),
    ],
)
def test_each_note_of_the_reader_is_a_finding_at_its_place(note, kind, severity):
    (finding,) = policies(kind, ours(notes=(Note(note, "Said so.", "body, paragraph 7"),)))
    assert (finding.message, finding.severity) == ("Said so.", severity)
    assert [(e.where, e.raw) for e in finding.evidence] == [("body, paragraph 7", None)]
    assert policies(kind, ours()) == []
