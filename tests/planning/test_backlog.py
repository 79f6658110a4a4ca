"""Sentences about the first run over an old register, and a careful first month."""

from datetime import date, timedelta

import pytest
from tests.planning.small_trust import (
    CONTACT,
    JO,
    MONDAY,
    SmallTrust,
    TermDays,
    escalation,
    mails,
    policy,
    settings,
    steps,
    why,
)

OLD = {"backlog": "summary"} | escalation()


def old_policies(number: int) -> list:
    return [
        policy(f"P{n}", next_review=MONDAY - timedelta(days=30 * n), row=n + 1) for n in range(1, number + 1)
    ]


def sent(plan) -> list[tuple[str, str]]:
    return [(a.to, a.order.kind) for a in plan.actions if a.kind == "send_mail"]


def test_the_first_run_over_an_old_register_sends_one_summary_and_spends_the_steps_already_past() -> None:
    trust = SmallTrust(old_policies(5), settings=settings(reminders=OLD))
    plan = trust.run(MONDAY)
    assert sent(plan) == [(CONTACT, "trust-summary")]
    context = plan.actions[0].order.context
    assert (context["first_run"], context["backlog"]) == (True, 5)
    assert len(plan.skips) == 5 * 6 - 1, "six owner steps each; the youngest is not yet 42 days late"
    assert mails(trust.run(date(2026, 11, 24))) == []


def test_the_first_run_waits_for_a_day_on_which_the_summary_can_go() -> None:
    trust = SmallTrust(old_policies(1), settings=settings(reminders=OLD))
    sunday = trust.run(MONDAY - timedelta(days=1))
    assert (sent(sunday), sunday.skips) == ([], ())
    assert {s.why for s in sunday.suppressed if s.key.startswith("owner")} == {
        "waits until Monday 23 November: weekend"
    }
    early = trust.run(MONDAY, late_enough=False)
    assert (sent(early), early.skips) == ([], ())
    assert sent(trust.run(MONDAY)) == [(CONTACT, "trust-summary")]


def test_what_falls_due_after_the_first_run_goes_its_usual_way() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(reminders=OLD))
    trust.run(MONDAY)
    assert steps(trust.run(date(2026, 12, 7))) == {"jo@ash.example": ["owner/P1/-14"]}


def test_with_send_the_newest_past_step_of_each_policy_goes_in_one_message() -> None:
    trust = SmallTrust(old_policies(3), settings=settings(reminders=escalation()))
    assert steps(trust.run(MONDAY)) == {"jo@ash.example": ["owner/P1/-14", "owner/P2/-42", "owner/P3/-42"]}


def test_without_a_contact_the_backlog_is_passed_over_in_silence_and_todays_step_goes() -> None:
    trust = SmallTrust(
        [*old_policies(2), policy("P9", next_review=MONDAY, row=9)],
        settings=settings(reminders=OLD, trust={"contact": None}),
    )
    plan = trust.run(MONDAY)
    assert steps(plan) == {"jo@ash.example": ["owner/P9/0"]}
    assert mails(trust.run(date(2026, 11, 24))) == []


def test_the_backlog_comes_back_so_many_policies_a_week_the_most_serious_first() -> None:
    statutory = policy("P8", next_review=MONDAY - timedelta(days=50), statutory=True, row=8)
    trust = SmallTrust(
        [*old_policies(3), statutory],
        settings=settings(reminders=OLD, rollout={"backlog_per_week": 2}),
    )
    assert sent(trust.run(MONDAY)) == [(CONTACT, "trust-summary")]
    assert mails(trust.run(date(2026, 11, 24))) == []
    first = trust.run(date(2026, 11, 30))
    assert steps(first) == {"jo@ash.example": ["owner/P3/-42", "owner/P8/-42"]}
    waiting = why(first.suppressed, trust.key("owner", "P2", date(2026, 9, 24), -42, JO))
    assert waiting == "waits its turn: 2 old policies a week, the most serious first"
    assert mails(trust.run(date(2026, 12, 1))) == []
    assert steps(trust.run(date(2026, 12, 7))) == {"jo@ash.example": ["owner/P1/-42", "owner/P2/-42"]}


def test_schools_outside_the_rollout_are_checked_and_never_mailed() -> None:
    ash = policy(next_review=MONDAY)
    beech = policy("P2", next_review=MONDAY, school="Beech School", row=3)
    trusts = policy("P3", next_review=MONDAY, school=None, row=4)
    trust = SmallTrust([ash, beech, trusts], settings=settings(rollout={"schools": ("ash",)}))
    plan = trust.plan()
    assert steps(plan) == {"jo@ash.example": ["owner/P1/0"]}
    said = why(plan.suppressed, trust.key("owner", "P2", MONDAY, 0, JO))
    assert said == "Beech School is not among the schools of [rollout]"


# ---- only to whom the trust has said


