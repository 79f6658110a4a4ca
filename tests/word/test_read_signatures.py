"""Places for signatures in all their forms."""

from pathlib import Path

import pytest
from tests.word.build_docx import W, control, p, packed, parts, picture, r, table, write_docx

from policyclerk.domain.document import DocumentFacts, SignOff
from policyclerk.word.reader import read_file

CHAIR = "Chair of Governors"


def read(folder: Path, *body: str) -> DocumentFacts:
    facts = read_file(write_docx(folder, p("Attendance Policy", style="Title"), *body))
    assert facts.ok
    return facts


def only(folder: Path, *body: str) -> SignOff:
    facts = read(folder, *body)
    assert len(facts.sign_offs) == 1, facts.sign_offs
    return facts.sign_offs[0]


@pytest.mark.parametrize(
    "line",
    [
        "Signed: ______________________ (Chair of Governors)   Date: __________",
        "Signed ………………………………… Chair of Governors   Date ...................",
        "Signed: ............................ Chair of Governors",
        "Chair of Governors signature: ____________  Date: ___________",
        "Signature of Chair of Governors: ____________",
        "Signed (Chair of Governors): ",
        "Signed (Chair of Governors): [Signature]",
        "Signed by: ____________ (Chair of Governors)",
    ],
)
def test_a_blank_line_is_unsigned(tmp_path: Path, line: str) -> None:
    one = only(tmp_path, p(line))
    assert (one.role, one.name, one.date, one.signed) == (CHAIR, None, None, "no")


def test_a_line_drawn_by_a_tab_is_blank(tmp_path: Path) -> None:
    line = p(
        "Signed:\t Chair of Governors",
        properties='<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="5000"/></w:tabs>',
    )
    assert (only(tmp_path, line).role, only(tmp_path, line).signed) == (CHAIR, "no")


def test_underlined_blanks_are_blank(tmp_path: Path) -> None:
    assert (
        only(
            tmp_path, p("Signed: ", inner=r("\t\t\t", '<w:u w:val="single"/>') + r(" Chair of Governors"))
        ).signed
        == "no"
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Signed: A. Reed (Chair of Governors)   Date: 12/09/2025", "A. Reed"),
        ("Signed: ______A. Reed______ (Chair of Governors)", "A. Reed"),
        ("Signed: Ann Reed, Chair of Governors", "Ann Reed"),
        ("/s/ Ann Reed, Chair of Governors, 12 September 2025", "Ann Reed"),
        ("Approved electronically by Ann Reed (Chair of Governors) on 12 September 2025", "Ann Reed"),
        ("Signed by the Chair of Governors: Ann Reed", "Ann Reed"),
    ],
)
def test_a_typed_name_is_signed(tmp_path: Path, line: str, name: str) -> None:
    one = only(tmp_path, p(line))
    assert (one.role, one.name, one.signed) == (CHAIR, name, "yes")


def test_the_office_above_a_bare_label_is_its_role(tmp_path: Path) -> None:
    one = only(tmp_path, p(CHAIR), p("SIGNED:"), p("DATE:"))
    assert (one.role, one.signed) == (CHAIR, "no")


def test_the_office_below_a_line_is_its_role(tmp_path: Path) -> None:
    one = only(tmp_path, p("______________________"), p(CHAIR), p("Date: ____"))
    assert (one.role, one.signed) == (CHAIR, "no")


def test_name_position_signature_in_that_order(tmp_path: Path) -> None:
    one = only(
        tmp_path,
        p("Name: John Smith"),
        p("Position: Chair of Trustees"),
        p("Signature: "),
        p("Date: 1 May 2024"),
    )
    assert (one.role, one.name, one.signed) == ("Chair of Trustees", "John Smith", "no")
    assert one.date is not None


def test_two_blocks_below_one_another(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Signed: J. Okafor, Chair of Governors"),
        p("Date: 12th May 2024"),
        p(),
        p("Signed: ……………… Headteacher"),
        p("Date: ………"),
    )
    assert [(one.role, one.signed) for one in facts.sign_offs] == [(CHAIR, "yes"), ("Headteacher", "no")]


