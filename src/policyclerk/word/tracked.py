"""Changes written into a document: as tracked changes, or plainly into a clean copy.

A `Pen` is the one hand that writes. What it cannot write without harm it refuses with `NotEditable`, before anything
was changed; the caller leaves that place alone and says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import count

from lxml.etree import _Element

from policyclerk.word.markup import W_NS, w
from policyclerk.word.spans import (
    NotEditable,
    Piece,
    after_which,
    copy_format,
    cut_at,
    isolate,
    must_not_be_locked,
    pieces,
    run_of,
    set_text,
)

_MARKS = tuple(
    w(name)
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "cellIns",
        "cellDel",
        "cellMerge",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "numberingChange",
        "tblPrExChange",
        "bookmarkStart",
        "bookmarkEnd",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "permStart",
        "permEnd",
        "customXmlInsRangeStart",
        "customXmlDelRangeStart",
    )
)
_OLD_ROW_MARKS = tuple(
    w(name) for name in ("ins", "del", "trPrChange", "tblPrExChange", "tblHeader", "cnfStyle")
)
_OLD_CELL_MARKS = tuple(w(name) for name in ("vMerge", "cellIns", "cellDel", "cellMerge", "tcPrChange"))


def free_ids(roots: Iterable[_Element]) -> Iterator[int]:
    """Numbers for new marks, above every number that marks of the document carry already."""
    used = [0]
    for root in roots:
        used += [int(number) for mark in root.iter(*_MARKS) if (number := mark.get(w("id"), "")).isdigit()]
    return count(max(used) + 1)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes changes under one name and day.

    Attributes:
        author: who the tracked changes are signed by.
        made_on: the day they carry; at midnight, for the hour is not known.
        tracked: False writes plainly.
        ids: where new marks take their numbers from.
    """

    author: str
    made_on: date
    tracked: bool
    ids: Iterator[int]

    def replace(
        self, paragraph: _Element, start: int, end: int, new: str, *, within: _Element | None = None
    ) -> None:
        """Put `new` in the place of the paragraph's characters from `start` to `end`, in the format they had.

        An empty `new` takes the characters out; an empty span puts `new` in at `start`.
        `within` is the field or bound control that the characters stand in, where its source is changed as well.

        Raises:
            NotEditable: the place cannot be changed safely; nothing was changed.
        """
        if start == end:
            self._insert(paragraph, start, new)
            return
        runs = isolate(paragraph, start, end, within=within)
        beside, behind = after_which(runs) if new else (runs[-1], True)
        fresh = self._as_inserted(self._fresh_run(new, like=runs[0])) if new else None
        for run in runs:
            _forget_picked_day(run)
            struck = self.strike(run)
            beside = struck if run is beside else beside
        if fresh is not None and behind:
            beside.addnext(fresh)
        elif fresh is not None:
            beside.addprevious(fresh)
        if not self.tracked:
            for run in runs:
                _take_out(run)

    def fill(self, paragraph: _Element, text: str) -> None:
        """Put a text into a blank paragraph, in the ordinary type of its style whatever size the blank was given."""
        paragraph.insert(
            after_properties(paragraph), self._as_inserted(self._fresh_run(text, like=paragraph))
        )

    def strike(self, run: _Element) -> _Element:
        """Mark a run as deleted; gives the element that stands in its place. A plain pen leaves that to the caller."""
        if not self.tracked:
            return run
        mark = self._mark(run, "del")
        run.addprevious(mark)
        mark.tail, run.tail = run.tail, None
        mark.append(run)
        for text in run.iter(w("t")):
            if text.getparent() is run:
                text.tag = w("delText")
                set_text(text, text.text or "")
        return mark

    def remove(self, run: _Element) -> None:
        """Take a whole run out, whatever it holds."""
        if self.tracked:
            self.strike(run)
        else:
            _take_out(run)

    def _insert(self, paragraph: _Element, at: int, new: str) -> None:
        must_not_be_locked(paragraph)
        fresh, anchor = self._fresh_run(new, like=_neighbour(paragraph, at)), _end_before(paragraph, at)
        inserted = self._as_inserted(fresh)
        if anchor is None:
            paragraph.insert(after_properties(paragraph), inserted)
        else:
            anchor.addnext(inserted)

    def _fresh_run(self, text: str, *, like: _Element) -> _Element:
        run = new_like(like, "r")
        copy_format(like, run)
        for mark in run.findall(f"{w('rPr')}/{w('ins')}") + run.findall(f"{w('rPr')}/{w('del')}"):
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
        holder = new_like(run, "t")
        set_text(holder, text)
        run.append(holder)
        return run

    def _as_inserted(self, run: _Element) -> _Element:
        if not self.tracked:
            return run
        mark = self._mark(run, "ins")
        mark.append(run)
        return mark

    def _mark(self, like: _Element, name: str) -> _Element:
        mark = new_like(like, name)
        mark.set(w("id"), str(next(self.ids)))
        mark.set(w("author"), self.author)
        mark.set(w("date"), f"{self.made_on.isoformat()}T00:00:00Z")
        return mark

    def new_row(self, model: _Element, texts: Sequence[str | None]) -> _Element:
        """A row of the same build as `model` with these texts, one per cell; not yet put into the table."""
        row = new_like(model, "tr")
        row.extend(deepcopy(part) for part in model if part.tag in (w("tblPrEx"), w("trPr")))
        _drop(row, _OLD_ROW_MARKS)
        if self.tracked:
            self._mark_row(row)
        for cell, text in zip(cells_of(model), texts, strict=True):
            row.append(self._new_cell(cell, text))
        return row

    def _mark_row(self, row: _Element) -> None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = new_like(row, "trPr")
            row.append(properties)
        properties.append(self._mark(row, "ins"))

    def _new_cell(self, model: _Element, text: str | None) -> _Element:
        cell = new_like(model, "tc")
        properties = model.find(w("tcPr"))
        if properties is not None:
            cell.append(deepcopy(properties))
            _drop(cell, _OLD_CELL_MARKS)
        old = next(model.iter(w("p")), None)
        cell.append(self.new_paragraph(text, like=old if old is not None else model, keep_list=False))
        return cell

    def new_paragraph(self, text: str | None, *, like: _Element, keep_list: bool = True) -> _Element:
        """A paragraph with one text in the manner of another; marked as inserted where the pen tracks."""
        paragraph = new_like(like, "p")
        properties = _paragraph_properties(like, keep_list=keep_list)
        if properties is not None:
            paragraph.append(properties)
        if self.tracked:
            self._mark_paragraph(paragraph)
        if text:
            model = next((run_of(piece) for piece in pieces(like)), None)
            fresh = self._fresh_run(text, like=model if model is not None else like)
            paragraph.append(self._as_inserted(fresh))
        return paragraph

    def _mark_paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = new_like(paragraph, "pPr")
            paragraph.insert(0, properties)
        format_ = properties.find(w("rPr"))
        if format_ is None:
            format_ = new_like(paragraph, "rPr")
            properties.append(format_)
        format_.insert(0, self._mark(paragraph, "ins"))


