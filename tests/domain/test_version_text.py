"""Versions as people write them."""

import pytest
from tests.people import a_claim

from policyclerk.domain.document import HistoryRow
from policyclerk.domain.history import newest_row
from policyclerk.domain.version_text import fold_version


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("V1.3", "1.3"),
        ("v 1.3", "1.3"),
        ("Version: 1.3", "1.3"),
        ("Rev. 2", "2"),
        ("2.0", "2"),
        ("02", "2"),
        ("1.10", "1.10"),
        ("September 2025", "september 2025"),
        ("Various", "various"),
        ("  ", None),
        (None, None),
    ],
)
def test_versions_that_mean_the_same_are_the_same(text, folded):
    assert fold_version(text) == folded


def a_row(version: str | None, day: str | None = None) -> HistoryRow:
    return HistoryRow(version, a_claim(day), None, None, None, None)


@pytest.mark.parametrize(
    ("rows", "newest"),
    [
        ([a_row("1.0"), a_row("1.1", "02/11/16"), a_row("1.3", "23/09/23"), a_row("1.2", "05/02/19")], "1.3"),
        ([a_row("1.9"), a_row("1.10"), a_row("1.2")], "1.10"),
        ([a_row("2", "01/09/2024"), a_row("3", "01/09/2024")], "3"),
        ([a_row(None, "01/09/2024")], None),
        ([], None),
    ],
)
def test_the_newest_row_is_told_by_its_date_then_by_its_version(rows, newest):
    row = newest_row(rows)
    assert (row.version if row else None) == newest
