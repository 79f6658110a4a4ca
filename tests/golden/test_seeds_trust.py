"""Five real school policies in a trust of their own, with a register typed by hand: what a careful person would say."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.trusts import TODAY, everything_in, write_csv

pytestmark = pytest.mark.corpus

SETTINGS = """
[trust]
name = "Five Schools Trust"
contact = "clerk@five.example"
[register]
kind = "csv"
path = "register.csv"
write_back = true
[reminders]
backlog = "send"
"""
ROWS = [
    (
        "K1",
        "Mobile Phone and Social Networking Policy",
        "Kirklevington",
        "2 yrs",
        "March 2021",
        "",
        "seed0.docx",
    ),
    ("T1", "Social Media Policy", "Talavera Junior", "", "Nov 2019", "Sept 2023", "seed1.docx"),
    ("U1", "Social Media Policy", "Upland", "Annually", "January | 16", "", "seed2.docx"),
    ("R1", "Social Media Policy", "Rothwell Victoria", "", "", "", "seed3.docx"),
    ("S1", "Social Networking Protocol", "", "", "", "TBC", "seed4.docx"),
]
HEADINGS = ("Ref", "Policy", "School", "Review cycle", "Last reviewed", "Next review", "Document")


@pytest.fixture(scope="module")
def trust(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five")
    (folder / "config").mkdir()
    (folder / "config" / "trust.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "policies").mkdir()
    for number in range(5):
        shutil.copy(corpus / "seeds" / f"seed{number}.docx", folder / "policies")
    write_csv(
        folder / "register.csv",
        [
            {
                **dict(zip(HEADINGS, row, strict=True)),
                "Owner": "Sam Reed",
                "Owner email": "s.reed@five.example",
            }
            for row in ROWS
        ],
    )
    return folder


def answer(*arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "policyclerk", *arguments, "--today", TODAY, "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def findings(trust: Path) -> dict[str, dict[str, Any]]:
    """Policy -> finding kind -> the finding."""
    found: dict[str, dict[str, Any]] = {}
    for finding in answer("check", "-p", str(trust))["findings"]:
        if finding["policy"] is not None:
            found.setdefault(finding["policy"], {})[finding["kind"]] = finding
    return found


def test_overdue_is_counted_from_the_end_of_the_month_that_cycle_or_cell_give(
    findings: dict[str, Any],
) -> None:
    since = {
        policy: kinds["review_overdue"]["since"]
        for policy, kinds in findings.items()
        if "review_overdue" in kinds
    }

    assert since == {"K1": "2023-04-01", "T1": "2023-10-01", "U1": "2017-02-01", "R1": "2014-07-01"}


def test_a_date_that_nothing_gives_is_unknown_and_not_guessed(findings: dict[str, Any]) -> None:
    assert "review_date_unknown" in findings["S1"]
    assert findings["S1"]["review_date_unknown"]["severity"] == "blue"


def test_a_cycle_that_stands_only_in_prose_is_named_with_its_place(findings: dict[str, Any]) -> None:
    evidence = findings["R1"]["review_overdue"]["evidence"]

    assert evidence[0]["raw"] == "June 2013"
    assert "annually" in evidence[1]["raw"]


def test_blank_sign_off_lines_are_missing_and_staff_declarations_are_not(findings: dict[str, Any]) -> None:
    missing = {policy for policy, kinds in findings.items() if "signature_missing" in kinds}

    assert missing == {"T1", "R1"}


def test_a_history_that_is_newer_than_the_cover_is_a_conflict(findings: dict[str, Any]) -> None:
    raws = {item["raw"] for item in findings["T1"]["date_conflict"]["evidence"]}

    assert raws & {"23/09/23"}


SUPERSEDED = {
    "K1": {"Data Protection Act 1998", "Malicious Communication Act 1998", "Copyright, Designs and Patents Act 1998", "Libel Act 1843",
           "MySpace", "Bebo", "Windows Live Spaces", "MSN"},
    "T1": {"General Data Protection Regulations (GDPR) 2016", "Malicious Communications Act 1998", "Libel Act 1843",
           "Employment Practices Data Protection Code", "MySpace", "Yapper", "del.icio.us", "Twitter", "SkyDrive", "Google Music", "E-safety"},
    "U1": {"Data Protection Act 1998", "Malicious Communications Act 1988", "Twitter", "Windows Live Messenger",
           "designated person for Child Protection"},
    "R1": {"Data Protection Act 1998", "Regulation of Investigatory Powers Act 2000", "Defamation Act 1996", "Every Child Matters",
           "Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000", "Local Safeguarding Children Board",
           "LSCB", "Independent Safeguarding Authority", "ISA", "Standards for Teachers", "palm-tops"},
    "S1": {"DCSF", "Twitter", "Bebo", "Friendster", "My Space"},
}  # fmt: skip
"""What stands in the five papers and is no longer current; the guidance that S1 names with its year is asked for below."""


@pytest.fixture(scope="module")
def all_findings(trust: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer("check", "-p", str(trust))["findings"]
    return found


def test_every_superseded_name_is_found_with_its_place_and_no_current_law_beside_it(
    all_findings: list[dict[str, Any]],
) -> None:
    named: dict[str, set[str]] = {policy: set() for policy in SUPERSEDED}
    for finding in all_findings:
        if finding["kind"] == "outdated_reference":
            places = [e for e in finding["evidence"] if e["source"].endswith(".docx")]
            assert all(place["where"].startswith("body, ") for place in places)
            named[finding["policy"]] |= {place["raw"] for place in places}
    guidance = {raw for raw in named["S1"] if raw.startswith("Guidance for Safer Working Practice")}

    assert len(guidance) == 1
    assert named | {"S1": named["S1"] - guidance} == SUPERSEDED


def test_repeated_sections_and_numbers_that_go_back_are_told_where_they_stand(
    all_findings: list[dict[str, Any]],
) -> None:
    told = [(f["policy"], f["message"]) for f in all_findings if f["kind"] == "repeated_section"]

    assert any(policy == "T1" and "from “8 Scope” on" in message for policy, message in told)
    assert any(policy == "T1" and "“8. Signature” follows section 11" in message for policy, message in told)
    assert any(policy == "S1" and "6.3 follows 6.5" in message for policy, message in told)
    assert {policy for policy, _ in told} == {"T1", "S1"}


def test_two_titles_a_wrong_contents_list_and_a_paper_of_nobody_are_told(findings: dict[str, Any]) -> None:
    kinds = ("title_conflict", "contents_conflict", "organisation_mismatch")
    found = {kind: {policy for policy, theirs in findings.items() if kind in theirs} for kind in kinds}

    assert found == {"title_conflict": {"K1"}, "contents_conflict": {"S1"}, "organisation_mismatch": {"S1"}}


def test_five_papers_are_not_taken_for_all_that_a_trust_has(trust: Path) -> None:
    answered = answer("check", "-p", str(trust))

    assert "holds 0 of the" in answered["coverage"]["question"]
    assert "register_in_part" not in {problem["kind"] for problem in answered["register_problems"]}
    assert "statutory_missing" not in {finding["kind"] for finding in answered["findings"]}


def test_a_run_drafts_what_is_overdue_writes_to_each_person_once_and_leaves_the_papers_alone(
    trust: Path,
) -> None:
    before = everything_in(trust / "policies")

    actions = answer("run", "-p", str(trust))["actions"]
    again = answer("run", "-p", str(trust))["actions"]

    assert {a["policy"] for a in actions if a["kind"] == "write_draft" and a["state"] == "done"} == {
        "K1",
        "T1",
        "U1",
        "R1",
    }
    assert sorted(a["to"] for a in actions if a["kind"] == "send_mail") == [
        "clerk@five.example",
        "s.reed@five.example",
    ]
    assert again == []
    assert everything_in(trust / "policies") == before


def test_a_draft_of_the_night_is_read_back_with_its_new_dates_and_no_signature(trust: Path) -> None:
    answer("run", "-p", str(trust))
    (draft,) = (trust / "drafts").glob("seed1*.docx")

    done = subprocess.run(
        [sys.executable, "-m", "policyclerk", "read", "--json", str(draft)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    facts = json.loads(done.stdout)

    assert facts["version"] == "1.4"
    assert facts["latest_review"]["start"] == TODAY
    assert {block["signed"] for block in facts["sign_offs"]} == {"no"}
