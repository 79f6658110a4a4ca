"""Stretches of a paragraph that Word fills in from elsewhere: results of fields, bound content controls, form fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyclerk.word.markup import Element, is_on, w
from policyclerk.word.spans import NotEditable, Piece, pieces
from policyclerk.word.stores import Kept, Stores

_FIELD = re.compile(
    r'\s*(?:DOCPROPERTY\s+(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s\\"]+))|(?P<own>TITLE|SUBJECT|KEYWORDS|COMMENTS))\s*(?P<manner>\\.*)?',
    re.IGNORECASE | re.DOTALL,
)
_FORM = re.compile(r"\s*FORMTEXT\b", re.IGNORECASE)
_WORKED_OUT = ("calculated", "currentDate", "currentTime")


@dataclass(frozen=True, slots=True)
class Feed:
    """A stretch of text that is filled in from elsewhere.

    Attributes:
        element: the w:fldChar that begins a field, a w:fldSimple or a bound w:sdt.
        start, end: where its text stands among the paragraph's pieces.
        kept: what it is filled from; None for a form field, which keeps what is typed into it.
    """

    element: Element
    start: int
    end: int
    text: str
    kept: Kept | None


def feed_at(paragraph: Element, start: int, end: int, stores: Stores) -> Feed | None:
    """The feed that these characters stand in, if they do and it can be followed."""
    inside = (feed for feed in feeds_in(paragraph, stores) if feed.start <= start and end <= feed.end)
    return next(inside, None)


def feeds_in(paragraph: Element, stores: Stores) -> Iterator[Feed]:
    """The feeds of a paragraph whose source is in the file, the inner ones first."""
    found = pieces(paragraph)
    instructions = _instructions(paragraph)
    for begin, instruction in instructions.items():
        own = [piece for piece in found if piece.field is begin]
        yield from _field(begin, instruction, own, stores)
    for simple in paragraph.iter(w("fldSimple")):
        own = [piece for piece in found if simple in piece.element.iterancestors(w("fldSimple"))]
        yield from _field(simple, simple.get(w("instr"), ""), own, stores)
    for control in [*reversed(list(paragraph.iter(w("sdt")))), *paragraph.iterancestors(w("sdt"))]:
        yield from _control(control, paragraph, found, stores)


def _instructions(paragraph: Element) -> dict[Element, str]:
    """The fields that begin and end in a paragraph and hold no other, each with what it is told to show."""
    open_: list[Element] = []
    told: dict[Element, str] = {}
    done: dict[Element, str] = {}
    for node in paragraph.iter(w("fldChar"), w("instrText")):
        kind = node.get(w("fldCharType"))
        if node.tag == w("instrText") and open_ and open_[-1] in told:
            told[open_[-1]] += node.text or ""
        elif kind == "begin":
            for outer in open_:
                told.pop(outer, None)
            if not open_:
                told[node] = ""
            open_.append(node)
        elif kind == "end" and open_ and (begin := open_.pop()) in told:
            done[begin] = told[begin]
    return done


def _field(element: Element, instruction: str, own: list[Piece], stores: Stores) -> Iterator[Feed]:
    found = _FIELD.fullmatch(instruction)
    if found is not None:
        kept = stores.of_property(found["quoted"] or found["bare"] or found["own"])
        if kept is not None and own:
            yield _feed(element, own, kept)
    elif _FORM.match(instruction) and own and _takes_text(element):
        yield _feed(element, own, None)


def _feed(element: Element, own: list[Piece], kept: Kept | None) -> Feed:
    return Feed(element, own[0].start, own[-1].end, "".join(piece.text for piece in own), kept)


def _takes_text(begin: Element) -> bool:
    """Whether a form field is one to type into."""
    box = begin.find(f"{w('ffData')}/{w('textInput')}")
    if box is None:
        return False
    kind = box.find(w("type"))
    return kind is None or kind.get(w("val")) not in _WORKED_OUT


def _control(control: Element, paragraph: Element, found: list[Piece], stores: Stores) -> Iterator[Feed]:
    """A control that is bound to one plain text of the file, where it shows that text in one paragraph."""
    binding = control.find(f"{w('sdtPr')}/{w('dataBinding')}")
    if binding is None or not _shows_text(control):
        return
    inside = list(control.iter(w("p")))
    if inside not in ([], [paragraph]):
        return
    own = found if inside else [piece for piece in found if control in piece.element.iterancestors(w("sdt"))]
    kept = stores.of_binding(binding)
    if own and kept is not None:
        yield _feed(control, own, kept)


def _shows_text(control: Element) -> bool:
    properties = control.find(w("sdtPr"))
    assert properties is not None  # the binding was found in them
    kinds = ("picture", "dropDownList", "richText", "group", "docPartList", "docPartObj")
    prompt = properties.find(w("showingPlcHdr"))
    prompting = prompt is not None and is_on(prompt.get(w("val")))
    return not prompting and all(properties.find(w(kind)) is None for kind in kinds)


def must_take(feed: Feed, text: str, stores: Stores) -> None:
    """See to it that a feed can show this text and keep it.

    Raises:
        NotEditable: it cannot.
    """
    if feed.kept is not None:
        stores.must_agree(feed.kept, feed.text, text)
        return
    longest = feed.element.find(f"{w('ffData')}/{w('textInput')}/{w('maxLength')}")
    limit = longest.get(w("val"), "") if longest is not None else ""
    if limit.isdigit() and 0 < int(limit) < len(text):
        raise NotEditable(f"in a form field that takes {limit} characters")
