"""When a review is due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people import a_claim, a_document, a_policy

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.due import derived, due, in_terms
from policyclerk.domain.months import add_months, next_after
from policyclerk.domain.school_year import Season, default_spans

DOCUMENT = a_document(next_review="May 2027", latest_review="June 2025", review_cycle=24)


def test_the_registers_next_review_comes_first():
    policy = a_policy(next_review="02/11/26", last_reviewed="01/09/2025", cycle=12)
    found = due(policy, DOCUMENT)
    assert found is not None
    assert found.on == found.anchor == date(2026, 11, 2)
    assert [(e.source, e.where, e.raw) for e in found.evidence] == [
        ("Policies", "row 7, Next review", "02/11/26")
    ]


def test_then_the_registers_last_review_and_cycle_with_both_places_named():
    found = due(a_policy(last_reviewed="June 2013", cycle=12), DOCUMENT)
    assert found is not None
    assert (found.claim.raw, found.claim.precision) == (None, "month")
    assert (found.claim.start, found.on) == (date(2014, 6, 1), date(2014, 6, 30))
    assert [e.where for e in found.evidence] == ["row 7, Last reviewed", "row 7, Review cycle"]


def test_then_the_documents_next_review():
    found = due(a_policy(cycle=12), DOCUMENT)
    assert found is not None
    assert found.on == date(2027, 5, 31)
    assert found.evidence[0].source == "policies/behaviour.docx"


@pytest.mark.parametrize(
    ("register_cycle", "document_cycle", "expected"),
    [
        (12, 24, date(2027, 6, 30)),
        (12, None, date(2026, 6, 30)),
        (None, 24, date(2027, 6, 30)),
        (None, None, None),
    ],
)
def test_then_the_documents_latest_review_with_its_own_cycle_or_the_registers(
    register_cycle, document_cycle, expected
):
    document = a_document(latest_review="June 2025", review_cycle=document_cycle)
    found = due(a_policy(cycle=register_cycle), document)
    assert (found.on if found else None) == expected
    assert found is None or len(found.evidence) == 2


def test_nothing_said_is_nothing_due():
    assert due(a_policy(), None) is None
    assert due(a_policy(last_reviewed="June 2013"), a_document()) is None


def test_a_text_that_is_no_date_leaves_the_word_to_the_next_source():
    found = due(a_policy(next_review="when time allows", last_reviewed="June 2025", cycle=12), None)
    assert found is not None
    assert found.on == date(2026, 6, 30)


def test_a_date_that_could_be_two_ends_the_search_for_nobody_is_chased_on_a_guess():
    claim = a_claim("01/09/2025 or 01/10/2025")
    assert claim is not None
    assert not claim.known
    assert due(a_policy(next_review=claim, last_reviewed="June 2020", cycle=12), DOCUMENT) is None
    assert due(a_policy(cycle=12), a_document(next_review=claim, latest_review="June 2020")) is None


def test_a_date_withheld_for_its_columns_mixture_of_orders_ends_the_search_too():
    claim = DateClaim("03/04/2025", None, None, None, "Policies, row 7", "the column holds both orders")
    assert due(a_policy(next_review=claim, last_reviewed="June 2020", cycle=12), DOCUMENT) is None


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("Feb 2028", date(2028, 2, 29)),
        ("Autumn 2026", date(2026, 12, 31)),
        ("Spring 2027", date(2027, 4, 30)),
        ("2026", date(2026, 12, 31)),
        ("2026/27", date(2027, 8, 31)),
        ("30/09/2026", date(2026, 9, 30)),
    ],
)
def test_a_part_date_is_due_at_its_end(text, last_day):
    found = due(a_policy(next_review=text), None)
    assert found is not None
    assert found.on == last_day


def our_terms(season: Season, half: int | None, year: int) -> tuple[date, date]:
    """Terms as one school's own table has them."""
    return (date(year, 9, 3), date(year, 12, 18)) if season == "autumn" else default_spans(season, half, year)


def test_a_documents_term_ends_when_the_schools_term_ends():
    found = due(a_policy(), a_document(next_review="Autumn term 2026"), spans=our_terms)
    assert found is not None
    assert found.on == date(2026, 12, 18)


def test_a_term_and_a_year_is_the_same_term_by_the_schools_own_dates():
    base = in_terms(a_claim("Autumn 2025"), our_terms)
    assert base is not None
    claim = derived(base, 12, where="both", spans=our_terms)
    assert (claim.start, claim.end, claim.precision) == (date(2026, 9, 3), date(2026, 12, 18), "term")


def test_an_extension_moves_the_date_and_keeps_the_anchor():
    found = due(a_policy(next_review="30/09/2026", extended_to="31/12/2026"), None)
    assert found is not None
    assert (found.on, found.anchor, found.extended) == (date(2026, 12, 31), date(2026, 9, 30), True)
    assert [e.raw for e in found.evidence] == ["30/09/2026", "31/12/2026"]


def test_an_old_extension_left_standing_makes_nothing_overdue():
    found = due(a_policy(next_review="30/09/2027", extended_to="31/12/2025"), None)
    assert found is not None
    assert (found.on, found.extended) == (date(2027, 9, 30), False)


def test_an_extension_of_an_unknown_date_is_the_date():
    found = due(a_policy(extended_to="31/12/2026"), None)
    assert found is not None
    assert (found.on, found.anchor) == (date(2026, 12, 31), date(2026, 12, 31))


def test_live_documents_and_retired_rows_are_not_chased():
    assert due(a_policy(next_review="30/09/2026", exempt="live document"), None) is None
    assert due(a_policy(next_review="30/09/2026", state="retired"), None) is None
    assert due(a_policy(next_review="30/09/2026", outcome="withdrawn"), None) is None


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 9, 30), 36, date(2029, 9, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 1), 10**6, date.max),
    ],
)
def test_months_are_counted_on_the_calendar(start, months, expected):
    assert add_months(start, months) == expected


@pytest.mark.parametrize(
    ("on", "months", "today", "expected"),
    [
        (date(2026, 12, 1), 12, date(2026, 11, 23), date(2027, 12, 1)),
        (date(2023, 9, 30), 12, date(2026, 11, 23), date(2027, 9, 30)),
        (date(2025, 11, 23), 12, date(2026, 11, 23), date(2027, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28), date(2026, 3, 31)),
    ],
)
def test_the_next_date_keeps_to_the_intended_day_and_lies_after_today(on, months, today, expected):
    assert next_after(on, months, today) == expected


def test_a_cycle_of_no_months_leads_nowhere():
    with pytest.raises(ValueError, match="leads nowhere"):
        next_after(date(2026, 1, 1), 0, date(2026, 1, 1))


def test_counting_cycles_ends_with_the_calendar() -> None:
    assert next_after(date(9998, 1, 1), 12, date.max) == date.max


def test_nothing_is_derived_from_a_claim_without_a_date():
    claim = a_claim("soon")
    assert claim is not None
    with pytest.raises(ValueError, match="without a date"):
        derived(claim, 12, where="x")


@given(
    on=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    months=st.integers(1, 60),
    today=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
def test_the_next_date_is_the_earliest_whole_cycle_after_both_days(on, months, today):
    found = next_after(on, months, today)
    cycles = ((found.year - on.year) * 12 + found.month - on.month) // months
    assert found == add_months(on, cycles * months) > max(on, today)
    assert cycles == 1 or add_months(on, (cycles - 1) * months) <= today
