"""The version that follows, and the name of a draft."""

import pytest

from policyclerk.domain.versions import draft_name, draft_number, next_version


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("1.3", "1.4"),
        ("V2", "V3"),
        ("1.4.1", "1.4.2"),
        ("V1.9", "V1.10"),
        ("v 1.0", "v 1.1"),
        ("Version 3", "Version 4"),
        ("01", "02"),
        ("Issue 9", "Issue 10"),
    ],
)
def test_the_last_number_of_a_version_goes_up_by_one(now: str, following: str) -> None:
    assert next_version(now) == following


@pytest.mark.parametrize(
    "text", [None, "", "tbc", "draft", "2025", "September 2025", "1.x", "2025/26", "1.3 (draft)"]
)
def test_what_is_not_just_a_version_has_no_successor(text: str | None) -> None:
    assert next_version(text) is None


def test_a_draft_is_named_after_its_policy_and_version() -> None:
    assert draft_name("Attendance Policy", "1.4") == "Attendance Policy v1.4 DRAFT.docx"
    assert draft_name("Attendance Policy", "V3") == "Attendance Policy v3 DRAFT.docx"
    assert draft_name("Attendance Policy", None) == "Attendance Policy DRAFT.docx"


def test_signs_that_no_folder_takes_become_a_space() -> None:
    assert draft_name('Health/Safety: "2026"', "2.0") == "Health Safety 2026 v2.0 DRAFT.docx"
    assert draft_name("...", None) == "policy DRAFT.docx"


def test_an_overlong_name_is_cut_before_the_words_that_say_it_is_a_draft() -> None:
    name = draft_name("é" * 400, "1.4")
    assert name.endswith(" v1.4 DRAFT.docx")
    assert len(name.encode()) <= 180
    assert "\ufffd" not in name


def test_the_second_draft_of_a_review_is_numbered() -> None:
    assert draft_name("Attendance Policy", "1.4", 2) == "Attendance Policy v1.4 DRAFT 2.docx"
    assert len(draft_name("é" * 400, "1.4", 12).encode()) <= 180


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Attendance Policy v1.4 DRAFT.docx", 1),
        ("Attendance Policy v1.4 DRAFT 2.docx", 2),
        ("Attendance Policy DRAFT.docx", 1),
        ("Attendance Policy.docx", None),
        ("Attendance draft.docx", None),
        ("DRAFT Attendance.docx", None),
    ],
)
def test_a_draft_is_known_by_its_name(name: str, number: int | None) -> None:
    assert draft_number(name) == number
