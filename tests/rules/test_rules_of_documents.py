"""Documents missing and unreadable, signatures and approvals missing."""

from datetime import date

import pytest
from tests.people import a_block, a_document, a_policy, a_register, a_standing, found

from policyclerk.domain.document import Note, ReadProblem

REASON = "The link in the Document cell leads to behaviour.docx, which is not below the documents folder."


def test_a_document_that_cannot_be_found_is_missing():
    standing = a_standing(a_policy(document="behaviour.docx"), document_problem=REASON)
    (finding,) = found("document_missing", standing)
    assert (finding.message, finding.severity) == (REASON, "red")
    assert [(e.where, e.raw) for e in finding.evidence] == [("row 7, Document", "behaviour.docx")]


def test_nothing_is_missing_where_there_is_a_document_or_no_reason_or_no_column():
    assert found("document_missing", a_standing(a_policy(), a_document())) == []
    assert found("document_missing", a_standing(a_policy())) == []
    standing = a_standing(a_policy(), document_problem=REASON)
    register = a_register(standing.policy, has=frozenset({"title", "next_review"}))
    assert found("document_missing", standing, register=register) == []


def test_a_live_document_may_be_a_page_and_any_other_policy_may_not():
    page = "https://www.ash.example/interests"
    live = a_policy(document=page, exempt="Live document")
    assert found("document_missing", a_standing(live, document_problem=REASON)) == []
    for policy in (a_policy(document=page), a_policy(document="Interests.docx", exempt="Live document")):
        assert found("document_missing", a_standing(policy, document_problem=REASON))


def test_a_document_that_cannot_be_read_says_why():
    document = a_document(ok=False, problem=ReadProblem("encrypted", "It is protected with a password."))
    (finding,) = found("document_unreadable", a_standing(a_policy(), document))
    assert finding.message == (
        "The document policies/behaviour.docx could not be read: It is protected with a password."
    )
    assert (finding.severity, finding.evidence[0].raw) == ("red", "encrypted")


def test_a_readable_document_and_none_at_all_are_not_unreadable():
    assert found("document_unreadable", a_standing(a_policy(), a_document())) == []
    assert found("document_unreadable", a_standing(a_policy())) == []


def test_one_finding_names_every_blank_signature():
    document = a_document(sign_offs=(a_block(role="Policy Owner"), a_block(), a_block("yes", role="Head")))
    (finding,) = found("signature_missing", a_standing(a_policy(), document))
    assert finding.message == (
        "2 places for a signature are blank in the document (Policy Owner and Chair of Governors)."
    )
    assert (finding.severity, finding.since, len(finding.evidence)) == ("amber", None, 2)


def test_a_blank_signature_without_a_role_is_one_place():
    (finding,) = found(
        "signature_missing", a_standing(a_policy(), a_document(sign_offs=(a_block(role=None),)))
    )
    assert finding.message == "1 place for a signature is blank in the document."


@pytest.mark.parametrize("blocks", [(), (a_block("yes"),), (a_block("unclear"),)])
def test_no_block_a_signed_one_and_an_unclear_one_are_no_missing_signature(blocks):
    assert found("signature_missing", a_standing(a_policy(), a_document(sign_offs=blocks))) == []
    assert found("signature_missing", a_standing(a_policy())) == []


REVIEWED = {"next_review": "30/09/2027", "last_reviewed": "01/09/2026", "approved_on": "01/10/2025"}
NO_PROOF = "and no approval date, minute or signature of this review is on record."


@pytest.mark.parametrize(
    ("given", "message", "since"),
    [
        (
            REVIEWED,
            f"The last review (1 September 2026) is later than the last approval (1 October 2025), {NO_PROOF}",
            date(2026, 9, 1),
        ),
        (
            {"status": "At Committee", "state": "at committee"},
            f"The register's status is “At Committee”, {NO_PROOF}",
            None,
        ),
        (
            {"next_review": "31/12/2026", "outcome": "no change", "outcome_on": "10/11/2026"},
            f"The outcome of the review is “no change”, {NO_PROOF}",
            date(2026, 11, 10),
        ),
    ],
)
def test_a_review_that_nobody_approved_says_how_that_is_known(given, message, since):
    (finding,) = found("approval_missing", a_standing(a_policy(**given)))
    assert (finding.message, finding.since, finding.severity) == (message, since, "amber")


