"""Sentences about what messages say; the shipped templates are rendered with them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

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
    SmallTrust,
    TermDays,
    mails,
    owner,
    policy,
    settings,
)

from policyclerk.adapters.templates_jinja import JinjaRenderer
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.people import Meeting
from policyclerk.planning.alert import alert
from policyclerk.planning.view import LedgerView

TEMPLATES = Path(__file__).parents[2] / "templates"


def busy_trust(**sections) -> SmallTrust:
    """A trust in which every kind of message goes out on one Monday."""
    policies = [
        policy("P1", next_review=MONDAY - timedelta(days=30), statutory=True),
        policy("P2", next_review=MONDAY + timedelta(days=10), row=3, approver=FINANCE),
        policy(
            "P3",
            next_review=date(2027, 11, 1),
            row=4,
            last_reviewed=date(2026, 11, 1),
            approved_on=date(2025, 11, 1),
            approver=FINANCE,
        ),
        policy("P4", row=5),
        policy("P6", next_review=MONDAY, row=7, owners=()),
        policy("P5", next_review=date(2027, 11, 1), row=6, approver=FINANCE),
    ]
    papers = {each.key: a_document(f"policies/a b/{each.key}.docx", version="1.3") for each in policies}
    papers["P5"] = a_document("policies/P5.docx", sign_offs=(a_block("no"),))
    whole = settings(documents={"web_root": "https://ash.example/files/"}, **sections)
    meetings = [Meeting("Finance Committee", None, date(2026, 11, 30))]
    return SmallTrust(policies, documents=papers, settings=whole, meetings=meetings)


def items_to(trust: SmallTrust, address: str) -> dict:
    action = next(a for a in trust.plan().actions if a.kind == "send_mail" and a.to == address)
    return {item["policy"]: item for section in action.order.context["sections"] for item in section["items"]}


def test_an_item_says_what_is_asked_why_now_and_where_to_look() -> None:
    item = items_to(busy_trust(), "jo@ash.example")["P2"]
    assert item["action"] == "Review the draft by 23 November 2026, and record the outcome in the register."
    assert item["why"] == (
        "due on 3 December 2026; papers for Finance Committee of 30 November 2026 are needed by 23 November 2026"
    )
    assert item["document"] == "policies/a b/P2.docx"
    assert item["document_link"] == "https://ash.example/files/a%20b/P2.docx"
    assert item["draft"] == "drafts/a b/P2 v1.4 DRAFT.docx"
    assert {"source": "Policies", "where": "row 3, Next review", "raw": item["evidence"][0]["raw"]} in item[
        "evidence"
    ]
    assert item["new"] is True


def test_several_policies_and_roles_of_one_person_make_one_message_of_the_highest_kind() -> None:
    trust = busy_trust()
    trust.policies = [policy("P1", next_review=MONDAY - timedelta(days=56)), *trust.policies[1:]]
    trust.settings = settings(trust={"contact": "jo@ash.example"})
    messages = [a for a in trust.plan().actions if a.to == "jo@ash.example"]
    assert len(messages) == 1
    assert messages[0].order.kind == "escalation"
    roles = [section["role"] for section in messages[0].order.context["sections"]]
    assert roles[:2] == ["escalation", "owner"]


def test_business_already_told_is_repeated_in_the_text_and_never_as_a_key() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(reminders={"escalation": ()}))
    trust.run(MONDAY)
    trust.policies = [*trust.policies, policy("P2", next_review=date(2026, 11, 30), row=3)]
    message = mails(trust.plan(date(2026, 11, 30)))[0]
    assert message.items == (trust.key("owner", "P2", date(2026, 11, 30), 0, JO),)
    items = message.order.context["sections"][0]["items"]
    assert [(item["policy"], item["new"]) for item in items] == [("P2", True), ("P1", False)]


def test_a_message_that_would_spend_no_key_is_not_sent() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)])
    trust.run(MONDAY)
    assert mails(trust.run(date(2026, 11, 24))) == []


def test_the_summary_counts_by_school_and_lists_red_amber_and_blue() -> None:
    context = next(a for a in busy_trust().plan().actions if a.to == CONTACT).order.context
    assert context["summary"]["total"] == 6
    assert context["by_school"][0]["school"] == "Ash School"
    assert context["by_school"][0]["red"] == context["summary"]["red"] == 1
    sections = {s["role"]: [item["policy"] for item in s["items"]] for s in context["sections"]}
    assert sections["red"] == ["P1"]
    assert sections["blue"] == ["P4"]


@pytest.mark.parametrize("redirect", [None, "me@trust.example"])
def test_every_message_can_be_rendered_with_the_shipped_templates(redirect: str | None) -> None:
    trust = busy_trust(rollout={"redirect": redirect})
    trust.days = TermDays(unknown=frozenset({None}))
    renderer = JinjaRenderer([TEMPLATES], trust="Northmoor")
    messages = [a for a in trust.plan().actions if a.kind == "send_mail"]
    assert {a.order.kind for a in messages} == {
        "escalation",
        "approver-digest",
        "owner-digest",
        "trust-summary",
    }
    for action in messages:
        subject, text, html = renderer.mail(action.order)
        assert subject
        assert "<" in html
        assert "None" not in text.replace("None of", "")


@pytest.mark.parametrize("backlog", ["summary", "send"])
def test_a_first_summary_and_an_alert_can_be_rendered(backlog: str) -> None:
    trust = busy_trust(reminders={"backlog": backlog})
    renderer = JinjaRenderer([TEMPLATES], trust="Northmoor")
    summary = next(a for a in trust.plan().actions if a.to == CONTACT)
    assert "first check" in renderer.mail(summary.order)[1] or backlog == "send"
    view = LedgerView(trust.ledger.claims(), trust.ledger.hash_recipient)
    problem = RunProblem("register_missing", "There is no register.xlsx.")
    told = alert(problem, contact=CONTACT, settings=trust.settings, ledger=view, today=MONDAY)
    assert told is not None
    assert "There is no register.xlsx." in renderer.mail(told.order)[1]


def test_the_summary_behind_other_business_still_tells_counts_and_what_the_run_could_not_do() -> None:
    trust = busy_trust()
    trust.days = TermDays(unknown=frozenset({"Ash School"}))
    trust.settings = settings(trust={"contact": "head@ash.example"})
    action = next(a for a in trust.plan().actions if a.to == "head@ash.example")
    _, text, html = JinjaRenderer([TEMPLATES], trust="Northmoor").mail(action.order)
    assert action.order.kind == "escalation"
    for part in (text, html):
        assert "6 policies: 1 red" in part
        assert "No term dates cover 23 November 2026 for Ash School" in part


def test_an_owner_who_is_the_head_too_is_not_told_to_ask_herself() -> None:
    late = policy(next_review=MONDAY - timedelta(days=30), owners=(owner(HEAD),))
    item = items_to(SmallTrust([late]), "head@ash.example")["P1"]
    assert item["action"] == "Review the policy now, and record the outcome in the register."


@pytest.mark.parametrize(("approver", "words"), [(None, "review it"), (FINANCE, "approve it")])
def test_what_goes_above_somebody_gone_asks_for_somebody_else(approver, words: str) -> None:
    gone = tuple(replace(each, active=False) for each in (JO, CHAIR, CLERK))
    body = replace(FINANCE, people=gone[1:])
    waiting = (
        {"status": "awaiting approval", "state": "awaiting approval", "approver": body} if approver else {}
    )
    mine = policy(next_review=MONDAY + timedelta(days=42), owners=(owner(gone[0]),), **waiting)
    trust = SmallTrust([mine], people=(HEAD, *gone))
    if approver:
        trust.meetings = [Meeting("Finance Committee", None, MONDAY + timedelta(days=7))]
    action = mails(trust.plan())[0]
    subject, text, html = JinjaRenderer([TEMPLATES], trust="Northmoor").mail(action.order)
    assert action.to == "head@ash.example"
    assert subject == "1 policy review needs your help"
    assert f"Name somebody to {words}" in text
    assert "The review below needs a push" in text
    assert "The review below needs a push" in html


def test_a_redirected_message_names_the_address_that_it_was_meant_for() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(rollout={"redirect": CONTACT}))
    renderer = JinjaRenderer([TEMPLATES], trust="Northmoor")
    _, text, html = renderer.mail(mails(trust.plan())[0].order)
    assert "meant for Jo Marsh, jo@ash.example" in text
    assert "meant for Jo Marsh, jo@ash.example" in html


@pytest.mark.parametrize(
    ("number", "words"), [(1, "This policy is yours to look after"), (2, "These policies are yours")]
)
def test_a_message_about_one_policy_speaks_of_one(number: int, words: str) -> None:
    trust = SmallTrust([policy(f"P{n}", next_review=MONDAY, row=n + 2) for n in range(number)])
    _, text, html = JinjaRenderer([TEMPLATES], trust="Northmoor").mail(mails(trust.plan())[0].order)
    assert words in text
    assert words in html


def test_salutations_use_names_and_never_an_address() -> None:
    stranger = policy(next_review=MONDAY, owners=(owner(JO),))
    assert mails(SmallTrust([stranger], people=()).plan())[0].order.to_name == "Jo Marsh"
