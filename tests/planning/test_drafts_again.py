"""Sentences about a policy that was drafted before: changed since, taken over by its owner, or finished with."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.people import a_document
from tests.planning.small_trust import MONDAY, SmallTrust, policy, why

from policyclerk.domain.action import Action, Plan

SOON = MONDAY + timedelta(days=30)
TUESDAY = MONDAY + timedelta(days=1)
FIRST = f"write_draft/P1/{SOON}/draft/-"
SECOND = f"write_draft/P1/{SOON}/draft-bbbbbbbb/-"


def drafts(plan: Plan) -> list[Action]:
    return [a for a in plan.actions if a.kind == "write_draft"]


def paper(digest: str = "a", **facts: Any) -> Any:
    return a_document("policies/ash/P1.docx", **({"version": "1.3", "sha256": digest * 64} | facts))


@pytest.fixture
def trust() -> SmallTrust:
    """A trust whose one policy was drafted on Monday."""
    trust = SmallTrust([policy(next_review=SOON)], documents={"P1": paper()})
    trust.run()
    return trust


def changed(trust: SmallTrust, digest: str = "b", **facts: Any) -> None:
    trust.documents["P1"] = paper(digest, **facts)


def test_a_policy_changed_since_has_a_new_draft_beside_the_older_which_is_named(trust: SmallTrust) -> None:
    changed(trust)
    (action,) = drafts(trust.run(TUESDAY))
    older = "drafts/ash/P1 v1.4 DRAFT.docx"
    assert action.key == SECOND
    assert (action.order.target, action.order.beside) == ("ash/P1 v1.4 DRAFT 2.docx", older)
    assert older in action.why
    assert any(older in comment for comment in action.order.changes.comments)


def test_each_change_is_drafted_once_whatever_the_night(trust: SmallTrust) -> None:
    changed(trust)
    trust.run(TUESDAY)
    for day in range(2, 9):
        plan = trust.run(MONDAY + timedelta(days=day))
        assert drafts(plan) == []
        assert why(plan.suppressed, SECOND) == "drafted 2026-11-24"


def test_a_third_draft_is_numbered_on_and_a_change_taken_back_has_its_draft_already(
    trust: SmallTrust,
) -> None:
    changed(trust)
    trust.run(TUESDAY)
    changed(trust, "c")
    (third,) = drafts(trust.run(TUESDAY))
    assert third.order.target.endswith("DRAFT 3.docx")
    assert third.order.beside == "drafts/ash/P1 v1.4 DRAFT 2.docx"
    changed(trust, "a")
    assert drafts(trust.run(TUESDAY)) == []


def test_messages_name_the_newest_draft_and_the_older_where_the_newest_failed(trust: SmallTrust) -> None:
    changed(trust)
    assert trust.plan(TUESDAY).actions[0].result["path"].endswith("DRAFT 2.docx")

    def named(**options: Any) -> str:
        trust.policies = [policy(next_review=TUESDAY)]
        (told,) = (a for a in trust.plan(TUESDAY, **options).actions if a.kind == "send_mail")
        return str(told.order.context["sections"][0]["items"][0]["draft"])

    trust.policies = [policy(next_review=TUESDAY)]
    changed(trust, "a")
    trust.run(MONDAY, late_enough=False)
    changed(trust)
    second = f"write_draft/P1/{TUESDAY}/draft-bbbbbbbb/-"
    assert named().endswith("DRAFT 2.docx")
    assert named(failed_drafts=frozenset({second})).endswith("v1.4 DRAFT.docx")


def test_schools_that_share_a_changed_document_share_its_new_draft(trust: SmallTrust) -> None:
    trust.policies = [policy(next_review=SOON), policy("P2", next_review=SOON, school="Beech School")]
    trust.documents["P2"] = trust.documents["P1"]
    assert drafts(trust.run()) == []
    trust.documents = {"P1": paper("b"), "P2": paper("b")}
    assert [a.key for a in drafts(trust.run(TUESDAY))] == [SECOND]
    assert drafts(trust.run(TUESDAY)) == []


def test_a_school_that_has_handed_on_leaves_its_draft_to_the_others(trust: SmallTrust) -> None:
    handed_on = policy(next_review=SOON, outcome="ready", outcome_on=MONDAY)
    trust.policies = [handed_on, policy("P2", next_review=SOON, school="Beech School", row=3)]
    trust.documents["P2"] = trust.documents["P1"]
    plan = trust.run(TUESDAY)
    assert drafts(plan) == []
    assert why(plan.suppressed, f"write_draft/P2/{SOON}/draft/-") == "the same document is drafted for P1"


def test_a_draft_whose_source_was_not_written_down_is_never_made_again(trust: SmallTrust) -> None:
    claim = trust.ledger.claims()[FIRST]
    assert isinstance(claim.result, dict)
    del claim.result["source_sha256"]
    changed(trust)
    assert drafts(trust.plan(TUESDAY)) == []


# ---- the owner's own work


def test_a_draft_saved_over_the_policy_is_not_drafted_again(trust: SmallTrust) -> None:
    changed(trust, version="1.4", status="DRAFT - not approved", latest_review=MONDAY)
    plan = trust.run(TUESDAY)
    assert drafts(plan) == []
    assert "reviewed one already" in (why(plan.suppressed, SECOND) or "")


def test_a_policy_reviewed_without_the_draft_is_not_drafted_again(trust: SmallTrust) -> None:
    changed(trust, version="2.0", latest_review=TUESDAY)
    assert drafts(trust.run(TUESDAY)) == []


def test_the_version_of_the_draft_alone_tells_that_it_was_taken_over(trust: SmallTrust) -> None:
    told = {"field": "version", "old": "1.3", "new": "1.4", "where": "header"}
    claim = trust.ledger.claims()[FIRST]
    claim.result["changes"] = [told]
    changed(trust, version="V1.4")
    assert drafts(trust.run(TUESDAY)) == []


def test_a_draft_of_ours_that_became_the_document_before_the_first_night_is_left() -> None:
    ours = paper(version="1.4", status="DRAFT - not approved", latest_review=MONDAY - timedelta(days=3))
    trust = SmallTrust([policy(next_review=SOON)], documents={"P1": ours})
    plan = trust.run()
    assert drafts(plan) == []
    assert why(plan.suppressed, FIRST) == "the document is itself a draft that policyclerk made"


def test_a_status_forgotten_in_the_last_cycle_does_not_end_this_one() -> None:
    old = paper(version="1.4", status="DRAFT - not approved", latest_review=date(2025, 11, 23))
    assert len(drafts(SmallTrust([policy(next_review=SOON)], documents={"P1": old}).run())) == 1


# ---- finished reviews


def test_the_draft_of_a_finished_review_is_left_and_said(trust: SmallTrust) -> None:
    trust.policies = [policy(next_review=SOON + timedelta(days=365))]
    plan = trust.run(TUESDAY)
    assert drafts(plan) == []
    assert why(plan.suppressed, FIRST) == "the review is finished; its draft is left as it is"


def test_the_draft_of_a_policy_handed_on_is_left_and_said(trust: SmallTrust) -> None:
    trust.policies = [policy(next_review=SOON, outcome="ready", outcome_on=TUESDAY)]
    changed(trust)
    plan = trust.run(TUESDAY)
    assert drafts(plan) == []
    assert why(plan.suppressed, FIRST) == "the review is no longer with its owner; its draft is left as it is"


def test_a_draft_is_spoken_of_for_a_year(trust: SmallTrust) -> None:
    trust.policies = [policy(next_review=SOON + timedelta(days=3 * 365))]
    assert why(trust.plan(MONDAY + timedelta(days=366)).suppressed, FIRST) is not None
    assert why(trust.plan(MONDAY + timedelta(days=400)).suppressed, FIRST) is None
