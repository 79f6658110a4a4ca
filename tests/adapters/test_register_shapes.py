"""Forty registers as people keep them: every row is understood, or what is wrong with it is said."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.adapters.google import sheets_made
from tests.adapters.google.fake_google import FakeGoogle
from tests.adapters.google.sheet_model import Tab
from tests.adapters.register_shapes import PLAIN, Shape
from tests.adapters.register_shapes_dressed import DRESSED
from tests.adapters.register_shapes_odd import ODD
from tests.adapters.register_shapes_schools import SEVERAL
from tests.adapters.registers_made import write_csv

from policyclerk.adapters.register_csv import CsvRegister
from policyclerk.adapters.register_xlsx import XlsxRegister
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.cells import holds_something
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import OWN_HEADINGS, RawBook, Register
from policyclerk.domain.settings import RegisterSettings
from policyclerk.domain.understand import understand
from policyclerk.ports import RegisterSource

TODAY = date(2026, 11, 23)
ALL = (*PLAIN, *SEVERAL, *ODD, *DRESSED)
CASES = [pytest.param(shape, kind, id=f"{shape.name} ({kind})") for shape in ALL for kind in shape.kinds]


def as_xlsx(shape: Shape, folder: Path) -> RegisterSource:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in shape.tabs.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column, value)
        for top, left, bottom, right in shape.merged.get(name, ()):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    if shape.dress:
        shape.dress(book)
    book.save(folder / "register.xlsx")
    return XlsxRegister(folder / "register.xlsx", shown="register.xlsx")


def as_csv(shape: Shape, folder: Path) -> RegisterSource:
    """The first tab as the policies' file, the others as further files."""
    (first, rows), *others = shape.tabs.items()
    path = write_csv(folder / f"{first}.csv", [[_typed(value) for value in row] for row in rows])
    further = {name.lower(): write_csv(folder / f"{name}.csv", lines) for name, lines in others}
    return CsvRegister(path, shown=path.name, others=further)


def _typed(value: object) -> object:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def as_google(shape: Shape, folder: Path) -> RegisterSource:
    tabs = []
    for number, (name, rows) in enumerate(shape.tabs.items()):
        tab = Tab.of(number, name, rows)
        for top, left, bottom, right in shape.merged.get(name, ()):
            tab.merges.append(
                {
                    "sheetId": number,
                    "startRowIndex": top - 1,
                    "endRowIndex": bottom,
                    "startColumnIndex": left - 1,
                    "endColumnIndex": right,
                }
            )
        tabs.append(tab)
    book = sheets_made.book(*tabs)
    book.locale = shape.locale
    return sheets_made.register(FakeGoogle(book))


KINDS = {"xlsx": as_xlsx, "csv": as_csv, "google": as_google}


def told(policy: Policy) -> str:
    """A policy as the shapes write it."""
    due = policy.next_review
    when = policy.exempt or (f"{due.end or f'{due.raw}?'}" if due else "None")
    owners = "; ".join(
        f"{o.text or o.email}={o.person.name}" if o.person else str(o.text or o.email) for o in policy.owners
    )
    cycle = policy.cycle.months if policy.cycle else None
    return f"{policy.title} | {policy.school or '-'} | {when} | {owners or '-'} | {cycle or '-'}"


def with_approver(policy: Policy) -> str:
    if policy.approver is None:
        return told(policy)
    people = ", ".join(p.name for p in policy.approver.people)
    return f"{told(policy)} | {policy.approver.body or '-'}: {people}"


def accounted_for(book: RawBook, register: Register) -> None:
    """Every filled row of every tab is a policy, is named in a problem, or belongs to a tab that is understood."""
    known = {tab.name: tab.heading_row for tab in register.tabs}
    ignored = {p.tab for p in register.problems if p.kind == "tab_ignored"}
    came_out = {(policy.tab, policy.row) for policy in register.policies}
    named = {(p.tab, p.row) for p in register.problems}
    for table in book.tables:
        filled = [n for n, row in enumerate(table.rows, 1) if any(holds_something(c) for c in row)]
        below = [n for n in filled if table.name in known and n > known[table.name]]
        lost = [n for n in below if (table.name, n) not in came_out | named]
        assert not lost, f"rows {lost} of {table.name}"
        assert not filled or table.name in known or table.name in ignored or table.role or table.name in SIDE


SIDE = ("People", "Schools", "Terms", "Meetings")


