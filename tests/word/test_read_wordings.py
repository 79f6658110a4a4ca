"""Front and back matter as schools word it: one case for each way of saying it."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40


def read(folder: Path, *cover: str, tail: tuple[str, ...] = (), footer: str = "") -> DocumentFacts:
    facts = read_file(
        write_docx(folder, p("Behaviour Policy", style="Title"), *cover, *TEXT, *tail, footer=footer)
    )
    assert facts.ok, facts.problem
    return facts


def days(facts: DocumentFacts) -> tuple[date | None, ...]:
    """The first days of the latest review, the approval and the next review."""
    return tuple(claim and claim.start for claim in (facts.latest_review, facts.approved, facts.next_review))


@pytest.mark.parametrize(
    ("line", "last", "approved", "following"),
    [
        ("Published August 2023, to be reviewed by August 2024", date(2023, 8, 1), None, date(2024, 8, 1)),
        ("Reviewed December 2015 Next Review December 2017", date(2015, 12, 1), None, date(2017, 12, 1)),
        ("Policy reviewed: May 2016 Policy review date: May 2018", date(2016, 5, 1), None, date(2018, 5, 1)),
        ("Amended: June 2017 Ratified: July 2017", date(2017, 6, 1), date(2017, 7, 1), None),
        ("Adopted: March 2015 Review: March 2016", None, date(2015, 3, 1), date(2016, 3, 1)),
        ("Issued: May 2020\tReview: May 2022\tPage 1 of 22", date(2020, 5, 1), None, date(2022, 5, 1)),
        ("Policy date: May 2019 (reviewed May 2021)", date(2021, 5, 1), None, None),
        ("Reviewed (date) September 2017", date(2017, 9, 1), None, None),
        ("Reviewed by: Premises Committee March 2026", date(2026, 3, 1), None, None),
        ("The following review is due by April 2023", None, None, date(2023, 4, 1)),
        ("Agreed by Governors 2024/25", None, date(2024, 9, 1), None),
        (
            "Agreed at the Governors' meeting on 14th March 2022. To be reviewed in March 2024.",
            None,
            date(2022, 3, 14),
            date(2024, 3, 1),
        ),
        (
            "This policy was ratified by the full governing body at its meeting on 12 May 2020.",
            None,
            date(2020, 5, 12),
            None,
        ),
    ],
)
def test_lines(
    tmp_path: Path, line: str, last: date | None, approved: date | None, following: date | None
) -> None:
    assert days(read(tmp_path, p(line))) == (last, approved, following)


def test_a_date_from_which_the_policy_is_in_force_counts_where_no_better_is_told(tmp_path: Path) -> None:
    start = p("Policy Start Date: September 2018")
    assert days(read(tmp_path, start, p("Policy Review Date: September 2019"))) == (
        date(2018, 9, 1),
        None,
        date(2019, 9, 1),
    )
    assert days(read(tmp_path, start, p("Last reviewed: June 2018")))[0] == date(2018, 6, 1)


def test_a_date_on_which_the_policy_was_shared_is_no_date_of_the_policy(tmp_path: Path) -> None:
    rows = table(("Version", "2.0"), ("Date Shared with Staff", "5 September 2022"), ("Owner", "Mrs K Lee"))
    assert days(read(tmp_path, rows)) == (None, None, None)


def test_a_sentence_behind_the_label_holds_the_date(tmp_path: Path) -> None:
    row = table(("Date of next review and by whom", "To be reviewed by the Board by 31st August 2024"))
    assert days(read(tmp_path, row))[2] == date(2024, 8, 31)


def test_a_review_shortly_after_the_approval_is_unclear(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Approved on: 1 June 2022"), p("Review date: 1 September 2022"))
    assert days(facts) == (None, date(2022, 6, 1), None)
    assert "review_date_unclear" in {note.kind for note in facts.notes}


def test_reviews_and_updates_of_other_things_are_told_of_them(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(
            p("The insurance certificate was last updated in February 2024 and is on display."),
            p("Each child's plan is reviewed every term; the review date is on the front of the plan."),
        ),
    )
    assert days(facts) == (None, None, None)
    assert facts.review_cycle is None


# ---- tables


def test_labels_above_one_row_of_values_are_no_table_of_versions(tmp_path: Path) -> None:
    heads = ("Date of policy", "Policy review due", "Issue")
    facts = read(tmp_path, table(heads, ("18 July 2025 (FGB)", "July 2028", "4")))
    assert days(facts) == (date(2025, 7, 18), None, date(2028, 7, 1))
    assert facts.history == ()


def test_of_a_log_of_reviews_the_newest_row_counts(tmp_path: Path) -> None:
    rows = (("Sept 2021", "JS", "Sept 2022"), ("Sept 2020", "JS", "Sept 2021"))
    facts = read(tmp_path, table(("Review Date", "Reviewed by", "Next review"), *rows))
    assert days(facts) == (date(2021, 9, 1), None, date(2022, 9, 1))


def test_a_label_with_several_dates_in_its_row_is_a_list(tmp_path: Path) -> None:
    assert days(read(tmp_path, table(("Reviewed:", "Sept 2019", "Sept 2021", "Sept 2020"))))[0] == date(
        2021, 9, 1
    )


def test_parts_of_a_footer_may_be_set_apart_by_dashes(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Behaviour Policy – Reviewed Sept 2023 – Next review Sept 2024"))
    assert days(facts) == (date(2023, 9, 1), None, date(2024, 9, 1))


def test_nothing_weaker_stands_for_a_review_that_cannot_be_read(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Effective Date", "1 January 2024"), ("Last Revised", "01/15/2024")))
    assert facts.latest_review is not None
    assert (facts.latest_review.raw, facts.latest_review.start) == ("01/15/2024", None)


def test_an_answer_below_an_office_is_no_owner(tmp_path: Path) -> None:
    rows = (("Responsible person", "Headteacher"), ("Statutory policy", "Yes"), ("Next review", "Oct 2024"))
    assert read(tmp_path, table(*rows)).owner == "Headteacher"


def test_offices_and_states_may_be_values(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Status", "Approved", "Owner", "Headteacher"), ("Version", "2", "", "")))
    assert (facts.status, facts.owner, facts.version) == ("Approved", "Headteacher", "2")


# ---- sign-offs


def test_labels_and_values_in_a_row_are_no_column_of_signatures(tmp_path: Path) -> None:
    row = ("Signed:", "Ann Reed", "Date:", "19/04/2020")
    (one,) = read(tmp_path, table(row, ("Position:", "Headteacher", "", ""))).sign_offs
    assert (one.role, one.name, one.signed) == ("Headteacher", "Ann Reed", "yes")


def test_signed_by_beside_a_column_for_signatures_says_who(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path, table(("Signed By", "Signature", "Date"), ("Chair of Governors", "", "January 2015"))
    ).sign_offs
    assert (one.role, one.signed) == ("Chair of Governors", "no")


@pytest.mark.parametrize(
    ("before", "lines", "role"),
    [
        ("Larkrise Learning Trust", ("Signed ........ Date ........", "(Headteacher)"), "Headteacher"),
        ("Committee – Governors", ("Signed: ________ (Principal)",), "Principal"),
        ("Policy Owner: Headteacher", ("Signed: ________ (Chair of Governors)",), "Chair of Governors"),
        ("", ("Signed (Chair of Governors)            Date: November 2017",), "Chair of Governors"),
        ("", ("CEO: ________ Date: ________",), "CEO"),
        ("", ("Signed: original signed copy held in the office (Principal)",), "Principal"),
    ],
)
def test_whose_signature_it_is(tmp_path: Path, before: str, lines: tuple[str, ...], role: str) -> None:
    (one,) = read(tmp_path, *(p(line) for line in (before, *lines) if line)).sign_offs
    assert one.role == role


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (
            (("Signed (Headteacher)", ""), ("Signed (Chair of Governors)", "")),
            ["Headteacher", "Chair of Governors"],
        ),
        (
            (("Chair of Governors:", "Signed:", "Date:"), ("Principal:", "Signed:", "Date:")),
            ["Chair of Governors", "Principal"],
        ),
        ((("Name of Chair", "A Reed"), ("Signature of Chair of Governors", "")), ["Chair of Governors"]),
    ],
)
def test_blank_rows_of_a_table_are_unsigned(
    tmp_path: Path, lines: tuple[tuple[str, ...], ...], roles: list[str]
) -> None:
    found = read(tmp_path, table(*lines)).sign_offs
    assert [(one.role, one.signed) for one in found] == [(role, "no") for role in roles]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Approved by Chair of Governors: ................ Date: ...........", ["Chair of Governors"]),
        ("…………………………………… (Chair of Governors)", ["Chair of Governors"]),
        ("Approved: ___________________ (Chair) Date: ____________", ["Chair"]),
        (
            "Chair of Governors signature .......... Principal signature ..........",
            ["Chair of Governors", "Principal"],
        ),
    ],
)
def test_lines_drawn_for_an_office_are_unsigned(tmp_path: Path, line: str, roles: list[str]) -> None:
    found = read(tmp_path, p(line)).sign_offs
    assert [(one.role, one.signed) for one in found] == [(role, "no") for role in roles]


@pytest.mark.parametrize(
    "line", ["Approved: ................", "Agreed by ……………………", "______________________"]
)
def test_an_office_below_a_line_drawn_for_an_approval_is_unsigned(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, p(line), p("Chair of Governors")).sign_offs
    assert [(one.role, one.signed) for one in found] == [("Chair of Governors", "no")]


def test_a_name_below_an_empty_label_may_be_printed_or_signed(tmp_path: Path) -> None:
    lines = ("SIGNED BY:", "A Reed", "CHAIR OF GOVERNORS", "DATE: March 2022")
    (one,) = read(tmp_path, *map(p, lines)).sign_offs
    assert (one.name, one.signed) == ("A Reed", "unclear")


def test_initials_in_a_table_of_changes_are_no_signatures(tmp_path: Path) -> None:
    heads = ("Date", "Amendment", "Initials")
    assert read(tmp_path, table(heads, ("1/9/20", "New guidance", "AR"))).sign_offs == ()


def test_a_date_signed_off_is_no_place_to_sign(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Date signed off: 13 February 2025"))
    assert facts.sign_offs == ()
    assert days(facts)[1] == date(2025, 2, 13)


def test_control_lines_below_a_place_to_sign_stay_the_policys(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Signed: ________ Date: ________"),
        p("Renewal date: May 2026 | Date revised: May 2024"),
    )
    assert days(facts) == (date(2024, 5, 1), None, date(2026, 5, 1))
    assert len(facts.sign_offs) == 1
