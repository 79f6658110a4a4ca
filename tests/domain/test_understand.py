"""A whole register, understood: what becomes of every row, cell and tab."""

from datetime import date, datetime

import pytest
from tests.domain.books_made import PEOPLE, SCHOOLS, TODAY, kinds, policies, problem, read, table

from policyclerk.domain.errors import RegisterError
from policyclerk.domain.people import Acknowledgement, Meeting
from policyclerk.domain.register import RawCell

FULL = (
    "Ref",
    "Policy",
    "School",
    "Statutory",
    "Owner",
    "Approver",
    "Review cycle",
    "Last reviewed",
    "Next review",
    "Approved on",
    "Status",
    "Document",
    "Extended to",
    "Extension agreed by",
    "Outcome",
    "Outcome on",
    "Accepted",
)


def one(**cells):
    """The only policy of a register with one row."""
    return register(**cells).policies[0]


def register(*others, **cells):
    headings = [h for h in FULL if h == "Policy" or h.lower().replace(" ", "_") in cells]
    values = {"policy": "Pay", **cells}
    row = [values[h.lower().replace(" ", "_")] for h in headings]
    return read(policies(row, headings=[*headings, "Version"]), *others)


# ---- dates


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (date(2027, 1, 5), "05/01/2027"),
        (datetime(2027, 1, 5, 0, 0), "05/01/2027"),  # noqa: DTZ001 - a sheet has no time zones
        ("5 Jan 2027", "5 Jan 2027"),
        (46392, "46392"),
        (46392.0, "46392"),
        ("05.01.27", "05.01.27"),
    ],
)
def test_true_dates_serials_and_typed_dates_mean_the_same(value, raw):
    claim = one(next_review=value).next_review

    assert (claim.start, claim.precision, claim.raw) == (date(2027, 1, 5), "day", raw)
    assert claim.where == "Policies!B2"


def test_a_sheet_that_hands_out_serials_shows_the_day():
    found = read(policies(["Pay", 46392], headings=("Policy", "Next review")), locale="en_GB")

    assert found.policies[0].next_review.raw == "05/01/2027"
    assert found.policies[0].place("next_review").raw == "05/01/2027"


def test_a_number_that_is_a_year_is_a_year():
    assert one(last_reviewed=2010).last_reviewed.precision == "year"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TBC", "date_not_understood"),
        ("As practice changes", "date_not_understood"),
        ("2015-2018", "date_ambiguous"),
        ("Sept 2023-2025", "date_ambiguous"),
        ("31/02/2027", "date_impossible"),
        (True, "date_not_understood"),
    ],
)
def test_a_date_that_cannot_be_told_is_named_with_its_place(text, kind):
    found = register(next_review=text)

    assert found.policies[0].next_review.start is None
    told = problem(found, kind)
    assert (told.tab, told.row, told.column, told.raw) == (
        "Policies",
        2,
        "Next review",
        str(text).upper() if text is True else text,
    )
    assert "Type one date" in told.message


def test_a_month_with_two_digits_is_read_and_pointed_out():
    found = register(last_reviewed="Aug 19")

    assert found.policies[0].last_reviewed.start == date(2019, 8, 1)
    assert "August 2019" in problem(found, "date_ambiguous").message


@pytest.mark.parametrize("text", ["n/a", "N/A", "none", "-", "not yet reviewed"])
def test_a_date_cell_may_say_that_there_is_none(text):
    found = register(last_reviewed=text)

    assert (found.policies[0].last_reviewed, kinds(found)) == (None, [])


def test_typed_dates_are_in_doubt_where_a_column_holds_both_orders():
    rows = [
        ["A", "23/09/2026"],
        ["B", "09/23/2026"],
        ["C", "03/04/2026"],
        ["D", date(2026, 4, 3)],
        ["E", "4 May 2026"],
        ["F", "05/05/2026"],
    ]
    found = read(policies(*rows, headings=("Policy", "Last reviewed")))

    assert [p.last_reviewed.start for p in found.policies] == [
        date(2026, 9, 23),
        None,
        None,
        date(2026, 4, 3),
        date(2026, 5, 4),
        date(2026, 5, 5),
    ]
    assert [(p.row, p.kind) for p in found.problems] == [(3, "date_impossible"), (4, "date_ambiguous")]


