"""Sign-offs as other people set them: stamps, printed names below the line, columns of persons; and records that staff sign."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, picture, table, write_docx

from policyclerk.domain.document import DocumentFacts, SignOff
from policyclerk.word.reader import read_file

CHAIR, HEAD = "Chair of Governors", "Headteacher"
LINE = "______________________"


def read(folder: Path, *body: str) -> DocumentFacts:
    facts = read_file(write_docx(folder, p("Behaviour Policy", style="Title"), *body))
    assert facts.ok
    return facts


def told(one: SignOff) -> tuple[str | None, str | None, date | None, str]:
    return one.role, one.name, one.date.start if one.date else None, one.signed


def signers(folder: Path, *body: str) -> list[tuple[str | None, str | None, date | None, str]]:
    return [told(one) for one in read(folder, *body).sign_offs]


# ---- stamps of electronic signatures


def test_a_stamp_of_three_lines_fills_the_place_above_it(tmp_path: Path) -> None:
    stamp = ["DocuSigned by:", "Tom Lyle", "8F2A11C94B3E4D1...", "12-Mar-2025 | 09:14 GMT"]
    lines = [p(line) for line in (f"Signed ({CHAIR}):", *stamp)]
    assert signers(tmp_path, *lines) == [(CHAIR, "Tom Lyle", date(2025, 3, 12), "yes")]


def test_a_stamp_may_stand_by_itself_with_the_office_above_or_below(tmp_path: Path) -> None:
    below = [p(line) for line in ("DocuSigned by:", "Tom Lyle", "8F2A11C94B3E4D1", CHAIR)]
    assert signers(tmp_path, *below) == [(CHAIR, "Tom Lyle", None, "yes")]
    day = "Date: 2025.03.12 09:14:22 +00'00'"
    above = [p(line) for line in (f"{CHAIR}:", "Digitally signed by Tom Lyle", day)]
    assert signers(tmp_path, *above) == [(CHAIR, "Tom Lyle", date(2025, 3, 12), "yes")]


def test_a_stamp_whose_signature_was_a_picture_is_unclear(tmp_path: Path) -> None:
    assert signers(tmp_path, p("DocuSigned by:"), p("8F2A11C94B3E4D1...")) == [(None, None, None, "unclear")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Electronically signed by all staff each year.",
        "Files that are digitally signed by the head of IT are kept for a year.",
    ],
)
def test_a_sentence_about_electronic_signatures_is_no_stamp(tmp_path: Path, sentence: str) -> None:
    assert signers(tmp_path, p(sentence)) == []


# ---- what stands in the place of a signature


def test_a_word_that_says_signed_names_nobody(tmp_path: Path) -> None:
    body = [p("Signed: Yes"), p(CHAIR), p("Date: 12/03/2025")]
    assert signers(tmp_path, *body) == [(CHAIR, None, date(2025, 3, 12), "yes")]


def test_a_name_behind_the_sign_for_signed_is_a_signature(tmp_path: Path) -> None:
    body = [p("Signed: /s/ Tom Lyle"), p(CHAIR)]
    assert signers(tmp_path, *body) == [(CHAIR, "Tom Lyle", None, "yes")]


@pytest.mark.parametrize("words", ["to be signed at the meeting on 12 March 2026", "awaiting signature"])
def test_what_says_that_there_will_be_a_signature_is_none_and_has_no_date(tmp_path: Path, words: str) -> None:
    assert signers(tmp_path, p(f"Signed: {words}"), p(CHAIR)) == [(CHAIR, None, None, "no")]


def test_dated_beside_a_signature_is_the_signers(tmp_path: Path) -> None:
    body = [p("Signed: Tom Lyle"), p("Chair of the Governing Body"), p("Dated: 12 March 2025")]
    assert signers(tmp_path, *body) == [("Chair of the Governing Body", "Tom Lyle", date(2025, 3, 12), "yes")]


# ---- names and offices below the line


@pytest.mark.parametrize(
    "signer", [f"Mr Tom Lyle, {CHAIR}", f"Mr Tom Lyle ({CHAIR})", f"Mr Tom Lyle – {CHAIR}"]
)
def test_a_name_with_its_office_below_a_drawn_line_is_printed(tmp_path: Path, signer: str) -> None:
    day = date(2025, 3, 12)
    apart = [p("Signed:"), p(LINE), p(signer), p("Date: 12 March 2025")]
    assert signers(tmp_path, *apart) == [(CHAIR, "Mr Tom Lyle", day, "no")]
    in_line = [p(f"Signed: {LINE}"), p(signer), p("Date: 12 March 2025")]
    assert signers(tmp_path, *in_line) == [(CHAIR, "Mr Tom Lyle", day, "no")]


def test_a_name_with_its_office_below_an_empty_label_may_be_a_signature(tmp_path: Path) -> None:
    body = [p("Signed:"), p(f"Tom Lyle, {CHAIR}")]
    assert signers(tmp_path, *body) == [(CHAIR, "Tom Lyle", None, "unclear")]


def test_a_heading_about_approval_is_no_office(tmp_path: Path) -> None:
    body = [p("Policy approval", style="Heading1"), p(f"Signed: {LINE} ({CHAIR})  Date: 12 March 2025")]
    assert signers(tmp_path, *body) == [(CHAIR, None, date(2025, 3, 12), "no")]


# ---- tables


def test_a_picture_in_the_cell_below_the_label_is_a_signature(tmp_path: Path) -> None:
    rows = [
        (f"Signed by {CHAIR}", f"Signed by {HEAD}"),
        (p("", inner=picture()), ""),
        ("Date: 12/03/2025", "Date:"),
    ]
    assert signers(tmp_path, table(*rows)) == [
        (CHAIR, None, date(2025, 3, 12), "yes"),
        (HEAD, None, None, "no"),
    ]


def test_offices_over_columns_of_persons_are_theirs(tmp_path: Path) -> None:
    rows = [
        ("", HEAD, CHAIR),
        ("Name", "Ann Webb", "Tom Lyle"),
        ("Signature", "", p("", inner=picture())),
        ("Date", "12/03/2025", "13/03/2025"),
    ]
    assert signers(tmp_path, table(*rows)) == [
        (HEAD, "Ann Webb", date(2025, 3, 12), "no"),
        (CHAIR, "Tom Lyle", date(2025, 3, 13), "yes"),
    ]


def test_offices_in_a_first_column_without_heading_are_read(tmp_path: Path) -> None:
    rows = [
        ("", "Name", "Signature", "Date"),
        (HEAD, "Ann Webb", "A Webb", "12/03/2025"),
        (CHAIR, "Tom Lyle", "", ""),
    ]
    assert signers(tmp_path, table(*rows)) == [
        (HEAD, "Ann Webb", date(2025, 3, 12), "yes"),
        (CHAIR, "Tom Lyle", None, "no"),
    ]


# ---- what staff sign


@pytest.mark.parametrize(
    "heading",
    [
        "Appendix 2: Risk assessment",
        "Record of medicine given",
        "Annex B – Visit log",
        "Staff signature sheet",
    ],
)
def test_blank_records_that_staff_sign_are_no_missing_signatures(tmp_path: Path, heading: str) -> None:
    rows = [("Date", "Time", "Dose", "Signature", "Print name"), ("", "", "", "", "")]
    line = p(f"Assessor: {LINE} Signed: {LINE} Date: {LINE}")
    facts = read(tmp_path, p(heading, style="Heading1"), table(*rows), line)
    assert facts.sign_offs == ()


def test_the_chair_may_sign_the_policy_behind_a_record(tmp_path: Path) -> None:
    record = [p("Appendix 2: Risk assessment", style="Heading1"), table(("Hazard", "Level"), ("Trip", "Low"))]
    assert signers(tmp_path, *record, p(f"Signed: {LINE} ({CHAIR})")) == [(CHAIR, None, None, "no")]


@pytest.mark.parametrize("heading", ["Record keeping", "Record of review", "Risk assessments"])
def test_headings_of_the_text_are_no_records_to_sign(tmp_path: Path, heading: str) -> None:
    body = [p(heading, style="Heading1"), p(f"Signed: {LINE} {HEAD}")]
    assert signers(tmp_path, *body) == [(HEAD, None, None, "no")]


def test_a_sheet_that_staff_sign_to_confirm_is_a_declaration(tmp_path: Path) -> None:
    rows = [("Name", "Signature", "Date"), ("Ann Webb", "", ""), ("Tom Lyle", "", "")]
    facts = read(tmp_path, p("Please sign below to confirm that you have read this policy."), table(*rows))
    assert (facts.sign_offs, len(facts.declarations)) == ((), 1)


def test_a_place_for_an_assessor_or_a_teacher_is_no_sign_off(tmp_path: Path) -> None:
    body = [p(f"Signed (class teacher): {LINE}"), p(f"Assessor: {LINE} Signed: {LINE}")]
    assert signers(tmp_path, *body) == []


# ---- approvals in a line


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Approved at FGB 12.3.25 min 7b", "FGB"),
        ("Approved at FGB meeting of 12.03.25, minute no. 7(b)", "FGB"),
        ("Agreed at Resources Committee 12.3.25 minute 7", "Resources Committee"),
        ("Approved by FGB 12/3/25 (min 7b)", "FGB"),
        ("Approved: 12.3.25 FGB Min 7b", "FGB"),
        ("Approved FGB 12.3.25", None),
    ],
)
def test_an_approval_at_a_meeting_is_read_with_its_minute_beside_it(
    tmp_path: Path, line: str, body: str | None
) -> None:
    facts = read(tmp_path, p(line))
    assert facts.approved is not None
    assert (facts.approved.start, facts.approver) == (date(2025, 3, 12), body)


def test_an_approval_still_to_come_at_a_meeting_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, p("To be approved at FGB 12.3.25")).approved is None


# ---- sentences, boxes and labels in two languages


def test_a_sentence_of_who_signed_and_when_is_a_sign_off(tmp_path: Path) -> None:
    body = [p(f"Signed by Mrs P Holt, {CHAIR}, on 14 May 2025")]
    assert signers(tmp_path, *body) == [(CHAIR, "Mrs P Holt", date(2025, 5, 14), "yes")]


@pytest.mark.parametrize(
    "line",
    [
        "Signed by all parents at the start of the year on 1 September 2025",
        "Signed by Mrs P Holt on 14 May 2025",
    ],
)
def test_a_sentence_without_person_or_office_is_none(tmp_path: Path, line: str) -> None:
    assert signers(tmp_path, p(line)) == []


def test_an_approval_through_a_platform_is_electronic(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Approved electronically via GovernorHub on 14 May 2025"))
    assert [told(one) for one in facts.sign_offs] == [(None, None, date(2025, 5, 14), "yes")]
    assert facts.approved is not None
    assert facts.approved.start == date(2025, 5, 14)


def test_a_signature_on_file_is_held_elsewhere(tmp_path: Path) -> None:
    assert [one[3] for one in signers(tmp_path, p(f"{CHAIR}: signature on file"))] == ["unclear"]


@pytest.mark.parametrize(("box", "signed"), [("☒", "yes"), ("☑", "yes"), ("☐", "no")])
def test_typed_tick_boxes_count_as_they_are_ticked(tmp_path: Path, box: str, signed: str) -> None:
    assert signers(tmp_path, p(f"{box} Approved by the {CHAIR}")) == [(CHAIR, None, None, signed)]
    dated = signers(tmp_path, p(f"{box} Signed off by the Board of Trustees 14/05/2025"))
    assert dated == [("Board of Trustees", None, date(2025, 5, 14), signed)]


@pytest.mark.parametrize("line", ["☐ Approved by parents", "☒ Checked by the Headteacher", "☐ Yes ☐ No"])
def test_other_tick_boxes_are_none(tmp_path: Path, line: str) -> None:
    assert signers(tmp_path, p(line)) == []


@pytest.mark.parametrize(
    "labels", [("Signed / Llofnod", "Date / Dyddiad"), ("Llofnod / Signed", "Dyddiad / Date")]
)
def test_labels_of_signatures_may_be_welsh_too(tmp_path: Path, labels: tuple[str, str]) -> None:
    sign, day = labels
    blank = [p(f"{sign}: {LINE}"), p(CHAIR), p(f"{day}: {LINE}")]
    assert signers(tmp_path, *blank) == [(CHAIR, None, None, "no")]
    filled = [p(f"{sign}: Tom Lyle"), p(CHAIR), p(f"{day}: 12/03/2025")]
    assert signers(tmp_path, *filled) == [(CHAIR, "Tom Lyle", date(2025, 3, 12), "yes")]


def test_names_with_offices_below_signed_off_by_have_signed(tmp_path: Path) -> None:
    rows = [("Signed off by", "Date"), (f"P Holt ({CHAIR})", "14/05/2025")]
    assert signers(tmp_path, table(*rows)) == [(CHAIR, "P Holt", date(2025, 5, 14), "yes")]


def test_a_line_for_the_name_of_a_governor_is_no_office(tmp_path: Path) -> None:
    body = [
        p("I have read and agree to abide by this code."),
        p(f"Signed: {LINE}"),
        p(f"Name of governor: {LINE}"),
    ]
    facts = read(tmp_path, *body)
    assert (facts.sign_offs, len(facts.declarations)) == ((), 1)


def test_what_is_signed_below_a_letter_is_no_policy(tmp_path: Path) -> None:
    letter = [p("Dear Parent"), p("We write about attendance."), p("Yours sincerely"), p(f"Signed: {LINE}")]
    assert signers(tmp_path, *letter, p(HEAD)) == []


# ---- side by side


@pytest.mark.parametrize("gap", ["\t\t", "          "])
def test_lines_below_two_places_to_sign_tell_of_each(tmp_path: Path, gap: str) -> None:
    lines = [(f"Signed: {LINE}", f"Signed: {LINE}"), ("Ann Webb", "Tom Lyle"), (HEAD, CHAIR)]
    body = [p(gap.join(line)) for line in (*lines, ("Date: 12/03/2025", f"Date: {LINE}"))]
    assert signers(tmp_path, *body) == [
        (HEAD, "Ann Webb", date(2025, 3, 12), "no"),
        (CHAIR, "Tom Lyle", None, "no"),
    ]


def test_names_below_two_empty_labels_may_be_signatures(tmp_path: Path) -> None:
    body = [p("Signed:\t\tSigned:"), p(f"Ann Webb ({HEAD})\tTom Lyle ({CHAIR})")]
    assert signers(tmp_path, *body) == [
        (HEAD, "Ann Webb", None, "unclear"),
        (CHAIR, "Tom Lyle", None, "unclear"),
    ]


def test_a_line_with_other_words_below_two_places_to_sign_tells_of_neither(tmp_path: Path) -> None:
    body = [p(f"Signed: {LINE}\t\tSigned: {LINE}"), p("This policy is on the website.\tAsk the office.")]
    assert signers(tmp_path, *body) == [(None, None, None, "no")] * 2


# ---- names before the label, or below a line alone


@pytest.mark.parametrize(
    ("before", "role", "name"),
    [
        ("Reviewed by: Ann Webb (Headteacher)", HEAD, "Ann Webb"),
        ("Link governor: Jo Pike", "Link governor", "Jo Pike"),
        ("Headteacher:", HEAD, None),
        ("Term: Autumn Two", None, None),
    ],
)
def test_who_signs_may_stand_before_the_label(
    tmp_path: Path, before: str, role: str, name: str | None
) -> None:
    assert signers(tmp_path, p(f"{before}   Signed: {LINE}")) == [(role, name, None, "no")]


def test_a_name_with_its_office_below_a_line_alone_is_a_place_to_sign(tmp_path: Path) -> None:
    body = [p("This policy is signed on behalf of the board by"), p(LINE), p(f"Tom Lyle, {CHAIR}")]
    assert signers(tmp_path, *body) == [(CHAIR, "Tom Lyle", None, "no")]


def test_a_blank_log_with_a_column_to_sign_is_no_sign_off(tmp_path: Path) -> None:
    log = [("Date", "Staff member", "Course", "Signed"), ("", "", "", ""), ("", "", "", "")]
    assert signers(tmp_path, p("Staff training"), table(*log)) == []


def test_signatures_in_the_plural_are_a_label_too(tmp_path: Path) -> None:
    assert signers(tmp_path, p(f"Signature(s): {LINE} ({CHAIR})")) == [(CHAIR, None, None, "no")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Check", "Done by", "Date", "Signed"), ("References", "", "", ""), ("DBS", "", "", "")],
        [
            ("Date", "Time taken", "Comments", "Signed"),
            ("03/09/2025", "3 min", "none", "AW"),
            ("", "", "", ""),
        ],
    ],
)
def test_a_table_of_what_happens_is_no_sign_off(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    assert signers(tmp_path, p("Fire drills"), table(*rows)) == []


def test_two_signers_in_the_columns_of_labels_and_values_are_no_log(tmp_path: Path) -> None:
    rows = [
        ("Signed", "R. Shah", "Signed", "A. Webb"),
        ("Position", CHAIR, "Position", HEAD),
        ("Date", "16/10/2025", "Date", "16/10/2025"),
    ]
    day = date(2025, 10, 16)
    assert signers(tmp_path, table(*rows)) == [(CHAIR, "R. Shah", day, "yes"), (HEAD, "A. Webb", day, "yes")]


def test_signed_copies_of_other_things_are_no_sign_off(tmp_path: Path) -> None:
    assert signers(tmp_path, p("Signed copies of risk assessments are kept by the visit leader.")) == []
    assert len(signers(tmp_path, p("Signed copies of this policy are kept by the clerk."))) == 1


def test_what_parents_sign_to_have_received_is_a_declaration(tmp_path: Path) -> None:
    body = [p("I have received the policy."), p(f"Parent name: {LINE}"), p(f"Signed: {LINE}")]
    facts = read(tmp_path, *body)
    assert (facts.sign_offs, len(facts.declarations)) == ((), 1)


def test_a_name_with_its_office_above_the_line_is_who_signs(tmp_path: Path) -> None:
    body = [p(f"Councillor Jo Pike, {CHAIR}"), p(f"Signed {LINE} Date {LINE}")]
    assert signers(tmp_path, *body) == [(CHAIR, "Councillor Jo Pike", None, "no")]


@pytest.mark.parametrize("name", ["Larkrise Learning Trust", "Marsh Green Primary School"])
def test_an_organisation_above_the_line_signs_nothing(tmp_path: Path, name: str) -> None:
    found = signers(
        tmp_path, p("We all keep to this."), p(name), p(f"Signed {LINE} Date {LINE}"), p(f"({HEAD})")
    )
    assert [(role, who) for role, who, _, _ in found] == [(HEAD, None)]
