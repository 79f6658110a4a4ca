"""Rows of a worksheet's part that hold plain values and nothing else, told from its bytes at the speed of a search.

Nine rows of ten in a register are such rows. What is looked for beside values (formulas, errors, odd places of cells)
cannot stand in them, so the slower look at a parsed tree need not see them. Anything that is written in an unusual way
makes a row, or the whole part, not plain: then it is left as it is.
"""

import re
from dataclasses import dataclass

from policyclerk.adapters.cell_text import column_number

_MOST_PLAIN_CELLS = 4_000_000
"""Rows times columns above which the slower look decides how far a sheet reaches, cell by cell."""

_OTHER_ATTRIBUTES = rb'(?: (?!r=)[A-Za-z0-9:]++="[^"<>&]*+")*+'
_VALUE = rb"(?:(<v>)[^<]*+</v>|(<is>)<t(?: xml:space=\"preserve\")?+>[^<]*+</t></is>)?"
# Columns to AZ, the row's own number in every cell, no formula, no error. What may repeat is possessive, so that no text
# makes it slow, but not where a group is captured inside: Python's own search fails there (SystemError).
_PLAIN_CELL = (
    rb'<c r="(A?[A-Z])\1"(?: s="[0-9]++")?+(?: t="(?:s|n|b|str|inlineStr|d)")?+(?:>' + _VALUE + rb"</c>|/>)"
)
_PLAIN_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"' + _OTHER_ATTRIBUTES + rb"(?:/>|>(?:" + _PLAIN_CELL + rb")*</row>)"
)
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_STATED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([^"']*)["']""")
_NUMBERED = b'<row r="'


@dataclass(frozen=True, slots=True)
class Thinned:
    """A part without its plain rows.

    Attributes:
        height, width: the last row and column of the rows left out that hold a value; 0 where none was.
    """

    part: bytes
    height: int = 0
    width: int = 0


def without_plain_rows(part: bytes) -> Thinned:
    """A worksheet's part without its plain rows; the very same where it is not written as programs write it."""
    begin, end = part.find(_OPENING) + len(_OPENING), part.rfind(_CLOSING)
    if begin < len(_OPENING) or end < begin:
        return Thinned(part)
    kept, at, height, columns = [part[:begin]], begin, 0, {b""}
    while at < end:
        row = _PLAIN_ROW.match(part, at, end)
        if row is not None:
            number, last, value, text = row.groups()
            at = row.end()
            if value or text:
                columns.add(last)
                height = max(height, int(number))
            continue
        after = part.find(b"</row>", at, end) + len(b"</row>")
        if not part.startswith(_NUMBERED, at) or after <= at:
            return Thinned(part)
        kept.append(part[at:after])
        at = after
    thin = b"".join([*kept, part[end:]])
    width = max(column_number(each.decode()) for each in columns)
    if height * width > _MOST_PLAIN_CELLS or not is_usual(thin):
        return Thinned(part)
    return Thinned(thin, height, width)


def is_usual(part: bytes) -> bool:
    """Whether the part is UTF-8 without comments, entities of its own or the like, in which anything could hide."""
    stated = _STATED.match(part)
    return (
        (stated is None or stated[1].lower() == b"utf-8")
        and part.count(_OPENING) == 1
        and b"<!" not in part
        and part.count(b"<?") <= 1
        and not part.startswith((b"\xff\xfe", b"\xfe\xff"))
    )
