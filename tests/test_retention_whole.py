"""A night takes away what was kept long enough, and the ledger still proves what was done."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.trusts import SETTINGS, a_trust

from policyclerk import bootstrap, run
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.hands import Options
from policyclerk.planning.retention import NOT_YET

FIRST = date(2023, 11, 20)
PRIVACY = "[privacy]\nkeep_mail_days = 30\nkeep_names_days = 60\n"


def night(trust: Path, day: date, work=run.night, **changed):
    setup = bootstrap.open_project(trust)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, day))
    hands = hands if not changed else replace(hands, **changed)
    report = work(hands, day, Options())
    hands.ledger.close()
    return report


def entries(trust: Path):
    return bootstrap.open_ledger(bootstrap.open_project(trust)).entries()


def mails(trust: Path) -> set[str]:
    return {path.name for path in (trust / "outbox").iterdir()}


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    made = a_trust(tmp_path / "trust", {"Next review": "20/11/2023"}, settings=SETTINGS + PRIVACY)
    night(made, FIRST)
    return made


def test_old_names_and_messages_go_at_the_end_of_a_night_and_the_chain_holds(trust: Path) -> None:
    first = mails(trust)
    (trust / "outbox" / "a letter of my own.eml").write_text("keep me")
    assert len(first) == 2
    assert any(entry.to for entry in entries(trust))

    report = night(trust, date(2024, 1, 22))

    assert len(report.notes) == 1
    assert report.notes[0].startswith("Kept long enough and taken away: names in ")
    assert "2 messages in the outbox (before 23 December 2023)" in report.notes[0]
    assert not first & mails(trust)
    assert "a letter of my own.eml" in mails(trust)
    old = [entry for entry in entries(trust) if entry.today == FIRST]
    assert old
    assert not [entry for entry in old if entry.to or entry.result]
    assert [entry for entry in entries(trust) if entry.to and entry.today > FIRST]
    ledger = bootstrap.open_ledger(bootstrap.open_project(trust))
    assert ledger.verify() == (True, None)


def test_what_was_taken_away_is_neither_sent_nor_taken_away_again(trust: Path) -> None:
    night(trust, date(2024, 1, 22))
    again = night(trust, date(2024, 1, 22))
    assert again.notes == ()
    assert not [action for action in again.actions if action.kind == "send_mail"]


def test_what_is_not_old_enough_stays(trust: Path) -> None:
    before = mails(trust)
    report = night(trust, date(2023, 12, 20))
    assert report.notes == ()
    assert before <= mails(trust)


TO_COME = date(2190, 1, 4)
"""A Monday that lies ahead of whatever day this machine has."""


def test_a_day_to_come_takes_nothing_away_where_a_true_night_has_run(trust: Path) -> None:
    with bootstrap.acting_ledger(bootstrap.open_project(trust)) as ledger:
        ledger.begin_run("run", today=FIRST, by_hand=False)
    before, named = mails(trust), [entry for entry in entries(trust) if entry.to]
    report = night(trust, TO_COME)
    assert report.notes == (NOT_YET,)
    assert not report.troubled
    assert before <= mails(trust)
    assert named
    assert [entry for entry in entries(trust) if entry.to][: len(named)] == named


def test_a_day_to_come_takes_away_what_only_days_given_by_hand_have_made(trust: Path) -> None:
    before = mails(trust)
    report = night(trust, TO_COME)
    assert report.notes[0].startswith("Kept long enough and taken away: ")
    assert not before & mails(trust)


def test_a_day_that_has_come_takes_away_as_ever_where_a_true_night_has_run(trust: Path) -> None:
    with bootstrap.acting_ledger(bootstrap.open_project(trust)) as ledger:
        ledger.begin_run("run", today=FIRST, by_hand=False)
    assert night(trust, date(2024, 1, 22)).notes[0].startswith("Kept long enough and taken away: ")


def test_the_morning_round_takes_nothing_away(trust: Path) -> None:
    before = mails(trust)
    assert night(trust, date(2024, 1, 22), run.remind).notes == ()
    assert before <= mails(trust)


def test_a_night_whose_old_things_cannot_be_taken_away_is_whole_and_says_so(trust: Path) -> None:
    def locked(_day: date) -> str:
        raise PolicyclerkError("state_unwritable", "The database is locked.")

    report = night(trust, date(2024, 1, 22), take_away=locked)
    assert [problem.kind for problem in report.problems if problem.kind == "retention_failed"]
    assert not report.troubled
