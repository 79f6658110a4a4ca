"""Dates, versions and cycles that disagree."""

import pytest
from tests.people import a_claim, a_document, a_policy, a_standing, found

from policyclerk.domain.document import Conflict, HistoryRow, Mention


def test_register_and_document_with_different_next_reviews_disagree():
    standing = a_standing(a_policy(next_review="30/09/2027"), a_document(next_review="Sept 2026"))
    (finding,) = found("date_conflict", standing)
    assert finding.message == (
        "The next review is 30 September 2027 in the register and September 2026 in the document; "
        "one of the two needs correcting."
    )
    assert [(e.source, e.raw) for e in finding.evidence] == [
        ("Policies", "30/09/2027"),
        ("policies/behaviour.docx", "Sept 2026"),
    ]
    assert (finding.severity, finding.since) == ("amber", None)


def test_each_field_that_disagrees_is_a_finding():
    policy = a_policy(next_review="30/09/2027", last_reviewed="01/09/2026")
    standing = a_standing(policy, a_document(next_review="2026", latest_review="2025"))
    rules = [finding.rule for finding in found("date_conflict", standing)]
    assert rules == ["register and document: next review", "register and document: last review"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("30/09/2027", "30/09/2027"),
        ("30/09/2027", "Sept 2027"),
        ("Sept 2027", "Autumn 2027"),
        ("30/09/2027", "2027/28"),
        ("30/09/2027", None),
        (None, "30/09/2027"),
        ("soon", "30/09/2027"),
        ("30/09/2027", "to be decided"),
    ],
)
def test_dates_that_can_be_the_same_day_and_dates_unknown_agree(ours, theirs):
    policy = a_policy(next_review=ours, last_reviewed=ours)
    standing = a_standing(policy, a_document(next_review=theirs, latest_review=theirs))
    assert found("date_conflict", standing) == []


def test_a_document_at_odds_with_its_own_history_is_a_conflict():
    values = (Mention("November 2019", "cover"), Mention("23/09/23", "table 1, row 5"))
    document = a_document(conflicts=(Conflict("latest_review", values), Conflict("owner", values)))
    (finding,) = found("date_conflict", a_standing(a_policy(), document))
    assert finding.message == (
        "The document gives different dates for its latest review: “November 2019” (cover) and "
        "“23/09/23” (table 1, row 5)."
    )
    assert [e.where for e in finding.evidence] == ["cover", "table 1, row 5"]


def test_no_document_no_conflict():
    policy = a_policy(next_review="30/09/2027", last_reviewed="01/09/2026", version="1.3")
    assert found("date_conflict", a_standing(policy)) == []
    assert found("version_conflict", a_standing(policy)) == []


def a_history(*versions: str) -> tuple[HistoryRow, ...]:
    return tuple(
        HistoryRow(v, a_claim(f"01/09/20{20 + n}"), None, None, None, None) for n, v in enumerate(versions)
    )


def test_versions_of_register_document_and_history_are_named_in_one_finding():
    document = a_document(version="V1.4", history=a_history("1.0", "1.3"))
    (finding,) = found("version_conflict", a_standing(a_policy(version="1.5"), document))
    assert finding.message == (
        "Different versions are named: “1.5” (register), “V1.4” (document) and “1.3” (newest row of its history)."
    )
    assert [(e.source, e.raw) for e in finding.evidence][:2] == [
        ("Policies", "1.5"),
        ("policies/behaviour.docx", "V1.4"),
    ]


def test_a_version_at_odds_within_the_document_is_named_once_per_place():
    values = (Mention("V1.4", "header"), Mention("V1.3", "cover"))
    document = a_document(version="1.3", conflicts=(Conflict("version", values),))
    (finding,) = found("version_conflict", a_standing(a_policy(), document))
    assert finding.message == "Different versions are named: “V1.4” (header) and “V1.3” (cover)."


@pytest.mark.parametrize(
    ("registered", "document"),
    [
        ("1.3", a_document(version="V1.3", history=a_history("1.2", "1.3"))),
        ("2", a_document(version="Version 2.0")),
        (None, a_document(version="1.3")),
        ("1.3", a_document()),
        ("1.3", a_document(history=a_history("1.3", "1.3"))),
    ],
)
def test_versions_that_mean_the_same_do_not_disagree(registered, document):
    assert found("version_conflict", a_standing(a_policy(version=registered), document)) == []


