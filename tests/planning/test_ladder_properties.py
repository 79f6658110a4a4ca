"""What is true of every ladder and every calendar, whatever the days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from tests.people import a_claim, a_standing
from tests.planning.small_trust import FINANCE, policy

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.people import Meeting, Term
from policyclerk.domain.settings import EscalationStep, RemindersSettings
from policyclerk.planning.days import last_open_day, next_open_day, next_sending_day, release_on, why_quiet
from policyclerk.planning.ladder import approver_steps, escalation_steps, needed_by, owner_steps

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
STEPS = st.lists(st.integers(-120, 120), min_size=1, max_size=8, unique=True).map(tuple)


@st.composite
def calendars(draw) -> Calendar:
    """Terms of the trust and of one school that need not agree, breaks among them, and a few bank holidays."""
    terms = [
        Term(school, name, start, start + timedelta(days=draw(st.integers(3, 80))), holiday=holiday)
        for school, name, holiday in (
            (None, "Autumn", False),
            (None, "Half term", True),
            (None, "Spring", False),
            ("Ash School", "Autumn", False),
            ("Ash School", "Summer", False),
        )
        if draw(st.booleans())
        for start in [draw(DAYS)]
    ]
    return Calendar(tuple(terms), draw(st.frozensets(DAYS, max_size=6)))


@budget(deadline=None)
@given(DAYS, WEEKDAYS)
def test_a_step_is_released_on_the_first_sending_weekday_within_a_week(falls_on: date, send_on) -> None:
    release = release_on(falls_on, send_on)
    assert release.weekday() in send_on
    assert timedelta(0) <= release - falls_on < timedelta(days=7)
    between = (falls_on + timedelta(days=n) for n in range((release - falls_on).days))
    assert not [day for day in between if day.weekday() in send_on]


@budget(deadline=None)
@given(DAYS, STEPS, WEEKDAYS)
def test_no_two_steps_of_a_ladder_swap_their_order_and_each_stands_at_its_distance(
    due: date, steps, send_on
) -> None:
    reminders = RemindersSettings(owner_steps=steps, approver_steps=steps, send_on=send_on)
    standing = a_standing(policy(next_review=due))
    needed = needed_by(standing.policy, standing.due, meetings=(), papers_days=7, days=Calendar())
    for found in (owner_steps(standing.due, needed, reminders), approver_steps(due, reminders)):
        assert [step.falls_on for step in found] == sorted(step.falls_on for step in found)
        assert [step.release for step in found] == sorted(step.release for step in found)
        assert {step.name: (due - step.falls_on).days for step in found} == {str(n): n for n in steps}


@budget(deadline=None)
@given(DAYS, st.lists(st.integers(1, 200), min_size=1, max_size=5, unique=True))
def test_escalations_follow_one_another_after_the_due_date(due: date, after) -> None:
    reminders = RemindersSettings(escalation=tuple(EscalationStep(n, "trust") for n in after))
    found = [step for step, _ in escalation_steps(a_standing(policy(next_review=due)).due, reminders)]
    assert [step.name for step in found] == [f"esc-{n}" for n in sorted(after)]
    assert all(step.falls_on > due for step in found)


@budget(deadline=None)
@given(DAYS, st.lists(DAYS, max_size=6), calendars(), st.integers(0, 30))
def test_an_owner_is_never_needed_after_the_due_date_nor_by_a_meeting_that_cannot_decide(
    due: date, days, calendar: Calendar, papers: int
) -> None:
    mine = policy(next_review=due, approver=FINANCE)
    meetings = tuple(Meeting("Finance Committee", None, day) for day in sorted(days))
    needed = needed_by(mine, a_standing(mine).due, meetings=meetings, papers_days=papers, days=calendar)
    assert needed.on <= due
    if needed.meeting is not None:
        assert needed.meeting.on <= due
        assert not [day for day in days if needed.meeting.on < day <= due]
        assert needed.on == needed.meeting.on - timedelta(days=papers)
    elif needed.on != due:
        assert calendar.is_working_day(needed.on)
        assert calendar.in_term(needed.on, "Ash School")


@budget(deadline=None)
@given(DAYS, calendars(), st.sampled_from([None, "Ash School", "Beech School"]), st.booleans())
def test_the_day_that_something_waits_for_is_the_first_on_which_it_may_go(
    day: date, calendar: Calendar, school: str | None, quiet: bool
) -> None:
    found = next_open_day(day, school, calendar, quiet=quiet)
    if found is not None:
        assert found > day
        assert why_quiet(found, school, calendar, quiet=quiet) is None
    waited = (day + timedelta(days=n) for n in range(1, (found - day).days if found else 366))
    assert all(why_quiet(each, school, calendar, quiet=quiet) for each in waited)


@budget(deadline=None)
@given(DAYS, calendars())
def test_the_last_open_day_lies_before_and_is_open(day: date, calendar: Calendar) -> None:
    found = last_open_day(day, None, calendar)
    assert found == day or (found < day and why_quiet(found, None, calendar, quiet=True) is None)


@budget(deadline=None)
@given(DAYS, WEEKDAYS, st.booleans())
def test_the_next_sending_day_is_today_only_before_its_hour(day: date, send_on, late: bool) -> None:
    found = next_sending_day(day, send_on, late=late)
    assert found.weekday() in send_on
    assert (found > day) if late else (found >= day)


@budget(deadline=None)
@given(DAYS, st.integers(1, 90))
def test_an_early_review_within_its_cycle_never_moves_the_day_it_was_meant_for(due: date, early: int) -> None:
    mine = policy(next_review=due)
    reviewed = policy(next_review=due, last_reviewed=due - timedelta(days=early))
    assert a_standing(mine).due == a_standing(reviewed).due
    extended = policy(next_review=due, extended_to=a_claim(due + timedelta(days=early)))
    assert a_standing(extended).due.anchor == due
