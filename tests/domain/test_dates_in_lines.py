"""Dates inside a line: found where they stand, and numbers left alone."""

from datetime import date

import pytest

from policyclerk.domain.dates import dates_in


def found(text):
    return [(text[f.start : f.end], f.claim.start, f.claim.precision) for f in dates_in(text, "body")]


def test_two_labels_in_one_line_give_two_dates_in_order():
    line = "Latest Review: November 2019   Next Review Planned: September 2023"

    assert found(line) == [
        ("November 2019", date(2019, 11, 1), "month"),
        ("September 2023", date(2023, 9, 1), "month"),
    ]


def test_the_span_covers_exactly_what_a_draft_must_replace():
    line = "reviewed on Monday,\u00a04th\u00a0May 2020 by the board"
    (only,) = dates_in(line, "body")

    assert line[only.start : only.end] == "Monday,\u00a04th\u00a0May 2020"
    assert only.claim.raw == "Monday,\u00a04th\u00a0May 2020"
    assert only.claim.where == "body"


@pytest.mark.parametrize(
    "text",
    [
        "1.2.12 The governing body has responsibility",
        "See section 3.2021 and Part 1/2020",
        "Tel 01226 773950 or 0800 12 12 12",
        "HRDOCID-561776108-75764",
        "Version 1.4.12 and V2.1",
        "SI 2018/356 and (EU) 2016/679",
        "Data Protection Act 1998 applies",
        "Regulations 2003/10 apply",
        "staff may 19 times a year",
        "at 10.30 on each of 3 days",
        "page 2 of 46",
        "Year 6 and 30 pupils",
        "GDPR (2016/679)",
        "",
    ],
)
def test_numbers_that_are_no_dates_are_left_alone(text):
    assert found(text) == []


def test_a_version_before_a_month_is_no_day():
    assert found("Version 2 March 2021") == [("March 2021", date(2021, 3, 1), "month")]
    assert [t for t, *_ in found("V1.4 July 2018 / V 1.4.1 July 2019")] == ["July 2018", "July 2019"]


def test_a_bare_year_counts_only_as_a_whole_value():
    assert found("2010") == [("2010", date(2010, 1, 1), "year")]
    assert found("Review date: 2010") == [("2010", date(2010, 1, 1), "year")]
    assert found("in 2010 the board met") == []


def test_a_range_is_one_piece_without_a_day():
    (only,) = dates_in("Valid Sept 2023-2025 for all", "body")

    assert only.claim.raw == "Sept 2023-2025"
    assert (only.claim.start, only.claim.problem) == (None, "a range of dates")


def test_an_impossible_day_is_found_and_says_so():
    (only,) = dates_in("Next review: 31/02/2024.", "body")

    assert (only.claim.raw, only.claim.problem) == ("31/02/2024", "no such day")


def test_a_sentence_end_is_no_part_of_a_date():
    assert found("Approved 12.05.14.") == [("12.05.14", date(2014, 5, 12), "day")]
    assert found("(Reviewed: October 2018)") == [("October 2018", date(2018, 10, 1), "month")]


@pytest.mark.parametrize(
    "piece", ["autumn" + " " * 9000, "2020 - " * 3000, "1/1/20 " * 3000, "Jan to " * 3000, "(" * 9000]
)
def test_hostile_lines_end_in_good_time(piece):
    assert len(dates_in(piece + "1", "body")) <= 3000


def test_a_colon_behind_a_date_is_no_part_of_it_and_a_time_is() -> None:
    assert [found.claim.raw for found in dates_in("8 February 2021: first policy", "")] == ["8 February 2021"]
    assert dates_in("at 12:30 on Monday", "") == ()


@pytest.mark.parametrize("text", ["12.3.25 min 7b", "12.3.25 FGB", "12.3.25 Governors minute 7"])
def test_a_day_with_dots_that_heads_a_line_is_one_beside_a_meeting(text: str) -> None:
    assert [found.claim.start for found in dates_in(text, "")] == [date(2025, 3, 12)]


def test_a_section_number_that_heads_a_line_is_no_day() -> None:
    assert dates_in("12.3.25 Governance", "") == ()
