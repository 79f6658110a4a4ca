"""Sentences about which drafts are written."""

from datetime import date, timedelta

from tests.people import a_document
from tests.planning.small_trust import MONDAY, SmallTrust, policy, settings, why

from policyclerk.domain.document import Note, unreadable
from policyclerk.domain.review import PolicyDocument

SOON = MONDAY + timedelta(days=30)


def drafts(plan) -> list:
    return [a for a in plan.actions if a.kind == "write_draft"]


def trust_with(*policies, **documents) -> SmallTrust:
    found = {each.key: a_document(f"policies/ash/{each.key}.docx", version="1.3") for each in policies}
    return SmallTrust(list(policies), documents=found | documents)


def test_a_policy_due_soon_with_its_owner_is_drafted_once_per_cycle() -> None:
    trust = trust_with(policy(next_review=SOON))
    action = drafts(trust.run())[0]
    assert action.key == f"write_draft/P1/{SOON}/draft/-"
    assert action.result == {"path": "drafts/ash/P1 v1.4 DRAFT.docx", "changes": None}
    assert (action.order.source, action.order.target) == ("ash/P1.docx", "ash/P1 v1.4 DRAFT.docx")
    again = trust.run(MONDAY + timedelta(days=1))
    assert drafts(again) == []
    assert why(again.suppressed, action.key) == "drafted 2026-11-23"


def test_a_draft_proposes_today_the_next_version_and_the_old_date_moved_by_whole_cycles() -> None:
    overdue = policy(next_review=date(2024, 3, 1), cycle=12)
    changes = drafts(trust_with(overdue).plan())[0].order.changes
    assert (changes.version, changes.reviewed_on, changes.next_review_on) == ("1.4", MONDAY, date(2027, 3, 1))
    assert (changes.status, changes.owner, changes.approver) == ("DRAFT - not approved", None, None)
    assert any("overdue" in comment or "due" in comment for comment in changes.comments)


def test_without_a_cycle_the_next_date_is_left_and_a_comment_says_so() -> None:
    changes = drafts(trust_with(policy(next_review=SOON, cycle=None)).plan())[0].order.changes
    assert changes.next_review_on is None
    assert changes.comments[-1].startswith("No review cycle is known")


def test_comments_name_the_places_where_a_finding_can_be_looked_up() -> None:
    changes = drafts(trust_with(policy(next_review=SOON)).plan())[0].order.changes
    assert "Policies, row 2, Next review" in changes.comments[0]


def test_a_finding_with_a_place_in_the_document_is_a_comment_at_that_place() -> None:
    trust = trust_with(policy(next_review=SOON))
    trust.documents["P1"] = a_document("policies/ash/P1.docx", next_review=SOON + timedelta(days=60))
    changes = drafts(trust.plan())[0].order.changes
    (placed,) = changes.placed
    assert placed.where == trust.documents["P1"].facts.next_review.where
    assert placed.raw == trust.documents["P1"].facts.next_review.raw
    assert placed.text not in changes.comments


def test_a_finding_with_several_places_is_a_comment_at_each_and_names_them_all_in_the_first() -> None:
    trust = trust_with(policy(next_review=SOON))
    notes = tuple(
        Note("placeholder_left", f"“{gap}” may still have to be filled in.", where)
        for gap, where in (("[name]", "body, paragraph 3"), ("[date]", "body, paragraph 9"))
    )
    trust.documents["P1"] = a_document("policies/ash/P1.docx", notes=notes)
    placed = drafts(trust.plan())[0].order.changes.placed
    assert [(one.where, one.raw) for one in placed] == [
        ("body, paragraph 3", "[name]"),
        ("body, paragraph 9", "[date]"),
    ]
    assert "body, paragraph 9" in placed[0].text


def test_a_draft_says_once_and_at_its_top_that_the_review_is_due() -> None:
    trust = trust_with(policy(next_review=None, cycle=None))
    trust.documents["P1"] = a_document("policies/ash/P1.docx", next_review=SOON)
    changes = drafts(trust.plan())[0].order.changes
    assert changes.placed == ()
    assert sum("review is due" in comment for comment in changes.comments) == 1


def test_nothing_is_drafted_without_a_readable_document_or_away_from_the_owner() -> None:
    locked = unreadable("policies/P2.docx", None, "encrypted", "It has a password.")
    trust = trust_with(
        policy("P1", next_review=date(2028, 1, 1)),
        policy("P2", next_review=SOON, row=3),
        policy("P3", next_review=SOON, row=4, outcome="ready", outcome_on=MONDAY),
    )
    trust.documents["P2"] = PolicyDocument("policies/P2.docx", "P2.docx", locked)
    assert drafts(trust.plan()) == []


def test_over_the_limit_the_oldest_due_go_first_and_the_others_wait() -> None:
    trust = trust_with(
        policy("P1", next_review=SOON), policy("P2", next_review=SOON - timedelta(days=9), row=3)
    )
    trust.settings = settings(limits={"max_drafts_per_run": 1})
    plan = trust.run()
    assert [a.policy for a in drafts(plan)] == ["P2"]
    waiting = why(plan.suppressed, f"write_draft/P1/{SOON}/draft/-")
    assert waiting == "waits for the next night: 1 drafts a night, oldest due first"
    assert [a.policy for a in drafts(trust.run(MONDAY + timedelta(days=1)))] == ["P1"]


def test_schools_that_share_a_document_share_its_draft() -> None:
    both = [policy("P1", next_review=SOON), policy("P2", next_review=SOON, school="Beech School")]
    paper = a_document("policies/behaviour.docx")
    trust = SmallTrust(both, documents={"P1": paper, "P2": paper})
    plan = trust.run()
    assert [a.policy for a in drafts(plan)] == ["P1"]
    assert why(plan.suppressed, f"write_draft/P2/{SOON}/draft/-") == "the same document is drafted for P1"
    assert drafts(trust.run(MONDAY + timedelta(days=1))) == []


def test_a_new_cycle_has_a_draft_of_its_own() -> None:
    trust = trust_with(policy(next_review=SOON))
    trust.run()
    trust.policies = [policy(next_review=SOON + timedelta(days=365))]
    assert len(drafts(trust.run(MONDAY + timedelta(days=340)))) == 1


def test_a_round_of_reminders_alone_speaks_only_of_drafts_that_are_there() -> None:
    trust = trust_with(policy(next_review=MONDAY))

    def named() -> str | None:
        message = next(a for a in trust.plan(only_mails=True).actions if a.kind == "send_mail")
        return message.order.context["sections"][0]["items"][0]["draft"]

    assert named() is None
    trust.run(late_enough=False)
    assert named() == "drafts/ash/P1 v1.4 DRAFT.docx"
