"""Covers and endings as clubs, councils, clinics, nurseries and faith schools lay them out: one case for each rule."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40


def read(
    folder: Path, *cover: str, title: str = "Visits Policy", tail: tuple[str, ...] = (), footer: str = ""
) -> DocumentFacts:
    body = (p(title, style="Title"), *cover, *TEXT, *tail)
    facts = read_file(write_docx(folder, *body, footer=footer))
    assert facts.ok, facts.problem
    return facts


@pytest.mark.parametrize(
    ("sentence", "body", "day"),
    [
        (
            "The Governing Body of St Bride’s adopted this policy at its meeting on 3rd March 2025.",
            "Governing Body",
            date(2025, 3, 3),
        ),
        (
            "The Governing Body of St. Bride’s adopted this policy on 3rd March 2025.",
            "Governing Body",
            date(2025, 3, 3),
        ),
        (
            "The Finance & Premises Committee formally approved this policy on 9 May 2024.",
            "Finance & Premises Committee",
            date(2024, 5, 9),
        ),
    ],
)
def test_who_adopted_the_policy_in_a_sentence(tmp_path: Path, sentence: str, body: str, day: date) -> None:
    facts = read(tmp_path, tail=(p(sentence),))
    assert facts.approved is not None
    assert (facts.approver, facts.approved.start) == (body, day)


def test_an_annual_meeting_is_no_cycle(tmp_path: Path) -> None:
    sentence = "This policy will be reviewed at the Annual Meeting of the Council in May 2027."
    facts = read(tmp_path, tail=(p(sentence),))
    assert facts.review_cycle is None
    assert facts.next_review is not None
    assert facts.next_review.start == date(2027, 5, 1)


def test_a_policy_reviewed_annually_at_a_meeting_has_a_cycle(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("This policy is reviewed annually at the summer meeting."),))
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 12


def test_to_be_reviewed_goes_on_with_the_policy_of_the_sentence_before(tmp_path: Path) -> None:
    line = "Policy agreed at committee meeting 8/1/25. To be reviewed annually at the AGM."
    facts = read(tmp_path, tail=(p(line),))
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 12


def test_what_else_is_to_be_reviewed_has_no_cycle_of_the_policy(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("Risk assessments are kept in the office. To be reviewed annually."),))
    assert facts.review_cycle is None


def test_of_a_log_of_reviews_with_strange_columns_the_newest_row_counts(tmp_path: Path) -> None:
    log = table(
        ("Policy reviewed", "By whom", "Shown to governors", "Next review"),
        ("Sept 2023", "A Khan", "05.10.23", "Sept 2024"),
        ("Oct 2024", "B Osei", "12.11.24", "Oct 2025"),
    )
    facts = read(tmp_path, tail=(log,))
    assert facts.latest_review is not None
    assert facts.next_review is not None
    assert (facts.latest_review.start, facts.next_review.start) == (date(2024, 10, 1), date(2025, 10, 1))


def test_strange_headings_without_dates_below_are_none(tmp_path: Path) -> None:
    grid = table(("Review", "By whom", "Where", "Next"), ("Yes", "A Khan", "Hall", "No"))
    facts = read(tmp_path, grid)
    assert (facts.latest_review, facts.next_review) == (None, None)


def test_a_version_may_be_all_that_stands_in_a_cell_of_a_footer(tmp_path: Path) -> None:
    footer = table(("Approved: LGB 18/11/24", "Lead: KMB", "Review: Nov 25", "v6"))
    assert read(tmp_path, footer=footer).version == "6"


def test_who_drafted_verified_and_approved_side_by_side_with_a_row_of_visas(tmp_path: Path) -> None:
    cover = table(
        ("", "Drafted by", "Verified by", "Approved by"),
        ("Name", "C. Moreau", "H. Patel", "J. Dubois"),
        ("Position", "Site Manager", "Bursar", "Head of School"),
        ("Date", "06/01/2025", "27/01/2025", "20/01/2025"),
        ("Visa", "CM", "HP", ""),
    )
    facts = read(tmp_path, cover)
    assert facts.approved is not None
    assert facts.latest_review is not None
    assert (facts.approver, facts.approved.raw, facts.latest_review.raw) == (
        "J. Dubois",
        "20/01/2025",
        "27/01/2025",
    )


@pytest.mark.parametrize(
    "office", ["Head of School", "Executive Director of the Trust", "Clerk to the Academy Trust"]
)
def test_an_office_is_no_organisation(tmp_path: Path, office: str) -> None:
    assert read(tmp_path, p("Written by Ann Reed"), p(office)).organisation is None


@pytest.mark.parametrize(
    ("reviewed", "conflicts"), [("8 September 2025", []), ("8 September 2023", ["latest_review"])]
)
def test_a_version_may_bear_the_day_of_the_approval_that_soon_followed_the_review(
    tmp_path: Path, reviewed: str, conflicts: list[str]
) -> None:
    cover = table(
        ("Last reviewed", reviewed), ("Approved on", "12 October 2025"), ("Next review", "October 2027")
    )
    versions = table(
        ("Version", "Date", "Changes"),
        ("1.0", "3 May 2021", "New policy"),
        ("1.1", "12 October 2025", "New guidance"),
    )
    facts = read(tmp_path, cover, tail=(versions,))
    assert [conflict.field for conflict in facts.conflicts] == conflicts
    assert facts.latest_review is not None
    assert facts.latest_review.start == date(2025, 10, 12)


def test_a_name_and_a_date_below_a_line_to_sign_on_may_stand_without_colons(tmp_path: Path) -> None:
    block = ("Signed ..................................   Chair", "Name  Eleanor Voss", "Date 3 March 2025")
    (one,) = read(tmp_path, tail=tuple(map(p, block))).sign_offs
    assert one.date is not None
    assert (one.role, one.name, one.signed, one.date.start) == (
        "Chair",
        "Eleanor Voss",
        "no",
        date(2025, 3, 3),
    )


def test_a_sentence_below_a_line_to_sign_on_is_no_name(tmp_path: Path) -> None:
    block = ("Signed ..................................   Chair", "Name calling is never accepted here")
    (one,) = read(tmp_path, tail=tuple(map(p, block))).sign_offs
    assert one.name is None


def test_the_form_of_nurseries_names_who_signs(tmp_path: Path) -> None:
    form = table(
        ("This policy was adopted by", "Robin Playgroup", "(name of provider)"),
        ("On", "4 September 2024", "(date)"),
        ("Signed on behalf of the provider", "", ""),
        ("Name of signatory", "Tracy Bell", ""),
        ("Role of signatory (e.g. chair, director or owner)", "Chair", ""),
    )
    (one,) = read(tmp_path, tail=(form,)).sign_offs
    assert (one.name, one.signed) == ("Tracy Bell", "no")


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("Chair: P. Linford (signed)", "Chair", "P. Linford"),
        ("Mary Oduya, Chair of Governors [Signed] 8/1/25", "Chair of Governors", "Mary Oduya"),
        ("P. Linford (signed)", None, "P. Linford"),
    ],
)
def test_signed_in_brackets_behind_a_name_is_a_signature(
    tmp_path: Path, line: str, role: str | None, name: str
) -> None:
    (one,) = read(tmp_path, tail=(p(line),)).sign_offs
    assert (one.role, one.name, one.signed) == (role, name, "yes")


@pytest.mark.parametrize(
    "line",
    [
        "Each pupil brings the slip back (signed) by Friday.",
        "Minutes (signed)",
        "The form (signed) is kept here",
    ],
)
def test_other_things_that_are_signed_are_no_signatures(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, tail=(p(line),)).sign_offs == ()


def _title(folder: Path, *lines: str) -> str | None:
    return read_file(write_docx(folder, *map(p, lines), *TEXT)).title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("1.2 Safeguarding children", "Policy statement"), "Safeguarding children"),
        (("06 Looked after children policy", "We welcome every child."), "Looked after children policy"),
        (("1. Introduction", "Policy statement"), None),
        (("1.1 Our children are happy here.", "Policy statement"), None),
    ],
)
def test_one_policy_of_many_begins_with_its_number(
    tmp_path: Path, lines: tuple[str, ...], title: str | None
) -> None:
    assert _title(tmp_path, *lines) == title


@pytest.mark.parametrize("name", ["Ashgrove Community Primary", "Holy Cross Catholic Infants"])
def test_a_school_may_leave_out_the_word_for_it(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, p(name)).organisation == name


@pytest.mark.parametrize(
    "lines",
    [
        ("Northshire County Council", "Adopted by the Governing Body of: Marsh Green Junior School"),
        ("This policy was adopted by: Robin Hill Playgroup",),
    ],
)
def test_who_adopted_a_model_is_whose_policy_it_is(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert read(tmp_path, *map(p, lines)).organisation == lines[-1].partition(": ")[2]


def test_a_council_that_adopts_its_own_policy_keeps_it(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Bramley Parish Council"), p("Adopted by: Full Council"))
    assert facts.organisation == "Bramley Parish Council"


@pytest.mark.parametrize("mark", ["•", "·", "/"])
def test_pairs_of_a_line_may_be_set_apart_by_points_or_strokes(tmp_path: Path, mark: str) -> None:
    pairs = ("Approved: Trustees 14 May 2025", "Owner: Chief Executive", "Review by: May 2028")
    facts = read(tmp_path, p(f" {mark} ".join(pairs)))
    assert facts.approved is not None
    assert facts.next_review is not None
    assert (facts.approver, facts.owner) == ("Trustees", "Chief Executive")
    assert (facts.approved.start, facts.next_review.start) == (date(2025, 5, 14), date(2028, 5, 1))


def test_a_version_may_stand_behind_a_point(tmp_path: Path) -> None:
    line = "Approved: Trustees 14 May 2025 • Review by: May 2028 • v1.3"
    assert read(tmp_path, p(line)).version == "1.3"


def test_a_line_in_two_languages_is_read_in_english(tmp_path: Path) -> None:
    line = "Mabwysiadwyd gan y Corff Llywodraethol / Adopted by the Governing Body: 12/03/2024"
    facts = read(tmp_path, p(line))
    assert facts.approved is not None
    assert (facts.approver, facts.approved.start) == ("Governing Body", date(2024, 3, 12))


def test_the_governors_approved_it_and_will_look_at_it_again(tmp_path: Path) -> None:
    told = "The governors approved it on 6 December 2023 and will look at it again in the autumn term 2025."
    facts = read(tmp_path, tail=(p(f"The policy was last reviewed by staff in May 2023. {told}"),))
    assert facts.approved is not None
    assert facts.next_review is not None
    assert (facts.approved.start, facts.next_review.start) == (date(2023, 12, 6), date(2025, 9, 1))


def test_what_else_governors_approved_and_will_look_at_again_is_left_alone(tmp_path: Path) -> None:
    told = "The budget was drawn up in May 2023. The governors approved it on 6 December 2023 and will look at it again in May 2025."
    facts = read(tmp_path, tail=(p(told),))
    assert (facts.approved, facts.next_review) == (None, None)


def test_churchwardens_sign_below_one_another(tmp_path: Path) -> None:
    rows = (("Incumbent", "", "Date", ""), ("Churchwarden", "Helen Sykes", "Date", "11/11/2024"))
    one, other = read(tmp_path, tail=(p("Signed:"), table(*rows))).sign_offs
    assert (one.role, one.name, one.signed, one.date) == ("Incumbent", None, "no", None)
    assert (other.role, other.name, other.signed) == ("Churchwarden", "Helen Sykes", "unclear")


def test_rows_below_when_and_by_whom_are_dated(tmp_path: Path) -> None:
    log = table(
        ("", "Date", "By"),
        ("Policy written", "14/08/2021", "Manager"),
        ("Reviewed", "16/08/2024", "Staff team"),
        ("Reviewed", "18/08/2023", "Staff team"),
        ("Next review due", "August 2025", ""),
    )
    facts = read(tmp_path, tail=(log,))
    assert facts.latest_review is not None
    assert facts.next_review is not None
    assert (facts.latest_review.start, facts.next_review.start) == (date(2024, 8, 16), date(2025, 8, 1))


def test_a_third_cell_below_no_such_headings_may_say_what_was_reviewed(tmp_path: Path) -> None:
    log = table(
        ("Task", "Date", "Place"), ("Reviewed", "16/08/2024", "Boiler"), ("Updated", "1/9/2024", "Gym")
    )
    assert read(tmp_path, tail=(log,)).latest_review is None


@pytest.mark.parametrize(
    "remark", ["(or sooner if legislation dictates)", "or earlier if guidance changes", "(unless before)"]
)
def test_a_review_that_may_come_sooner_is_due_on_its_day_all_the_same(tmp_path: Path, remark: str) -> None:
    following = read(tmp_path, p(f"To be reviewed July 2025 {remark}")).next_review
    assert following is not None
    assert following.start == date(2025, 7, 1)


def test_the_first_approval_is_one(tmp_path: Path) -> None:
    cover = table(("Date of first approval:", "March 2019"), ("Date of last review:", "March 2025"))
    approved = read(tmp_path, cover).approved
    assert approved is not None
    assert approved.start == date(2019, 3, 1)


def test_a_line_may_say_who_approved_and_nothing_else(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("Approved by the Full Governing Body"), p("Reviewed: Autumn 2023")))
    assert (facts.approver, facts.approved) == ("Full Governing Body", None)


def test_a_blank_behind_who_is_to_approve_tells_of_no_approval(tmp_path: Path) -> None:
    assert read(tmp_path, tail=(p("Approved by the Full Governing Body: ________"),)).approver is None


def test_the_newest_row_of_versions_tells_the_next_review(tmp_path: Path) -> None:
    versions = table(
        ("Version", "Date approved", "Minute", "Next review"),
        ("1", "16 May 2023", "FC23/28", "May 2024"),
        ("2", "21 May 2024", "FC24/30", "May 2025"),
    )
    facts = read(tmp_path, versions)
    assert facts.approved is not None
    assert facts.next_review is not None
    assert (facts.approved.start, facts.next_review.start) == (date(2024, 5, 21), date(2025, 5, 1))
    assert len(facts.history) == 2


@pytest.mark.parametrize("heads", [("Hazard", "Control"), ("Hazard", "Comments")])
@pytest.mark.parametrize("rows", [1, 2])
def test_a_list_of_other_things_that_are_reviewed_is_no_log_of_the_policy(
    tmp_path: Path, heads: tuple[str, str], rows: int
) -> None:
    hazards = (
        ("Fire", "Extinguishers", "QM", "01/03/2025", "01/03/2026"),
        ("Water", "Life jackets", "SL", "01/04/2025", "01/04/2026"),
    )
    grid = table((*heads, "Owner", "Reviewed", "Next review"), *hazards[:rows])
    facts = read(tmp_path, tail=(grid,))
    assert (facts.owner, facts.latest_review, facts.next_review) == (None, None, None)


def test_a_version_with_its_approval_tells_of_no_review(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Version 2.0, approved by Trustees December 2024"))
    assert facts.approved is not None
    assert (facts.approved.start, facts.latest_review) == (date(2024, 12, 1), None)


def test_minutes_in_brackets_stand_between_the_dates_of_a_list(tmp_path: Path) -> None:
    line = "Adopted 9 May 2023 (minute 23/12). Amended 14 May 2024 (minute 24/09) and 13 May 2025 (minute 25/11)."
    facts = read(tmp_path, p(line))
    assert facts.approved is not None
    assert facts.latest_review is not None
    assert (facts.approved.start, facts.latest_review.start) == (date(2023, 5, 9), date(2025, 5, 13))


def test_initials_do_not_end_the_name_of_who_approved(tmp_path: Path) -> None:
    line = "Approved by the Principal, Mr D. Hume, on 1 September 2025. Review due September 2026."
    facts = read(tmp_path, tail=(p(line),))
    assert facts.approved is not None
    assert facts.approved.start == date(2025, 9, 1)


def test_the_date_of_a_letter_may_stand_below_its_greeting(tmp_path: Path) -> None:
    facts = read(
        tmp_path, p("Dear Parents and Carers,"), p("Date: 12 May 2025"), p("Here is our new policy.")
    )
    assert facts.latest_review is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (
            "This policy was produced on 2 May 2023 and reviewed on 5 May 2024 and 3 May 2025.",
            date(2025, 5, 3),
        ),
        ("This policy was reviewed in May 2023, June 2024 and July 2025.", date(2025, 7, 1)),
        ("This policy was reviewed in May 2023, and the fire plan in June 2024.", date(2023, 5, 1)),
        ("The gates were painted on 2 May 2023 and updated on 5 May 2024.", None),
    ],
)
def test_of_the_reviews_that_a_sentence_lists_the_newest_counts(
    tmp_path: Path, sentence: str, day: date | None
) -> None:
    latest = read(tmp_path, tail=(p(sentence),)).latest_review
    assert (latest and latest.start) == day


def test_a_forest_school_is_no_name(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Ashdown Primary School"), title="Forest School Handbook")
    assert (facts.title, facts.organisation) == ("Forest School Handbook", "Ashdown Primary School")


@pytest.mark.parametrize(
    "sentence",
    [
        "This policy reflects guidance that was issued in 2018 and revised in July 2023.",
        "This policy was written in line with the Act, which was amended in July 2023.",
        "This policy is based on the model and updated in July 2023.",
        "This policy covers trips. The governors approved the trip to Wells on 5 May 2024 and will review it in May 2025.",
    ],
)
def test_what_is_told_of_something_named_in_between_is_not_the_policys(tmp_path: Path, sentence: str) -> None:
    facts = read(tmp_path, tail=(p(sentence),))
    assert (facts.latest_review, facts.approved, facts.next_review) == (None, None, None)


def test_which_stands_for_the_policy_that_has_just_been_named(tmp_path: Path) -> None:
    latest = read(
        tmp_path, tail=(p("Staff follow this policy, which was reviewed in July 2023."),)
    ).latest_review
    assert latest is not None
    assert latest.start == date(2023, 7, 1)


def test_the_end_of_a_sentence_says_not_who_approved_the_policy(tmp_path: Path) -> None:
    lines = (p("Leave in term time must be"), p("approved by the Headteacher"))
    assert read(tmp_path, tail=lines).approver is None
