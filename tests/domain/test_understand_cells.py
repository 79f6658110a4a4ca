"""Cells as people really fill them: what is read out of them, and what is said of the others."""

import pytest
from tests.domain.books_made import SCHOOLS, kinds, policies, problem, read, table

from policyclerk.domain.register import UNCALCULATED, RawCell


def one(heading, value, *more, headings=()):
    """A register with one policy that has one cell worth looking at."""
    return read(policies(["Pay", value, *more], headings=["Policy", heading, *headings]))


# ---- merged cells


def test_a_merge_beside_the_policys_name_hides_no_policy():
    rows = [["Policy", "Owner", "Notes", "Status"], ["Pay", "see the whole of last year's minutes"]]

    (policy,) = read(table("Policies", rows, merged=[(2, 2, 2, 4)])).policies

    assert policy.title == "Pay"


def test_a_name_merged_over_columns_without_headings_is_a_name():
    rows = [["Policy", None, None, "Owner"], ["Pay", None, None, "A"]]

    assert [p.title for p in read(table("Policies", rows, merged=[(2, 1, 2, 3)])).policies] == ["Pay"]


def test_a_name_merged_over_three_heading_columns_is_a_banner():
    rows = [["Policy", "Owner", "Status"], ["Finance policies"], ["Pay", "A", "Approved"]]

    register = read(table("Policies", rows, merged=[(2, 1, 2, 3)]))

    assert [p.title for p in register.policies] == ["Pay"]
    assert (problem(register, "merged_cells").row, problem(register, "merged_cells").raw) == (
        2,
        "Finance policies",
    )


def test_cells_merged_downwards_are_named_with_their_heading_and_text():
    rows = [["Policy", "Owner"], ["Pay", "Jo Marsh"], ["Leave", None]]

    told = problem(read(table("Policies", rows, merged=[(2, 2, 3, 2)])), "merged_cells")

    assert (told.row, told.column, told.raw) == (2, "Owner", "Jo Marsh")


# ---- dates


def test_two_dates_in_one_cell_are_named_once_in_a_column_of_both_orders():
    rows = [["A", "25/12/2026"], ["B", "12/25/2026"], ["C", "01/02/2027 or 01/03/2027"]]
    register = read(policies(*rows, headings=["Policy", "Next review"]))

    (told,) = [p for p in register.problems if p.row == 4]
    assert told.kind == "date_ambiguous"
    assert told.message.startswith("Two dates stand here")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "This is not a date."),
        ("May", "The year is missing."),
        ("31/02/2027", "There is no such day"),
        ("2024-27", "This is a range of dates"),
    ],
)
def test_a_date_that_cannot_be_told_is_explained_in_a_sentence(text, sentence):
    (told,) = one("Next review", text).problems

    assert told.message.startswith(sentence)


@pytest.mark.parametrize(
    "text", ["N/a - no biometric information held", "live document (kept on the website)"]
)
def test_a_live_document_may_say_why(text):
    register = one("Next review", text)

    assert register.policies[0].exempt == text
    assert kinds(register) == []


def test_a_live_document_with_a_day_in_it_is_for_a_person_to_read():
    register = one("Next review", "Live document - look again in 2027")

    assert register.policies[0].exempt is None
    assert kinds(register) == ["date_not_understood"]


# ---- accepted findings


def test_an_acceptance_of_no_known_finding_is_named():
    told = problem(one("Accepted", "lateness until 31/03/2027: holidays"), "date_not_understood")

    assert "lateness until 31/03/2027: holidays" in told.message


def test_accepted_findings_may_stand_between_commas():
    text = "review_overdue until 31/03/2027: new law, owner missing until 31/01/2027: hiring, from January"

    accepted = one("Accepted", text).policies[0].accepted

    assert [(a.kind, a.reason) for a in accepted] == [
        ("review_overdue", "new law"),
        ("owner_missing", "hiring, from January"),
    ]


# ---- tabs


def test_a_tab_named_for_a_school_that_is_not_listed_is_named_once():
    tabs = [
        (name, [["Policy", "Owner"], ["Pay", "A"], ["Leave", "A"]]) for name in ("Brook Primary", "Elsewhere")
    ]

    told = problem(read(*tabs, SCHOOLS), "school_unknown")

    assert (told.tab, told.row, told.raw) == ("Elsewhere", None, "Elsewhere")


def test_a_policy_tab_left_out_of_the_settings_is_told_why():
    tabs = [(name, [["Policy", "Owner"], ["Pay", "A"]]) for name in ("Now", "Old")]

    assert "not among the tabs named" in problem(read(*tabs, tabs=("Now",)), "tab_ignored").message


# ---- cycles


@pytest.mark.parametrize(
    ("heading", "value", "months"),
    [("Review cycle (years)", 3, 36), ("Cycle (months)", "18", 18), ("Frequency in years", 1, 12)],
)
def test_a_bare_number_counts_what_its_heading_says(heading, value, months):
    register = one(heading, value)

    assert (register.policies[0].cycle.months, register.policies[0].cycle.raw) == (months, str(value))
    assert kinds(register) == []


def test_a_bare_number_below_a_heading_that_says_nothing_is_named():
    assert kinds(one("Review cycle", 3)) == ["cycle_not_understood"]


def test_a_tab_of_old_policies_is_listed_and_never_chased():
    tabs = [
        (name, [["Policy", "Next review"], ["Pay", "01/09/2020"]]) for name in ("Brook Primary", "Archive")
    ]

    current, old = read(*tabs, SCHOOLS).policies

    assert (current.retired, old.retired, old.school) == (False, True, None)


def test_a_column_with_the_month_in_front_is_suspect_and_read_as_ever():
    rows = [["A", "12/25/2026"], ["B", "03/04/2027"]]

    register = read(policies(*rows, headings=["Policy", "Next review"]))

    told = problem(register, "locale_suspect")
    assert (told.column, told.raw, told.row) == ("Next review", "12/25/2026", None)
    assert str(register.policies[1].next_review.start) == "2027-04-03"


# ---- rows that repeat


def test_a_retired_row_may_stand_beside_its_successor():
    rows = [["Pay", "Archived"], ["Pay", "Approved"]]

    assert kinds(read(policies(*rows, headings=["Policy", "Status"]))) == []


def test_a_school_spelled_otherwise_is_the_same_school():
    rows = [["Pay", "Ash Primary"], ["Pay", "ASH primary"]]

    assert kinds(read(policies(*rows, headings=["Policy", "School"]))) == ["duplicate_row"]


# ---- formulas


def test_a_formula_that_was_never_worked_out_is_named_and_makes_no_row():
    unknown = RawCell(error=UNCALCULATED, formula=True)
    rows = [["Pay", unknown], [None, unknown]]

    register = read(policies(*rows, headings=["Policy", "Next review"]))

    told = problem(register, "formula_error")
    assert (told.row, told.column) == (2, "Next review")
    assert "save it once" in told.message
    assert len(register.policies) == 1


# ---- policies that a school does not hold


def test_a_name_that_says_not_applicable_is_listed_and_never_chased():
    (policy,) = read(
        policies(["N/a - no biometric data held", None], headings=["Policy", "Next review"])
    ).policies

    assert policy.state == "not applicable"
    assert policy.retired
