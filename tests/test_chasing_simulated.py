"""Some months of a trust's life with outages, kills, faults of the mail server and people editing: judged from outside."""

from pathlib import Path

import pytest
from benchmarks.chasing.__main__ import simulate

DAYS = 75


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_told_twice_lost_or_told_to_the_wrong_person(tmp_path: Path, seed: int) -> None:
    verdict, _ = simulate("policyclerk", schools=2, policies=8, days=DAYS, seed=seed, folder=tmp_path)
    assert verdict.examples == []
    assert verdict.messages > 5


def test_the_judge_sees_what_a_script_of_equal_days_does_wrong(tmp_path: Path) -> None:
    verdict, _ = simulate("days-equal", schools=4, policies=30, days=365, seed=1, folder=tmp_path)
    assert verdict.lost > 0
    assert verdict.closed_days > 0
    assert verdict.after_completion > 0


def test_the_judge_sees_messages_that_a_script_with_a_column_sends_twice(tmp_path: Path) -> None:
    verdict, _ = simulate("last-reminded", schools=4, policies=30, days=365, seed=1, folder=tmp_path)
    assert verdict.doubled + verdict.twice_a_day > 0
    assert verdict.most_in_a_week > 3
