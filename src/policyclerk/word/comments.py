"""Word comments in a draft: what its reader must look at, at the place it concerns.

The marks of a comment go straight into the body, before anything in it is changed; its text goes into the part of
comments, which is added where the policy has none.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from lxml import etree

from policyclerk.word.graft import TYPES, rels_of, to_bytes
from policyclerk.word.markup import R_NS, RELS_NS, TYPES_NS, W_NS, Element, w
from policyclerk.word.package import Package, parse_xml
from policyclerk.word.spans import XML_SPACE, Piece, cut_at, pieces, run_of
from policyclerk.word.tracked import after_properties, at_paragraph_level, new_like

_KIND = f"{R_NS}/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_REFERENCE_STYLE, _TEXT_STYLE = "CommentReference", "CommentText"


@dataclass(slots=True)
class Comments:
    """The comments of a draft.

    Attributes:
        body: the w:body that their marks stand in; Word allows none in a header, a footer or a text box.
        part: name of the part that holds their texts.
        root: the root of that part.
        author: who they are signed by.
        made_on: the day they carry.
        ids: numbers that no comment of the policy has.
    """

    body: Element
    part: str
    root: Element
    author: str
    made_on: date
    ids: Iterator[int]
    _top: Element | None = field(default=None)

    def on(self, text: str, paragraph: Element, span: tuple[int, int] | None = None) -> None:
        """Hang a comment on a paragraph of the body, on its characters from `span` where they can be marked."""
        number = str(next(self.ids))
        first, last = _ends(paragraph, span)
        start, end = (_mark(first, name, number) for name in ("commentRangeStart", "commentRangeEnd"))
        first.addprevious(start)
        last.addnext(end)
        end.addnext(_reference(first, number))
        self._write(text, number)

    def at_top(self, text: str) -> None:
        """Hang a comment on the first line of the body that has text."""
        if (
            self._top is None
        ):  # found before the draft puts lines of its own there, which a refusal takes away
            self._top = _top(self.body)
        self.on(text, self._top)

    def _write(self, text: str, number: str) -> None:
        comment = new_like(self.root, "comment")
        comment.set(w("id"), number)
        comment.set(w("author"), self.author)
        comment.set(w("date"), f"{self.made_on.isoformat()}T00:00:00Z")
        comment.set(w("initials"), _initials(self.author))
        for at, line in enumerate(_writable(text).split("\n")):
            comment.append(_line(comment, line, marked=at == 0))
        self.root.append(comment)

    def parts(self, package: Package, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """The part of comments, and where it is new the parts that name it."""
        own = {self.part: to_bytes(self.root)}
        if self.part in parts:
            return own
        relations = rels_of(package.main)
        if _linked(package) is None:
            own[relations] = _with_relationship(parts.get(relations), posixpath.basename(self.part))
        own[TYPES] = _with_type(parts[TYPES], self.part)
        return own


def comments_of(package: Package, body: Element, *, author: str, made_on: date) -> Comments:
    """The comments that a package has, ready for more.

    Raises:
        Unreadable: the part that holds them is broken or dangerous.
    """
    part = _part(package)
    root = package.tree(part) if part in package.parts else _new_root()
    marks = [*root.iter(w("comment")), *body.iter(w("commentReference"), w("commentRangeStart"))]
    used = [int(number) for mark in marks if (number := mark.get(w("id"), "")).isdigit()]
    return Comments(body, part, root, author, made_on, count(max([-1, *used]) + 1))


def _part(package: Package) -> str:
    """The name of the part of comments, or one that is still free."""
    linked = _linked(package)
    if linked is not None:
        return linked
    taken = {name.casefold() for name in package.parts}
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in count())
    return next(name for name in names if name.casefold() not in taken)


def _linked(package: Package) -> str | None:
    """The part that the policy names as its comments, whether it is there or has been lost."""
    links = package.relationships(package.main)
    return next((rel.target for rel in links if rel.kind.endswith("/comments") and not rel.external), None)


def _new_root() -> Element:
    return etree.Element(w("comments"), nsmap={"w": W_NS})


def _with_relationship(data: bytes | None, leaf: str) -> bytes:
    name = f"{{{RELS_NS}}}Relationship"
    root = _no_relationships() if data is None else parse_xml(data, "relationships")
    taken = {node.get("Id") for node in root}
    number = next(n for n in count(1) if f"rId{n}" not in taken)
    etree.SubElement(root, name, Id=f"rId{number}", Type=_KIND, Target=leaf)
    return to_bytes(root)


def _no_relationships() -> Element:
    """An empty list, without a prefix to its names: some programs know no other."""
    return etree.Element(f"{{{RELS_NS}}}Relationships", nsmap={None: RELS_NS})  # type: ignore[dict-item]


def _with_type(data: bytes, part: str) -> bytes:
    root = parse_xml(data, TYPES)
    own = (node for node in root if node.get("PartName", "").casefold() == f"/{part}".casefold())
    node = next(own, None)
    if node is None:
        node = etree.SubElement(root, f"{{{TYPES_NS}}}Override", PartName=f"/{part}")
    node.set("ContentType", _TYPE)
    return to_bytes(root)


# ---- the text


def _line(comment: Element, text: str, *, marked: bool) -> Element:
    """A paragraph of a comment; the first carries the sign that leads back to its place."""
    paragraph = new_like(comment, "p")
    properties = _below(paragraph, "pPr")
    _below(properties, "pStyle").set(w("val"), _TEXT_STYLE)
    if marked:
        run = _below(paragraph, "r")
        _below(_below(run, "rPr"), "rStyle").set(w("val"), _REFERENCE_STYLE)
        _below(run, "annotationRef")
    for at, stretch in enumerate(text.split("\t")):
        run = _below(paragraph, "r")
        if at:
            _below(run, "tab")
        holder = _below(run, "t")
        holder.text = stretch
        holder.set(XML_SPACE, "preserve")
    return paragraph


def _below(parent: Element, name: str) -> Element:
    child = new_like(parent, name)
    parent.append(child)
    return child


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:3].upper()


def _writable(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and _is_xml(ord(sign))))


def _is_xml(code: int) -> bool:
    return not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)


# ---- the place


def _mark(like: Element, name: str, number: str) -> Element:
    mark = new_like(like, name)
    mark.set(w("id"), number)
    return mark


def _reference(like: Element, number: str) -> Element:
    run = new_like(like, "r")
    _below(_below(run, "rPr"), "rStyle").set(w("val"), _REFERENCE_STYLE)
    run.append(_mark(run, "commentReference", number))
    return run


def _ends(paragraph: Element, span: tuple[int, int] | None) -> tuple[Element, Element]:
    """The elements of a paragraph between which a comment is hung."""
    if span is not None and span[0] < span[1]:
        own = [piece for piece in pieces(paragraph) if piece.start < span[1] and piece.end > span[0]]
        if own and not own[0].in_field and not own[-1].in_field:
            return _cut_out(paragraph, span, own)
    run = _text_run(paragraph)
    if run is None:
        run = new_like(paragraph, "r")
        paragraph.insert(after_properties(paragraph), run)
    return run, run


def _cut_out(paragraph: Element, span: tuple[int, int], own: list[Piece]) -> tuple[Element, Element]:
    """The characters of a span as elements of their own; what stands in a hyperlink or control is taken whole."""
    for cut, piece in ((span[1], own[-1]), (span[0], own[0])):
        if run_of(piece).getparent() is paragraph:
            cut_at(paragraph, cut)
    own = [piece for piece in pieces(paragraph) if piece.start < span[1] and piece.end > span[0]]
    return at_paragraph_level(own[0], paragraph), at_paragraph_level(own[-1], paragraph)


def _top(body: Element) -> Element:
    """The first paragraph of the body with text, else the first of all: where comments on the whole are hung."""
    first: Element | None = None
    for paragraph in body.iter(w("p")):
        if next(paragraph.iterancestors(w("txbxContent")), None) is not None:
            continue
        if _text_run(paragraph) is not None:
            return paragraph
        first = paragraph if first is None else first
    if first is None:
        first = new_like(body, "p")
        body.insert(0, first)
    return first


def _text_run(paragraph: Element) -> Element | None:
    """The first run with text outside of fields: a mark of a comment inside a field's code would break the field."""
    runs = (run_of(piece) for piece in pieces(paragraph) if not piece.in_field)
    return next((run for run in runs if run.getparent() is paragraph), None)