def test_one_order_alone_leaves_no_doubt():
    rows = [["A", "23/09/2026"], ["C", "03/04/2026"]]

    assert kinds(read(policies(*rows, headings=("Policy", "Last reviewed")))) == []


def test_a_next_review_before_the_last_one_is_out_of_order():
    assert (
        problem(register(last_reviewed="1/2/2026", next_review="1/2/2025"), "date_order").column
        == "Next review"
    )
    assert kinds(register(last_reviewed="June 2026", next_review="2026")) == []


def test_a_last_review_in_the_future_is_out_of_order():
    assert problem(register(last_reviewed="1/2/2027"), "date_order").column == "Last reviewed"


def test_a_sheet_set_to_the_united_states_is_suspect():
    found = read(policies(["Pay", "x"], headings=("Policy", "Owner")), locale="en_US")

    assert problem(found, "locale_suspect").raw == "en_US"


def test_terms_take_the_days_of_the_terms_tab():
    terms = (
        "Terms",
        [
            ["School", "Term", "Starts", "Ends"],
            [None, "Autumn 1", "1/9/2026", "23/10/2026"],
            [None, "Autumn 2", "2/11/2026", "18/12/2026"],
            ["HSA", "Autumn 2", "2/11/2026", "11/12/2026"],
        ],
    )
    found = read(
        policies(["Pay", "Northmoor; HSA", "Autumn 2026"], headings=("Policy", "School", "Next review")),
        SCHOOLS,
        terms,
    )

    assert [(p.school, p.next_review.end) for p in found.policies] == [
        ("Northmoor Primary School", date(2026, 12, 18)),
        ("Hillside Academy", date(2026, 12, 11)),
    ]


# ---- cycles, words, extensions


def test_a_live_document_is_exempt_and_not_unknown():
    for cells in (
        {"next_review": "Live document"},
        {"next_review": "n/a"},
        {"review_cycle": "Live document"},
        {"status": "Live document"},
    ):
        found = register(**cells)
        assert found.policies[0].exempt == next(iter(cells.values()))
        assert found.policies[0].next_review is None
        assert kinds(found) == []


def test_a_date_beside_a_live_cycle_is_chased():
    policy = one(review_cycle="Live document", next_review="1/2/2027")

    assert (policy.exempt, policy.next_review.start) == (None, date(2027, 2, 1))


def test_cycles_are_counted_or_named():
    assert one(review_cycle="Every 3 years").cycle.months == 36
    assert kinds(register(review_cycle="Bi-annually")) == ["cycle_ambiguous"]
    assert kinds(register(review_cycle="3")) == ["cycle_not_understood"]
    assert kinds(register(review_cycle="As required")) == []


def test_an_extension_counts_only_when_somebody_agreed_to_it():
    assert one(extended_to="1/3/2027", extension_agreed_by="FGB").extended_to.start == date(2027, 3, 1)
    assert one(extended_to="1/3/2027", extension_agreed_by=None).extended_to is None
    assert one(extended_to="1/3/2027").extended_to is None


def test_outcomes_and_acceptances_are_read():
    policy = one(
        outcome="No changes", outcome_on="1/11/2026", accepted="review_overdue until 31/03/2027: waits"
    )

    assert (policy.outcome, policy.outcome_on.start, policy.accepted[0].until) == (
        "no change",
        date(2026, 11, 1),
        date(2027, 3, 31),
    )


def test_an_outcome_or_acceptance_that_says_nothing_is_named():
    assert kinds(register(outcome="hmm")) == ["outcome_not_understood"]
    assert problem(register(accepted="review_overdue"), "date_not_understood").column == "Accepted"


def test_every_mapped_field_keeps_its_heading_and_text():
    policy = one(statutory="✓", next_review=date(2027, 1, 5), status=None)

    assert {name: (p.column, p.raw) for name, p in policy.places} == {
        "title": ("Policy", "Pay"),
        "statutory": ("Statutory", "✓"),
        "next_review": ("Next review", "05/01/2027"),
        "status": ("Status", None),
        "version": ("Version", None),
    }
    assert policy.statutory is True


