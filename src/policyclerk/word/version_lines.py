"""A history of versions kept in lines ("v1.3 - 01/09/2025 - annual review"), and the line that a draft adds to it.

What such a line says of an old version stays true, so none of them is ever changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.action import DraftChange, DraftChanges
from policyclerk.domain.dates import FoundDate, dates_in
from policyclerk.word.manuscript import Manuscript
from policyclerk.word.spans import NotEditable, must_not_be_locked
from policyclerk.word.text import Block, Paragraph, Text
from policyclerk.word.written import renumbered, written_like

_VERSION = re.compile(
    r"\W*(?:(?:version|ver|v)\.?\s?(?P<named>\d{1,3}(?:\.\d{1,3})*)|(?P<bare>\d{1,3}(?:\.\d{1,3})+))(?![\d/.-]*\d)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\s\-–—:,;.|()]*")
_LONGEST, _NEAR = 160, 40


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in a line of its own.

    Attributes:
        number: the version's number as it stands there.
        day: the day of the version, with its place in the paragraph's text.
    """

    paragraph: Paragraph
    number: str
    day: FoundDate

    def following(self, version: str, changes: DraftChanges) -> str:
        """The line of the next version, in the manner of this one."""
        text, reviewed = self.paragraph.text, changes.reviewed_on
        assert reviewed is not None
        said = text[self.day.start : self.day.end]
        tail = text[self.day.end :]
        gap = _SEPARATOR.match(tail)
        ending = f"{gap[0]}{changes.history_comment}" if gap is not None and gap.end() < len(tail) else ""
        return renumbered(text[: self.day.start], version) + written_like(said, reviewed) + ending


def version_lines(text: Text) -> tuple[VersionLine, ...]:
    """The first list of versions among the lines of the body: two or more that follow one another."""
    run: list[VersionLine] = []
    for block in _lines(text.body):
        line = _version_line(block)
        if line is not None:
            run.append(line)
        elif len({one.number for one in run}) > 1:
            break
        else:
            run = []
    return tuple(run) if len({one.number for one in run}) > 1 else ()


def _lines(blocks: list[Block]) -> Iterator[Block]:
    return (block for block in blocks if not isinstance(block, Paragraph) or block.text.strip())


def _version_line(block: Block) -> VersionLine | None:
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or "\n" in block.text:
        return None
    found = _VERSION.match(block.text)
    if found is None:
        return None
    day = next((day for day in dates_in(block.text, block.where) if day.start >= found.end()), None)
    if day is None or day.claim.start is None:
        return None
    between = block.text[found.end() : day.start]
    # a number without "v" may be a clause's ("2.1 ... since 1 May 2025"): its date must stand right behind it
    if not _SEPARATOR.fullmatch(between) and (found["bare"] or len(between) > _NEAR):
        return None
    return VersionLine(block, found["named"] or found["bare"], day)


def newest_of(lines: tuple[VersionLine, ...]) -> VersionLine | None:
    """The line of the newest version; None where there are none."""
    return max(lines, key=lambda line: line.day.claim.start or date.min, default=None)


def add_line(manuscript: Manuscript, lines: tuple[VersionLine, ...], changes: DraftChanges) -> None:
    """Give the list a line for the draft; where that cannot be done safely, it is left and told."""
    newest = newest_of(lines)
    if newest is None or changes.version is None or changes.reviewed_on is None:
        return
    element = newest.paragraph.element
    try:
        must_not_be_locked(element)
    except NotEditable as reason:
        manuscript.leave("history", newest.paragraph, str(reason))
        return
    told = newest.following(changes.version, changes)
    above = newest is lines[0] and len(lines) > 1
    fresh = manuscript.pen.new_paragraph(told, like=element)
    if above:
        element.addprevious(fresh)
    else:
        element.addnext(fresh)
    where = f"{'above' if above else 'below'} {newest.paragraph.where}"
    manuscript.changes.append(DraftChange("history", None, told, where))
    manuscript.touch(newest.paragraph)
