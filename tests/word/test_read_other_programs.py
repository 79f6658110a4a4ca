"""Covers as other programs write them: the same facts, set apart by blank columns, merged cells and stacked lines."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, text_box, write_docx

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40
PAIRS = [
    ("Policy owner", "Deputy Headteacher"),
    ("Approved by", "Full Governing Body"),
    ("Approved on", "12 September 2024"),
    ("Next review date", "1 September 2025"),
    ("Review cycle", "Annual"),
    ("Version", "2.1"),
]


def read(folder: Path, *cover: str) -> DocumentFacts:
    facts = read_file(write_docx(folder, p("Attendance Policy", style="Title"), *cover, *TEXT))
    assert facts.ok, facts.problem
    return facts


def day(claim: DateClaim | None) -> date | None:
    return None if claim is None else claim.start


def must_say_all(facts: DocumentFacts) -> None:
    assert (facts.owner, facts.approver) == ("Deputy Headteacher", "Full Governing Body")
    assert (day(facts.approved), day(facts.next_review)) == (date(2024, 9, 12), date(2025, 9, 1))
    assert facts.review_cycle is not None
    assert (facts.review_cycle.months, facts.version) == (12, "2.1")


@pytest.mark.parametrize("between", ["", ":", " ", "|"])
def test_a_column_that_only_sets_labels_apart_from_values_is_passed_over(
    tmp_path: Path, between: str
) -> None:
    must_say_all(read(tmp_path, table(*[(label, between, value) for label, value in PAIRS])))
    must_say_all(read(tmp_path, table(*[(label, between, value, "") for label, value in PAIRS])))


def test_a_cell_merged_beside_all_labels_is_passed_over(tmp_path: Path) -> None:
    rows = [("Document control" if not number else "", *pair) for number, pair in enumerate(PAIRS)]
    must_say_all(read(tmp_path, table(*rows)))


def test_a_blank_value_before_another_label_stays_blank(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(("Policy owner", "", "Approved by", "FGB"), ("Version", "", "Next review", "1 May 2026")),
    )
    assert (facts.owner, facts.version, facts.approver) == (None, None, "FGB")
    assert day(facts.next_review) == date(2026, 5, 1)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_cells_with_a_label_over_its_value_are_read_without_colons(tmp_path: Path, columns: int) -> None:
    cells = [f"{label}\n{value}" for label, value in PAIRS]
    rows = [tuple(cells[at : at + columns]) for at in range(0, len(cells), columns)]
    must_say_all(read(tmp_path, table(*rows)))


def test_a_label_over_its_value_may_be_parted_by_a_line_break(tmp_path: Path) -> None:
    cells = [p(f"{label}\n{value}") for label, value in PAIRS]
    must_say_all(read(tmp_path, table(tuple(cells[:3]), tuple(cells[3:]))))


def test_lines_in_which_labels_and_values_take_turns_are_read_without_colons(tmp_path: Path) -> None:
    must_say_all(read(tmp_path, *[p(line) for pair in PAIRS for line in pair]))


def test_two_lines_that_look_like_a_label_and_a_value_are_not_enough(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Policy owner"), p("Playtimes"), p("Kindness"), p("Approved by"), p("Respect"))
    assert (facts.owner, facts.approver) == (None, None)


# ---- covers and sign-offs set alike

SIGNED = [("Signed", "Tom Lyle"), ("Position", "Chair of Governors"), ("Date", "12 March 2025")]


def must_be_signed(facts: DocumentFacts) -> None:
    found = [(one.role, one.name, day(one.date), one.signed) for one in facts.sign_offs]
    assert found == [("Chair of Governors", "Tom Lyle", date(2025, 3, 12), "yes")]
    assert day(facts.latest_review) is None, "the day of signing is none of a review"


def test_text_boxes_have_places_of_their_own(tmp_path: Path) -> None:
    boxes = [text_box(*[f"{label}: {value}" for label, value in pairs]) for pairs in (PAIRS, SIGNED)]
    facts = read(tmp_path, *[p("", inner=box) for box in boxes])
    must_say_all(facts)
    must_be_signed(facts)
    assert facts.approved is not None
    assert facts.approved.where == "text box, paragraph 3"
    assert [one.where for one in facts.sign_offs] == ["text box 2, paragraph 1"]


@pytest.mark.parametrize("between", ["", ":"])
def test_blank_columns_in_a_table_to_sign_are_passed_over(tmp_path: Path, between: str) -> None:
    facts = read(
        tmp_path, table(*[(label, between, value) for label, value in PAIRS]), p("Sign-off"),
        table(*[(label, between, value) for label, value in SIGNED]),
    )  # fmt: skip
    must_say_all(facts)
    must_be_signed(facts)


def test_labels_over_their_values_in_the_cells_of_a_row_may_be_a_signers(tmp_path: Path) -> None:
    must_be_signed(read(tmp_path, table(tuple(f"{label}\n{value}" for label, value in SIGNED))))


def test_the_day_of_signing_below_its_label_is_no_review(tmp_path: Path) -> None:
    lines = [p(line) for label, value in SIGNED for line in (f"{label}:", value)]
    facts = read_file(write_docx(tmp_path, p("Attendance Policy", style="Title"), *TEXT, *lines))
    assert [(one.role, day(one.date)) for one in facts.sign_offs] == [
        ("Chair of Governors", date(2025, 3, 12))
    ]
    assert facts.latest_review is None
