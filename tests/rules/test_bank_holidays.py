"""The table of bank holidays, held against an independent calculation."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import holidays
import pytest
from tests.conftest import REPO

from policyclerk.adapters.clock import SystemClock

TABLE: dict[str, Any] = tomllib.loads((REPO / "config" / "bank_holidays.toml").read_text(encoding="utf-8"))
NATIONS = {"england-and-wales": ("ENG", "WLS"), "scotland": ("SCT",), "northern-ireland": ("NIR",)}
LAST_YEAR = 2030


def days_of(nation: str) -> list[date]:
    return [date.fromisoformat(day) for day in TABLE[nation]]


@pytest.mark.parametrize("nation", NATIONS)
def test_the_table_has_exactly_the_working_days_that_are_holidays(nation):
    for part in NATIONS[nation]:
        known = holidays.country_holidays("GB", subdiv=part, years=range(2024, LAST_YEAR + 1))
        assert days_of(nation) == sorted(day for day in known if day.weekday() < 5)


@pytest.mark.parametrize("nation", NATIONS)
def test_days_stand_in_order_and_have_names(nation):
    assert all(a < b for a, b in pairwise(days_of(nation)))
    assert all(isinstance(name, str) and name for name in TABLE[nation].values())


def test_the_table_says_where_it_comes_from():
    assert "gov.uk/bank-holidays" in TABLE["source"]
    assert isinstance(TABLE["as_at"], date)


@pytest.mark.dated
@pytest.mark.parametrize("nation", NATIONS)
def test_the_table_reaches_a_year_ahead(nation):
    today = SystemClock("Europe/London").now().date()
    assert days_of(nation)[-1] > today + timedelta(days=365)
