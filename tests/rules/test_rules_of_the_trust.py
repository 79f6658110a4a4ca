"""Findings about the trust as a whole: they belong to no policy."""

from typing import Any

import pytest
from tests.people import TODAY, a_document, a_policy, a_register, a_standing

from policyclerk.domain.judgement import DocumentLine, Judgement
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings
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