def test_a_link_stands_beside_the_text_of_its_cell():
    policy = one(document=RawCell("Pay policy", link="https://example.org/d/1"))

    assert (policy.document, policy.document_link) == ("Pay policy", "https://example.org/d/1")


# ---- cells that are broken


def test_a_formula_error_is_named_and_counts_as_blank():
    found = register(next_review=RawCell(None, error="#REF!", formula=True))

    assert found.policies[0].next_review is None
    assert problem(found, "formula_error").raw == "#REF!"


def test_a_cell_far_too_long_is_cut_and_named():
    found = register(owner="x" * 40_000)

    assert len(found.policies[0].owners[0].text) == 2_000
    assert "40000 characters" in problem(found, "cell_too_long").message
    assert len(problem(found, "cell_too_long").raw) == 200


def test_a_merged_banner_is_no_policy():
    rows = [["Policy", "Owner", "Status"], ["HR POLICIES", None, None], ["Pay", "A", None]]
    found = read(table("Policies", rows, merged=[(2, 1, 2, 3)]))

    assert [p.title for p in found.policies] == ["Pay"]
    assert problem(found, "merged_cells").row == 2


def test_cells_merged_downwards_are_named():
    rows = [["Policy", "Owner"], ["Pay", "A"], ["Leave", None]]
    found = read(table("Policies", rows, merged=[(2, 2, 3, 2)]))

    assert len(found.policies) == 2
    assert "row 2 to row 3" in problem(found, "merged_cells").message


# ---- rows


def test_a_row_without_a_name_is_named():
    found = read(policies(["Pay", "A"], [None, "B"], headings=("Policy", "Owner")))

    assert problem(found, "row_without_policy").row == 3


def test_the_same_ref_twice_in_a_school_is_a_problem_and_at_two_schools_is_none():
    headings = ("Ref", "Policy", "School")
    assert (
        problem(
            read(policies(["P1", "Pay", "A"], ["p1", "Leave", "A"], headings=headings)), "duplicate_ref"
        ).row
        == 3
    )
    assert kinds(read(policies(["P1", "Pay", "A"], ["P1", "Pay", "B"], headings=headings))) == []


def test_the_same_policy_twice_in_a_school_is_a_problem_and_both_stay():
    found = read(policies(["Pay", "A"], ["PAY ", "A"], headings=("Policy", "School")))

    assert (len(found.policies), problem(found, "duplicate_row").row) == (2, 3)


def test_no_row_is_lost_in_silence():
    headings = ["Ref", "Policy", "School", "Owner"]
    rows = [
        ["Trust register", None, None, None],
        headings,
        ["1", "Pay", "All schools", "A"],
        [],
        ["HR", None, None, None],
        headings,
        [None, None, "Northmoor", None],
        ["2", "Leave", None, "B"],
        [None, RawCell(None, error="#N/A"), None, None],
        [None, " ", None, False],
        ["2", "Leave", None, "B"],
        [None, "Only a name"],
    ]
    found = read(table("Policies", rows, merged=[(1, 1, 1, 4), (5, 1, 5, 4)]), SCHOOLS)

    held = {p.row for p in found.policies}
    named = {
        p.row for p in found.problems if p.kind in ("row_without_policy", "merged_cells", "heading_repeated")
    }
    blank = {4, 10}
    assert held | named | blank == set(range(3, 13))
    assert not held & named
    assert [p.row for p in found.policies] == [3, 3, 3, 8, 11, 12]
    assert [o.row for o in found.own_cells] == [3, 8, 11, 12]


# ---- tabs


def test_a_row_for_all_primaries_is_a_policy_at_each():
    found = read(policies(["P1", "Pay", "all primaries"], headings=("Ref", "Policy", "School")), SCHOOLS)

    assert [(p.key, p.school) for p in found.policies] == [
        ("northmoor-primary-school-P1", "Northmoor Primary School"),
        ("brook-primary-P1", "Brook Primary"),
    ]


def test_a_school_nobody_has_listed_is_named():
    found = read(policies(["Pay", "Elsewhere"], headings=("Policy", "School")), SCHOOLS)

    assert (found.policies[0].school, problem(found, "school_unknown").raw) == ("Elsewhere", "Elsewhere")


