"""Covers, tables and sentences as health services, colleges, councils and trusts have them: one case for each rule."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40


def read(
    folder: Path, *cover: str, title: str = "Behaviour Policy", tail: tuple[str, ...] = ()
) -> DocumentFacts:
    facts = read_file(write_docx(folder, p(title, style="Title"), *cover, *TEXT, *tail))
    assert facts.ok, facts.problem
    return facts


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Admission Arrangements for September 2027", "Admission Arrangements for September 2027"),
        ("Pay Policy for 2025-26", "Pay Policy for 2025-26"),
        ("Pay Policy 2025", "Pay Policy"),
        ("Uniform Policy – next review June 2027", "Uniform Policy"),
    ],
)
def test_a_date_that_a_title_leads_to_is_part_of_it(tmp_path: Path, line: str, title: str) -> None:
    assert read(tmp_path, title=line).title == title


def test_a_body_named_after_what_it_does_is_no_label(tmp_path: Path) -> None:
    control = table(
        ("Author", "Lead Nurse", "Responsible committee", "Infection Prevention Group"),
        ("Ratified by", "Policy Ratification Group", "Date ratified", "08/04/2025"),
    )
    facts = read(tmp_path, control)
    assert facts.approver == "Policy Ratification Group"
    assert facts.approved is not None
    assert facts.approved.raw == "08/04/2025"


@pytest.mark.parametrize(
    ("label", "office", "approver"),
    [
        ("Author", "Trust IT Lead", None),
        ("Ratified by", "Policy Ratification Group", "Policy Ratification Group"),
    ],
)
def test_an_office_beside_a_label_heads_no_column(
    tmp_path: Path, label: str, office: str, approver: str | None
) -> None:
    facts = read(tmp_path, table((label, office), ("Consultation", "JCC 5 November 2026; headteachers")))
    assert (facts.owner, facts.approver) == (None, approver)


def test_labels_of_people_side_by_side_head_columns(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Author", "Policy Lead"), ("SENCO", "Headteacher")))
    assert facts.owner == "Headteacher"


def test_a_list_of_staff_names_no_owner(tmp_path: Path) -> None:
    staff = table(
        ("Role", "Name(s)"), ("Head of centre", "Mrs L Trevanion"), ("Senior leader(s)", "Mr G Aske")
    )
    assert read(tmp_path, staff).owner is None


def test_a_list_of_roles_may_name_the_policys_owner(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Role", "Name"), ("Policy owner", "Mrs L Trevanion")))
    assert facts.owner == "Mrs L Trevanion"


@pytest.mark.parametrize(
    "sentence",
    [
        "The subject leader reviews the scheme of work in July each year.",
        "The scheme of work is reviewed every year.",
        "This policy is monitored by the site manager, who reviews the asbestos management plan annually.",
    ],
)
def test_how_often_something_else_is_reviewed_is_no_cycle(tmp_path: Path, sentence: str) -> None:
    assert read(tmp_path, tail=(p(sentence),)).review_cycle is None


@pytest.mark.parametrize(
    "sentence",
    [
        "We review the impact of the policy annually.",
        "Those who lead behaviour in this policy review the positive behaviour policy annually.",
    ],
)
def test_a_review_of_the_policy_by_another_of_its_names_has_a_cycle(tmp_path: Path, sentence: str) -> None:
    facts = read(tmp_path, tail=(p(sentence),))
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 12


@pytest.mark.parametrize(
    "line",
    [
        "Risk assessments are kept by the bursar. The last review was in November 2025.",
        "Risk assessments are kept by the bursar. Last reviewed November 2025.",
        "The asbestos survey is in the office. Next review: June 2027.",
        "Fire drills take place each half term. The next review is in May 2027.",
        "The insurance is with a broker. To be reviewed in April 2027.",
        "The risk register is held by the trust. Updated in June 2025.",
        "This plan links to the SEN Information Report (updated September 2025).",
    ],
)
@pytest.mark.parametrize("place", ["cover", "middle", "tail"])
def test_a_review_behind_a_sentence_about_something_else_is_not_the_policys(
    tmp_path: Path, line: str, place: str
) -> None:
    cover = (p(line),) if place == "cover" else ()
    tail = () if place == "cover" else (p(line), *(TEXT if place == "middle" else ()))
    facts = read(tmp_path, *cover, tail=tail)
    assert (facts.latest_review, facts.next_review) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "This policy is kept by the bursar. Next review June 2027.",
        "Approved by governors. Next review June 2027.",
        "Headteacher: A Reed. Next review June 2027.",
        "This policy is for all. Staff are trained each year. Next review June 2027.",
        "All staff must know what to do. Next review: June 2027.",
    ],
)
def test_a_review_behind_other_sentences_is_the_policys(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, tail=(p(line),))
    assert facts.next_review is not None
    assert facts.next_review.start == date(2027, 6, 1)


def test_the_sheet_of_reviews_gives_no_title(tmp_path: Path) -> None:
    sheet = p("Policy review sheet", style="Heading1")
    facts = read(tmp_path, title="Equality Information and Objectives", tail=(sheet,))
    assert facts.title == "Equality Information and Objectives"


@pytest.mark.parametrize(
    "line",
    [
        "Keeping Children Safe in Education (updated 1 September 2025)",
        "Working together to safeguard children (updated December 2023)",
        "Teachers’ Standards (last updated December 2021)",
        "Equality Act 2010 (amended October 2024)",
        "Mental Health and Behaviour in Schools – updated November 2018",
        "Health and Safety at Work Act 1974 – amended 2015",
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_what_guidance_was_updated_is_no_review(tmp_path: Path, line: str, last: bool) -> None:
    tail = (p(line, style="ListBullet"), *(() if last else TEXT))
    assert read(tmp_path, tail=tail).latest_review is None


@pytest.mark.parametrize(
    "line",
    [
        "Behaviour Policy (reviewed May 2025)",
        "Version 3 (reviewed May 2025)",
        "Hillside School – reviewed May 2025",
        "ABC – reviewed May 2025",
        "Owner: A Reed   Reviewed May 2025",
    ],
)
def test_a_review_behind_words_of_document_control_is_the_policys(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, tail=(p(line),))
    assert facts.latest_review is not None
    assert facts.latest_review.start == date(2025, 5, 1)


@pytest.mark.parametrize(
    "line", ["Term dates were agreed on 14 May 2025.", "This model policy was last updated in April 2024."]
)
def test_days_of_something_else_are_none_of_the_policys(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, tail=(p(line),))
    assert (facts.approved, facts.latest_review) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "The headteacher's performance was reviewed in October 2025.",
        "The school's uniform supplier contract will be reviewed in July 2027.",
    ],
)
def test_a_sentence_about_something_else_in_a_footer_gives_no_date(tmp_path: Path, line: str) -> None:
    facts = read_file(write_docx(tmp_path, p("Behaviour Policy", style="Title"), *TEXT, footer=p(line)))
    assert (facts.latest_review, facts.next_review) == (None, None)


@pytest.mark.parametrize(
    "rows",
    [
        (("Check", "Last reviewed", "Next review"), ("Fire risk assessment", "May 2025", "May 2026")),
        (("Risk Assessment for:", "Swimming"), ("Approved by:", "J Khan"), ("Date approved:", "12 May 2025")),
        (("Activity", "Swimming"), ("Assessor", "J Khan"), ("Review date", "12 May 2026")),
        (
            ("Supplier", "Approved on", "Review date"),
            ("A catering firm", "3 May 2025", "3 May 2026"),
        ),
    ],
)
def test_a_form_in_the_text_has_reviews_of_its_own(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    facts = read(tmp_path, tail=(table(*rows),))
    assert (facts.latest_review, facts.approved, facts.next_review, facts.approver) == (
        None,
        None,
        None,
        None,
    )


def test_a_control_table_may_tell_of_an_impact_assessment(tmp_path: Path) -> None:
    rows = (
        ("Equality impact assessment", "2 June 2025"),
        ("Approved by", "Corporation"),
        ("Next review", "July 2028"),
    )
    facts = read(tmp_path, tail=(table(*rows),))
    assert facts.next_review is not None
    assert (facts.approver, facts.next_review.start) == ("Corporation", date(2028, 7, 1))


def test_lists_of_other_policies_with_words_in_their_cells_tell_nothing_of_this_one(tmp_path: Path) -> None:
    rows = (
        ("Safeguarding", "Approved on 3 May 2025"),
        ("Complaints", "Adopted in June 2025"),
    )
    facts = read(tmp_path, tail=(table(*rows), *TEXT))
    assert (facts.approved, facts.latest_review, facts.next_review) == (None, None, None)


def test_a_value_may_repeat_that_it_was_approved_by_somebody(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Approval", "Approved by the Governing Body on 3 May 2025")))
    assert facts.approved is not None
    assert (facts.approver, facts.approved.start) == ("Governing Body", date(2025, 5, 3))


@pytest.mark.parametrize("strange", ["Applies to", "Cost centre", "Date of draft", "Meeting date"])
@pytest.mark.parametrize("first", [True, False])
def test_a_label_nobody_knows_takes_nothing_from_the_pair_beside_it(
    tmp_path: Path, strange: str, first: bool
) -> None:
    pairs = [("Policy owner", "Deputy Head"), (strange, "4410")]
    row = [text for pair in (pairs[::-1] if first else pairs) for text in pair]
    facts = read(tmp_path, table(row, ["Next review", "May 2027", "Version", "2"]))

    assert (facts.owner, facts.version) == ("Deputy Head", "2")
