"""Findings about the trust as a whole: they belong to no policy."""

from dataclasses import replace
from typing import Any

import pytest
from tests.people import TODAY, a_document, a_policy, a_register, a_standing

from policyclerk.domain.coverage import coverage
from policyclerk.domain.finding import Finding
from policyclerk.domain.judgement import DocumentLine, Judgement
from policyclerk.domain.people import School
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings
from policyclerk.domain.statutory import StatutoryList, StatutoryPolicy
from policyclerk.rules.judge import judge

FAR = "30/09/2027"


def judged(*standings: Standing, files: tuple[str, ...], rules: dict[str, Any] | None = None) -> Judgement:
    return judge(
        standings=standings,
        documents=tuple(DocumentLine(path, "0" * 64, ok=True, problem=None) for path in files),
        register=a_register(*(s.policy for s in standings)),
        settings=Settings(rules=rules or {}),
        today=TODAY,
    )


def unregistered(judgement: Judgement) -> list[str]:
    return [f.evidence[0].source for f in judgement.findings if f.kind == "document_unregistered"]


def test_a_file_that_no_row_leads_to_is_a_grey_finding_without_a_policy():
    row = a_standing(a_policy(next_review=FAR), a_document("policies/behaviour.docx"))

    judgement = judged(row, files=("policies/behaviour.docx", "policies/old/uniform.docx"))

    (finding,) = judgement.findings
    assert (finding.kind, finding.severity) == ("document_unregistered", "grey")
    assert (finding.policy, finding.school, finding.title, finding.since) == (None, None, None, None)
    assert "policies/old/uniform.docx" in finding.message


def test_it_counts_by_its_kind_only_and_leaves_the_policies_colours_alone():
    row = a_standing(a_policy(next_review=FAR), a_document("policies/behaviour.docx"))

    summary = judged(row, files=("policies/behaviour.docx", "policies/a.docx", "policies/b.docx")).summary

    assert summary == {
        "red": 0,
        "amber": 0,
        "blue": 0,
        "grey": 0,
        "green": 1,
        "by_kind": {"document_unregistered": 2},
    }


def test_a_retired_rows_file_is_registered():
    row = a_standing(a_policy(next_review=FAR, state="retired"), a_document("policies/behaviour.docx"))

    assert unregistered(judged(row, files=("policies/behaviour.docx",))) == []


@pytest.mark.parametrize("cell", ["Uniform.docx", "uniform", "school\\Uniform.docx"])
def test_a_cell_that_could_mean_several_files_names_them_all(cell: str):
    row = a_standing(
        a_policy(next_review=FAR, document=cell), document_problem="Several files could be meant."
    )

    files = ("policies/a/Uniform.docx", "policies/b/Uniform.docx", "policies/Other.docx")
    assert unregistered(judged(row, files=files)) == ["policies/Other.docx"]


@pytest.mark.parametrize(("word", "severity"), [("amber", "amber"), ("red", "red")])
def test_a_trust_can_give_it_another_colour(word: str, severity: str):
    found = judged(files=("policies/a.docx",), rules={"document_unregistered": word}).findings

    assert [finding.severity for finding in found] == [severity]


def test_a_trust_can_switch_it_off():
    assert judged(files=("policies/a.docx",), rules={"document_unregistered": None}).findings == ()


def test_a_draft_of_ours_among_the_documents_is_none_to_be_registered():
    judgement = judge(
        standings=[a_standing(a_policy(next_review=FAR), a_document("policies/behaviour.docx"))],
        documents=(DocumentLine("policies/behaviour v1.4 DRAFT.docx", "0" * 64, True, None, draft=True),),
        register=a_register(),
        settings=Settings(),
        today=TODAY,
    )
    assert unregistered(judgement) == []


def asked(**given: Any) -> StatutoryPolicy:
    return StatutoryPolicy(
        "behaviour", "Behaviour", "The list", "https://list.example", TODAY, "pupils", "guidance", **given
    )


def missing(row: Standing, *schools: str, wanted: StatutoryPolicy) -> list[Finding]:
    register = replace(a_register(row.policy), schools=tuple(School(name) for name in schools))
    found = coverage(
        (row,),
        register=register,
        wanted=StatutoryList("1", TODAY, (wanted,), "whole"),
        trust="T",
        today=TODAY,
    )
    judgement = judge(
        standings=(row,), documents=(), register=register, settings=Settings(), today=TODAY, coverage=found
    )
    return [f for f in judgement.findings if f.kind == "statutory_missing"]


def test_a_policy_that_is_asked_for_and_not_found_is_one_finding_for_all_schools():
    row = a_standing(a_policy(title="Lettings", school="Ash School", next_review=FAR))

    (finding,) = missing(row, "Ash School", "Beech School", wanted=asked())

    assert (finding.severity, finding.policy) == ("amber", None)
    assert "for Ash School and Beech School" in finding.message
    assert "Statutory guidance asks for it" in finding.message
    assert "law" not in finding.message
    assert [e.where for e in finding.evidence] == ["Ash School", "Beech School", "behaviour"]
    assert "https://list.example" in (finding.evidence[-1].raw or "")


def test_a_policy_that_is_there_makes_no_such_finding_even_when_it_is_overdue():
    row = a_standing(a_policy(title="Behaviour", school="Ash School", next_review="30/09/2020"))

    assert missing(row, "Ash School", wanted=asked()) == []
