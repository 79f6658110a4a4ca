"""A worksheet changed in pieces is the worksheet changed as a whole; what does not change keeps its bytes."""

from datetime import date

import pytest
from lxml import etree

from policyclerk.adapters.sheet_patch import ROWS_AT_ONCE, DateCells, patched
from policyclerk.adapters.sheet_pieces import cut

DATES = DateCells(frozenset({3}), 3, date(1899, 12, 30))
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x="urn:x">'
    '<dimension ref="A1:B9"/><cols><col min="4" max="9" style="2"/></cols><sheetData>'
)
TAIL = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
SHAPES = (
    '<row r="{n}" spans="1:2" x:dy="0.25"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="str"><f>A{n}</f><v>é</v></c></row>',
    '<row r="{n}" ht="20" customFormat="1" s="5"/>',
    '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t xml:space="preserve"> a &lt; b &amp; c </t></is></c><c r="D{n}" s="3"/></row>',
    '<row r="{n}"></row>',
)


def a_part(rows: int, *, tail: str = TAIL) -> bytes:
    """A part with every shape of row; each seventh row is missing."""
    numbers = (number for number in range(1, rows + 1) if number % 7)
    return (HEAD + "".join(SHAPES[n % len(SHAPES)].format(n=n) for n in numbers) + tail).encode()


def the_same(one: bytes, other: bytes) -> bool:
    return etree.canonicalize(one.decode()) == etree.canonicalize(other.decode())


CELLS = {
    **{(row, 4): f"Red: {row} & more" for row in range(2, 2 * ROWS_AT_ONCE + 700, 3)},
    **{(row, 5): date(2026, 11, 23) for row in range(3, 2 * ROWS_AT_ONCE + 700, 5)},
}


def changed(part: bytes) -> bytes:
    return patched(part, headings={(1, 6): "Ours"}, beside=1, cells=CELLS, dates=DATES)


def test_rows_changed_a_thousand_at_a_time_are_as_if_changed_in_one_tree() -> None:
    part = a_part(2 * ROWS_AT_ONCE + 600)
    in_one = part.replace(b"</worksheet>", b"<!-- kept whole --></worksheet>")
    assert cut(part) is not None
    assert cut(in_one) is None
    assert the_same(changed(part), changed(in_one).replace(b"<!-- kept whole -->", b""))


def test_rows_that_do_not_change_keep_their_bytes() -> None:
    part = a_part(300)
    before, after = cut(part), cut(patched(part, headings={}, beside=1, cells={(8, 4): "x"}, dates=DATES))
    assert before is not None
    assert after is not None
    assert {n for n in before.rows if before.rows[n] != after.rows[n]} == {8}
    assert after.tail == before.tail


def test_a_row_that_was_not_there_comes_into_its_place() -> None:
    part = a_part(30)
    pieces = cut(patched(part, headings={}, beside=1, cells={(14, 2): "new", (40, 2): "below"}, dates=DATES))
    assert pieces is not None
    assert list(pieces.rows) == sorted(pieces.rows)
    assert b"new" in pieces.rows[14]
    assert b"below" in pieces.rows[40]
    assert b'ref="A1:B40"' in pieces.head


def test_the_pieces_of_a_part_are_the_part() -> None:
    part = a_part(50)
    pieces = cut(part)
    assert pieces is not None
    assert pieces.joined() == part
    assert len(pieces.rows) == 43


@pytest.mark.parametrize(
    "odd",
    [
        a_part(3).replace(b"</row><row", b"</row>\n<row"),
        a_part(3).replace(b'<row r="2"', b"<row"),
        a_part(3).replace(b'r="3"', b'r="1"'),
        a_part(3).replace(b'encoding="UTF-8"', b'encoding="UTF-16"'),
        a_part(3).replace(b"<sheetData>", b"<sheetData><!-- a comment -->"),
        a_part(3).replace(b"<sheetData>", b'<sheetData x:y="1">'),
        a_part(3).replace(b'ht="20"', b'ht="&gt;>"'),
    ],
    ids=["space", "no number", "out of order", "another encoding", "comment", "attribute", "a bare bracket"],
)
def test_a_part_that_is_written_in_another_way_is_left_whole(odd: bytes) -> None:
    assert cut(odd) is None
