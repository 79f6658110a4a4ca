"""Times without collecting rubbish end as they began, and keep nothing back for good."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from policyclerk.undisturbed import clear_up, undisturbed


class Knot:
    """What refers to itself, and goes only when it is looked for."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_found() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_python_looks_for_rubbish_again_afterwards_also_after_a_fault() -> None:
    seen = []

    @undisturbed()
    def broken() -> None:
        seen.append(gc.isenabled())
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        broken()
    assert [*seen, gc.isenabled()] == [False, True]


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with undisturbed():
        pass

    assert not gc.isenabled()


def test_what_one_time_left_is_found_from_the_next_one_on() -> None:
    with undisturbed():
        knot = weakref.ref(Knot())
    gc.collect()
    assert knot() is not None
    with undisturbed():
        pass
    gc.unfreeze()
    gc.collect()

    assert knot() is None


def test_many_times_in_a_row_keep_no_more_than_the_last_one() -> None:
    knots = []
    for _ in range(5):
        with undisturbed():
            gc.collect()
            knots.append(weakref.ref(Knot()))

    assert [knot() is None for knot in knots] == [True, True, True, True, False]


def test_what_all_times_before_left_goes_when_it_is_cleared_up() -> None:
    knots = []
    for _ in range(3):
        with undisturbed():
            knots.append(weakref.ref(Knot()))
    clear_up()

    assert [knot() for knot in knots] == [None, None, None]
    assert gc.get_freeze_count() == 0
