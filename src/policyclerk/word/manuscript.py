"""A policy's text on the way to its draft: edits are gathered first, then made in one go.

Gathering first keeps the offsets true: edits of one paragraph are made from its end to its beginning, and a place
that two rules want to change is changed by the first of them alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policyclerk.domain.action import FIELD_NAMES, DraftChange
from policyclerk.word.comments import Comments
from policyclerk.word.feeds import feed_at, feeds_in, must_take
from policyclerk.word.markup import MC_NS, W14_NS, Element, w
from policyclerk.word.spans import NotEditable, pieces, text_of
from policyclerk.word.stores import Stores
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.tracked import Pen
from policyclerk.word.unseen import span_with_unseen, without_unseen

_ALTERNATE, _CHOICE, _FALLBACK = (f"{{{MC_NS}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a paragraph to be replaced.

    Attributes:
        field: in the terms of `read --json`.
        start, end: offsets in `paragraph.text`; equal where `new` is put into a blank.
        new: the text that shall stand there; empty takes the old one out.
    """

    field: str
    paragraph: Paragraph
    start: int
    end: int
    new: str

    @property
    def old(self) -> str | None:
        """What stood there."""
        return self.paragraph.text[self.start : self.end].strip() or None


@dataclass(frozen=True, slots=True)
class Removal:
    """A picture or another thing without text to be taken out of a paragraph with its run.

    Attributes:
        what: what it is, in words.
        where: the place that it belongs to, where that is another than its paragraph's.
    """

    field: str
    paragraph: Paragraph
    element: Element
    what: str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Untick:
    """A tick box of a content control, ticked for the old version, to be cleared; its sign stands at `at`."""

    field: str
    paragraph: Paragraph
    control: Element
    at: int


