"""Sentences about the five cells that are written back."""

from datetime import date, timedelta

from tests.people import a_block, a_document, an_approver
from tests.planning.small_trust import MONDAY, SmallTrust, policy, settings, why

from policyclerk.domain.policy import Place


def rows(plan) -> list:
    return [a for a in plan.actions if a.kind == "update_register"]


def cells(trust: SmallTrust, today: date = MONDAY) -> dict:
    return rows(trust.plan(today))[0].result


def test_every_row_gets_a_status_that_starts_with_its_colour() -> None:
    paper = a_document()
    blank = a_document("policies/b.docx", sign_offs=(a_block("no"),))
    far = date(2028, 1, 1)
    policies = {
        "Red: review overdue 1 day, statutory": policy(
            "P1", next_review=MONDAY - timedelta(days=1), statutory=True
        ),
        "Amber: review due in 9 days": policy("P2", next_review=MONDAY + timedelta(days=9)),
        "Amber: review due today": policy("P3", next_review=MONDAY),
        "Blue: review date unknown": policy("P4"),
        "Amber: signature missing": policy("P5", next_review=far),
        "Green: in order": policy("P6", next_review=far),
        "Grey: retired": policy("P7", status="Retired", state="retired"),
    }
    for status, each in policies.items():
        document = blank if each.key == "P5" else paper
        assert cells(SmallTrust([each], documents={each.key: document}))["Policyclerk status"] == status


def test_a_row_says_its_findings_whose_turn_it_is_and_where_the_draft_lies() -> None:
    late = policy(next_review=MONDAY - timedelta(days=1), owners=())
    trust = SmallTrust([late], documents={"P1": a_document(version="2")})
    said = cells(trust)
    assert said == {
        "Policyclerk status": "Red: review overdue 1 day",
        "Policyclerk findings": "review overdue; owner missing",
        "Policyclerk next action": "Owner to review: draft on the desk",
        "Policyclerk draft": "drafts/behaviour v3 DRAFT.docx",
        "Policyclerk checked": "2026-11-23",
    }


def test_what_has_its_approvers_turn_says_who() -> None:
    given = {"last_reviewed": date(2026, 11, 1), "approved_on": date(2025, 11, 1)}
    waiting = policy(next_review=date(2027, 11, 1), approver=an_approver("Finance Committee"), **given)
    said = cells(SmallTrust([waiting], documents={"P1": a_document()}))
    assert said["Policyclerk next action"] == "To be approved: Finance Committee"


def test_a_row_is_written_again_when_something_changed_and_at_the_latest_after_a_week() -> None:
    trust = SmallTrust([policy(next_review=date(2028, 1, 1))], documents={"P1": a_document()})
    written = [day for day in range(9) if rows(trust.run(MONDAY + timedelta(days=day)))]
    assert written == [0, 7]
    trust.policies = [policy(next_review=date(2027, 1, 11))]
    changed = rows(trust.run(MONDAY + timedelta(days=9)))[0]
    assert changed.why == "changed: status, findings, next action, draft"


def test_the_same_values_are_not_written_twice_on_a_day() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], documents={"P1": a_document()})
    key = rows(trust.run())[0].key
    trust.cells.clear()
    plan = trust.plan()
    assert rows(plan) == []
    assert why(plan.suppressed, key) == "written 2026-11-23"


def test_a_checked_day_that_the_sheet_keeps_as_text_is_understood() -> None:
    trust = SmallTrust([policy(next_review=date(2028, 1, 1))], documents={"P1": a_document()})
    trust.run()
    trust.cells["Policies", 2]["Policyclerk checked"] = "2026-11-23"
    assert rows(trust.plan(MONDAY + timedelta(days=3))) == []
    trust.cells["Policies", 2]["Policyclerk checked"] = "yesterday"
    assert len(rows(trust.plan(MONDAY + timedelta(days=3)))) == 1


def test_a_row_for_several_schools_names_each_worst_first() -> None:
    green = policy("ash-P1", next_review=date(2028, 1, 1))
    red = policy("beech-P1", next_review=MONDAY - timedelta(days=3), school="Beech School")
    paper = a_document()
    trust = SmallTrust([green, red], documents={"ash-P1": paper, "beech-P1": paper})
    actions = rows(trust.plan())
    assert len(actions) == 1
    status = actions[0].result["Policyclerk status"]
    assert status == "Red: review overdue 3 days (Beech School); Green: in order (Ash School)"
    assert actions[0].policy == "ash-P1"


def test_a_row_is_known_by_its_reference_and_name_as_typed() -> None:
    order = rows(SmallTrust([policy(next_review=MONDAY)]).plan())[0].order
    assert order.identity == (("Ref", "P1"), ("Policy", "P1 Policy"))
    assert (order.tab, order.row) == ("Policies", 2)


def test_nothing_is_written_where_the_trust_has_not_asked_for_it() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(register={"write_back": False}))
    assert rows(trust.plan()) == []


def test_rows_of_one_name_are_known_by_their_school_too() -> None:
    def at(key: str, school: str, title: str, row: int):
        places = (("title", Place("Policy", title)), ("school", Place("Academy", school)))
        return policy(key, ref=None, title=title, school=school, row=row, places=places, next_review=MONDAY)

    trust = SmallTrust(
        [at("a", "Ash", "Behaviour", 2), at("b", "Beech", "Behaviour", 3), at("c", "Ash", "Uniform", 4)],
        documents={},
    )
    assert [action.order.identity for action in rows(trust.plan())] == [
        (("Policy", "Behaviour"), ("Academy", "Ash")),
        (("Policy", "Behaviour"), ("Academy", "Beech")),
        (("Policy", "Uniform"),),
    ]
