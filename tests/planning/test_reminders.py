"""Sentences about the steps on which people hear of a policy."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.people import a_block, a_document
from tests.planning.small_trust import (
    CHAIR,
    CLERK,
    CONTACT,
    FINANCE,
    HEAD,
    JO,
    MONDAY,
    SAM,
    SmallTrust,
    TermDays,
    days,
    escalation,
    mails,
    owner,
    policy,
    settings,
    steps,
    why,
)

from policyclerk.domain.people import Approver, Meeting, Person
from policyclerk.domain.policy import Accepted

DUE = date(2027, 1, 8)
"""A Friday; 42 days before it is Friday 27 November 2026."""


def test_a_step_goes_on_the_first_sending_weekday_on_or_after_the_day_it_falls_due() -> None:
    trust = SmallTrust([policy(next_review=DUE)], settings=settings(reminders={"owner_steps": (42,)}))
    went = {day: steps(trust.run(day)) for day in days(date(2026, 11, 24), date(2026, 12, 14))}
    assert {day: told for day, told in went.items() if told} == {
        date(2026, 11, 30): {"jo@ash.example": ["owner/P1/42"]}
    }


def test_of_several_released_steps_only_the_newest_goes_and_the_older_are_skipped() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    plan = trust.run()
    assert steps(plan) == {"jo@ash.example": ["owner/P1/0"]}
    assert set(plan.skips) == {trust.key("owner", "P1", MONDAY, step, JO) for step in (90, 42, 14)}
    again = trust.plan()
    assert why(again.suppressed, trust.key("owner", "P1", MONDAY, 0, JO)) == "sent 2026-11-23"
    assert why(again.suppressed, trust.key("owner", "P1", MONDAY, 42, JO)) == "skipped 2026-11-23"


def test_steps_above_nought_count_back_from_the_papers_date_of_the_last_meeting_before_the_due_date() -> None:
    late = Meeting("Finance Committee", None, date(2027, 2, 1))
    deciding = Meeting("Finance Committee", None, date(2027, 1, 4))
    trust = SmallTrust(
        [policy(next_review=DUE, approver=FINANCE)],
        meetings=[Meeting("Finance Committee", None, date(2026, 6, 1)), late, deciding],
        settings=settings(reminders={"owner_steps": (35,)}),
    )
    assert steps(trust.plan(MONDAY)) == {"jo@ash.example": ["owner/P1/35"]}, "28 December less 35 days"
    assert steps(trust.plan(MONDAY - timedelta(days=1))) == {}


def test_a_day_on_which_papers_go_out_counts_before_the_days_of_the_settings() -> None:
    meeting = Meeting("Finance Committee", None, date(2027, 1, 4), papers_out=date(2026, 12, 14))
    trust = SmallTrust(
        [policy(next_review=DUE, approver=FINANCE)],
        meetings=[meeting],
        settings=settings(reminders={"owner_steps": (21,)}),
    )
    item = mails(trust.plan(MONDAY))[0].order.context["sections"][0]["items"][0]
    assert item["needed_by"] == "2026-12-14"


def test_without_a_meeting_a_due_date_in_a_holiday_is_needed_by_the_last_working_day_before() -> None:
    holiday = TermDays(holidays=((date(2026, 12, 19), date(2027, 1, 10), None),))
    trust = SmallTrust(
        [policy(next_review=DUE)], days=holiday, settings=settings(reminders={"owner_steps": (14,)})
    )
    assert steps(trust.plan(date(2026, 12, 7))) == {"jo@ash.example": ["owner/P1/14"]}, "18 December less 14"


def test_steps_of_nought_and_below_count_from_the_due_date() -> None:
    trust = SmallTrust(
        [policy(next_review=MONDAY - timedelta(days=14))], settings=settings(reminders=escalation())
    )
    assert steps(trust.plan()) == {"jo@ash.example": ["owner/P1/-14"]}


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        (date(2026, 12, 5), "waits until Monday 7 December: weekend"),
        (date(2026, 11, 30), "waits until Tuesday 1 December: bank holiday"),
        (date(2026, 12, 21), "waits until Monday 4 January 2027: school holiday"),
    ],
)
def test_what_falls_on_a_quiet_day_waits_and_says_until_when(today: date, reason: str) -> None:
    quiet = TermDays(
        bank_holidays=frozenset({date(2026, 11, 30)}),
        holidays=((date(2026, 12, 19), date(2027, 1, 3), "Ash School"),),
    )
    trust = SmallTrust([policy(next_review=MONDAY)], days=quiet)
    plan = trust.plan(today)
    assert mails(plan) == []
    newest = {date(2026, 12, 21): -14}.get(today, 0)
    assert why(plan.suppressed, trust.key("owner", "P1", MONDAY, newest, JO)) == reason


def test_what_a_bank_holiday_held_up_goes_on_the_next_working_day() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], days=TermDays(bank_holidays=frozenset({MONDAY})))
    assert mails(trust.run(MONDAY)) == []
    assert steps(trust.run(date(2026, 11, 24))) == {"jo@ash.example": ["owner/P1/0"]}


def test_school_holidays_are_not_kept_free_where_the_trust_says_so() -> None:
    holiday = TermDays(holidays=((MONDAY, MONDAY, None),))
    trust = SmallTrust(
        [policy(next_review=MONDAY)], days=holiday, settings=settings(reminders={"quiet_in_holidays": False})
    )
    assert steps(trust.plan()) == {"jo@ash.example": ["owner/P1/0"]}


def test_nothing_goes_before_the_hour() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    plan = trust.plan(late_enough=False)
    assert [a for a in plan.actions if a.kind == "send_mail"] == []
    assert why(plan.suppressed, trust.key("owner", "P1", MONDAY, 0, JO)) == "waits until 07:30"


def test_first_steps_go_before_the_warning_time_where_the_ladder_begins_earlier() -> None:
    due = MONDAY + timedelta(days=182)
    trust = SmallTrust([policy(next_review=due)], settings=settings(reminders={"owner_steps": (182,)}))
    assert steps(trust.plan()) == {"jo@ash.example": ["owner/P1/182"]}


def test_a_signature_that_is_wanting_does_not_keep_the_owner_from_the_next_review() -> None:
    due = MONDAY + timedelta(days=182)
    trust = SmallTrust(
        [policy(next_review=due, approver=FINANCE)],
        settings=settings(reminders={"owner_steps": (182,)}),
        documents={"P1": a_document("policies/a.docx", sign_offs=(a_block("no"),))},
    )
    assert steps(trust.plan())["jo@ash.example"] == ["owner/P1/182"]


def test_an_owner_who_has_said_ready_is_not_asked_again() -> None:
    done = policy(next_review=MONDAY, outcome="ready", outcome_on=date(2026, 11, 20))
    assert "jo@ash.example" not in steps(SmallTrust([done]).plan())


def test_an_owner_who_was_ready_long_before_is_not_asked_again_where_the_head_alone_approves() -> None:
    done = policy(
        next_review=MONDAY + timedelta(days=200),
        approval_level="Headteacher",
        approved_on=date(2026, 6, 10),
        outcome="ready",
        outcome_on=date(2026, 11, 20),
    )
    trust = SmallTrust([done], settings=settings(reminders={"owner_steps": (200,)}))
    assert "jo@ash.example" not in steps(trust.plan())


def test_each_of_two_owners_has_her_own_message() -> None:
    trust = SmallTrust([policy(next_review=MONDAY, owners=(owner(JO), owner(SAM)))])
    assert steps(trust.plan()) == {"jo@ash.example": ["owner/P1/0"], "sam@ash.example": ["owner/P1/0"]}


def test_a_new_owner_hears_only_of_steps_not_yet_spent() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(reminders=escalation()))
    trust.run(MONDAY)
    trust.policies = [policy(next_review=MONDAY, owners=(owner(SAM),))]
    assert steps(trust.run(date(2026, 11, 30))) == {}
    assert steps(trust.run(date(2026, 12, 7))) == {"sam@ash.example": ["owner/P1/-14"]}


def test_somebody_away_is_stood_in_for_by_the_deputy() -> None:
    away = replace(JO, away_from=MONDAY, away_until=date(2026, 12, 4), deputy="Sam Reed")
    trust = SmallTrust([policy(next_review=MONDAY, owners=(owner(away),))], people=(away, SAM, HEAD))
    plan = trust.plan()
    assert steps(plan) == {"sam@ash.example": ["owner/P1/0"]}
    item = mails(plan)[0].order.context["sections"][0]["items"][0]
    assert item["why"].endswith("in place of Jo Marsh, who is away until 4 December 2026")


def test_without_a_deputy_the_escalation_hears_in_place_of_somebody_gone() -> None:
    gone = replace(JO, active=False)
    trust = SmallTrust([policy(next_review=MONDAY, owners=(owner(gone),))], people=(gone, SAM, HEAD))
    assert steps(trust.plan()) == {"head@ash.example": ["owner/P1/0"]}


def test_a_deputy_who_is_away_too_is_passed_by() -> None:
    away = replace(JO, away_from=MONDAY, away_until=MONDAY, deputy="sam@ash.example")
    sam = replace(SAM, away_from=MONDAY, away_until=MONDAY, deputy="Jo Marsh")
    trust = SmallTrust([policy(next_review=MONDAY, owners=(owner(away),))], people=(away, sam, HEAD))
    assert steps(trust.plan()) == {"head@ash.example": ["owner/P1/0"]}


def test_escalations_go_to_the_head_of_the_school_and_then_to_the_trust() -> None:
    due = MONDAY - timedelta(days=28)
    trust = SmallTrust([policy(next_review=due)], settings=settings(reminders={"owner_steps": ()}))
    assert steps(trust.run(MONDAY)) == {"head@ash.example": ["escalation/P1/esc-28"]}
    plan = trust.run(MONDAY + timedelta(days=28))
    assert steps(plan) == {CONTACT: ["escalation/P1/esc-56"]}
    assert mails(plan)[0].order.kind == "escalation"


def test_a_policy_of_the_whole_trust_has_no_headteacher_and_escalates_to_the_trust() -> None:
    due = MONDAY - timedelta(days=28)
    trust = SmallTrust(
        [policy(next_review=due, school=None)], settings=settings(reminders={"owner_steps": ()})
    )
    assert steps(trust.plan()) == {CONTACT: ["escalation/P1/esc-28"]}


def test_an_escalation_may_go_to_an_address() -> None:
    due = MONDAY - timedelta(days=7)
    reminders = {"owner_steps": ()} | escalation((7, "Lead@Trust.example"))
    trust = SmallTrust([policy(next_review=due)], settings=settings(reminders=reminders))
    assert steps(trust.plan()) == {"lead@trust.example": ["escalation/P1/esc-7"]}


def test_an_owner_without_an_address_is_told_to_the_trust() -> None:
    nameless = policy(next_review=MONDAY, owners=(owner(Person("Pat Low")),))
    trust = SmallTrust([nameless])
    plan = trust.plan()
    assert mails(plan) == []
    said = why(plan.suppressed, trust.key("owner", "P1", MONDAY, 0, None))
    assert said == "nobody to write to: Pat Low has no e-mail address in the register"
    summary = next(a for a in plan.actions if a.kind == "send_mail").order.context
    nobody = next(s for s in summary["sections"] if s["role"] == "nobody")
    assert [item["policy"] for item in nobody["items"]] == ["P1"]


def test_the_cap_counts_messages_about_one_policy_and_cycle_to_one_person() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(reminders={"cap": 1} | escalation()))
    assert steps(trust.run(MONDAY)) == {"jo@ash.example": ["owner/P1/0"]}
    plan = trust.run(date(2026, 12, 7))
    assert steps(plan) == {}
    assert why(plan.suppressed, trust.key("owner", "P1", MONDAY, -14, JO)) == "cap of 1 messages reached"


def test_a_failed_message_is_tried_again_on_the_next_working_day_and_not_before() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    trust.run(MONDAY, failing=True)
    plan = trust.plan(MONDAY)
    assert [a for a in plan.actions if a.kind == "send_mail"] == []
    said = why(plan.suppressed, trust.key("owner", "P1", MONDAY, 0, JO))
    assert said == "waits until Tuesday 24 November: it could not be sent today"
    assert steps(trust.plan(date(2026, 11, 24))) == {"jo@ash.example": ["owner/P1/0"]}


def test_an_unknown_outcome_is_not_repeated_and_holds_up_no_later_step() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(reminders=escalation()))
    plan = trust.plan(MONDAY)
    trust.carry_out(plan)
    message = mails(plan)[0]
    trust.ledger.record_all(_effects(message), today=MONDAY, state="unknown")
    again = trust.plan(date(2026, 11, 24))
    assert steps(again) == {}
    assert "may have been sent 2026-11-23" in (why(again.suppressed, message.items[0]) or "")
    assert steps(trust.plan(date(2026, 12, 7))) == {"jo@ash.example": ["owner/P1/-14"]}


def _effects(message):
    from policyclerk.domain.ledger import effect_of

    return [effect_of(key, to=message.to, message_id=message.key) for key in message.items]


def test_who_has_had_a_message_today_gets_nothing_more_today() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    trust.run(MONDAY)
    trust.policies = [*trust.policies, policy("P2", next_review=MONDAY, row=3)]
    plan = trust.plan(MONDAY)
    assert mails(plan) == []
    said = why(plan.suppressed, trust.key("owner", "P2", MONDAY, 0, JO))
    assert said == "waits until Tuesday 24 November: this person has had a message today"
    assert steps(trust.plan(date(2026, 11, 24))) == {"jo@ash.example": ["owner/P2/0"]}


def test_an_extension_moves_the_steps_and_keeps_the_cycle() -> None:
    extended = policy(next_review=MONDAY - timedelta(days=28), extended_to=MONDAY)
    trust = SmallTrust([extended], settings=settings(reminders=escalation()))
    plan = trust.plan()
    assert mails(plan)[0].items == (trust.key("owner", "P1", date(2026, 10, 26), 0, JO),)


def test_a_step_spent_before_an_extension_comes_again_for_the_new_date_and_never_at_once() -> None:
    late = policy(next_review=MONDAY)
    trust = SmallTrust([late])
    trust.run(MONDAY)
    trust.policies = [policy(next_review=MONDAY, extended_to=date(2027, 1, 4))]
    sent = {}
    for day in (MONDAY + timedelta(days=n) for n in range(1, 60)):
        for message in mails(trust.run(day)):
            sent[day] = message.items
    again = {date(2026, 12, 21): 14, date(2027, 1, 4): 0, date(2027, 1, 18): -14}
    assert sent == {
        day: (trust.key("owner", "P1", date(2027, 1, 4) if step >= 0 else MONDAY, step, JO),)
        for day, step in again.items()
    }


def test_a_review_whose_lateness_is_accepted_is_not_chased_until_its_date() -> None:
    late = policy(
        next_review=date(2026, 11, 9),
        accepted=(Accepted("Review overdue", date(2026, 12, 7), "new law in December"),),
    )
    trust = SmallTrust([late], settings=settings(reminders=escalation()))
    plan = trust.plan()
    assert steps(plan) == {}
    said = why(plan.suppressed, trust.key("owner", "P1", date(2026, 11, 9), -14, JO))
    assert said == "accepted until 7 December 2026: new law in December"
    assert steps(trust.plan(date(2026, 12, 7))) == {"jo@ash.example": ["owner/P1/-14"]}


# ---- those who approve and sign


def awaiting(key: str = "P1", **given):
    values = {"next_review": date(2027, 11, 1), "last_reviewed": date(2026, 11, 1), "approver": FINANCE}
    return policy(key, **(values | {"approved_on": date(2025, 11, 1)} | given))


def test_chair_and_clerk_hear_before_the_next_meeting_of_the_body() -> None:
    meetings = [Meeting("finance committee", None, date(2026, 12, 7))]
    trust = SmallTrust([awaiting()], meetings=meetings)
    plan = trust.plan(MONDAY)
    assert steps(plan) == {"chair@trust.example": ["approver/P1/14"], "kit@trust.example": ["approver/P1/14"]}
    assert mails(plan)[0].items[0].split("/")[2] == "2026-12-07"
    assert mails(plan)[0].order.kind == "approver-digest"


def test_without_a_meeting_approvers_hear_towards_the_end_of_the_month() -> None:
    trust = SmallTrust([awaiting()])
    plan = trust.plan(MONDAY)
    assert steps(plan) == {"chair@trust.example": ["approver/P1/7"], "kit@trust.example": ["approver/P1/7"]}
    assert mails(plan)[0].items[0].split("/")[2] == "2026-11-30"


def test_a_named_person_approves_without_a_body() -> None:
    trust = SmallTrust([awaiting(approver=Approver("Hana Cole", None, (HEAD,)), approval_level="Full board")])
    assert steps(trust.plan(MONDAY)) == {"head@ash.example": ["approver/P1/7"]}


def test_a_former_chair_is_not_stood_in_for_while_the_body_has_others() -> None:
    former = replace(CHAIR, name="Olu Grant", email="olu@trust.example", active=False)
    body = Approver("Finance Committee", "Finance Committee", (former, CLERK))
    trust = SmallTrust([awaiting(approver=body)], people=(former, CLERK, HEAD))
    assert steps(trust.plan(MONDAY)) == {"kit@trust.example": ["approver/P1/7"]}


def test_the_step_of_the_meeting_itself_goes_after_it_where_its_steps_had_begun() -> None:
    meetings = [Meeting("Finance Committee", None, d) for d in (date(2026, 11, 26), date(2027, 3, 4))]
    trust = SmallTrust([awaiting()], meetings=meetings)
    trust.run(MONDAY)
    told = steps(trust.run(date(2026, 11, 30)))
    assert told == {"chair@trust.example": ["approver/P1/0"], "kit@trust.example": ["approver/P1/0"]}


def test_a_meeting_that_was_over_before_is_not_spoken_of() -> None:
    meetings = [Meeting("Finance Committee", None, d) for d in (date(2026, 11, 12), date(2027, 3, 4))]
    assert steps(SmallTrust([awaiting()], meetings=meetings).plan(MONDAY)) == {}


def test_the_clerk_sees_what_is_still_with_its_owners_and_the_chair_does_not() -> None:
    with_owner = policy("P2", next_review=MONDAY, approver=FINANCE, row=3)
    plan = SmallTrust([awaiting(), with_owner]).plan(MONDAY)
    roles = {a.to: [s["role"] for s in a.order.context["sections"]] for a in mails(plan)}
    assert roles["kit@trust.example"] == ["approver", "with-owner"]
    assert roles["chair@trust.example"] == ["approver"]


def test_the_clerk_of_one_school_sees_nothing_of_another() -> None:
    clerk = replace(CLERK, school="Ash School")
    body = Approver("Finance Committee", "Finance Committee", (clerk,))
    elsewhere = policy("P2", next_review=MONDAY, approver=body, row=3, school="Beech School")
    plan = SmallTrust([awaiting(approver=body), elsewhere], people=(clerk, JO, HEAD)).plan(MONDAY)
    told = next(a for a in mails(plan) if a.to == "kit@trust.example")
    assert [s["role"] for s in told.order.context["sections"]] == ["approver"]
