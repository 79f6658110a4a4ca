"""Owners and approvers through the People tab."""

from datetime import date

import pytest
from tests.domain.books_made import PEOPLE, SCHOOLS, kinds, policies, problem, read

HEADINGS = ("Policy", "School", "Owner", "Owner email", "Approver")


def register(owner=None, email=None, approver=None, school="Northmoor"):
    return read(policies(["Pay", school, owner, email, approver], headings=HEADINGS), SCHOOLS, PEOPLE)


def owners(found):
    return [(o.text, o.email) for o in found.policies[0].owners]


@pytest.mark.parametrize(
    "text", ["Jane Smith", "jane smith", "Mrs J. Smith", "Mrs Smith", "Smith, Jane", "JS", "SENCo", "senco"]
)
def test_a_person_is_found_by_name_initials_or_role(text):
    found = register(text)

    assert owners(found) == [(text, "jane.smith@example.org")]
    assert kinds(found) == []


def test_an_address_in_the_owner_cell_is_a_person():
    found = register("JANE.SMITH@example.org")

    assert owners(found)[0][1] == "jane.smith@example.org"
    assert found.policies[0].owners[0].person.name == "Mrs Jane Smith"


def test_a_typed_address_goes_before_the_people_tab():
    assert owners(register("Someone New", " New@Example.org ")) == [("Someone New", "new@example.org")]


def test_a_role_with_an_ampersand_is_one_owner_where_the_people_tab_has_it():
    found = register("Head of HR & Finance")

    assert owners(found) == [("Head of HR & Finance", "bob@example.org")]
    assert kinds(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jane Smith; Bob Jones",
        "Jane Smith / Bob Jones",
        "Jane Smith & Bob Jones",
        "Jane Smith and Bob Jones",
        "Jane Smith\nBob Jones",
        "Jane Smith, Bob Jones",
    ],
)
def test_several_owners_are_each_an_owner_and_a_problem(text):
    found = register(text)

    assert owners(found) == [("Jane Smith", "jane.smith@example.org"), ("Bob Jones", "bob@example.org")]
    assert kinds(found) == ["several_owners"]


def test_a_comma_that_does_not_part_two_full_names_parts_nothing():
    assert [o.text for o in register("Finance, Resources").policies[0].owners] == ["Finance, Resources"]


def test_several_names_and_addresses_are_paired():
    found = register("Ann Other; Bob Jones", "bob@example.org; ann@example.org")

    assert owners(found) == [("Ann Other", "ann@example.org"), ("Bob Jones", "bob@example.org")]


def test_several_addresses_without_names_are_several_owners():
    found = register(None, "a@example.org, b@example.org")

    assert owners(found) == [(None, "a@example.org"), (None, "b@example.org")]
    assert kinds(found) == ["several_owners"]


def test_an_owner_nobody_knows_is_a_problem_that_says_what_to_do():
    found = register("Xavier Nobody")

    assert owners(found) == [("Xavier Nobody", None)]
    assert "People tab" in problem(found, "owner_unknown").message


@pytest.mark.parametrize("address", ["jane.smith", "jane@", "jane@@example.org", "jane@example", "a b"])
def test_an_address_that_cannot_be_one_is_named(address):
    found = register("Jane Smith", address)

    assert problem(found, "email_invalid").raw == address
    assert owners(found) == [("Jane Smith", "jane.smith@example.org")]


def test_no_owner_is_no_problem_of_the_register():
    found = register()

    assert (owners(found), kinds(found)) == ([], [])


def test_a_head_is_the_head_of_the_policys_school():
    assert owners(register("Headteacher"))[0][1] == "amy@example.org"
    assert owners(register("Head", school="HSA"))[0][1] == "joe@example.org"


def test_away_days_and_deputies_come_with_the_person():
    bob = register("Bob Jones").policies[0].owners[0].person

    assert (bob.away_from, bob.away_until) == (date(2026, 11, 1), date(2026, 11, 30))
    assert register("JS").policies[0].owners[0].person.deputy == "Bob Jones"


def approvers(found):
    approver = found.policies[0].approver
    return approver.body, [p.name for p in approver.people]


def test_a_body_speaks_through_chair_and_clerk_of_the_school():
    assert approvers(register(approver="Local Governing Board")) == ("LGB", ["Cara Chair", "Clem Clerk"])


def test_a_trusts_body_speaks_for_any_school():
    assert approvers(register(approver="Board of Trustees")) == (
        "Trust Board",
        ["Tina Trust", "Gus Professional"],
    )


