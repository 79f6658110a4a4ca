"""Every spelling that schools were seen to use, and every text that must not be taken for a date."""

from datetime import date

import pytest

from policyclerk.domain.dates import (
    claim_of_day,
    from_serial,
    read_date,
    trouble,
    two_digit_year,
)

DAYS = {
    "23/09/23": (2023, 9, 23),
    "5/2/19": (2019, 2, 5),
    "02/11/16": (2016, 11, 2),
    "31/05/2024": (2024, 5, 31),
    "11/11/2016": (2016, 11, 11),
    "17.6.21": (2021, 6, 17),
    "1.9.2024": (2024, 9, 1),
    "10.12.14 (Resources)": (2014, 12, 10),
    "12.05.14 (Full GB)": (2014, 5, 12),
    "19/10/23": (2023, 10, 19),
    "03-04-2025": (2025, 4, 3),
    "23 / 09 / 2023": (2023, 9, 23),
    "2021-03-01": (2021, 3, 1),
    "2021/03/01": (2021, 3, 1),
    "2024-05-31 00:00:00": (2024, 5, 31),
    "2024-05-31T00:00:00Z": (2024, 5, 31),
    "2024-05-31T09:30:00+01:00": (2024, 5, 31),
    "31/05/2024 00:00": (2024, 5, 31),
    "1st March 2021": (2021, 3, 1),
    "1st September 2021": (2021, 9, 1),
    "31 st January 2020": (2020, 1, 31),
    "25 October 2018": (2018, 10, 25),
    "25\u00a0October\u00a02018": (2018, 10, 25),
    "25  October  2018": (2018, 10, 25),
    "25\u2013October\u20132018": (2018, 10, 25),
    "Nov 4th 2014": (2014, 11, 4),
    "March 2nd, 2020": (2020, 3, 2),
    "November 4, 2014": (2014, 11, 4),
    "13th of July, 2022": (2022, 7, 13),
    "4th day of May 2020": (2020, 5, 4),
    "1Sep2021": (2021, 9, 1),
    "1 Sep 21": (2021, 9, 1),
    "24/May/2021": (2021, 5, 24),
    "24-May-21": (2021, 5, 24),
    "12 MAR 2024": (2024, 3, 12),
    "Monday 4 May 2020": (2020, 5, 4),
    "Monday, 4th May 2020": (2020, 5, 4),
    "Wed 3 Jan 2024": (2024, 1, 3),
    "Tues 05/03/2024": (2024, 3, 5),
    "4 Setpember 2021": (2021, 9, 4),
    "4 Septmber 2021": (2021, 9, 4),
    "12 Januray 2021": (2021, 1, 12),
    "29/02/2024": (2024, 2, 29),
    "45192": (2023, 9, 23),
    "Approved by Board of Directors 17.6.21": (2021, 6, 17),
    "Approved by Trust Board - 19/10/23": (2023, 10, 19),
    "12 March 2024, 12/03/2024": (2024, 3, 12),
}

MONTHS = {
    "January | 16": (2016, 1),
    "November 2019": (2019, 11),
    "March 2021": (2021, 3),
    "05/2021": (2021, 5),
    "03.2021": (2021, 3),
    "2023-09": (2023, 9),
    "Mar 2014": (2014, 3),
    "Sept 2022": (2022, 9),
    "Sept. 2022": (2022, 9),
    "Mar-18": (2018, 3),
    "Sept - 18": (2018, 9),
    "Sep-23": (2023, 9),
    "Aug 19": (2019, 8),
    "May 21": (2021, 5),
    "may 21": (2021, 5),
    "Feb 13": (2013, 2),
    "Jul 23": (2023, 7),
    "Sept \u201918": (2018, 9),
    "Nov 2019 (FGB)": (2019, 11),
    "Febuary 2020": (2020, 2),
    "Febraury 2020": (2020, 2),
    "Novemeber 2023": (2023, 11),
    "March, 2021": (2021, 3),
    "2021 March": (2021, 3),
    "Reviewed: October 2018": (2018, 10),
    "Annually - Sept 2024": (2024, 9),
    "March 2021 \u2013 FGB": (2021, 3),
    "Sept/2024": (2024, 9),
    "Sept24": (2024, 9),
    "end of March 2024": (2024, 3),
}

