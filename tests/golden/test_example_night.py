"""The example trust on its demo day: every policy stands as examples/README.md says."""

import json
import subprocess
import sys
from typing import Any

import pytest
from tests.trusts import TODAY

from policyclerk.project import shipped

MILLBROOK, SALTERSGATE = "millbrook-lane-primary-school", "saltersgate-primary-school"
EXPECTED = {
    "NLT01": "green", "NLT02": "green", "NLT03": "amber", "NLT04": "amber", "NLT05": "amber", "NLT06": "green",
    "NLT07": "grey", f"{MILLBROOK}-PRI01": "green", f"{SALTERSGATE}-PRI01": "green", "ML01": "green", "ML02": "red",
    "ML03": "red", "ML04": "amber", "ML05": "amber", "ML06": "red", "SG01": "red", "SG02": "blue",
    f"{SALTERSGATE}-anti-bullying-policy": "red", f"{SALTERSGATE}-anti-bullying-policy~2": "red", "SG04": "amber",
    "SG05": "red", "SG06": "amber", "SG07": "green", "SG08": "red", "NH01": "green", "NH02": "amber", "NH03": "green",
    "NH04": "green", "NH05": "red", "NH06": "grey",
}  # fmt: skip


@pytest.fixture(scope="module")
def check() -> Any:
    command = [sys.executable, "-m", "policyclerk", "check", "-p", str(shipped("examples/northmoor-trust"))]
    done = subprocess.run(
        [*command, "--today", TODAY, "--json"], capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


def kinds(check: Any, policy: str) -> set[str]:
    return {finding["kind"] for finding in check["findings"] if finding["policy"] == policy}


def test_every_policy_has_the_colour_that_a_careful_person_would_give_it(check: Any) -> None:
    assert {line["policy"]: line["status"] for line in check["policies"]} == EXPECTED


def test_only_blank_sign_off_blocks_are_missing_signatures(check: Any) -> None:
    missing = {finding["policy"] for finding in check["findings"] if finding["kind"] == "signature_missing"}

    assert missing == {"NLT05", "ML03", "ML05", "SG05", "SG06"}


def test_a_table_that_disagrees_with_its_cover_is_a_conflict(check: Any) -> None:
    assert "date_conflict" in kinds(check, "ML03")


def test_a_paper_that_no_row_names_is_told_of(check: Any) -> None:
    (orphan,) = (finding for finding in check["findings"] if finding["kind"] == "document_unregistered")

    assert "Lettings" in orphan["evidence"][0]["source"]


OUTDATED = {"ML02": 6, "ML03": 5, "NH05": 2, "NLT04": 1, "SG01": 7, "SG04": 1, "SG05": 3}
GRID = {
    "Admission arrangements": ("not found", "not found", "in place"),
    "Charging and remissions": ("cannot tell", "not found", "not found"),
    "Data protection privacy notice": ("in place", "in place", "in place"),
    "Complaints procedure": ("in place", "in place", "in place"),
    "Staff discipline, conduct and grievance": ("not found", "not found", "not found"),
    "Teachers' pay": ("not applicable", "not applicable", "not applicable"),
    "Child protection and safeguarding": ("in place", "out of date", "not found"),
    "School attendance": ("not found", "not found", "in place"),
    "Behaviour": ("out of date", "not found", "not found"),
    "Behaviour principles written statement": ("not applicable", "not applicable", "not applicable"),
    "Suspension and permanent exclusion": ("not found", "not found", "in place"),
    "School uniform": ("in place", "in place", "not found"),
    "Special educational needs and disability": ("in place", "not found", "not found"),
    "Supporting pupils with medical conditions": ("not found", "not found", "out of date"),
    "Relationships and sex education and health education": ("not found", "in place", "not found"),
    "Careers guidance and provider access": ("not applicable", "not applicable", "in place"),
    "Accessibility plan": ("not found", "cannot tell", "not found"),
    "Equality information and objectives": ("in place", "in place", "in place"),
    "Health and safety": ("in place", "in place", "in place"),
    "First aid": ("in place", "not found", "not found"),
    "Premises management documents": ("not found", "not found", "not found"),
    "School food": ("not found", "not found", "not found"),
    "Governors' allowances": ("not applicable", "not applicable", "not applicable"),
}  # by hand: Millbrook Lane, Saltersgate, Northmoor High
ONCE = {"Register of business interests": "in place", "Whistleblowing": "in place"}


def test_what_is_asked_of_each_school_stands_as_a_careful_person_would_find_it(check: Any) -> None:
    rows = check["coverage"]["rows"]
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["asked_for"], []).append(row["status"])

    assert {title: tuple(found[title]) for title in GRID} == GRID
    assert {title: found[title][0] for title in ONCE} == ONCE
    others = {
        status for title, statuses in found.items() if title not in {*GRID, *ONCE} for status in statuses
    }
    assert others - {"in place"} <= {"cannot tell", "not applicable"}
    assert check["coverage"]["question"] is None


def test_only_what_is_not_found_is_told_and_each_policy_of_the_list_once(check: Any) -> None:
    told = [finding for finding in check["findings"] if finding["kind"] == "statutory_missing"]

    assert len(told) == sum("not found" in statuses for statuses in GRID.values()) == 15
    assert {finding["policy"] for finding in told} == {None}


def test_outdated_references_are_found_where_they_were_put_and_nowhere_else(check: Any) -> None:
    found = [finding["policy"] for finding in check["findings"] if finding["kind"] == "outdated_reference"]

    assert {policy: found.count(policy) for policy in found} == OUTDATED


def test_the_other_habits_of_the_example_are_found_once_each(check: Any) -> None:
    assert kinds(check, "SG04") >= {"organisation_mismatch"}
    assert "organisation_mismatch" in kinds(check, f"{SALTERSGATE}-anti-bullying-policy")
    assert "related_policy_missing" in kinds(check, "SG01")
    assert "acknowledgement_outstanding" in kinds(check, "NLT04")
    assert "website_conflict" in kinds(check, "SG06")
    assert not kinds(check, "ML01")
