"""Covers as other schools, trusts, colleges and hospitals lay them out: one case for each rule that reads them."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

TEXT = [p("All who work and learn here are kind to one another, and ask for help when they need it.")] * 40


def read(
    folder: Path,
    *cover: str,
    title: str = "Behaviour Policy",
    tail: tuple[str, ...] = (),
    footer: str = "",
    header: str = "",
) -> DocumentFacts:
    body = (p(title, style="Title"), *cover, *TEXT, *tail)
    facts = read_file(write_docx(folder, *body, footer=footer, header=header))
    assert facts.ok, facts.problem
    return facts


def days(facts: DocumentFacts) -> tuple[date | None, ...]:
    """The first days of the latest review, the approval and the next review."""
    return tuple(claim and claim.start for claim in (facts.latest_review, facts.approved, facts.next_review))


@pytest.mark.parametrize(
    ("line", "last", "approved", "following"),
    [
        ("Date most recently reviewed by governors  - June 2023", date(2023, 6, 1), None, None),
        ("Reviewed and approved by Governors: 12 May 2024", date(2024, 5, 12), date(2024, 5, 12), None),
        ("Date reviewed/approved by governors: May 2024", date(2024, 5, 1), date(2024, 5, 1), None),
        ("Reviewed: 2017, 2019, 2021, 2023", date(2023, 1, 1), None, None),
        ("May 2024 (to be reviewed in May 2026)", date(2024, 5, 1), None, date(2026, 5, 1)),
        ("Spring Term 2024 – Review Spring Term 2026", date(2024, 1, 1), None, date(2026, 1, 1)),
        ("Last reviewed on\tDate: 3 May 2023\nNext Review\tDate: 3 May 2026", date(2023, 5, 3), None, date(2026, 5, 3)),
        ("Reviewed by staff September 2023, by governors October 2023", date(2023, 10, 1), None, None),
        ("Latest version issued on: 14.06.2022", date(2022, 6, 14), None, None),
        ("3rd Edition June 2022", date(2022, 6, 1), None, None),
        ("July 2019, updated 2022", date(2022, 1, 1), None, None),
        ("Approved by Governors:\n1 February 2024\nDue for review:\nFebruary 2027", None, date(2024, 2, 1), date(2027, 2, 1)),
        ("Ratified by the Larkrise Learning Trust Board: 4 July 2023", None, date(2023, 7, 4), None),
        ("Approved at FGB meeting on 5th December 2023 (minute 7.2)", None, date(2023, 12, 5), None),
        ("This policy was adopted at a meeting of Robin Playgroup held on 7th March 2023", None, date(2023, 3, 7), None),
        (
            "The policy was adopted by the governing body of Hill School on 8 February 2023",
            None,
            date(2023, 2, 8),
            None,
        ),
        (
            "This policy was approved by the Governing Body in October 2023 and will be reviewed in October 2025.",
            None,
            date(2023, 10, 1),
            date(2025, 10, 1),
        ),
        ("Next review: Annually. Next review Autumn 2025.", None, None, date(2025, 9, 1)),
        ("Valid until 31 August 2026", None, None, date(2026, 8, 31)),
        ("Policy reviewed by Hill Academy Trust on June 2022", date(2022, 6, 1), None, None),
        ("Updated Feb 2023 (JAL)                  Review date Feb 2024", date(2023, 2, 1), None, date(2024, 2, 1)),
        (
            "This policy is reviewed annually by the Governing Body and was last reviewed on 19th January 2023",
            date(2023, 1, 19),
            None,
            None,
        ),
        (
            "Approved by: Acting Chairman April 20th 2023\nDate: March 2023",
            date(2023, 3, 1),
            date(2023, 4, 20),
            None,
        ),
    ],
)  # fmt: skip
def test_lines(
    tmp_path: Path, line: str, last: date | None, approved: date | None, following: date | None
) -> None:
    assert days(read(tmp_path, p(line))) == (last, approved, following)


@pytest.mark.parametrize(
    "line",
    [
        "The guidance was updated in September 2019.",
        "The council's model policy was updated in June 2021.",
        "It follows the council's booklet of May 2011, which is for all schools here (Revised August 2014).",
        "Policy updated: in line with KCSIE September 2024",
        "Policy for the year 2023-24",
        "Presented to governors: 4/7/24",
        "Contact us by:\nMay 2027",
        "Staff training reviewed: September 2024",
        "End date: 31 August 2026",
    ],
)
def test_dates_of_other_things_are_no_dates_of_the_policy(tmp_path: Path, line: str) -> None:
    assert days(read(tmp_path, p(line))) == (None, None, None)


@pytest.mark.parametrize(
    "footer",
    [
        "Behaviour Policy 2023-24",
        "\\\\server\\policies\\behaviour policy sept 2021.docx",
        "Based on Keeping Children Safe in Education, September 2024",
        "Page 1\tRegistered in England 2012, charity since May 2013",
    ],
)
def test_dates_of_other_things_in_a_footer_are_left_alone(tmp_path: Path, footer: str) -> None:
    assert days(read(tmp_path, footer=p(footer))) == (None, None, None)


def test_a_number_of_a_page_is_no_day_of_the_month_behind_it(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Data Protection Policy\t1\tJanuary 2022"))
    assert facts.latest_review is not None
    assert facts.latest_review.precision == "month"


def test_the_number_of_a_version_is_no_day_of_the_month_behind_it(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Behaviour Policy v2 Sept 2024"))
    assert facts.version == "2"
    assert facts.latest_review is not None
    assert facts.latest_review.precision == "month"


def test_of_a_date_and_a_later_one_behind_strange_words_only_the_first_counts(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("Last Amended September 2023\tFirst Review September 2024"))
    assert days(facts)[0] == date(2023, 9, 1)


def test_a_review_to_come_in_a_footer_is_not_the_last(tmp_path: Path) -> None:
    facts = read(tmp_path, footer=p("CLA policy Sept 2022/ review Sept 2024"))
    assert days(facts)[0] == date(2022, 9, 1)


def test_a_newer_date_beside_words_of_a_review_that_are_not_understood_makes_it_unclear(
    tmp_path: Path,
) -> None:
    facts = read(tmp_path, p("Last reviewed: May 2020"), p("Wording refreshed with staff, June 2023"))
    assert facts.latest_review is not None
    assert facts.latest_review.start is None
    assert "June 2023" in (facts.latest_review.problem or "")


# ---- "Review date" and "Revision date"


@pytest.mark.parametrize(
    ("lines", "last", "following"),
    [
        (("Autumn 2023", "Review: Summer 2026"), date(2023, 9, 1), date(2026, 5, 1)),
        (("Next review: September 2025", "Review date: September 2025"), None, date(2025, 9, 1)),
        (("Effective From: February 2023", "Revision Date: February 2024"), date(2023, 2, 1), None),
        (("Effective From: February 2023", "Revision Date: March 2023"), date(2023, 3, 1), None),
        (
            ("Effective From: May 2020", "Revision Date: May 2023", "Next review: May 2025"),
            date(2023, 5, 1),
            date(2025, 5, 1),
        ),
        (("Date issued: May 2010", "Review date: May 2030"), date(2010, 5, 1), date(2030, 5, 1)),
    ],
)
def test_dates_that_could_be_the_last_or_the_next(
    tmp_path: Path, lines: tuple[str, ...], last: date | None, following: date | None
) -> None:
    facts = read(tmp_path, *map(p, lines))
    assert (days(facts)[0], days(facts)[2]) == (last, following)


def test_a_review_date_one_cycle_after_a_table_of_versions_is_the_next(tmp_path: Path) -> None:
    versions = table(("Version", "Date", "Author", "Change"), ("1.1", "October 2022", "J Lee", "Titles"))
    facts = read(tmp_path, p("Review: February 2024"), versions)
    assert days(facts) == (date(2022, 10, 1), None, date(2024, 2, 1))


# ---- tables


def test_labels_stand_above_their_values_in_the_cells(tmp_path: Path) -> None:
    rows = (("Policy Owner:\nMrs A Hill", "Version:\n3"), ("Approved:\nMay 2023", "Next Review:\nMay 2025"))
    facts = read(tmp_path, table(*rows))
    assert (facts.owner, facts.version) == ("Mrs A Hill", "3")
    assert days(facts) == (None, date(2023, 5, 1), date(2025, 5, 1))


def test_one_strange_label_does_not_hide_the_others_of_its_row(tmp_path: Path) -> None:
    rows = (
        ("ISI document code:", "13a First aid", "Date of authorisation:", "June 2023"),
        ("", "", "Date of next review:", "June 2024"),
    )
    assert days(read(tmp_path, table(*rows))) == (None, date(2023, 6, 1), date(2024, 6, 1))


def test_a_third_column_of_hints_is_left_alone(tmp_path: Path) -> None:
    rows = (
        ("This policy was adopted by", "Little Wrens Pre-school", "(name of provider)"),
        ("On", "4 September 2023", "(date)"),
        ("Date to be reviewed", "September 2024", "(date)"),
    )
    assert days(read(tmp_path, table(*rows))) == (None, date(2023, 9, 4), date(2024, 9, 1))


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("", "Prepared by", "Reviewed by", "Approved by"),
            ("Name", "J. Smith", "P. Oko", "R. Lane"),
            ("Position", "Site Manager", "Business Manager", "Headteacher"),
            ("Date", "02/10/2023", "09/10/2023", "16/10/2023"),
            ("Signature", "", "", ""),
        ),
        (
            ("", "Name", "Position", "Date", "Signature"),
            ("Prepared by", "J. Smith", "Site Manager", "02/10/2023", ""),
            ("Reviewed by", "P. Oko", "Business Manager", "09/10/2023", ""),
            ("Approved by", "R. Lane", "Headteacher", "16/10/2023", ""),
        ),
    ],
)
def test_who_prepared_reviewed_and_approved_side_by_side(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...]
) -> None:
    facts = read(tmp_path, table(*rows))
    assert facts.approver == "R. Lane"
    assert days(facts) == (date(2023, 10, 9), date(2023, 10, 16), None)
    assert [one.signed for one in facts.sign_offs] == ["no", "no", "no"]


def test_labels_and_values_may_take_turns_row_by_row(tmp_path: Path) -> None:
    rows = (
        ("Responsible position:", "Approved by:"),
        ("HR Department", "Executive Principal"),
        ("Version number:", "Date approved:"),
        ("6.0", "January 2023"),
        ("Review Period:", "Next review date:"),
        ("3 years", "January 2026"),
    )
    facts = read(tmp_path, table(*rows))
    assert (facts.owner, facts.approver, facts.version) == ("HR Department", "Executive Principal", "6.0")
    assert days(facts) == (None, date(2023, 1, 1), date(2026, 1, 1))
    assert facts.history == ()


def test_a_log_of_reviews_with_initials_is_no_place_to_sign(tmp_path: Path) -> None:
    rows = (
        ("Reviewed", "Signed", "Next review"),
        ("May 2022", "JP", "May 2023"),
        ("May 2023", "JP", "May 2024"),
    )
    facts = read(tmp_path, table(*rows))
    assert facts.sign_offs == ()
    assert days(facts) == (date(2023, 5, 1), None, date(2024, 5, 1))


def test_a_last_label_of_a_row_may_have_nothing_behind_it(tmp_path: Path) -> None:
    rows = (("Approved by:", "Adele Clarke", "Date:"), ("Last reviewed:", "September 2023", ""))
    facts = read(tmp_path, table(*rows))
    assert (facts.approver, days(facts)[0]) == ("Adele Clarke", date(2023, 9, 1))


def test_dates_stand_below_the_names(tmp_path: Path) -> None:
    rows = (
        ("Prepared by", "Approved by", "Review Date"),
        ("Mrs A Hill", "Governing Body", "September 2025"),
        ("Date: September 2023", "Date: October 2023", ""),
    )
    facts = read(tmp_path, table(*rows))
    assert facts.approver == "Governing Body"
    assert days(facts)[1:] == (date(2023, 10, 1), date(2025, 9, 1))


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ("Document History", (("Date", "Description"), ("24/03/21", "Agreed"), ("21/03/23", "Agreed"))),
        (
            "Record of changes",
            (("Date", "Page", "Change"), ("12/1/23", "4", "Names"), ("5/9/23", "all", "New")),
        ),
    ],
)
def test_a_line_above_says_that_dates_and_remarks_are_a_history(
    tmp_path: Path, above: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert len(read(tmp_path, p(above), table(*rows)).history) == 2


def test_a_review_that_is_due_is_no_row_of_a_history(tmp_path: Path) -> None:
    rows = (("Date", "Description"), ("21/03/23", "Agreed by Governors"), ("01/03/25", "Review due"))
    facts = read(tmp_path, p("Document History"), table(*rows))
    assert len(facts.history) == 1
    assert days(facts)[0] == date(2023, 3, 21)


def test_a_column_of_dates_of_approval_names_nobody(tmp_path: Path) -> None:
    heads = ("Version", "Author", "Date written", "Approved", "Note of Revisions")
    rows = (
        ("V1", "C Lee", "Nov. 2020", "30 Jan. 2021", "New"),
        ("V2", "C Lee", "Dec. 2022", "26 Jan. 2023", "4"),
    )
    facts = read(tmp_path, table(heads, *rows))
    assert facts.approver is None
    assert len(facts.history) == 2


def test_headings_above_one_row_that_tells_no_change_are_a_cover(tmp_path: Path) -> None:
    facts = read(tmp_path, table(("Version no.", "Reviewed and updated"), ("4", "25.11.20")))
    assert facts.history == ()
    assert (facts.version, days(facts)[0]) == ("4", date(2020, 11, 25))


# ---- words


@pytest.mark.parametrize(
    ("line", "owner", "approver"),
    [
        ("Responsibility: Robin Winslow (Head of Centre)", "Robin Winslow (Head of Centre)", None),
        ("SLT link: Mrs J Patel", "Mrs J Patel", None),
        ("Owner of doc: Head of Department", "Head of Department", None),
        ("Link governor: Mr Roe", None, None),
        ("Lead author(s): Resourcing Manager", None, None),
        ("  Policy owner - Rob Camden", "Rob Camden", None),
        ("Policy approved: FGB 12.03.24", None, "FGB"),
        ("Ratified: 14.5.24 by FGB", None, "FGB"),
        ("Date ratified by Management Committee: July 2023", None, "Management Committee"),
        ("Adopted by the Headteacher and Chair of Governors on 5 June 2023", None, "Headteacher and Chair of Governors"),
        ("Approval: Lettings Policy", None, None),
    ],
)  # fmt: skip
def test_who_owns_and_who_approves(
    tmp_path: Path, line: str, owner: str | None, approver: str | None
) -> None:
    facts = read(tmp_path, p(line), p("Version: 2"))
    assert (facts.owner, facts.approver) == (owner, approver)


def test_approved_by_counts_before_a_committee(tmp_path: Path) -> None:
    rows = (("Committee", "Standards"), ("Adopted by", "Trust Board"), ("Version", "2"))
    assert read(tmp_path, table(*rows)).approver == "Trust Board"


@pytest.mark.parametrize(
    ("line", "months"),
    [
        ("Lifespan: 3 years", 36),
        ("Reviewed: Annually", 12),
        ("Next review: +2 years", 24),
        ("Frequency of review period; 2 Years", 24),
        ("Last updated: 23rd February 2023. To be reviewed every three years.", 36),
    ],
)
def test_cycles(tmp_path: Path, line: str, months: int) -> None:
    cycle = read(tmp_path, p(line)).review_cycle
    assert cycle is not None
    assert cycle.months == months


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("11 - HEALTH AND SAFETY POLICY",), "HEALTH AND SAFETY POLICY"),
        (("Safer Recruitment Policy (September 2023)",), "Safer Recruitment Policy"),
        (("Attendance", "Policy"), "Attendance Policy"),
        (("Closed Circuit Television (CCTV) Policy",), "Closed Circuit Television (CCTV) Policy"),
    ],
)
def test_titles(tmp_path: Path, lines: tuple[str, ...], title: str) -> None:
    size = "<w:rPr><w:b/><w:sz w:val='52'/></w:rPr>"
    cover = [f"<w:p><w:r>{size}<w:t>{line}</w:t></w:r></w:p>" for line in lines]
    facts = read_file(write_docx(tmp_path, *cover, *TEXT))
    assert facts.title == title


@pytest.mark.parametrize(
    "rows",
    [
        (("Owner", "University Secretary"), ("Version", "4.2")),
        (("Author", "Schools HR"), ("Version", "2")),
        (("Version", "1"), ("Signature of Academy Principal", "A Moore")),
        (("Version", "1"), ("Previous Trust / LHB Ref:", "TR56")),
    ],
)
def test_the_value_of_another_label_is_no_organisation(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert read(tmp_path, table(*rows)).organisation is None


# ---- places to sign


def test_a_row_for_each_office_below_signed_by(tmp_path: Path) -> None:
    rows = (("", "Headteacher", "Date:", ""), ("", "Chair of governors", "Date:", ""))
    found = read(tmp_path, p("Signed by:"), table(*rows)).sign_offs
    assert [(one.role, one.signed) for one in found] == [("Headteacher", "no"), ("Chair of governors", "no")]


def test_an_office_below_dots_for_an_approval(tmp_path: Path) -> None:
    lines = ("Authorised: ……………………………\n(Headteacher)", "Authorised: ……………………………\n(Chair of Governors)")
    found = read(tmp_path, *map(p, lines)).sign_offs
    assert [(one.role, one.signed) for one in found] == [("Headteacher", "no"), ("Chair of Governors", "no")]


def test_a_review_behind_a_place_to_sign_is_no_date_of_signing(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("Signed: ________ (Chair)\tDate: ________\tReview: June 2025"),))
    (one,) = facts.sign_offs
    assert one.date is None


def test_initials_beside_changes_are_no_place_to_sign(tmp_path: Path) -> None:
    heads = ("Amendment No", "Date", "Description", "Signature")
    assert read(tmp_path, table(heads, ("1", "1/2/23", "Names", "JP"))).sign_offs == ()
