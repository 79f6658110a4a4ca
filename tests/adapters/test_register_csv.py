"""The .csv register: encodings, delimiters, and every byte that is not ours kept."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.adapters.registers_made import order, understood, values

from policyclerk.adapters.cell_text import guarded
from policyclerk.adapters.csv_text import encoded, parse
from policyclerk.adapters.register_csv import CsvRegister
from policyclerk.adapters.status_csv import status_csv
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.errors import RegisterError, WriteRefused
from policyclerk.domain.register import OWN_HEADINGS

TEXT = "Ref,Policy,Owner\r\nP1,Accessibility Plan,Zoë\r\nP2,Café,“Bo”\r\n"
ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "utf-16, little end first": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf-16, big end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "as British Excel writes it": TEXT.encode("cp1252"),
}


def opened(path: Path) -> CsvRegister:
    return CsvRegister(path, shown="register.csv")


def made(folder: Path, data: bytes) -> Path:
    path = folder / "register.csv"
    path.write_bytes(data)
    return path


def written(path: Path, *orders: StatusOrder) -> bytes:
    assert all(o.written for o in opened(path).write_status(orders=orders, register=understood(opened(path))))
    return path.read_bytes()


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_usual_encoding_is_read_and_kept(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, ENCODINGS[name])
    assert values(opened(path).read()) == [
        ["Ref", "Policy", "Owner"],
        ["P1", "Accessibility Plan", "Zoë"],
        ["P2", "Café", "“Bo”"],
    ]
    after = written(path, order(2, "P1", "Accessibility Plan"))
    head, tail = ENCODINGS[name].split("Zoë".encode(parse(ENCODINGS[name]).encoding))
    assert after.startswith(head[:4])
    assert after.endswith(tail)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_kept(tmp_path: Path, mark: str) -> None:
    lines = ["Ref,Policy,Owner", "P1,Plans and more,Ann", 'P2,"a, b; c\td|e",Bob']
    path = made(
        tmp_path,
        "\n".join(line.replace(",", mark, 1)[::-1].replace(",", mark, 1)[::-1] for line in lines).encode(),
    )
    assert [row[0] for row in values(opened(path).read())] == ["Ref", "P1", "P2"]
    assert len(values(opened(path).read())[1]) == 3
    after = written(path, order(2, "P1", "Plans and more"))
    assert after.splitlines()[1].decode().split(mark)[3] == "Red: overdue"


def test_commas_in_texts_do_not_outvote_semicolons(tmp_path: Path) -> None:
    path = made(
        tmp_path, b"Ref;Policy;Owner\nP1;One, two, three, four and five;Ann\nP2;x;Bob, the head, and more\n"
    )
    assert [len(row) for row in values(opened(path).read())] == [3, 3, 3]


def test_a_line_that_states_the_delimiter_is_obeyed_kept_and_no_row(tmp_path: Path) -> None:
    path = made(tmp_path, b"sep=;\r\nRef;Policy\r\nP1;a,b,c\r\n")
    assert values(opened(path).read()) == [["Ref", "Policy"], ["P1", "a,b,c"]]
    assert written(path, order(2, "P1", "a,b,c")).startswith(b"sep=;\r\nRef;Policy;Policyclerk status;")


def test_untouched_rows_keep_line_ends_and_quotes_to_the_byte(tmp_path: Path) -> None:
    odd = b'P2,"Quoted ""twice""",  spaced \nP3,"two\r\nlines",x"y\r\n\r\n"P4",un"even,last'
    path = made(tmp_path, b"Ref,Policy,Owner\r\nP1,Accessibility Plan,Ann\r" + odd)
    after = written(path, order(2, "P1", "Accessibility Plan"))
    assert after.endswith(b"23/11/2026\r" + odd)
    assert values(opened(path).read())[2:] == [
        ["P2", 'Quoted "twice"', "  spaced "],
        ["P3", "two\r\nlines", 'x"y'],
        [],
        ["P4", 'un"even', "last"],
    ]


def test_fields_of_a_written_row_that_are_not_ours_keep_their_text(tmp_path: Path) -> None:
    path = made(tmp_path, b'Ref,Policy,Owner\n"P1", Accessibility Plan ,"Ann ""A"" B"\n')
    after = written(path, order(2, "P1", "Accessibility Plan"))
    assert after.splitlines()[1].startswith(b'"P1", Accessibility Plan ,"Ann ""A"" B",Red: overdue,')


def test_a_short_row_is_lengthened_to_our_columns(tmp_path: Path) -> None:
    path = made(tmp_path, b"Ref,Policy,Owner,Notes\nP1,Accessibility Plan\n")
    assert b"P1,Accessibility Plan,,,Red: overdue," in written(path, order(2, "P1", "Accessibility Plan"))


def test_a_file_in_quotes_throughout_gets_ours_in_quotes(tmp_path: Path) -> None:
    path = made(tmp_path, b'"Ref","Policy"\n"P1","Accessibility Plan"\n')
    assert b'"Accessibility Plan","Red: overdue"' in written(path, order(2, "P1", "Accessibility Plan"))


def test_a_quote_that_is_never_closed_spoils_its_own_field_only(tmp_path: Path) -> None:
    path = made(tmp_path, b'Ref,Policy\nP1,"Open\nP2,Behaviour\n')
    assert values(opened(path).read()) == [["Ref", "Policy"], ["P1", '"Open'], ["P2", "Behaviour"]]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@SUM", "\tx", "＝x"])
