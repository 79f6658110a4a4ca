"""Working days, terms and the gaps between them."""

from datetime import date, timedelta

import pytest

from policyclerk.domain.calendar import Calendar, is_break
from policyclerk.domain.people import Term

AUTUMN_1 = Term(None, "Autumn 1", date(2026, 9, 1), date(2026, 10, 23))
BREAK = Term(None, "Half term", date(2026, 10, 26), date(2026, 10, 30), holiday=True)
AUTUMN_2 = Term(None, "Autumn 2", date(2026, 11, 2), date(2026, 12, 18))
SPRING_1 = Term(None, "Spring 1", date(2027, 1, 4), date(2027, 2, 12))
BROOK = Term("Brook", "Autumn 1", date(2026, 9, 1), date(2026, 10, 16))
BROOK_2 = Term("Brook", "Autumn 2", date(2026, 11, 2), date(2026, 12, 11))
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
CALENDAR = Calendar((AUTUMN_1, BREAK, AUTUMN_2, SPRING_1, BROOK, BROOK_2), CHRISTMAS)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 29), True),
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(day, working):
    assert CALENDAR.is_working_day(day) is working


@pytest.mark.parametrize(
    ("day", "school", "taught"),
    [
        (date(2026, 10, 23), None, True),
        (date(2026, 10, 24), None, False),
        (date(2026, 10, 28), None, False),
        (date(2026, 12, 23), None, False),
        (date(2026, 10, 20), None, True),
        (date(2026, 10, 20), "Brook", False),
        (date(2026, 10, 20), "Northmoor", True),
        (date(2027, 3, 1), None, True),
        (date(2026, 8, 1), None, True),
    ],
)
def test_a_school_is_in_term_by_its_own_rows_else_by_the_trusts(day, school, taught):
    assert CALENDAR.in_term(day, school) is taught


def test_past_the_last_row_nothing_is_known_and_nothing_is_quiet():
    assert not CALENDAR.terms_known(date(2026, 12, 15), "Brook")
    assert CALENDAR.in_term(date(2026, 12, 15), "Brook")
    assert CALENDAR.terms_known(date(2026, 12, 15), None)
    assert not Calendar().terms_known(date(2026, 11, 20), None)
    assert Calendar().in_term(date(2026, 8, 1), "Brook")


def test_an_inset_day_inside_a_holiday_row_stays_a_working_day():
    inset = Term(None, "INSET day", date(2026, 10, 30), date(2026, 10, 30))
    calendar = Calendar((AUTUMN_1, inset, AUTUMN_2))

    assert calendar.in_term(date(2026, 10, 30), None)
    assert not calendar.in_term(date(2026, 10, 29), None)


def test_working_days_are_found_in_both_directions():
    assert CALENDAR.next_working_day(date(2026, 12, 25)) == date(2026, 12, 29)
    assert CALENDAR.previous_working_day(date(2026, 12, 27)) == date(2026, 12, 24)
    assert CALENDAR.next_working_term_day(date(2026, 12, 19), None) == date(2027, 1, 4)


def test_a_day_in_a_holiday_goes_back_to_the_last_working_day_before_it():
    assert CALENDAR.last_working_day_before_holiday(date(2026, 10, 28), None) == date(2026, 10, 23)
    assert CALENDAR.last_working_day_before_holiday(date(2026, 10, 20), "Brook") == date(2026, 10, 16)
    assert CALENDAR.last_working_day_before_holiday(date(2026, 11, 21), None) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "send_on", "sent"),
    [
        (date(2026, 11, 20), (0,), date(2026, 11, 23)),
        (date(2026, 11, 23), (0,), date(2026, 11, 23)),
        (date(2026, 11, 24), (1, 3), date(2026, 11, 24)),
        (date(2026, 11, 25), (1, 3), date(2026, 11, 26)),
    ],
)
def test_the_sending_day_follows_the_weekday_alone(day, send_on, sent):
    assert CALENDAR.next_send_day(day, send_on) == sent


def test_no_sending_weekday_is_refused():
    with pytest.raises(ValueError, match="send_on"):
        CALENDAR.next_send_day(date(2026, 11, 20), ())


