"""The lists of statutory policies and of superseded names in the night of a trust: its own files, mistakes, age."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.trusts import TODAY, a_trust

from policyclerk import bootstrap
from policyclerk.doctor.examine import examine
from policyclerk.doctor.line import Line
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.judgement import Judgement
from policyclerk.run import check

ON_THE_DAY = date.fromisoformat(TODAY)
OWN_NAME = """
[[reference]]
id = "boards"
phrases = ["Local Governing Board"]
kind = "body"
successor = "School Committee"
source = "Our scheme"
address = "https://trust.example"
as_at = 2026-11-20
"""


def checked(trust: Path) -> Judgement:
    setup = bootstrap.open_project(trust)
    return check(bootstrap.sources(setup, remember=False), setup.settings, ON_THE_DAY)


def own(trust: Path, name: str, text: str) -> Path:
    (trust / "config" / name).write_text(text, encoding="utf-8")
    return trust


def staff_policies(folder: Path) -> Path:
    rows = [
        {"Ref": f"HR{n}", "Policy": f"Staff {what}", "Document": ""} for n, what in enumerate("ABCDEFGHIJ")
    ]
    return a_trust(folder, *rows)


def lists(trust: Path, day: date) -> list[Line]:
    return [line for line in examine(trust, day) if line.about == "lists"]


def test_a_register_that_lists_a_part_only_is_asked_about_once_and_makes_no_gap(tmp_path: Path) -> None:
    judgement = checked(staff_policies(tmp_path / "trust"))

    asked = [problem for problem in judgement.register_problems if problem.kind == "register_in_part"]
    assert len(asked) == 1
    assert 'register = "whole"' in asked[0].message
    assert "statutory_missing" not in {finding.kind for finding in judgement.findings}


def test_once_the_trust_has_said_what_its_register_is_it_is_not_asked_again(tmp_path: Path) -> None:
    trust = own(staff_policies(tmp_path / "trust"), "statutory.toml", 'register = "whole"\n')

    judgement = checked(trust)

    assert "register_in_part" not in {problem.kind for problem in judgement.register_problems}
    assert "statutory_missing" in {finding.kind for finding in judgement.findings}


def test_a_name_of_the_trusts_own_is_looked_for_in_its_papers(tmp_path: Path) -> None:
    trust = own(a_trust(tmp_path / "trust"), "references.toml", OWN_NAME)
    paper = next((trust / "policies").glob("*.docx"))
    from docx import Document

    document = Document(str(paper))
    document.add_paragraph("The Local Governing Board meets each term.")
    document.save(str(paper))

    (found,) = [f for f in checked(trust).findings if f.rule == "references.toml: boards"]

    assert "School Committee" in found.message


@pytest.mark.parametrize("name", ["statutory.toml", "references.toml"])
def test_a_mistake_in_a_trusts_own_list_stops_before_anything_is_touched(tmp_path: Path, name: str) -> None:
    trust = own(a_trust(tmp_path / "trust"), name, "sorce = 1\n")

    with pytest.raises(SettingsError, match="sorce"):
        checked(trust)
    assert [(line.state, "sorce" in line.sentence) for line in lists(trust, ON_THE_DAY)].count(
        ("fault", True)
    ) == 1


def test_the_doctor_says_when_a_list_was_looked_at_and_when_that_is_more_than_a_year_ago(
    tmp_path: Path,
) -> None:
    trust = a_trust(tmp_path / "trust")

    assert [line.state for line in lists(trust, ON_THE_DAY)] == ["well", "well"]
    later = lists(trust, ON_THE_DAY + timedelta(days=800))
    assert [line.state for line in later] == ["look", "look"]
    assert all("more than a year ago" in line.sentence for line in later)


def test_scotland_has_no_list_yet(tmp_path: Path) -> None:
    trust = staff_policies(tmp_path / "trust")
    settings = trust / "config" / "trust.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[trust]", '[trust]\nnation = "scotland"'),
        encoding="utf-8",
    )

    assert checked(trust).coverage.rows == ()