def test_an_approval_missing_names_the_cells_it_rests_on():
    (finding,) = found("approval_missing", a_standing(a_policy(**REVIEWED)))
    assert [e.where for e in finding.evidence] == ["row 7, Last reviewed", "row 7, Approved on"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {**REVIEWED, "approved_on": "20/09/2026"},
        {**REVIEWED, "approval_level": "Headteacher"},
        {"state": "retired"},
    ],
)
def test_an_approved_policy_and_the_heads_own_miss_no_approval(given):
    assert found("approval_missing", a_standing(a_policy(**given))) == []


GAPS = (
    Note(
        "placeholder_left",
        "“[insert name]” may still have to be filled in.",
        "body, paragraph 3",
    ),
    Note(
        "placeholder_left",
        "“[insert date]” may still have to be filled in.",
        "body, paragraph 9",
    ),
    Note("property", "The file's properties say “Version: 3”.", "properties"),
)
CHANGES = Note("unaccepted_changes", "The file holds tracked changes.", None)


def test_gaps_of_a_model_policy_are_one_finding_that_names_each():
    (finding,) = found("placeholder_left", a_standing(a_policy(), a_document(notes=GAPS)))
    assert finding.message == "The document may still have gaps to fill in (2 places): “[insert name]”."
    assert [(e.where, e.raw) for e in finding.evidence] == [
        ("body, paragraph 3", "[insert name]"),
        ("body, paragraph 9", "[insert date]"),
    ]


def test_tracked_changes_left_are_a_finding():
    (finding,) = found("unaccepted_changes", a_standing(a_policy(), a_document(notes=(CHANGES,))))
    assert finding.message == "The document holds tracked changes that nobody has accepted or rejected."
    assert [(e.source, e.where) for e in finding.evidence] == [("policies/behaviour.docx", "whole file")]


@pytest.mark.parametrize(("kind", "other"), [("placeholder_left", CHANGES), ("unaccepted_changes", GAPS[0])])
def test_other_notes_and_no_document_are_neither(kind, other):
    assert found(kind, a_standing(a_policy(), a_document(notes=(other,)))) == []
    assert found(kind, a_standing(a_policy())) == []


# ---- minuted and signed, told apart


APPROVED = {**REVIEWED, "approved_on": "12/10/2026", "minute_ref": "FGB 14/31"}


def test_approved_in_the_minutes_but_unsigned_is_said_with_its_proof():
    (finding,) = found(
        "signature_missing", a_standing(a_policy(**APPROVED), a_document(sign_offs=(a_block(),)))
    )
    assert finding.message == (
        "1 place for a signature is blank in the document (Chair of Governors). Its approval is on record (approved on "
        "12 October 2026, minute “FGB 14/31”); only the file is unsigned."
    )
    assert [place.raw for place in finding.evidence[1:]] == ["12/10/2026", "FGB 14/31"]


def test_an_old_approval_and_none_at_all_are_no_proof_of_this_one():
    for given in (REVIEWED, {"next_review": "30/09/2027"}):
        standing = a_standing(a_policy(**given), a_document(sign_offs=(a_block(),)))
        (finding,) = found("signature_missing", standing)
        assert "on record" not in finding.message


def test_signed_but_not_minuted_for_this_review_is_said_apart_from_no_proof_at_all():
    old = a_block("yes", date="12/10/2024")
    (finding,) = found("approval_missing", a_standing(a_policy(**REVIEWED), a_document(sign_offs=(old,))))
    assert finding.message.endswith(
        "and no approval date or minute of this review is on record; the document bears a signature, and nothing shows "
        "that it is of this review by all who approve."
    )
    owners = a_block("yes", role="Policy Owner", date="12/10/2026")
    (finding,) = found("approval_missing", a_standing(a_policy(**REVIEWED), a_document(sign_offs=(owners,))))
    assert finding.message.endswith(NO_PROOF)
