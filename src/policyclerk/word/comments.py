"""Word comments in a draft: what its reader must look at, at the place it concerns.

python-docx writes them. It is lent a package of the body and the comments alone: what it does not hold it cannot
write anew, and a file whose other parts are damaged or missing can still be drafted.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import docx
from docx.comments import Comment
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from policyclerk.domain.errors import DraftRefused
from policyclerk.word.graft import rels_of, unzip, zip_parts
from policyclerk.word.markup import RELS_NS, Element, w
from policyclerk.word.package import parse_xml
from policyclerk.word.spans import pieces, run_of

_COMMENTS_KIND = "/comments"
_MAIN_KIND = "/officeDocument"


@dataclass(frozen=True, slots=True)
class Remark:
    """What one comment says and where.

    Attributes:
        steps: the way from the root to a body paragraph, the index of a child at each step; None is the top of
            the body.
    """

    text: str
    steps: tuple[int, ...] | None = None


def steps_to(element: Element) -> tuple[int, ...]:
    """The way from the root of a tree to one of its elements."""
    steps: list[int] = []
    parent = element.getparent()
    while parent is not None:
        steps.append(parent.index(element))
        element, parent = parent, parent.getparent()
    return tuple(reversed(steps))


def add_remarks(
    parts: Mapping[str, bytes], main: str, remarks: Sequence[Remark], *, author: str, made_on: date
) -> dict[str, bytes]:
    """The parts that comments change or add, as python-docx saves them.

    Args:
        parts: the whole file.
        main: name of the main document part.

    Raises:
        DraftRefused: python-docx cannot open the body or the comments (`draft_impossible`).
    """
    document = _open(zip_parts(_lent(parts, main), packed=False))
    top = _top(document)
    for remark in remarks:
        anchor = top if remark.steps is None else _follow(document, remark.steps)
        _add(document, anchor, remark.text, author=author, made_on=made_on)
    out = io.BytesIO()
    document.save(out)
    return unzip(out.getvalue())


def _lent(parts: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    """The body, the comments and what names them; every other relationship is made to look outward."""
    lent = {"[Content_Types].xml": parts["[Content_Types].xml"], main: parts[main]}
    lent["_rels/.rels"] = _with_rels_outward(parts["_rels/.rels"], kept=_MAIN_KIND, drop_others=True)
    if rels_of(main) in parts:
        lent[rels_of(main)] = _with_rels_outward(parts[rels_of(main)], kept=_COMMENTS_KIND)
    comments = comments_part(parts, main)
    if comments is not None:
        lent[comments] = parts[comments]
        if rels_of(comments) in parts:
            lent[rels_of(comments)] = _with_rels_outward(parts[rels_of(comments)], kept="no kind")
    return lent


def comments_part(parts: Mapping[str, bytes], main: str) -> str | None:
    """The name of the part that holds the comments, where there is one."""
    if rels_of(main) not in parts:
        return None
    root = parse_xml(parts[rels_of(main)], rels_of(main))
    for node in root.iter(f"{{{RELS_NS}}}Relationship"):
        if node.get("Type", "").endswith(_COMMENTS_KIND):
            folder = posixpath.dirname(main)
            name = posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/")
            return name if name in parts else None
    return None


def _with_rels_outward(data: bytes, *, kept: str, drop_others: bool = False) -> bytes:
    """A relationships part in which only one kind leads to a part; identifiers stay taken."""
    root = parse_xml(data, "relationships")
    for node in root.findall(f"{{{RELS_NS}}}Relationship"):
        if node.get("Type", "").endswith(kept):
            continue
        if drop_others:
            root.remove(node)
        else:
            node.set("TargetMode", "External")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _open(data: bytes) -> Document:
    try:
        return docx.Document(io.BytesIO(data))
    except (
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        PackageNotFoundError,
        RecursionError,
    ) as fault:
        raise DraftRefused(
            "draft_impossible",
            "The comments or the body of this file are damaged, so no sound draft of it can be made. "
            "Open it in Word, save it again as a Word document (.docx) and try once more.",
        ) from fault


def _add(document: Document, anchor: Element, text: str, *, author: str, made_on: date) -> None:
    comment = document.add_comment(_run_in(anchor, document), _writable(text), author, _initials(author))
    _date(comment, made_on)


def _date(comment: Comment, made_on: date) -> None:
    """Give a comment the draft's own day; python-docx puts the clock's there."""
    stamp = datetime.combine(made_on, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for node in comment.part.element.iter(w("comment")):
        if node.get(w("id")) == str(comment.comment_id):
            node.set(w("date"), stamp)


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:3].upper()


def _writable(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= 32)


def _top(document: Document) -> Element:
    """The first paragraph of the body with text, else the first of all: where comments on the whole are hung.

    Word allows no comment in a header, a footer or a text box; a paragraph that the draft inserts is passed over, so
    that the comments stay when it is rejected.
    """
    body: Element = document.element.body
    old = [paragraph for paragraph in body.iter(w("p")) if _may_carry(paragraph)]
    first = next((paragraph for paragraph in old if _text_run(paragraph) is not None), None)
    if first is None:
        first = next(iter(old), None)
    return document.add_paragraph()._p if first is None else first  # noqa: SLF001


def _may_carry(paragraph: Element) -> bool:
    in_box = next(paragraph.iterancestors(w("txbxContent")), None) is not None
    return not in_box and paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is None


def _follow(document: Document, steps: tuple[int, ...]) -> Element:
    element: Element = document.element.getroottree().getroot()
    for step in steps:
        element = element[step]
    return element


def _run_in(element: Element, document: Document) -> Run:
    """A run with text that stands in the paragraph itself; an empty one is added where there is none."""
    paragraph = Paragraph(element, document)  # type: ignore[arg-type]
    run = _text_run(element)
    return paragraph.add_run() if run is None else Run(run, paragraph)  # type: ignore[arg-type]


def _text_run(paragraph: Element) -> Element | None:
    """The first run with text outside of fields: a mark of a comment inside a field's code would break the field."""
    runs = (run_of(piece) for piece in pieces(paragraph) if not piece.in_field)
    return next((run for run in runs if run.getparent() is paragraph), None)