SPANS = {
    "Autumn 2024": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "AUTUMN 2018": (date(2018, 9, 1), date(2018, 12, 31), "term"),
    "Spring 2018": (date(2018, 1, 1), date(2018, 4, 30), "term"),
    "Summer 2018": (date(2018, 5, 1), date(2018, 8, 31), "term"),
    "Autumn Term 2018": (date(2018, 9, 1), date(2018, 12, 31), "term"),
    "Autumn term 2024/25": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "Spring term 2024/25": (date(2025, 1, 1), date(2025, 4, 30), "term"),
    "Summer 2024-25": (date(2025, 5, 1), date(2025, 8, 31), "term"),
    "Spring 2 2025": (date(2025, 3, 1), date(2025, 4, 30), "term"),
    "Spring 1 2024": (date(2024, 1, 1), date(2024, 2, 29), "term"),
    "Autumn 1 2024": (date(2024, 9, 1), date(2024, 10, 31), "term"),
    "Autumn 2 2024": (date(2024, 11, 1), date(2024, 12, 31), "term"),
    "Summer 1 2024": (date(2024, 5, 1), date(2024, 5, 31), "term"),
    "Summer Term (2) 2024": (date(2024, 6, 1), date(2024, 8, 31), "term"),
    "Michaelmas Term 2024": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "Michaelmas 2024/25": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "Lent 2025": (date(2025, 1, 1), date(2025, 4, 30), "term"),
    "Hilary Term 2025": (date(2025, 1, 1), date(2025, 4, 30), "term"),
    "Trinity Term 2025": (date(2025, 5, 1), date(2025, 8, 31), "term"),
    "Aut 2024": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "Spr 2 2025": (date(2025, 3, 1), date(2025, 4, 30), "term"),
    "2024 Autumn": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "Autumn 24": (date(2024, 9, 1), date(2024, 12, 31), "term"),
    "2010": (date(2010, 1, 1), date(2010, 12, 31), "year"),
    "2020/21": (date(2020, 9, 1), date(2021, 8, 31), "year"),
    "AY 2026/27": (date(2026, 9, 1), date(2027, 8, 31), "year"),
    "2020-21": (date(2020, 9, 1), date(2021, 8, 31), "year"),
    "2020/2021": (date(2020, 9, 1), date(2021, 8, 31), "year"),
    "2020-2021": (date(2020, 9, 1), date(2021, 8, 31), "year"),
    "2020 \u2013 2021": (date(2020, 9, 1), date(2021, 8, 31), "year"),
    "academic year 2020/21": (date(2020, 9, 1), date(2021, 8, 31), "year"),
}

NO_DATES = {
    "TBC": "not a date",
    "n/a": "not a date",
    "Annually": "not a date",
    "As practice changes": "not a date",
    "Mrs J Smith": "not a date",
    "J Marsh 2020 ed": "not a date",
    "3.13.13": "not a date",
    "V1.4": "not a date",
    "version 2.1": "not a date",
    "7": "not a date",
    "99999": "not a date",
    "Term 3": "not a date",
    "Every 2 years": "not a date",
    "early 2017": "not a date",
    "May": "month without a year",
    "May review": "month without a year",
    "16 January": "day without a year",
    "Nov 4th": "day without a year",
    "Autumn 2": "term without a year",
    "Summer term": "term without a year",
    "Lent Term": "term without a year",
    "Holy Trinity 2024": "not a date",
    "12/03/2024?": "words beside the date that may change it",
    "after 12/03/2024": "words beside the date that may change it",
    "12/03/2024 (TBC)": "words beside the date that may change it",
}

