"""A night over a Google sheet and documents in Drive, on a real connection: read, understood, brought together, written."""

from datetime import date
from pathlib import Path

from tests.adapters.google.fake_drive import FOLDER, GOOGLE_DOC, DriveFile, FakeDrive
from tests.adapters.google.fake_google import FakeGoogle, on_loopback
from tests.adapters.google.robot import key_json
from tests.adapters.google.sheet_model import Cell, Tab
from tests.adapters.google.sheets_made import DAY, KEY, book, statuses
from tests.adapters.test_documents_drive import ROOT, word

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
