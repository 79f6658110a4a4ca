"""What every ledger keeps: the SQL one on each database, and the twin that other tests use."""

import random
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.fakes import MemoryLedger

from policyclerk.adapters.clock import FixedClock
from policyclerk.adapters.ledger_sql import SqlLedger
from policyclerk.domain.ledger import Effect, EntryState, effect_of, ledger_key
from policyclerk.ports import LedgerStore

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
CLOCK = FixedClock(MONDAY, "Europe/London")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LedgerStore]:
    if request.param == "memory":
        yield MemoryLedger()
        return
    opened = SqlLedger(request.getfixturevalue(f"{request.param}_address"), CLOCK)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/state/policyclerk.db"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_address")
    return found


def owner_step(policy: str, step: str = "14") -> Effect:
    key = ledger_key("owner", policy, date(2026, 12, 7), step, "00112233aabbccdd")
    return effect_of(key, to="a.shah@northmoor.example", message_id="m1")


def test_a_fresh_ledger_knows_nothing(ledger: LedgerStore) -> None:
    assert dict(ledger.claims()) == {}
    assert list(ledger.entries()) == []
    assert ledger.last_run() is None
    assert ledger.verify() == (True, None)


def test_claims_asked_for_again_know_what_was_written_and_erased_since(ledger: LedgerStore) -> None:
    assert dict(ledger.claims(marks_since=MONDAY)) == {}
    ledger.claim("k", kind="owner", policy="P1", to="a@ash.example", today=MONDAY)
    assert ledger.claims(marks_since=MONDAY)["k"].state == "claimed"
    told = {"name": "A. Shah"}
    ledger.record("k", kind="owner", policy="P1", to="a@ash.example", today=MONDAY, state="done", result=told)
    assert (ledger.claims(marks_since=MONDAY)["k"].state, ledger.claims()["k"].result) == ("done", told)
    if isinstance(ledger, SqlLedger):
        ledger.erase(["a@ash.example"])
        assert ledger.claims()["k"].result is None


KINDS = ("owner", "write_draft", "update_register", "write_report")
STATES: tuple[EntryState, ...] = ("claimed", "done", "failed", "unknown", "skipped", "resolved", "corrected")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("since", [None, MONDAY, TUESDAY])
def test_claims_followed_through_a_life_are_those_of_a_ledger_opened_anew(
    address: str, seed: int, since: date | None
) -> None:
    chance, ledger = random.Random(seed), SqlLedger(address, CLOCK)
    for _ in range(40):
        key = ledger_key(chance.choice(KINDS), f"P{chance.randrange(4)}", MONDAY, "s")
        state = chance.choice(STATES)
        if state == "corrected" and key not in ledger.claims():
            continue
        day = chance.choice((MONDAY, TUESDAY))
        told = effect_of(key, to="a@ash.example", result={"path": "x"})
        ledger.record_all([told], today=day, state=state)
        if chance.random() < 0.1:
            ledger.erase(["a@ash.example"])
        if chance.random() < 0.7:
            anew = SqlLedger(address, CLOCK)
            assert list(ledger.claims(marks_since=since).items()) == list(
                anew.claims(marks_since=since).items()
            )
            anew.close()
    ledger.close()


def test_a_plan_is_told_how_drafts_and_open_effects_ended_and_spared_what_is_over(
    ledger: LedgerStore,
) -> None:
    for key, state in (("write_draft/a", "done"), ("owner/b", "failed"), ("owner/c", "unknown")):
        ledger.record_all([effect_of(key, result={"path": "x"})], today=MONDAY, state=state)
    claims = ledger.claims(marks_since=TUESDAY)
    assert [claims[key].result for key in claims] == [{"path": "x"}] * 3


def test_a_key_is_taken_once(ledger: LedgerStore) -> None:
    taken = [ledger.claim("k", kind="owner", policy="P1", to=None, today=MONDAY) for _ in range(2)]
    assert taken == [True, False]
    assert ledger.claims()["k"].state == "claimed"


@pytest.mark.parametrize("state", ["done", "skipped", "unknown"])
def test_a_key_in_a_final_state_stays_spent(ledger: LedgerStore, state: str) -> None:
    ledger.record("k", kind="owner", policy="P1", to=None, today=MONDAY, state=state)
    assert not ledger.claim("k", kind="owner", policy="P1", to=None, today=TUESDAY)
    assert ledger.claims()["k"].spent


@pytest.mark.parametrize("state", ["planned", "failed", "resolved"])
def test_a_key_that_came_to_nothing_may_be_taken_again(ledger: LedgerStore, state: str) -> None:
    ledger.record("k", kind="owner", policy="P1", to=None, today=MONDAY, state=state)
    assert not ledger.claims()["k"].spent
    assert ledger.claim("k", kind="owner", policy="P1", to=None, today=TUESDAY)


