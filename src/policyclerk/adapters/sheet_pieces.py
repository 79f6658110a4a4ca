"""A worksheet's part cut into its rows, so that a few of them can be changed without holding a tree of all.

Only what is written as programs write it is cut: UTF-8, every row with its number, nothing between rows, no comments or
entities in which anything could hide. Every other part is left whole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policyclerk.adapters.plain_rows import is_usual

_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"(?: [A-Za-z0-9:]+="[^"<>]*")*(/?)>')
_ROW_END = b"</row>"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A worksheet's part in pieces; joined they are the part again.

    Attributes:
        head: everything before the first row.
        rows: the rows by their numbers, in order.
        tail: everything after the last row.
    """

    head: bytes
    rows: Mapping[int, bytes]
    tail: bytes

    def joined(self) -> bytes:
        """The part."""
        return b"".join([self.head, *self.rows.values(), self.tail])

    def only(self, numbers: Iterable[int], head: bytes) -> bytes:
        """A part with another head, some of the rows and nothing after them; rows that are not there are left out."""
        rows = [self.rows[number] for number in numbers if number in self.rows]
        return b"".join([head, *rows, _CLOSING, self.tail[self.tail.rfind(b"</") :]])

    def with_rows(self, changed: Mapping[int, bytes], head: bytes) -> "Pieces":
        """The same part with another head, and with some rows in the place of those of their numbers."""
        rows = {**self.rows, **changed}
        if len(rows) > len(self.rows):
            rows = dict(sorted(rows.items()))
        return Pieces(head, rows, self.tail)


def cut(part: bytes) -> Pieces | None:
    """The pieces of a part; None for one that is not written as programs write it."""
    begin, end = part.find(_OPENING) + len(_OPENING), part.rfind(_CLOSING)
    if begin < len(_OPENING) or end < begin or not is_usual(part):
        return None
    rows: dict[int, bytes] = {}
    at, last = begin, 0
    while at < end:
        opened = _ROW.match(part, at, end)
        if opened is None or int(opened[1]) <= last:
            return None
        last = int(opened[1])
        after = opened.end() if opened[2] else part.find(_ROW_END, opened.end(), end) + len(_ROW_END)
        if after <= at:
            return None
        rows[last] = part[at:after]
        at = after
    return Pieces(part[:begin], rows, part[end:])
