"""What a register of 10,000 rows costs: our reading, understanding and marking, beside others' reading and writing.

    python benchmarks/registers.py [--rows 10000] [--rounds 5]

One workbook is made with XlsxWriter: 16 columns, true dates, links, a chart, colours, validations, a second tab. Each
piece of work runs in a process of its own, in turns, so that its memory is its own; only the ratios carry from one
machine to another. Marking a register reads it, places 5 x 10,000 cells, proves the result cell by cell against what was
there, and replaces the file; then every other part of the book must be the same to the byte, or this ends with 1.
pandas is measured where it is installed. Nothing is written but to a temporary folder, which is removed.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter

from policyclerk.adapters.register_csv import CsvRegister
from policyclerk.adapters.register_xlsx import XlsxRegister
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS, Register
from policyclerk.domain.settings import RegisterSettings
from policyclerk.domain.understand import understand

DAY = date(2026, 11, 23)
HEADINGS = ("Ref", "Policy", "School", "Category", "Statutory", "Owner", "Owner email", "Approver", "Review cycle",
            "Last reviewed", "Next review", "Minute ref", "Version", "Status", "Document", "Notes")  # fmt: skip
SETTINGS = RegisterSettings()


# ---- the register


def line(number: int) -> tuple[object, ...]:
    """One row as people type it, with a few dates and cycles as text."""
    reviewed = DAY - timedelta(days=number * 7 % 1500)
    due = reviewed + timedelta(days=365 * (1 + number % 3))
    owner = f"Person {number % 200} Example"
    return (
        f"P{number:05}", f"Policy on subject {number}", f"School {number % 40}", ("HR", "Finance", "Pupils")[number % 3],
        "Yes" if number % 4 else "", owner, f"person.{number % 200}@trust.example", ("FGB", "Trust Board")[number % 2],
        ("Annual", "Every 2 years", "3 yrs")[number % 3], reviewed, due if number % 10 else f"{due:%B %Y}",
        f"{number % 90}/26", f"{number % 9}.{number % 10}", ("Approved", "Draft", "")[number % 3],
        f"policies/subject-{number}.docx", "seen by the committee" if number % 5 == 0 else None,
    )  # fmt: skip


def make_xlsx(path: Path, rows: int) -> None:
    """The workbook, with what people and their programs put beside values."""
    book = xlsxwriter.Workbook(str(path))
    sheet, other = book.add_worksheet("Policies"), book.add_worksheet("Key")
    shown, bold = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True})
    sheet.write_row(0, 0, HEADINGS, bold)
    for number in range(1, rows + 1):
        for column, value in enumerate(line(number)):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, shown)
            elif column == 14 and number <= 2_000:
                sheet.write_url(number, column, f"https://trust.example/{value}", string=str(value))
            elif value is not None:
                sheet.write(number, column, value)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, rows, len(HEADINGS) - 1)
    sheet.conditional_format(
        1, 10, rows, 10, {"type": "cell", "criteria": "<", "value": 46349, "format": bold}
    )
    sheet.data_validation(1, 13, rows, 13, {"validate": "list", "source": ["Approved", "Draft"]})
    other.write_row(0, 0, ["Colour", "Count"])
    other.write_row(1, 0, ["Red", 1])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Key!$B$2:$B$2"})
    other.insert_chart("D2", chart)
    book.close()


def make_csv(path: Path, rows: int) -> None:
    """The same rows as text."""
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(1, rows + 1):
            writer.writerow([f"{v:%d/%m/%Y}" if isinstance(v, date) else v for v in line(number)])


# ---- the work


def calamine(path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def openpyxl_read(path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        list(sheet.iter_rows(values_only=True))


def openpyxl_stream(path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    for sheet in book:
        list(sheet.iter_rows(values_only=True))


def pandas_read(path: Path) -> None:
    import pandas as pd  # type: ignore[import-untyped]

    pd.read_excel(path, sheet_name=None, dtype=object, engine="openpyxl")


def our_read(path: Path) -> None:
    XlsxRegister(path, shown=path.name).read()


def our_understanding(path: Path) -> Register:
    register = understand(XlsxRegister(path, shown=path.name).read(), settings=SETTINGS, today=DAY)
    assert len(register.policies) > 0
    return register


def our_csv_read(path: Path) -> None:
    CsvRegister(path.with_suffix(".csv"), shown="register.csv").read()


def openpyxl_mark(path: Path) -> None:
    """What a script does: load, set five columns, save."""
    book = openpyxl.load_workbook(path)
    sheet = book["Policies"]
    for column, heading in enumerate(OWN_HEADINGS, len(HEADINGS) + 1):
        sheet.cell(1, column, heading)
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column, DAY if heading == OWN_HEADINGS[-1] else f"Amber: due soon ({row} days)")
    book.save(path)


def orders(register: Register) -> list[StatusOrder]:
    """A status for every row."""
    return [
        StatusOrder(
            policy.tab,
            policy.row,
            (("Ref", policy.ref), ("Policy", policy.title)),
            tuple(
                (h, DAY if h == OWN_HEADINGS[-1] else f"Amber: due soon ({policy.row} days)")
                for h in OWN_HEADINGS
            ),
        )
        for policy in register.policies
    ]


def our_mark(path: Path) -> None:
    """Marking alone is timed: reading and understanding stand in lines of their own."""
    source = XlsxRegister(path, shown=path.name)
    register = understand(source.read(), settings=SETTINGS, today=DAY)
    wanted = orders(register)
    _begin()
    outcomes = source.write_status(orders=wanted, register=register)
    assert all(outcome.written for outcome in outcomes)


def our_csv_mark(path: Path) -> None:
    source = CsvRegister(path.with_suffix(".csv"), shown="register.csv")
    register = understand(source.read(), settings=SETTINGS, today=DAY)
    wanted = orders(register)
    _begin()
    source.write_status(orders=wanted, register=register)


WORK: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "calamine": ("python-calamine, bare read", calamine),
    "ours": ("ours: cells, links, formulas, merges", our_read),
    "understood": ("ours: read and understood", our_understanding),
    "csv": ("ours: the same rows as .csv, cells", our_csv_read),
    "stream": ("openpyxl, read only", openpyxl_stream),
    "openpyxl": ("openpyxl, read", openpyxl_read),
    "pandas": ("pandas with openpyxl, read", pandas_read),
    "mark": ("ours: mark 5 columns, proved", our_mark),
    "mark_csv": ("ours: the same in .csv", our_csv_mark),
    "openpyxl_mark": ("openpyxl: load, set 5 columns, save", openpyxl_mark),
}


# ---- measuring


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of work, and megabytes at the highest above a bare interpreter with the same imports."""

    seconds: float
    megabytes: float