@pytest.mark.parametrize(("shape", "kind"), CASES)
def test_a_register_is_understood_or_its_problem_named(shape: Shape, kind: str, tmp_path: Path) -> None:
    book = KINDS[kind](shape, tmp_path).read()
    register = understand(book, settings=RegisterSettings(**_settings(shape)), today=TODAY)
    wants_approver = any(line.count("|") > 4 for line in shape.policies)
    lines = [with_approver(p) if wants_approver else told(p) for p in register.policies]
    assert lines == list(shape.policies)
    assert sorted(f"{p.kind} {p.tab or '-'}!{p.row or '-'}" for p in register.problems) == sorted(
        shape.problems
    )
    accounted_for(book, register)


@pytest.mark.parametrize(("shape", "kind"), CASES)
def test_every_status_stands_beside_its_own_policy_or_is_refused_with_a_reason(
    shape: Shape, kind: str, tmp_path: Path
) -> None:
    source = KINDS[kind](shape, tmp_path)
    settings = RegisterSettings(**_settings(shape))
    before = understand(source.read(), settings=settings, today=TODAY)
    rows = {(policy.tab, policy.row): policy for policy in before.policies}
    orders = [_order(policy) for policy in rows.values()]
    outcomes = source.write_status(orders=orders, register=before)
    after = understand(source.read(), settings=settings, today=TODAY)
    said = {(own.tab, own.row): own.values.get(OWN_HEADINGS[0]) for own in after.own_cells}
    for order, outcome in zip(orders, outcomes, strict=True):
        expected = f"Green: row {order.row}" if outcome.written else None
        assert said[order.tab, order.row] == expected
        assert outcome.written or outcome.why
    assert [told(p) for p in after.policies] == [told(p) for p in before.policies]
    assert any(o.written for o in outcomes) == (shape.name not in UNWRITABLE)


UNWRITABLE = ("a protected sheet",)


def _order(policy: Policy) -> StatusOrder:
    places = (policy.place(name) for name in ("ref", "title", "school"))
    identity = tuple((place.column, place.raw) for place in places if place)
    values = (f"Green: row {policy.row}", None, None, None, TODAY)
    return StatusOrder(
        policy.tab, policy.row, identity=identity, values=tuple(zip(OWN_HEADINGS, values, strict=True))
    )


def _settings(shape: Shape) -> Mapping[str, Any]:
    return dict(shape.settings)


TEXT = "Policy{d}Owner{d}Next review{d}Notes\r\nBehaviour{d}Jo Marsh{d}01/09/2027{d}{n}\r\nUniform{d}Ann Lee{d}1.9.2027{d}\r\n"
FILES = {
    "UTF-16 as Excel's Unicode text": TEXT.format(d="\t", n="naïve – “ok”").encode("utf-16"),
    "Windows-1252 with a pound and curly quotes": TEXT.format(d=",", n="“over £500”").encode("cp1252"),
    "UTF-8 with a mark": TEXT.format(d=",", n="naïve").encode("utf-8-sig"),
    "separated by tabs": TEXT.format(d="\t", n="a, b, c").encode(),
    "separated by semicolons, with decimal commas": TEXT.format(d=";", n="2,5 days; 1,0")
    .replace("; 1,0", "")
    .encode(),
    "separated by bars": TEXT.format(d="|", n="x").encode(),
    "with a line that says what separates": b"sep=;\r\n" + TEXT.format(d=";", n="a,b").encode(),
    "with the line ends of an old Macintosh": TEXT.format(d=",", n="x").replace("\r\n", "\r").encode(),
    "with quotes, and lines and quotes inside them": TEXT.format(
        d=",", n='"asked ""twice"",\r\nthen\nagain"'
    ).encode(),
    "with ragged rows and commas left over": TEXT.format(d=",", n="x,,,,").encode() + b",,,\r\n,\r\n",
    "without a line end at its end": TEXT.format(d=",", n="x").rstrip().encode(),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())
def test_a_text_file_is_read_however_it_was_saved(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_bytes(data)
    book = CsvRegister(tmp_path / "register.csv", shown="register.csv").read()
    register = understand(book, settings=RegisterSettings(kind="csv"), today=TODAY)
    assert [told(p) for p in register.policies] == [
        "Behaviour | - | 2027-09-01 | Jo Marsh | -",
        "Uniform | - | 2027-09-01 | Ann Lee | -",
    ]
    assert not register.problems
    accounted_for(book, register)
