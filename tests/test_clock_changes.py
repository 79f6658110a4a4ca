"""The two nights of the year on which the clocks change, gone through with the true ledger: nothing left out, nothing twice."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.trusts import a_trust

from policyclerk import bootstrap, run
from policyclerk.hands import Options
from policyclerk.report import RunReport

LONDON = ZoneInfo("Europe/London")


class Wall:
    """A clock that shows one moment of London's time."""

    def __init__(self, day: date, hour: int, minute: int = 30, *, fold: int = 0) -> None:
        self._moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON, fold=fold)

    def now(self) -> datetime:
        return self._moment


def at(trust: Path, clock: Wall, *, morning: bool = False) -> RunReport:
    """The night of a moment, or its reminders."""
    hands = bootstrap.acting_hands(bootstrap.open_project(trust), clock)
    return (run.remind if morning else run.night)(hands, clock.now().date(), Options())


def done(report: RunReport) -> list[str]:
    return [action.kind for action in report.actions if action.state == "done"]


def gone_through(trust: Path, sunday: date) -> None:
    """Saturday's, Sunday's and Monday's night, and Monday's reminders."""
    saturday, monday = sunday - timedelta(days=1), sunday + timedelta(days=1)
    assert set(done(at(trust, Wall(saturday, 3)))) >= {"write_draft", "write_report"}
    night = at(trust, Wall(sunday, 3))
    assert "write_report" in done(night)
    assert not {"write_draft", "send_mail"} & set(done(night))
    assert not {"write_draft", "send_mail"} & set(done(at(trust, Wall(monday, 3))))
    assert done(at(trust, Wall(monday, 7), morning=True)) == [
        "send_mail",
        "send_mail",
    ]  # to the owner, to the clerk
    assert done(at(trust, Wall(monday, 7, 31), morning=True)) == []
    assert len(list((trust / "outbox").glob("*.eml"))) == 2
    assert len(list((trust / "drafts").rglob("*.docx"))) == 1
    with bootstrap.acting_ledger(bootstrap.open_project(trust)) as ledger:
        entries = ledger.entries()
        assert ledger.verify() == (True, None)
    assert set(Counter(entry.key for entry in entries if entry.state == "done").values()) == {1}
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    reports = {entry.key.split("/")[3][:10] for entry in entries if entry.kind == "write_report"}
    assert reports == {day.isoformat() for day in (saturday, sunday, monday)}


def test_the_last_sunday_of_march_has_one_night_and_its_mondays_messages_once(tmp_path: Path) -> None:
    gone_through(a_trust(tmp_path / "ash"), date(2026, 3, 29))


def test_the_last_sunday_of_october_has_one_night_and_its_mondays_messages_once(tmp_path: Path) -> None:
    gone_through(a_trust(tmp_path / "ash"), date(2026, 10, 25))


@pytest.mark.parametrize(
    ("sunday", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)], ids=["march", "october"]
)
def test_the_heartbeat_counts_true_hours_over_a_change_of_the_clocks(
    tmp_path: Path, sunday: date, hours: int
) -> None:
    trust = a_trust(tmp_path / "ash")
    before, after = Wall(sunday - timedelta(days=1), 3), Wall(sunday, 3)
    at(trust, before)
    setup = bootstrap.open_project(trust)
    (last,) = (
        entry.at
        for entry in bootstrap.open_ledger(setup).entries(marks=False)
        if entry.kind == "write_report" and entry.state == "done"
    )
    assert after.now() - last == timedelta(hours=hours)


def test_the_hour_that_comes_twice_in_october_is_one_day_and_does_nothing_twice(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    sunday = date(2026, 10, 25)
    assert "write_draft" in done(at(trust, Wall(sunday, 1, fold=0)))
    again = at(trust, Wall(sunday, 1, fold=1))
    assert not {"write_draft", "send_mail"} & set(done(again))
    with bootstrap.acting_ledger(bootstrap.open_project(trust)) as ledger:
        moments = [entry.at for entry in ledger.entries()]
    assert moments == sorted(moments)
    assert {moment.utcoffset() for moment in moments} <= {timedelta(hours=1), timedelta(0)}