_started = 0.0


def _begin() -> None:
    global _started  # noqa: PLW0603 - one piece of work per process
    _started = time.process_time()


def one_piece(name: str, path: Path) -> None:
    """Do one piece of work in this process and tell its cost."""
    bare = _megabytes("VmRSS")
    _begin()
    WORK[name][1](path)
    seconds = time.process_time() - _started
    print(json.dumps({"seconds": seconds, "megabytes": _megabytes("VmHWM") - bare}))


def _megabytes(figure: str) -> float:
    """What Linux says of this process; 0 elsewhere."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{figure}:")), 0.0)


def measured(name: str, path: Path) -> Cost:
    done = subprocess.run(
        [sys.executable, __file__, "--one", name, str(path)], capture_output=True, text=True, check=True
    )
    return Cost(**json.loads(done.stdout))


def in_turns(names: list[str], book: Path, rounds: int) -> dict[str, Cost]:
    """The median cost of each piece of work, each on a fresh copy of the book."""
    taken: dict[str, list[Cost]] = {name: [] for name in names}
    whole, text = book.read_bytes(), book.with_suffix(".csv").read_bytes()
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            book.write_bytes(whole)
            book.with_suffix(".csv").write_bytes(text)
            taken[name].append(measured(name, book))
            if name == "mark":
                see_that_the_rest_is_the_same(whole, book)
    return {
        name: Cost(statistics.median(c.seconds for c in costs), statistics.median(c.megabytes for c in costs))
        for name, costs in taken.items()
    }


def see_that_the_rest_is_the_same(before: bytes, book: Path) -> None:
    """Every part but the marked sheet's is the same to the byte. Raises SystemExit."""
    import io

    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(book) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        if old.namelist() != new.namelist() or changed != ["xl/worksheets/sheet1.xml"]:
            sys.exit(f"Parts that are not ours were changed: {changed}")


def installed(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def show(costs: Mapping[str, Cost], rows: int) -> None:
    print(f"\n{rows} rows of {len(HEADINGS)} columns; medians, each piece of work in a process of its own\n")
    for name, cost in costs.items():
        print(f"{WORK[name][0]:<40}{cost.seconds:>8.2f} s{cost.megabytes:>8.0f} MB")
    bare = costs["calamine"].seconds
    print(f"\nour cells: {costs['ours'].seconds / bare:.1f} x the bare read; goal 2.0")
    print(f"read and understood: {costs['understood'].seconds / bare:.1f} x the bare read")
    share = costs["mark"].seconds / costs["openpyxl_mark"].seconds
    print(
        f"our marking: {share:.2f} of openpyxl's load and save; goal below 1; every other part is the same to the byte"
    )


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("WORK", "FILE"), help=argparse.SUPPRESS)
    said: Any = parser.parse_args()
    if said.one:
        one_piece(said.one[0], Path(said.one[1]))
        return
    names = [name for name in WORK if name != "pandas" or installed("pandas")]
    if "pandas" not in names:
        print("pandas is not installed and left out")
    with tempfile.TemporaryDirectory(prefix="policyclerk-registers-") as folder:
        book = Path(folder) / "register.xlsx"
        make_xlsx(book, said.rows)
        make_csv(book.with_suffix(".csv"), said.rows)
        show(in_turns(names, book, said.rounds), said.rows)


if __name__ == "__main__":
    main()
