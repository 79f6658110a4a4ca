"""`check` from the files of a trust to its answer: what only shows when everything is joined."""

from datetime import date
from pathlib import Path

from tests.trusts import ROW, TODAY, a_paper, a_trust

from policyclerk import bootstrap
from policyclerk.domain.judgement import Judgement
from policyclerk.run import check

ON_THE_DAY = date.fromisoformat(TODAY)


def checked(trust: Path) -> Judgement:
    setup = bootstrap.open_project(trust)
    return check(bootstrap.sources(setup, remember=False), setup.settings, ON_THE_DAY)


def test_problems_of_the_register_stand_in_the_order_of_its_rows(tmp_path: Path) -> None:
    rows = [
        {"Document": "../away.docx"},
        {"Ref": "A2", "Policy": "Pay", "Next review": "soon", "Document": ""},
        {"Policy": "Leave", "Document": ""},
    ]
    trust = a_trust(tmp_path / "trust", *rows)

    told = [(problem.row, problem.kind) for problem in checked(trust).register_problems]

    assert told == [(2, "link_refused"), (3, "date_not_understood"), (4, "duplicate_ref")]


def test_a_paper_that_no_row_leads_to_is_told_of_and_changes_no_colour(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust")
    a_paper(trust / "policies" / "old" / "Uniform.docx", title="Uniform")

    judgement = checked(trust)

    (found,) = [f for f in judgement.findings if f.kind == "document_unregistered"]
    assert (found.policy, found.evidence[0].source) == (None, "policies/old/Uniform.docx")
    assert judgement.summary["by_kind"]["document_unregistered"] == 1
    assert judgement.summary["grey"] == 0


def test_a_paper_found_by_its_title_is_registered(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust", {"Document": ""})
    a_paper(trust / "policies" / "Behaviour.docx", title=ROW["Policy"])

    assert "document_unregistered" not in checked(trust).summary["by_kind"]
