"""The first lines of a document: which of them tell of this policy, and which of another."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40


def read(folder: Path, title: str, *cover: str) -> DocumentFacts:
    facts = read_file(write_docx(folder, p(title, style="Title"), *cover, *TEXT))
    assert facts.ok, facts.problem
    return facts


@pytest.mark.parametrize(
    "line",
    [
        "The trips policy was approved. It will be reviewed in June 2028.",
        "Uniform Policy – next review June 2027",
        "Uniform Policy: next review June 2027",
    ],
)
def test_a_review_of_another_policy_in_the_first_lines_is_not_this_policys(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, "Behaviour Policy", p(line)).next_review is None


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Behaviour Policy", "Behaviour Policy – next review June 2027"),
        ("Behaviour and Discipline Policy", "Pupil Behaviour Policy – next review June 2027"),
        ("Relationships and Sex Education Policy", "RSE Policy – next review June 2027"),
        ("RSE Policy", "Relationships and Sex Education Policy – next review June 2027"),
        ("Hillside School Policies", "Uniform Policy – next review June 2027"),
    ],
)
def test_a_longer_or_shorter_name_in_the_first_lines_is_this_policys(
    tmp_path: Path, title: str, line: str
) -> None:
    facts = read(tmp_path, title, p(line))
    assert facts.next_review is not None
    assert facts.next_review.start == date(2027, 6, 1)


def test_the_first_line_names_the_policy_with_its_review(tmp_path: Path) -> None:
    facts = read_file(write_docx(tmp_path, p("Uniform Policy – next review June 2027"), *TEXT))
    assert facts.next_review is not None
    assert facts.next_review.start == date(2027, 6, 1)
