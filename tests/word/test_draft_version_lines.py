"""A history of versions kept in lines: it is given a line, and what it says of old versions stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.word.draft_samples import CHANGES, TITLE, Desk, p

from policyclerk.word.reader import read_file

NEXT = p("Next review date: 30/09/2026")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def lines(*texts: str) -> str:
    return "".join(p(text) for text in texts)


@pytest.mark.parametrize("tracked", [True, False])
def test_the_list_of_versions_is_given_a_line_in_its_own_manner(desk: Desk, tracked: bool) -> None:
    log = ("v1.2 - 05/02/2024 - updated", "v1.3 - 01/09/2025 - annual review")
    result = desk.draft(replace(CHANGES, tracked=tracked), body=TITLE + p("Version 1.3") + lines(*log) + NEXT)
    assert desk.now()[2:6] == [
        "Version 1.4", *log, "v1.4 - 23/11/2026 - Reviewed; draft for approval"
    ]  # fmt: skip
    assert [c.where for c in result.changes if c.field == "history"] == ["below body, paragraph 4"]
    if tracked:
        assert desk.before() == ["Attendance Policy", "Version 1.3", *log, "Next review date: 30/09/2026"]


def test_newest_first_stays_newest_first_and_the_new_line_is_what_is_read(desk: Desk) -> None:
    desk.draft(body=TITLE + lines("Version 1.3, 1 September 2025", "Version 1.2, 5 February 2024") + NEXT)
    assert desk.now()[2:5] == [
        "Version 1.4, 23 November 2026", "Version 1.3, 1 September 2025", "Version 1.2, 5 February 2024",
    ]  # fmt: skip
    facts = read_file(str(desk.target))
    assert facts.version == "1.4"
    assert facts.latest_review is not None
    assert facts.latest_review.raw == "23 November 2026"


@pytest.mark.parametrize(
    "clauses",
    [
        ("2.1 The policy was adopted on 1 September 2025.", "2.2 It is reviewed by 30 September 2026."),
        ("Version 1.3, 1 September 2025", "It replaces all others."),
        ("1. 01/09/2025 meeting", "2. 02/09/2025 meeting"),
    ],
)
def test_clauses_and_a_single_line_are_no_list_of_versions(desk: Desk, clauses: tuple[str, str]) -> None:
    result = desk.draft(body=TITLE + p("Version: 1.3") + lines(*clauses))
    assert "history" not in {change.field for change in result.changes}