def test_two_blocks_beside_one_another(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Signed: ", "Signed: "), ("Headteacher", CHAIR), ("Date: ", "Date: ")))
    assert [(one.role, one.signed) for one in facts.sign_offs] == [("Headteacher", "no"), (CHAIR, "no")]


def test_a_table_of_labels_and_blanks(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Signed:", "________ (Policy Owner)"),
            ("Print Name:", ""),
            ("Signed:", "________ (Governor Approval)"),
            ("Approval Date:", "-"),
        ),
    )
    assert [(one.role, one.signed) for one in facts.sign_offs] == [
        ("Policy Owner", "no"),
        ("Governor Approval", "no"),
    ]


@pytest.mark.parametrize(
    ("cells", "name", "signed"),
    [
        ((CHAIR, "", "", ""), None, "no"),
        ((CHAIR, "Ann Reed", "", "12/09/2025"), "Ann Reed", "no"),
        ((CHAIR, "Ann Reed", "AR", "12/09/2025"), "Ann Reed", "yes"),
    ],
)
def test_a_column_for_signatures(
    tmp_path: Path, cells: tuple[str, ...], name: str | None, signed: str
) -> None:
    one = only(tmp_path, table(("Role", "Name", "Signature", "Date"), cells))
    assert (one.role, one.name, one.signed) == (CHAIR, name, signed)


def test_empty_rows_of_an_example_table_are_no_sign_offs(tmp_path: Path) -> None:
    assert (
        read(
            tmp_path, p("Attendance list"), table(("Name", "Position", "Signature", "Date"), ("", "", "", ""))
        ).sign_offs
        == ()
    )


def test_a_picture_in_the_place_is_signed(tmp_path: Path) -> None:
    assert only(tmp_path, p("Signed: ", inner=picture() + r(" Chair of Governors"))).signed == "yes"


def test_a_logo_is_no_signature(tmp_path: Path) -> None:
    assert (
        only(tmp_path, p("Signed: ________ Chair of Governors"), p(inner=picture("School logo"))).signed
        == "no"
    )


@pytest.mark.parametrize("floating", [True, False])
def test_a_picture_that_may_be_one_is_unclear(tmp_path: Path, floating: bool) -> None:
    line = "Signed: ________ Chair of Governors"
    body = (p(line, inner=picture(floating=True)),) if floating else (p(inner=picture()), p(line))
    assert only(tmp_path, *body).signed == "unclear"


@pytest.mark.parametrize(
    ("sign", "state", "signed"),
    [("☒", "1", "yes"), ("☐", "0", "no"), ("☒", "0", "yes"), ("☐", "1", "no")],
)
def test_a_tick_box_beside_an_approval_counts_by_what_it_shows_else_by_its_state(
    tmp_path: Path, sign: str, state: str, signed: str
) -> None:
    box = control(
        r(sign),
        properties=f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>',
    )
    one = only(tmp_path, p("Approved by Chair of Governors ", inner=box))
    assert (one.role, one.signed) == (CHAIR, signed)


def test_a_prompt_is_no_signature(tmp_path: Path) -> None:
    assert (
        only(
            tmp_path,
            p(
                "Signed (Chair of Governors): ",
                inner=control(r("Click or tap here to enter text."), prompting=True),
            ),
        ).signed
        == "no"
    )


