"""What the ledger says of addresses that refuse mail, read on each database without leaving anything behind."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from policyclerk.adapters.clock import FixedClock
from policyclerk.adapters.ledger_refusals import refused_addresses
from policyclerk.adapters.ledger_sql import SqlLedger
from policyclerk.domain.ledger import EntryState, effect_of, ledger_key
from policyclerk.domain.refusal import RefusedAddress

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
WHO = "A.Shah@northmoor.example"


class Kept:
    """A ledger that things are written into, and its address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.ledger = SqlLedger(address, FixedClock(MONDAY, "Europe/London"))

    def write(self, state: EntryState, result: Any = None, *, step: str = "14", to: str = WHO) -> None:
        key = ledger_key("owner", "P1", date(2026, 12, 7), step, "00112233aabbccdd")
        effect = effect_of(key, to=to, message_id=f"pc-{step}", result=result)
        self.ledger.record_all([effect], today=MONDAY, state=state)

    def refused(self, today: date = TUESDAY) -> tuple[RefusedAddress, ...]:
        return refused_addresses(self.address, today)


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    address = f"sqlite:///{tmp_path}/state/policyclerk.db"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_address")
    opened = Kept(address)
    yield opened
    opened.ledger.close()


def told(kind: str) -> dict[str, Any]:
    return {"problem": {"kind": kind, "message": "It was not sent."}}


def test_a_refusal_is_told_with_its_entry_and_day(kept: Kept) -> None:
    kept.write("claimed")
    kept.write("failed", told("address_refused"))

    assert kept.refused() == (RefusedAddress("a.shah@northmoor.example", MONDAY, 2, "address_refused"),)


def test_what_a_service_found_out_later_counts_though_the_message_was_taken(kept: Kept) -> None:
    kept.write("done", {"path": "taken"})
    kept.write("corrected", told("address_refused"))

    assert [each.seq for each in kept.refused()] == [2]


@pytest.mark.parametrize("kind", ["mail_put_off", "mail_server_unreachable", "recipient_not_allowed"])
def test_other_faults_are_no_refusal(kept: Kept, kind: str) -> None:
    kept.write("failed", told(kind))

    assert kept.refused() == ()


def test_words_that_only_look_like_one_are_no_refusal(kept: Kept) -> None:
    kept.write(
        "failed", {"problem": {"kind": "mail_refused", "message": 'They said "address_refused" to us.'}}
    )

    assert kept.refused() == ()


def test_a_later_message_that_was_taken_counts_from_the_next_day(kept: Kept) -> None:
    kept.write("failed", told("address_refused"))
    kept.write("done", {"path": "taken"}, step="0", to=WHO.lower())

    assert len(kept.refused(MONDAY)) == 1
    assert kept.refused(TUESDAY) == ()


def test_somebody_elses_message_changes_nothing(kept: Kept) -> None:
    kept.write("failed", told("address_refused"))
    kept.write("done", {"path": "taken"}, step="0", to="b.cole@northmoor.example")

    assert len(kept.refused()) == 1


def test_a_name_that_was_erased_is_gone(kept: Kept) -> None:
    kept.write("failed", told("address_refused"))

    kept.ledger.erase([WHO])

    assert kept.refused() == ()


def test_where_there_is_no_ledger_nobody_is_refused_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "state" / "policyclerk.db"

    assert refused_addresses(f"sqlite:///{path}", MONDAY) == ()
    assert not path.parent.exists()


def test_a_file_that_is_no_ledger_is_left_to_the_run_to_speak_of(tmp_path: Path) -> None:
    (tmp_path / "policyclerk.db").write_text("not a database, whatever its name says" * 50, encoding="utf-8")

    assert refused_addresses(f"sqlite:///{tmp_path}/policyclerk.db", MONDAY) == ()
