"""Text that each school has to make its own in a trust's policy: set in red or highlighted, or standing in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyclerk.word.markup import Element, w
from policyclerk.word.spans import Piece, pieces, run_of, text_of
from policyclerk.word.text import Paragraph, Text

_BRACKETS = re.compile(r"\[[^\[\]\n]{2,120}\]|<<[^<>\n]{2,120}>>|\{\{?[^{}\n]{2,120}\}\}?|«[^«»\n]{2,120}»")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_INSTRUCTION = re.compile(
    r"\b(?:personali[sz]e|red text|text (?:in|marked|shown|highlighted) (?:in )?(?:red|yellow)|(?:in|marked) red\b|highlighted (?:text|sections?|areas?))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LocalText:
    """A stretch of a paragraph that a school has to make its own.

    Attributes:
        start, end: offsets in `paragraph.text`.
        instruction: whether it only tells schools to do so ("personalise the red text").
    """

    paragraph: Paragraph
    start: int
    end: int
    instruction: bool = False

    @property
    def text(self) -> str:
        """What stands there."""
        return self.paragraph.text[self.start : self.end]


def local_texts(text: Text) -> Iterator[LocalText]:
    """The stretches of a document that schools have to make their own, in its order."""
    for paragraph in text.paragraphs():
        if not paragraph.text.strip() or paragraph.contents:
            continue
        if _INSTRUCTION.search(paragraph.text):
            yield LocalText(paragraph, *_trimmed(paragraph.text, 0, len(paragraph.text)), instruction=True)
        else:
            yield from _in_paragraph(paragraph)


def _in_paragraph(paragraph: Paragraph) -> Iterator[LocalText]:
    """Brackets first: what stands round them in red stays as it is."""
    found = _BRACKETS.finditer(paragraph.text)
    brackets = [one.span() for one in found if any(sign.isalpha() for sign in one[0])]
    yield from (LocalText(paragraph, *span) for span in brackets)
    for start, end in _marked(paragraph):
        start, end = _trimmed(paragraph.text, start, end)  # noqa: PLW2901  the same stretch without its blanks
        if start < end and not any(a < end and start < b for a, b in brackets):
            yield LocalText(paragraph, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _marked(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The stretches set in red or highlighted; a blank between two belongs to both."""
    if text_of(paragraph.element) != paragraph.text:
        return []
    found: list[tuple[int, int]] = []
    open_ = False
    for piece in pieces(paragraph.element):
        blank = not piece.text.strip()
        if open_ and (blank or _is_marked(piece)):
            found[-1] = (found[-1][0], piece.end)
        elif not blank and _is_marked(piece):
            found.append((piece.start, piece.end))
        open_ = bool(found) and found[-1][1] == piece.end
    return found


def _is_marked(piece: Piece) -> bool:
    properties = run_of(piece).find(w("rPr"))
    return properties is not None and (_is_red(properties.find(w("color"))) or _is_lit(properties))


def _is_lit(properties: Element) -> bool:
    light = properties.find(w("highlight"))
    return light is not None and light.get(w("val"), "none") not in ("none", "white")


def _is_red(colour: Element | None) -> bool:
    value = colour.get(w("val"), "") if colour is not None else ""
    if not _HEX.fullmatch(value):
        return False
    red, green, blue = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50
