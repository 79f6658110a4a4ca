"""Tables of versions."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.build_docx import p, table, write_docx

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file


def read(folder: Path, *rows: tuple[str, ...]) -> DocumentFacts:
    return read_file(write_docx(folder, p("E-Safety Policy", style="Title"), table(*rows)))


def test_rows_are_read_by_their_headings(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        ("Version", "Date", "Status", "Policy Owner", "Governor Approval", "Comment"),
        ("1.0", "", "", "SM", "LT", ""),
        ("1.1", "02/11/16", "Approved", "LC", "LT", "Updated"),
    )
    first, second = facts.history
    assert (first.version, first.date, first.owner, first.approver) == ("1.0", None, "SM", "LT")
    assert second.date is not None
    assert second.date.start == date(2016, 11, 2)
    assert (second.status, second.comment) == ("Approved", "Updated")
    assert (facts.version, facts.owner, facts.approver) == ("1.1", "LC", "LT")


def test_a_misspelt_heading_is_forgiven(tmp_path: Path) -> None:
    assert (
        len(read(tmp_path, ("VERSON", "DATE", "AUTHOR", "CHANGES"), ("1.0", "May 2021", "A", "New")).history)
        == 1
    )


def test_empty_rows_placeholders_and_prepared_rows_are_left_out(tmp_path: Path) -> None:
    rows = (
        ("", "", ""),
        ("1.0", "May 2021", "New"),
        ("[Insert text.]", "[DATE]", "[Insert text.]"),
        ("1.1", "", ""),
        ("", "", ""),
    )
    assert [row.version for row in read(tmp_path, ("Version", "Date", "Description"), *rows).history] == [
        "1.0"
    ]


def test_rows_newest_first_give_the_newest_version(tmp_path: Path) -> None:
    facts = read(
        tmp_path, ("Version", "Date", "Changes"), ("2.0", "June 2023", "Updated"), ("1.0", "May 2021", "New")
    )
    assert facts.version == "2.0"


def test_labels_above_a_history_in_one_table_are_read_too(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        ("Policy owner", "Head", "Next review", "May 2026"),
        ("Version", "Date", "Author", "Changes"),
        ("1.0", "May 2021", "AB", "New"),
    )
    assert (facts.owner, len(facts.history)) == ("Head", 1)


@pytest.mark.parametrize(
    "heading",
    [
        ("Risk", "Owner", "Date", "Status"),
        ("Term", "Description", "See also"),
        ("Application", "Version", "Supplier", "Licence"),
        ("Action", "By whom", "Date"),
    ],
)
def test_other_tables_are_no_history(tmp_path: Path, heading: tuple[str, ...]) -> None:
    assert read(tmp_path, heading, tuple("x" for _ in heading), tuple("y" for _ in heading)).history == ()


def test_versions_listed_line_by_line_are_a_log_of_which_the_newest_counts(tmp_path: Path) -> None:
    lines = ("Version 1.0, 8 February 2021: first policy.", "Version 2.0, 10 February 2025: new objectives.")
    facts = read_file(write_docx(tmp_path, p("Equality Policy", style="Title"), *map(p, ("History", *lines))))

    assert facts.version == "2.0"
    assert facts.conflicts == ()


def test_the_column_of_days_counts_beside_that_of_years(tmp_path: Path) -> None:
    rows = [("2023", "12 January 2023", "1.0", "New"), ("", "3 June 2023", "1.1", "Typing errors")]
    facts = read(tmp_path, ("Year", "Date", "Version", "Change"), *rows)
    assert [row.date.start for row in facts.history if row.date] == [date(2023, 1, 12), date(2023, 6, 3)]
    alone = read(tmp_path, ("Year", "Version", "Change"), ("2023", "1.0", "New"), ("2024", "2.0", "All"))
    assert [row.date.start for row in alone.history if row.date] == [date(2023, 1, 1), date(2024, 1, 1)]


def test_what_was_changed_counts_beside_the_page(tmp_path: Path) -> None:
    rows = [("4", "New lead", "02/09/2024", "AW"), ("7", "Telephone", "05/01/2025", "AW")]
    facts = read_file(
        write_docx(tmp_path, p("Update log"), table(("Page", "Update", "Date", "Updated by"), *rows))
    )
    assert [(row.comment, row.owner) for row in facts.history] == [("New lead", "AW"), ("Telephone", "AW")]
    assert [row.date.start for row in facts.history if row.date] == [date(2024, 9, 2), date(2025, 1, 5)]


def test_rows_may_say_of_which_school_year_they_are(tmp_path: Path) -> None:
    rows = [("2022/23", "AW", "September 2022"), ("2023/24", "TL", "September 2023")]
    heads = ("Academic year", "Reviewed by", "Date")
    facts = read_file(write_docx(tmp_path, p("Review history"), table(heads, *rows)))
    assert [row.date.start for row in facts.history if row.date] == [date(2022, 9, 1), date(2023, 9, 1)]


def test_a_record_of_reviews_may_tell_their_outcome(tmp_path: Path) -> None:
    rows = [("July 2024", "No change", "RS"), ("July 2025", "Small edits", "RS")]
    heads = ("Date of review", "Outcome", "Reviewer")
    facts = read_file(write_docx(tmp_path, p("Review record"), table(heads, *rows)))
    assert [row.comment for row in facts.history] == ["No change", "Small edits"]
