"""A night over a Google sheet and documents in Drive, on a real connection: read, understood, brought together, written."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.adapters.google.fake_drive import FOLDER, GOOGLE_DOC, DriveFile, FakeDrive
from tests.adapters.google.fake_google import FakeGoogle, on_loopback
from tests.adapters.google.robot import key_json
from tests.adapters.google.sheet_model import Cell, Tab
from tests.adapters.google.sheets_made import DAY, KEY, book, statuses
from tests.adapters.test_documents_drive import ROOT, word

from policyclerk import cli
from policyclerk.adapters.cache_sql import FactsCacheSql
from policyclerk.adapters.documents_drive import DriveDocuments
from policyclerk.adapters.google_key import read_service_key
from policyclerk.adapters.google_session import DRIVE_SCOPE, SHEETS_SCOPE, GoogleSession
from policyclerk.adapters.pool_processes import read_batch
from policyclerk.adapters.register_google import GoogleRegister
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS
from policyclerk.domain.settings import Settings
from policyclerk.gather import Sources, gather, in_process, one_by_one

LINKED = "https://docs.google.com/document/d/doc_uniform_1/edit"
ROWS = [
    ("Ref", "Policy", "Owner", "Next review", "Document"),
    ("P1", "Behaviour Policy", "Ann Example", date(2027, 3, 1), "Behaviour.docx"),
    ("P2", "Uniform Policy", "Bob Example", "September 2027", Cell("Uniform", chip=LINKED)),
    (
        "P3",
        "Lunch Policy",
        "Cat Example",
        date(2025, 3, 1),
        Cell("Lunch", hyperlink="https://evil.example/lunch.docx"),
    ),
]


def test_a_night_reads_sheet_and_documents_and_writes_every_row(tmp_path: Path) -> None:
    drive = FakeDrive().add(
        DriveFile(ROOT, "Policies", FOLDER),
        DriveFile("file_behaviour", "Behaviour.docx", parent=ROOT, content=word("Behaviour Policy")),
        DriveFile("doc_uniform_1", "Uniform", GOOGLE_DOC, content=word("Uniform Policy")),
    )
    tab = Tab.of(0, "Policies", ROWS)
    google = FakeGoogle(book(tab), drive=drive)
    with on_loopback(google) as address:
        key = read_service_key(secret=key_json(f"{address}/token"), path=None)
        session = GoogleSession(
            key, scopes=(SHEETS_SCOPE, DRIVE_SCOPE), endpoint=address, epoch=lambda: google.epoch
        )
        source = GoogleRegister(session, f"https://docs.google.com/spreadsheets/d/{KEY}/edit")
        sources = Sources(
            register=source,
            documents=DriveDocuments(session, root=ROOT, cache=tmp_path / "drive-cache", max_mb=5),
            cache=FactsCacheSql.read_only(tmp_path / "facts.db", "1"),
            read_batch=read_batch,
            bank_holidays=frozenset(),
        )
        found = gather(sources, Settings(), DAY, step=in_process, spread=one_by_one)
        assert found.register is not None
        orders = [_order(policy.row, policy.ref, policy.title) for policy in found.register.policies]
        outcomes = source.write_status(orders=orders, register=found.register)
    assert [line.path for line in found.documents if line.ok] == [
        "Behaviour.docx",
        "linked/doc_unif/Uniform.docx",
    ]
    titles = [standing.document.facts.title if standing.document else None for standing in found.standings]
    assert titles == ["Behaviour Policy", "Uniform Policy", None]
    assert [
        (problem.row, problem.kind) for problem in found.register.problems if problem.column == "Document"
    ] == [(4, "link_refused")]
    assert all(outcome.written for outcome in outcomes)
    assert statuses(tab)["Lunch Policy"] == "Red: Lunch Policy"
    assert not google.violations
    assert not google.foreign
    assert session.requests_made == len(google.seen) == sum(google.calls().values())


def _order(row: int, ref: str | None, title: str) -> StatusOrder:
    values = (f"Red: {title}", None, None, None, DAY)
    return StatusOrder(
        "Policies", row, (("Ref", ref), ("Policy", title)), tuple(zip(OWN_HEADINGS, values, strict=True))
    )


def test_the_command_line_runs_a_night_on_a_google_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ("Ref", "Policy", "Owner", "Owner email", "Next review"),
        ("P1", "Behaviour Policy", "Ann Example", "ann@ash.example", date(2025, 3, 1)),
    ]
    tab = Tab.of(0, "Policies", rows)
    google = FakeGoogle(book(tab))
    google.epoch = int(datetime.now(UTC).timestamp())  # noqa: TID251  # the product's own clock runs here
    with on_loopback(google) as address:
        (tmp_path / "config").mkdir()
        (tmp_path / "policies").mkdir()
        settings = (
            f'[register]\nkind = "google"\nspreadsheet = "{KEY}"\nendpoint = "{address}"\nwrite_back = true\n'
        )
        backlog = '[reminders]\nbacklog = "send"\n'
        (tmp_path / "config" / "trust.toml").write_text(settings + backlog, encoding="utf-8")
        monkeypatch.setenv("POLICYCLERK_GOOGLE_KEY", key_json(f"{address}/token"))
        monkeypatch.setattr(
            sys, "argv", ["policyclerk", "run", "-p", str(tmp_path), "--today", "2026-11-23", "--json"]
        )
        with pytest.raises(SystemExit) as ended:
            cli.main()
    answer = json.loads(capfd.readouterr().out)
    assert ended.value.code == 0, answer["problems"]
    assert statuses(tab)["Behaviour Policy"].startswith("Red: review overdue")
    assert answer["requests"] == sum(google.calls().values()) <= 12
    assert [action["to"] for action in answer["actions"] if action["kind"] == "send_mail"] == [
        "ann@ash.example"
    ]
    assert not google.violations
    assert not google.foreign


def test_a_google_sheet_without_a_key_is_told_before_anything_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config").mkdir()
    text = f'[register]\nkind = "google"\nspreadsheet = "{KEY}"\n'
    (tmp_path / "config" / "trust.toml").write_text(text, encoding="utf-8")
    monkeypatch.delenv("POLICYCLERK_GOOGLE_KEY", raising=False)
    monkeypatch.setattr(sys, "argv", ["policyclerk", "check", "-p", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "POLICYCLERK_GOOGLE_KEY" in capfd.readouterr().err
