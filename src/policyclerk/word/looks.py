"""How a paragraph's runs are set: type size, bold, fonts like handwriting. Looked up for the few paragraphs that are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.word.markup import (
    ALTERNATE,
    SDT,
    SDT_CONTENT,
    SIMPLE_FIELD,
    VAL,
    WRAPPERS,
    Element,
    is_on,
    newest,
    w,
)

_R, _RPR, _SZ, _B, _FONTS, _ASCII = w("r"), w("rPr"), w("sz"), w("b"), w("rFonts"), w("ascii")
_TODAY = frozenset({"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE"})
_SCRIPT_FONTS = (
    "script",
    "hand",
    "brush",
    "freestyle",
    "chancery",
    "vladimir",
    "mistral",
    "signature",
    "kunstler",
    "vivaldi",
)


@dataclass(slots=True)
class Look:
    """What is set directly on the runs of a paragraph.

    Attributes:
        size: the largest type size, in half-points, 0 where none is set.
        bold: whether a run is bold.
        script: whether a run's font looks like handwriting.
    """

    size: int = 0
    bold: bool = False
    script: bool = False


def look_of(paragraph: Element) -> Look:
    """The look of a `w:p`, without that of text boxes in it."""
    look = Look()
    for properties in _run_properties(paragraph):
        for node in properties:
            tag = node.tag
            if tag == _SZ:
                size = node.get(VAL, "")
                look.size = max(look.size, int(size) if size.isdecimal() else 0)
            elif tag == _B:
                look.bold = look.bold or is_on(node.get(VAL))
            elif tag == _FONTS:
                look.script = look.script or _is_script(node.get(_ASCII, ""))
    return look


def shows_today(instruction: str) -> bool:
    """Whether a field shows the day on which the file is opened, printed or saved."""
    words = instruction.split(None, 1)
    return bool(words) and words[0].upper() in _TODAY


def _run_properties(parent: Element) -> Iterator[Element]:
    """The `w:rPr` of every run that is walked as part of a paragraph."""
    for node in parent:
        tag = node.tag
        if tag == _R:
            yield from node.iterchildren(_RPR)
        elif tag == ALTERNATE:
            chosen = newest(node)
            yield from () if chosen is None else _run_properties(chosen)
        elif tag == SDT:
            yield from (look for inner in node.iterchildren(SDT_CONTENT) for look in _run_properties(inner))
        elif tag in WRAPPERS or (tag == SIMPLE_FIELD and not shows_today(node.get(w("instr"), ""))):
            yield from _run_properties(node)


@lru_cache(maxsize=512)
def _is_script(font: str) -> bool:
    """Whether a font's name says that it looks like handwriting; remembered, as every run names its font."""
    return any(word in font.casefold() for word in _SCRIPT_FONTS)
