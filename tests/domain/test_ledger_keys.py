"""Keys of the ledger and its chain."""

from datetime import date

import pytest

from policyclerk.domain.chain import FIRST, salted, seal
from policyclerk.domain.ledger import Claim, Effect, effect_of, ledger_key

DUE = date(2026, 12, 7)


def test_a_key_has_five_parts_with_nothing_but_safe_letters() -> None:
    key = ledger_key("owner", "P 1/2 é", DUE, "-14", "0011223344556677")
    assert key == "owner/P%201%2F2%20%C3%A9/2026-12-07/-14/0011223344556677"
    assert ledger_key("trust-summary", None, None, "2026-11-23") == "trust-summary/-/none/2026-11-23/-"


@pytest.mark.parametrize("policy", ["P1", "P 1/2 é", "a~2", "100%"])
def test_a_key_tells_its_kind_and_policy(policy: str) -> None:
    key = ledger_key("write_draft", policy, DUE, "draft")
    assert effect_of(key) == Effect(key, "write_draft", policy)


def test_a_key_of_the_whole_trust_has_no_policy() -> None:
    assert effect_of(ledger_key("alert", None, None, "2026-11-23.register_missing")).policy is None


@pytest.mark.parametrize("state", ["claimed", "done", "skipped", "unknown"])
def test_what_happened_or_may_have_happened_is_spent(state: str) -> None:
    assert Claim("k", state, DUE).spent


@pytest.mark.parametrize("state", ["planned", "failed", "resolved"])
def test_what_came_to_nothing_is_not_spent(state: str) -> None:
    assert not Claim("k", state, DUE).spent


def test_a_seal_covers_the_line_and_what_stands_before_it() -> None:
    line = {"seq": 1, "key": "k"}
    first = seal(FIRST, line)
    assert seal(FIRST, {"key": "k", "seq": 1}) == first
    assert len({first, seal(first, line), seal(FIRST, {**line, "seq": 2})}) == 3


def test_the_digest_of_a_name_needs_its_salt() -> None:
    assert salted("s1", "Asha Shah") == salted("s1", "Asha Shah")
    assert len({salted("s1", "Asha Shah"), salted("s2", "Asha Shah"), salted("s1", "Asha")}) == 3
