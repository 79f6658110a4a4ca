"""People change the sheet between any two of our requests: no status on a wrong row, nobody's cell touched."""

import random
from collections import Counter

import pytest
from tests.adapters.google.fake_google import FakeGoogle
from tests.adapters.google.robot import EMAIL
from tests.adapters.google.sheet_model import Person, Tab
from tests.adapters.google.sheets_made import (
    KEY,
    Waits,
    book,
    orders_for,
    register,
    rows,
    session,
    understood,
)

from policyclerk.domain.errors import RegisterError, WriteRefused
from policyclerk.domain.register import RawBook

SCHEDULES = 1_000


def wrong_statuses(tab: Tab) -> list[str]:
    """Our texts that stand in the row of another policy, or of none."""
    wrong = []
    for number, row in enumerate(tab.rows, 1):
        texts = [str(cell.value) for cell in row if not cell.blank]
        for text in texts:
            about = text.removeprefix("Red: ").partition(",")[0] if text.startswith("Red: ") else None
            about = text.removeprefix("Findings of ") if text.startswith("Findings of ") else about
            if about is not None and about not in texts:
                wrong.append(f"row {number}: {text} beside {texts}")
    return wrong


def play(seed: int) -> tuple[FakeGoogle, Tab, Counter[str], Person]:
    """Two nights with somebody at work in the sheet; the second night has other statuses."""
    rng = random.Random(seed)
    tab = Tab.of(0, "Policies", rows(rng.randint(5, 9)), height=16, width=6)
    google = FakeGoogle(book(tab))
    person = Person(tab, rng, often=rng.choice((0.1, 0.3, 0.6)))
    ended: Counter[str] = Counter()
    source = register(google, waits=Waits())
    for night in (1, 2):
        google.between = lambda: None
        read = source.read()
        google.between = person
        try:
            outcomes = source.write_status(orders=orders_for(read, night=night), register=understood(read))
        except WriteRefused as refusal:
            ended[refusal.kind] += 1
            continue
        for outcome in outcomes:
            assert outcome.written or outcome.why
            ended["written" if outcome.written else "left alone"] += 1
    google.between = lambda: None
    return google, tab, ended, person


def test_no_status_stands_on_a_wrong_row_and_no_other_cell_changes_in_a_thousand_schedules() -> None:
    ended: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    for seed in range(SCHEDULES):
        google, tab, outcome, person = play(seed)
        assert not google.violations, (seed, google.violations)
        assert not google.foreign, (seed, google.foreign)
        assert not wrong_statuses(tab), (seed, person.did, wrong_statuses(tab))
        ended += outcome
        acts.update(person.did)
    assert ended["written"] > ended["left alone"] > 0
    assert len(acts) == 10
    assert sum(acts.values()) > 3 * SCHEDULES


def test_a_writer_that_trusts_row_numbers_would_be_caught() -> None:
    """What the schedules are worth: writing to the cells as they were read goes wrong in them, and is noticed."""
    wrong = foreign = 0
    for seed in range(60):
        tab = Tab.of(0, "Policies", rows(6), height=30, width=8)
        google = FakeGoogle(book(tab))
        way = session(google)
        orders = orders_for(register(google).read())
        google.between = Person(tab, random.Random(seed), often=0.3)
        way.fetch_sheet_metadata(KEY)
        cells = [{"range": f"Policies!F{order.row}", "values": [[order.values[0][1]]]} for order in orders]
        way.values_batch_update(KEY, {"valueInputOption": "RAW", "data": cells})
        wrong += bool(wrong_statuses(tab))
        foreign += bool(google.foreign)
    assert wrong > 10
    assert foreign == 60


@pytest.mark.parametrize("seed", range(40))
def test_the_next_quiet_night_finds_every_row_that_was_left_alone(seed: int) -> None:
    google, tab, _, _ = play(seed)
    source = register(google)
    read = source.read()
    outcomes = source.write_status(orders=orders_for(read, night=3), register=understood(read))
    unwritten = [outcome.why for outcome in outcomes if not outcome.written]
    assert all("cannot be told apart" in str(why) for why in unwritten)
    assert not wrong_statuses(tab)
    assert not google.foreign


def read_or_busy(google: FakeGoogle) -> RawBook | None:
    """The book; None where people left no quiet moment."""
    try:
        return register(google).read()
    except RegisterError as fault:
        return (
            None
            if fault.temporary and "People were changing" in fault.message
            else pytest.fail(fault.message)
        )


def test_reading_while_people_type_gives_every_policy_its_own_link() -> None:
    mixed = 0
    for seed in range(200):
        rng = random.Random(seed)
        tab = Tab.of(0, "Policies", rows(6))
        for row in tab.rows[1:7]:
            row[4].hyperlink = f"https://docs.google.com/document/d/{row[0].value}/edit"
        google = FakeGoogle(book(tab))
        google.between = Person(tab, rng, often=0.2)
        read = read_or_busy(google)
        if read is None:
            mixed += 1
            continue
        table = read.tables[0]
        heading = next(row for row in table.rows if any(cell.value == "Ref" for cell in row))
        place = [cell.value for cell in heading].index("Ref")
        for row in table.rows:
            links = [cell.link for cell in row if cell.link]
            assert all(f"/{row[place].value}/" in link for link in links), seed
    assert mixed < 150


def test_the_robot_of_these_tests_is_named_in_every_refusal() -> None:
    shared = book()
    shared.writers = {"somebody@else.example"}
    google = FakeGoogle(shared)
    source = register(google, KEY)
    read = source.read()
    with pytest.raises(WriteRefused, match=EMAIL):
        source.write_status(orders=orders_for(read), register=understood(read))
