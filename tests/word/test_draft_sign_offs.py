"""The sign-off block of a draft: emptied for the new cycle, names and offices kept, nothing signed by us."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.word.draft_samples import CHANGES, TITLE, Desk, control, fields, p, picture, read_parts, run, table

from policyclerk.word.reader import read_file


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("line", "emptied"),
    [
        ("Signed: A. Reed   Date: 12/09/2025", "Signed:    Date: "),
        ("Signed: A. Reed Date: 12/09/2025", "Signed:  Date: "),
        ("Signed (Chair of Governors): Ann Reed", "Signed (Chair of Governors): "),
        (
            "Signed: A. Reed (Head)\tSigned: B. Cole (Chair)",
            "Signed:  (Head)\tSigned:  (Chair)",
        ),
        ("Signed: ____A. Reed____ (Chair of Governors)", "Signed: ________ (Chair of Governors)"),
        ("Signed: ______________ (Chair of Governors)", "Signed: ______________ (Chair of Governors)"),
    ],
)
def test_an_old_signature_and_its_date_are_taken_out_and_the_office_stays(
    desk: Desk, line: str, emptied: str
) -> None:
    desk.draft(body=TITLE + p("Approved by the governing body.") + p(line))
    assert desk.now()[-1] == emptied
    assert desk.before()[-1] == line


def test_a_table_of_signatures_keeps_names_and_roles(desk: Desk) -> None:
    rows = table(
        ("Name", "Role", "Signature", "Date"), ("Ann Reed", "Chair of Governors", "A Reed", "12/09/2025")
    )
    desk.draft(body=TITLE + p("Approval") + rows)
    assert desk.now()[-4:] == ["Ann Reed", "Chair of Governors", "", ""]
    assert [one.signed for one in read_file(str(desk.target)).sign_offs] == ["no"]


def test_the_picture_of_a_signature_goes_and_a_crest_stays(desk: Desk) -> None:
    signature = picture(wide=1_800_000, high=400_000, about="scan")
    crest = picture(wide=1_000_000, high=1_000_000, about="school crest")
    result = desk.draft(body=TITLE + p("Signed: ", signature) + p(crest))
    body = read_parts(desk.target)["word/document.xml"].decode()
    assert (
        body.index("<w:del ")
        < body.index('descr="scan"')
        < body.index("</w:del>")
        < body.index("school crest")
    )
    assert [change.old for change in result.changes if change.field == "sign_offs"] == [
        "a picture of a signature"
    ]


def test_a_ticked_approval_is_unticked(desk: Desk) -> None:
    ticked = control("☒", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    desk.draft(body=TITLE + p("Approved by Chair of Governors ", ticked))
    assert desk.now()[-1] == "Approved by Chair of Governors ☐"
    assert b'w14:checked w14:val="0"' in read_parts(desk.target)["word/document.xml"]


def test_a_form_for_others_to_sign_is_left_alone(desk: Desk) -> None:
    form = p("Staff declaration", style="Heading1") + p("I have read this policy.") + p("Signed: J. Poole")
    result = desk.draft(body=TITLE + form)
    assert desk.now()[-1] == "Signed: J. Poole"
    assert "sign_offs" not in fields(result)


def test_a_signature_that_cannot_be_taken_out_is_named(desk: Desk) -> None:
    result = desk.draft(body=TITLE + p("Signed: ", control("Ann Reed", '<w:lock w:val="contentLocked"/>')))
    assert any("sign-off block" in sentence and "locked" in sentence for sentence in result.left)


def test_dates_in_the_lines_below_a_signature_go_with_it(desk: Desk) -> None:
    lines = (
        p("Signed: A. Reed") + p("Print name: Ann Reed") + p("Date: 12 May 2024") + p("Adopted 12 May 2024")
    )
    desk.draft(body=TITLE + lines)
    assert desk.now()[-4:] == ["Signed: ", "Print name: Ann Reed", "Date: ", "Adopted 12 May 2024"]


def test_beside_the_day_of_signing_a_review_date_is_the_policys_and_not_the_signers(desk: Desk) -> None:
    desk.draft(body=TITLE + p("Signed: A. Reed") + p("Date: 12/05/2024") + p("Review date: 12/05/2025"))
    assert desk.now()[-2] == "Date: "
    assert desk.now()[-1] != "Review date: "


def test_a_review_date_alone_below_a_signature_is_the_signers(desk: Desk) -> None:
    desk.draft(
        body=TITLE
        + table(("Signed:", "A. Reed"), ("Print name:", "Ann Reed"), ("Review date:", "12/05/2024"))
    )
    assert desk.now()[-2:] == ["Review date:", ""]


def test_in_a_table_of_labels_the_cells_beside_signed_and_date_are_emptied(desk: Desk) -> None:
    rows = table(
        ("Signed", "A. Reed (Chair of Governors)"), ("Print name", "Ann Reed"), ("Approval date", "12/05/2024"),
        ("Signed", "B. Cole"), ("Date", "13/05/2024"),
    )  # fmt: skip
    desk.draft(body=TITLE + p("Approved by the governors:") + rows)
    told = [text for text in desk.now() if text != "<row>"]
    assert told[-10:] == [
        "Signed", " (Chair of Governors)", "Print name", "Ann Reed", "Approval date", "",
        "Signed", "", "Date", "",
    ]  # fmt: skip


def test_a_blank_date_in_a_sign_off_block_is_never_filled(desk: Desk) -> None:
    rows = table(
        ("Signed:", "____ (Policy Owner)"),
        ("Review Date:", ""),
        ("Signed:", "____ (Chair)"),
        ("Approval Date:", "-"),
    )
    result = desk.draft(body=TITLE + rows)
    assert desk.now()[-11:] == [
        "Signed:", "____ (Policy Owner)", "<row>", "Review Date:", "", "<row>",
        "Signed:", "____ (Chair)", "<row>", "Approval Date:", "-",
    ]  # fmt: skip
    assert fields(result) == {"status"}


@pytest.mark.parametrize(
    ("line", "emptied"),
    [
        ("/s/ Ann Reed, Chair of Governors, 12 May 2024", ", Chair of Governors, "),
        ("Approved electronically by Ann Reed on 12 May 2024", ""),
        ("Headteacher signature: Ben Cole", "Headteacher signature: "),
    ],
)
def test_other_ways_of_signing_are_undone_too(desk: Desk, line: str, emptied: str) -> None:
    desk.draft(body=TITLE + p(line))
    assert desk.now()[-1] == emptied


def test_a_picture_in_the_empty_line_above_goes_only_if_it_has_the_shape_of_a_signature(desk: Desk) -> None:
    wide = picture(wide=1_800_000, high=400_000, about="scan")
    tall = picture(wide=400_000, high=900_000, about="photo")
    result = desk.draft(body=TITLE + p(wide) + p("Signed: ________") + p(tall))
    assert not [sentence for sentence in result.left if "sign-off" in sentence]
    assert [change.old for change in result.changes if change.field == "sign_offs"] == [
        "a picture of a signature"
    ]


def test_a_signed_copy_kept_elsewhere_is_pointed_out(desk: Desk) -> None:
    result = desk.draft(
        body=TITLE + p("Signed: (original signed copy held in the school office) Chair of Governors")
    )
    assert any("sign-off block" in sentence and "held elsewhere" in sentence for sentence in result.left)


def test_a_plain_draft_loses_the_signature_altogether(desk: Desk) -> None:
    ink = picture(wide=1_800_000, high=400_000, about="scan")
    desk.draft(replace(CHANGES, tracked=False), body=TITLE + p("Signed: A. Reed", ink, run(" ")))
    body = read_parts(desk.target)["word/document.xml"]
    assert b"Reed" not in body
    assert b"scan" not in body
