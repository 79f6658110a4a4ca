"""The list of statutory policies: what ships, and how a trust corrects it in a file of its own."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from policyclerk.adapters.clock import SystemClock
from policyclerk.adapters.statutory_toml import read_statutory
from policyclerk.domain.errors import SettingsError
from policyclerk.project import shipped

SHIPPED = shipped("config")
ROW = """
[[policy]]
id = "own"
title = "Our own"
area = "pupils"
asked_by = "list"
source = "Our board"
address = "https://board.example"
as_at = 2026-11-20
"""


def read(folder: Path, text: str):
    (folder / "statutory.toml").write_text(text, encoding="utf-8")
    return read_statutory((folder, SHIPPED))


def faults(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(folder, text)
    return "\n".join(caught.value.faults)


def test_every_shipped_row_has_a_source_with_its_address_and_the_day_it_was_looked_at():
    rows = read_statutory((SHIPPED,)).policies
    assert len(rows) > 30
    for row in rows:
        assert row.source.strip()
        assert row.address.startswith("https://")
        assert date(2026, 1, 1) <= row.as_at <= date(2030, 1, 1)


def test_an_interval_of_the_law_stands_only_where_the_law_asks():
    assert {row.asked_by for row in read_statutory((SHIPPED,)).policies if row.interval_months} == {"law"}


def test_a_trust_adds_titles_and_says_what_is_not_its_own(tmp_path):
    found = read(
        tmp_path,
        'register = "whole"\n[[policy]]\nid = "behaviour"\naliases = ["Relationships"]\n'
        '[[policy]]\nid = "food"\nours = false\nreason = "By contract."\n' + ROW,
    )
    rows = {row.id: row for row in found.policies}
    assert rows["behaviour"].aliases[-1] == "Relationships"
    assert "Positive behaviour" in rows["behaviour"].aliases
    assert (rows["food"].ours, rows["food"].reason) == (False, "By contract.")
    assert rows["own"].title == "Our own"
    assert found.register == "whole"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[policy]]\ntitle = 'X'", ["row 1", "id is missing"]),
        ("[[policy]]\nid = 'new'\ntitle = 'X'", ["row 1 (new)", "source", "as_at", "missing"]),
        ("[[policy]]\nid = 'food'\ncycle = 3", ["row 1 (food)", "no key cycle", "interval_months"]),
        ("[[policy]]\nid = 'food'\nas_at = 'today'", ["(food)", "as_at = 'today'", "a day such as"]),
        ("[[policy]]\nid = 'food'\nasked_by = 'me'", ["(food)", "asked_by", "law, guidance, list"]),
        ("[[policy]]\nid = 'food'\naliases = 'Lunch'", ["(food)", "aliases", "a list of texts"]),
        ("[[policy]]\nid = 'food'\ntypes = ['grammar']", ["(food)", "grammar", "academy"]),
        ("[[policy]]\nid = 'food'\nours = false", ["(food)", "reason"]),
        ("[[policy]]\nid = 'food'\nrecommended_months = 0", ["(food)", "recommended_months"]),
        ("[[policy]]\nid = 'food'\n[[policy]]\nid = 'food'", ["row 2", "twice"]),
        ("[policy]\nid = 'food'", ["[[policy]]"]),
        ("register = 'half'", ["register", "whole, part"]),
        ("regster = 'whole'", ["no key regster"]),
        ("[[policy]\n", ["statutory.toml", "is not a table that can be read"]),
    ],
)
def test_a_mistake_is_told_with_file_row_and_key(tmp_path, text, words):
    said = faults(tmp_path, text)
    assert "statutory.toml" in said
    for word in words:
        assert word in said


def test_all_mistakes_are_told_at_once(tmp_path):
    said = faults(tmp_path, "[[policy]]\nid = 'food'\ncycle = 3\n[[policy]]\nid = 'send'\nas_at = 5")
    assert "(food)" in said
    assert "(send)" in said


def test_a_file_that_is_not_there_at_all_is_told(tmp_path):
    with pytest.raises(SettingsError, match=r"statutory\.toml"):
        read_statutory((tmp_path,))


@pytest.mark.dated
def test_list_and_rows_have_been_looked_at_within_a_year():
    found, year_ago = (
        read_statutory((SHIPPED,)),
        SystemClock("Europe/London").now().date() - timedelta(days=365),
    )
    assert found.as_at > year_ago
    assert [row.id for row in found.policies if row.as_at <= year_ago] == []
