"""One part of a Word file as the walk takes it up: its tree, and what was found in it beforehand in one look."""

from dataclasses import dataclass

from policyclerk.word.markup import Element, w
from policyclerk.word.package import Package, parse_xml
from policyclerk.word.plain import PLAIN, Plain, parted

_CLOSE_LOOK = tuple(w(name) for name in ("vanish", "u", "numPr", "tabs", "sectPr", "pageBreakBefore", "trPr"))


@dataclass(frozen=True, slots=True)
class Story:
    """A main document, a header or a footer.

    Attributes:
        part: its name.
        root: its tree.
        plain: the paragraphs that were taken out of it before it was parsed: stretches, by the marks in their places.
        odd: what of the tree needs a close look: runs that may be hidden or underlined, properties of paragraphs that say
            more than a style, and rows that may be deleted. Found once for a part, as asking every run and paragraph costs far more.
    """

    part: str
    root: Element
    plain: dict[Element, list[Plain]]
    odd: frozenset[Element | None]


def story_of(package: Package, part: str, *, whole: bool) -> Story:
    """Unpack and parse a part.

    Args:
        package: the file.
        part: the part's name.
        whole: whether every paragraph is wanted in the tree, as it must be where the tree is written back.

    Raises:
        Unreadable: the part is broken or dangerous.
    """
    if whole or package.strict:
        root, plain = package.tree(part), list[list[Plain]]()
    else:
        rest, plain = parted(package.read(part))
        root = parse_xml(rest, part)
    taken_out = dict(zip(root.iter(PLAIN), plain, strict=True)) if plain else {}
    return Story(part, root, taken_out, _odd_ones(root))


def _odd_ones(root: Element) -> frozenset[Element | None]:
    found: set[Element | None] = set()
    for node in root.iter(*_CLOSE_LOOK):
        parent = node.getparent()
        if parent is not None:
            found.update((parent, parent.getparent()))
    return frozenset(found)
