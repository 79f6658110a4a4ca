"""All that the walk tells of a file, as plain values: for comparing the quick walk of the reader with that of a draft."""

from policyclerk.word.package import Package
from policyclerk.word.text import Block, Paragraph, walk


def seen_both_ways(package: Package) -> tuple[object, object]:
    """What is seen where plain paragraphs are taken out before parsing, and where they are not."""
    return seen(package, whole=False), seen(package, whole=True)


def seen(package: Package, *, whole: bool) -> object:
    text = walk(package, whole=whole)
    stories = [
        [_block(block) for block in blocks] for blocks in (text.body, text.boxes, text.headers, text.footers)
    ]
    return stories, len(text.sections), text.changes, text.comments


def _block(block: Block) -> object:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    rows = [
        (row.where, [[_block(inner) for inner in cell.blocks] for cell in row.cells]) for row in block.rows
    ]
    return block.part, block.where, block.place, block.page, rows


def _paragraph(one: Paragraph) -> object:
    place = one.part, one.where, one.place, one.page, one.cell is not None
    said = one.text, one.lower, one.style, one.contents, one.numbered, one.leader
    marks = [(m.kind, m.at, m.detail, m.width, m.height, m.floating) for m in one.marks]
    return place, said, (one.size, one.bold, one.script), marks
