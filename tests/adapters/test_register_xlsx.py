"""The .xlsx register: what is read beside values, what writing leaves alone, what it refuses."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from tests.adapters.registers_made import (
    DAY,
    ROWS,
    add_part,
    change_part,
    members,
    ole_file,
    order,
    policy_tab,
    understood,
    values,
    write_rich_xlsx,
    write_xlsx,
)

from policyclerk.adapters.register_xlsx import XlsxRegister
from policyclerk.domain.errors import RegisterError, WriteRefused
from policyclerk.domain.register import OWN_HEADINGS, UNCALCULATED, RawBook, RawCell, Register

ORDERS = (order(3, "P1", "Accessibility Plan"), order(5, "P3", "Charging & Remissions"))
SHEET = "xl/worksheets/sheet1.xml"


def opened(path: Path) -> XlsxRegister:
    return XlsxRegister(path, shown="register.xlsx")


def read(path: Path) -> RawBook:
    return opened(path).read()


def cell(path: Path, place: str) -> RawCell:
    column, row = ord(place[0]) - 64, int(place[1:])
    return read(path).tables[0].rows[row - 1][column - 1]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return write_rich_xlsx(tmp_path / "register.xlsx")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "register.xlsx")


def edited(path: Path, edit: object) -> Path:
    """The workbook after `edit(sheet)` by another program."""
    book = openpyxl.load_workbook(path)
    edit(book.active)  # type: ignore[operator]
    book.save(path)
    return path


# ---- reading


def test_values_come_with_their_types(tmp_path: Path) -> None:
    row = [
        "007",
        7,
        7.5,
        True,
        date(2026, 1, 5),
        datetime(2026, 1, 5, 9, 30),  # noqa: DTZ001
        time(7, 30),
        timedelta(hours=30),
    ]
    path = write_xlsx(tmp_path / "register.xlsx", [row])
    assert values(read(path))[0] == [*row[:6], "07:30", "1 day, 6:00:00"]
    assert [type(each) for each in values(read(path))[0][:4]] == [str, int, float, bool]


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Ref", "Policy", "Checked"])
    book.active.append(["P1", "Accessibility Plan", DAY])
    book.active.title = "register"
    path = tmp_path / "register.xlsx"
    book.save(path)
    assert cell(path, "C2").value == DAY
    opened(path).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(path))
    )
    assert cell(path, "H2").value == DAY


def test_links_are_told_from_the_cell_and_from_its_formula(rich: Path) -> None:
    assert cell(rich, "D3").link == "policies/Accessibility%20Plan.docx"
    assert cell(rich, "D4") == RawCell(None, link="policies/Behaviour.docx", formula=True)
    assert cell(rich, "D3").value == "Accessibility Plan.docx"


def test_a_formula_that_was_never_worked_out_is_told_from_one_that_gives_nothing(plain: Path) -> None:
    def formula(sheet: object) -> None:
        sheet["C2"].value = "=EDATE(B2,12)"  # type: ignore[index]

    path = edited(plain, formula)

    assert cell(path, "C2") == RawCell(None, error=UNCALCULATED, formula=True)


def test_a_jump_inside_the_workbook_is_no_link(plain: Path) -> None:
    def jump(sheet: object) -> None:
        sheet["D2"].hyperlink = "#register!A1"  # type: ignore[index]
        sheet["D2"].hyperlink.location = "register!A1"  # type: ignore[index]
        sheet["D2"].hyperlink.target = None  # type: ignore[index]

    assert cell(edited(plain, jump), "D2").link is None


def test_a_link_over_several_cells_counts_for_each(plain: Path) -> None:
    def link(sheet: object) -> None:
        sheet["D2"].hyperlink = "https://example.org/all.docx"  # type: ignore[index]
        sheet["D2"].hyperlink.ref = "D2:D1048576"  # type: ignore[index]

    table = read(edited(plain, link)).tables[0]
    assert [row[3].link for row in table.rows[1:]] == ["https://example.org/all.docx"] * 3


def test_errors_are_told_apart_from_text(plain: Path) -> None:
    def wrong(sheet: object) -> None:
        sheet["C2"] = "#REF!"  # type: ignore[index]

    path = edited(plain, wrong)
    assert cell(path, "C2") == RawCell(None, error="#REF!")
    change_part(path, SHEET, b't="e"', b't="str"')
    assert cell(path, "C2") == RawCell("#REF!")


def test_merges_hidden_tabs_and_every_tab_are_read(rich: Path) -> None:
    book = read(rich)
    assert [table.name for table in book.tables] == ["register", "Key & notes", "Old"]
    assert book.tables[0].merged == ((1, 1, 1, 4),)


def test_cells_that_do_not_say_where_they_stand_are_counted(plain: Path) -> None:
    part = members(plain)[SHEET]
    bare = part.replace(b' r="A2"', b"").replace(b' r="B2"', b"").replace(b'<row r="2"', b"<row")
    change_part(plain, SHEET, part, bare)
    before = values(read(plain))
    assert before[1] == list(ROWS[1])
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    assert values(read(plain))[1][:4] == before[1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b"<html><table></table></html>", "web page"),
        (b"Ref,Policy\r\n", "no Excel workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "old .xls"),
        (ole_file("Workbook"), "old .xls"),
        (ole_file("EncryptedPackage"), "protected with a password"),
    ],
)
def test_what_is_no_workbook_is_named_for_what_it_is(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(data)
    with pytest.raises(RegisterError, match=says) as fault:
        read(path)
    assert fault.value.kind == "register_unreadable"


@pytest.mark.parametrize(
    ("part", "says"),
    [("xl/workbook.bin", "xlsb"), ("word/document.xml", "Word document")],
)
def test_other_office_files_are_named_for_what_they_are(tmp_path: Path, part: str, says: str) -> None:
    path = tmp_path / "register.xlsx"
    add_part(path, part, b"x")
    with pytest.raises(RegisterError, match=says):
        read(path)


def test_a_cut_off_workbook_is_damaged(rich: Path) -> None:
    rich.write_bytes(rich.read_bytes()[:-3_000])
    with pytest.raises(RegisterError, match="damaged"):
        read(rich)


def test_a_flipped_bit_is_damage(rich: Path) -> None:
    data = bytearray(rich.read_bytes())
    with zipfile.ZipFile(rich) as archive:
        start = archive.getinfo(SHEET).header_offset
    data[start + 120] ^= 0xFF
    rich.write_bytes(bytes(data))
    with pytest.raises(RegisterError, match="damaged"):
        read(rich)


def test_a_zip_bomb_is_refused_before_it_is_opened(plain: Path) -> None:
    add_part(plain, "xl/media/bomb.xml", bytes(30 * 1024 * 1024))
    with pytest.raises(RegisterError, match="250 times"):
        read(plain)


def test_a_part_that_lies_about_its_size_is_refused(plain: Path) -> None:
    add_part(plain, "xl/media/liar.xml", bytes(5 * 1024 * 1024))
    data = plain.read_bytes()
    small, large = (1_000).to_bytes(4, "little"), (5 * 1024 * 1024).to_bytes(4, "little")
    plain.write_bytes(data.replace(large, small))
    with pytest.raises(RegisterError, match="damaged"):
        read(plain)


def test_too_many_parts_and_parts_of_one_name_are_refused(plain: Path) -> None:
    data = plain.read_bytes()
    with pytest.warns(UserWarning, match="Duplicate name"):
        add_part(plain, SHEET, b"<worksheet/>")
    with pytest.raises(RegisterError, match="same name"):
        read(plain)
    plain.write_bytes(data)
    with zipfile.ZipFile(plain, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"x/{number}", b"")
    with pytest.raises(RegisterError, match="parts"):
        read(plain)


def test_a_cell_far_away_is_refused_before_memory_is_taken_for_what_lies_between(plain: Path) -> None:
    def far(sheet: object) -> None:
        sheet["XFD1048576"] = "x"  # type: ignore[index]

    with pytest.raises(RegisterError, match="row 1048576 and column 16384"):
        read(edited(plain, far))


def test_cells_far_away_that_hold_a_colour_only_do_no_harm(plain: Path) -> None:
    def far(sheet: object) -> None:
        sheet["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")  # type: ignore[index]

    assert len(read(edited(plain, far)).tables[0].rows) == len(ROWS)


def test_entities_in_a_part_are_not_followed(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><worksheet '.encode()
    change_part(plain, SHEET, b"<worksheet ", entity)
    change_part(plain, SHEET, b"Accessibility Plan", b"&e;")
    with pytest.raises(RegisterError) as fault:
        read(plain)
    assert "the secret" not in fault.value.message


@pytest.mark.parametrize("place", ["XFD1048576", "A99999999999", "1", "A", "Ω2", "A0", "A-1"])
@pytest.mark.parametrize("outside", [False, True])
def test_no_place_that_a_cell_claims_ends_the_process(plain: Path, place: str, *, outside: bool) -> None:
    cell = f'<c r="{place}" t="inlineStr"><is><t>x</t></is></c>'.encode()
    before = b"</sheetData>" if outside else b"</row>"
    change_part(plain, SHEET, before, cell + before)
    with pytest.raises(RegisterError):
        read(plain)


# ---- writing leaves everything else alone


def test_every_other_part_stays_to_the_byte_and_in_its_place(rich: Path) -> None:
    before = members(rich)
    opened(rich).write_status(orders=ORDERS, register=understood(opened(rich), heading_row=2))
    after = members(rich)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == [SHEET]


def test_packed_bytes_and_times_of_other_parts_are_copied_too(rich: Path) -> None:
    def packed() -> dict[str, tuple[object, ...]]:
        with zipfile.ZipFile(rich) as archive:
            infos = [i for i in archive.infolist() if i.filename != SHEET]
            return {
                i.filename: (i.date_time, i.compress_type, i.compress_size, i.external_attr) for i in infos
            }

    before = packed()
    opened(rich).write_status(orders=ORDERS, register=understood(opened(rich), heading_row=2))
    assert packed() == before


def test_another_program_finds_all_that_was_in_the_book(rich: Path) -> None:
    before = openpyxl.load_workbook(rich)["register"]
    opened(rich).write_status(orders=ORDERS, register=understood(opened(rich), heading_row=2))
    after = openpyxl.load_workbook(rich)["register"]
    for row in before.iter_rows():
        for old in row:
            new = after[old.coordinate]
            assert (new.value, new.has_style, new.number_format) == (
                old.value,
                old.has_style,
                old.number_format,
            )
            assert (new.comment and new.comment.text) == (old.comment and old.comment.text)
            assert (new.hyperlink and new.hyperlink.target) == (old.hyperlink and old.hyperlink.target)
    assert [str(each) for each in after.merged_cells.ranges] == ["A1:D1"]
    assert (after.auto_filter.ref, after.freeze_panes) == ("A2:D5", "B3")
    assert len(after.data_validations.dataValidation) == len(after.conditional_formatting) == 1
    assert after["E3"].value == "Red: overdue"


def test_new_headings_look_like_their_neighbour_and_the_extent_grows(rich: Path) -> None:
    opened(rich).write_status(orders=ORDERS, register=understood(opened(rich), heading_row=2))
    sheet = openpyxl.load_workbook(rich)["register"]
    assert [sheet.cell(2, column).value for column in range(5, 10)] == list(OWN_HEADINGS)
    assert all(sheet.cell(2, column).font.b for column in range(5, 10))
    assert b'<dimension ref="A1:I8"/>' in members(rich)[SHEET]


def test_checked_is_a_true_date_in_a_style_that_the_book_has(rich: Path) -> None:
    styles = members(rich)["xl/styles.xml"]
    opened(rich).write_status(orders=ORDERS, register=understood(opened(rich), heading_row=2))
    checked = openpyxl.load_workbook(rich)["register"]["I3"]
    assert (checked.is_date, checked.value.date()) == (True, DAY)
    assert members(rich)["xl/styles.xml"] == styles


def test_without_a_date_style_the_day_is_text_and_the_styles_stay(plain: Path) -> None:
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    assert cell(plain, "I2").value == "23/11/2026"


def test_a_date_style_with_a_coloured_fill_is_not_borrowed(plain: Path) -> None:
    def coloured(sheet: object) -> None:
        sheet["C2"], sheet["C2"].fill = DAY, PatternFill("solid", fgColor="FF0000")  # type: ignore[index]

    edited(plain, coloured)
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    assert openpyxl.load_workbook(plain)["register"]["I2"].fill.fgColor.rgb != "00FF0000"


def test_our_cells_keep_the_look_that_somebody_gave_them(plain: Path) -> None:
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )

    def look(sheet: object) -> None:
        sheet["E2"].fill = PatternFill("solid", fgColor="FFFF00")  # type: ignore[index]

    edited(plain, look)
    told = order(2, "P1", "Accessibility Plan", status="Green")
    opened(plain).write_status(orders=[told], register=understood(opened(plain)))
    written = openpyxl.load_workbook(plain)["register"]["E2"]
    assert (written.value, written.fill.fgColor.rgb) == ("Green", "00FFFF00")


def test_new_cells_look_as_their_row_or_column_is_set(plain: Path) -> None:
    def look(sheet: object) -> None:
        sheet["C2"].fill = PatternFill("solid", fgColor="FFFF00")  # type: ignore[index]

    edited(plain, look)
    styled = members(plain)[SHEET].split(b'r="C2" s="')[1].split(b'"')[0]
    cols = b'<cols><col min="5" max="6" width="9" style="' + styled + b'"/></cols><sheetData>'
    change_part(plain, SHEET, b"<sheetData>", cols)
    change_part(plain, SHEET, b'<row r="3"', b'<row r="3" customFormat="1" s="' + styled + b'"')
    orders = [order(2, "P1", "Accessibility Plan"), order(3, "P2", str(ROWS[2][1]))]
    opened(plain).write_status(orders=orders, register=understood(opened(plain)))
    sheet = openpyxl.load_workbook(plain)["register"]
    yellow = [
        place for place in ("E2", "F2", "G2", "E3", "G3") if sheet[place].fill.fgColor.rgb == "00FFFF00"
    ]
    assert yellow == ["E2", "F2", "E3", "G3"]


def test_cells_stand_in_the_order_of_their_columns(plain: Path) -> None:
    def own_column_inside(sheet: object) -> None:
        sheet["C1"] = "Policyclerk status"  # type: ignore[index]
        sheet["C2"] = None  # type: ignore[index]

    edited(plain, own_column_inside)
    change_part(plain, SHEET, b'<row r="2"', b'<row r="2" spans="1:4"')
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    row = members(plain)[SHEET].split(b'<row r="2"')[1].split(b"</row>")[0]
    places = [piece[:2] for piece in row.split(b'<c r="')[1:]]
    assert places == sorted(places)
    assert b"spans" not in row


def test_comments_between_cells_and_rows_are_no_cells(plain: Path) -> None:
    part = members(plain)[SHEET]
    noted = part.replace(b"</c><c", b"</c><!-- cell --><c").replace(
        b"</row>", b"<!-- end --></row><!-- row -->"
    )
    change_part(plain, SHEET, part, noted)
    (outcome,) = opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    assert outcome.written
    assert values(read(plain))[1][:5] == [*ROWS[1], "Red: overdue"]


def test_a_workbook_with_prefixed_names_is_written_too(plain: Path) -> None:
    part = members(plain)[SHEET]
    prefixed = (
        part.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:").replace(b"<x:?", b"<?")
    )
    prefixed = prefixed.replace(b'xmlns="', b'xmlns:x="')
    change_part(plain, SHEET, part, prefixed)
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    assert cell(plain, "E2").value == "Red: overdue"
    assert b"<x:c r=" in members(plain)[SHEET]
    assert b"ns0" not in members(plain)[SHEET]


def test_sizes_that_follow_their_part_are_copied_along(plain: Path) -> None:
    class Unseekable(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, data in members(plain).items():
            archive.writestr(name, data)
    plain.write_bytes(bytes(stream.data))
    before = members(plain)
    opened(plain).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(plain))
    )
    after = members(plain)
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    assert zipfile.ZipFile(plain).testzip() is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.integers(0, 30), at=st.floats(0, 1), length=st.integers(0, 12), put=st.binary(max_size=12))
def test_a_workbook_damaged_anywhere_is_read_or_refused_in_a_sentence(
    rich: Path, part: int, at: float, length: int, put: bytes
) -> None:
    parts = members(rich)
    name = list(parts)[part % len(parts)]
    data, start = parts[name], int(at * len(parts[name]))
    damaged = rich.with_name("damaged.xlsx")
    with zipfile.ZipFile(damaged, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, data[:start] + put + data[start + length :] if each == name else content)
    try:
        book = read(damaged)
    except RegisterError as fault:
        assert fault.message.endswith(".")  # noqa: PT017
    else:
        assert all(isinstance(table.name, str) for table in book.tables)


TEXTS = st.text(max_size=40)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(TEXTS, min_size=3, max_size=3))
def test_any_text_is_written_without_harm(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = write_xlsx(tmp_path_factory.mktemp("any") / "register.xlsx")
    orders = [
        order(row, str(ROWS[row - 1][0]), str(ROWS[row - 1][1]), status=text)
        for row, text in enumerate(texts, 2)
    ]
    outcomes = opened(path).write_status(orders=orders, register=understood(opened(path)))
    assert all(outcome.written for outcome in outcomes)
    assert [row[:4] for row in values(read(path))[1:3]] == [list(row) for row in ROWS[1:3]]
    assert not any(each.formula for row in read(path).tables[0].rows for each in row)


# ---- rows and tabs that are left out


def outcome_of(path: Path, row: int = 2, **kinds: object) -> str:
    """Why the row was not written, after making sure that nothing was."""
    before = path.read_bytes()
    (outcome,) = opened(path).write_status(
        orders=[order(row, str(ROWS[row - 1][0]), str(ROWS[row - 1][1]))], register=understood(opened(path))
    )
    assert not outcome.written
    assert path.read_bytes() == before
    return str(outcome.why)


def with_own_headings(path: Path) -> Path:
    def add(sheet: object) -> None:
        for column, heading in enumerate(OWN_HEADINGS, 5):
            sheet.cell(1, column, heading)  # type: ignore[attr-defined]

    return edited(path, add)


def test_a_formula_in_our_column_is_left_alone(plain: Path) -> None:
    def formula(sheet: object) -> None:
        sheet["F2"] = "=A2"  # type: ignore[index]

    assert "F2 holds a formula" in outcome_of(edited(with_own_headings(plain), formula))


def test_a_formula_that_fills_our_cells_from_elsewhere_is_left_alone(plain: Path) -> None:
    def formula(sheet: object) -> None:
        sheet["E2"] = ArrayFormula("E2:F4", "=A2:B4")  # type: ignore[index]

    path = edited(with_own_headings(plain), formula)
    assert "fills several cells" in outcome_of(path, row=3)


def test_our_cell_in_a_merge_is_left_alone(plain: Path) -> None:
    def merge(sheet: object) -> None:
        sheet.merge_cells("E2:F2")  # type: ignore[attr-defined]

    assert "merged" in outcome_of(edited(with_own_headings(plain), merge))


def test_a_heading_is_not_put_into_a_merge(plain: Path) -> None:
    def merge(sheet: object) -> None:
        sheet.merge_cells("D1:F1")  # type: ignore[attr-defined]

    assert "merged" in outcome_of(edited(plain, merge))


def test_thousands_of_merges_elsewhere_do_not_matter_and_ours_does(plain: Path) -> None:
    def merge(sheet: object) -> None:
        for row in range(10, 2_010):
            sheet.merge_cells(f"A{row}:B{row}")  # type: ignore[attr-defined]
        sheet.merge_cells("G3:G4")  # type: ignore[attr-defined]

    path = edited(with_own_headings(plain), merge)
    orders = [order(row, str(ROWS[row - 1][0]), str(ROWS[row - 1][1])) for row in (2, 3, 4)]
    outcomes = opened(path).write_status(orders=orders, register=understood(opened(path)))
    assert [outcome.written for outcome in outcomes] == [True, False, False]


def test_a_protected_tab_is_left_alone(plain: Path) -> None:
    def protect(sheet: object) -> None:
        sheet.protection.enable()  # type: ignore[attr-defined]

    assert "protected" in outcome_of(edited(plain, protect))


def test_a_heading_is_not_put_into_the_heading_row_of_an_excel_table(plain: Path) -> None:
    def table(sheet: object) -> None:
        sheet.add_table(Table(displayName="Policies", ref="A1:D4"))  # type: ignore[attr-defined]

    edited(plain, table)
    change_part(plain, "xl/tables/table1.xml", b'ref="A1:D4"', b'ref="A1:E4"')
    assert "Excel table" in outcome_of(plain)


def test_columns_right_of_an_excel_table_and_cells_inside_one_can_be_written(plain: Path) -> None:
    def table(sheet: object) -> None:
        sheet.add_table(Table(displayName="Policies", ref="A1:I4"))  # type: ignore[attr-defined]

    path = edited(with_own_headings(plain), table)
    (outcome,) = opened(path).write_status(
        orders=[order(2, "P1", "Accessibility Plan")], register=understood(opened(path))
    )
    assert (outcome.written, cell(path, "E2").value) == (True, "Red: overdue")


def test_two_tabs_are_written_in_one_go(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "North.xlsx")
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["North"]).title = "South"
    book.save(path)
    raw = read(path)
    tabs = tuple(policy_tab(raw, tab=name) for name in ("North", "South"))
    register = Register("x", raw.version, (), tabs=tabs)
    orders = [order(2, "P1", "Accessibility Plan", tab=tab, status=tab) for tab in ("South", "North")]
    outcomes = opened(path).write_status(orders=orders, register=register)
    assert [(o.tab, o.written) for o in outcomes] == [("South", True), ("North", True)]
    assert [table.rows[1][4].value for table in read(path).tables] == ["North", "South"]


# ---- workbooks that are never written


def refused(path: Path, register: Register | None = None) -> WriteRefused:
    source = XlsxRegister(path, shown=path.name)
    register = register or understood(source)
    before = path.read_bytes()
    with pytest.raises(WriteRefused) as fault:
        source.write_status(orders=[order(2, "P1", "Accessibility Plan")], register=register)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return fault.value


def test_an_xlsm_is_read_and_never_written(plain: Path) -> None:
    path = plain.rename(plain.with_suffix(".xlsm"))
    assert values(read(path))[1][0] == "P1"
    assert "policyclerk writes into .xlsx workbooks only" in refused(path).message


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("_xmlsignatures/sig1.xml", "digitally signed"),
        ("xl/revisions/revisionHeaders.xml", "shared workbook"),
    ],
)
def test_workbooks_with_what_writing_would_break_are_refused(plain: Path, part: str, says: str) -> None:
    fault = refused(add_part(plain, part, b"x"))
    assert fault.kind == "register_not_writable"
    assert says in fault.message


def test_a_workbook_with_a_password_for_changes_is_refused(plain: Path) -> None:
    change_part(
        plain, "xl/workbook.xml", b"<workbookPr", b'<fileSharing reservationPassword="ABCD"/><workbookPr'
    )
    assert "password" in refused(plain).message


def test_a_zip_with_something_before_it_is_not_copied_wrongly(plain: Path) -> None:
    data = plain.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
    plain.write_bytes(data[: 30 + len(first.filename) + first.compress_size] + data)
    assert values(read(plain))[1][0] == "P1"
    assert "part by part" in refused(plain).message


def test_a_limit_on_the_size_of_files_leaves_the_register_whole(plain: Path) -> None:
    resource = pytest.importorskip("resource")
    before = plain.read_bytes()
    script = f"""
import resource, sys
from pathlib import Path
from policyclerk.adapters.register_xlsx import XlsxRegister
from policyclerk.domain.errors import WriteRefused
from tests.adapters.registers_made import order, understood
source = XlsxRegister(Path({str(plain)!r}), shown="register.xlsx")
register = understood(source)
sys.dont_write_bytecode = True  # what is loaded from here on would be kept cut off, for every later process
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, {resource.RLIM_INFINITY}))
try:
    source.write_status(orders=[order(2, "P1", "Accessibility Plan")], register=register)
except WriteRefused as fault:
    print(fault.kind)
"""
    repo = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=repo, check=False,
        env={"PYTHONPATH": f"{repo}:{repo / 'src'}"},
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("disk_full", "")
    assert plain.read_bytes() == before
    assert [each.name for each in plain.parent.iterdir()] == [plain.name]
