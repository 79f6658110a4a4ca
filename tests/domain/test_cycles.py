"""Review cycles as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyclerk.domain.cycles import no_fixed_cycle, read_cycle, trouble_of_cycle

MONTHS = {
    "Annual": 12,
    "annually": 12,
    "yearly": 12,
    "1 year": 12,
    "every year": 12,
    "once a year": 12,
    "Every academic year": 12,
    "every 2 years": 24,
    "every two years": 24,
    "2 yearly": 24,
    "biennial": 24,
    "Biennially": 24,
    "every other year": 24,
    "two (2) years": 24,
    "3 yrs": 36,
    "3-yearly": 36,
    "Three yearly": 36,
    "36 months": 36,
    "Review Period: 3 years": 36,
    "Review requirements: 1 year": 12,
    "Every 3 years, or earlier if needed": 36,
    "3\u00a0years": 36,
    "every 4 yrs": 48,
    "termly": 4,
    "each term": 4,
    "half-termly": 2,
    "6 monthly": 6,
    "twice a year": 6,
    "Twice yearly": 6,
    "twice per school year": 6,
    "3 times per year": 4,
    "three times a year": 4,
    "Twice a term": 2,
    "once per term": 4,
    "alternate years": 24,
    "Every September": 12,
    "each autumn term": 12,
    "18 months": 18,
    "12-monthly": 12,
    "It will be reviewed annually": 12,
    "reviewed annually or sooner": 12,
    "reviewed annually by the Governing Body": 12,
    "quarterly": 3,
    "monthly": 1,
}
NO_CYCLE = [
    "As required",
    "live document",
    "Varies",
    "free to determine",
    "As practice changes",
    "kept under review",
    "N/A",
]
UNCLEAR = ["Bi-annually", "biannual", "Bi annual", "Annual / 2 years", "2-3 years", "1 or 2 years"]
NOT_UNDERSTOOD = ["3", "12", "?", "Mrs Smith", "Statutory", "Year 6"]


@pytest.mark.parametrize("text", MONTHS)
def test_a_cycle_is_counted_in_months(text):
    claim = read_cycle(text, "Policies!G4")

    assert (claim.raw, claim.months, claim.where) == (text, MONTHS[text], "Policies!G4")
    assert trouble_of_cycle(claim) is None


@pytest.mark.parametrize("text", NO_CYCLE)
def test_no_fixed_cycle_is_no_problem(text):
    claim = read_cycle(text, "x")

    assert claim.months is None
    assert no_fixed_cycle(text)
    assert trouble_of_cycle(claim) is None


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_can_mean_two_lengths_is_never_guessed(text):
    claim = read_cycle(text, "x")

    assert claim.months is None
    assert trouble_of_cycle(claim) == "cycle_ambiguous"


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_a_number_without_a_unit_is_not_understood(text):
    claim = read_cycle(text, "x")

    assert claim.months is None
    assert trouble_of_cycle(claim) == "cycle_not_understood"


@pytest.mark.parametrize("text", ["", " ", "-", "\u2013"])
def test_an_empty_cell_has_no_cycle(text):
    assert read_cycle(text, "x") is None


@given(st.text())
def test_no_text_breaks_the_reading_of_cycles(text):
    claim = read_cycle(text, "x")
    assert claim is None or claim.months is None or 1 <= claim.months <= 120
