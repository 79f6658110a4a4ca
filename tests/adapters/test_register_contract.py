"""What every register on disk promises, whatever its form: one suite for all of them."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

import pytest
from tests.adapters.registers_made import (
    DAY,
    ROWS,
    order,
    policy_tab,
    understood,
    values,
    write_csv,
    write_xlsx,
)

from policyclerk.adapters.register_csv import CsvRegister
from policyclerk.adapters.register_xlsx import XlsxRegister
from policyclerk.adapters.status_cells import TabCells, refuse_other_changes
from policyclerk.domain.errors import RegisterError, WriteRefused
from policyclerk.domain.register import OWN_HEADINGS, RawCell
from policyclerk.ports import RegisterSource


@dataclass(frozen=True)
class Kind:
    """One form of a register: how it is made and opened."""

    name: str
    make: Callable[..., Path]
    open: Callable[..., RegisterSource]


KINDS = (
    Kind("register.xlsx", write_xlsx, XlsxRegister),
    Kind("register.csv", write_csv, CsvRegister),
)
ORDERS = (order(2, "P1", "Accessibility Plan"), order(4, "P3", "Charging & Remissions", status="Amber: due"))


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def path(kind: Kind, tmp_path: Path) -> Path:
    return kind.make(tmp_path / kind.name)


@pytest.fixture
def source(kind: Kind, path: Path) -> RegisterSource:
    return kind.open(path, shown=kind.name)


def day(value: object) -> date:
    """A day that stands as a true date or as text."""
    if isinstance(value, date):
        return value
    assert isinstance(value, str)
    number, month, year = value.split("/")
    return date(int(year), int(month), int(number))


def test_reading_gives_every_row_under_its_own_number(kind: Kind, tmp_path: Path) -> None:
    rows = [ROWS[0], (), ROWS[1], ("", "", ""), ROWS[2]]
    book = kind.open(kind.make(tmp_path / kind.name, rows), shown=kind.name).read()
    assert [row[:1] for row in values(book)] == [["Ref"], [], ["P1"], [], ["P2"]]


def test_the_version_changes_with_the_content_only(kind: Kind, path: Path, source: RegisterSource) -> None:
    first = source.read().version
    os.utime(path, (1, 1))
    assert source.read().version == first
    kind.make(path, ROWS[:2])
    assert source.read().version != first


def test_status_cells_are_written_and_read_back(source: RegisterSource) -> None:
    before = values(source.read())
    outcomes = source.write_status(orders=ORDERS, register=understood(source))
    after = values(source.read())
    assert [(o.row, o.written, o.why) for o in outcomes] == [(2, True, None), (4, True, None)]
    assert after[0][4:] == list(OWN_HEADINGS)
    assert after[1][4:8] == ["Red: overdue", "Review overdue", "Ask the owner", "drafts/x.docx"]
    assert day(after[1][8]) == DAY
    assert after[3][4] == "Amber: due"
    assert [row[: len(was)] for row, was in zip(after, before, strict=True)] == before
    assert len(after[2]) == 4


def test_the_same_orders_a_second_time_leave_the_file_alone(path: Path, source: RegisterSource) -> None:
    source.write_status(orders=ORDERS, register=understood(source))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    written, facts = path.read_bytes(), path.stat()
    outcomes = source.write_status(orders=ORDERS, register=understood(source))
    assert all(o.written and o.why for o in outcomes)
    assert path.read_bytes() == written
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (facts.st_mtime_ns, facts.st_ino)


def test_only_the_cell_that_differs_changes_the_second_time(source: RegisterSource) -> None:
    source.write_status(orders=ORDERS, register=understood(source))
    before = values(source.read())
    source.write_status(
        orders=[order(2, "P1", "Accessibility Plan", status="Green")], register=understood(source)
    )
    after = values(source.read())
    assert after[1][4] == "Green"
    after[1][4] = before[1][4]
    assert after == before


def test_headings_of_ours_are_used_wherever_they_stand(kind: Kind, tmp_path: Path) -> None:
    rows = [["Ref", "Policy", "Policyclerk findings", "Owner"], ["P1", "Accessibility Plan", "old", "Ann"]]
    source = kind.open(kind.make(tmp_path / kind.name, rows), shown=kind.name)
    source.write_status(orders=ORDERS[:1], register=understood(source))
    after = values(source.read())
    others = [each for each in OWN_HEADINGS if each != "Policyclerk findings"]
    assert after[0] == ["Ref", "Policy", "Policyclerk findings", "Owner", *others]
    assert after[1][:5] == ["P1", "Accessibility Plan", "Review overdue", "Ann", "Red: overdue"]


def test_a_value_can_be_emptied_again(source: RegisterSource) -> None:
    source.write_status(orders=ORDERS, register=understood(source))
    empty = replace(ORDERS[0], values=tuple((heading, "") for heading in OWN_HEADINGS))
    source.write_status(orders=[empty], register=understood(source))
    assert values(source.read())[1] == ["P1", "Accessibility Plan", "Ann Example", "Accessibility Plan.docx"]


def test_text_like_a_formula_stays_text(source: RegisterSource) -> None:
    source.write_status(
        orders=[order(2, "P1", "Accessibility Plan", status="=1+1")], register=understood(source)
    )
    cell = source.read().tables[0].rows[1][4]
    assert str(cell.value).lstrip("'") == "=1+1"
    assert not cell.formula


def test_control_characters_are_dropped_and_line_breaks_kept(source: RegisterSource) -> None:
    told = order(2, "P1", "Accessibility Plan", status="Red:\x00\x07\r\noverdue \ud800_x0041_ ")
    source.write_status(orders=[told], register=understood(source))
    assert source.read().tables[0].rows[1][4].value == "Red:\noverdue _x0041_ "


def test_overlong_text_is_cut_to_what_a_cell_holds(source: RegisterSource) -> None:
    told = order(2, "P1", "Accessibility Plan", status="x" * 40_000)
    source.write_status(orders=[told], register=understood(source))
    written = source.read().tables[0].rows[1][4].value
    assert isinstance(written, str)
    assert (len(written), written[-2:]) == (32_767, "x…")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (order(3, "P1", "Accessibility Plan"), "another policy now"),
        (order(99, "P9", "Gone"), "no policy in row 99"),
        (order(1, "Ref", "Policy"), "no policy in row 1"),
        (order(2, "P1", "Accessibility Plan", tab="Elsewhere"), "no policy tab 'Elsewhere'"),
        (replace(ORDERS[0], identity=(("Number", "P1"),)), "no column 'Number'"),
    ],
)
def test_a_row_that_is_not_the_one_meant_is_not_written(
    path: Path, source: RegisterSource, told: object, says: str
) -> None:
    before = path.read_bytes()
    (outcome,) = source.write_status(orders=[told], register=understood(source))
    assert not outcome.written
    assert says in str(outcome.why)
    assert path.read_bytes() == before


def test_one_row_refused_does_not_hold_up_the_others(source: RegisterSource) -> None:
    outcomes = source.write_status(orders=[order(3, "P9", "Other"), ORDERS[1]], register=understood(source))
    assert [o.written for o in outcomes] == [False, True]
    after = values(source.read())
    assert (len(after[2]), after[3][4]) == (4, "Amber: due")


def test_notes_without_a_heading_stay_and_ours_stand_right_of_them(kind: Kind, tmp_path: Path) -> None:
    rows = [*ROWS[:2], ("P2", "Behaviour", "Bob", "b.docx", "", "a note beside the table")]
    source = kind.open(kind.make(tmp_path / kind.name, rows), shown=kind.name)
    for status in ("Red: overdue", "Amber: due"):
        told = order(2, "P1", "Accessibility Plan", status=status)
        (outcome,) = source.write_status(orders=[told], register=understood(source))
        after = values(source.read())
        assert outcome.written
        assert (after[0][6:], after[1][6]) == (list(OWN_HEADINGS), status)
        assert after[2][4:] == [None, "a note beside the table"]


def test_a_tab_without_a_free_column_is_left_alone(kind: Kind, tmp_path: Path) -> None:
    wide = ["Ref", "Policy", *[""] * 16_378, "Last"]
    path = kind.make(tmp_path / kind.name, [wide, ["P1", "Accessibility Plan"]])
    source, before = kind.open(path, shown=kind.name), path.read_bytes()
    (outcome,) = source.write_status(orders=ORDERS[:1], register=understood(source))
    assert "no free column" in str(outcome.why)
    assert path.read_bytes() == before


# ---- what is refused as a whole leaves the file and its folder exactly as they were


def refused(source: RegisterSource, path: Path, *, register: object = None) -> WriteRefused:
    """The refusal, after making sure that nothing changed and nothing was left behind."""
    register = register or understood(source)
    before, names = path.read_bytes(), sorted(os.listdir(path.parent))
    with pytest.raises(WriteRefused) as fault:
        source.write_status(orders=ORDERS, register=register)
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == names
    return fault.value


def test_a_file_changed_since_it_was_read_is_refused(kind: Kind, path: Path, source: RegisterSource) -> None:
    register = understood(source)
    kind.make(path, [*ROWS, ("P4", "New", "Dan", "")])
    fault = refused(source, path, register=register)
    assert fault.kind == "register_changed"
    assert "since it was read" in fault.message


def test_a_file_that_went_away_is_refused(path: Path, source: RegisterSource) -> None:
    register = understood(source)
    path.unlink()
    with pytest.raises(WriteRefused, match="Nothing was written") as fault:
        source.write_status(orders=ORDERS, register=register)
    assert fault.value.kind == "register_missing"


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_file_open_in_a_spreadsheet_program_is_refused(
    path: Path, source: RegisterSource, lock: str
) -> None:
    (path.parent / lock.format(path.name)).write_text("somebody")
    fault = refused(source, path)
    assert fault.kind == "register_open"
    assert lock.format(path.name) in fault.message


def test_a_lock_that_took_the_place_of_two_letters_counts(path: Path, source: RegisterSource) -> None:
    (path.parent / f"~${path.name[2:]}").write_text("somebody")
    assert refused(source, path).kind == "register_open"


def test_a_read_only_file_is_refused(path: Path, source: RegisterSource) -> None:
    path.chmod(0o444)
    assert refused(source, path).kind == "register_read_only"


def test_a_read_only_folder_is_refused(path: Path, source: RegisterSource) -> None:
    path.parent.chmod(0o555)
    try:
        assert refused(source, path).kind == "register_read_only"
    finally:
        path.parent.chmod(0o755)


def test_a_change_at_the_last_moment_is_kept(kind: Kind, path: Path) -> None:
    def somebody_saves_meanwhile(file: IO[bytes], data: bytes) -> None:
        file.write(data)
        kind.make(path, ROWS[:2])

    source = kind.open(path, shown=kind.name, write=somebody_saves_meanwhile)
    with pytest.raises(WriteRefused, match="was changed while"):
        source.write_status(orders=ORDERS, register=understood(source))
    assert len(source.read().tables[0].rows) == 2
    assert os.listdir(path.parent) == [path.name]


def test_a_full_disk_leaves_the_file_as_it_was(kind: Kind, path: Path) -> None:
    def disk_is_full(file: IO[bytes], data: bytes) -> None:
        file.write(data[:100])
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(data)

    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    source = kind.open(path, shown=kind.name, write=disk_is_full)
    fault = refused(source, path)
    assert fault.kind == "disk_full"
    assert "disk is full" in fault.message


def test_one_dated_copy_of_the_content_before_is_kept(kind: Kind, path: Path, tmp_path: Path) -> None:
    copies = tmp_path / "state"
    source = kind.open(path, shown=kind.name, backup=copies)
    for stamp, status in ((1_700_000_000, "Red"), (1_800_000_000, "Green")):
        os.utime(path, (stamp, stamp))
        before = path.read_bytes()
        source.write_status(
            orders=[order(2, "P1", "Accessibility Plan", status=status)], register=understood(source)
        )
    assert [each.name for each in copies.iterdir()] == [f"register.before-2027-01-15{path.suffix}"]
    assert next(copies.iterdir()).read_bytes() == before


def test_mode_and_symbolic_link_survive(kind: Kind, path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "synced" / kind.name
    link.parent.mkdir()
    link.symlink_to(path)
    source = kind.open(link, shown=kind.name)
    source.write_status(orders=ORDERS, register=understood(source))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert values(source.read())[1][4] == "Red: overdue"


# ---- the last look before a new file takes the old one's place


def test_a_copy_that_differs_in_any_other_cell_is_refused(source: RegisterSource) -> None:
    before = source.read()
    rows = list(before.tables[0].rows)
    rows[2] = (*rows[2][:2], RawCell("Somebody else"), *rows[2][3:])
    after = replace(before, tables=(replace(before.tables[0], rows=tuple(rows)),))
    with pytest.raises(WriteRefused, match="cell C3"):
        refuse_other_changes(before, after, [])


def test_a_copy_without_what_was_ordered_is_refused(source: RegisterSource) -> None:
    before = source.read()
    ordered = TabCells(policy_tab(before), {}, {(2, 5): "Red: overdue"}, ())
    empty = TabCells(policy_tab(before), {}, {(2, 5): ""}, ())
    short = replace(before, tables=(replace(before.tables[0], rows=before.tables[0].rows[:2]),))
    with pytest.raises(WriteRefused, match="cell E2"):
        refuse_other_changes(before, before, [ordered])
    with pytest.raises(WriteRefused, match="cell A3"):
        refuse_other_changes(before, short, [])
    refuse_other_changes(before, before, [empty])


# ---- what cannot be read


def test_a_missing_register_is_told_with_its_path_and_the_way_on(kind: Kind, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / kind.name
    with pytest.raises(RegisterError) as fault:
        kind.open(missing, shown=kind.name).read()
    assert fault.value.kind == "register_missing"
    assert str(missing) in fault.value.message
    assert "policyclerk init" in fault.value.message


def test_a_folder_in_the_place_of_the_register_is_told(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / kind.name).mkdir()
    with pytest.raises(RegisterError, match="is a folder") as fault:
        kind.open(tmp_path / kind.name, shown=kind.name).read()
    assert fault.value.kind == "register_unreadable"


def test_a_register_that_may_not_be_opened_is_told(path: Path, source: RegisterSource) -> None:
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this account may read everything")
    with pytest.raises(RegisterError, match="another program holds it") as fault:
        source.read()
    assert fault.value.kind == "register_unreadable"


def test_an_identity_may_be_given_by_our_name_of_the_column(source: RegisterSource) -> None:
    told = replace(ORDERS[0], identity=(("title", "Accessibility  Plan"),))
    (outcome,) = source.write_status(orders=[told], register=understood(source))
    assert outcome.written


def test_policy_tab_of_the_tests_tells_our_headings(source: RegisterSource) -> None:
    source.write_status(orders=ORDERS, register=understood(source))
    assert policy_tab(source.read()).own == {heading: 5 + at for at, heading in enumerate(OWN_HEADINGS)}
