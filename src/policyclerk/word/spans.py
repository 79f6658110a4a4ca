"""The text of one paragraph and the run elements that carry it, so that a part of the text can be changed.

Word cuts a value over several runs as it pleases ("02/1", "1/16"), so a value is found in the paragraph's text and
then followed back to its elements. The text is the accepted view: what a tracked change has deleted is not in it.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml.etree import _Element

from policyclerk.word.markup import w

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
W15_BINDING = "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"

_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_TEXT = w("t")
_HARMLESS = {*_SIGNS, _TEXT, w("rPr"), w("softHyphen"), w("lastRenderedPageBreak")}
_UNACCEPTED = "inside a tracked change that nobody has accepted yet"
_GONE = {w("del"), w("moveFrom")}
_APART = {w("pPr"), w("rPr"), w("sdtPr"), w("sdtEndPr"), w("instrText"), w("delText")}
_TRANSPARENT = {w(name) for name in ("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")}


class NotEditable(Exception):
    """A piece of text that cannot be changed safely; the message says why, in words that follow "it stands"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One element that carries text, and where its text stands in the paragraph's.

    Attributes:
        element: a w:t, or a sign such as w:tab, which counts one character.
        in_field: whether it is the shown result of a field, which Word may work out anew.
        field: the sign that begins the outermost such field, where that stands in the same paragraph.
    """

    element: _Element
    start: int
    end: int
    text: str
    in_field: bool
    field: _Element | None = None


def pieces(paragraph: _Element) -> list[Piece]:
    """The carriers of a paragraph's text in order; text boxes inside it have paragraphs of their own."""
    found: list[Piece] = []
    at = 0
    fields: list[_Element] = []
    for element in _inside(paragraph):
        if element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"), "")
            if kind == "begin":
                fields.append(element)
            elif kind == "end" and fields:
                fields.pop()
            elif kind == "end":  # a field that began in an earlier paragraph ends here
                found = [replace(piece, in_field=True) for piece in found]
            continue
        text = (element.text or "") if element.tag == _TEXT else _SIGNS[element.tag]
        found.append(Piece(element, at, at + len(text), text, bool(fields), fields[0] if fields else None))
        at += len(text)
    return found


def text_of(paragraph: _Element) -> str:
    """The paragraph's text as it reads when every tracked change is accepted."""
    return "".join(piece.text for piece in pieces(paragraph))


def _inside(element: _Element) -> Iterator[_Element]:
    for child in element:
        tag = child.tag
        if tag == _TEXT or tag == w("fldChar") or tag in _SIGNS:
            yield child
        elif tag == w("r") or (tag not in _GONE and tag not in _APART and _is_inline(child)):
            yield from _inside(child)


def _is_inline(element: _Element) -> bool:
    """Whether an element's content belongs to this paragraph's line (a drawing's text box does not)."""
    return isinstance(element.tag, str) and element.tag in {
        *_TRANSPARENT,
        w("hyperlink"),
        w("fldSimple"),
        w("ins"),
        w("moveTo"),
    }


def isolate(paragraph: _Element, start: int, end: int, *, within: _Element | None = None) -> list[_Element]:
    """The runs that carry exactly the characters from `start` to `end`, runs being cut where they reach further.

    Args:
        within: the field or bound control that they stand in, whose source the caller changes as well.

    Raises:
        NotEditable: a character of the span stands where a change could do harm; nothing was cut.
    """
    for piece in _touched(paragraph, start, end):
        _must_be_editable(piece, paragraph, within)
    for cut in (end, start):
        cut_at(paragraph, cut)
    runs: list[_Element] = []
    for piece in _touched(paragraph, start, end):
        run = run_of(piece)
        if run not in runs:
            runs.append(run)
    _set_apart(runs[-1])
    for run in runs:
        _must_hold_text_alone(run)
    return runs


def run_of(piece: Piece) -> _Element:
    """The run that a piece stands in."""
    run = piece.element.getparent()
    assert run is not None
    return run


def _touched(paragraph: _Element, start: int, end: int) -> list[Piece]:
    return [piece for piece in pieces(paragraph) if piece.start < end and piece.end > start]


def _must_be_editable(piece: Piece, paragraph: _Element, within: _Element | None) -> None:
    if piece.in_field and (within is None or piece.field is not within):
        raise NotEditable("in a field that Word fills in itself")
    above = run_of(piece).getparent()
    while above is not None and above is not paragraph:
        _must_let_through(above, within)
        above = above.getparent()
    must_not_be_locked(paragraph, within=within)


