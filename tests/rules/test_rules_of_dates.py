"""Reviews overdue, due soon, of unknown date. Today is 23 November 2026."""

from datetime import date

import pytest
from tests.people import a_claim, a_document, a_policy, a_standing, found

from policyclerk.domain.policy import Place


def test_a_review_is_overdue_from_the_day_after_its_date():
    standing = a_standing(a_policy(next_review="30/09/2023"))
    (finding,) = found("review_overdue", standing)
    assert finding.message == (
        "The review was due by 30 September 2023 (Next review in the register); that is 1,150 days ago."
    )
    assert finding.since == date(2023, 10, 1)
    assert [(e.source, e.where, e.raw) for e in finding.evidence] == [
        ("Policies", "row 7, Next review", "30/09/2023")
    ]
    assert finding.rule == "due date: Next review in the register"
    assert (finding.policy, finding.title, finding.kind, finding.severity) == (
        "P12",
        "Behaviour Policy",
        "review_overdue",
        "red",
    )


@pytest.mark.parametrize(
    ("text", "overdue", "soon"),
    [
        ("22/11/2026", True, False),
        ("23/11/2026", False, True),
        ("24/11/2026", False, True),
        ("21/02/2027", False, True),
        ("22/02/2027", False, False),
        ("Oct 2026", True, False),
        ("Nov 2026", False, True),
        ("Autumn 2026", False, True),
        ("2026/27", False, False),
        ("perhaps", False, False),
    ],
)
def test_overdue_and_due_soon_meet_at_the_due_day_and_end_at_day_90(text, overdue, soon):
    standing = a_standing(a_policy(next_review=text))
    assert bool(found("review_overdue", standing)) is overdue
    assert bool(found("review_due_soon", standing)) is soon


def test_one_day_is_one_day():
    (finding,) = found("review_overdue", a_standing(a_policy(next_review="22/11/2026")))
    assert finding.message.endswith("that is 1 day ago.")


@pytest.mark.parametrize(
    ("policy", "document", "basis"),
    [
        (
            a_policy(last_reviewed="June 2013", cycle=12),
            None,
            "Last reviewed and Review cycle in the register",
        ),
        (a_policy(), a_document(next_review="June 2014"), "next review in the document"),
        (
            a_policy(),
            a_document(latest_review="June 2013", review_cycle=12),
            "latest review and review cycle in the document",
        ),
        (
            a_policy(cycle=12),
            a_document(latest_review="June 2013"),
            "latest review in the document and Review cycle in the register",
        ),
        (
            a_policy(next_review="May 2014", extended_to="June 2014"),
            None,
            "Extended to in the register, moved from 31 May 2014",
        ),
        (a_policy(extended_to="June 2014"), None, "Extended to in the register"),
    ],
)
def test_the_sentence_says_what_the_date_rests_on(policy, document, basis):
    (finding,) = found("review_overdue", a_standing(policy, document))
    assert finding.message.startswith(f"The review was due by 30 June 2014 ({basis});")


def test_due_soon_is_true_since_the_warning_time_began():
    (finding,) = found("review_due_soon", a_standing(a_policy(next_review="31/12/2026")))
    assert (
        finding.message == "The review is due by 31 December 2026 (Next review in the register), in 38 days."
    )
    assert (finding.since, finding.severity) == (date(2026, 10, 2), "amber")


def test_due_today_is_said_as_today():
    (finding,) = found("review_due_soon", a_standing(a_policy(next_review="23/11/2026")))
    assert finding.message.endswith(", today.")


def test_an_outcome_without_its_date_is_told_what_it_lacks():
    policy = a_policy(next_review="31/12/2026", outcome="ready", columns=("outcome_on",))
    (finding,) = found("review_due_soon", a_standing(policy))
    assert finding.message.endswith(" The outcome “ready” counts when its date stands in Outcome on.")


def test_a_review_without_any_date_is_unknown():
    (finding,) = found("review_date_unknown", a_standing(a_policy(columns=("next_review",))))
    assert finding.message == (
        "The register does not say when the review is due, and there is no document that could."
    )
    assert [(e.where, e.raw) for e in finding.evidence] == [("row 7, Next review", None)]
    assert (finding.severity, finding.since) == ("blue", None)


