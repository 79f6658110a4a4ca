"""Covers and endings as federations, independent and Welsh schools, nurseries and charities lay them out: one case for each rule."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import control, p, r, table, write_docx

from policyclerk.domain.document import DateClaim, DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [
    p(
        "All who work and learn here are kind to one another, and whoever needs help is to ask for it as soon as they can."
    )
] * 40
CONTENTS = (p("Contents"), p("First Aid Policy\t12"))


def read(
    folder: Path,
    *cover: str,
    title: str = "Visits Policy",
    tail: tuple[str, ...] = (),
    header: str = "",
    footer: str = "",
) -> DocumentFacts:
    body = (p(title, style="Title"), *cover, *TEXT, *tail)
    facts = read_file(write_docx(folder, *body, header=header, footer=footer))
    assert facts.ok, facts.problem
    return facts


def first_day(claim: DateClaim | None) -> date | None:
    return claim.start if claim is not None else None


# ---- dates


def test_the_terms_of_independent_schools(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Reviewed: Michaelmas Term 2024"),
        p("Next review: Trinity Term 2026"),
        p("Approved by: Education Committee, Lent Term 2025"),
    )
    assert first_day(facts.latest_review) == date(2024, 9, 1)
    assert first_day(facts.next_review) == date(2026, 5, 1)
    assert first_day(facts.approved) == date(2025, 1, 1)
    assert facts.approver == "Education Committee"


def test_a_school_called_after_the_trinity_is_no_term(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Holy Trinity 2024"))
    assert facts.latest_review is None or facts.latest_review.precision != "term"


@pytest.mark.parametrize("written", ["09.26", "09/26"])
def test_a_month_and_two_digits_that_can_be_no_month(tmp_path: Path, written: str) -> None:
    facts = read(tmp_path, p(f"Next review due: {written}"))
    assert facts.next_review is not None
    assert (facts.next_review.raw, facts.next_review.start) == (written, date(2026, 9, 1))
    assert facts.next_review.end == date(2026, 9, 30)


@pytest.mark.parametrize("line", ["Next review due: 09/10", "Next review due: 9.30", "Version: 10.26"])
def test_two_numbers_that_may_mean_something_else_are_no_month(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, p(line))
    assert first_day(facts.next_review) is None
    assert first_day(facts.latest_review) is None


def test_a_date_between_bars_beside_a_version_and_a_review(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("V3 | Sept 2024 | Review Sept 2026"))
    assert facts.version == "3"
    assert first_day(facts.latest_review) == date(2024, 9, 1)
    assert first_day(facts.next_review) == date(2026, 9, 1)


def test_a_date_between_bars_that_a_label_asks_for_is_its_value(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Version 3 | Next review: | Sept 2026"))
    assert first_day(facts.next_review) == date(2026, 9, 1)
    assert facts.latest_review is None


@pytest.mark.parametrize("who", ["RTW:", "J Frost,", "Mrs A Reed (Bursar):"])
def test_who_reviewed_and_apart_from_it_when(tmp_path: Path, who: str) -> None:
    facts = read(tmp_path, tail=(p(f"Last reviewed by {who} August 2025. Next review due: August 2026."),))
    assert first_day(facts.latest_review) == date(2025, 8, 1)


@pytest.mark.parametrize("line", ["Last reviewed by Ofsted: June 2025.", "Endorsed by Unison: June 2025."])
def test_who_else_looked_at_it_and_when_is_no_review(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, tail=(p(line),))
    assert (facts.latest_review, facts.approved) == (None, None)


def test_who_reviews_what_in_a_sentence_is_no_review_of_the_policy(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("Reviewed by staff who had been trained in August 2025."),))
    assert facts.latest_review is None


def test_between_bars_a_day_of_inspection_is_no_review(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Ofsted Good | June 2023 | Review Sept 2026"))
    assert first_day(facts.latest_review) != date(2023, 6, 1)


def test_last_and_next_before_dates_alone(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Review: Annual | Last: Sept 2025 | Next: Sept 2026 | Type: Statutory"))
    assert first_day(facts.latest_review) == date(2025, 9, 1)
    assert first_day(facts.next_review) == date(2026, 9, 1)
    assert facts.review_cycle is not None


def test_last_and_next_before_anything_else_are_no_labels(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Last: Reed   First: Ann"), p("Next: see page 4 of 2027 edition"))
    assert (facts.latest_review, facts.next_review) == (None, None)


def test_a_version_with_its_month_in_brackets(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Version 5 (November 2024). To be reviewed November 2026."))
    assert facts.version == "5"
    assert first_day(facts.latest_review) == date(2024, 11, 1)
    assert first_day(facts.next_review) == date(2026, 11, 1)


def test_a_review_without_changes(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Reviewed with no changes: 19.3.2024 and 18.3.2025"))
    assert first_day(facts.latest_review) == date(2025, 3, 18)


def test_the_next_version(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Current version date", "30 May 2025"), ("Next version due", "May 2026")))
    assert first_day(facts.latest_review) == date(2025, 5, 30)
    assert first_day(facts.next_review) == date(2026, 5, 1)


def test_a_year_in_a_sentence_about_something_else(tmp_path: Path) -> None:
    facts = read(tmp_path, p("The lettings scheme was last updated in 2022."))
    assert facts.latest_review is None


def test_a_year_of_revision_behind_the_title_s_own(tmp_path: Path) -> None:
    facts = read(tmp_path, p("July 2012, updated 2015"))
    assert first_day(facts.latest_review) == date(2015, 1, 1)


def test_what_a_board_of_governors_ratified(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Ratified by BOG", "14 March 2024"), ("Review", "March 2027")))
    assert first_day(facts.approved) == date(2024, 3, 14)
    assert first_day(facts.next_review) == date(2027, 3, 1)


def test_the_edition_of_a_month(tmp_path: Path) -> None:
    facts = read(tmp_path, p("September 2025 edition"), title="Staff Handbook")
    assert first_day(facts.latest_review) == date(2025, 9, 1)


# ---- tables


def test_a_cell_that_heads_a_group_of_labels(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Ownership", "Responsible", "Executive Headteacher"),
            ("", "Committee", "Teaching and Learning"),
            ("Review", "Last reviewed", "March 2025"),
            ("", "Next review", "March 2028"),
            ("", "Cycle", "Every three years"),
        ),
    )
    assert (facts.owner, facts.approver) == ("Executive Headteacher", "Teaching and Learning")
    assert first_day(facts.latest_review) == date(2025, 3, 1)
    assert first_day(facts.next_review) == date(2028, 3, 1)
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 36


def test_labels_in_welsh_and_english(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Dyddiad mabwysiadu / Date adopted", "21/11/2024"),
            ("Dyddiad adolygu / Review date", "21/11/2026"),
            ("Cyfrifoldeb / Person responsible", "Deputy Headteacher"),
        ),
    )
    assert first_day(facts.approved) == date(2024, 11, 21)
    assert first_day(facts.next_review) == date(2026, 11, 21)
    assert facts.owner == "Deputy Headteacher"


def test_half_a_label_about_something_else_is_none(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Boiler service / Review date", "21/11/2026"), ("Engineer", "A Khan")))
    assert first_day(facts.next_review) is None
    assert first_day(facts.latest_review) is None


def test_the_council_s_own_table_in_a_model_that_a_school_adopted(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Name of school", "Ashdene Infant School"), ("Adopted by the governing body on", "14 May 2024")
        ),
        p("Document information", style="Heading1"),
        table(
            ("Document owner", "Schools HR, Northmere County Council"),
            ("Version", "6.1"),
            ("Date published", "April 2024"),
        ),
    )
    assert (facts.owner, facts.version, facts.latest_review) == (None, None, None)
    assert first_day(facts.approved) == date(2024, 5, 14)


def test_a_council_s_own_policy_keeps_its_table(tmp_path: Path) -> None:
    facts = read(
        tmp_path, table(("Document owner", "Schools HR, Northmere County Council"), ("Version", "6.1"))
    )
    assert (facts.owner, facts.version) == ("Schools HR, Northmere County Council", "6.1")


def test_the_pupils_council_of_a_school_makes_no_table_somebody_else_s(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(("Name of school", "Ashdene Infant School"), ("Version", "2")),
        table(("Policy owner", "School Council Lead"), ("Next review", "May 2026")),
    )
    assert facts.owner == "School Council Lead"
    assert first_day(facts.next_review) == date(2026, 5, 1)


def test_a_policy_s_creation_and_its_adoption_side_by_side(tmp_path: Path) -> None:
    row = ("Date of Policy Creation", "April 2021", "Adoption of Policy by Governing Body", "June 2021")
    facts = read(tmp_path, table(row))
    assert first_day(facts.approved) == date(2021, 6, 1)


def test_a_content_control_left_empty_takes_nothing_from_the_line_below(tmp_path: Path) -> None:
    empty = p("Policy owner: ", inner=control(r("Choose an item."), prompting=True))
    facts = read(tmp_path, empty, p("Aims and scope"))
    assert facts.owner is None


def test_a_heading_is_no_value_of_the_label_above_it(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Policy owner:"), p("Aims and scope", style="Heading1"))
    assert facts.owner is None


@pytest.mark.parametrize(
    "line",
    [
        "Fire risk assessment carried out: 22/08/2024; next due 22/08/2027",
        "PAT testing 22/08/2024, next due 22/08/2027",
        "Buildings insurance: May 2024, renewal date: May 2027",
    ],
)
def test_what_is_next_due_is_what_the_line_has_told_of(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, p("Policy date: 10/09/2024"), p("Policy review date: 10/09/2025"), p(line))
    assert first_day(facts.latest_review) == date(2024, 9, 10)
    assert first_day(facts.next_review) == date(2025, 9, 10)


def test_behind_a_bar_something_else_begins(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Equality impact assessment: May 2024 | Next review: May 2027"))
    assert first_day(facts.next_review) == date(2027, 5, 1)


def test_a_policy_about_tests_has_reviews_of_its_own(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Version 2: May 2024; next review: May 2026"), title="Drug Testing Policy")
    assert first_day(facts.next_review) == date(2026, 5, 1)


def test_boxes_of_which_one_is_ticked(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Agreed by", "☒ Full governors ☐ Committee"),
            ("Review cycle", "☐ Annual ☒ Every 4 years"),
            ("Policy owner", "☐ Head ☐ Deputy"),
        ),
    )
    assert (facts.approver, facts.owner) == ("Full governors", None)
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 48


def test_a_tick_behind_a_name_leaves_the_name(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Agreed by", "Headteacher ✓"), ("Version", "2")))
    assert facts.approver is not None
    assert facts.approver.startswith("Headteacher")


def test_links_to_other_policies_and_their_dates(tmp_path: Path) -> None:
    row = ("Links to other relevant policies", "Grievance, Equality (reviewed 2023)")
    facts = read(tmp_path, table(("Policy owner", "Bursar"), row, ("Next review", "May 2027")))
    assert facts.latest_review is None


def test_an_update_between_reviews_and_the_first_approval(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Date first approved:", "3 July 2019"),
            ("Date of last full review", "2023"),
            ("Interim update", "November 2024"),
        ),
    )
    assert first_day(facts.approved) == date(2019, 7, 3)
    assert first_day(facts.latest_review) == date(2024, 11, 1)


# ---- several policies in one file


def test_another_policy_further_down_tells_of_itself(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Approved: 2 October 2025"),
        p("Next review: October 2026"),
        *CONTENTS,
        tail=(
            p("Part B: First Aid Policy", style="Heading1"),
            p("Reviewed March 2026."),
            table(("Policy owner", "Matron"), ("Next review", "January 2028")),
        ),
    )
    assert first_day(facts.next_review) == date(2026, 10, 1)
    assert (facts.latest_review, facts.owner) == (None, None)


def test_a_heading_with_the_policy_s_own_name_stays_its_own(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Approved: 2 October 2025"),
        p("Next review: October 2026"),
        tail=(p("Review of the Visits Policy", style="Heading1"), p("Policy owner: Matron")),
    )
    assert facts.owner == "Matron"


# ---- sentences


def test_a_sentence_that_tells_of_all_that_was_done_to_the_policy(tmp_path: Path) -> None:
    sentence = (
        "This policy was drawn up in March 2019, was last reviewed by staff in June 2024, was approved by governors on "
        "9 July 2024 and will be reviewed again by July 2026, or sooner if legislation changes."
    )
    facts = read(tmp_path, tail=(p(sentence),))
    assert first_day(facts.latest_review) == date(2024, 6, 1)
    assert first_day(facts.approved) == date(2024, 7, 9)
    assert first_day(facts.next_review) == date(2026, 7, 1)
    assert facts.approver == "governors"


def test_a_review_every_two_years_most_recently_on_a_day(tmp_path: Path) -> None:
    sentence = (
        "The policy itself is reviewed by the governors' resources committee every two years, most recently on "
        "12 June 2025, and is next due for review in June 2027."
    )
    facts = read(tmp_path, tail=(p(sentence),))
    assert first_day(facts.latest_review) == date(2025, 6, 12)
    assert first_day(facts.next_review) == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("This policy has a two-year review cycle.", 24),
        ("The review cycle for this policy is three years.", 36),
        ("This policy will be reviewed as part of a three year cycle.", 36),
        ("This policy sets out a two-year cycle of topics.", None),
        ("The review cycle for risk assessments is one year.", None),
    ],
)
def test_a_cycle_of_so_many_years(tmp_path: Path, sentence: str, months: int | None) -> None:
    cycle = read(tmp_path, tail=(p(sentence),)).review_cycle
    assert (cycle.months if cycle is not None else None) == months


@pytest.mark.parametrize(
    ("sentence", "last", "approved", "following"),
    [
        ("We will review this policy in May 2027.", None, None, date(2027, 5, 1)),
        ("Governors will review the policy in May 2027.", None, None, date(2027, 5, 1)),
        ("This document was issued in May 2025.", date(2025, 5, 1), None, None),
        ("This version was approved by the Trust Board on 12 May 2025.", None, date(2025, 5, 12), None),
        ("This policy has been approved by the Headteacher (May 2025).", None, date(2025, 5, 1), None),
        ("The notice was issued in May 2025.", None, None, None),
        ("The latest version of the guidance was approved in May 2025.", None, None, None),
    ],
)
def test_what_sentences_tell_of_the_policy(
    tmp_path: Path, sentence: str, last: date | None, approved: date | None, following: date | None
) -> None:
    facts = read(tmp_path, tail=(p(sentence),))
    told = (first_day(facts.latest_review), first_day(facts.approved), first_day(facts.next_review))
    assert told == (last, approved, following)


def test_what_else_is_reviewed_most_recently_on_a_day(tmp_path: Path) -> None:
    sentence = "The catering contract is reviewed every two years, most recently on 12 June 2025."
    assert read(tmp_path, tail=(p(sentence),)).latest_review is None


def test_sentences_of_the_text_leave_the_cover_s_review_certain(tmp_path: Path) -> None:
    text = "The trust reviewed its catering contract in June 2025 and will retender in 2027. The most recent parent survey (March 2026) was positive."
    facts = read(tmp_path, p("Last reviewed: May 2024"), tail=(p(text),))
    assert first_day(facts.latest_review) == date(2024, 5, 1)


def test_what_follows_a_comma_may_have_been_done_to_something_else(tmp_path: Path) -> None:
    sentence = "This policy follows the council's model, which was revised in May 2025, was approved by the council on 3 June 2025."
    facts = read(tmp_path, tail=(p(sentence),))
    assert (facts.latest_review, facts.approved) == (None, None)


def test_a_governing_board_that_approved_it_at_its_meeting(tmp_path: Path) -> None:
    text = "The Headteacher answers for this policy. The governing board approved it at its meeting on 22 May 2025 (minute 7.2)."
    facts = read(tmp_path, tail=(p(text),))
    assert first_day(facts.approved) == date(2025, 5, 22)
    assert facts.approver == "governing board"


@pytest.mark.parametrize("plan", ["A plan", "Each plan", "Any statement"])
def test_what_every_pupil_has_one_of_is_not_the_policy(tmp_path: Path, plan: str) -> None:
    facts = read(tmp_path, tail=(p(f"{plan} is reviewed at least annually."),))
    assert facts.review_cycle is None


def test_a_notice_reviewed_every_year(tmp_path: Path) -> None:
    facts = read(tmp_path, title="Privacy Notice", tail=(p("We review this notice every year."),))
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 12


@pytest.mark.parametrize(
    "line",
    [
        "DRAFT v0.4 – for approval at FGB on 4 December 2025",
        "Draft for approval by the Trust Board: 4 December 2025",
        "Awaiting approval: 4 December 2025",
        "Subject to approval by governors, 4 December 2025",
        "For approval by: Trust Board, 4 December 2025",
    ],
)
def test_what_is_still_to_be_approved_is_not_approved(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, p(line)).approved is None


@pytest.mark.parametrize(
    "line",
    [
        "See also: Attendance Policy (approved 3 March 2031)",
        "The SENCO reviews each plan; the next review is in May 2031.",
        "The contract is due for review in May 2031.",
        "Website last updated: 3 May 2031",
        "The curriculum was reviewed in May 2031.",
        "The policy of the council was approved on 3 October 2031.",
        "Version 2031.1 of the software was issued on 3 October 2031.",
        "School council agreed: October 2031",
        "Reviewed by the educational psychologist on 3 October 2031",
        "This guidance was last updated by the DfE in May 2031.",
        "The scheme was approved by the Secretary of State on 3 October 2031.",
        "The previous policy was approved in October 2011.",
        "Effective from 1 September 2031 all schools must do so.",
    ],
)
def test_what_the_text_tells_of_something_else(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, tail=(p(line), *TEXT[:3]))
    told = (facts.latest_review, facts.approved, facts.next_review, facts.version, facts.approver)
    assert told == (None, None, None, None, None)


def test_a_row_about_another_policy(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(table(("Attendance Policy", "reviewed July 2031"), ("See also", "page 2")),))
    assert facts.latest_review is None


@pytest.mark.parametrize(
    "line", ["Asbestos survey reviewed: October 2031", "Complaints Policy: reviewed July 2031"]
)
def test_a_newer_date_of_something_else_leaves_the_review_certain(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, p("Last reviewed: May 2025"), tail=(p(line),))
    assert first_day(facts.latest_review) == date(2025, 5, 1)


def test_pupils_who_agree_approve_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, tail=(p("Agreed by staff and pupils in October 2025."),)).approver is None


# ---- people


def test_who_approved_a_version(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Version 2.0, approved by the Board of Trustees on 6 May 2025."))
    assert (facts.version, facts.approver) == ("2.0", "Board of Trustees")
    assert first_day(facts.approved) == date(2025, 5, 6)


def test_an_approver_without_the_article_of_its_sentence(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Adopted: 5 December 2024 by the Local Governing Committee"))
    assert facts.approver == "Local Governing Committee"


def test_the_body_whose_meeting_approved_it(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Approved at", "Trust Board meeting of 16 October 2025"), ("Version", "2")))
    assert facts.approver == "Trust Board"


def test_an_approval_that_is_pending(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Approved by Governors: pending (meeting 9.12.25)"))
    assert first_day(facts.approved) is None


def test_a_last_approval(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Last approval:", "26 November 2025"), ("Version:", "2025/1")))
    assert (first_day(facts.approved), facts.version) == (date(2025, 11, 26), "2025/1")


def test_a_header_with_long_dashes(tmp_path: Path) -> None:
    facts = read(tmp_path, header=p("North Fen Education Trust — Visits Policy — v2.3"))
    assert (facts.organisation, facts.version) == ("North Fen Education Trust", "2.3")


def test_an_executive_owner(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Executive policy owner:", "Chief Education Officer"), ("Version", "2")))
    assert facts.owner == "Chief Education Officer"


# ---- titles and names


@pytest.mark.parametrize(
    "title", ["Confidentiality Policy", "Private Fostering Policy", "Internal Appeals Procedure"]
)
def test_titles_that_begin_like_a_marking(tmp_path: Path, title: str) -> None:
    assert read(tmp_path, title=title).title == title


@pytest.mark.parametrize("marking", ["Confidential", "Internal use only", "Private and confidential"])
def test_a_marking_is_no_title(tmp_path: Path, marking: str) -> None:
    facts = read_file(write_docx(tmp_path, p(marking, style="Title"), *TEXT))
    assert facts.title is None


def test_a_numbered_title_below_the_requirement_it_meets(tmp_path: Path) -> None:
    body = (
        p("Safeguarding and Welfare Requirement: Records"),
        p("10.7 Access to records of children"),
        p("Policy statement"),
    )
    assert read_file(write_docx(tmp_path, *body, *TEXT)).title == "Access to records of children"


@pytest.mark.parametrize(
    "name",
    [
        "Our Lady of Ransom Catholic Primary School",
        "All Saints Academy",
        "Ysgol Gynradd Pen-y-Garn",
        "Foxglove Learning Alliance",
    ],
)
def test_names_of_schools(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, p(name)).organisation == name


def test_the_school_before_its_diocese(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Diocese of Marlow"), p("Holy Cross School"))
    assert facts.organisation == "Holy Cross School"


def test_a_name_that_ends_in_primary(tmp_path: Path) -> None:
    assert read(tmp_path, p("Great Oakford Primary")).organisation == "Great Oakford Primary"


@pytest.mark.parametrize("line", ["Upper Primary", "Key Stage Two Primary", "moving to Primary"])
def test_a_part_of_a_school_is_no_name(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, p(line)).organisation is None


# ---- sign-offs


def test_the_day_in_the_line_below_date(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(p("Signed:"), p("M Okafor"), p("Chair of Governors"), p("Date:"), p("January 2025")),
    )
    assert [(one.role, one.name) for one in facts.sign_offs] == [("Chair of Governors", "M Okafor")]
    assert first_day(facts.sign_offs[0].date) == date(2025, 1, 1)


def test_two_blocks_side_by_side_with_labels_and_values_in_turn(tmp_path: Path) -> None:
    block = table(
        ("Signed", "R. Mukherjee", "Signed", ""),
        ("Position", "Chair of the Board", "Position", "Chief Executive"),
        ("Date", "16/10/2025", "Date", ""),
    )
    facts = read(tmp_path, tail=(block,))
    assert [(one.role, one.name, one.signed) for one in facts.sign_offs] == [
        ("Chair of the Board", "R. Mukherjee", "yes"),
        ("Chief Executive", None, "no"),
    ]
    assert first_day(facts.sign_offs[0].date) == date(2025, 10, 16)


def test_the_date_of_the_next_review_below_a_block_is_no_date_of_signing(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(
            p("Signed: ______________________ Chairperson, Board of Management"),
            p("Date of next review: June 2027"),
        ),
    )
    (one,) = facts.sign_offs
    assert (one.role, one.name, one.date) == ("Chairperson, Board of Management", None, None)
    assert first_day(facts.next_review) == date(2027, 6, 1)


def test_two_blocks_side_by_side_that_are_both_signed(tmp_path: Path) -> None:
    block = table(
        ("Signed", "R. Mukherjee", "Signed", "A. Sands"),
        ("Position", "Chair of the Board", "Position", "Chief Executive"),
        ("Date", "16/10/2025", "Date", "16/10/2025"),
    )
    facts = read(tmp_path, block)
    assert [(one.name, one.signed) for one in facts.sign_offs] == [
        ("R. Mukherjee", "yes"),
        ("A. Sands", "yes"),
    ]
    assert facts.latest_review is None  # the days are the signers'


def test_a_signature_typed_below_its_label_is_one_sign_off(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(
            p("Signed on behalf of the trustees:"),
            p("/s/ Joanna Field"),
            p("Chair of Trustees, 22 September 2025"),
        ),
    )
    (one,) = facts.sign_offs
    assert (one.role, one.name, one.signed) == ("Chair of Trustees", "Joanna Field", "yes")
    assert first_day(one.date) == date(2025, 9, 22)


def test_a_blank_line_to_sign_in_an_appendix_belongs_to_a_form(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(
            p("Appendix 4 – Body map", style="Heading1"),
            p("Name of child: ________ Date of birth: ______"),
            p("Signed: __________ Date: ________"),
        ),
    )
    assert facts.sign_offs == ()
    assert len(facts.declarations) == 1


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Appendix 4 – Body map", "Signed: __________ (Chair of Governors) Date: ________"),
        ("Appendix 5 – Approval", "Signed: __________ Date: ________"),
    ],
)
def test_in_an_appendix_a_governor_or_an_approval_is_the_policy_s(
    tmp_path: Path, heading: str, line: str
) -> None:
    facts = read(tmp_path, tail=(p(heading, style="Heading1"), p(line)))
    assert [one.signed for one in facts.sign_offs] == ["no"]


# ---- what stands beside a cover's own labels


COVER = (
    ("Policy owner", "Deputy Head"),
    ("Approved on", "12 September 2025"),
    ("Last reviewed", "8 September 2025"),
    ("Next review", "September 2026"),
    ("Version", "2.1"),
)


@pytest.mark.parametrize(
    "row",
    [
        ("Model policy date", "May 2031"),
        ("LA model", "v9 September 2031"),
        ("DfE guidance", "Updated September 2031"),
        ("Comments", "Reviewed May 2031 without changes"),
        ("Linked policies", "Behaviour (approved May 2031)"),
        ("Related documents", "Complaints Policy (May 2031)"),
        ("Equality impact assessment", "May 2031"),
    ],
)
def test_a_row_or_line_more_changes_nothing_that_the_cover_says(tmp_path: Path, row: tuple[str, str]) -> None:
    for facts in (
        read(tmp_path, table(*COVER[:2], row, *COVER[2:])),
        read(tmp_path, table(*COVER), p(f"{row[0]}: {row[1]}")),
    ):
        assert (facts.owner, facts.version) == ("Deputy Head", "2.1")
        assert first_day(facts.approved) == date(2025, 9, 12)
        assert first_day(facts.latest_review) == date(2025, 9, 8)
        assert first_day(facts.next_review) == date(2026, 9, 1)


def test_beside_a_school_s_name_a_cell_tells_of_the_policy(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Moss Side School", "Reviewed May 2025")))
    assert first_day(facts.latest_review) == date(2025, 5, 1)
