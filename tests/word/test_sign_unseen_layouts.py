"""Places to sign as school covers and appendices have them: one case for each rule."""

from pathlib import Path

from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40
HEAD, CHAIR = "Headteacher", "Chair of Governors"


def read(folder: Path, *cover: str, tail: tuple[str, ...] = ()) -> DocumentFacts:
    facts = read_file(write_docx(folder, p("Visits Policy", style="Title"), *cover, *TEXT, *tail))
    assert facts.ok, facts.problem
    return facts


def signed(facts: DocumentFacts) -> list[tuple[str | None, str | None, str, str | None]]:
    return [(one.role, one.name, one.signed, one.date.raw if one.date else None) for one in facts.sign_offs]


def test_two_who_have_signed_side_by_side_with_their_offices_below(tmp_path: Path) -> None:
    cover = table(
        ("Signed", "E. Marchetti", "Signed", "K. Dunmore"),
        (HEAD, "", CHAIR, ""),
        ("Date", "15/10/2025", "Date", "16/10/2025"),
    )
    assert signed(read(tmp_path, cover)) == [
        (HEAD, "E. Marchetti", "yes", "15/10/2025"),
        (CHAIR, "K. Dunmore", "yes", "16/10/2025"),
    ]


def test_two_who_have_yet_to_sign_side_by_side_with_their_offices_below(tmp_path: Path) -> None:
    cover = table(
        ("Signed", "E. Marchetti", "Signed", ""), (HEAD, "", CHAIR, ""), ("Date", "15/10/2025", "Date", "")
    )
    assert signed(read(tmp_path, cover)) == [
        (HEAD, "E. Marchetti", "yes", "15/10/2025"),
        (CHAIR, None, "no", None),
    ]


def test_an_agreement_that_the_chair_signs_is_of_the_policy(tmp_path: Path) -> None:
    grid = table(
        ("Role", "Name", "Signature", "Date"),
        (HEAD, "Joan Ferreby", "J Ferreby", "07/10/2025"),
        (CHAIR, "", "", ""),
    )
    facts = read(tmp_path, tail=(p("Agreement", style="Heading1"), grid))
    assert signed(facts) == [(HEAD, "Joan Ferreby", "yes", "07/10/2025"), (CHAIR, None, "no", None)]
    assert not facts.declarations


def test_an_agreement_with_parents_is_a_form(tmp_path: Path) -> None:
    lines = (p(f"Signed ({who}): _______") for who in (HEAD, "Parent", "Pupil"))
    facts = read(tmp_path, tail=(p("Agreement", style="Heading1"), *lines))
    assert not facts.sign_offs
    assert len(facts.declarations) == 1


def test_who_signs_beside_an_employee_in_an_appendix_signs_no_policy(tmp_path: Path) -> None:
    lines = (p("Areas for improvement:"), p("Signed (employee):"), p("Signed (manager):"))
    facts = read(tmp_path, tail=(p("Appendix 1: Review record", style="Heading1"), *lines))
    assert not facts.sign_offs
    assert len(facts.declarations) == 1
