"""Whether words name the document they stand in or another one."""

import pytest

from policyclerk.word.own_names import is_form_in_text, names_another

OWN = "special educational needs (sen) policy\nhill primary school\nbehaviour and discipline policy"


@pytest.mark.parametrize(
    "words",
    [
        "Complaints Policy – ",
        "8.2 The trips policy was approved.",
        "• Online Safety Policy (",
        "The council's lettings procedure was revised",
    ],
)
def test_a_name_of_other_words_is_another_document_s(words: str) -> None:
    assert names_another(words, OWN)


@pytest.mark.parametrize(
    "words",
    [
        "Behaviour Policy – ",
        "The SEN policy was approved",
        "This anti-bullying policy was approved",
        "The policy was approved",
        "The whole school policy is reviewed",
        "Governors adopted the policy",
        "Last reviewed: ",
    ],
)
def test_a_name_of_its_own_words_or_of_none_is_the_document_s(words: str) -> None:
    assert not names_another(words, OWN)


def test_a_plan_inside_a_policy_is_not_the_document() -> None:
    assert is_form_in_text("Plan review date: ", "medicines policy")
    assert not is_form_in_text("Plan review date: ", "accessibility plan")
