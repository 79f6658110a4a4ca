"""The page about findings, the rules' files and the list of rules say the same."""

import re

import pytest
from tests.conftest import REPO

from policyclerk.domain.finding import SEVERITIES
from policyclerk.rules import KINDS, RULES, TRUST_RULES

PAGE = (REPO / "docs" / "findings.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
FOLDER = REPO / "src" / "policyclerk" / "rules"
SHARED = {"__init__", "context", "judge", "rule", "wording"}


def test_every_rule_has_its_heading_and_every_heading_its_rule():
    assert set(SECTIONS) == set(KINDS)


def test_every_rule_has_its_file_and_every_file_its_rule():
    assert {path.stem for path in FOLDER.glob("*.py")} - SHARED == set(KINDS)


def test_no_kind_is_listed_twice():
    rules = (*RULES, *TRUST_RULES)
    assert len({rule.kind for rule in rules}) == len(rules)
    assert len({rule.title for rule in rules}) == len(rules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_a_section_gives_the_colour_an_example_what_to_do_and_how_to_switch_off(rule):
    section = " ".join(SECTIONS[rule.kind].split())
    assert section.startswith(f'{rule.severity.capitalize()}. *"')
    for part in ("**What is looked at.**", "**What to do.**", "**Switch off or accept.**"):
        assert part in section
    assert f'`{rule.kind} = "off"`' in section
    assert f"`{rule.kind} until ...`" in section


@pytest.mark.parametrize("rule", TRUST_RULES, ids=lambda rule: rule.kind)
def test_a_section_about_the_whole_trust_says_that_no_row_can_accept_it(rule):
    section = " ".join(SECTIONS[rule.kind].split())
    assert section.startswith(f'{rule.severity.capitalize()}. *"')
    for part in ("**What is looked at.**", "**What to do.**", "**Switch off.**", "no row in which"):
        assert part in section
    assert f'`{rule.kind} = "off"`' in section


@pytest.mark.parametrize("rule", [*RULES, *TRUST_RULES], ids=lambda rule: rule.kind)
def test_a_rules_file_says_why_it_matters_and_where_it_comes_from(rule):
    text = (FOLDER / f"{rule.kind}.py").read_text(encoding="utf-8")
    docstring = text.split('"""')[1]
    assert "Why it matters:" in docstring
    assert "Source:" in docstring
    assert rule.severity in SEVERITIES