@pytest.mark.parametrize(
    "mail", [{"allowed_domains": ("Trust.example",)}, {"allowed_addresses": ("CLERK@trust.example",)}]
)
def test_mail_goes_only_to_the_domains_and_addresses_that_the_trust_has_listed(mail: dict) -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(mail=mail))
    plan = trust.run(MONDAY)
    assert sent(plan) == [(CONTACT, "trust-summary")]
    assert "not among allowed_domains" in (
        why(plan.suppressed, trust.key("owner", "P1", MONDAY, 0, JO)) or ""
    )
    summary = next(a for a in plan.actions if a.kind == "send_mail").order.context
    assert "nobody" in [section["role"] for section in summary["sections"]]


def test_a_contact_outside_of_the_list_does_not_hold_up_the_others() -> None:
    trust = SmallTrust(
        [policy(next_review=MONDAY)],
        settings=settings(mail={"allowed_domains": ("ash.example",)}, reminders={"backlog": "summary"}),
    )
    assert sent(trust.run(MONDAY)) == [("jo@ash.example", "owner-digest")]


def test_while_all_mail_is_redirected_the_address_that_it_goes_to_must_be_listed() -> None:
    listed = {"allowed_addresses": ("me@trust.example",)}
    for redirect, number in (("me@trust.example", 2), ("other@trust.example", 0)):
        changed = settings(mail=listed, rollout={"redirect": redirect})
        assert len(sent(SmallTrust([policy(next_review=MONDAY)], settings=changed).plan())) == number


# ---- all mail redirected


def test_redirected_mail_goes_to_one_address_names_the_true_recipient_and_spends_nothing() -> None:
    trust = SmallTrust(
        [policy(next_review=MONDAY)], settings=settings(rollout={"redirect": "me@trust.example"})
    )
    plan = trust.run(MONDAY)
    message = mails(plan)[0]
    assert (message.to, message.items, message.order.items) == ("me@trust.example", (), ())
    assert message.order.context["redirected_from"] == {"name": "Jo Marsh", "address": "jo@ash.example"}
    assert plan.skips == ()
    again = trust.plan(MONDAY)
    assert sent(again) == []
    assert why(again.suppressed, message.key) == "redirected, sent 2026-11-23"


def test_after_the_redirection_the_true_messages_go_on_the_same_day() -> None:
    redirected = settings(rollout={"redirect": "me@trust.example"})
    trust = SmallTrust([policy(next_review=MONDAY)], settings=redirected)
    before = mails(trust.run(MONDAY))[0].key
    trust.settings = settings()
    plan = trust.run(MONDAY)
    assert steps(plan) == {"jo@ash.example": ["owner/P1/0"]}
    assert mails(plan)[0].key != before


def test_a_redirected_first_run_shows_the_summary_and_later_the_steps_that_fall_due_since() -> None:
    trust = SmallTrust(
        [policy(next_review=MONDAY)],
        settings=settings(reminders=OLD, rollout={"redirect": "me@trust.example"}),
    )
    assert sent(trust.run(MONDAY)) == [("me@trust.example", "trust-summary")]
    assert mails(trust.run(date(2026, 11, 24))) == []
    assert len(mails(trust.run(date(2026, 12, 7)))) == 1


# ---- the trust's summary


def test_the_summary_goes_once_per_sending_weekday() -> None:
    trust = SmallTrust([policy(next_review=date(2028, 1, 1))])
    went = [sent(trust.run(MONDAY + timedelta(days=n))) for n in range(8)]
    assert [bool(each) for each in went] == [True, *[False] * 6, True]


def test_a_summary_held_up_by_a_holiday_goes_once_on_the_first_day_after_it() -> None:
    holiday = TermDays(holidays=((MONDAY, date(2026, 11, 24), None),))
    trust = SmallTrust([policy(next_review=date(2028, 1, 1))], days=holiday)
    went = {n: sent(trust.run(MONDAY + timedelta(days=n))) for n in range(7)}
    assert [n for n, each in went.items() if each] == [2]


def test_what_is_red_stays_in_every_summary() -> None:
    trust = SmallTrust([policy(next_review=date(2024, 1, 8))])
    for week in range(3):
        plan = trust.run(MONDAY + timedelta(days=7 * week))
        summary = next(a for a in plan.actions if a.to == CONTACT).order.context
        red = next(s for s in summary["sections"] if s["role"] == "red")
        assert [item["policy"] for item in red["items"]] == ["P1"]


def test_the_contact_who_owns_a_policy_gets_one_message_for_both() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(trust={"contact": "Jo@Ash.example"}))
    plan = trust.plan()
    messages = [a for a in plan.actions if a.kind == "send_mail"]
    assert [(a.to, a.order.kind, len(a.items)) for a in messages] == [("jo@ash.example", "owner-digest", 2)]
    roles = [s["role"] for s in messages[0].order.context["sections"]]
    assert roles[0] == "owner"
    assert "amber" in roles
