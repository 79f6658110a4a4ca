"""What stage the work is at: every transition as a row. Today is 23 November 2026, the warning time 90 days."""

from datetime import date

import pytest
from tests.people import a_block, a_claim, a_document, a_policy, a_standing, an_approver

from policyclerk.domain.document import Conflict, HistoryRow, Mention

NEAR = {"next_review": "31/12/2026", "cycle": 12}
FAR = {"next_review": "30/09/2027", "cycle": 12}
OVERDUE = {"next_review": "30/09/2026", "cycle": 12}
EARLY = {
    "next_review": "15/03/2027",
    "cycle": 12,
    "last_reviewed": "15/03/2026",
    "approved_on": "20/03/2026",
    "outcome": "ready",
}
REVIEWED = {**FAR, "last_reviewed": "01/09/2026", "approved_on": "01/10/2025"}

TABLE = [
    # with owner: due soon or overdue
    ("due soon", NEAR, "with owner"),
    ("overdue", OVERDUE, "with owner"),
    ("due today", {"next_review": "23/11/2026"}, "with owner"),
    ("day 90 before", {"next_review": "21/02/2027"}, "with owner"),
    ("day 91 before", {"next_review": "22/02/2027"}, "in order"),
    ("no date at all", {}, "in order"),
    ("live document", {"exempt": "live document"}, "in order"),
    ("overdue, draft", {**OVERDUE, "status": "Draft", "state": "draft"}, "with owner"),
    ("overdue, published", {**OVERDUE, "status": "Published", "state": "published"}, "with owner"),
    ("extended out of the warning time", {**OVERDUE, "extended_to": "31/03/2027"}, "in order"),
    # handed on by an outcome
    ("outcome ready", {**NEAR, "outcome": "ready", "outcome_on": "10/11/2026"}, "awaiting approval"),
    ("outcome no change", {**OVERDUE, "outcome": "no change", "outcome_on": "10/11/2026"}, "awaiting approval"),
    ("an early outcome", {**NEAR, "outcome": "ready", "outcome_on": "10/07/2026"}, "awaiting approval"),
    ("outcome changes needed", {**NEAR, "outcome": "changes needed", "outcome_on": "10/11/2026"}, "with owner"),
    ("outcome of last year", {**NEAR, "outcome": "ready", "outcome_on": "05/01/2026"}, "with owner"),
    ("outcome without its date", {**NEAR, "outcome": "ready", "columns": ("outcome_on",)}, "with owner"),
    ("outcome, no column for its date", {**NEAR, "outcome": "ready"}, "awaiting approval"),
    ("outcome of an unreadable date", {**NEAR, "outcome": "ready", "outcome_on": "soon"}, "with owner"),
    # handed on before the warning time, for the meeting that can take it
    ("ready before the warning time", {**EARLY, "outcome_on": "20/11/2026"}, "awaiting approval"),
    ("no change, before the warning time", {**EARLY, "outcome": "no change", "outcome_on": "20/11/2026"}, "awaiting approval"),
    ("ready early and approved since", {**EARLY, "outcome_on": "02/11/2026", "approved_on": "16/11/2026"}, "in order"),
    ("ready early, the head's own", {**EARLY, "outcome_on": "20/11/2026", "approval_level": "Headteacher"}, "in order"),
    ("ready more than half a cycle early, a term after the last approval",
     {**EARLY, "next_review": "10/06/2027", "last_reviewed": None, "outcome_on": "20/11/2026"}, "awaiting approval"),
    ("ready that early, and approved since",
     {**EARLY, "next_review": "10/06/2027", "outcome_on": "02/11/2026", "approved_on": "16/11/2026"}, "in order"),
    ("an interim look at a policy of three years",
     {**EARLY, "next_review": "15/03/2029", "cycle": 36, "outcome_on": "20/11/2026"}, "in order"),
    ("still ready when the warning time begins",
     {**NEAR, "approved_on": "10/01/2026", "outcome": "ready", "outcome_on": "02/05/2026"}, "awaiting approval"),
    ("outcome of the last review left standing", {**EARLY, "outcome_on": "10/03/2026"}, "in order"),
    ("outcome typed after the last approval", {**EARLY, "outcome_on": "02/04/2026"}, "in order"),
    ("undated outcome left standing", EARLY, "in order"),
    # handed on by the status
    ("at committee", {**OVERDUE, "state": "at committee"}, "awaiting approval"),
    ("awaiting approval", {**NEAR, "state": "awaiting approval"}, "awaiting approval"),
    ("awaiting approval, date far off", {**FAR, "state": "awaiting approval"}, "awaiting approval"),
    ("awaiting approval, no date", {"state": "awaiting approval"}, "awaiting approval"),
    # reviewed after it was approved
    ("reviewed after approval", REVIEWED, "awaiting approval"),
    ("reviewed in the month of approval", {**REVIEWED, "approved_on": "Sept 2026"}, "in order"),
    ("reviewed and approved on one day", {**REVIEWED, "approved_on": "01/09/2026"}, "in order"),
    ("approved after the review", {**REVIEWED, "approved_on": "20/09/2026"}, "in order"),
    ("reviewed, approval blank", {**REVIEWED, "approved_on": None}, "in order"),
    ("status approved proves nothing", {**REVIEWED, "state": "approved"}, "awaiting approval"),
    ("overdue goes before unapproved", {**REVIEWED, **OVERDUE}, "with owner"),
    # approval proved in the register
    ("approved this cycle", {**OVERDUE, "state": "at committee", "approved_on": "12/10/2026"}, "in order"),
    ("approved last cycle", {**OVERDUE, "state": "at committee", "approved_on": "12/10/2025"}, "awaiting approval"),
    ("a minute", {**OVERDUE, "state": "at committee", "minute_ref": "FGB 14/31"}, "in order"),
    ("a minute of the old approval", {**REVIEWED, "minute_ref": "FGB 14/31"}, "awaiting approval"),
    ("a minute with its day", {**REVIEWED, "minute_ref": "FGB 14/10/2026, item 4"}, "in order"),
    ("a minute with an old day", {**REVIEWED, "approved_on": None, "state": "awaiting approval",
                                  "minute_ref": "FGB 14/10/2025, item 4"}, "awaiting approval"),
    ("status left standing", {**FAR, "state": "at committee", "last_reviewed": "01/09/2026",
                              "approved_on": "20/09/2026"}, "in order"),
    ("approved for the date before", {**FAR, "state": "at committee", "approved_on": "20/09/2026"}, "in order"),
    ("approved long ago, no date", {"state": "at committee", "approved_on": "20/09/2019"}, "awaiting approval"),
    # whose approval it is
    ("headteacher's own", {**REVIEWED, "approval_level": "Headteacher"}, "in order"),
    ("the principal's own", {**REVIEWED, "approval_level": "Principal"}, "in order"),
    ("the head approves", {**REVIEWED, "approver": an_approver("Head teacher")}, "in order"),
    ("the executive head approves", {**REVIEWED, "approver": an_approver("Executive Headteacher")}, "in order"),
    ("a Mrs Head approves", {**REVIEWED, "approver": an_approver("Mrs A Head")}, "awaiting approval"),
    ("a board approves", {**REVIEWED, "approver": an_approver("Full Governing Body")}, "awaiting approval"),
    ("head or governors", {**REVIEWED, "approval_level": "Headteacher or governing body"}, "awaiting approval"),
    ("full board", {**REVIEWED, "approval_level": "FGB"}, "awaiting approval"),
    # no stage
    ("retired", {**OVERDUE, "state": "retired"}, None),
    ("not applicable", {"state": "not applicable"}, None),
    ("withdrawn", {**OVERDUE, "outcome": "withdrawn"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_row_of_the_register_is_at_this_stage(given, expected):
    assert a_standing(a_policy(**given)).stage == expected


BLANK, SIGNED = a_block("no"), a_block("yes", date="12/10/2026")


@pytest.mark.parametrize(
    ("blocks", "given", "expected"),
    [
        ((BLANK,), FAR, "awaiting signature"),
        ((), FAR, "in order"),
        ((a_block("yes"),), FAR, "in order"),
        ((a_block("unclear"),), FAR, "in order"),
        ((a_block("yes"), BLANK), FAR, "awaiting signature"),
        ((BLANK,), OVERDUE, "with owner"),
        ((BLANK,), REVIEWED, "awaiting approval"),
        ((BLANK,), {**REVIEWED, "approved_on": "20/09/2026"}, "awaiting signature"),
        ((BLANK,), {"exempt": "live document"}, "awaiting signature"),
        ((SIGNED,), REVIEWED, "in order"),
        ((SIGNED, BLANK), REVIEWED, "awaiting approval"),
        ((a_block("yes", date="12/10/2024"),), REVIEWED, "awaiting approval"),
        ((a_block("yes"),), REVIEWED, "awaiting approval"),
        ((a_block("yes", role="Policy Owner", date="12/10/2026"),), REVIEWED, "awaiting approval"),
        ((a_block("yes", role=None, date="12/10/2026"),), REVIEWED, "in order"),
        ((a_block("unclear", date="12/10/2026"),), REVIEWED, "awaiting approval"),
    ],
)
def test_blocks_of_the_document_are_signatures_missing_or_approval_proved(blocks, given, expected):
    assert a_standing(a_policy(**given), a_document(sign_offs=blocks)).stage == expected


@pytest.mark.parametrize(
    ("registered", "stated", "expected"),
    [("1.3", "V1.3", "in order"), ("1.4", "V1.3", "awaiting approval"), (None, "V1.3", "awaiting approval")],
)
def test_an_undated_signature_proves_only_the_version_that_the_register_names(registered, stated, expected):
    document = a_document(sign_offs=(a_block("yes"),), version=stated)
    assert a_standing(a_policy(**REVIEWED, version=registered), document).stage == expected


def test_an_undated_signature_under_this_reviews_text_proves_it():
    document = a_document(sign_offs=(a_block("yes"),), latest_review="Sept 2026")
    assert a_standing(a_policy(**REVIEWED), document).stage == "in order"


def test_the_signature_of_last_years_text_does_not_approve_this_years_review():
    """Until a new version is made, register and document agree on the old number."""
    document = a_document(sign_offs=(a_block("yes"),), version="V1.3", latest_review="Sept 2025")
    assert a_standing(a_policy(**REVIEWED, version="1.3"), document).stage == "awaiting approval"


def test_a_blank_block_of_an_older_version_waits_for_nobody():
    policy = a_policy(**FAR, version="1.4")
    assert a_standing(policy, a_document(sign_offs=(BLANK,), version="1.3")).stage == "in order"
    assert a_standing(policy, a_document(sign_offs=(BLANK,), version="1.4")).stage == "awaiting signature"


def test_a_document_at_odds_with_itself_counts_as_any_version_that_it_claims():
    history = (HistoryRow("1.4", a_claim("02/11/26"), None, None, None, None),)
    values = (Mention("V1.2", "header"), Mention("1.3", "body"))
    document = a_document(
        sign_offs=(BLANK,), version="1.3", history=history, conflicts=(Conflict("version", values),)
    )
    stages = {v: a_standing(a_policy(**FAR, version=v), document).stage for v in ("1.2", "1.3", "1.4", "2")}
    waiting = "awaiting signature"
    assert stages == {"1.2": waiting, "1.3": waiting, "1.4": waiting, "2": "in order"}


def test_the_cycle_is_the_registers_else_the_documents():
    assert a_standing(a_policy(cycle=36), a_document(review_cycle=12)).cycle_months == 36
    assert a_standing(a_policy(), a_document(review_cycle=12)).cycle_months == 12
    assert a_standing(a_policy()).cycle_months is None


def test_the_reason_for_a_missing_document_is_kept():
    found = a_standing(document_problem="No file has that name.")
    assert (found.document, found.document_problem) == (None, "No file has that name.")


def test_the_warning_time_is_the_trusts_own():
    policy = a_policy(next_review="31/12/2026")
    assert a_standing(policy, due_soon_days=30).stage == "in order"
    assert a_standing(policy, due_soon_days=30, today=date(2026, 12, 1)).stage == "with owner"