def test_tabs_named_for_schools_give_the_school():
    headings = ("Policy", "Owner")
    found = read(
        policies(["Pay", "A"], headings=headings, name="Northmoor"),
        policies(["Pay", "A"], headings=headings, name="Trust policies"),
        SCHOOLS,
    )

    assert [p.school for p in found.policies] == ["Northmoor Primary School", None]


def test_one_tab_with_any_name_is_the_trusts():
    assert (
        read(policies(["Pay", "A"], headings=("Policy", "Owner"), name="Register 2026")).policies[0].school
        is None
    )


def test_two_tabs_without_a_schools_tab_are_two_schools():
    headings = ("Policy", "Owner")
    found = read(
        policies(["Pay", "A"], headings=headings, name="Oak"),
        policies(["Pay", "A"], headings=headings, name="Elm"),
    )

    assert [(p.school, p.key) for p in found.policies] == [("Oak", "oak-pay"), ("Elm", "elm-pay")]


def test_a_tab_that_is_none_of_ours_is_named():
    found = read(
        policies(["Pay", "A"], headings=("Policy", "Owner")),
        ("Lettings", [["Hall", "Price"], ["A", 3]]),
        ("Empty", [[]]),
    )

    assert problem(found, "tab_ignored").tab == "Lettings"


def test_the_settings_may_name_the_policy_tabs():
    headings = ("Policy", "Owner")
    found = read(
        policies(["Pay", "A"], headings=headings, name="2026"),
        policies(["Old", "A"], headings=headings, name="2019"),
        tabs=("2026", "2027"),
    )

    assert [p.title for p in found.policies] == ["Pay"]
    assert {p.tab for p in found.problems if p.kind == "tab_ignored"} == {"2019", "2027"}


def test_a_book_without_a_policy_tab_is_refused_in_a_sentence():
    with pytest.raises(RegisterError, match="no tab that lists policies") as told:
        read(("Lettings", [["Hall", "Price"]]))
    assert told.value.kind == "no_policy_tab"


def test_headings_not_used_are_named():
    found = read(policies(["Pay", "A", "B", "red"], headings=("Policy", "Owner", "Policy owner", "Colour")))

    assert problem(found, "heading_unknown").raw == "Colour"
    assert problem(found, "heading_repeated").raw == "Policy owner"


def test_the_settings_may_name_a_heading():
    found = read(
        policies(["Pay", "1/2/2027"], headings=("Thing", "Bring back")),
        headings={"title": "Thing", "next_review": "Bring back"},
    )

    assert found.policies[0].next_review.start == date(2027, 2, 1)
    assert kinds(found) == []


def test_our_own_columns_are_remembered_and_never_read():
    found = read(policies(["Pay", "A", "Red: overdue"], headings=("Policy", "Owner", "Policyclerk status")))

    assert dict(found.own_cells[0].values) == {"Policyclerk status": "Red: overdue"}
    assert dict(found.tabs[0].own) == {"Policyclerk status": 3}
    assert found.tabs[0].last_column == 3
    assert found.has == {"title", "owner"}


def test_a_row_that_holds_only_our_columns_is_blank():
    found = read(
        policies(["Pay", "A", None], [None, None, "Red"], headings=("Policy", "Owner", "Policyclerk status"))
    )

    assert (len(found.policies), kinds(found)) == (1, [])


def test_terms_that_do_not_reach_over_today_are_missing():
    terms = ("Terms", [["School", "Term", "Starts", "Ends"], [None, "Autumn", "1/9/2025", "18/12/2025"]])
    pay = policies(["Pay", "A"], headings=("Policy", "Owner"))

    assert problem(read(pay, terms), "terms_missing").tab == "Terms"
    assert kinds(read(pay, terms, today=date(2025, 10, 1))) == []
    assert kinds(read(pay)) == []


def test_terms_that_leave_a_year_out_ahead_are_missing():
    rows = [["School", "Term", "Starts", "Ends"], [None, "Autumn", "1/9/2026", "18/12/2026"]]
    ahead = [None, "Autumn", "4/9/2028", "20/10/2028"]
    pay = policies(["Pay", "A"], headings=("Policy", "Owner"))

    today = date(2026, 11, 23)
    assert kinds(read(pay, ("Terms", rows), today=today)) == []
    message = problem(read(pay, ("Terms", [*rows, ahead]), today=today), "terms_missing").message
    assert "no term from 19/12/2026 to 03/09/2028 for the whole trust" in message
    assert kinds(read(pay, ("Terms", [*rows, ahead]), today=date(2028, 9, 4))) == []


