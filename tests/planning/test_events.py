"""Sentences about the days that go into a calendar."""

from datetime import date, timedelta

import pytest
from tests.people import a_standing
from tests.planning.small_trust import FINANCE, MONDAY, TermDays, policy

from policyclerk.domain.people import Approver, Meeting
from policyclerk.planning.events import events_of
from policyclerk.planning.ladder import by_body

DUE = MONDAY + timedelta(days=40)
MEETING = Meeting("Finance Committee", None, MONDAY + timedelta(days=20))


def events(*policies, meetings=(MEETING,), today=MONDAY):
    return events_of(
        [a_standing(each, today=today) for each in policies],
        trust="Northmoor",
        meetings=by_body(meetings),
        papers_days=7,
        days=TermDays(),
        today=today,
    )


def test_a_policy_gives_its_due_day_and_the_meeting_that_must_take_it_with_its_papers() -> None:
    found = events(policy(next_review=DUE, approver=FINANCE))
    assert [(each.on, each.title) for each in found] == [
        (DUE, "Review due: P1 Policy (P1), Ash School"),
        (MEETING.on - timedelta(days=7), "Papers go out: Finance Committee of 13 December 2026"),
        (MEETING.on, "Finance Committee meets: 1 policy to decide on"),
    ]
    assert found[2].description == "P1 Policy (P1), Ash School"


def test_an_august_date_stands_beside_the_meeting_that_must_take_it() -> None:
    august, june = date(2027, 8, 31), Meeting("Finance Committee", None, date(2027, 6, 24))
    found = events(policy(next_review=august, approver=FINANCE), meetings=[june])
    assert [each.on for each in found] == [august, date(2027, 6, 17), june.on]


def test_one_meeting_stands_once_with_all_its_policies_and_a_long_list_is_cut() -> None:
    many = [policy(f"P{n}", next_review=DUE, approver=FINANCE, row=n) for n in range(1, 24)]
    meets = events(*many)[-1]
    assert meets.title.endswith("23 policies to decide on")
    assert meets.description.splitlines()[-1] == "and 3 more"


def test_what_awaits_approval_stands_at_the_next_meeting_and_has_no_review_to_do() -> None:
    waiting = policy(next_review=DUE, approver=FINANCE, state="at committee")
    assert [each.on for each in events(waiting)] == [MEETING.on - timedelta(days=7), MEETING.on]


def test_days_that_are_past_and_policies_that_are_retired_or_have_no_date_are_left_out() -> None:
    overdue = policy(next_review=MONDAY - timedelta(days=1))
    retired = policy("P2", next_review=DUE, state="retired")
    assert events(overdue, retired, policy("P3")) == ()
    assert [each.on for each in events(policy(next_review=MONDAY))] == [MONDAY]


def test_an_extension_moves_the_same_entry_and_says_so() -> None:
    before = events(policy(next_review=DUE), meetings=())[0]
    after = events(
        policy(next_review=DUE, extended_to=DUE + timedelta(days=30)),
        meetings=(),
    )[0]
    assert (after.uid, after.on) == (before.uid, DUE + timedelta(days=30))
    assert after.description == "Extended by agreement from 2 January 2027."


def test_two_trusts_never_share_an_entry_and_nobody_is_named() -> None:
    mine = events(policy(next_review=DUE, approver=FINANCE))
    assert len({each.uid for each in mine}) == 3
    assert "Marsh" not in repr(mine)


@pytest.mark.parametrize(
    ("approver", "body", "school"),
    [
        ("Finance Committee", "Finance", None),
        ("Finance", "The Finance Committee", None),
        ("Full Governing Body", "FGB", "Ash School"),
        ("FGB", "Local Governing Body", "Ash School"),
        ("Finance Committee", "finance  committee", "Ash School"),
    ],
)
def test_a_meeting_is_found_however_its_tab_spells_the_body(
    approver: str, body: str, school: str | None
) -> None:
    mine = policy(next_review=DUE, approver=Approver(approver, approver, ()))
    assert MEETING.on in [each.on for each in events(mine, meetings=[Meeting(body, school, MEETING.on)])]


@pytest.mark.parametrize(
    ("approver", "body", "school"),
    [
        ("Finance Committee", "Pay Committee", None),
        ("Finance Committee", "Finance Committee", "Beech School"),
        ("Local Governing Body", "Trust Board", None),
    ],
)
def test_a_meeting_of_another_body_or_school_is_not_its_own(
    approver: str, body: str, school: str | None
) -> None:
    mine = policy(next_review=DUE, approver=Approver(approver, approver, ()))
    assert [each.on for each in events(mine, meetings=[Meeting(body, school, MEETING.on)])] == [DUE]