def test_deleted_and_hidden_signatures_do_not_count(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>Ann Reed</w:delText></w:r></w:del>'
    assert only(tmp_path, p("Signed (Chair of Governors): ", inner=deleted)).signed == "no"
    assert (
        only(tmp_path, p("Signed (Chair of Governors): ", inner=r("Ann Reed", "<w:vanish/>"))).signed == "no"
    )


LINE = (
    '<w:p><w:r><w:pict><v:shape id="x"><v:imagedata r:id="rId9"/>'
    '<o:signatureline issignatureline="t" o:suggestedsigner="Ann Reed" o:suggestedsigner2="Chair of Governors"/></v:shape></w:pict></w:r></w:p>'
)


def test_words_own_signature_line_is_unsigned_though_it_is_a_picture(tmp_path: Path) -> None:
    one = only(tmp_path, LINE)
    assert (one.role, one.signed) == (CHAIR, "no")


def test_a_digital_signature_is_not_believed_unverified(tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"), LINE)
    content["_xmlsignatures/sig1.xml"] = "<Signature/>"
    path = tmp_path / "signed.docx"
    path.write_bytes(packed(content))
    one = read_file(str(path)).sign_offs[0]
    assert one.signed == "unclear"
    assert "not verified" in one.evidence


def test_an_original_held_elsewhere_is_unclear(tmp_path: Path) -> None:
    one = only(tmp_path, p("Signed: (original signed copy held in the school office)  Chair of Governors"))
    assert (one.role, one.signed) == (CHAIR, "unclear")


def test_words_of_signing_in_sentences_are_no_blocks(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Visitors must be signed in. Look for signs of harm."),
        p("All records must be signed: no exceptions."),
        p("Signature", style="Heading1"),
        p("Staff agree to these rules."),
    )
    assert facts.sign_offs == ()


@pytest.mark.parametrize(
    "form",
    [
        (
            p("Appendix 2 Staff Declaration", style="Heading1"),
            p("I agree."),
            p("SIGNED:"),
            p("DATE:"),
            p("PRINT NAME:"),
        ),
        (
            p("12. Informed Consent", style="Heading2"),
            p("Employees sign a form."),
            p("Employee signature:"),
            p("Date:"),
        ),
        (
            p("I have read and understood this policy and will comply with it."),
            p("Signed: ________"),
            p("Date: ________"),
        ),
        (
            p("By signing below, you acknowledge the rules."),
            p("Employee Signature: _______"),
            p("Date: ______"),
        ),
        (
            p("Home School Agreement", style="Heading1"),
            p("Parent signature: ______ Headteacher signature: ______"),
        ),
    ],
)
def test_forms_for_others_are_declarations_and_never_missing_signatures(
    tmp_path: Path, form: tuple[str, ...]
) -> None:
    facts = read(tmp_path, *form)
    assert facts.sign_offs == ()
    assert len(facts.declarations) == 1
    assert facts.declarations[0].fields


def test_a_sign_block_after_the_form_s_section_is_a_sign_off_again(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Staff Declaration", style="Heading1"),
        p("Signed: ____"),
        p("Approval", style="Heading1"),
        p("Signed: ____ (Chair of Governors)"),
    )
    assert (len(facts.declarations), len(facts.sign_offs)) == (1, 1)


def test_the_namespace_of_the_builder_is_words_own() -> None:
    assert W.endswith("/2006/main")


def test_an_office_with_a_line_behind_it_is_a_place_to_sign(tmp_path: Path) -> None:
    facts = read(
        tmp_path, p("Chair of Governors …………………… Date …………"), p("Headteacher: ______________  Date: 1/2/2024")
    )
    assert [(one.role, one.signed) for one in facts.sign_offs] == [(CHAIR, "no"), ("Headteacher", "no")]
    assert facts.sign_offs[1].date is not None


def test_rows_of_offices_below_signed_by(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(("Signed by", "", ""), ("Chair of Governors:", "", "Date:"), ("Headteacher:", "", "Date:")),
    )
    assert [one.role for one in facts.sign_offs] == [CHAIR, "Headteacher"]


@pytest.mark.parametrize(
    ("line", "name", "role", "day"),
    [
        (
            "Signed: D Lund (Chair of Governors)    27 November 2025",
            "D Lund",
            "Chair of Governors",
            "2025-11-27",
        ),
        ("Signed: Colin Draper (Headteacher), 14 November 2024", "Colin Draper", "Headteacher", "2024-11-14"),
        ("Signed: N Begum    Chair of Governors    10/11/16", "N Begum", "Chair of Governors", "2016-11-10"),
    ],
)
def test_a_date_behind_the_name_needs_no_label(
    tmp_path: Path, line: str, name: str, role: str, day: str
) -> None:
    block = only(tmp_path, p(line))

    assert (block.signed, block.name, block.role) == ("yes", name, role)
    assert block.date is not None
    assert block.date.start is not None
    assert block.date.start.isoformat() == day


def test_what_is_no_plain_name_is_for_a_person_to_look_at_and_never_missing(tmp_path: Path) -> None:
    block = only(tmp_path, p("Signed: see the signed minutes of the board (Chair of Governors)"))

    assert block.signed == "unclear"
