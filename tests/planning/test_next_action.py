"""Sentences about whose turn it is, where a signature stands and the register is silent."""

import pytest
from tests.people import a_block, a_document, a_policy, a_standing, an_approver

from policyclerk.planning.words import Line, next_action

FAR = {"next_review": "30/09/2027", "cycle": 12, "columns": ("approved_on", "minute_ref")}
SIGNED = a_block("yes", date="12/10/2026")
RECORD = "Clerk to record the approval: the document is signed"
NEXT = "Next review 30 September 2027"


@pytest.mark.parametrize(
    ("given", "blocks", "said"),
    [
        ({}, (SIGNED,), RECORD),
        ({"approved_on": "01/10/2025", "last_reviewed": "01/09/2026"}, (SIGNED,), RECORD),
        ({"approved_on": "12/10/2026"}, (SIGNED,), NEXT),
        ({"minute_ref": "FGB 14/31"}, (SIGNED,), NEXT),
        ({}, (), NEXT),
        ({}, (a_block("yes", role="Policy Owner"),), NEXT),
        ({}, (a_block("unclear"),), NEXT),
        ({"approver": an_approver("Headteacher")}, (SIGNED,), NEXT),
        ({"columns": ()}, (SIGNED,), NEXT),
    ],
)
def test_a_signature_that_the_register_does_not_know_is_the_clerks_to_record(given, blocks, said) -> None:
    standing = a_standing(a_policy(**(FAR | given)), a_document(sign_offs=blocks))
    assert standing.stage == "in order"
    assert next_action(Line(standing, "green", (), 0), draft=None) == said
