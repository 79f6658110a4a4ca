"""Words of a policy row."""

from datetime import date

import pytest

from policyclerk.domain.policy import Accepted, Policy
from policyclerk.domain.policy_keys import with_keys
from policyclerk.domain.policy_words import accepted_of, exempt_of, outcome_of, state_of, statutory_of


@pytest.mark.parametrize("text", ["Y", "yes", "Statutory", "x", "X", "✓", "✔", "TRUE", "Statutory (DfE)"])
def test_a_tick_is_statutory(text):
    assert statutory_of(text) is True


@pytest.mark.parametrize(
    "text", ["N", "no", "FALSE", "Non-statutory", "not statutory", "Local", "Recommended"]
)
def test_a_cross_is_not_statutory(text):
    assert statutory_of(text) is False


@pytest.mark.parametrize("text", [None, "", "perhaps", "see notes"])
def test_other_words_say_nothing_about_the_law(text):
    assert statutory_of(text) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Retired", "retired"),
        ("Withdrawn June 2020", "retired"),
        ("ARCHIVED", "retired"),
        ("Superseded by P4", "retired"),
        ("Not applicable", "not applicable"),
        ("N/A", "not applicable"),
        ("At committee", "at committee"),
        ("With the finance committee", "at committee"),
        ("Awaiting approval", "awaiting approval"),
        ("To be ratified", "awaiting approval"),
        ("Draft", "draft"),
        ("DRAFT - not approved", "draft"),
        ("Approved", "approved"),
        ("Approved at Full Governing Body", "approved"),
        ("Approved subject to sign-off", "awaiting approval"),
        ("Agreed with unions, to be ratified", "awaiting approval"),
        ("Ready for committee", "at committee"),
        ("Superceded by the trust's policy", "retired"),
        ("To be replaced", None),
        ("To be withdrawn", None),
        ("Not yet retired", None),
        ("Adopted", "approved"),
        ("Published", "published"),
        ("Live document", "live"),
        ("Current", None),
        (None, None),
    ],
)
def test_a_status_comes_to_a_state(text, state):
    assert state_of(text) == state


@pytest.mark.parametrize(
    "text", ["Live document", "live", "N/A", "n/a", "Not applicable", "No review needed"]
)
def test_some_words_say_that_no_date_is_chased(text):
    assert exempt_of(text) == text


@pytest.mark.parametrize("text", [None, "TBC", "January 2027", "Live from January"])
def test_other_words_leave_the_date_to_be_chased(text):
    assert exempt_of(text) is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("ready", "ready"),
        ("Ready for approval", "ready"),
        ("not ready", "changes needed"),
        ("No change", "no change"),
        ("no changes needed", "no change"),
        ("Changes needed", "changes needed"),
        ("needs updating", "changes needed"),
        ("Withdrawn", "withdrawn"),
        ("hmm", None),
        (None, None),
    ],
)
def test_an_outcome_is_one_of_four(text, outcome):
    assert outcome_of(text) == outcome


def test_accepted_findings_stand_on_lines_or_between_semicolons():
    text = "review_overdue until 31/03/2027: waits for the DfE; then board\nSignature missing until June 2027: new chair; owner_missing until 1/2/27: hiring"
    found, unclear = accepted_of(text)

    assert found == (
        Accepted("review_overdue", date(2027, 3, 31), "waits for the DfE; then board"),
        Accepted("signature_missing", date(2027, 6, 30), "new chair"),
        Accepted("owner_missing", date(2027, 2, 1), "hiring"),
    )
    assert unclear == ()


@pytest.mark.parametrize(
    "text", ["review_overdue", "review_overdue until soon: x", "review_overdue until 31/03/2027", "ok"]
)
def test_an_acceptance_without_day_or_reason_counts_for_nothing(text):
    assert accepted_of(text) == ((), (text,))


def test_nothing_accepted_is_nothing():
    assert accepted_of(None) == ((), ())


def keys(*policies):
    made = [Policy("", ref, title, school, "t", row) for row, (ref, title, school) in enumerate(policies, 2)]
    return [p.key for p in with_keys(made)]


def test_a_ref_that_is_its_own_is_the_key():
    assert keys(("SG 01/a", "Pay", None), ("P2", "Pay", None)) == ["SG 01/a", "P2"]


def test_a_ref_used_at_two_schools_is_told_apart_by_the_school():
    assert keys(("P1", "Pay", "Brook Primary"), ("p1", "Pay", None)) == ["brook-primary-P1", "trust-p1"]


def test_a_ref_used_twice_at_one_school_gives_way_to_the_title():
    assert keys(("P1", "Pay & Reward", "Brook"), ("P1", "École", "Brook")) == [
        "brook-pay-and-reward",
        "brook-ecole",
    ]


def test_what_still_repeats_is_numbered_in_sheet_order():
    rows = [
        (None, "Pay", "Brook"),
        (None, "pay", "Brook"),
        (None, "Pay!", "Brook"),
        ("brook-pay~2", "x", None),
    ]

    assert keys(*rows) == ["brook-pay", "brook-pay~2", "brook-pay~3", "brook-pay~2~2"]