def test_a_cycle_that_does_not_lead_from_last_to_next_disagrees():
    policy = a_policy(last_reviewed="01/09/2023", next_review="01/09/2026", cycle=12)
    (finding,) = found("cycle_conflict", a_standing(policy))
    assert finding.message == (
        "The cycle of 12 months does not lead from the last review (1 September 2023) to the next one "
        "(1 September 2026) in the register."
    )
    assert [e.where for e in finding.evidence] == [
        "row 7, Last reviewed",
        "row 7, Review cycle",
        "row 7, Next review",
    ]


@pytest.mark.parametrize(
    ("last", "due", "months", "fits"),
    [
        ("01/09/2025", "01/09/2026", 12, True),
        ("01/09/2025", "01/10/2026", 12, True),
        ("01/09/2025", "02/08/2026", 12, True),
        ("01/09/2025", "31/07/2026", 12, False),
        ("10/07/2025", "30/09/2026", 12, True),
        ("01/09/2025", "15/12/2026", 12, False),
        ("Sept 2025", "Autumn 2026", 12, True),
        ("2025", "2026", 12, True),
        ("Nov 2019", "Sept 2023", 36, False),
        ("Nov 2019", "Sept 2023", 48, False),
        ("Nov 2019", "Nov 2023", 48, True),
        ("Nov 2019", "soon", 48, True),
    ],
)
def test_a_cycle_has_a_months_slack_and_an_early_review_does_not_drift(last, due, months, fits):
    ours = a_standing(a_policy(last_reviewed=last, next_review=due, cycle=months))
    theirs = a_standing(a_policy(), a_document(latest_review=last, next_review=due, review_cycle=months))
    assert (found("cycle_conflict", ours) == []) is fits
    assert (found("cycle_conflict", theirs) == []) is fits


def test_two_cycles_that_differ_disagree():
    standing = a_standing(a_policy(cycle=12), a_document(review_cycle=36))
    (finding,) = found("cycle_conflict", standing)
    assert finding.message == "The review cycle is 12 months in the register and 36 months in the document."
    assert [e.source for e in finding.evidence] == ["Policies", "policies/behaviour.docx"]


def test_equal_cycles_and_one_cycle_alone_do_not_disagree():
    assert found("cycle_conflict", a_standing(a_policy(cycle=12), a_document(review_cycle=12))) == []
    assert found("cycle_conflict", a_standing(a_policy(cycle=12), a_document())) == []
    assert found("cycle_conflict", a_standing(a_policy(last_reviewed="2020", next_review="2026"))) == []


def test_the_other_sources_cycle_is_held_against_dates_without_one():
    document = a_document(latest_review="01/09/2023", next_review="01/09/2026")
    (finding,) = found("cycle_conflict", a_standing(a_policy(cycle=12), document))
    assert finding.message.endswith("in the document.")
    assert [e.source for e in finding.evidence] == [
        "policies/behaviour.docx",
        "Policies",
        "policies/behaviour.docx",
    ]


def test_a_document_of_two_cycles_disagrees_with_itself():
    values = (Mention("annually", "cover"), Mention("every three years", "body"))
    document = a_document(conflicts=(Conflict("review_cycle", values),))
    (finding,) = found("cycle_conflict", a_standing(a_policy(), document))
    assert "“annually” (cover) and “every three years” (body)" in finding.message


OURS = "DRAFT - not approved"


def test_a_draft_of_ours_in_the_policys_place_is_ahead_of_the_register_by_right():
    policy = a_policy(next_review="30/11/2025", last_reviewed="30/11/2023", version="1.3", cycle=24)
    dates = {"next_review": "30/11/2027", "latest_review": "23/11/2026", "review_cycle": 24}
    draft = a_document(status=OURS, version="1.4", **dates)
    finished = a_document(status="Approved", version="1.4", **dates)
    for kind in ("date_conflict", "version_conflict", "cycle_conflict"):
        assert found(kind, a_standing(policy, draft)) == [], kind
        assert found(kind, a_standing(policy, finished)) != [], kind


def test_a_draft_of_ours_that_is_behind_the_register_or_at_odds_with_itself_is_a_conflict():
    policy = a_policy(next_review="30/11/2028")
    assert found("date_conflict", a_standing(policy, a_document(status=OURS, next_review="30/11/2027")))
    history = (HistoryRow("1.6", None, None, None, None, None),)
    draft = a_document(status=OURS, version="1.4", history=history)
    assert found("version_conflict", a_standing(a_policy(), draft))
