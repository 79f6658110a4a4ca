"""What a drawing of Word's holds: a picture, one of Word's own signature lines, text boxes."""

from collections.abc import Iterator

from policyclerk.word.markup import A_NS, ALTERNATE, CHOICE, O_NS, V_NS, WP_NS, Element, w
from policyclerk.word.shown import Mark

_BOX = w("txbxContent")
_SIGNATURE_LINE = f"{{{O_NS}}}signatureline"
_PICTURES = (f"{{{A_NS}}}blip", f"{{{V_NS}}}imagedata")
_EXTENT, _ABOUT, _ANCHOR = f"{{{WP_NS}}}extent", f"{{{WP_NS}}}docPr", f"{{{WP_NS}}}anchor"


def signer_of(drawing: Element) -> str | None:
    """The suggested signer and role of a signature line ("Ann Reed|Chair"); None where the drawing is none."""
    line = next(drawing.iter(_SIGNATURE_LINE), None)
    if line is None:
        return None
    return "|".join(line.get(f"{{{O_NS}}}{name}", "") for name in ("suggestedsigner", "suggestedsigner2"))


def picture_of(drawing: Element, at: int) -> Mark | None:
    """The picture of a drawing with its size and description; None where it holds none.

    Args:
        drawing: the `w:drawing`, `w:pict` or `w:object`.
        at: where it stands in the paragraph's text.
    """
    if next(drawing.iter(*_PICTURES), None) is None:
        return None
    extent, about = next(drawing.iter(_EXTENT), None), next(drawing.iter(_ABOUT), None)
    detail = "" if about is None else f"{about.get('name', '')} {about.get('descr', '')}".strip()
    mark = Mark("picture", at, drawing, detail=detail, floating=drawing.find(_ANCHOR) is not None)
    if extent is not None:
        mark.width, mark.height = _number(extent.get("cx")), _number(extent.get("cy"))
    return mark


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def boxes_of(drawing: Element) -> Iterator[Element]:
    """The text boxes of a drawing, without those inside them and without second copies."""
    if next(drawing.iter(_BOX), None) is not None:
        yield from _boxes_below(drawing)


def _boxes_below(node: Element) -> Iterator[Element]:
    for child in node:
        if child.tag == _BOX:
            yield child
        elif child.tag == ALTERNATE:
            chosen = child.find(CHOICE)
            yield from _boxes_below(child if chosen is None else chosen)
        else:
            yield from _boxes_below(child)