def _must_let_through(element: _Element, within: _Element | None) -> None:
    """Refuse what stands between a run and its paragraph and must not be edited into."""
    if element.tag == w("fldSimple") and element is within:
        return
    if element.tag == w("ins"):
        return
    if element.tag not in _TRANSPARENT:
        names = {w("hyperlink"): "inside a hyperlink", w("fldSimple"): "in a field that Word fills in itself"}
        raise NotEditable(names.get(element.tag, _UNACCEPTED))
    _must_be_free(element, within)


def must_not_be_locked(paragraph: _Element, *, within: _Element | None = None) -> None:
    """Raise NotEditable for a paragraph in a content control that is locked or filled from elsewhere."""
    for above in paragraph.iterancestors(w("sdt"), w("ins"), w("moveTo")):
        if above.tag != w("sdt"):
            raise NotEditable(_UNACCEPTED)
        _must_be_free(above, within)


def _must_be_free(element: _Element, within: _Element | None) -> None:
    properties = element.find(w("sdtPr"))
    if properties is None:
        return
    lock = properties.find(w("lock"))
    if lock is not None and lock.get(w("val")) in ("contentLocked", "sdtContentLocked"):
        raise NotEditable("in a content control that is locked")
    if properties.find(w("showingPlcHdr")) is not None:
        raise NotEditable("in a content control that still shows its placeholder")
    bound = properties.find(w("dataBinding")) is not None or properties.find(W15_BINDING) is not None
    if bound and element is not within:
        raise NotEditable("in a content control that Word fills from the document's properties")


def after_which(runs: list[_Element]) -> tuple[_Element, bool]:
    """Where new text for these runs goes: the element beside which, and whether behind it.

    New text never goes into an insertion that is somebody else's: it would be theirs.

    Raises:
        NotEditable: it would have to stand in the middle of one.
    """
    last = runs[-1]
    theirs = last.getparent()
    if theirs is None or theirs.tag != w("ins"):
        return last, True
    if theirs[-1] is last:
        return theirs, True
    if theirs[0] is last:
        return theirs, False
    raise NotEditable(_UNACCEPTED)


def _set_apart(run: _Element) -> None:
    """Give what stands behind the text of a run, a note's number for one, a run of its own."""
    texts = [at for at, child in enumerate(run) if child.tag == _TEXT or child.tag in _SIGNS]
    behind = list(run)[texts[-1] + 1 :] if texts else []
    if not any(child.tag not in _HARMLESS for child in behind):
        return
    own = _run_like(run)
    own.extend(behind)
    own.tail, run.tail = run.tail, None
    run.addnext(own)


def _run_like(run: _Element) -> _Element:
    """An empty run with the attributes and the format of another."""
    own = run.makeelement(run.tag)
    for name, value in run.attrib.items():
        own.set(name, value)
    copy_format(run, own)
    return own


def _must_hold_text_alone(run: _Element) -> None:
    if any(child.tag not in _HARMLESS for child in run):
        raise NotEditable("in one piece with a picture, a note or a field")


def cut_at(paragraph: _Element, cut: int) -> None:
    """See to it that no run reaches over the character position `cut`."""
    for piece in pieces(paragraph):
        if piece.start < cut < piece.end:
            _cut_text(piece, cut - piece.start)
    for piece in pieces(paragraph):
        if piece.start == cut:
            _cut_run_before(piece.element)


def _cut_text(piece: Piece, offset: int) -> None:
    first = deepcopy(piece.element)
    set_text(first, piece.text[:offset])
    set_text(piece.element, piece.text[offset:])
    first.tail = None
    piece.element.addprevious(first)


def set_text(element: _Element, text: str) -> None:
    """Give a w:t or w:delText its text; blanks at the ends are kept."""
    element.text = text
    if text != text.strip():
        element.set(XML_SPACE, "preserve")


def _cut_run_before(element: _Element) -> None:
    """Move what stands before `element` in its run into a run of its own with the same format."""
    run = element.getparent()
    assert run is not None
    before = [child for child in run if child.tag != w("rPr")]
    before = before[: before.index(element)]
    if not before:
        return
    first = _run_like(run)
    first.extend(before)
    run.addprevious(first)


def copy_format(source: _Element | None, target: _Element) -> None:
    """Give a new run the character format of another; a tracked change of that format is not copied."""
    old = source.find(w("rPr")) if source is not None else None
    if old is None:
        return
    new = deepcopy(old)
    for mark in new.findall(w("rPrChange")):
        new.remove(mark)
    new.tail = None
    target.insert(0, new)
