"""Gaps of a model text that nobody has filled in are told apart from other brackets, and from forms."""

from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.word.gaps import is_gap
from policyclerk.word.reader import read_file

DECLARATION = p("Staff Declaration", style="Heading1")


def left(folder: Path, *body: str) -> list[tuple[str, str | None]]:
    facts = read_file(write_docx(folder, p("Behaviour Policy", style="Title"), *body))
    assert facts.ok, facts.problem
    return [
        (note.message.split("”")[0].lstrip("“"), note.where)
        for note in facts.notes
        if note.kind == "placeholder_left"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "[School name]",
        "[name of school]",
        "[including laptops, palm-tops, hand-held devices and smart phones]",
        "[It is an important part of how the school talks with its families]",
        "<insert date>",
        "{{ school }}",
        "{Company}",
        "[DOC_NAME]",
        "[he/she]",
        "[add further details here…]",
    ],
)
def test_brackets_that_ask_for_words_are_gaps(words: str) -> None:
    assert is_gap(words)


@pytest.mark.parametrize(
    "words",
    [
        "[1]",
        "[2018]",
        "[sic]",
        "[online]",
        "[Accessed 14 January 2023]",
        "[EHRC]",
        "[a – z]",
        "[Ref. 1]",
        "[Please refer to the Admissions Policy for more about this]",
        "[see the school website]",
        "<br>",
        "<office@school.example>",
        "[T]",
        "[England]",
    ],
)
def test_other_brackets_are_none(words: str) -> None:
    assert not is_gap(words)


def test_the_note_quotes_the_brackets_and_names_their_place(tmp_path: Path) -> None:
    found = left(
        tmp_path,
        p("All who work at [School name] are kind, and so are those at [name of nursery school]."),
        table(("Contact", "[telephone number]")),
    )
    assert found == [
        ("[School name]", "body, paragraph 2"),
        ("[name of nursery school]", "body, paragraph 2"),
        ("[telephone number]", "body, table 1, row 1"),
    ]


def test_brackets_of_a_form_are_for_whoever_fills_it_in(tmp_path: Path) -> None:
    found = left(
        tmp_path,
        DECLARATION,
        p("I, [employee full name], have read and understood the policy of [School name]."),
        p("Signed: ________ Date: [date]"),
    )
    assert found == [("[School name]", "body, paragraph 3")]


def test_a_gap_in_the_control_block_is_told_once(tmp_path: Path) -> None:
    assert left(tmp_path, p("Next review: [date]")) == [("[date]", "body, paragraph 2")]


def test_values_still_to_come_are_gaps(tmp_path: Path) -> None:
    assert left(tmp_path, p("The designated lead is Mrs TBC and her deputy XXXX.")) == [
        ("TBC", "body, paragraph 2"),
        ("XXXX", "body, paragraph 2"),
    ]