AMBIGUOUS = {
    "2015-2018": "a range of dates",
    "July 2024-2025": "a range of dates",
    "December 2021 - 2024": "a range of dates",
    "December 2021 \u2013 2024": "a range of dates",
    "Sept 2023-2025": "a range of dates",
    "Sept 2023 to 2025": "a range of dates",
    "Sept 23/24": "a range of dates",
    "March 2021 to 15 June 2022": "a range of dates",
    "March 2021 and 15 June 2022": "two dates",
    "1-5 March 2024": "a range of dates",
    "12/03/2024 - 14/03/2025": "a range of dates",
    "12 March 2024 and 13 March 2025": "two dates",
    "12/03/2024 (was 11/02/2023)": "two dates",
    "September/October 2024": "two dates",
    "Autumn 1 2021/24/27": "a term in more than one year",
    "Spring 2021/24": "a term in more than one year",
    "2011-12": "a month or a school year",
}

IMPOSSIBLE = {
    "31/02/2024": "no such day",
    "29/02/2023": "no such day",
    "00/01/2024": "no such day",
    "05/13/2024": "no such day",
    "31 September 2024": "no such day",
    "1 January 1985": "a year outside 1990 to 2060",
    "1/2/65": "a year outside 1990 to 2060",
    "March 2075": "a year outside 1990 to 2060",
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_with_the_day_first(text):
    claim = read_date(text, "Policies!F7")

    assert (claim.start, claim.end, claim.precision) == (date(*DAYS[text]), date(*DAYS[text]), "day")
    assert claim.problem is None
    assert claim.where == "Policies!F7"


@pytest.mark.parametrize("text", MONTHS)
def test_a_month_keeps_all_its_days(text):
    claim = read_date(text, "x")
    year, month = MONTHS[text]

    assert claim.start == date(year, month, 1)
    assert (claim.end.year, claim.end.month, claim.precision) == (year, month, "month")


@pytest.mark.parametrize("text", SPANS)
def test_a_term_or_a_year_keeps_its_span(text):
    claim = read_date(text, "x")

    assert (claim.start, claim.end, claim.precision) == SPANS[text]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [(NO_DATES, "date_not_understood"), (AMBIGUOUS, "date_ambiguous"), (IMPOSSIBLE, "date_impossible")],
)
def test_what_is_no_date_says_why_and_gives_no_day(texts, kind):
    for text, problem in texts.items():
        claim = read_date(text, "x")
        assert (text, claim.start, claim.end, claim.precision) == (text, None, None, None)
        assert (text, claim.problem, trouble(claim)) == (text, problem, kind)


@pytest.mark.parametrize("text", ["", "  ", "-", "\u2013", "--", "___", "......", "\u2026", "/", "\u00a0"])
def test_a_text_that_says_nothing_is_no_claim(text):
    assert read_date(text, "x") is None


def test_the_text_is_kept_as_written():
    assert read_date("  31\u00a0st  January 2020 ", "x").raw == "31\u00a0st  January 2020"


def test_a_month_with_two_digits_can_be_told_from_one_with_a_full_year():
    assert two_digit_year(read_date("Aug 19", "x"))
    assert two_digit_year(read_date("January | 16", "x"))
    assert not two_digit_year(read_date("August 2019", "x"))
    assert not two_digit_year(read_date("Nov 2019 (FGB)", "x"))
    assert not two_digit_year(read_date("1 Sep 21", "x"))
    assert not two_digit_year(read_date("05/2021", "x"))


def test_a_trust_can_say_what_its_terms_are():
    def spans(season, half, year):
        return date(year, 9, 4), date(year, 12, 18)

    assert read_date("Autumn 2024", "x", spans=spans).end == date(2024, 12, 18)


def test_a_true_date_is_written_as_people_write_it():
    claim = claim_of_day(date(2016, 11, 2), "x")

    assert (claim.raw, claim.start, claim.precision) == ("02/11/2016", date(2016, 11, 2), "day")


def test_a_true_date_of_another_century_is_a_slip():
    assert trouble(claim_of_day(date(1900, 1, 1), "x")) == "date_impossible"


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (32873, None),
        (32874, date(1990, 1, 1)),
        (45192, date(2023, 9, 23)),
        (45192.75, date(2023, 9, 23)),
        (58439, date(2059, 12, 30)),
        (58440, None),
        (2024, None),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_serial_numbers_count_only_between_1990_and_2060(number, day):
    assert from_serial(number) == day