@dataclass(slots=True)
class Manuscript:
    """The document being drafted, and the account of what was changed and what was left.

    Attributes:
        left: sentences on what could not be changed.
        touched: parts that were changed, with their roots.
    """

    text: Text
    pen: Pen
    comments: Comments
    stores: Stores
    changes: list[DraftChange] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    _followed: list[tuple[Element, str, str, str]] = field(default_factory=list)
    _remarks: list[tuple[str, Element | None]] = field(default_factory=list)
    touched: dict[str, Element] = field(default_factory=dict)

    def make(self, edits: Iterable[Edit | Removal | Untick]) -> None:
        """Make the edits; what cannot be edited safely is left and named."""
        by_paragraph: dict[int, list[Edit | Removal | Untick]] = defaultdict(list)
        for edit in edits:
            by_paragraph[id(edit.paragraph)].append(edit)
        for group in by_paragraph.values():
            ticks = [edit for edit in group if isinstance(edit, Untick)]
            self._replace_all([*(edit for edit in group if isinstance(edit, Edit)), *map(_cleared, ticks)])
            for removal in _distinct(edit for edit in group if isinstance(edit, Removal)):
                self._remove(removal)
            for tick in ticks:
                _clear(tick.control)
        self._echo()

    def _replace_all(self, edits: list[Edit]) -> None:
        """Make the edits of one paragraph from its end to its beginning, so that offsets stay true."""
        located: list[tuple[int, int, Edit]] = []
        for edit in _without_overlaps(edits):
            try:
                located.append((*_in_elements(edit), edit))
            except NotEditable as reason:
                self.leave(edit.field, edit.paragraph, str(reason))
        for start, end, edit in sorted(located, key=lambda one: one[0], reverse=True):
            self._replace(edit, start, end)

    def _replace(self, edit: Edit, start: int, end: int) -> None:
        element = edit.paragraph.element
        copies = twins(element)
        try:
            for copy in (element, *copies):
                self._write(edit, copy, start, end)
        except NotEditable as reason:
            self.leave(edit.field, edit.paragraph, str(reason))
            return
        self.note(edit.field, edit.old, edit.new, edit.paragraph)

    def _write(self, edit: Edit, paragraph: Element, start: int, end: int) -> None:
        """Change the text, and with it what Word fills that text in from."""
        feed = feed_at(paragraph, start, end, self.stores) if start < end else None
        if feed is None:
            self.pen.replace(paragraph, start, end, _spaced(edit.new, paragraph, start, end))
            return
        shown = feed.text[: start - feed.start] + edit.new + feed.text[end - feed.start :]
        must_take(feed, shown, self.stores)
        self.pen.replace(paragraph, start, end, edit.new, within=feed.element)
        if feed.kept is not None:
            self.stores.follow(feed.kept, shown)
            self._followed.append((feed.kept.node, feed.text, shown, edit.field))

    def _echo(self) -> None:
        """Show the new value also where a field or control shows the old one of the same source."""
        followed, self._followed = self._followed, []
        for paragraph in list(self.text.paragraphs()) if followed else ():
            for node, old, new, name in followed:
                self._echo_in(paragraph, node, old, new, name)

    def _echo_in(self, paragraph: Paragraph, node: Element, old: str, new: str, name: str) -> None:
        for feed in list(feeds_in(paragraph.element, self.stores)):
            if feed.kept is None or feed.kept.node is not node or feed.text != old:
                continue
            try:
                self.pen.replace(paragraph.element, feed.start, feed.end, new, within=feed.element)
            except NotEditable as reason:
                self.leave(name, paragraph, str(reason))
                return
            self.note(name, old, new, paragraph)

    def _remove(self, removal: Removal) -> None:
        try:
            self.pen.remove(_run_alone(removal))
        except NotEditable as reason:
            self.leave(removal.field, removal.paragraph, str(reason))
            return
        self.note(removal.field, removal.what, "", removal.paragraph, where=removal.where)

    def note(
        self, field: str, old: str | None, new: str, paragraph: Paragraph, *, where: str | None = None
    ) -> None:
        """Write down a change that was made."""
        self.changes.append(DraftChange(field, old, new, where or paragraph.where))
        self.touch(paragraph)

    def touch(self, paragraph: Paragraph) -> None:
        """Remember that the part of this paragraph is no longer the original's."""
        self.touched[paragraph.part] = paragraph.element.getroottree().getroot()

    def all_touched(self) -> dict[str, Element]:
        """The parts that were changed, with their roots: stories, properties and XML stores."""
        return self.touched | self.stores.touched

    def touch_body(self) -> Element | None:
        """The body's element, whose part is then no longer the original's; None where the body is empty."""
        first = next(iter(self.text.body), None)
        if first is None:
            return None
        root = first.element.getroottree().getroot()
        self.touched[self.text.package.main] = root
        return root.find(w("body"))

    def leave(self, field: str, paragraph: Paragraph, why: str) -> None:
        """Write down a place that could not be changed, and have a comment say so where Word allows one."""
        self.remark(
            f"The {FIELD_NAMES[field]} ({paragraph.where}) was left as it was: it stands {why}. Please change it by hand.",
            paragraph,
        )

    def remark(self, sentence: str, paragraph: Paragraph) -> None:
        """Write down something that a person has to do in one place; a comment there says so where Word allows one."""
        if sentence in self.left:
            return
        self.left.append(sentence)
        self._remarks.append((sentence, paragraph.element if paragraph.place == "body" else None))

    def say(self, sentence: str) -> None:
        """Write down something that concerns the whole draft: in `left`, and in a comment at its top."""
        self.left.append(sentence)
        self._remarks.append((sentence, None))

    def hang_remarks(self) -> None:
        """Hang the comments that say what was left, once every change is made."""
        for text, at in self._remarks:
            if at is None:
                self.comments.at_top(text)
            else:
                self.comments.on(text, at)


def _spaced(new: str, paragraph: Element, start: int, end: int) -> str:
    """A text for a blank, with a space before it where the blank begins right behind its label's colon."""
    label = start == end and text_of(paragraph)[:start].endswith((":", "-", "–"))
    return f" {new}" if label and new else new


