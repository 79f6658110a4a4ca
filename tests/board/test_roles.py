"""Names give way to roles, in owners and in every sentence; what is no name stays."""

import pytest
from tests.people import a_block, a_document, a_register, a_standing

from policyclerk.board.roles import NO_OWNER, NO_ROLE, Roles, is_role
from policyclerk.domain.people import Owner, Person

TOM = Person("Tom Ashdown", "tom@ash.example", role="DSL", school="Ash")


@pytest.fixture
def roles() -> Roles:
    standing = a_standing(
        document=a_document(sign_offs=(a_block("yes", name="Nasreen Begum"),), owner="Ms K Sugden"),
        owners=(Owner("TA", None, None),),
    )
    return Roles(a_register(standing.policy, people=(TOM,)), [standing])


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Tom Ashdown has left.", "DSL has left."),
        ("Ask TOM ASHDOWN, or T. Ashdown.", "Ask DSL, or DSL."),
        ("Ashdown, Tom", "DSL"),
        ("signed by Nasreen Begum on 3 May", "signed by (name) on 3 May"),
        ("Mr Ashdown said so", "(name) said so"),
        ("write to tom@ash.example now", "write to (address) now"),
        ('the owner "TA" is nobody', 'the owner "(name)" is nobody'),
        ("TA policy for a TA", "TA policy for a TA"),
        ("The review was due on 1 May 2026.", "The review was due on 1 May 2026."),
    ],
)
def test_a_name_in_a_sentence_gives_way_to_its_role(roles: Roles, said: str, heard: str) -> None:
    assert roles.hide(said) == heard


def test_nothing_is_made_of_nothing(roles: Roles) -> None:
    assert roles.hide(None) is None
    assert roles.hide("") == ""


def test_plain_values_are_gone_through_and_titles_left(roles: Roles) -> None:
    view = {"title": "Tom Ashdown Prize Policy", "why": ["Tom Ashdown", {"row": 7}]}

    assert roles.hide_in(view, leave=frozenset({"title"})) == {
        "title": "Tom Ashdown Prize Policy",
        "why": ["DSL", {"row": 7}],
    }


@pytest.mark.parametrize(
    ("owners", "shown"),
    [
        ((), NO_OWNER),
        ((Owner("Tom Ashdown", TOM, None),), "DSL"),
        ((Owner("Head of Science", None, None), Owner("Tom Ashdown", TOM, None)), "Head of Science; DSL"),
        ((Owner("Karen Sugden", None, None),), NO_ROLE),
    ],
)
def test_owners_are_shown_by_role(roles: Roles, owners: tuple[Owner, ...], shown: str) -> None:
    assert roles.owner(a_standing(owners=owners).policy) == shown


@pytest.mark.parametrize(
    ("text", "role"),
    [("Deputy Head (Pastoral)", True), ("DSL", True), ("Head of Year 7", True), ("Jo Marsh", False), ("JM", False),
     ("Mark Hollis (Deputy Head)", False)],
)  # fmt: skip
def test_a_role_is_told_from_a_name(text: str, role: bool) -> None:
    assert is_role(text) is role
