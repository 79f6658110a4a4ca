"""Names that are no longer current, and sentences that know it."""

from dataclasses import replace
from datetime import date

import pytest

from policyclerk.domain.document import Reference
from policyclerk.domain.superseded import Superseded, is_told_as_past, superseded_list

DAY = date(2026, 11, 23)
DPA = Superseded(
    "dpa",
    ("Data Protection Act",),
    "law",
    "the Data Protection Act 2018",
    "Data Protection Act 2018",
    "https://law.example",
    DAY,
    years=(1998,),
    since=date(2018, 5, 25),
    unless=("2018",),
)
TWITTER = replace(DPA, id="twitter", phrases=("Twitter",), kind="service", years=(), unless=("X",))


def found(row: Superseded, raw: str, said: str | None = None, *, today: date = DAY) -> bool:
    return bool(superseded_list("1", DAY, [row]).found_in([Reference(raw, "body", said or raw)], today))


@pytest.mark.parametrize(
    "said",
    [
        "This policy replaces the Data Protection Act 1998.",
        "GDPR supersedes the old Data Protection Act 1998",
        "the rules of the Data Protection Act 1998, which has been replaced",
        "the Data Protection Act 1998 (now repealed)",
        "the Data Protection Act 1998 (now 2018)",
        "Data Protection Act 1998 and Data Protection Act 2018",
        "formerly the Data Protection Act 1998",
    ],
)
def test_a_sentence_that_knows_the_name_is_past_is_no_fault(said):
    assert not found(DPA, "Data Protection Act 1998", said)


@pytest.mark.parametrize(
    "said",
    [
        "We comply with the Data Protection Act 1998.",
        "All staff must obey the Data Protection Act 1998, the Human Rights Act 1998 and the Equality Act 2010",
        "This policy replaces our policy of March and complies with the Data Protection Act 1998",
        "The policy was last reviewed in 2018 by the governors, who meet each term; it follows the Data Protection Act 1998",
    ],
)
def test_any_other_sentence_is(said):
    assert found(DPA, "Data Protection Act 1998", said)


def test_the_year_must_be_that_of_the_row():
    assert not found(DPA, "Data Protection Act 2018")
    assert not found(DPA, "Data Protection Act")
    assert not found(DPA, "Human Rights Act 1998")


def test_an_edition_before_a_year_is_no_longer_current_and_none_is_no_fault():
    kcsie = replace(DPA, phrases=("KCSIE",), years=(), before=2025, unless=())
    assert found(kcsie, "KCSIE (September 2019)")
    assert not found(kcsie, "KCSIE 2025")
    assert not found(kcsie, "KCSIE")


def test_a_name_is_current_until_the_day_on_which_it_is_not():
    assert not found(DPA, "Data Protection Act 1998", today=date(2018, 5, 24))
    assert found(DPA, "Data Protection Act 1998", today=date(2018, 5, 25))


def test_a_successor_of_one_letter_must_be_that_letter():
    assert not found(TWITTER, "Twitter", "on X (Twitter) and Facebook")
    assert found(TWITTER, "Twitter", "on Twitter and x other sites")


def test_of_two_names_in_one_the_longer_one_counts():
    plus = replace(TWITTER, id="plus", phrases=("School action plus",))
    one = replace(TWITTER, id="one", phrases=("School action",))
    rows = superseded_list("1", DAY, [one, plus])
    assert set(rows.found_in([Reference("School Action Plus", "body", "")], DAY)) == {"plus"}


def test_initials_keep_a_closing_letter_that_is_no_plural():
    dfes = replace(TWITTER, phrases=("DfES",))
    lscb = replace(TWITTER, phrases=("LSCB",))
    assert not found(dfes, "DfE")
    assert found(dfes, "DfES")
    assert found(lscb, "LSCBs")


def test_terms_and_services_are_grey_and_so_is_what_is_still_to_be_checked():
    assert DPA.seriousness == "amber"
    assert TWITTER.seriousness == "grey"
    assert replace(DPA, confirmed=False).seriousness == "grey"
    assert replace(DPA, severity="red").seriousness == "red"


def test_without_its_sentence_a_name_is_taken_as_it_stands():
    assert not is_told_as_past(Reference("CRB", "body"))


def test_what_a_list_was_asked_before_changes_no_answer():
    asked, raw = superseded_list("1", DAY, [DPA]), "Data Protection Act 1998"
    for today in (date(2018, 5, 24), DAY, date(2018, 5, 24)):
        for said in (raw, f"The {raw} applies.", f"This replaces the {raw}."):
            reference = Reference(raw, "body", said)
            fresh = superseded_list("1", DAY, [DPA])
            assert asked.found_in([reference], today) == fresh.found_in([reference], today)
