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
