"""Findings about what a document names: what is no longer current."""

from datetime import date

import pytest
from tests.people import TODAY, a_document, a_policy, a_register, a_standing

from policyclerk.domain.document import Reference
from policyclerk.domain.finding import Finding
from policyclerk.domain.settings import Settings
from policyclerk.domain.superseded import Superseded, superseded_list
from policyclerk.rules.judge import judge

DAY = date(2026, 11, 20)
BOARD = Superseded(
    "lscb",
    ("Local Safeguarding Children Board", "LSCB"),
    "body",
    "the local safeguarding partners",
    "A newspaper",
    "https://news.example",
    DAY,
    since=date(2019, 9, 29),
)
BEBO = Superseded(
    "bebo",
    ("Bebo",),
    "service",
    "no successor",
    "Notes",
    "https://notes.example",
    DAY,
    change="closed",
    confirmed=False,
)


def found(*names: str, rows: tuple[Superseded, ...] = (BOARD, BEBO), **given: object) -> list[Finding]:
    references = tuple(Reference(name, f"body, paragraph {n}", name) for n, name in enumerate(names, 1))
    document = a_document("policies/behaviour.docx", references=references)
    standing = a_standing(a_policy(next_review="30/09/2027", **given), document)
    judgement = judge(
        standings=(standing,),
        documents=(),
        register=a_register(standing.policy),
        settings=Settings(),
        today=TODAY,
        superseded=superseded_list("1", DAY, rows),
    )
    return [finding for finding in judgement.findings if finding.kind == "outdated_reference"]


def test_a_name_is_one_finding_with_every_place_its_successor_and_its_source():
    (finding,) = found("Local Safeguarding Children Board", "LSCB")

    assert finding.severity == "amber"
    assert "the local safeguarding partners (since 29 September 2019)" in finding.message
    assert "1 other spelling" in finding.message
    assert [(e.source, e.where, e.raw) for e in finding.evidence[:2]] == [
        ("policies/behaviour.docx", "body, paragraph 1", "Local Safeguarding Children Board"),
        ("policies/behaviour.docx", "body, paragraph 2", "LSCB"),
    ]
    assert finding.evidence[2].source == "references.toml"
    assert "https://news.example" in (finding.evidence[2].raw or "")


def test_a_row_still_to_be_checked_is_grey_and_says_so():
    (finding,) = found("Bebo")

    assert finding.severity == "grey"
    assert "no longer exists" in finding.message
    assert "still to be checked" in finding.message


@pytest.mark.parametrize("names", [(), ("Ofsted", "Equality Act 2010")])
def test_a_document_that_names_what_is_current_makes_none(names):
    assert found(*names) == []


def test_a_retired_policy_makes_none():
    assert found("LSCB", state="retired") == []


def test_a_trusts_own_colour_for_the_rule_overrules_that_of_each_row():
    standing = a_standing(
        a_policy(next_review="30/09/2027"),
        a_document(references=(Reference("Bebo", "body"), Reference("LSCB", "body"))),
    )
    judgement = judge(
        standings=(standing,),
        documents=(),
        register=a_register(standing.policy),
        settings=Settings(rules={"outdated_reference": "blue"}),
        today=TODAY,
        superseded=superseded_list("1", DAY, (BOARD, BEBO)),
    )
    assert [finding.severity for finding in judgement.findings] == ["blue", "blue"]
