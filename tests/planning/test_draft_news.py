"""Messages tell what the drafts change that they name."""

from datetime import timedelta
from typing import Any

from tests.people import a_document
from tests.planning.small_trust import MONDAY, SmallTrust, mails, policy

from policyclerk.domain.action import Action, Plan
from policyclerk.domain.ledger import Claim
from policyclerk.planning.draft_news import MOST_CHANGES, draft_results, with_draft_news

PATH = "drafts/ash/P1 v1.4 DRAFT.docx"


def a_change(field: str, old: str | None, new: str, where: str = "header") -> dict[str, Any]:
    return {"field": field, "old": old, "new": new, "where": where}


def told(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"path": PATH, "changes": list(changes), "left": [], "beside": None} | more


def plan_of(trust: SmallTrust) -> Plan:
    trust.policies = [policy(next_review=MONDAY)]
    trust.documents = {"P1": a_document("policies/ash/P1.docx", version="1.3")}
    return trust.plan()


def item(plan: Plan) -> dict[str, Any]:
    (mail,) = mails(plan)
    found: dict[str, Any] = mail.order.context["sections"][0]["items"][0]
    return found


def test_a_message_names_each_change_once_with_all_its_places_in_plain_words() -> None:
    changes = (
        a_change("latest_review", "1/9/25", "23/11/26"),
        a_change("version", "1.3", "1.4", "header"),
        a_change("version", "1.3", "1.4", "body, paragraph 2"),
    )
    plan = plan_of(SmallTrust([]))
    news = item(
        with_draft_news(plan, {PATH: told(*changes, left=["The owner was left."], beside="drafts/a")})
    )
    assert news["draft_changes"] == [
        {"field": "last review date", "old": "1/9/25", "new": "23/11/26", "where": "header"},
        {"field": "version", "old": "1.3", "new": "1.4", "where": "header; body, paragraph 2"},
    ]
    assert (news["draft_left"], news["draft_beside"], news["draft_more"]) == (
        ["The owner was left."],
        "drafts/a",
        0,
    )


def test_many_changes_are_counted_beyond_the_first() -> None:
    changes = (a_change("version", "1.3", f"1.{n}") for n in range(MOST_CHANGES + 3))
    news = item(with_draft_news(plan_of(SmallTrust([])), {PATH: told(*changes)}))
    assert (len(news["draft_changes"]), news["draft_more"]) == (MOST_CHANGES, 3)


def test_a_draft_of_which_nothing_is_known_and_no_draft_are_told_as_such() -> None:
    plan = plan_of(SmallTrust([]))
    for results in ({}, {PATH: told() | {"changes": None, "left": None}}):
        news = item(with_draft_news(plan, results))
        assert (news["draft_changes"], news["draft_left"], news["draft_beside"]) == ([], [], None)


def test_what_the_ledger_knows_of_a_draft_goes_before_what_was_planned() -> None:
    key = f"write_draft/P1/{MONDAY + timedelta(days=1)}/draft/-"
    planned = Action(key, "write_draft", "P1", None, "due", result={"path": PATH, "changes": None})
    refused = Action(key, "write_draft", "P2", None, "due", result={"problem": {"kind": "corrupt"}})
    claim = Claim(key, "done", MONDAY, result=told(a_change("version", "1.3", "1.4")))
    assert draft_results([claim], [planned, refused]) == {PATH: claim.result}
    assert draft_results([], [planned, refused]) == {PATH: planned.result}