def test_a_term_ends_on_its_last_day_in_the_terms_tab():
    assert CALENDAR.spans(None)("autumn", None, 2026) == (date(2026, 9, 1), date(2026, 12, 18))
    assert CALENDAR.spans(None)("autumn", 1, 2026) == (date(2026, 9, 1), date(2026, 10, 23))
    assert CALENDAR.spans("Brook")("autumn", None, 2026)[1] == date(2026, 12, 11)
    assert CALENDAR.spans(None)("summer", None, 2027) == (date(2027, 5, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("Half term", True),
        ("October half-term", True),
        ("Christmas holiday", True),
        ("Easter break", True),
        ("Autumn half-term 1", False),
        ("Half term 2", False),
        ("Autumn 1", False),
        ("Half term holiday 1", True),
        ("Spring", False),
        ("Autumn half term 2026", True),
        ("First half-term", False),
    ],
)
def test_a_row_named_as_time_off_is_a_holiday(name, off):
    assert is_break(name) is off


def test_rows_named_as_independent_schools_name_their_terms():
    lent = Term(None, "Lent 1", date(2027, 1, 6), date(2027, 2, 12))
    spans = Calendar((lent, Term(None, "Michaelmas", date(2026, 9, 3), date(2026, 12, 11)))).spans(None)

    assert spans("autumn", None, 2026) == (date(2026, 9, 3), date(2026, 12, 11))
    assert spans("spring", 1, 2027) == (date(2027, 1, 6), date(2027, 2, 12))


def test_a_school_without_a_row_for_a_term_takes_the_trusts():
    spring = Term(None, "Spring", date(2027, 1, 4), date(2027, 3, 25))
    own = Term("Brook", "Autumn", date(2026, 9, 3), date(2026, 12, 11))

    spans = Calendar((spring, own)).spans("Brook")

    assert spans("autumn", None, 2026) == (date(2026, 9, 3), date(2026, 12, 11))
    assert spans("spring", None, 2027) == (date(2027, 1, 4), date(2027, 3, 25))
    assert spans("summer", None, 2027) == (date(2027, 5, 1), date(2027, 8, 31))


SUMMER_2 = Term(None, "Summer 2", date(2027, 6, 7), date(2027, 7, 20))
NEXT_BUT_ONE = Term(None, "Autumn 1", date(2028, 9, 4), date(2028, 10, 20))
FORGOTTEN = Calendar((SUMMER_2, NEXT_BUT_ONE))


@pytest.mark.parametrize("day", [date(2027, 7, 26), date(2027, 11, 22), date(2028, 8, 31)])
def test_a_year_that_nobody_typed_is_not_taken_for_one_long_holiday(day):
    assert not FORGOTTEN.terms_known(day, None)
    assert FORGOTTEN.in_term(day, None)


@pytest.mark.parametrize(("days", "holiday"), [(70, True), (71, False)])
def test_a_gap_is_a_holiday_up_to_seventy_days(days, holiday):
    begins = SUMMER_2.ends + timedelta(days=days + 1)
    calendar = Calendar((SUMMER_2, Term(None, "Autumn", begins, date(2027, 12, 17))))
    middle = SUMMER_2.ends + timedelta(days=30)
    assert calendar.in_term(middle, None) is not holiday
    assert calendar.terms_known(middle, None) is holiday
    gap = (date(2027, 7, 21), begins - timedelta(days=1))
    assert calendar.terms_forgotten(date(2026, 11, 23), None) == (None if holiday else gap)


def test_a_long_holiday_that_is_typed_as_one_is_quiet():
    closed = Term(None, "Summer holiday", date(2027, 7, 21), date(2028, 9, 3), holiday=True)
    calendar = Calendar((SUMMER_2, closed, NEXT_BUT_ONE))
    assert not calendar.in_term(date(2027, 11, 22), None)
    assert calendar.terms_forgotten(date(2026, 11, 23), None) is None


def test_a_gap_that_is_over_and_the_time_past_the_last_row_are_no_forgotten_terms():
    assert FORGOTTEN.terms_forgotten(date(2028, 9, 3), None) == (date(2027, 7, 21), date(2028, 9, 3))
    assert FORGOTTEN.terms_forgotten(date(2028, 9, 4), None) is None
    assert FORGOTTEN.terms_end(None) == date(2028, 10, 20)
    assert Calendar().terms_end(None) is None