def _cleared(tick: Untick) -> Edit:
    """The edit that shows a tick box as empty."""
    return Edit(tick.field, tick.paragraph, tick.at, tick.at + 1, "☐")


def _clear(control: Element) -> None:
    """Set the state of a tick box to empty; Word keeps it beside the sign that it shows."""
    for state in control.iter(f"{{{W14_NS}}}checked"):
        state.set(f"{{{W14_NS}}}val", "0")


def twins(element: Element) -> list[Element]:
    """The second copies of a text box's paragraph, which old programs show (mc:Fallback)."""
    text = text_of(element)
    found: list[Element] = []
    for choice in element.iterancestors(_CHOICE):
        alternate = choice.getparent()
        fallback = alternate.find(_FALLBACK) if alternate is not None else None
        if fallback is not None:
            found += _same_place(element, choice, fallback, text)
    return found


def _same_place(element: Element, choice: Element, fallback: Element, text: str) -> Iterator[Element]:
    here = [paragraph for paragraph in choice.iter(w("p")) if text_of(paragraph) == text]
    there = [paragraph for paragraph in fallback.iter(w("p")) if text_of(paragraph) == text]
    if len(here) == len(there):
        yield there[here.index(element)]


def _run_alone(removal: Removal) -> Element:
    """The run of a picture, where it holds nothing else and stands in its paragraph directly."""
    own = removal.element
    run = own if own.tag == w("r") else next(own.iterancestors(w("r")), None)
    if run is None or run.getparent() is not removal.paragraph.element:
        raise NotEditable("where a picture cannot be taken out safely")
    if any(child.tag in (w("t"), w("fldChar"), w("commentReference")) for child in run):
        raise NotEditable("in one piece with text")
    return run


def _without_overlaps(edits: list[Edit]) -> list[Edit]:
    chosen: list[Edit] = []
    for edit in edits:
        if not any(_overlap(edit, other) for other in chosen):
            chosen.append(edit)
    return chosen


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _distinct(removals: Iterable[Removal]) -> Iterator[Removal]:
    seen: set[int] = set()
    for removal in removals:
        if id(removal.element) not in seen:
            seen.add(id(removal.element))
            yield removal


def _in_elements(edit: Edit) -> tuple[int, int]:
    """The offsets of an edit among the elements of its paragraph, whose text counts hidden text and fields too.

    Raises:
        NotEditable: the text seen and the text in the file differ there.
    """
    paragraph = edit.paragraph
    text = text_of(paragraph.element)
    if text == paragraph.text:
        return edit.start, edit.end
    if without_unseen(text) == paragraph.text:
        return span_with_unseen(text, edit.start, edit.end)
    end = _offset(paragraph, edit.end)
    start = _offset(paragraph, edit.start + 1) - 1 if edit.start < edit.end else end
    if start == end:
        _must_stand_alone(paragraph, end)
    if text[start:end] != paragraph.text[edit.start : edit.end]:
        raise NotEditable("mixed with hidden text or a field")
    return start, end


def _must_stand_alone(paragraph: Paragraph, at: int) -> None:
    """Refuse a blank that only seems to be one: a day of Word's own or a placeholder is seen on the page there."""
    seen = {id(piece.element) for piece in paragraph.pieces}
    for piece in pieces(paragraph.element):
        if id(piece.element) not in seen and piece.start <= at <= piece.end and piece.text.strip():
            raise NotEditable("beside a field or a placeholder of Word's own")


def _offset(paragraph: Paragraph, at: int) -> int:
    """Where the character that ends at `at` of the text seen ends among the elements."""
    own = {id(piece.element): piece.start for piece in pieces(paragraph.element)}
    for piece in paragraph.pieces:
        if piece.start < at <= piece.end and id(piece.element) in own:
            return own[id(piece.element)] + at - piece.start
    raise NotEditable("mixed with hidden text or a field")
