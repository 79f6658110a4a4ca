"""What a document says of its own reviews, approvals, versions and people, wherever it says it."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import complex_field, control, p, r, table, text_box, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

BODY = [p("1. Introduction", style="Heading1")] + [
    p("This policy sets out how the school promotes good behaviour and safety, and it applies to all staff.")
] * 40


def read(
    folder: Path, *body: str, header: str = "", footer: str = "", tail: tuple[str, ...] = ()
) -> DocumentFacts:
    facts = read_file(write_docx(folder, *body, *BODY, *tail, header=header, footer=footer))
    assert facts.ok, facts.problem
    return facts


def start(claim: object) -> date | None:
    return getattr(claim, "start", None)


def test_lines_of_a_cover(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Oakfield Primary School", style="Title"),
        p("Behaviour Policy", style="Title"),
        p("Approved by: Full Governing Body\tDate: 12 May 2023"),
        p("Last reviewed on: April 2023"),
        p("Next review due by: May 2025"),
    )
    assert (facts.title, facts.organisation, facts.approver) == (
        "Behaviour Policy",
        "Oakfield Primary School",
        "Full Governing Body",
    )
    assert (start(facts.approved), start(facts.latest_review), start(facts.next_review)) == (
        date(2023, 5, 12),
        date(2023, 4, 1),
        date(2025, 5, 1),
    )
    assert facts.next_review is not None
    assert facts.next_review.where == "body, paragraph 5"
    assert facts.next_review.raw == "May 2025"


def test_a_table_of_four_columns(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Attendance Policy", style="Title"),
        table(
            ("Policy Owner", "Mrs J Smith, Headteacher", "Version", "2.1"),
            ("Date Approved", "10/10/2022", "Next Review", "Autumn 2024"),
            ("Approved By", "LGB", "Review Cycle", "Every two years"),
        ),
    )
    assert (facts.owner, facts.version, facts.approver) == ("Mrs J Smith, Headteacher", "2.1", "LGB")
    assert start(facts.approved) == date(2022, 10, 10)
    assert facts.next_review is not None
    assert facts.next_review.precision == "term"
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 24


def test_a_table_with_dates_in_third_cells(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Approved by:", "Board of Trustees", "Date: 3rd March 2022"),
            ("Last reviewed on:", "February 2022", ""),
            ("Next review due by:", "March 2024", ""),
        ),
    )
    assert facts.approver == "Board of Trustees"
    assert (start(facts.approved), start(facts.latest_review), start(facts.next_review)) == (
        date(2022, 3, 3),
        date(2022, 2, 1),
        date(2024, 3, 1),
    )


def test_headings_above_one_row_of_values(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Date of last review", "Date of next review", "Person responsible"),
            ("May 2021", "May 2022", "SENCO"),
        ),
    )
    assert (start(facts.latest_review), start(facts.next_review), facts.owner) == (
        date(2021, 5, 1),
        date(2022, 5, 1),
        "SENCO",
    )


def test_a_list_of_documents_is_no_control_table(tmp_path: Path) -> None:
    listed = table(("Ref", "Title", "Document Id"), ("1", "Information Policy", ""), ("2", "Data Policy", ""))
    facts = read(tmp_path, p("Data Handling Plan", style="Title"), listed)
    assert (facts.reference, facts.title) == (None, "Data Handling Plan")


@pytest.mark.parametrize(
    "line",
    [
        "Version 3 | Reviewed: September 2023 | Next review: September 2024 | Owner: J Patel",
        "Version 3\tReviewed: September 2023\tNext review: September 2024\tOwner: J Patel",
        "Version: 3\nReviewed: September 2023\nNext review: September 2024\nOwner: J Patel",
    ],
)
def test_several_pairs_on_one_line(tmp_path: Path, line: str) -> None:
    facts = read(tmp_path, p("Attendance Policy", style="Title"), p(line))
    assert (facts.version, facts.owner) == ("3", "J Patel")
    assert (start(facts.latest_review), start(facts.next_review)) == (date(2023, 9, 1), date(2024, 9, 1))


def test_a_label_with_its_value_in_the_line_below(tmp_path: Path) -> None:
    facts = read(
        tmp_path, p("Safeguarding Policy", style="Title"), p("Date of next review"), p("September 2025")
    )
    assert start(facts.next_review) == date(2025, 9, 1)
    assert facts.latest_review is None


def test_footers_and_text_boxes(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("", inner=text_box("Whistleblowing Policy", "Reviewed: 01.09.2023")),
        footer=p("Whistleblowing V1.1\tNext review Sept 2025\tPage 2 of 46"),
    )
    assert (facts.title, facts.version) == ("Whistleblowing Policy", "1.1")
    assert (start(facts.latest_review), start(facts.next_review)) == (date(2023, 9, 1), date(2025, 9, 1))
    assert facts.latest_review is not None
    assert facts.latest_review.where.startswith("text box")


@pytest.mark.parametrize(("line", "where"), [("March 2021", "cover"), ("January | 16", "header")])
def test_a_bare_date_is_the_latest_review(tmp_path: Path, line: str, where: str) -> None:
    body = (p(line),) if where == "cover" else ()
    facts = read(
        tmp_path, p("Behaviour Policy", style="Title"), *body, header=p(line) if where == "header" else ""
    )
    assert facts.latest_review is not None
    assert facts.latest_review.precision == "month"
    assert facts.next_review is None


def test_a_year_that_ends_a_footer_counts_when_nothing_better_does(tmp_path: Path) -> None:
    facts = read(
        tmp_path, p("Networking Protocol", style="Title"), footer=p("Networking Protocol 2010\tPage 1 of 3")
    )
    assert facts.latest_review is not None
    assert (facts.latest_review.raw, facts.latest_review.precision) == ("2010", "year")


def test_a_field_that_shows_today_is_no_date(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Last reviewed: ", inner=complex_field('DATE \\@ "d MMMM yyyy"', "1 May 2026")))
    assert facts.latest_review is None
    assert "today_field" in {note.kind for note in facts.notes}


def test_a_content_control_counts_and_its_prompt_does_not(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Next review: ", inner=control(r("1 May 2026"))),
        p("Approved on: ", inner=control(r("Click to enter a date"), prompting=True)),
    )
    assert start(facts.next_review) == date(2026, 5, 1)
    assert facts.approved is None


# ---- "Review date"


def test_review_date_alone_stays_unclear(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Complaints Policy", style="Title"), p("Review date: June 2024"))
    assert (facts.latest_review, facts.next_review) == (None, None)
    assert "review_date_unclear" in {note.kind for note in facts.notes}


def test_review_date_beside_a_next_review_is_the_last(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Complaints Policy", style="Title"),
        footer=p("Review Date: June 2024") + p("Next Review Date: June 2025"),
    )
    assert (start(facts.latest_review), start(facts.next_review)) == (date(2024, 6, 1), date(2025, 6, 1))


def test_review_date_after_an_adoption_is_the_next(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Adopted by the Governing Body: June 2022"), p("Review date: June 2024"))
    assert (start(facts.approved), start(facts.next_review), facts.latest_review) == (
        date(2022, 6, 1),
        date(2024, 6, 1),
        None,
    )


def test_dates_of_a_sign_block_are_neither_last_nor_next(tmp_path: Path) -> None:
    block = table(("Signed:", "________ (Policy Owner)"), ("Print Name:", ""), ("Review Date:", "1 May 2024"))
    facts = read(tmp_path, p("Complaints Policy", style="Title"), block)
    assert (facts.latest_review, facts.next_review) == (None, None)


# ---- values that are none


@pytest.mark.parametrize(
    "value",
    ["TBC", "[DATE]", "<insert date>", "________", "-", "n/a", "dd/mm/yyyy", "Click or tap to enter a date."],
)
def test_placeholders_are_no_values(tmp_path: Path, value: str) -> None:
    facts = read(
        tmp_path,
        p("Complaints Policy", style="Title"),
        p(f"Next review: {value}"),
        p(f"Version: {value}"),
        p(f"Owner: {value}"),
    )
    assert (facts.next_review, facts.version, facts.owner) == (None, None, None)


def test_not_yet_approved_is_no_approver(tmp_path: Path) -> None:
    assert read(tmp_path, p("Approved by management: NOT YET APPROVED")).approver is None


def test_words_in_place_of_a_date_are_kept_with_the_reason(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(
            ("Title", "Glossary Policy"),
            ("Owner", "Board"),
            ("Next Review Date", "This is regularly updated"),
        ),
    )
    assert facts.next_review is not None
    assert facts.next_review.start is None
    assert facts.next_review.problem == "not a date"


def test_a_person_behind_last_reviewed_is_no_date(tmp_path: Path) -> None:
    assert read(tmp_path, p("Last Reviewed: C.D. Smith")).latest_review is None


def test_section_numbers_and_telephones_are_no_dates(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Telephone: 01234 567890"),
        p("The school day ends at 3.15"),
        p("Section 11.12.13 applies."),
    )
    assert (facts.latest_review, facts.next_review, facts.approved) == (None, None, None)


def test_nothing_is_derived(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Reviewed: June 2013"),
        tail=(p("It is our policy. This policy will be reviewed annually."),),
    )
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 12
    assert facts.next_review is None


# ---- several values


def test_of_several_reviews_the_newest_counts(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(
            p("Reviewed: Sept 2019"),
            p("Reviewed: Sept 2021"),
            p("Reviewed: Sept 2020"),
            p("Next review: Sept 2022"),
        ),
    )
    assert start(facts.latest_review) == date(2021, 9, 1)
    assert facts.conflicts == ()


def test_of_two_next_reviews_the_newest_counts_and_the_two_conflict(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("Next review date: May 2020"), p("Date of next review: May 2022")))
    assert start(facts.next_review) == date(2022, 5, 1)
    assert [conflict.field for conflict in facts.conflicts] == ["next_review"]


def test_a_cover_older_than_the_newest_row_is_a_conflict(tmp_path: Path) -> None:
    history = table(
        ("Version", "Date", "Comment"), ("1.0", "02/11/16", "New"), ("1.1", "23/09/23", "Updated")
    )
    facts = read(tmp_path, p("Latest Review: November 2019"), history)
    assert start(facts.latest_review) == date(2023, 9, 23)
    assert [conflict.field for conflict in facts.conflicts] == ["latest_review"]


def test_versions_that_disagree_are_a_conflict_and_the_covers_counts(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Version: 1.0"),
        table(("Version", "Date", "Changes"), ("1.0", "May 2021", "New"), ("2.0", "June 2023", "Updated")),
    )
    assert facts.version == "1.0"
    assert [(conflict.field, [m.raw for m in conflict.values]) for conflict in facts.conflicts] == [
        ("version", ["1.0", "2.0"])
    ]


def test_01_and_1_0_are_one_version(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        table(("Version", "Date", "Changes"), ("1.0", "May 2021", "New"), ("", "", "")),
        header=p("VERSION 01"),
    )
    assert "version" not in {conflict.field for conflict in facts.conflicts}


def test_the_control_block_of_the_council_is_not_the_schools(tmp_path: Path) -> None:
    block = table(
        ("SharePoint Unique Identifier", "ABC-1"),
        ("Version and date of publication:", "V1.4 July 2018"),
        ("Owner:", "EPS"),
    )
    facts = read(tmp_path, p("Social Media Policy", style="Title"), tail=(block,))
    assert (facts.version, facts.owner, facts.latest_review) == (None, None, None)


# ---- sentences


def test_an_adoption_told_in_a_sentence(tmp_path: Path) -> None:
    facts = read(tmp_path, tail=(p("Adopted by the governors on 12 September 2025 (minute 8.3)"),))
    assert start(facts.approved) == date(2025, 9, 12)
    assert facts.approver == "governors"
    assert facts.sign_offs == ()


def test_a_next_review_told_in_a_sentence(tmp_path: Path) -> None:
    sentence = "Governors adopted this policy in March 2013. It is reviewed annually. The next review is due in September 2017."
    facts = read(tmp_path, tail=(p(sentence),))
    assert (start(facts.approved), start(facts.next_review)) == (date(2013, 3, 1), date(2017, 9, 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "Access rights are reviewed annually.",
        "Risk assessments will be reviewed every term.",
        "Its operation will be kept under review.",
    ],
)
def test_reviews_of_other_things_are_no_cycle(tmp_path: Path, sentence: str) -> None:
    assert read(tmp_path, tail=(p(sentence),)).review_cycle is None


def test_bi_annual_is_kept_and_not_guessed(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Review: Bi-annually"))
    assert facts.review_cycle is not None
    assert facts.review_cycle.months is None


def test_unaccepted_changes_are_noted_and_read_as_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>May 2024</w:delText></w:r></w:del>'
    facts = read(tmp_path, p("Next review: ", inner=deleted + f'<w:ins w:id="2">{r("May 2025")}</w:ins>'))
    assert start(facts.next_review) == date(2025, 5, 1)
    assert "unaccepted_changes" in {note.kind for note in facts.notes}


# ---- titles, references


def test_a_school_in_front_of_the_title_is_the_organisation(tmp_path: Path) -> None:
    facts = read(tmp_path, p("Upland Primary School Social Media Policy", style="Title"))
    assert (facts.title, facts.organisation) == ("Social Media Policy", "Upland Primary School")


def test_a_title_over_two_lines_is_put_together(tmp_path: Path) -> None:
    big = '<w:sz w:val="48"/>'
    facts = read(tmp_path, p(inner=r("Roles and", big)), p(inner=r("Responsibilities in School Policy", big)))
    assert facts.title == "Roles and Responsibilities in School Policy"


def test_a_code_behind_document_name_is_no_title(tmp_path: Path) -> None:
    assert (
        read(tmp_path, p("Complaints Policy", style="Title"), footer=p("Document Name: RM-WrAs")).title
        == "Complaints Policy"
    )


def test_references_are_kept_as_written_with_their_place(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        p("Data Protection Act 1998"),
        p("See Keeping Children Safe in Education 2018 and the LSCB; Bebo is not used."),
    )
    raws = [mention.raw for mention in facts.references]
    assert raws == ["Data Protection Act 1998", "Keeping Children Safe in Education 2018", "LSCB", "Bebo"]
    assert facts.references[0].where == "body, paragraph 1"


def test_related_policies_are_taken_from_where_they_are_listed(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        tail=(
            p("Related policies", style="Heading1"),
            p("Data Protection Policy"),
            p("Staff Code of Conduct"),
        ),
    )
    assert facts.related_policies == ("Data Protection Policy", "Staff Code of Conduct")


def test_brackets_left_in_the_text_are_noted(tmp_path: Path) -> None:
    assert "placeholder_left" in {
        note.kind for note in read(tmp_path, p("[Company Name] protects data.")).notes
    }


def test_a_council_s_control_lines_are_not_the_schools_either(tmp_path: Path) -> None:
    lines = (
        p("SharePoint Unique Identifier: HR-1"),
        p("Version and date of publication: V1.4 July 2018"),
        p("Owner: EPS"),
    )
    facts = read(tmp_path, p("Reviewed: May 2022"), tail=lines)
    assert (facts.version, facts.owner, start(facts.latest_review)) == (None, None, date(2022, 5, 1))


def test_a_day_that_does_not_exist_is_kept_with_the_reason(tmp_path: Path) -> None:
    claim = read(tmp_path, p("Last reviewed: 05/28/2024")).latest_review
    assert claim is not None
    assert (claim.raw, claim.start, claim.problem) == ("05/28/2024", None, "no such day")


def test_the_day_of_printing_in_a_footer_is_no_review(tmp_path: Path) -> None:
    assert (
        read(tmp_path, p("Pay Policy", style="Title"), footer=p("Printed 12/05/2024 Page 1")).latest_review
        is None
    )


def test_yes_behind_approved_names_nobody(tmp_path: Path) -> None:
    assert read(tmp_path, p("Approved: Yes")).approver is None


def test_tasks_behind_responsibility_are_no_owner(tmp_path: Path) -> None:
    assert (
        read(tmp_path, p("Responsibility: Drafting and Reviewing"), p("Responsibility: Training")).owner
        is None
    )


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Next Review Planned: September 2023", "next_review"),
        ("Date for review: September 2023", "next_review"),
        ("This policy is due for review on September 2023", "next_review"),
        ("TO BE REVIEWED: September 2023", "next_review"),
        ("Next Full Review Due: September 2023", "next_review"),
        ("NextReview: September 2023", "next_review"),
        ("Next Review September 2023", "next_review"),
        ("Next review by governors: September 2023", "next_review"),
        ("Latest Review: September 2023", "latest_review"),
        ("Date of Last Review: September 2023", "latest_review"),
        ("Policy reviewed: September 2023", "latest_review"),
        ("(Reviewed: September 2023)", "latest_review"),
        ("Updated September 2023 by Headteacher", "latest_review"),
        ("Revised September 2023", "latest_review"),
        ("Reviewed by Governing Body: September 2023", "latest_review"),
        ("Date of issue: September 2023", "latest_review"),
        ("Date ratified by the Trust Board: September 2023", "approved"),
        ("Approved by Trust Board - September 2023", "approved"),
        ("Ratified September 2023 by Governors", "approved"),
        ("Date Adopted: September 2023", "approved"),
        ("Approved: Executive - September 2023", "approved"),
        ("Date Minuted: September 2023", "approved"),
    ],
)
def test_the_many_spellings_of_one_label(tmp_path: Path, line: str, field: str) -> None:
    facts = read(tmp_path, p("Behaviour Policy", style="Title"), p(line))
    found = {
        name for name in ("next_review", "latest_review", "approved") if getattr(facts, name) is not None
    }
    assert found == {field}
    assert start(getattr(facts, field)) == date(2023, 9, 1)


def test_policies_that_sentences_point_to_are_related(tmp_path: Path) -> None:
    lines = (
        p("This is in accordance with the school's Acceptable Use Policy."),
        p("See also the Equalities, Child Protection and Conduct Policies."),
    )
    facts = read(
        tmp_path,
        p("Social Media Policy", style="Title"),
        *lines,
        p("Please refer to the School Social Media Policy."),
    )
    assert facts.related_policies == (
        "Acceptable Use Policy",
        "Equalities Policy",
        "Child Protection Policy",
        "Conduct Policy",
    )


def test_long_names_of_laws_are_kept_whole(tmp_path: Path) -> None:
    law = "Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000"
    assert [
        mention.raw
        for mention in read(tmp_path, p(f"Staff must know the {law} and the Libel Act 1843.")).references
    ] == [law, "Libel Act 1843"]
