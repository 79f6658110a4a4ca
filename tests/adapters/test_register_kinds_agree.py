"""Workbook, csv and Google sheet with the same rows: the same is read, the same is written, the same is refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.adapters.google import sheets_made
from tests.adapters.google.fake_google import FakeGoogle
from tests.adapters.google.sheet_model import Tab
from tests.adapters.registers_made import DAY, ROWS, order, understood, values, write_csv, write_xlsx

from policyclerk.adapters.register_csv import CsvRegister
from policyclerk.adapters.register_xlsx import XlsxRegister
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS
from policyclerk.ports import RegisterSource

Rows = Sequence[Sequence[object]]
Open = Callable[[Path, Rows], RegisterSource]


def google(_: Path, rows: Rows) -> RegisterSource:
    return sheets_made.register(
        FakeGoogle(sheets_made.book(Tab.of(0, "register", rows, height=40, width=20)))
    )


def workbook(folder: Path, rows: Rows) -> RegisterSource:
    return XlsxRegister(write_xlsx(folder / "register.xlsx", rows), shown="register.xlsx")


def text_file(folder: Path, rows: Rows) -> RegisterSource:
    return CsvRegister(write_csv(folder / "register.csv", rows), shown="register.csv")


KINDS: tuple[Open, ...] = (workbook, text_file, google)
P1, P3 = order(2, "P1", "Accessibility Plan"), order(4, "P3", "Charging & Remissions", status="Amber: due")
EMPTY = replace(P1, values=tuple((heading, None) for heading in OWN_HEADINGS))
SCENARIOS: dict[str, tuple[Rows, list[list[StatusOrder]]]] = {
    "two rows": (ROWS, [[P1, P3]]),
    "the same twice": (ROWS, [[P1, P3], [P1, P3]]),
    "one cell changed": (
        ROWS,
        [[P1], [replace(P1, values=(("Policyclerk status", "Green"), *P1.values[1:]))]],
    ),
    "emptied again": (ROWS, [[P1], [EMPTY]]),
    "blank rows between": ([ROWS[0], (), ROWS[1], ("", "", ""), ROWS[2]], [[replace(P1, row=3)]]),
    "a heading of ours in the middle": (
        [["Ref", "Policy", "Policyclerk findings", "Owner"], ["P1", "Accessibility Plan", "old", "Ann"]],
        [[P1]],
    ),
    "a row that is gone": (ROWS, [[order(9, "P9", "Gone")], [P3]]),
    "no such tab": (ROWS, [[replace(P1, tab="Elsewhere"), P3]]),
    "texts that look like something else": (
        ROWS,
        [
            [
                replace(
                    P1,
                    values=(
                        ("Policyclerk status", "007"),
                        ("Policyclerk findings", "01/02/2027"),
                        *P1.values[2:],
                    ),
                )
            ]
        ],
    ),
    "line breaks and controls": (
        ROWS,
        [[replace(P1, values=(("Policyclerk status", "Red:\x00\r\noverdue _x0041_ "), *P1.values[1:]))]],
    ),
    "overlong": (ROWS, [[replace(P1, values=(("Policyclerk status", "x" * 40_000), *P1.values[1:]))]]),
}


def played(
    open_kind: Open, folder: Path, scenario: str
) -> tuple[list[list[object]], list[tuple[object, ...]]]:
    """What stands in the register in the end, and every outcome on the way."""
    rows, nights = SCENARIOS[scenario]
    folder.mkdir()
    source = open_kind(folder, rows)
    ended: list[tuple[object, ...]] = []
    for orders in nights:
        outcomes = source.write_status(orders=orders, register=understood(source))
        ended += [(each.tab, each.row, each.written, each.written and each.why) for each in outcomes]
    told = [[_as_text(value) for value in line] for line in values(source.read())]
    while told and not told[-1]:
        told.pop()
    return told, ended


def _as_text(value: object) -> object:
    """A csv has no days, only texts of them."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_all_kinds_of_registers_end_alike(scenario: str, tmp_path: Path) -> None:
    ended = [played(kind, tmp_path / kind.__name__, scenario) for kind in KINDS]
    assert ended[1] == ended[0]
    assert ended[2] == ended[0]


def test_the_scenarios_write_something(tmp_path: Path) -> None:
    told, ended = played(google, tmp_path / "google", "two rows")
    assert told[0][4:] == list(OWN_HEADINGS)
    assert told[1][8] == f"{DAY:%d/%m/%Y}"
    assert ended == [("register", 2, True, None), ("register", 4, True, None)]
