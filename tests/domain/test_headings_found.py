"""Headings as trusts really write them."""

import pytest
from tests.domain.books_made import table

from policyclerk.domain.heading_words import WORDS
from policyclerk.domain.headings import find_headings, squeezed


def fields(*headings, kind="policies", **more):
    found = find_headings(table("t", [list(headings), ["x"] * len(headings)], **more), kind)
    return dict(found.fields) if found else None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("NextReview", "next_review"),
        ("NEXT REVIEW DATE", "next_review"),
        ("Next\nreview", "next_review"),
        (" Date  of next review: ", "next_review"),
        ("Date for review", "next_review"),
        ("Next Update", "next_review"),
        ("Last Updated", "last_reviewed"),
        ("Date Reviewed", "last_reviewed"),
        ("Date approved by Governors", "approved_on"),
        ("Minute No.", "minute_ref"),
        ("Responsible Committee", "approver"),
        ("Owner(s)", "owner"),
        ("Owner's e-mail", "owner_email"),
        ("Statutory?", "statutory"),
        ("Review Frequency", "cycle"),
        ("Version No", "version"),
        ("SharePoint link", "document"),
        ("Extension agreed by", "extension_agreed_by"),
        ("Outcome on", "outcome_on"),
    ],
)
def test_a_heading_is_known_by_its_many_spellings(typed, field):
    assert fields("Policy name", typed) == {"title": 1, field: 2}


def test_a_review_date_alone_is_the_next_review():
    assert fields("Policy", "Review date")["next_review"] == 2
    assert fields("Policy", "Last review", "Review date") == {
        "title": 1,
        "last_reviewed": 2,
        "next_review": 3,
    }


def test_a_review_date_beside_the_next_review_is_the_last_one():
    assert fields("Policy", "Review date", "Next review") == {
        "title": 1,
        "last_reviewed": 2,
        "next_review": 3,
    }


def test_rows_above_the_headings_are_passed_over():
    rows = [["Northmoor Trust"], [], ["As of", "1 May"], ["Ref", "Policy", "Owner"], ["1", "Pay", "A"]]

    assert find_headings(table("t", rows), "policies").row == 4


def test_a_merged_title_is_no_heading():
    rows = [["Policy", "Owner", "Status", "Version"], ["Policy", "Owner", "Status", "Version"]]
    found = find_headings(table("t", rows, merged=[(1, 1, 1, 4)]), "policies")

    assert found.row == 2


def test_headings_split_over_two_rows_are_joined():
    rows = [
        ["Policy", "Last", "Next", "Policy"],
        ["name", "review", "review", "owner"],
        ["Pay", "1/1/26", "1/1/27", "A"],
    ]
    found = find_headings(table("t", rows), "policies")

    assert found.row == 2
    assert dict(found.fields) == {"title": 1, "last_reviewed": 2, "next_review": 3, "owner": 4}
    assert found.texts["next_review"] == "Next review"


def test_the_trusts_own_word_for_a_heading_wins():
    made = table("t", [["Thing", "Title", "Owner"], ["Pay", "x", "A"]])
    found = find_headings(made, "policies", {"title": "thing"})

    assert found.fields["title"] == 1
    assert found.repeated == ((2, "Title"),)


def test_our_own_columns_are_never_policy_data():
    found = find_headings(
        table("t", [["Policy", "Status", "Policyclerk status", "POLICYCLERK CHECKED"]]), "policies"
    )

    assert dict(found.fields) == {"title": 1, "status": 2}
    assert dict(found.own) == {"Policyclerk status": 3, "Policyclerk checked": 4}
    assert (found.last_column, found.unknown) == (4, ())


def test_a_second_column_of_one_meaning_is_set_aside():
    found = find_headings(table("t", [["Policy", "Owner", "Policy owner", "Colour"]]), "policies")

    assert (found.fields["owner"], found.repeated, found.unknown) == (
        2,
        ((3, "Policy owner"),),
        ((4, "Colour"),),
    )


def test_no_spelling_stands_for_two_fields_of_one_tab():
    for words in WORDS.values():
        short = [squeezed(w) for name in words for w in {squeezed(w): w for w in words[name]}.values()]
        assert len(short) == len(set(short))


def test_a_tab_without_a_policys_name_is_none():
    assert fields("Colour", "Size") is None
    assert fields("Owner", "Next review") is None


def test_a_policys_name_is_all_that_is_needed():
    assert fields("Policy") == {"title": 1}


def test_a_groups_name_stands_over_each_of_its_columns():
    rows = [
        [None, None, "Review dates", None, "Approval", None],
        ["Ref", "Policy", "Last", "Next", "Body", "Date"],
        ["1", "Pay", "1/1/26", "1/1/27", "FGB", "2/1/26"],
    ]
    found = find_headings(table("t", rows, merged=[(1, 3, 1, 4), (1, 5, 1, 6)]), "policies")

    assert found.row == 2
    assert dict(found.fields) == {
        "ref": 1,
        "title": 2,
        "last_reviewed": 3,
        "next_review": 4,
        "approver": 5,
        "approved_on": 6,
    }


def test_a_title_over_the_headings_is_no_part_of_them():
    rows = [
        ["Policies of Ash Trust", None, None, None],
        ["Policy", "Owner", "Next review", None],
        ["Pay", "A"],
    ]
    found = find_headings(table("t", rows, merged=[(1, 1, 1, 4)]), "policies")

    assert dict(found.texts) == {"title": "Policy", "owner": "Owner", "next_review": "Next review"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("Approved by (body)", "approver"),
        ("Owner [SLT]", "owner"),
        ("Next review (dd/mm/yyyy)", "next_review"),
        ("Owner (email)", "owner_email"),
        ("Review cycle (years)", "cycle"),
        ("Statutory policy", "statutory"),
    ],
)
def test_a_remark_in_brackets_leaves_a_heading_what_it_is(typed, field):
    assert fields("Policy name", typed) == {"title": 1, field: 2}


@pytest.mark.parametrize(
    "typed", ["Statutory policies", "Core policies", "Government policy", "Policies & procedures"]
)
def test_a_list_may_call_its_policies_by_their_sort(typed):
    assert fields(typed, "Next review") == {"title": 1, "next_review": 2}


def test_the_local_name_goes_before_the_governments():
    assert fields("Government policy", "Local policy name", "Review")["title"] == 2
