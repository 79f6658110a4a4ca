"""Names of laws, guidance, bodies, terms and services, with their years and the sentences they stand in."""

from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.adapters.references_toml import read_references
from policyclerk.domain.document import Reference
from policyclerk.project import shipped
from policyclerk.word.reader import read_file
from policyclerk.word.reference_names import unknown_names


def references(folder: Path, *body: str, names: tuple[str, ...] = ()) -> tuple[Reference, ...]:
    return read_file(write_docx(folder, *body), names=names).references


def raws(folder: Path, *lines: str) -> list[str]:
    return [reference.raw for reference in references(folder, *(p(line) for line in lines))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("We follow KCSIE 2019.", "KCSIE 2019"),
        (
            "Keeping Children Safe in Education (September 2016) applies.",
            "Keeping Children Safe in Education (September 2016)",
        ),
        ("Keeping children safe in education, DfE, 2018", "Keeping children safe in education, DfE, 2018"),
        (
            "Keeping Children Safe in Education (DfE) (2020)",
            "Keeping Children Safe in Education (DfE) (2020)",
        ),
        ("the 2015 SEND Code of Practice", "2015 SEND Code of Practice"),
        ("The Data Protection Act, 1998 applies.", "Data Protection Act, 1998"),
        ("in breach of the 1998 Data Protection Act.", "1998 Data Protection Act"),
        ("under the DPA 1998", "DPA 1998"),
        ("check with the LSCBs", "LSCBs"),
        ("Peer‑on‑peer abuse is taken seriously", "Peer‑on‑peer abuse"),
    ],
)
def test_a_name_is_kept_with_its_year(tmp_path, line, expected):
    assert expected in raws(tmp_path, line)


@pytest.mark.parametrize(
    ("line", "not_expected"),
    [
        ("KCSIE and the Equality Act 2010", "KCSIE and the Equality Act 2010"),
        ("We joined Facebook in 2010.", "Facebook in 2010"),
        ("A visa is needed for the arena.", "ISA"),
        ("The plea was made.", "LEA"),
    ],
)
def test_a_year_of_something_else_and_a_part_of_a_word_are_not_taken(tmp_path, line, not_expected):
    assert not_expected not in raws(tmp_path, line)


def test_a_name_inside_a_longer_one_is_not_told_twice(tmp_path):
    assert raws(tmp_path, "See School Action Plus and Windows Live Messenger.") == [
        "School Action Plus",
        "Windows Live Messenger",
    ]


def test_the_sentence_around_a_name_is_kept(tmp_path):
    (found,) = references(tmp_path, p("First this. We once had CRB checks; now others. Then that."))
    assert found == Reference("CRB", "body, paragraph 1", "We once had CRB checks")


def test_a_table_of_versions_tells_of_earlier_texts_and_is_left_out(tmp_path):
    rows = (
        ("Version", "Date", "Change"),
        ("1.0", "01/09/2018", "CRB became DBS"),
        ("1.1", "01/09/2019", "Bebo removed"),
    )
    found = references(tmp_path, table(*rows), p("Staff have a DBS check."))
    assert [reference.raw for reference in found] == ["DBS"]


def test_of_a_name_told_as_past_and_named_again_the_second_place_is_kept(tmp_path):
    found = references(
        tmp_path,
        p("This replaces the Data Protection Act 1998."),
        p("Staff obey the Data Protection Act 1998."),
    )
    assert [(reference.raw, reference.where) for reference in found] == [
        ("Data Protection Act 1998", "body, paragraph 2")
    ]


def test_the_reader_looks_for_every_name_that_ships():
    assert unknown_names(read_references((shipped("config"),)).names()) == ()


def test_names_of_a_trusts_own_are_looked_for_when_they_are_given(tmp_path):
    line = p("The Local Governing Board meets.")
    assert references(tmp_path, line) == ()
    assert [r.raw for r in references(tmp_path, line, names=("Local Governing Board",))] == [
        "Local Governing Board"
    ]