def test_all_keys_of_a_message_are_taken_or_none(ledger: LedgerStore) -> None:
    ledger.record_all([owner_step("P2")], today=MONDAY, state="done")
    in_the_way = ledger.claim_all([owner_step("P1"), owner_step("P2")], today=MONDAY)
    assert in_the_way == (owner_step("P2").key,)
    assert owner_step("P1").key not in ledger.claims()
    assert ledger.claim_all([owner_step("P1"), owner_step("P3")], today=MONDAY) == ()


def test_of_many_rows_those_that_are_free_are_taken(ledger: LedgerStore) -> None:
    ledger.record_all([owner_step("P2")], today=MONDAY, state="done")
    taken = ledger.claim_each([owner_step(f"P{n}") for n in range(1200)], today=MONDAY)
    assert len(taken) == 1199
    assert owner_step("P2").key not in taken


def test_every_change_of_state_is_an_entry_with_all_that_was_told(ledger: LedgerStore) -> None:
    effect = owner_step("P1")
    ledger.claim_all([effect], today=MONDAY)
    done = Effect(effect.key, effect.kind, effect.policy, effect.to, "m1", {"path": "outbox/m1.eml"})
    ledger.record_all([done], today=MONDAY, state="done")
    claimed, ended = ledger.entries()
    assert (claimed.seq, claimed.state, claimed.kind, claimed.policy) == (1, "claimed", "owner", "P1")
    assert (ended.seq, ended.state, ended.prev) == (2, "done", claimed.hash)
    assert (ended.to, ended.message_id) == ("a.shah@northmoor.example", "m1")
    assert ended.result == {"path": "outbox/m1.eml"}
    assert ended.today == MONDAY
    assert ended.at.tzinfo is not None


def test_a_claim_tells_the_newest_state_its_day_message_and_result(ledger: LedgerStore) -> None:
    ledger.claim_all([owner_step("P1")], today=MONDAY)
    failed = Effect(owner_step("P1").key, "owner", "P1", None, "m1", {"problem": {"kind": "mail_failed"}})
    ledger.record_all([failed], today=TUESDAY, state="failed")
    claim = ledger.claims()[failed.key]
    assert (claim.state, claim.today, claim.message_id) == ("failed", TUESDAY, "m1")
    assert claim.result == {"problem": {"kind": "mail_failed"}}


def test_a_correction_is_a_remark_that_frees_nothing(ledger: LedgerStore) -> None:
    ledger.record("k", kind="owner", policy="P1", to=None, today=MONDAY, state="done")
    ledger.record(
        "k", kind="owner", policy="P1", to=None, today=TUESDAY, state="corrected", result={"reason": "x"}
    )
    assert ledger.claims()["k"].state == "done"
    assert [entry.state for entry in ledger.entries()] == ["done", "corrected"]
    assert ledger.verify() == (True, None)


def test_recipients_are_told_apart_without_being_named(ledger: LedgerStore) -> None:
    shah = ledger.hash_recipient("a.shah@northmoor.example")
    assert len(shah) == 16
    assert int(shah, 16) >= 0
    assert ledger.hash_recipient(" A.Shah@Northmoor.example ") == shah
    assert ledger.hash_recipient("b.shah@northmoor.example") != shah


def test_the_last_run_is_remembered(ledger: LedgerStore) -> None:
    ledger.remember_run(MONDAY, frozenset({"P1", "P2"}))
    ledger.remember_run(TUESDAY, frozenset({"P1"}))
    assert ledger.last_run() == (TUESDAY, frozenset({"P1"}))


def test_the_chain_holds_after_much_has_happened(ledger: LedgerStore) -> None:
    for number in range(20):
        ledger.claim_all([owner_step(f"P{number}"), owner_step(f"P{number}", "0")], today=MONDAY)
        ledger.record_all([owner_step(f"P{number}")], today=MONDAY, state="done")
    assert ledger.verify() == (True, None)
    assert [entry.seq for entry in ledger.entries()] == list(range(1, 61))


def at_once(count: int, work: Callable[[], None]) -> None:
    """Run `work` in several threads that begin together; a fault in one is a fault of the test."""
    start, faults = threading.Barrier(count), []

    def begin() -> None:
        start.wait()
        try:
            work()
        except Exception as fault:  # noqa: BLE001  # handed to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=begin) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_of_many_callers_at_once_exactly_one_takes_each_key(address: str) -> None:
    taken = []
    keys = [f"k{number}" for number in range(25)]

    def race() -> None:
        ledger = SqlLedger(address, CLOCK)
        taken.extend(k for k in keys if ledger.claim(k, kind="owner", policy=None, to=None, today=MONDAY))
        assert ledger.verify() == (True, None)
        ledger.close()

    at_once(4, race)
    assert sorted(taken) == sorted(keys)


def test_of_many_first_runs_at_once_one_makes_the_recipient_key(address: str) -> None:
    hashes = set()

    def first_run() -> None:
        ledger = SqlLedger(address, CLOCK)
        hashes.add(ledger.hash_recipient("a@x.example"))
        ledger.close()

    at_once(6, first_run)
    assert len(hashes) == 1
