"""One walk over a Word file: what a reader of the page sees, and where each piece of it stands in the XML.

The walk gives the accepted view (insertions are in, deletions are out), once for text boxes that are stored twice,
without hidden text, placeholders of content controls and the results of fields that show the present day.
"""

from policyclerk.word.markup import R_NS, Element, is_on, w
from policyclerk.word.package import Package, Unreadable, refuse_doctype
from policyclerk.word.shown import (
    Block,
    Cell,
    Mark,
    MarkKind,
    Paragraph,
    Piece,
    Place,
    Row,
    Table,
    Text,
    paragraphs_of,
    tables_of,
)
from policyclerk.word.story import story_of
from policyclerk.word.story_walk import StoryWalk

_HEADER = w("headerReference")

__all__ = [
    "Block",
    "Cell",
    "Mark",
    "MarkKind",
    "Paragraph",
    "Piece",
    "Place",
    "Row",
    "Table",
    "Text",
    "paragraphs_of",
    "tables_of",
    "walk",
]


def walk(package: Package, *, whole: bool = False) -> Text:
    """Walk the main document and the headers and footers that are shown.

    Args:
        package: the file.
        whole: whether each paragraph is wanted with its element, to be changed. Who only reads gets what is to be seen
            much sooner: plain paragraphs then come without a tree of their own.

    Raises:
        Unreadable: a part is broken or dangerous.
    """
    story = story_of(package, package.main, whole=whole)
    body = story.root.find(w("body"))
    if body is None:
        raise Unreadable(
            "corrupt",
            "The main document of this file holds no text. Open it in Word and save it again as .docx.",
        )
    text = Text(package)
    StoryWalk(text, story, "body", text.body).blocks(body)
    margins = _margins(package, text.sections)
    _refuse_hidden_margins(package, {part for _, part in margins})
    for kind, part in margins:
        target = text.headers if kind == "header" else text.footers
        story = story_of(package, part, whole=whole)
        StoryWalk(text, story, "header" if kind == "header" else "footer", target).blocks(story.root)
    return text


def _margins(package: Package, sections: list[Element]) -> list[tuple[str, str]]:
    """("header" | "footer", part) of what a section shows, each part once."""
    targets = {rel.id: rel.target for rel in package.relationships(package.main) if not rel.external}
    found: dict[str, str] = {}
    for section in sections:
        first = section.find(w("titlePg"))
        has_first = first is not None and is_on(first.get(w("val")))
        for node in section.iterchildren(_HEADER, w("footerReference")):
            target = targets.get(node.get(f"{{{R_NS}}}id", ""), "")
            if target in package.parts and (has_first or node.get(w("type")) != "first"):
                found.setdefault(target, "header" if node.tag == _HEADER else "footer")
    return [(kind, part) for part, kind in found.items()]


def _refuse_hidden_margins(package: Package, shown: set[str]) -> None:
    """Look into headers and footers that no section shows as well: what is wrong there is wrong with the file."""
    for rel in package.relationships(package.main):
        margin = rel.kind.endswith(("/header", "/footer")) and not rel.external
        if margin and rel.target in package.parts and rel.target not in shown:
            refuse_doctype(package.read(rel.target), rel.target)
