"""What nights remember, in the state database: kept once per day, read without leaving anything behind."""

import dataclasses
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from tests.fakes import MemoryNights

from policyclerk.adapters.nights_sql import SqlNights
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.nights import Change, Decision, Night, NightCounts, Stand

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def nights(request: pytest.FixtureRequest, tmp_path: Path) -> SqlNights | MemoryNights:
    if request.param == "memory":
        return MemoryNights()
    if request.param == "sqlite":
        return SqlNights(f"sqlite:///{tmp_path / 'state.db'}")
    return SqlNights(request.getfixturevalue("postgres_address"))


def a_night(day: date = MONDAY, *stands: Stand, changes: tuple[Change, ...] = ()) -> Night:
    counts = NightCounts(day, {"Ash": {"red": 1}}, {"review_overdue": 1}, 1)
    decision = Decision("P1", "Ash", date(2026, 9, 30), date(2026, 11, 12))
    return Night(counts, stands or (Stand("P1", "Ash", "red", day, date(2026, 9, 1)),), changes, (decision,))


def test_before_the_first_night_there_is_nothing_and_nothing_is_made(tmp_path: Path) -> None:
    nights = SqlNights(f"sqlite:///{tmp_path / 'state.db'}")

    assert (nights.nights(), nights.stands(), nights.changes(), nights.decisions()) == ((), {}, (), ())
    assert list(tmp_path.iterdir()) == []


def test_a_night_is_read_as_it_was_kept(nights: SqlNights | MemoryNights) -> None:
    kept = a_night(MONDAY, changes=(Change("P1", "Ash", MONDAY, "green", "red"),))
    nights.keep(kept)

    assert nights.nights() == (kept.counts,)
    assert nights.stands() == {"P1": kept.stands[0]}
    assert nights.changes() == kept.changes
    assert nights.decisions() == kept.decisions


def test_a_second_run_of_one_day_takes_the_place_of_the_first(nights: SqlNights | MemoryNights) -> None:
    nights.keep(a_night(MONDAY, changes=(Change("P1", "Ash", MONDAY, "green", "red"),)))
    nights.keep(a_night(MONDAY, changes=(Change("P1", "Ash", MONDAY, "red", "amber"),)))

    assert len(nights.nights()) == 1
    assert nights.changes() == (Change("P1", "Ash", MONDAY, "green", "amber"),)
    nights.keep(a_night(MONDAY, changes=(Change("P1", "Ash", MONDAY, "amber", "green"),)))
    assert nights.changes() == ()


def test_policies_that_are_gone_are_forgotten_and_changes_stay(nights: SqlNights | MemoryNights) -> None:
    nights.keep(a_night(MONDAY, Stand("P1", "Ash", "red", MONDAY), Stand("P2", None, "green", MONDAY)))
    nights.keep(
        a_night(
            TUESDAY, Stand("P2", None, "amber", TUESDAY), changes=(Change("P1", "Ash", TUESDAY, "red", None),)
        )
    )

    assert set(nights.stands()) == {"P2"}
    assert [night.day for night in nights.nights()] == [MONDAY, TUESDAY]
    assert len(nights.changes()) == 1


def test_a_night_that_lies_before_the_last_one_is_not_kept(nights: SqlNights | MemoryNights) -> None:
    nights.keep(a_night(TUESDAY))
    nights.keep(a_night(MONDAY))

    assert [night.day for night in nights.nights()] == [TUESDAY]


def test_a_thousand_policies_are_kept_at_once(nights: SqlNights | MemoryNights) -> None:
    stands = tuple(Stand(f"P{n}", "Ash", "green", MONDAY) for n in range(1200))
    nights.keep(a_night(MONDAY, *stands))
    turned = tuple(dataclasses.replace(stand, status="amber", since=TUESDAY) for stand in stands)
    nights.keep(a_night(TUESDAY, *turned))

    assert set(nights.stands().values()) == set(turned)


def test_what_a_newer_program_remembers_is_left_alone(tmp_path: Path) -> None:
    nights = SqlNights(f"sqlite:///{tmp_path / 'state.db'}")
    nights.keep(a_night(MONDAY))
    with sqlite3.connect(tmp_path / "state.db") as connection:
        connection.execute("update night_form set version = 99")
    connection.close()

    with pytest.raises(PolicyclerkError, match="newer policyclerk"):
        nights.keep(a_night(TUESDAY))
    assert [night.day for night in SqlNights(f"sqlite:///{tmp_path / 'state.db'}").nights()] == [MONDAY]


def test_reports_that_an_earlier_version_kept_are_thrown_away(tmp_path: Path) -> None:
    nights = SqlNights(f"sqlite:///{tmp_path / 'state.db'}")
    nights.keep(a_night(MONDAY))
    with sqlite3.connect(tmp_path / "state.db") as connection:
        connection.execute("insert into night_picture values ('', '2026-11-23', x'00')")
    connection.close()

    nights.keep(a_night(TUESDAY))
    with sqlite3.connect(tmp_path / "state.db") as connection:
        assert connection.execute("select count(*) from night_picture").fetchone() == (0,)
    connection.close()
