"""The charts of the Word report, as pictures; drawn without a screen."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

_ORDER = ("red", "amber", "blue", "grey", "green")
_MOST_BARS = 14
_PALE = "#aeb8c7"
_DPI = 170
_AMBER = "#d08700"
"""As the page has it: an amber that reads as one beside text would be brown in an area."""


def bars_of_colours(rows: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> bytes:
    """A bar per school (or body), divided by colour; the worst on top. A long tail becomes one bar."""
    shown = _with_rest(rows)
    figure = Figure(figsize=(6.7, 0.55 + 0.34 * max(len(shown), 2)), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(shown), 0, -1)
    left = [0] * len(shown)
    for severity in _ORDER:
        widths = [row[severity] for row in shown]
        fill = _AMBER if severity == "amber" else colours.get(severity, _PALE)
        drawn = axes.barh(
            list(places), widths, left=left, color=fill, height=0.62, label=severity.capitalize()
        )
        axes.bar_label(
            drawn, labels=[str(w or "") for w in widths], label_type="center", color="white", fontsize=8
        )
        left = [at + width for at, width in zip(left, widths, strict=True)]
    axes.set_yticks(list(places), [_cut(row["name"]) for row in shown], fontsize=9)
    axes.set_xticks([])
    axes.legend(
        ncols=5,
        loc="lower center",
        bbox_to_anchor=(0.4, 1.0),
        frameon=False,
        fontsize=8.5,
        handlelength=1,
        handleheight=1,
    )
    _bare(axes, "bottom", "left")
    axes.tick_params(length=0)
    return _png(figure)


def bars_of_months(months: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> bytes:
    """Two bars per month: the reviews as things stand and as proposed."""
    figure = Figure(figsize=(6.7, 2.0), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for shift, key, fill, label in (
        (-0.2, "now", _PALE, "as things stand"),
        (0.2, "proposed", colours.get("brand", "#22456b"), "as proposed"),
    ):
        heights = [month[key] for month in months]
        drawn = axes.bar(
            [n + shift for n in range(len(months))], heights, width=0.38, color=fill, label=label
        )
        axes.bar_label(drawn, labels=[str(h or "") for h in heights], fontsize=8, padding=1)
    axes.set_xticks(range(len(months)), [_short(month["label"]) for month in months], fontsize=8.5)
    axes.set_yticks([])
    axes.legend(
        ncols=2,
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
        fontsize=8.5,
        handlelength=1,
        handleheight=1,
    )
    _bare(axes, "left")
    axes.tick_params(length=0)
    return _png(figure)


def bars_of_nights(points: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> bytes:
    """A column per night, divided by colour, red at the foot."""
    figure = Figure(figsize=(6.7, 2.0), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    bottom = [0] * len(points)
    for severity in _ORDER:
        heights = [point[severity] for point in points]
        fill = _AMBER if severity == "amber" else colours.get(severity, _PALE)
        axes.bar(
            range(len(points)), heights, bottom=bottom, color=fill, width=0.6, label=severity.capitalize()
        )
        bottom = [at + height for at, height in zip(bottom, heights, strict=True)]
    axes.set_xticks(
        range(len(points)), [f"{point['day'][8:]}/{point['day'][5:7]}" for point in points], fontsize=8.5
    )
    axes.tick_params(length=0)
    axes.legend(
        ncols=5,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        frameon=False,
        fontsize=8.5,
        handlelength=1,
        handleheight=1,
    )
    _bare(axes)
    return _png(figure)


def _with_rest(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    if len(rows) <= _MOST_BARS:
        return list(rows)
    rest = rows[_MOST_BARS - 1 :]
    summed = {severity: sum(row[severity] for row in rest) for severity in _ORDER}
    return [*rows[: _MOST_BARS - 1], {"name": f"{len(rest)} others", **summed}]


def _cut(text: str) -> str:
    plain = text.replace("$", r"\$")  # which would begin a formula
    return plain if len(plain) <= 38 else plain[:37] + "…"


def _short(label: str) -> str:
    month, year = label.split()
    return f"{month[:3]} {year[2:]}"


def _bare(axes: Any, *also: str) -> None:
    for side in ("top", "right", *also):
        axes.spines[side].set_visible(False)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
