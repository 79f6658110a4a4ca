"""One register as a workbook, as text files and as a Google sheet on loopback, each in a project of its own."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.adapters.google.fake_google import FakeGoogle, on_loopback
from tests.adapters.google.robot import key_json
from tests.adapters.google.sheet_model import Tab
from tests.adapters.google.sheets_made import KEY, book

from policyclerk import cli

KINDS = ("xlsx", "csv", "google")
Tabs = Mapping[str, Sequence[Sequence[object]]]


def as_workbook(tabs: Tabs, folder: Path) -> str:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in tabs.items():
        sheet = workbook.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # a text that begins with "=" stays one
    workbook.save(folder / "register.xlsx")
    return '[register]\nkind = "xlsx"\npath = "register.xlsx"\n'


def as_text_files(tabs: Tabs, folder: Path) -> str:
    lines = ['[register]\nkind = "csv"\npath = "Policies.csv"']
    for name, rows in tabs.items():
        out = io.StringIO()
        csv.writer(out).writerows(
            [f"{v:%d/%m/%Y}" if isinstance(v, date) else v for v in row] for row in rows
        )
        (folder / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8-sig", newline="")
        lines += [f'{name.lower()} = "{name}.csv"'] if name != "Policies" else []
    return "\n".join(lines) + "\n"


def as_google_sheet(tabs: Tabs) -> FakeGoogle:
    made = [
        Tab.of(number, name, rows, height=len(rows) + 5, width=20)
        for number, (name, rows) in enumerate(tabs.items())
    ]
    google = FakeGoogle(book(*made))
    google.epoch = int(datetime.now(UTC).timestamp())  # noqa: TID251  # the product's own clock runs here
    return google


@contextmanager
def project(
    kind: str, tabs: Tabs, folder: Path, monkeypatch: pytest.MonkeyPatch, *, further: str = "", keys: str = ""
) -> Iterator[FakeGoogle]:
    """A project over the register; the Google of it is the one to ask for what went wrong.

    Args:
        keys: further lines of [register].
        further: further tables of the settings.
    """
    (folder / "config").mkdir(parents=True)
    (folder / "policies").mkdir(exist_ok=True)
    google = as_google_sheet(tabs)
    with on_loopback(google) if kind == "google" else nullcontext("") as address:
        if kind == "google":
            monkeypatch.setenv("POLICYCLERK_GOOGLE_KEY", key_json(f"{address}/token"))
            settings = f'[register]\nkind = "google"\nspreadsheet = "{KEY}"\nendpoint = "{address}"\n'
        else:
            settings = as_workbook(tabs, folder) if kind == "xlsx" else as_text_files(tabs, folder)
        (folder / "config" / "trust.toml").write_text(f"{settings}{keys}\n{further}", encoding="utf-8")
        yield google


def json_of(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Any:
    """What a command answers on 23 November 2026."""
    monkeypatch.setattr(
        sys, "argv", ["policyclerk", command, "-p", str(folder), "--today", "2026-11-23", "--json"]
    )
    with pytest.raises(SystemExit):
        cli.main()
    said = capfd.readouterr()
    assert said.out, said.err
    return json.loads(said.out)
