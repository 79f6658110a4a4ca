"""Values as JSON and back."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from policyclerk.domain.plain import from_plain, to_plain


@dataclass(frozen=True)
class Inner:
    name: str
    on: date | None = None
    note: str | None = field(default=None, metadata={"omit_none": True})


@dataclass(frozen=True)
class Outer:
    number: int
    at: datetime
    inner: Inner | None
    many: tuple[Inner, ...] = ()
    words: tuple[str, ...] = ()
    months: int | None = None


OUTER = Outer(
    3, datetime(2026, 11, 23, 7, 30, tzinfo=UTC), Inner("a", date(2026, 1, 2)), (Inner("b"),), ("x", "y")
)


def test_a_value_becomes_what_json_knows() -> None:
    assert to_plain(OUTER) == {
        "number": 3,
        "at": "2026-11-23T07:30:00+00:00",
        "inner": {"name": "a", "on": "2026-01-02"},
        "many": [{"name": "b", "on": None}],
        "words": ["x", "y"],
        "months": None,
    }


@pytest.mark.parametrize(
    "value", [OUTER, Outer(0, OUTER.at, None), Outer(1, OUTER.at, Inner("c", note="n"), months=12)]
)
def test_a_value_comes_back_as_it_was(value: Outer) -> None:
    assert from_plain(Outer, to_plain(value)) == value


def test_sets_come_in_order_and_strange_things_are_refused() -> None:
    assert to_plain({"b", "a"}) == ["a", "b"]
    with pytest.raises(TypeError, match="object has no plain form"):
        to_plain(object())


@pytest.mark.parametrize("plain", [{"unheard_of": 1}, {"number": 1}, {**to_plain(OUTER), "at": "yesterday"}])
def test_what_was_not_written_by_us_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_plain(Outer, plain)
