"""The charts of the Word report, as pictures; drawn without a screen, twice as large as they become, so that letters stand evenly."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageColor, ImageDraw
from PIL.ImageDraw import ImageDraw as Pen
from PIL.ImageFont import FreeTypeFont

from policyclerk.adapters.lettering import named, own_font

_ORDER = ("red", "amber", "blue", "grey", "green")
_MOST_BARS = 14
_LONGEST_NAME = 38
_DPI = 170
_FINER = 2
_INCH, _POINT = _DPI * _FINER, _DPI * _FINER / 72
_WIDE, _LOW = round(6.7 * _INCH), 2 * _INCH
"""Width of a chart, and height of one of columns."""
_GAP = round(4 * _POINT)
"""Between a text and what it belongs to."""
_PALE, _INK, _RULE = "#aeb8c7", "#1c2430", "#d5dae3"
_AMBER = "#d08700"
"""As the page has it: an amber that reads as one beside text would be brown in an area."""


def bars_of_colours(rows: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> bytes:
    """A bar per school (or body), divided by colour; the worst on top. A long tail becomes one bar."""
    shown, pitch, top = _with_rest(rows), round(0.34 * _INCH), round(0.45 * _INCH)
    picture, pen = _blank(top + pitch * max(len(shown), 2) + _GAP)
    font, names = named([_cut(row["name"]) for row in shown], 9 * _POINT)
    start = round(max(map(font.getlength, names))) + 2 * _GAP
    longest = max(_total(row) for row in shown) or 1
    scale, thick = (_WIDE - start - 2 * _GAP) / longest, round(0.62 * pitch)
    for number, (row, name) in enumerate(zip(shown, names, strict=True)):
        middle = top + round((number + 0.5) * pitch)
        _write(pen, (start - _GAP, middle), name, font, "rm")
        _bar(pen, row, colours, start=start, top=middle - thick // 2, thick=thick, scale=scale)
    _legend(pen, [(name.capitalize(), _fill(name, colours)) for name in _ORDER], left=start)
    return _png(picture)


def bars_of_months(months: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> bytes:
    """Two bars per month: the reviews as things stand and as proposed."""
    picture, pen = _blank(_LOW)
    keys = (("now", _PALE), ("proposed", colours.get("brand", "#22456b")))
    pitch, top, foot = _WIDE / max(len(months), 1), round(0.5 * _INCH), _LOW - round(0.24 * _INCH)
    wide = round(min(0.38 * pitch, 0.5 * _INCH))
    tallest = max((month[key] for month in months for key, _ in keys), default=0) or 1
    font = _no_wider(str(tallest), 8 * _POINT, wide)
    for number, month in enumerate(months):
        middle = round((number + 0.5) * pitch)
        _write(pen, (middle, foot + 2 * _GAP), _short(month["label"]), own_font(8.5 * _POINT), "mm")
        for left, (key, fill) in zip((middle - wide - 2, middle + 2), keys, strict=True):
            high = foot - round(month[key] * (foot - top) / tallest)
            _area(pen, (left, high, left + wide, foot), fill)
            _write(pen, (left + wide // 2, high - round(1.3 * _GAP)), str(month[key] or ""), font, "mm")
    _area(pen, (0, foot, _WIDE, foot + 2 * _FINER), _INK)
    _legend(pen, [("as things stand", keys[0][1]), ("as proposed", keys[1][1])], left=_WIDE)
    return _png(picture)


def bars_of_nights(points: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> bytes:
    """A column per night, divided by colour, red at the foot."""
    picture, pen = _blank(_LOW)
    top, foot, font = round(0.36 * _INCH), _LOW - round(0.24 * _INCH), own_font(8.5 * _POINT)
    tallest = max(map(_total, points), default=0) or 1
    start, scale = round(font.getlength(str(tallest))) + 2 * _GAP, (foot - top) / tallest
    for height in _ticks(tallest):
        level = foot - round(height * scale)
        _area(pen, (start, level, _WIDE, level + _FINER), _RULE)
        _write(pen, (start - _GAP, level), str(height), font, "rm")
    pitch = (_WIDE - start) / max(len(points), 1)
    wide = round(min(0.6 * pitch, 0.6 * _INCH))
    for number, point in enumerate(points):
        middle = round(start + (number + 0.5) * pitch)
        _write(pen, (middle, foot + 2 * _GAP), f"{point['day'][8:]}/{point['day'][5:7]}", font, "mm")
        _column(pen, point, colours, left=middle - wide // 2, foot=foot, wide=wide, scale=scale)
    _area(pen, (start, foot, _WIDE, foot + 2 * _FINER), _INK)
    _legend(pen, [(name.capitalize(), _fill(name, colours)) for name in _ORDER], left=start)
    return _png(picture)


# ---- what the charts show


def _with_rest(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    if len(rows) <= _MOST_BARS:
        return list(rows)
    rest = rows[_MOST_BARS - 1 :]
    summed = {severity: sum(row[severity] for row in rest) for severity in _ORDER}
    return [*rows[: _MOST_BARS - 1], {"name": f"{len(rest)} others", **summed}]


def _total(row: Mapping[str, Any]) -> int:
    return sum(row[severity] for severity in _ORDER)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"


def _short(label: str) -> str:
    month, year = label.split()
    return f"{month[:3]} {year[2:]}"


def _ticks(most: int) -> range:
    """Round numbers up to `most`, four or so."""
    step, unit = 1, 1
    while most / step > 5:
        step = next((unit * times for times in (2, 5) if most / (unit * times) <= 5), 10 * unit)
        unit = 10 * unit
    return range(0, most + 1, step)


# ---- drawing


def _blank(height: int) -> tuple[Image.Image, Pen]:
    picture = Image.new("RGB", (_WIDE, height), "white")
    return picture, ImageDraw.Draw(picture)


def _bar(
    pen: Pen,
    row: Mapping[str, Any],
    colours: Mapping[str, str],
    *,
    start: int,
    top: int,
    thick: int,
    scale: float,
) -> None:
    """A bar of one row, its numbers in it where there is room for them."""
    font, done = own_font(8 * _POINT), 0
    for severity in _ORDER:
        left, done = start + round(done * scale), done + row[severity]
        right, fill = start + round(done * scale), _fill(severity, colours)
        _area(pen, (left, top, right, top + thick), fill)
        if row[severity] and font.getlength(str(row[severity])) + 2 * _FINER <= right - left:
            middle = (left + right) / 2, top + thick / 2
            _write(pen, middle, str(row[severity]), font, "mm", _ink_on(fill))


def _column(
    pen: Pen,
    point: Mapping[str, Any],
    colours: Mapping[str, str],
    *,
    left: int,
    foot: int,
    wide: int,
    scale: float,
) -> None:
    done = 0
    for severity in _ORDER:
        low, done = foot - round(done * scale), done + point[severity]
        _area(pen, (left, foot - round(done * scale), left + wide, low), _fill(severity, colours))


def _legend(pen: Pen, entries: Sequence[tuple[str, str]], *, left: int) -> None:
    """What the colours mean, above the chart; moved as far left as it needs to be to stand in the picture."""
    font, box, apart = own_font(8.5 * _POINT), round(8 * _POINT), 3 * _GAP
    widths = [box + _GAP + round(font.getlength(text)) for text, _ in entries]
    left = max(min(left, _WIDE - sum(widths) - apart * len(entries)), 0)
    middle = round(0.15 * _INCH)
    for (text, fill), width in zip(entries, widths, strict=True):
        _area(pen, (left, middle - box // 2, left + box, middle + box // 2), fill)
        _write(pen, (left + box + _GAP, middle), text, font, "lm")
        left += width + apart


def _area(pen: Pen, edges: tuple[int, int, int, int], fill: str) -> None:
    """A rectangle from left and top to right and bottom, on whole pixels of the picture as it becomes, so that it is sharp."""
    left, top, right, bottom = (round(edge / _FINER) * _FINER for edge in edges)
    if left < right and top < bottom:
        pen.rectangle((left, top, right - 1, bottom - 1), fill=fill)


def _write(
    pen: Pen, at: tuple[float, float], text: str, font: FreeTypeFont, anchor: str, ink: str = _INK
) -> None:
    """A text whose capitals and figures stand evenly about the height given; `anchor` begins as Pillow's do."""
    _, top, _, _ = font.getbbox("0", anchor="ls")
    pen.text((at[0], at[1] - top / 2), text, fill=ink, font=font, anchor=f"{anchor[0]}s")


def _no_wider(text: str, size: float, width: int) -> FreeTypeFont:
    """The font at a size, or smaller where a text would be wider than its place."""
    return own_font(size * min(1, width / own_font(size).getlength(text)))


def _fill(severity: str, colours: Mapping[str, str]) -> str:
    return _AMBER if severity == "amber" else colours.get(severity, _PALE)


def _ink_on(fill: str) -> str:
    """White or dark, whichever reads better on a colour (WCAG 2.2, "contrast ratio")."""
    light = _luminance(fill) + 0.05
    return "white" if 1.05 / light >= light / (_luminance(_INK) + 0.05) else _INK


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.reduce(_FINER).save(out, format="PNG", dpi=(_DPI, _DPI))
    return out.getvalue()
