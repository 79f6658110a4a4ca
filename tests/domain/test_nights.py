"""What nights remember: counts, changes of status, and how long a review took from its date to its approval."""

from datetime import date

from tests.people import TODAY, a_document, a_register, a_standing

from policyclerk.domain.judgement import Judgement
from policyclerk.domain.nights import Change, Decision, NightCounts, Stand, compared_with, counts_of, night_of
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings
from policyclerk.rules.judge import judge


def judged(*standings: Standing) -> Judgement:
    register = a_register(*(standing.policy for standing in standings))
    return judge(standings=standings, documents=(), register=register, settings=Settings(), today=TODAY)


def one(**given: object) -> Standing:
    values = {"key": "P1", "school": "Ash", "next_review": date(2027, 9, 1)} | given
    return a_standing(document=a_document(), **values)


def test_counts_are_kept_by_school_and_kind() -> None:
    counts = counts_of(
        judged(
            one(),
            one(key="P2", next_review=date(2025, 9, 1), statutory=True, title="Uniform"),
            one(key="P3", school=None),
        )
    )

    assert counts.of("Ash")["red"] == 1
    assert counts.of("")["green"] == 1
    assert counts.of()["green"] == 2
    assert counts.by_kind == {"review_overdue": 1}
    assert counts.overdue_statutory == 1


def test_the_first_night_tells_of_no_change() -> None:
    night = night_of(judged(one()), {})

    assert night.changes == ()
    assert [(stand.policy, stand.status, stand.since) for stand in night.stands] == [("P1", "green", TODAY)]


def test_a_status_keeps_the_day_on_which_it_began() -> None:
    before = {"P1": Stand("P1", "Ash", "green", date(2026, 9, 1))}

    assert night_of(judged(one()), before).stands[0].since == date(2026, 9, 1)


def test_policies_that_turn_come_and_go_are_changes() -> None:
    before = {
        "P1": Stand("P1", "Ash", "red", date(2026, 9, 1)),
        "P9": Stand("P9", "Ash", "amber", date(2026, 9, 1)),
    }
    changes = night_of(judged(one(), one(key="P2", title="Uniform")), before).changes

    assert changes == (
        Change("P1", "Ash", TODAY, "red", "green"),
        Change("P2", "Ash", TODAY, None, "green"),
        Change("P9", "Ash", TODAY, "amber", None),
    )


def test_a_date_that_moves_on_with_a_newer_approval_ends_a_review() -> None:
    before = {
        "P1": Stand("P1", "Ash", "red", date(2026, 9, 1), date(2026, 9, 30), date(2025, 10, 1)),
    }
    moved = one(approved_on=date(2026, 11, 12))

    assert night_of(judged(moved), before).decisions == (
        Decision("P1", "Ash", date(2026, 9, 30), date(2026, 11, 12)),
    )
    assert night_of(judged(moved), before).decisions[0].days_late == 43


def test_a_date_put_off_without_an_approval_ends_none() -> None:
    before = {
        "P1": Stand("P1", "Ash", "red", date(2026, 9, 1), date(2026, 9, 30), date(2025, 10, 1)),
    }

    assert night_of(judged(one(approved_on=date(2025, 10, 1))), before).decisions == ()
    assert night_of(judged(one()), before).decisions == ()


def test_a_report_compares_itself_with_the_last_night_old_enough_else_the_first() -> None:
    nights = [NightCounts(date(2026, month, 1), {}, {}, 0) for month in (8, 9, 10, 11)]

    assert compared_with(nights, TODAY, days=28) == nights[2]
    assert compared_with(nights[3:], TODAY, days=28) == nights[3]
    assert compared_with([], TODAY, days=28) is None
