"""Which stretches of a document can have to do with signatures: the few lines that tell of one, with what leads to them.

A line is read for signatures in the light of what stands before it, and a heading puts an end to that: so what need be
read begins at the last heading before a telling line. Most documents have no such line, or one at the end.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from policyclerk.word.sign_forms import ends_forms
from policyclerk.word.sign_labels import keys_in
from policyclerk.word.sign_offices import drawn_for_an_office, drawn_for_approval
from policyclerk.word.sign_sentences import HELD, TICKED, is_marked_signed
from policyclerk.word.sign_stamps import WORDS as STAMPS
from policyclerk.word.sign_words import may_hold_key
from policyclerk.word.text import Block, Paragraph, Text, tables_of
from policyclerk.word.values import is_blank

_LINES = ("__", "…", "...")
_TOLD = ("/s/", "electronically", "digitally", "original held", "original kept", *STAMPS)
_TICKS = ("☐", "☒", "☑", "✓", "✔")
_SIGNED_BY = ("signed by ", "signed off by ")
_SIGNED = re.compile(r"sign(?<![^\W_]sign)(?:ed|atures?)?(?:off)?(?![^\W_])")
"""The word comes before what may not stand in front of it: so the regex engine finds it at a stroke."""
_ENDS_SIGNED = re.compile(r"sign(?:ed|atures?)?(?:\s*\([^()]*|(?![^\W_]).{0,45})$", re.MULTILINE)
"""The end of a cell's paragraph that the next may go on with."""
_INITIALS = re.compile(r"\W*initials?\W*")
_DRAWN = re.compile(r"_{4}|\.{6}|…{2}")
LONGEST_HEAD = 60
_MARKS = frozenset({"signature_line", "checked", "unchecked"})


def stretches(text: Text, asked: AbstractSet[Paragraph]) -> Iterator[tuple[int, int]]:
    """The stretches to read of the body's blocks and the text boxes', from one number up to another, in order.

    Args:
        text: the walked document.
        asked: lines that must be read as well, to know whether they stand in a form.
    """
    telling = _telling_lines(text) | asked
    if not telling:
        return
    blocks = [*text.body, *text.boxes]
    behind = 0
    for number in _holding(blocks, telling):
        yield _begin(blocks, number, behind), number + 1
        behind = number + 1


def _holding(blocks: Sequence[Block], lines: AbstractSet[Paragraph]) -> Iterator[int]:
    """The numbers of the blocks in which some of these lines stand."""
    tables = {line.cell.row.table for line in lines if line.cell is not None}
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if block in lines:
                yield number
        elif tables and not tables.isdisjoint(tables_of(block)):
            yield number


def _begin(blocks: Sequence[Block], number: int, behind: int) -> int:
    """Where to begin to read for a block: the line above the last heading before it, which may say whose the heading is."""
    while number > behind:
        number -= 1
        if ends_forms(blocks[number]):
            above = range(number - 1, behind - 1, -1)
            return next((at for at in above if not _is_empty(blocks[at])), behind)
    return behind


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _telling_lines(text: Text) -> set[Paragraph]:
    lines = text.lines
    telling = {line for line in lines if line.marks and _is_marked(line)}
    telling.update(text.holding(_TOLD))
    telling.update(filter(_may_be_signed, text.holding(("sign",))))
    telling.update(line for line in text.holding(_TICKS) if TICKED.match(line.text.strip()))
    telling.update(line for line in text.holding(("initial",)) if _INITIALS.fullmatch(line.lower))
    telling.update(filter(_is_drawn, text.holding(_LINES)))
    return telling


def _is_marked(line: Paragraph) -> bool:
    return any(mark.kind in _MARKS for mark in line.marks)


def _may_be_signed(line: Paragraph) -> bool:
    """Whether a line holds the label of a signature, or tells where one is kept; in a table its neighbours count as well."""
    if not _SIGNED.search(line.lower):
        return False
    if is_marked_signed(line.lower) or line.lower.lstrip().startswith(_SIGNED_BY):
        return True
    in_row = line.cell is not None and (len(line.lower) < LONGEST_HEAD or _ENDS_SIGNED.search(line.lower))
    return bool(in_row) or any(
        HELD.search(part) or (may_hold_key(part.lower()) and any(key["sign"] for key in keys_in(part)))
        for part in line.text.split("\n")
    )


def _is_drawn(line: Paragraph) -> bool:
    """Whether a line to sign on is drawn, with an office in the same line or maybe below it."""
    if not _DRAWN.search(line.text):
        return False
    return line.cell is not None or any(
        ("_____" in part and is_blank(part)) or drawn_for_approval(part) or drawn_for_an_office(part)
        for part in line.text.split("\n")
    )
