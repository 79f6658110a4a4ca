"""`check` from the files of a trust to its answer: what only shows when everything is joined."""

import weakref
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from tests.trusts import ROW, SETTINGS, TODAY, a_paper, a_trust, write_xlsx

from policyclerk import bootstrap
from policyclerk.domain.judgement import Judgement
from policyclerk.run import check
from policyclerk.undisturbed import undisturbed

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


def with_a_linked_name(folder: Path, link: str) -> Path:
    """A trust whose register has no Document column, and a link on the policy's name."""
    trust = a_trust(folder, {"Document": ""}, settings=SETTINGS.replace("csv", "xlsx"))
    a_paper(trust / "policies" / "B1 final.docx", title="Something else")
    write_xlsx(trust / "register.xlsx", [{"Policy": "Behaviour Policy", "Next review": "01/09/2027"}])
    book = load_workbook(trust / "register.xlsx")
    book["Policies"]["A2"].hyperlink = link
    book.save(trust / "register.xlsx")
    return trust


def test_a_link_on_the_policys_name_leads_to_its_paper(tmp_path: Path) -> None:
    judgement = checked(with_a_linked_name(tmp_path / "trust", "policies/B1%20final.docx"))

    assert [line.document for line in judgement.policies] == ["policies/B1 final.docx"]


def test_a_link_on_the_name_that_leads_elsewhere_is_left_alone(tmp_path: Path) -> None:
    judgement = checked(with_a_linked_name(tmp_path / "trust", "https://www.ash.example/behaviour"))

    assert [line.document for line in judgement.policies] == [None]
    assert judgement.register_problems == ()


def test_a_copy_that_a_synced_folder_made_of_the_register_is_told_and_stops_nothing(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust")
    (trust / "register (1).csv").write_bytes((trust / "register.csv").read_bytes())

    (problem,) = checked(trust).problems

    assert problem.kind == "register_copied"
    assert "register (1).csv" in problem.message
    assert not problem.fatal


def test_a_night_lets_go_what_the_night_before_in_the_same_process_left(tmp_path: Path) -> None:
    class Knot:
        def __init__(self) -> None:
            self.itself = self

    with undisturbed():
        of_last_night = weakref.ref(Knot())

    checked(a_trust(tmp_path / "trust"))

    assert of_last_night() is None