@pytest.mark.parametrize(
    ("policy", "document", "words"),
    [
        (a_policy(next_review="ASAP"), None, "The register gives “ASAP” as the next review"),
        (a_policy(), a_document(next_review="to be decided"), "The document gives “to be decided”"),
        (a_policy(last_reviewed="June 2013"), None, "The last review was June 2013, but no review cycle"),
        (
            a_policy(),
            a_document(latest_review="June 2013"),
            "The last review was June 2013, but no review cycle",
        ),
        (a_policy(), a_document(), "Neither the register nor the document"),
    ],
)
def test_an_unknown_date_is_explained(policy, document, words):
    (finding,) = found("review_date_unknown", a_standing(policy, document))
    assert finding.message.startswith(words)


@pytest.mark.parametrize(
    "policy",
    [
        a_policy(next_review="30/09/2027"),
        a_policy(exempt="live document"),
        a_policy(state="retired"),
        a_policy(extended_to="30/09/2027"),
    ],
)
def test_a_known_date_a_live_document_and_a_retired_row_are_not_unknown(policy):
    assert found("review_date_unknown", a_standing(policy)) == []


def test_evidence_of_an_unknown_date_names_the_documents_words_too():
    standing = a_standing(a_policy(places=()), a_document(next_review="to be decided"))
    (finding,) = found("review_date_unknown", standing)
    assert [(e.source, e.raw) for e in finding.evidence] == [
        ("Policies", "Behaviour Policy"),
        ("policies/behaviour.docx", "to be decided"),
    ]


def test_a_date_that_could_be_two_is_unknown_and_neither_overdue_nor_due():
    claim = a_claim("01/09/2025 or 01/10/2025")
    standing = a_standing(a_policy(next_review=claim, last_reviewed="June 2013", cycle=12))
    kinds = [k for k in ("review_overdue", "review_due_soon", "review_date_unknown") if found(k, standing)]
    assert kinds == ["review_date_unknown"]


@pytest.mark.parametrize(("last", "told"), [("10/10/2026", True), ("03/07/2026", True), ("June 2026", False)])
def test_an_overdue_policy_that_was_reviewed_is_told_that_its_date_may_be_old(last, told):
    (finding,) = found("review_overdue", a_standing(a_policy(next_review="30/09/2026", last_reviewed=last)))
    assert ("the next date may only need to be brought up to date" in finding.message) is told


def test_a_date_counted_from_the_last_review_has_no_such_doubt():
    (finding,) = found("review_overdue", a_standing(a_policy(last_reviewed="30/09/2026", cycle=1)))
    assert "brought up to date" not in finding.message


@pytest.mark.parametrize(
    ("kind", "due"), [("review_overdue", "30/09/2026"), ("review_due_soon", "31/12/2026")]
)
def test_an_extension_nobody_agreed_to_is_told_of(kind: str, due: str):
    places = (
        ("extended_to", Place("Extended to", "31/03/2027")),
        ("extension_agreed_by", Place("Agreed by", None)),
    )
    (finding,) = found(kind, a_standing(a_policy(next_review=due, places=places)))
    assert finding.message.endswith(" Extended to “31/03/2027” counts when Agreed by is filled.")


@pytest.mark.parametrize("raw", [None, "-", "TBC"])
def test_a_blank_extension_is_not_told_of(raw: str | None):
    places = (("extended_to", Place("Extended to", raw)),)
    (finding,) = found("review_overdue", a_standing(a_policy(next_review="30/09/2026", places=places)))
    assert finding.message.endswith("days ago.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"outcome": "no change", "outcome_on": "10/11/2026", "approved_on": "18/11/2026"}, True),
        ({"outcome": "no change", "outcome_on": "10/11/2026", "approval_level": "Headteacher"}, True),
        ({"outcome": "no change", "outcome_on": "10/11/2026"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize(
    ("kind", "due"), [("review_overdue", "20/11/2026"), ("review_due_soon", "30/11/2026")]
)
def test_a_review_that_is_done_asks_for_its_next_date_alone(given, said, kind, due):
    (finding,) = found(kind, a_standing(a_policy(next_review=due, cycle=12, **given)))
    assert (
        finding.message.endswith("This review is done and on record: bring Next review up to date.") is said
    )
