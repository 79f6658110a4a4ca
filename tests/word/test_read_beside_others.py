"""Whole policies with dates of other things in their text: letters, forms, lists and minutes that tell nothing of the policy."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, text_box, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = p(
    "All who work and learn here are kind to one another, and ask for help as soon as they need it, whoever and wherever they are."
)
MUCH_TEXT = (TEXT,) * 40


def read(
    folder: Path, *blocks: str, title: str = "Attendance Policy", footer: str = "", header: str = ""
) -> DocumentFacts:
    facts = read_file(write_docx(folder, p(title, style="Title"), *blocks, footer=footer, header=header))
    assert facts.ok, facts.problem
    return facts


def days(facts: DocumentFacts) -> tuple[date | None, ...]:
    return tuple(claim and claim.start for claim in (facts.latest_review, facts.approved, facts.next_review))


def heading(text: str) -> str:
    return p(text, style="Heading1")


@pytest.mark.parametrize(
    "lines",
    [
        ("Uniform Policy – next review June 2027", "Lettings Policy (reviewed May 2024)"),
        ("Online Safety Policy, approved by governors 3 March 2025",),
        ("8.2 The trips policy was approved. It will be reviewed in June 2028.",),
        ("The trips policy was approved by governors in March 2023 and will be reviewed in March 2028.",),
        ("Example letter", "Date: 12 May 2025", "Dear Parent,"),
        ("Healthcare plan", "Date of plan: 6 January 2025", "Plan review date: 6 January 2026"),
    ],
)
def test_what_a_text_tells_of_others_is_not_the_policy_s(tmp_path: Path, lines: tuple[str, ...]) -> None:
    others = [p(line) for line in lines]
    assert days(read(tmp_path, TEXT, TEXT, TEXT, TEXT, *others, TEXT)) == (None, None, None)


def test_a_letter_before_the_policy_has_a_date_of_its_own(tmp_path: Path) -> None:
    lines = (p("Date: 3 September 2025"), p("Dear Parents,"), TEXT, p("Approved: July 2025"), *MUCH_TEXT)
    assert days(read(tmp_path, *lines)) == (None, date(2025, 7, 1), None)


def test_where_the_cover_tells_all_an_example_in_the_text_adds_nothing(tmp_path: Path) -> None:
    cover = (p("Last reviewed: October 2024"), p("Next review: October 2025"))
    visit = (heading("Visit plan"), p("Approved by: EVC"), p("Date approved: 4 May 2025"))
    facts = read(tmp_path, *cover, TEXT, *visit, *MUCH_TEXT)
    assert days(facts) == (date(2024, 10, 1), None, date(2025, 10, 1))
    assert facts.approver is None


def test_an_example_in_an_appendix_has_its_own_owner_and_review(tmp_path: Path) -> None:
    form = table(
        ("Approved by", "Site manager", "Review date", "05/02/2027"), ("Version", "1", "Owner", "Caretaker")
    )
    facts = read(tmp_path, *MUCH_TEXT, heading("Appendix 2: example of a risk assessment"), form)
    assert (facts.owner, facts.approver, facts.version, facts.next_review) == (None, None, None, None)


def test_behind_a_form_to_sign_the_policy_s_own_block_may_stand(tmp_path: Path) -> None:
    form = (heading("Appendix 1: consent form"), p("Signed: ____________   Date: _________"))
    facts = read(tmp_path, *MUCH_TEXT, *form, table(("Policy owner", "Head"), ("Next review", "May 2027")))
    assert facts.owner == "Head"
    assert days(facts)[2] == date(2027, 5, 1)


def test_a_list_of_policies_is_about_them(tmp_path: Path) -> None:
    schedule = table(
        ("Policy", "Owner", "Approved by", "Next review"),
        ("Uniform", "Head", "LGB", "Jan 2026"),
        ("Pay", "HR", "Trustees", "Oct 2025"),
    )
    one = table(("Document", "Owner", "Next review"), ("Allergy protocol", "Nurse", "June 2027"))
    for listed in (schedule, one):
        facts = read(tmp_path, *(TEXT,) * 6, listed, *MUCH_TEXT)
        assert (facts.owner, facts.approver, facts.next_review) == (None, None, None)


def test_a_typed_list_of_contents_holds_page_numbers_and_no_version(tmp_path: Path) -> None:
    contents = (p("Contents"), p("Version control\t2"), p("Review date\t11"))
    facts = read(tmp_path, *contents, table(("Version", "2.3"), ("Owner", "HR Director")), *MUCH_TEXT)
    assert (facts.version, facts.owner) == ("2.3", "HR Director")


def test_an_empty_place_for_the_approver_is_not_filled_by_the_school_below(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Approved by:"), p("Wensum Academies Partnership"), *MUCH_TEXT)
    assert facts.approver is None


def test_an_adoption_that_nobody_has_filled_in_names_no_approver(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Adopted by the governing body of: __________ on: ________"), *MUCH_TEXT)
    assert facts.approver is None


def test_when_a_policy_takes_effect_is_no_part_of_who_approved_it(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Adopted: September 2023, effective September 2023."), *MUCH_TEXT)
    assert (facts.approver, days(facts)[1]) == (None, date(2023, 9, 1))


def test_the_place_and_name_of_a_copy_tell_no_version(tmp_path: Path) -> None:
    facts = read(tmp_path, *MUCH_TEXT, footer=p("\\\\srv\\policies\\Visits v3 FINAL 12.03.24.docx"))
    assert (facts.version, facts.latest_review) == (None, None)


def test_a_council_s_model_in_the_header_is_not_the_school_s_edition(tmp_path: Path) -> None:
    facts = read(tmp_path, *MUCH_TEXT, header=p("Eastmere Schools HR – Model Policy v3 – April 2024"))
    assert facts.latest_review is None


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p("Version November 2023 (Review date 2025)"), (date(2023, 11, 1), None, date(2025, 1, 1))),
        (table(("Approved", "v2 12/05/2019 v3 10/05/2022 v4 14/05/2025")), (None, date(2025, 5, 14), None)),
        (table(("Policy valid to date", "30 June 2027")), (None, None, date(2027, 6, 30))),
        (table(("Date this statement was published", "May 2024")), (date(2024, 5, 1), None, None)),
        (
            table(("Reviewed", "Jan 2023, Jan 2025", "Next", "Jan 2027")),
            (date(2025, 1, 1), None, date(2027, 1, 1)),
        ),
    ],
)
def test_further_wordings(tmp_path: Path, block: str, expected: tuple[date | None, ...]) -> None:
    assert days(read(tmp_path, block, *MUCH_TEXT)) == expected


def test_a_corporation_that_approved_the_policy_is_told_in_a_sentence(tmp_path: Path) -> None:
    facts = read(tmp_path, *MUCH_TEXT, p("The Corporation approved this policy on 9 July 2025."))
    assert days(facts) == (None, date(2025, 7, 9), None)


def test_a_review_to_come_is_read_in_a_text_box(tmp_path: Path) -> None:
    box = f"<w:p>{text_box('Agreed by Governors: 10th March 2024', 'Review: March 2026')}</w:p>"
    assert days(read(tmp_path, box, *MUCH_TEXT)) == (None, date(2024, 3, 10), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("Saxford Sports and Recreational Club", "Saxford Sports and Recreational Club"),
        ("Ravensbourne Sixth Form College", "Ravensbourne Sixth Form College"),
        ("Little Acorns Childcare CIC", "Little Acorns Childcare CIC"),
        ("Neil Rowley, Trust Secretary", None),
        ("Any trust staff", None),
        ("Produced by Leaside Council Education Service", None),
        ("Charity number: SC012345", None),
    ],
)
def test_whose_document_it_is(tmp_path: Path, line: str, organisation: str | None) -> None:
    assert read(tmp_path, p(line), *MUCH_TEXT).organisation == organisation


def large(text: str, half_points: int = 44) -> str:
    return f'<w:p><w:r><w:rPr><w:sz w:val="{half_points}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def titled(folder: Path, *blocks: str) -> str | None:
    return read_file(write_docx(folder, *blocks, *MUCH_TEXT)).title


def test_two_large_lines_are_one_title_where_the_text_says_them_in_one(tmp_path: Path) -> None:
    said = p("Every child with special educational needs is heard.")
    title = titled(tmp_path, large("Special Educational"), large("Needs (SEN) Policy"), said)
    assert title == "Special Educational Needs (SEN) Policy"


def test_a_large_line_below_a_school_s_name_is_a_title_without_a_word_for_documents(tmp_path: Path) -> None:
    assert (
        titled(tmp_path, large("Ferry Lane Academy", 32), large("Volunteers in School", 48))
        == "Volunteers in School"
    )


def test_a_line_that_tells_of_a_day_is_no_title(tmp_path: Path) -> None:
    assert titled(tmp_path, large("Attendance Rewards"), p("Policy agreed 09.25")) == "Attendance Rewards"


def test_the_years_of_a_strategy_are_cut_off_its_title_together(tmp_path: Path) -> None:
    assert titled(tmp_path, large("Mental Health Strategy 2024–2029")) == "Mental Health Strategy"


def test_a_revision_may_be_a_letter_beside_its_short_label(tmp_path: Path) -> None:
    assert read(tmp_path, table(("Rev.", "C"), ("Next revision", "May 2027")), *MUCH_TEXT).version == "C"