def _forget_picked_day(run: _Element) -> None:
    """Take out the day that a date control remembers beside its text: it would be the old one."""
    for control in run.iterancestors(w("sdt")):
        for picker in control.findall(f"{w('sdtPr')}/{w('date')}"):
            picker.attrib.pop(w("fullDate"), "")


def cells_of(row: _Element) -> list[_Element]:
    """The cells of a row, those in content controls too."""
    found: list[_Element] = []
    for part in row:
        if part.tag == w("tc"):
            found.append(part)
        elif part.tag == w("sdt"):
            found += [cell for content in part.iterchildren(w("sdtContent")) for cell in cells_of(content)]
    return found


def new_like(like: _Element, name: str) -> _Element:
    """An element that shares the document's own prefix."""
    prefix = next((prefix for prefix, space in like.nsmap.items() if space == W_NS and prefix), "w")
    return like.makeelement(w(name), nsmap={prefix: W_NS})


def _take_out(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _drop(parent: _Element, tags: tuple[str, ...]) -> None:
    for element in list(parent.iter(*tags)):
        _take_out(element)


def _paragraph_properties(paragraph: _Element, *, keep_list: bool) -> _Element | None:
    """A copy of a paragraph's properties without what belongs to that one paragraph alone."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return None
    copy = deepcopy(properties)
    for name in ("sectPr", "pPrChange", *(() if keep_list else ("numPr",))):
        for part in copy.findall(w(name)):
            copy.remove(part)
    for mark in copy.findall(f"{w('rPr')}/*"):
        if mark.tag in (w("ins"), w("del"), w("moveFrom"), w("moveTo"), w("rPrChange")):
            _take_out(mark)
    return copy


def _neighbour(paragraph: _Element, at: int) -> _Element:
    """What a text put in at `at` takes its format from: the run before it, else after it, else the paragraph's mark."""
    found = pieces(paragraph)
    before = [piece for piece in found if piece.end <= at]
    if found:
        return run_of(before[-1] if before else found[0])
    properties = paragraph.find(w("pPr"))
    return properties if properties is not None else paragraph


def _end_before(paragraph: _Element, at: int) -> _Element | None:
    """The element at paragraph level after which position `at` lies; None for the paragraph's beginning.

    Raises:
        NotEditable: the position lies inside a field, a hyperlink or a content control.
    """
    cut_at(paragraph, at)
    found = [piece for piece in pieces(paragraph) if piece.text]
    before = [piece for piece in found if piece.end <= at]
    if not before:
        return None
    end = at_paragraph_level(before[-1], paragraph)
    if before[-1].in_field:
        raise NotEditable("in a field that Word fills in itself")
    if len(before) < len(found) and at_paragraph_level(found[len(before)], paragraph) is end:
        raise NotEditable("inside a hyperlink or a content control")
    return end


def at_paragraph_level(piece: Piece, paragraph: _Element) -> _Element:
    """The child of the paragraph that a piece stands in."""
    step = run_of(piece)
    while (above := step.getparent()) is not None and above is not paragraph:
        step = above
    return step


def after_properties(paragraph: _Element) -> int:
    """Where the content of a paragraph begins."""
    return 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