def test_who_has_left_a_body_speaks_for_it_no_more():
    found = register(approver="LGB", school="HSA")

    assert approvers(found) == ("LGB", [])
    assert "LGB" in problem(found, "approver_unreachable").message


def test_an_approver_may_be_a_person():
    assert approvers(register(approver="Headteacher")) == (None, ["Amy Head"])
    assert approvers(register(approver="Tina Trust")) == (None, ["Tina Trust"])
    assert approvers(register(approver="chair@example.org")) == (None, ["chair@example.org"])


def test_a_committee_nobody_sits_on_stays_a_body_as_typed():
    assert approvers(register(approver="Pay Committee")) == ("Pay Committee", [])


@pytest.mark.parametrize(
    ("text", "active"),
    [
        (None, True),
        ("yes", True),
        ("Left 2024", False),
        ("No", False),
        ("n", False),
        (0, False),
        (False, False),
        (True, True),
    ],
)
def test_active_is_said_by_its_first_letters(text, active):
    people = ("People", [["Name", "Email", "Active"], ["Ann", "ann@example.org", text]])

    assert read(policies(["Pay", "Ann"], headings=("Policy", "Owner")), people).people[0].active is active


def test_the_headteacher_is_the_head():
    assert owners(register("The Headteacher")) == [("The Headteacher", "amy@example.org")]


@pytest.mark.parametrize(
    "email", ["jo marsh@example.org", "Jo Marsh jo@example.org", "jo@example", "jo at example.org"]
)
def test_a_cell_with_more_than_an_address_is_none(email):
    found = register("Someone New", email)

    assert owners(found) == [("Someone New", None)]
    assert "email_invalid" in kinds(found)


@pytest.mark.parametrize("email", ["jo@example.org/sam@example.org", "jo@example.org sam@example.org"])
def test_two_addresses_are_two_owners(email):
    found = register(None, email)

    assert [address for _, address in owners(found)] == ["jo@example.org", "sam@example.org"]
    assert "several_owners" in kinds(found)


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Chair", "cara@example.org"),
        ("Chair of the LGB", "cara@example.org"),
        ("Chair of Governors", "cara@example.org"),
        ("Clerk to the Governors", "clem@example.org"),
        ("Chair of Trustees", "tina@example.org"),
        ("Trust Board chair", "tina@example.org"),
    ],
)
def test_a_chair_or_clerk_is_found_by_body_and_school(text, email):
    found = register(approver=text)

    assert [p.email for p in found.policies[0].approver.people] == [email]
    assert kinds(found) == []


@pytest.mark.parametrize("text", ["FGB", "Governing Body", "Local Governing Board"])
def test_a_schools_one_board_has_many_names(text):
    approver = register(approver=text).policies[0].approver

    assert [p.email for p in approver.people] == ["cara@example.org", "clem@example.org"]


def test_an_approver_who_has_left_cannot_be_asked():
    told = problem(register(approver="Old Chair"), "approver_unreachable")

    assert "has left" in told.message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jane Smyth", "Mrs Jane Smith"),
        ("SENDCo", "SENCo"),
        ("Bob  Jonse", "Bob Jones"),
        ("Clem", "Clem Clerk"),
        ("Xavier Nobody", None),
    ],
)
def test_the_nearest_name_is_suggested_for_an_owner_nobody_knows(typed, meant):
    message = problem(register(typed), "owner_unknown").message

    assert ("meant?" in message) == (meant is not None)
    assert f"Is “{meant}” meant?" in message or meant is None


@pytest.mark.parametrize(
    ("role", "typed"),
    [
        ("School Business Manager", "SBM"),
        ("DSL", "Designated Safeguarding Lead"),
        ("Head of the Sixth Form", "HSF"),
    ],
)
def test_a_role_is_known_by_its_letters(role, typed):
    people = ("People", [["Name", "Role", "Email"], ["Sam Okoro", role, "sam@example.org"]])
    found = read(policies(["P", typed], headings=["Policy", "Owner"]), people)

    assert owners(found) == [(typed, "sam@example.org")]


def test_in_a_register_without_schools_the_only_one_with_a_role_is_meant():
    people = ("People", [["Name", "Role", "School", "Email"], ["Cy Fox", "DSL", "Elm", "cy@example.org"]])
    two = ("People", [*people[1], ["Di Fay", "DSL", "Oak", "di@example.org"]])
    row = policies(["P", "DSL"], headings=["Policy", "Owner"])

    assert owners(read(row, people)) == [("DSL", "cy@example.org")]
    assert owners(read(row, two)) == [("DSL", None)]
