"""A day in the manner of the date that stood in its place."""

from datetime import date

import pytest

from policyclerk.domain.dates import read_date
from policyclerk.word.written import renumbered, written_like

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("02/11/2016", "03/11/2026"),
        ("02/11/16", "03/11/26"),
        ("2/1/2016", "3/11/2026"),
        ("17.6.21", "3.11.2026"),
        ("01-10-2024", "03-11-2026"),
        ("2024-10-01", "2026-11-03"),
        ("05/2021", "03/11/2026"),
        ("November 2019", "3 November 2026"),
        ("Nov 2019", "3 Nov 2026"),
        ("Sept 2019", "3 Nov 2026"),
        ("1st September 2021", "3rd November 2026"),
        ("NOVEMBER 2019", "3 NOVEMBER 2026"),
        ("January | 16", "3 November 2026"),
        ("Autumn Term 2018", "3 November 2026"),
        ("2019", "3 November 2026"),
    ],
)
def test_the_new_day_keeps_the_old_style_and_is_read_back_as_the_same_day(old: str, new: str) -> None:
    assert written_like(old, DAY) == new
    claim = read_date(new, "here")
    assert claim is not None
    assert (claim.start, claim.end) == (DAY, DAY)


@pytest.mark.parametrize(
    ("day", "ending"), [(1, "1st"), (2, "2nd"), (11, "11th"), (13, "13th"), (22, "22nd"), (30, "30th")]
)
def test_ordinals_end_as_in_english(day: int, ending: str) -> None:
    assert written_like("4th May 2020", date(2026, 5, day)) == f"{ending} May 2026"


def test_a_version_keeps_the_word_before_its_number() -> None:
    assert renumbered("Version 1.3", "1.4") == "Version 1.4"
    assert renumbered("V1.3", "V1.4") == "V1.4"
    assert renumbered("", "1.4") == "1.4"
