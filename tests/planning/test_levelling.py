"""The year's load: a crowded September is spread over the months before it, and nothing ever becomes late."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policyclerk.domain.months import add_months
from policyclerk.planning.levelling import MOST_EARLIER, Upcoming, first_of, level, not_in_august

TODAY = date(2026, 11, 23)


def september(count: int, **given: object) -> list[Upcoming]:
    return [Upcoming(f"P{number:03}", date(2027, 9, 30), **given) for number in range(count)]  # type: ignore[arg-type]


def test_a_september_of_twenty_four_is_spread_over_the_months_before_it() -> None:
    levelled = level(september(24), today=TODAY)

    assert levelled.peak is not None
    assert (levelled.peak.month, levelled.peak.now) == (date(2027, 9, 1), 24)
    assert levelled.level == 4  # April to July, September: six months back without August
    assert len(levelled.moves) == 20
    assert all(move.proposed < move.was for move in levelled.moves)


def test_nothing_is_proposed_for_august() -> None:
    reviews = [*september(10), Upcoming("A", date(2027, 8, 31))]
    by_month = {month.month: month for month in level(reviews, today=TODAY).months}

    assert by_month[date(2027, 8, 1)].now == 1
    assert by_month[date(2027, 8, 1)].proposed == 0
    assert by_month[date(2027, 8, 1)].open is False


def test_the_interval_of_the_law_goes_before_the_date_of_the_register() -> None:
    """Reviewed on 2 February and due, says the register, two years later; the law says every year."""
    review = Upcoming("P1", date(2028, 2, 28), latest=date(2027, 2, 2), statutory=True)
    (move,) = level(
        [review, Upcoming("P2", date(2027, 2, 10))], today=TODAY, is_open=lambda m: m.month != 2
    ).moves[:1]

    assert move.proposed <= date(2027, 2, 2)


def test_statutory_reviews_keep_their_month_before_others_do() -> None:
    reviews = september(4) + [Upcoming(f"S{n}", date(2027, 9, 30), statutory=True) for n in range(2)]
    moved = {move.policy for move in level(reviews, today=TODAY).moves}

    assert "S0" not in moved


def test_what_is_overdue_is_counted_and_left_alone() -> None:
    levelled = level([Upcoming("P1", date(2026, 11, 22)), Upcoming("P2", TODAY)], today=TODAY)

    assert levelled.overdue == 1
    assert levelled.moves == ()
    assert sum(month.now for month in levelled.months) == 1


def test_a_crowd_in_the_first_months_is_no_reason_for_one_in_later_months() -> None:
    """Twelve due in December have only November and December; nine due in July have the half year before it."""
    reviews = [Upcoming(f"D{n:02}", date(2026, 12, 18)) for n in range(12)]
    reviews += [Upcoming(f"J{n:02}", date(2027, 7, 31)) for n in range(9)]
    by_month = {month.month: month.proposed for month in level(reviews, today=TODAY).months}

    assert (by_month[date(2026, 11, 1)], by_month[date(2026, 12, 1)]) == (6, 6)
    assert max(by_month[date(2027, month, 1)] for month in range(1, 8)) == 2


def test_a_level_year_is_left_as_it_is_and_an_empty_one_has_no_peak() -> None:
    even = [Upcoming(f"P{n}", add_months(date(2026, 12, 31), n)) for n in (0, 1, 2, 3)]

    assert level(even, today=TODAY).moves == ()
    assert level([], today=TODAY).peak is None
    assert level([], today=TODAY).level == 0


DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.booleans()), max_size=60))
def test_no_review_is_ever_proposed_after_its_date_or_the_laws_and_none_is_lost(
    found: list[tuple[date, date | None, bool]],
) -> None:
    reviews = [Upcoming(f"P{n}", due, latest, law) for n, (due, latest, law) in enumerate(found)]
    levelled = level(reviews, today=TODAY)
    by_key = {review.policy: review for review in reviews}

    assert sum(m.now for m in levelled.months) == sum(m.proposed for m in levelled.months)
    assert levelled.level <= max((m.now for m in levelled.months), default=0) or any(
        not m.open and m.now for m in levelled.months
    )
    for move in levelled.moves:
        limit = by_key[move.policy].limit
        assert first_of(TODAY) <= move.proposed <= first_of(limit)
        assert move.proposed >= add_months(first_of(limit), -MOST_EARLIER)
        assert not_in_august(move.proposed)