def test_only_our_own_text_is_kept_from_being_a_formula(tmp_path: Path, text: str) -> None:
    path = made(tmp_path, f"Ref,Policy,Owner\nP1,Accessibility Plan,{text}\n".encode())
    after = written(path, order(2, "P1", "Accessibility Plan", status=text))
    row = values(opened(path).read())[1]
    assert row[2:4] == [text, f"'{text}"]
    assert after.count(b"'") == 1


def test_characters_that_do_not_fit_become_plain_ones(tmp_path: Path) -> None:
    path = made(tmp_path, ENCODINGS["as British Excel writes it"])
    after = written(path, order(2, "P1", "Accessibility Plan", status="v1 → v2, ≥ 3 ﬁles, ā"))
    assert b"v1 -> v2, >= 3 files, a" in after


def test_a_character_without_a_plain_form_leaves_its_row_alone(tmp_path: Path) -> None:
    path = made(tmp_path, ENCODINGS["as British Excel writes it"])
    told = order(2, "P1", "Accessibility Plan", status="Ask Łukasz")
    before = path.read_bytes()
    (outcome,) = opened(path).write_status(orders=[told], register=understood(opened(path)))
    assert not outcome.written
    assert "'Ł'" in str(outcome.why)
    assert "CSV UTF-8" in str(outcome.why)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Ref\x00Policy", "not a text file"),
        (b"Ref,Policy\nP1,\x81\xe9", "mixes encodings"),
        (b"\xef\xbb\xbfRef,\xff", "damaged"),
        (b"PK\x03\x04", "is a workbook"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(RegisterError, match=says) as fault:
        opened(made(tmp_path, data)).read()
    assert fault.value.kind == "register_unreadable"


def test_an_empty_file_is_a_tab_without_rows(tmp_path: Path) -> None:
    assert opened(made(tmp_path, b"")).read().tables[0].rows == ()


# ---- further files


def with_people(folder: Path) -> CsvRegister:
    (folder / "staff list.csv").write_bytes(b"Name,Email\nAnn,ann@example.org\n")
    return CsvRegister(
        made(folder, TEXT.encode()), shown="register.csv", others={"people": folder / "staff list.csv"}
    )


def test_further_files_are_tabs_with_the_role_that_the_settings_give(tmp_path: Path) -> None:
    book = with_people(tmp_path).read()
    assert [(table.name, table.role) for table in book.tables] == [
        ("register", None),
        ("staff list", "people"),
    ]


def test_a_change_of_a_further_file_is_a_new_version_too(tmp_path: Path) -> None:
    source = with_people(tmp_path)
    register = understood(source)
    (tmp_path / "staff list.csv").write_bytes(b"Name,Email\n")
    with pytest.raises(WriteRefused, match="was changed"):
        source.write_status(orders=[order(2, "P1", "Accessibility Plan")], register=register)


def test_a_further_file_that_is_missing_is_named(tmp_path: Path) -> None:
    source = with_people(tmp_path)
    (tmp_path / "staff list.csv").unlink()
    with pytest.raises(RegisterError, match=r"staff list\.csv"):
        source.read()


# ---- any file at all

CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.one_of(st.sampled_from('",;\t|\r\na1 '), st.characters(codec="utf-8"))))
@example('"')
@example('a,"b""')
@example("a,\r\n,")
def test_taking_any_text_apart_and_together_gives_the_same_bytes(text: str) -> None:
    data = text.replace("\x00", "").encode()
    assert encoded(parse(data)) == data


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=6))
def test_what_the_standard_writer_writes_is_read_as_it_was(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    found = parse(b"\xef\xbb\xbf" + out.getvalue().encode())
    assert [[field.value for field in record.fields] for record in found.records] == rows


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    end=st.sampled_from(["\r\n", "\n"]),
    status=CELL,
)
def test_writing_one_row_of_any_grid_keeps_the_bytes_of_all_others(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str, status: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(["Ref", "Policy", "Owner"])
    writer.writerow(["P1", "Accessibility Plan", "Ann"])
    upper = len(out.getvalue().encode())
    writer.writerows(rows)
    data = out.getvalue().encode()
    path = made(tmp_path_factory.mktemp("grid"), data)
    found = parse(data)
    if found.delimiter != "," or len(values(opened(path).read())) < 2:
        return
    register = understood(opened(path))
    (outcome,) = opened(path).write_status(
        orders=[order(2, "P1", "Accessibility Plan", status=status)], register=register
    )
    after = path.read_bytes()
    assert outcome.written
    assert after.startswith(b"Ref,Policy,Owner,Policyclerk status,")
    assert after.endswith(data[upper - len(end.encode()) :])


# ---- the file for nights on which the register cannot be written


def test_the_status_file_names_each_row_and_holds_our_columns() -> None:
    told = [order(2, "P1", "Accessibility Plan"), order(7, None, "=cmd|' /C calc'!A0", status="-1")]
    lines = list(csv.reader(io.StringIO(status_csv(told), newline="")))
    assert lines[0] == ["Tab", "Row", "Ref", "Policy", *OWN_HEADINGS]
    assert lines[1][:5] == ["register", "2", "P1", "Accessibility Plan", "Red: overdue"]
    assert lines[1][-1] == "23/11/2026"
    assert lines[2][:5] == ["register", "7", "", "'=cmd|' /C calc'!A0", "'-1"]


def test_no_cell_of_the_status_file_begins_like_a_formula() -> None:
    starts = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    lines = csv.reader(io.StringIO(status_csv([order(2, s + "x", s + "y", tab=s, status=s) for s in starts])))
    assert not any(cell.startswith(tuple(starts)) for line in lines for cell in line)
    assert guarded("Red") == "Red"
