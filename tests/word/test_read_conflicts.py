"""Places of a document that tell the same thing and disagree are a conflict; lists and several names of one body are none."""

from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import Conflict
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40


def conflicts(folder: Path, *cover: str, footer: str = "", tail: tuple[str, ...] = ()) -> list[str]:
    return [one.field for one in found(folder, *cover, footer=footer, tail=tail)]


def found(folder: Path, *cover: str, footer: str = "", tail: tuple[str, ...] = ()) -> tuple[Conflict, ...]:
    body = (p("Behaviour Policy", style="Title"), *cover, *TEXT, *tail)
    facts = read_file(write_docx(folder, *body, footer=footer))
    assert facts.ok, facts.problem
    return facts.conflicts


@pytest.mark.parametrize(
    ("cover", "footer", "field"),
    [
        ("Next review: May 2025", "Next review: May 2026", "next_review"),
        ("Last reviewed: May 2022", "Reviewed: June 2023", "latest_review"),
        ("Approved on: 3 May 2022", "Date approved: 4 June 2023", "approved"),
        ("Version: 2.0", "Version 3.0", "version"),
        ("Policy owner: Mrs J Smith", "Policy owner: Mr B Jones", "owner"),
        ("Approved by: Finance Committee", "Approved by: Full Governing Body", "approver"),
    ],
)
def test_a_cover_and_a_footer_that_disagree(tmp_path: Path, cover: str, footer: str, field: str) -> None:
    assert conflicts(tmp_path, p(cover), footer=p(footer)) == [field]


@pytest.mark.parametrize(
    ("cover", "footer"),
    [
        ("Next review: May 2025", "Next review: 12 May 2025"),
        ("Approved on: 3 May 2022", "Date approved: May 2022"),
        ("Version: 2.0", "Version 2"),
        ("Policy owner: Headteacher", "Policy owner: Mrs J Smith"),
        ("Policy owner: Mrs J Smith", "Policy owner: Mrs J Smith, Headteacher"),
        ("Approved by: Full Governing Body", "Approved by: Governors"),
        ("Approved by: Board of Trustees", "Approved by: the Trust Board"),
    ],
)
def test_the_same_said_more_or_less_exactly_is_no_conflict(tmp_path: Path, cover: str, footer: str) -> None:
    assert conflicts(tmp_path, p(cover), footer=p(footer)) == []


def test_a_sentence_against_the_cover(tmp_path: Path) -> None:
    assert conflicts(
        tmp_path, p("Next review: May 2025"), tail=(p("This policy will be reviewed again in May 2027."),)
    ) == ["next_review"]


def test_each_value_of_a_conflict_names_its_place(tmp_path: Path) -> None:
    (one,) = found(tmp_path, p("Policy owner: Mrs J Smith"), footer=p("Policy owner: Mr B Jones"))
    assert [(value.raw, value.where) for value in one.values] == [
        ("Mrs J Smith", "body, paragraph 2"),
        ("Mr B Jones", "footer"),
    ]


def test_approvals_by_two_bodies_and_reviews_over_the_years_are_lists(tmp_path: Path) -> None:
    cover = (
        p("Approved by Headteacher: 1 May 2022"),
        p("Approved by Governors: 7 June 2022"),
        p("Reviewed: 2019"),
        p("Reviewed: May 2022"),
    )
    assert conflicts(tmp_path, *cover) == []


def test_the_block_of_a_council_conflicts_with_nothing(tmp_path: Path) -> None:
    block = table(
        ("SharePoint Unique Identifier", "ABC-1"),
        ("Version and date of publication", "V1.4 July 2018"),
        ("Owner", "County HR"),
        ("Next review", "July 2019"),
    )
    cover = (p("Version: 2.0"), p("Policy owner: Mrs J Smith"), p("Next review: May 2025"))
    assert conflicts(tmp_path, *cover, tail=(block,)) == []
