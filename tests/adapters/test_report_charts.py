"""The charts of the Word report: areas as long as their numbers, in the trust's colours."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image, ImageColor

from policyclerk.adapters.report_charts import bars_of_colours, bars_of_months, bars_of_nights

COLOURS = {"brand": "#22456b", "red": "#b3261e", "amber": "#8a5a00", "blue": "#1f5fa8", "grey": "#5f6673", "green": "#1e6e3c"}  # fmt: skip
AMBER_AREA = "#d08700"


def row(name: str = "Ash Primary", **counts: int) -> dict[str, Any]:
    return {"name": name, **dict.fromkeys(("red", "amber", "blue", "grey", "green"), 0), **counts}


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def areas(content: bytes) -> Mapping[str, int]:
    """Pixels of each of the colours below the legend."""
    picture = opened(content)
    below = picture.crop((0, 60, *picture.size))
    counts = {colour: number for number, colour in below.getcolors(below.width * below.height) or ()}
    shades = {**COLOURS, "amber": AMBER_AREA, "pale": "#aeb8c7"}
    return {name: counts.get(ImageColor.getrgb(shade), 0) for name, shade in shades.items()}  # type: ignore[arg-type]


def test_bars_are_as_long_as_their_numbers_and_the_numbers_stand_in_them() -> None:
    found = areas(bars_of_colours([row(red=100, amber=200), row("Elm Primary", green=100)], COLOURS))

    assert found["amber"] == pytest.approx(2 * found["red"], rel=0.1)
    assert found["green"] == pytest.approx(found["red"], rel=0.1)
    assert found["blue"] == found["grey"] == 0


def test_a_number_that_has_no_room_in_its_bar_is_left_out() -> None:
    picture = opened(bars_of_colours([row(red=2, green=1000)], COLOURS))
    red, green = (ImageColor.getrgb(COLOURS[name]) for name in ("red", "green"))
    left = next(at for at in range(picture.width) if picture.getpixel((at, 100)) == red)
    around = {picture.getpixel((at, y)) for at in range(left, left + 30) for y in range(95, 115)}

    assert around == {red, green}


def test_a_long_tail_becomes_one_bar_as_long_as_its_sum() -> None:
    schools = [row(f"School {number}", red=10) for number in range(40)]
    whole, cut = opened(bars_of_colours(schools[:14], COLOURS)), opened(bars_of_colours(schools, COLOURS))
    foot = cut.crop((0, cut.height - 50, *cut.size))
    others = sum(foot.getpixel((at, 20)) == ImageColor.getrgb(COLOURS["red"]) for at in range(foot.width))

    assert cut.size == whole.size
    assert others > 0.8 * foot.width


def test_a_name_without_end_leaves_room_for_its_bar() -> None:
    found = areas(bars_of_colours([row("A" * 300, red=5)], COLOURS))

    assert found["red"] > 5000


def test_a_school_without_policies_has_no_bar() -> None:
    assert set(areas(bars_of_colours([row()], COLOURS)).values()) == {0}


def test_months_have_a_column_for_each_of_the_two_ways() -> None:
    months = [
        {"label": f"{name} 2027", "now": now, "proposed": 30} for name, now in (("March", 60), ("April", 0))
    ]
    found = areas(bars_of_months(months, COLOURS))

    assert found["pale"] == pytest.approx(found["brand"], rel=0.1)


def test_nights_are_columns_with_red_at_the_foot() -> None:
    points = [{"day": f"2026-11-{day}", **row(red=10, green=30)} for day in (22, 23)]
    picture = opened(bars_of_nights(points, COLOURS))
    shades = [picture.getpixel((at, picture.height - 60)) for at in range(picture.width)]
    found = areas(bars_of_nights(points, COLOURS))

    assert ImageColor.getrgb(COLOURS["red"]) in shades
    assert ImageColor.getrgb(COLOURS["green"]) not in shades
    assert found["green"] == pytest.approx(3 * found["red"], rel=0.1)


def test_charts_of_nothing_are_pictures_all_the_same() -> None:
    assert opened(bars_of_months([], COLOURS)).width == opened(bars_of_nights([], COLOURS)).width


def test_the_same_numbers_give_the_same_picture() -> None:
    assert bars_of_colours([row(red=3)], COLOURS) == bars_of_colours([row(red=3)], COLOURS)


@pytest.mark.parametrize("fill", ["#ffffff", "#000000", "#d08700", "#777777"])
def test_numbers_can_be_read_on_any_colour_that_a_trust_chooses(fill: str) -> None:
    picture = opened(bars_of_colours([row(red=8)], {"red": fill}))
    bar = picture.crop((200, 70, 1100, 110))
    extremes = [max(band) - min(band) for band in bar.getextrema()]  # type: ignore[arg-type]

    assert min(extremes) > 100
