"""Sentences about the plan as a whole: its order, its limits, its fingerprint."""

from dataclasses import replace
from datetime import date, timedelta

from tests.people import a_document
from tests.planning.small_trust import MONDAY, SmallTrust, TermDays, mails, owner, policy, settings

from policyclerk.domain.finding import RunProblem
from policyclerk.domain.people import Person
from policyclerk.planning.alert import alert
from policyclerk.planning.digest import message_id
from policyclerk.planning.view import LedgerView


def crowd(number: int) -> list:
    people = [owner(Person(f"Owner {n}", f"o{n}@ash.example")) for n in range(number)]
    return [policy(f"P{n}", next_review=MONDAY, row=n + 2, owners=(people[n],)) for n in range(number)]


def kinds(plan) -> list[str]:
    return [action.kind for action in plan.actions]


def test_actions_stand_in_the_order_drafts_mails_rows_report() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], documents={"P1": a_document()})
    assert kinds(trust.plan()) == ["write_draft", "send_mail", "send_mail", "update_register", "write_report"]
    assert [a.order.kind for a in trust.plan().actions if a.kind == "send_mail"] == [
        "owner-digest",
        "trust-summary",
    ]


def test_a_second_run_on_the_same_day_has_nothing_left_to_do_and_says_why() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], documents={"P1": a_document()})
    first = trust.run()
    second = trust.plan()
    assert second.actions == ()
    assert second.skips == ()
    said = {each.key: each.why for each in second.suppressed}
    for action in first.actions:
        if action.kind != "update_register":
            assert all("2026-11-23" in said[key] for key in action.items or (action.key,))


def test_the_same_desk_gives_the_same_plan() -> None:
    trust = SmallTrust(crowd(4))
    assert trust.plan() == trust.plan()


def test_a_round_of_reminders_alone_plans_nothing_but_mails() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], documents={"P1": a_document()})
    assert kinds(trust.plan(only_mails=True)) == ["send_mail", "send_mail"]


def test_the_message_id_follows_from_the_keys_in_any_order() -> None:
    assert message_id(["b", "a"]) == message_id(["a", "b"])
    assert message_id(["a"]) != message_id(["a", "b"])
    assert message_id(["a"]).startswith("pc-")
    assert len(message_id(["a"])) == 35


# ---- limits


def test_too_many_mails_stop_the_mails_only_and_say_the_numbers() -> None:
    trust = SmallTrust(crowd(3), settings=settings(limits={"max_mails_per_run": 3}))
    plan = trust.plan()
    assert "send_mail" not in kinds(plan)
    assert "write_report" in kinds(plan)
    problem = plan.problems[-1]
    assert problem.kind == "too_many_mails"
    assert problem.message.startswith("4 messages would go out, the limit is 3.")
    assert plan.skips == ()
    assert len(mails(trust.plan(allow_mails=4))) == 3
    assert mails(trust.plan(allow_mails=2)) == []


def test_a_register_that_shrank_stops_everything() -> None:
    trust = SmallTrust(crowd(10))
    trust.run()
    trust.policies = trust.policies[:6]
    plan = trust.plan(MONDAY + timedelta(days=7))
    assert (plan.actions, plan.skips) == ((), ())
    assert plan.problems[-1].kind == "register_shrank"
    assert plan.problems[-1].message.startswith("4 of the 10 policies of 23 November 2026 are no longer")
    assert trust.plan(MONDAY + timedelta(days=7), allow_shrink=True).actions != ()
    trust.policies = crowd(10)[:7]
    assert trust.plan(MONDAY + timedelta(days=7)).actions != (), "three of ten is within the share of 0.3"


def test_schools_without_terms_are_named_and_the_mails_go_all_the_same() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], days=TermDays(unknown=frozenset({"Ash School"})))
    plan = trust.plan()
    problem = next(each for each in plan.problems if each.kind == "terms_missing")
    assert "Ash School" in problem.message
    assert not problem.fatal
    assert len(mails(plan)) == 1


# ---- the fingerprint


def test_the_fingerprint_changes_with_register_documents_settings_and_today() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    first = trust.plan().fingerprint
    assert len(first) == 16
    others = [
        trust.plan(MONDAY + timedelta(days=1)).fingerprint,
        trust.plan(digests=(("policies/a.docx", "1"),)).fingerprint,
        SmallTrust([policy(next_review=date(2026, 11, 24))]).plan().fingerprint,
        SmallTrust([policy(next_review=MONDAY)], settings=settings(reminders={"cap": 3})).plan().fingerprint,
    ]
    assert len({first, *others}) == 5


def test_the_fingerprint_knows_nothing_of_our_own_columns_the_ledger_or_the_hour() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    first = trust.plan().fingerprint
    trust.run()
    assert trust.plan().fingerprint == first
    assert trust.plan(late_enough=False).fingerprint == first


# ---- alerts


def test_an_alert_goes_once_per_day_and_kind_whatever_the_day() -> None:
    trust = SmallTrust([])
    problem = RunProblem("register_missing", "There is no register.xlsx.")

    def planned(today: date):
        view = LedgerView(trust.ledger.claims(), trust.ledger.hash_recipient)
        given = {"settings": trust.settings, "ledger": view, "today": today}
        return alert(problem, contact="Clerk@Trust.example", **given)

    sunday = MONDAY - timedelta(days=1)
    action = planned(sunday)
    assert action is not None
    assert action.items[0].startswith("alert/-/none/2026-11-22.register_missing/")
    trust.carry_out(replace(trust.plan(sunday), actions=(action,), skips=()))
    assert planned(sunday) is None
    assert planned(MONDAY) is not None
