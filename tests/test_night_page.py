"""The page of a large trust's night: the policies that matter most, and the rest counted."""

from pathlib import Path
from typing import Any

import pytest

from policyclerk.adapters.templates_jinja import JinjaRenderer
from policyclerk.planning.example_trust import example_days
from policyclerk.report import MOST_TOLD, night_view

ROOT = Path(__file__).resolve().parents[1]


def view(most: int) -> dict[str, Any]:
    day = example_days("Northmoor")[0]
    return night_view(judgement=day.judgement, register=day.register, plan=day.plan, done=(), most=most)


@pytest.fixture(scope="module")
def pages() -> JinjaRenderer:
    return JinjaRenderer([ROOT / "templates"], trust="Northmoor")


def test_a_usual_trust_is_told_whole(pages: JinjaRenderer) -> None:
    whole = view(MOST_TOLD)
    page = pages.report("night", whole)[".html"]
    assert (len(whole["policies"]), whole["left_out"]) == (whole["total"], 0)
    assert "All policies" in page
    assert "matter most" not in page


def test_of_a_large_trust_the_worst_are_told_and_the_rest_counted(pages: JinjaRenderer) -> None:
    whole, cut = view(MOST_TOLD), view(3)
    assert cut["policies"] == whole["policies"][:3]
    assert cut["left_out"] == whole["total"] - 3
    assert {name: cut[name] for name in ("total", "summary", "schools", "kinds")} == {
        name: whole[name] for name in ("total", "summary", "schools", "kinds")
    }
    page = pages.report("night", cut)[".html"]
    assert "The 3 policies that matter most" in page
    assert f"The other {cut['left_out']} policies stand in the register" in page