def test_meetings_and_acknowledgements_are_read():
    meetings = (
        "Meetings",
        [
            ["Body", "School", "Date", "Papers out"],
            ["LGB", "HSA", "1/12/2026", "24/11/2026"],
            ["LGB", None, "soon", None],
        ],
    )
    read_by = (
        "Acknowledgements",
        [["Person", "Policy", "Version", "Date"], ["JS", "Pay", 1.2, date(2026, 9, 3)]],
    )
    found = read(policies(["Pay", "A"], headings=("Policy", "Owner")), SCHOOLS, meetings, read_by)

    assert found.meetings == (Meeting("LGB", "Hillside Academy", date(2026, 12, 1), date(2026, 11, 24)),)
    assert found.acknowledgements == (Acknowledgement("JS", "Pay", "1.2", date(2026, 9, 3)),)
    assert [(p.tab, p.row) for p in found.problems] == [("Meetings", 3), ("Meetings", 3)]


def test_a_csv_is_what_the_settings_say():
    people = table("whoswho", [["Name", "Email"], ["Ann", "ann@example.org"]], role="people")
    found = read(policies(["Pay", "Ann"], headings=("Policy", "Owner")), people)

    assert found.policies[0].owners[0].email == "ann@example.org"


def test_a_terms_row_that_ends_before_it_starts_is_left_out():
    terms = ("Terms", [["Term", "Starts", "Ends"], ["Autumn", "18/12/2026", "1/9/2026"]])

    assert "date_order" in kinds(read(policies(["Pay", "A"], headings=("Policy", "Owner")), terms))


def test_ten_thousand_rows_are_understood():
    rows = [
        [f"P{n}", f"Policy {n}", "Northmoor", "Jane Smith", "LGB", "Annual", f"{n % 28 + 1}/3/2026"]
        for n in range(10_000)
    ]
    headings = ("Ref", "Policy", "School", "Owner", "Approver", "Review cycle", "Last reviewed")
    found = read(policies(*rows, headings=headings), SCHOOLS, PEOPLE, today=TODAY)

    assert (len(found.policies), len({p.key for p in found.policies}), found.problems) == (10_000, 10_000, ())


@pytest.mark.parametrize("text", ["-", "n/a", "TBC", "___", "Vacant"])
def test_a_cell_that_is_only_filled_says_nothing(text):
    headings = ("Ref", "Policy", "Owner", "Approver", "Minute ref", "Version", "Document")
    found = read(policies([text, "Pay", text, text, text, text, text], headings=headings), PEOPLE)
    policy = found.policies[0]

    assert (policy.ref, policy.owners, policy.approver, policy.minute_ref) == (None, (), None, None)
    assert (policy.version, policy.document, policy.place("minute_ref").raw) == (None, None, text)
    assert kinds(found) == []


def test_a_dash_is_no_policys_name():
    found = read(policies(["Pay", "A"], ["-", "B"], headings=("Policy", "Owner")))

    assert (len(found.policies), problem(found, "row_without_policy").row) == (1, 3)


def test_somebody_with_two_schools_stands_at_both():
    people = (
        "People",
        [
            ["Name", "Role", "Body", "School", "Email"],
            ["Clem", "Clerk", "LGB", "Northmoor; HSA", "c@example.org"],
        ],
    )
    meetings = ("Meetings", [["Body", "School", "Date"], ["LGB", "Northmoor; HSA", "1/12/2026"]])
    rows = [["Pay", "Northmoor", "LGB"], ["Leave", "HSA", "LGB"]]
    found = read(policies(*rows, headings=("Policy", "School", "Approver")), SCHOOLS, people, meetings)

    assert [[p.name for p in policy.approver.people] for policy in found.policies] == [["Clem"], ["Clem"]]
    assert [m.school for m in found.meetings] == ["Northmoor Primary School", "Hillside Academy"]
