"""Documents in Google Drive: listed, fetched once, found from what people type; nothing else is ever asked for."""

import io
import os
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.adapters.google.fake_drive import FOLDER, GOOGLE_DOC, SHORTCUT, DriveFile, FakeDrive
from tests.adapters.google.fake_google import FakeGoogle, Reply, says
from tests.adapters.google.robot import EMAIL
from tests.adapters.google.sheets_made import Waits, session

from policyclerk.adapters.documents_drive import DriveDocuments
from policyclerk.adapters.drive_links import read_drive_lead
from policyclerk.adapters.google_session import DRIVE_SCOPE, SHEETS_SCOPE
from policyclerk.domain.errors import PolicyclerkError, SettingsError
from policyclerk.ports import Batch

ROOT = "root_folder_1"
LONG = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ_0123"


def word(text: str = "Behaviour Policy") -> bytes:
    document = docx.Document()
    document.add_heading(text, 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def drive() -> FakeDrive:
    return FakeDrive().add(
        DriveFile(ROOT, "Policies", FOLDER),
        DriveFile("ash_folder", "Ash School", FOLDER, parent=ROOT),
        DriveFile("deep_folder", "Old / new", FOLDER, parent="ash_folder"),
        DriveFile("file_behaviour", "Behaviour.docx", parent=ROOT, content=word()),
        DriveFile(LONG, "Uniform Policy", GOOGLE_DOC, parent="ash_folder", content=word("Uniform Policy")),
        DriveFile("file_deep", "Lunch.docx", parent="deep_folder", content=b"lunch"),
        DriveFile("file_ash_behaviour", "Behaviour.docx", parent="ash_folder", content=b"ash"),
        DriveFile("file_sheet", "Costs", "application/vnd.google-apps.spreadsheet", parent=ROOT),
        DriveFile("file_pdf", "Signed.pdf", "application/pdf", parent=ROOT, content=b"%PDF"),
        DriveFile("file_lock", "~$haviour.docx", parent=ROOT, content=b"x"),
        DriveFile("file_binned", "Gone.docx", parent=ROOT, content=b"x", trashed=True),
        DriveFile("file_elsewhere", "Elsewhere.docx", content=b"elsewhere"),
    )


def store(google: FakeGoogle, tmp_path: Path, **how: Any) -> DriveDocuments:
    given = {"root": ROOT, "cache": tmp_path / "drive-cache", "max_mb": 1, **how}
    return DriveDocuments(session(google, scopes=(SHEETS_SCOPE, DRIVE_SCOPE), waits=Waits()), **given)


@pytest.fixture
def google() -> FakeGoogle:
    return FakeGoogle(drive=drive())


# ---- listing


def test_documents_of_all_folders_are_listed_with_a_copy_of_each(google: FakeGoogle, tmp_path: Path) -> None:
    refs = store(google, tmp_path).listing()
    assert [ref.below_root for ref in refs] == [
        "Ash School/Behaviour.docx",
        "Ash School/Old _ new/Lunch.docx",
        "Ash School/Uniform Policy.docx",
        "Behaviour.docx",
    ]
    assert Path(refs[1].local).read_bytes() == b"lunch"
    assert all(Path(ref.local).stat().st_size == ref.size for ref in refs)
    assert len({ref.path for ref in refs}) == 4
    assert refs[0].modified_ns == 1_793_527_200 * 10**9
    assert not google.violations


def test_unchanged_documents_are_fetched_once(google: FakeGoogle, tmp_path: Path) -> None:
    first = store(google, tmp_path).listing()
    assert len(google.drive.fetched) == 4
    assert store(google, tmp_path).listing() == first
    assert len(google.drive.fetched) == 4
    google.drive.files["file_deep"].content = b"new lunch"
    google.drive.files[LONG].modified = "2026-11-19T09:00:00.000Z"
    again = store(google, tmp_path).listing()
    assert google.drive.fetched[4:] == ["file_deep", LONG]
    assert Path(again[1].local).read_bytes() == b"new lunch"
    assert len(os.listdir(tmp_path / "drive-cache")) == 4


def test_what_must_leave_nothing_behind_leaves_nothing(google: FakeGoogle, tmp_path: Path) -> None:
    reader = store(google, tmp_path, keep=False)
    refs = reader.listing()
    assert list(tmp_path.iterdir()) == []
    scratch = Path(refs[0].local).parent
    assert scratch.stat().st_mode & 0o077 == 0
    del reader
    assert not scratch.exists()


def test_copies_kept_before_are_used_by_what_leaves_nothing_behind(
    google: FakeGoogle, tmp_path: Path
) -> None:
    kept = store(google, tmp_path).listing()
    google.drive.fetched.clear()
    assert store(google, tmp_path, keep=False).listing() == kept
    assert google.drive.fetched == []


def test_a_listing_takes_few_requests_however_many_folders(tmp_path: Path) -> None:
    files = FakeDrive().add(DriveFile(ROOT, "Policies", FOLDER))
    files.add(*[DriveFile(f"folder_{n}", f"School {n}", FOLDER, parent=ROOT) for n in range(40)])
    google = FakeGoogle(drive=files)
    from tests.adapters.google import fake_drive

    page, fake_drive.PAGE = fake_drive.PAGE, 1000
    try:
        store(google, tmp_path).listing()
    finally:
        fake_drive.PAGE = page
    assert google.calls()["drive.files.list"] == 2


def test_two_documents_of_one_name_in_one_folder_have_two_paths(tmp_path: Path) -> None:
    files = drive().add(DriveFile("file_twice", "Behaviour.docx", parent=ROOT, content=b"twice"))
    refs = store(FakeGoogle(drive=files), tmp_path).listing()
    named = sorted(ref.below_root for ref in refs if ref.below_root.startswith("Behaviour"))
    assert named == ["Behaviour (file_twi).docx", "Behaviour.docx"]


def test_shortcuts_lead_to_their_documents(tmp_path: Path) -> None:
    files = drive().add(
        DriveFile("short_1", "Linked", SHORTCUT, parent=ROOT, target="file_elsewhere"),
        DriveFile("short_2", "Dead", SHORTCUT, parent=ROOT, target="nowhere"),
    )
    documents = store(FakeGoogle(drive=files), tmp_path)
    assert "Linked.docx" in [ref.below_root for ref in documents.listing()]
    assert documents.left_out == (f"The shortcut Dead leads to a file that {EMAIL} may not see.",)


def test_a_document_too_large_counts_as_too_large_without_being_fetched(tmp_path: Path) -> None:
    files = drive().add(
        DriveFile("file_big", "Big.docx", parent=ROOT, content=b"x", size=3 * 1024 * 1024),
        DriveFile("doc_big", "Big doc", GOOGLE_DOC, parent=ROOT, content=b"y" * (1024 * 1024 + 1)),
    )
    google = FakeGoogle(drive=files)
    refs = {ref.below_root: ref for ref in store(google, tmp_path).listing()}
    assert refs["Big.docx"].size == refs["Big doc.docx"].size == 1024 * 1024 + 1
    assert "file_big" not in google.drive.fetched
    from policyclerk.adapters.pool_processes import read_batch

    pairs = tuple(
        (name, refs[name].local) for name in ("Big.docx", "Big doc.docx", "Ash School/Uniform Policy.docx")
    )
    big, exported, fine = read_batch(Batch(1, pairs, max_mb=1))
    assert big.problem is not None
    assert exported.problem is not None
    assert (big.problem.kind, exported.problem.kind, fine.ok) == ("too_large", "too_large", True)


def test_a_document_that_may_not_be_downloaded_is_left_out_and_told(tmp_path: Path) -> None:
    files = drive().add(
        DriveFile("file_closed", "Closed.docx", parent=ROOT, content=None),
        DriveFile("doc_huge", "Huge", GOOGLE_DOC, parent=ROOT, content=None),
    )
    documents = store(FakeGoogle(drive=files), tmp_path)
    assert "Closed.docx" not in [ref.below_root for ref in documents.listing()]
    assert len(documents.left_out) == 2
    assert any("may not be downloaded" in each for each in documents.left_out)
    assert any("too large to be exported" in each for each in documents.left_out)
    found = documents.resolve(text=None, link="https://drive.google.com/file/d/file_closed/view")
    assert (found.ref, found.kind) == (None, "link_broken")
    assert "may not be downloaded" in str(found.why)


def test_a_folder_that_is_not_shared_is_told_with_the_address_to_share_with(tmp_path: Path) -> None:
    with pytest.raises(PolicyclerkError, match=f"share it with {EMAIL} as a viewer") as fault:
        store(FakeGoogle(drive=FakeDrive()), tmp_path).listing()
    assert fault.value.kind == "documents_missing"


def test_a_root_that_is_no_folder_is_told(google: FakeGoogle, tmp_path: Path) -> None:
    with pytest.raises(PolicyclerkError, match="not to a folder") as fault:
        store(google, tmp_path, root="file_behaviour").listing()
    assert fault.value.kind == "documents_missing"


def test_an_outage_is_a_passing_fault_of_the_store_and_no_missing_document(
    google: FakeGoogle, tmp_path: Path
) -> None:
    google.faults = [lambda _: says(503, "out", "UNAVAILABLE")] * 50
    with pytest.raises(PolicyclerkError, match="out of order") as fault:
        store(google, tmp_path).listing()
    assert (fault.value.kind, fault.value.temporary) == ("documents_unreadable", True)
    google.faults = []
    documents = store(google, tmp_path)
    documents.listing()
    google.faults = [lambda _: Reply(drop=True)] * 50
    with pytest.raises(PolicyclerkError) as fault:
        documents.resolve(text="https://docs.google.com/document/d/file_elsewhere/edit", link=None)
    assert fault.value.temporary


@pytest.mark.parametrize(
    "root", ["https://evil.example/drive/folders/x", "my folder", "", "https://docs.google.com/document/d/x"]
)
def test_what_names_no_folder_is_a_fault_of_the_settings(
    google: FakeGoogle, tmp_path: Path, root: str
) -> None:
    with pytest.raises(SettingsError, match="address of the Drive folder"):
        store(google, tmp_path, root=root)


def test_a_folder_may_be_named_by_its_address(google: FakeGoogle, tmp_path: Path) -> None:
    address = f"https://drive.google.com/drive/u/0/folders/{ROOT}?usp=sharing"
    assert len(store(google, tmp_path, root=address).listing()) == 4


# ---- following a cell


@pytest.mark.parametrize(
    ("said", "path"),
    [
        (f"https://docs.google.com/document/d/{LONG}/edit?usp=sharing", "Ash School/Uniform Policy.docx"),
        (f"https://docs.google.com/document/u/1/d/{LONG}/edit#heading=h.1", "Ash School/Uniform Policy.docx"),
        (f"https://docs.google.com/a/school.example/document/d/{LONG}", "Ash School/Uniform Policy.docx"),
        (LONG, "Ash School/Uniform Policy.docx"),
        ("https://drive.google.com/file/d/file_behaviour/view?resourcekey=0-x", "Behaviour.docx"),
        ("https://drive.google.com/open?id=file_behaviour", "Behaviour.docx"),
        ("https://drive.google.com/uc?export=download&id=file_behaviour", "Behaviour.docx"),
        ("https://drive.google.com/file/d/file_elsewhere/view", "linked/file_els/Elsewhere.docx"),
        ("Lunch.docx", "Ash School/Old _ new/Lunch.docx"),
        ("lunch", "Ash School/Old _ new/Lunch.docx"),
        ("uniform policy", "Ash School/Uniform Policy.docx"),
        ("Ash School/Behaviour.docx", "Ash School/Behaviour.docx"),
        ("Ash School\\Behaviour", "Ash School/Behaviour.docx"),
    ],
)
def test_what_people_type_leads_to_the_document(
    google: FakeGoogle, tmp_path: Path, said: str, path: str
) -> None:
    documents = store(google, tmp_path)
    documents.listing()
    found = documents.resolve(text=said, link=None)
    assert found.ref is not None, found.why
    assert found.ref.below_root == path
    assert Path(found.ref.local).is_file()
    assert documents.local(path) == Path(found.ref.local)


@pytest.mark.parametrize(
    ("said", "kind", "why"),
    [
        (
            "https://docs.google.com/document/d/unknown_file_1/edit",
            "link_broken",
            f"{EMAIL} sees no such document",
        ),
        ("https://drive.google.com/file/d/file_pdf/view", "link_broken", "neither a Word file"),
        ("https://drive.google.com/file/d/file_binned/view", "link_broken", "in the bin"),
        (f"https://drive.google.com/drive/folders/{ROOT}", "link_broken", "leads to a folder"),
        ("https://docs.google.com/spreadsheets/d/file_sheet/edit", "link_broken", "a Google sheet"),
        ("https://docs.google.com/document/d/e/2PACX-1vX/pub", "link_broken", "published copy"),
        ("https://drive.google.com/", "link_broken", "names no document"),
        ("Missing.docx", "link_broken", "no such document"),
        ("Behaviour.docx", "link_broken", "several documents"),
        ("https://evil.example/document/d/file_behaviour/edit", "link_refused", "web address"),
        ("https://docs.google.com.evil.example/document/d/file_behaviour", "link_refused", "web address"),
        ("https://me:secret@docs.google.com/document/d/file_behaviour", "link_refused", "login"),
        ("http://docs.google.com/document/d/file_behaviour", "link_refused", "web address"),
        ("javascript:alert(1)", "link_refused", "javascript"),
        ("file:///etc/passwd", "link_refused", "file:"),
        ("data:text/html,x", "link_refused", "data:"),
        ("../../etc/passwd", "link_refused", ".."),
        ("\\\\server\\share\\x.docx", "link_refused", "another computer"),
    ],
)
def test_what_leads_to_no_document_is_told(
    google: FakeGoogle, tmp_path: Path, said: str, kind: str, why: str
) -> None:
    documents = store(google, tmp_path)
    documents.listing()
    before = len(google.seen)
    found = documents.resolve(text=None, link=said)
    assert (found.ref, found.kind) == (None, kind)
    assert why in str(found.why)
    if kind == "link_refused":
        assert len(google.seen) == before


def test_the_text_leads_on_where_the_hyperlink_does_not(google: FakeGoogle, tmp_path: Path) -> None:
    documents = store(google, tmp_path)
    documents.listing()
    found = documents.resolve(text="Lunch.docx", link="https://evil.example/x")
    assert found.ref is not None
    assert found.kind == "link_refused"
    assert documents.resolve(text=" ", link=None) == type(found)(None)


def test_a_document_outside_the_folder_is_asked_for_once(google: FakeGoogle, tmp_path: Path) -> None:
    documents = store(google, tmp_path)
    documents.listing()
    before = len(google.seen)
    link = "https://drive.google.com/file/d/file_elsewhere/view"
    assert documents.resolve(text=None, link=link) == documents.resolve(text="x", link=link)
    assert len(google.seen) == before + 2


def test_documents_have_addresses_for_mails(google: FakeGoogle, tmp_path: Path) -> None:
    documents = store(google, tmp_path)
    documents.listing()
    assert (
        documents.web_link("Ash School/Uniform Policy.docx")
        == f"https://docs.google.com/document/d/{LONG}/edit"
    )
    assert documents.web_link("Behaviour.docx") == "https://drive.google.com/file/d/file_behaviour/view"
    assert documents.web_link("nowhere.docx") is None


def test_only_reading_is_asked_of_drive(google: FakeGoogle, tmp_path: Path) -> None:
    store(google, tmp_path).listing()
    assert google.scopes == [f"{SHEETS_SCOPE} {DRIVE_SCOPE}"]
    assert {each.method for each in google.seen if each.name != "token"} == {"GET"}
    assert all("token-" not in each.path and "token-" not in str(each.query) for each in google.seen)


@pytest.mark.parametrize(
    "said", ["A policy with a long name but spaces in it", "Behaviour_and_exclusions_policy_final", "x" * 40]
)
def test_a_long_file_name_is_no_id(said: str) -> None:
    lead = read_drive_lead(said)
    assert lead.id is None
    assert lead.names
