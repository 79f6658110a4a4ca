"""How a paragraph's runs are set: type size, bold, fonts like handwriting. Looked up for the few paragraphs that are asked."""

import re
from collections.abc import Iterable, Iterator
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
_SETTING = re.compile(rb"<w:(sz|b|rFonts)((?: [^<>]*)?)/>")
_VALUE = re.compile(rb' w:(?:val|ascii) *= *"([^"]*)"')
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
    return _look(
        (node.tag, node.get(_ASCII if node.tag == _FONTS else VAL))
        for properties in _run_properties(paragraph)
        for node in properties.iterchildren(_SZ, _B, _FONTS)
    )


def look_in(runs: bytes) -> Look:
    """The look of a plain paragraph's runs, as they stand in the file."""
    return _look(
        (w(name.decode()), None if (value := _VALUE.search(attributes)) is None else value[1].decode())
        for name, attributes in _SETTING.findall(runs)
    )


def _look(settings: Iterable[tuple[str, str | None]]) -> Look:
    """The look that comes of all settings: the name of each and its value."""
    look = Look()
    for name, value in settings:
        if name == _SZ:
            look.size = max(look.size, int(value) if value and value.isdecimal() else 0)
        elif name == _B:
            look.bold = look.bold or is_on(value)
        else:
            look.script = look.script or _is_script(value or "")
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
