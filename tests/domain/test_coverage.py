"""Which of the policies that are asked for each school has, as far as the register can tell."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.people import TODAY, a_document, a_policy, a_register, a_standing

from policyclerk.domain.coverage import COVERAGE_STATUSES, Coverage, CoverageRow, coverage
from policyclerk.domain.people import School
from policyclerk.domain.review import Standing
from policyclerk.domain.statutory import StatutoryList, StatutoryPolicy, concerns

FAR, PAST = "30/09/2027", "30/09/2025"
ASH = School("Ash School", "Ash", "Primary", "Academy")
BEECH = School("Beech School", "Beech", "Secondary", "Community")


def asked(known_as: str, title: str, **given: Any) -> StatutoryPolicy:
    values = {
        "source": "A list",
        "address": "https://list.example",
        "as_at": date(2026, 11, 20),
        "area": "pupils",
    }
    return StatutoryPolicy(known_as, title, asked_by="list", **(values | given))


BEHAVIOUR = asked("behaviour", "Behaviour", aliases=("Positive relationships",))
LIST = StatutoryList("1", date(2026, 11, 20), (BEHAVIOUR,), register="whole")


def grid(
    *standings: Standing, wanted: StatutoryList = LIST, schools: tuple[School, ...] = (ASH,)
) -> Coverage:
    register = replace(a_register(*(s.policy for s in standings)), schools=schools)
    return coverage(standings, register=register, wanted=wanted, trust="Northmoor Trust", today=TODAY)


def one(*standings: Standing, **given: Any) -> CoverageRow:
    (row,) = grid(*standings, **given).rows
    return row


def ours(title: str = "Behaviour Policy", **given: Any) -> Standing:
    values = {"title": title, "school": "Ash School", "next_review": FAR} | given
    return a_standing(a_policy(**values), a_document("policies/behaviour.docx"))


def only(*policies: StatutoryPolicy, register: str | None = "whole") -> StatutoryList:
    return StatutoryList("1", date(2026, 11, 20), policies, register)  # type: ignore[arg-type]


def test_a_policy_with_a_coming_date_is_in_place():
    row = one(ours())
    assert (row.status, row.school, len(row.policies)) == ("in place", "Ash School", 1)
    assert row.due_on == date(2027, 9, 30)


def test_a_policy_past_its_date_is_out_of_date_and_the_day_is_named():
    row = one(ours(next_review=PAST))
    assert row.status == "out of date"
    assert "30/09/2025" in row.why


def test_without_a_date_nobody_can_tell_unless_it_is_a_live_document():
    assert one(ours(next_review=None)).status == "cannot tell"
    assert one(ours(next_review=None, exempt="live document")).status == "in place"


def test_a_file_that_was_not_found_or_cannot_be_read_leaves_it_open():
    lost = replace(ours(), document=None, document_problem="There is no such file.")
    broken = a_standing(
        a_policy(title="Behaviour", school="Ash School", next_review=FAR),
        a_document("policies/behaviour.docx", ok=False),
    )
    assert {one(lost).status, one(broken).status} == {"cannot tell"}


def test_another_title_of_the_list_counts_and_so_does_the_documents_own():
    other = a_standing(
        a_policy(title="B1", school="Ash School", next_review=FAR),
        a_document("policies/b1.docx", title="Positive Relationships Policy"),
    )
    assert one(ours("Positive Relationships")).status == "in place"
    assert one(other).status == "in place"


def test_a_policy_of_the_trust_counts_for_every_school_that_has_none_of_its_own():
    whole, own = ours(school=None), ours(next_review=PAST)
    rows = grid(whole, own, schools=(ASH, BEECH)).rows
    assert [(row.school, row.status) for row in rows] == [
        ("Ash School", "out of date"),
        ("Beech School", "in place"),
    ]


def test_without_any_known_title_it_is_not_found_and_a_retired_row_does_not_count():
    assert one(ours("Lettings")).status == "not found"
    assert one(ours(state="retired")).status == "not found"


def test_a_row_that_says_not_applicable_is_believed():
    assert one(ours(state="not applicable")).status == "not applicable"


def test_a_draft_is_not_yet_in_place():
    assert one(ours(state="draft")).status == "cannot tell"


def test_what_is_asked_of_other_schools_is_not_applicable():
    row = one(ours("Lettings"), wanted=only(replace(BEHAVIOUR, types=("maintained",))))
    assert row.status == "not applicable"
    assert "maintained schools" in row.why


def test_where_the_schools_tab_says_too_little_nobody_can_tell():
    row = one(
        ours("Lettings"),
        wanted=only(replace(BEHAVIOUR, types=("maintained",))),
        schools=(School("Ash School"),),
    )
    assert row.status == "cannot tell"
    assert "Type" in row.why


@pytest.mark.parametrize("doubt", [{"only_if": "it is used"}, {"confirmed": False}])
def test_a_condition_or_a_row_to_be_checked_is_never_a_gap(doubt):
    assert one(ours("Lettings"), wanted=only(replace(BEHAVIOUR, **doubt))).status == "cannot tell"


def test_what_the_trust_has_said_is_not_ours_is_not_applicable_with_its_reason():
    refused = replace(BEHAVIOUR, ours=False, reason="No pupils.")
    assert (one(wanted=only(refused)).status, one(wanted=only(refused)).why) == (
        "not applicable",
        "No pupils.",
    )


def test_it_may_be_not_ours_at_one_school_alone():
    refused = replace(BEHAVIOUR, ours=False, reason="No pupils.", not_ours_for=("Ash School",))
    rows = grid(wanted=only(refused), schools=(ASH, BEECH)).rows
    assert [row.status for row in rows] == ["not applicable", "not found"]


def test_what_the_trust_has_once_is_one_row_and_a_schools_own_copy_answers_it():
    once = replace(BEHAVIOUR, held_by="trust")
    rows = grid(ours(), wanted=only(once), schools=(ASH, BEECH)).rows
    assert [(row.school, row.status) for row in rows] == [(None, "in place")]


def test_a_register_of_staff_policies_is_asked_about_and_not_judged():
    others = [asked(f"p{n}", f"Curriculum area {n}", area=f"area {n % 4}") for n in range(9)]
    staff = asked("discipline", "Staff discipline", area="staff")
    found = grid(ours("Staff Discipline"), ours("Lettings"), wanted=only(staff, *others, register=None))

    assert found.in_part
    assert found.question is not None
    assert "1 of the 10" in found.question
    assert {row.status for row in found.rows} == {"in place", "cannot tell"}


@pytest.mark.parametrize(("said", "status"), [("whole", "not found"), ("part", "cannot tell")])
def test_what_the_trust_says_of_its_register_is_not_asked_again(said, status):
    found = grid(ours("Lettings"), wanted=only(BEHAVIOUR, register=said))
    assert (found.question, found.rows[0].status) == (None, status)


def test_a_trust_without_schools_is_one_column():
    (row,) = grid(ours(school=None), schools=()).rows
    assert (row.school, row.status) == (None, "in place")


def test_without_a_list_there_is_no_grid():
    register = a_register()
    assert coverage((), register=register, wanted=None, trust="T", today=TODAY).rows == ()


def test_one_schools_grid_leaves_the_other_schools_out():
    once = asked("board", "Register of interests", held_by="trust")
    whole = grid(ours(), wanted=only(BEHAVIOUR, once), schools=(ASH, BEECH))
    assert [row.school for row in whole.of_school("Beech School").rows] == ["Beech School", None]


def test_a_policy_knows_which_rows_of_the_list_it_answers():
    standing = ours("Behaviour and Exclusions")
    exclusion = asked("exclusion", "Exclusion")
    found = grid(standing, wanted=only(BEHAVIOUR, exclusion))
    assert [p.id for p in found.asked_of[standing.policy.key]] == ["behaviour", "exclusion"]


def test_every_answer_is_one_of_the_five():
    assert set(COVERAGE_STATUSES) == {"in place", "out of date", "not found", "not applicable", "cannot tell"}


@pytest.mark.parametrize(
    ("kind", "phase", "wanted", "expected"),
    [
        ("Academy converter", "Primary", {"types": ("academy",)}, True),
        ("Voluntary aided", None, {"types": ("academy",)}, False),
        ("Special", None, {"types": ("academy",)}, None),
        ("Special academy", None, {"types": ("academy",)}, True),
        ("Special academy", None, {"types": ("academy",), "not_types": ("special",)}, False),
        ("Academy", "All-through", {"phases": ("secondary",)}, True),
        ("Academy", "Junior", {"phases": ("secondary",)}, False),
        ("Academy", None, {"phases": ("secondary",)}, None),
        (None, None, {}, True),
    ],
)
def test_who_is_asked_follows_from_type_and_phase(kind, phase, wanted, expected):
    assert concerns(asked("x", "X", **wanted), School("Ash School", None, phase, kind)) is expected
