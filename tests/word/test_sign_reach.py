"""Which stretches of a document are read for signatures."""

from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.word.package import open_package
from policyclerk.word.reader import read_file
from policyclerk.word.sign_reach import stretches
from policyclerk.word.text import walk

TEXT = p("We design lessons with care, as is significant to all pupils.")
HEADING = p("2. Attendance", style="Heading1")


def read(folder: Path, *body: str) -> list[tuple[int, int]]:
    return list(stretches(walk(open_package(write_docx(folder, *body))), frozenset()))


def test_a_document_that_tells_of_no_signature_is_not_read(tmp_path: Path) -> None:
    assert read(tmp_path, HEADING, TEXT, p("Pupils sign a code of conduct each year."), TEXT) == []


@pytest.mark.parametrize(
    "line",
    ["Signed: ________", "Chair of Governors ..........", "/s/ Ann Reed", "The signed copy is held here."],
)
def test_a_telling_line_is_read_from_the_line_above_its_heading(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, TEXT, TEXT, TEXT, HEADING, TEXT, p(line), TEXT) == [(2, 6)]


def test_without_a_heading_all_is_read_up_to_the_telling_line(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT, TEXT, table(("Signature", ""), ("Date", "")), TEXT) == [(0, 3)]


def test_the_title_of_a_form_counts_however_far_above_it_stands(tmp_path: Path) -> None:
    body = [p("Consent form", style="Heading1"), *[TEXT] * 40, p("Signed: ________ Date: ______")]
    facts = read_file(write_docx(tmp_path, *body))
    assert [one.heading for one in facts.declarations] == ["Consent form"]
    assert not facts.sign_offs


def test_a_heading_between_them_ends_a_form(tmp_path: Path) -> None:
    body = [
        p("Consent form", style="Heading1"),
        *[TEXT] * 9,
        HEADING,
        *[TEXT] * 9,
        p("Signed: ________ Date: ______"),
    ]
    facts = read_file(write_docx(tmp_path, *body))
    assert not facts.declarations
    assert [one.signed for one in facts.sign_offs] == ["no"]


def test_an_office_may_stand_below_the_line_and_a_gap(tmp_path: Path) -> None:
    body = [TEXT, HEADING, p("________________"), p(), p("Chair of Governors"), TEXT]
    assert [one.role for one in read_file(write_docx(tmp_path, *body)).sign_offs] == ["Chair of Governors"]
