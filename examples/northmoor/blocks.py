"""The building blocks a policy is written in: plain values, laid out by `northmoor.word`.

A `¦` inside any text ends one run and begins the next, as editing in Word leaves it.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Look:
    """How one paper looks: every author in the trust has her own habits."""

    font: str = "Calibri"
    size: float = 11
    colour: str = "1F3864"
    header: str | None = None
    footer: str | None = None
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    """A large line on the cover; not a Word title style, because people seldom use it."""

    text: str
    size: float = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; a number, where there is one, is typed."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered by Word where `numbered`."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `head` sets the first row in bold, `labels` the first column."""

    rows: tuple[tuple[str, ...], ...]
    head: bool = True
    labels: bool = False
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """The trust's small picture."""

    width_cm: float = 2.2


@dataclass(frozen=True, slots=True)
class Ink:
    """A line that ends in the picture of a signature."""

    label: str
    described: str = "signature"


@dataclass(frozen=True, slots=True)
class Leader:
    """A line to sign on that Word draws itself: a tab with a leader."""

    label: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A text box, kept twice in the file as Word keeps it: drawing and fallback."""

    text: str


@dataclass(frozen=True, slots=True)
class Control:
    """A label and a content control with its value."""

    label: str
    name: str
    value: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph with a proposed change that nobody has accepted yet."""

    before: str
    old: str
    new: str
    after: str
    author: str


@dataclass(frozen=True, slots=True)
class Page:
    """The rest begins on a new page."""


Block = Title | Heading | Text | Bullets | Grid | Logo | Ink | Leader | Box | Control | Change | Page


@dataclass(frozen=True, slots=True)
class Paper:
    """One Word file: where it lies below `policies/`, how it looks, what stands in it.

    Attributes:
        saved: the day in the file's properties; no sign of a review.
        keep: share of the file's bytes that is written; below 1 the file is broken, as after a failed upload.
    """

    path: str
    blocks: tuple[Block, ...]
    look: Look = field(default_factory=Look)
    author: str = "Northmoor Learning Trust"
    saved: date = date(2026, 9, 1)
    keep: float = 1.0


def section(heading: str, *texts: str) -> tuple[Block, ...]:
    """A heading and its paragraphs; a text that begins with "- " becomes a bullet."""
    blocks: list[Block] = [Heading(heading)]
    points: list[str] = []
    for text in texts:
        if text.startswith("- "):
            points.append(text[2:])
            continue
        if points:
            blocks.append(Bullets(tuple(points)))
            points = []
        blocks.append(Text(text))
    if points:
        blocks.append(Bullets(tuple(points)))
    return tuple(blocks)
