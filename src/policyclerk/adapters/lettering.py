"""Letters in a picture: Pillow's own font, and for names that it cannot write one of the machine's."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache

from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont

OF_THE_MACHINE = (
    "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "segoeui.ttf", "arial.ttf", "Arial.ttf",
    "Arial Unicode.ttf", "msgothic.ttc", "NotoSansCJK-Regular.ttc",
)  # fmt: skip
"""Looked for where the system keeps its fonts; the first that writes every name is taken."""
_IN_NO_FONT = "\U0010fffd"
_NEAREST = str.maketrans({"–": "-", "—": "-", "‐": "-", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
                          "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss"})  # fmt: skip


@cache
def own_font(size: float) -> FreeTypeFont:
    """The font that comes with Pillow: the letters of English and little else. Sizes in pixels."""
    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)
    return font


def named(
    names: Sequence[str], size: float, *, fonts: Sequence[str] = OF_THE_MACHINE
) -> tuple[FreeTypeFont, list[str]]:
    """One font for some names, and the names as it can write them.

    A name that no font here writes is written in the nearest plain letters, or else by its number: a row of empty boxes
    would tell nobody anything. A picture's description has the names as they are.

    Args:
        names: in the order in which they stand in the picture.
        size: in pixels.
        fonts: files to look for where Pillow's own font does not do.
    """
    plain = own_font(size)
    if all(name.isascii() or writes(plain, name) for name in names):
        return plain, list(names)
    font = max([plain, *_found(fonts, size)], key=lambda each: sum(writes(each, name) for name in names))
    return font, [_written(font, name, number) for number, name in enumerate(names, 1)]


def writes(font: FreeTypeFont, text: str) -> bool:
    """Whether a font has every letter of a text, and can set it in the right order."""
    return not (_is_right_to_left(text) and not features.check("raqm")) and all(
        _has(font, sign) for sign in set(text) if not sign.isascii()
    )


def _found(fonts: Sequence[str], size: float) -> Iterator[FreeTypeFont]:
    for name in fonts:
        with suppress(OSError):  # not on this machine
            yield ImageFont.truetype(name, size)


def _written(font: FreeTypeFont, name: str, number: int) -> str:
    if writes(font, name):
        return name
    nearest = _without_marks(name.translate(_NEAREST))
    return nearest if writes(font, nearest) else f"No. {number} (see alt text)"


def _without_marks(text: str) -> str:
    """The letters without their accents, and without signs that nobody sees."""
    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if unicodedata.category(sign) not in {"Mn", "Cf"})


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def _has(font: FreeTypeFont, sign: str) -> bool:
    """Fonts write one and the same box for whatever they lack."""
    return _drawn(font, sign) != _drawn(font, _IN_NO_FONT)


def _drawn(font: FreeTypeFont, sign: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(sign)
    return mask.size, bytes(mask)
