"""Empties the sign-off block for a new cycle: old signatures and the days they were given go, names and roles stay.

What stands under a heading of a declaration or consent form is a form for others and is left alone. A logo beside
the block is no signature.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from policyclerk.domain.dates import dates_in
from policyclerk.domain.document import SignOff
from policyclerk.word.manuscript import Edit, Removal, Untick
from policyclerk.word.markup import w
from policyclerk.word.people import is_role, split_role
from policyclerk.word.text import Block, Cell, Mark, Paragraph, Row, Table, Text
from policyclerk.word.values import is_value

_SIGN = re.compile(
    r"(?:^|(?<=[\t\n|])|(?<=\s\s))\W*(?:signed(?: off)?|signature)\b(?!\s*(?:copy|copies|original|record|by all))"
    r"(?:\s+(?:by|of|on behalf of|for(?: and on behalf of)?)\b[^:\t\n_.…]{0,60}(?=[:\t_.…]|$))?(?:\s*\([^()]{2,60}\))?(?P<rest>[ :\-–\t_.…]*)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?P<date>(?:review |approval |signing )?dated?)\b\s*[:\t_.…-]|\b(?:print(?:ed)?(?: name)?|name|position|role|title)\b\s*[:\t_.…]",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:^|(?<=[\t\n|])|(?<=\s\s))\W*(?:(?:review|approval|signing) )?dated?\b\s*[:\t_.…-]*\s*", re.IGNORECASE
)
_DATE_BEHIND = re.compile(r"(?<!\breview )(?<!\bissue )\bdated?\b(?! of\b)\s*[:\t_.…-]+\s*", re.IGNORECASE)
"""The day in the middle of a line that begins with the signature ("Signed: A. Reed Date: 01/09/2025")."""
_HEAD_SIGN = re.compile(r"\W*(?:signature|signed|signature or initials|initials|sign)\b", re.IGNORECASE)
_HEAD_DATE = re.compile(
    r"\W*(?:(?:signing|signature|signed|approval|review) )?date\b|\W*date (?:signed|of signature)",
    re.IGNORECASE,
)
_HEAD_OTHER = re.compile(
    r"\W*(?:(?:print(?:ed)?|full) )?(?:name|role|position|title|job title|designation|date|date signed|capacity|on behalf of|body)s?\W*$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\W*(?:approved|signed|authorised|ratified) (?:electronically|digitally) by\b.*|\W*(?:electronically|digitally) (?:signed|approved) by\b.*",
    re.IGNORECASE,
)
_ON_LINE = re.compile(
    r"[_…]{2,}\s?(?P<name>[^\W_][^_…(]*?)\s?(?=[_…]{2,})|\.{4,}\s?(?P<dots>[^\W_][^_…(]*?)\s?(?=\.{4,})"
)
_FILL = re.compile(r"_{2,}|\.{3,}|…")
_BRACKETS = re.compile(r"\([^()]*\)")
_LOGO = re.compile(r"logo|crest|badge|emblem|banner|watermark|icon", re.IGNORECASE)
_SLASH = re.compile(r"\s*(?P<name>/s/\s*[^\d,(]*[^\s\d,(])", re.IGNORECASE)
_NEAR = 4
_FIELD = "sign_offs"

Reset = Edit | Removal | Untick


def resets(text: Text, sign_offs: Iterable[SignOff]) -> Iterator[Reset]:
    """The edits that empty the sign-off blocks of a document.

    Args:
        text: the document.
        sign_offs: the blocks that the reader found; nothing is touched where it found none.
    """
    blocks = tuple(sign_offs)
    places = frozenset(one.where for one in blocks)
    found = [edit for group in (text.body, text.boxes) for edit in _in_blocks(group, places)]
    yield from found
    emptied = {edit.paragraph.where for edit in found}
    for one in blocks:
        if one.signed == "yes" and one.where not in emptied:
            yield from _as_read(text, one)


def _as_read(text: Text, one: SignOff) -> Iterator[Edit]:
    """The name and the day that the reader took for a signature, where they stand once in its place."""
    here = [paragraph for paragraph in text.paragraphs() if paragraph.where == one.where]
    for words in (one.name, one.date.raw if one.date is not None else None):
        if words and sum(paragraph.text.count(words) for paragraph in here) == 1:
            paragraph = next(paragraph for paragraph in here if words in paragraph.text)
            at = paragraph.text.index(words)
            yield Edit(_FIELD, paragraph, at, at + len(words), "")


def _in_blocks(blocks: list[Block], places: frozenset[str]) -> Iterator[Reset]:
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from _in_table(block, places)
        elif block.where in places:
            yield from _in_line(blocks, at, block)


# ---- lines


def _in_line(blocks: list[Block], at: int, paragraph: Paragraph) -> Iterator[Reset]:
    yield from _ticks(paragraph)
    slash = _SLASH.match(paragraph.text)
    if slash is not None:
        yield Edit(_FIELD, paragraph, *slash.span("name"), "")
        yield from _first_date(paragraph, slash.end(), within=80)
        return
    if _STAMP.fullmatch(paragraph.text):
        yield Edit(_FIELD, paragraph, 0, len(paragraph.text), "")
        return
    found = [match for match in _SIGN.finditer(paragraph.text) if _is_line(paragraph, match)]
    if not found:
        return
    stops = [*(match.start() for match in found[1:]), len(paragraph.text)]
    for match, stop in zip(found, stops, strict=True):
        yield from _typed(paragraph, match.end(), stop)
    yield from _pictures(paragraph, paragraph.marks)
    yield from _nearby_pictures(_around(blocks, at), where=paragraph.where)
    yield from _dates([paragraph, *_following(blocks, at)])
    for label in _DATE_BEHIND.finditer(paragraph.text, found[0].end()):
        yield from _first_date(paragraph, label.end())


def _ticks(paragraph: Paragraph) -> Iterator[Untick]:
    for mark in paragraph.marks:
        if mark.kind == "checked" and mark.element.tag == w("sdt"):
            yield Untick(_FIELD, paragraph, mark.element, mark.at)


def _is_line(paragraph: Paragraph, found: re.Match[str]) -> bool:
    """Whether a line asks for a signature, rather than speaks of one in a sentence."""
    rest = found["rest"]
    return len(paragraph.text) < 200 and (bool(rest.strip(" ")) or not paragraph.text[found.end() :].strip())


def _typed(paragraph: Paragraph, start: int, stop: int | None = None) -> Iterator[Edit]:
    """What was typed as a signature; an office stays, and so does a name printed behind the line to sign on."""
    end = _end_of_value(paragraph.text[:stop], start)
    on_line = _ON_LINE.search(paragraph.text, start, end)
    if on_line is not None:
        start, end = on_line.span("name" if on_line["name"] else "dots")
    else:
        fill = _FILL.search(paragraph.text, start, end)
        end = fill.start() if fill is not None else end
    typed = _BRACKETS.sub(lambda found: " " * len(found[0]), paragraph.text[start:end])
    name, _ = split_role(typed.strip(" \t,-–:"))
    at = paragraph.text.find(name, start, end) if name else -1
    if at >= 0 and is_value(name) and not is_role(name) and not _HEAD_SIGN.match(name):
        yield Edit(_FIELD, paragraph, at, at + len(name), "")


def _end_of_value(text: str, start: int) -> int:
    """Where the next label or line begins."""
    stop = _OTHER.search(text, start)
    end = stop.start() if stop else len(text)
    newline = text.find("\n", start, end)
    return newline if newline >= 0 else end


def _around(blocks: list[Block], at: int) -> Iterator[Paragraph]:
    for other in (at - 1, at + 1):
        if (
            0 <= other < len(blocks)
            and isinstance(block := blocks[other], Paragraph)
            and not block.text.strip()
        ):
            yield block


def _following(blocks: list[Block], at: int) -> Iterator[Paragraph]:
    """The short lines that belong to a line for a signature, until the next one."""
    for block in blocks[at + 1 : at + 1 + _NEAR]:
        if not isinstance(block, Paragraph) or len(block.text) > 120 or _SIGN.search(block.text):
            return
        yield block


def _dates(paragraphs: Iterable[Paragraph]) -> Iterator[Edit]:
    """Dates that stand behind the word "Date"."""
    labels = [(one, label) for one in paragraphs for label in _DATE_LABEL.finditer(one.text)]
    own = _signers_own([label[0] for _, label in labels])
    for paragraph, label in labels:
        if own(label[0]):
            yield from _first_date(paragraph, label.end())


def _signers_own(labels: list[str]) -> Callable[[str], bool]:
    """Tells the labels of the day of signing: beside a plain "Date", "Review date" is the policy's, not the signer's."""
    plain = any("review" not in label.casefold() for label in labels)
    return lambda label: not (plain and "review" in label.casefold())


def _first_date(paragraph: Paragraph, start: int, *, within: int = 12) -> Iterator[Edit]:
    found = next(iter(dates_in(paragraph.text[start:], paragraph.where)), None)
    if found is not None and found.start < within:
        yield Edit(_FIELD, paragraph, start + found.start, start + found.end, "")


# ---- pictures


def _pictures(paragraph: Paragraph, marks: Iterable[Mark], *, where: str | None = None) -> Iterator[Removal]:
    for mark in marks:
        if mark.kind == "ink" or (mark.kind == "picture" and not _is_logo(mark)):
            yield Removal(_FIELD, paragraph, mark.element, "a picture of a signature", where)


def _nearby_pictures(paragraphs: Iterable[Paragraph], *, where: str) -> Iterator[Removal]:
    """Pictures in the empty lines beside: only what has the shape of a signature."""
    for paragraph in paragraphs:
        shaped = [mark for mark in paragraph.marks if mark.width >= 2 * mark.height > 0]
        yield from _pictures(paragraph, shaped, where=where)


def _is_logo(mark: Mark) -> bool:
    square = mark.height > 0 and mark.width < 1.5 * mark.height
    return square or _LOGO.search(mark.detail) is not None


# ---- tables


def _in_table(table: Table, places: frozenset[str]) -> Iterator[Reset]:
    head = next((row for row in table.rows if _signature_columns(row)), None)
    for number, row in enumerate(table.rows):
        if head is not None and row is not head and row.where in places:
            yield from _below(head, row)
        elif row.where in places:
            yield from _in_row(table, number, row)
        for cell in row.cells:
            yield from _in_blocks([block for block in cell.blocks if isinstance(block, Table)], places)


def _signature_columns(row: Row) -> list[int]:
    """The columns for signatures of a heading row; none where it is a row of labels and values."""
    if len(row.cells) < 2 or not any(_HEAD_OTHER.match(cell.text) for cell in row.cells):
        return []
    if any("__" in cell.text or "\u2026" in cell.text for cell in row.cells):
        return []
    return [at for at, cell in enumerate(row.cells) if _HEAD_SIGN.match(cell.text) and len(cell.text) < 40]


def _below(head: Row, row: Row) -> Iterator[Reset]:
    """A row under a heading for signatures: that column and the one of days are emptied."""
    signatures = _signature_columns(head)
    dates = [at for at, cell in enumerate(head.cells) if _HEAD_DATE.match(cell.text)]
    for at, cell in enumerate(row.cells):
        if at in signatures:
            yield from _empty_cell(cell)
        elif at in dates:
            yield from _empty_dates(cell)


def _empty_cell(cell: Cell) -> Iterator[Reset]:
    for paragraph in cell.paragraphs:
        yield from _ticks(paragraph)
        yield from _typed(paragraph, 0)
        yield from _pictures(paragraph, paragraph.marks)


def _empty_dates(cell: Cell) -> Iterator[Edit]:
    for paragraph in cell.paragraphs:
        yield from _first_date(paragraph, 0)


def _in_row(table: Table, number: int, row: Row) -> Iterator[Reset]:
    """A row of labels and values: behind "Signed" the signature goes, behind "Date" the day."""
    for at, cell in enumerate(row.cells):
        found = _SIGN.search(cell.text)
        if found is not None and found.start() == 0 and len(cell.text) < 200:
            yield from _beside(row, at, cell)
            yield from _row_dates(table.rows[number : number + _NEAR])


def _beside(row: Row, at: int, cell: Cell) -> Iterator[Reset]:
    own = [paragraph for paragraph in cell.paragraphs if _SIGN.search(paragraph.text)]
    for paragraph in own:
        found = _SIGN.search(paragraph.text)
        assert found is not None
        yield from _typed(paragraph, found.end())
    for paragraph in cell.paragraphs:
        yield from _pictures(paragraph, paragraph.marks)
    if at + 1 < len(row.cells) and not _DATE_LABEL.match(row.cells[at + 1].text):
        yield from _empty_cell(row.cells[at + 1])


def _row_dates(rows: list[Row]) -> Iterator[Edit]:
    """Days behind "Date" in the rows of one signature, until the next one."""
    following = [row for row in rows[1:] if any(_SIGN.match(cell.text) for cell in row.cells)]
    block = rows[: rows.index(following[0])] if following else rows
    heads = [cell.text for row in block for cell in row.cells if _HEAD_DATE.match(cell.text)]
    own = _signers_own(heads)
    for row in block:
        for cell, beside in zip(row.cells, [*row.cells[1:], None], strict=False):
            yield from _dates(cell.paragraphs)
            if beside is not None and len(cell.text) < 40 and _HEAD_DATE.match(cell.text) and own(cell.text):
                yield from _empty_dates(beside)
