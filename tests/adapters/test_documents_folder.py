"""The documents folder: what is listed, and where the many ways of naming a file lead."""

import os
from pathlib import Path

import pytest

from policyclerk.adapters.documents_folder import FolderDocuments
from policyclerk.domain.errors import PolicyclerkError

WEB = "https://northmoor.sharepoint.com/sites/gov/Shared%20Documents/Policies"
FILES = (
    "Accessibility Plan.docx",
    "HR/Leave of Absence.docx",
    "School/Leave of Absence.docx",
    "School/SEND Policy v2.docx",
    "School/Scanned.pdf",
    "50%20 rule.docx",
    "Élan.docx",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "trust" / "policies" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    (tmp_path / "trust" / "Loose.docx").write_bytes(b"x")
    (tmp_path / "outside.docx").write_bytes(b"secret")
    return tmp_path / "trust"


@pytest.fixture
def store(project: Path) -> FolderDocuments:
    return FolderDocuments(
        project, project / "policies", web_root=WEB, leave_out=(project / "policies" / "drafts",)
    )


def below(store: FolderDocuments, text: str | None = None, link: str | None = None) -> str | None:
    """The file that a cell leads to, where nothing is wrong."""
    found = store.resolve(text=text, link=link)
    assert found.kind is None, found.why
    return found.ref.below_root if found.ref else None


def wrong(store: FolderDocuments, text: str | None = None, link: str | None = None) -> tuple[str | None, str]:
    """What is wrong with a cell that leads nowhere."""
    found = store.resolve(text=text, link=link)
    assert found.ref is None
    return found.kind, str(found.why)


# ---- listing


def test_word_files_are_listed_by_path_with_size_and_time(store: FolderDocuments, project: Path) -> None:
    refs = store.listing()
    assert [ref.below_root for ref in refs] == sorted(name for name in FILES if name.endswith(".docx"))
    leave = next(ref for ref in refs if ref.below_root.startswith("HR"))
    assert leave.path == "policies/HR/Leave of Absence.docx"
    assert Path(leave.local) == project.resolve() / leave.path
    assert (leave.size, leave.modified_ns) == (1, Path(leave.local).stat().st_mtime_ns)


@pytest.mark.parametrize("name", ["A.DOC", "a.docm", "a.dotx", "a.dotm"])
def test_whatever_calls_itself_word_is_listed(store: FolderDocuments, project: Path, name: str) -> None:
    (project / "policies" / name).touch()
    assert name in [ref.below_root for ref in store.listing()]


@pytest.mark.parametrize(
    "name",
    [
        "~$Plan.docx",
        "._Plan.docx",
        ".~lock.Plan.docx",
        "Plan.pdf",
        "Plan.docx.tmp",
        ".trash/Plan.docx",
        "drafts/Plan v2 DRAFT.docx",
    ],
)
def test_lock_files_hidden_folders_drafts_and_others_are_not(
    store: FolderDocuments, project: Path, name: str
) -> None:
    file = project / "policies" / name
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert len(store.listing()) == len(FILES) - 1


def test_a_folder_named_like_a_document_is_none(store: FolderDocuments, project: Path) -> None:
    (project / "policies" / "Plan.docx").mkdir()
    assert "Plan.docx" not in [ref.below_root for ref in store.listing()]


def test_symbolic_links_count_inside_the_project_only(store: FolderDocuments, project: Path) -> None:
    root = project / "policies"
    (root / "in.docx").symlink_to(project / "Loose.docx")
    (root / "out.docx").symlink_to(project.parent / "outside.docx")
    (root / "gone.docx").symlink_to(root / "nothing.docx")
    (root / "circle.docx").symlink_to(root / "circle.docx")
    (root / "folder").symlink_to(project.parent)
    assert {ref.below_root for ref in store.listing()} & {
        "in.docx",
        "out.docx",
        "gone.docx",
        "circle.docx",
    } == {"in.docx"}
    assert not any(ref.below_root.startswith("folder") for ref in store.listing())


def test_a_name_that_is_no_text_is_left_out_and_told(store: FolderDocuments, project: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(project / "policies") + b"/Caf\xe9.docx")).touch()
    except OSError:
        pytest.skip("this file system takes names of text only")
    assert len(store.listing()) == len(FILES) - 1
    assert "Caf" in store.left_out[0]


def test_a_root_that_is_missing_is_told_with_its_path(project: Path) -> None:
    with pytest.raises(PolicyclerkError) as fault:
        FolderDocuments(project, project / "elsewhere").listing()
    assert fault.value.kind == "documents_missing"
    assert "elsewhere" in fault.value.message


def test_a_folder_that_cannot_be_opened_is_told_not_passed_over(
    store: FolderDocuments, project: Path
) -> None:
    locked = project / "policies" / "HR"
    locked.chmod(0)
    try:
        if os.access(locked, os.R_OK):
            pytest.skip("this account may read everything")
        with pytest.raises(PolicyclerkError, match="cannot be opened") as fault:
            store.listing()
        assert fault.value.kind == "documents_unreadable"
    finally:
        locked.chmod(0o755)


def test_a_root_outside_the_project_gives_whole_paths(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "Plan.docx").touch()
    (ref,) = FolderDocuments(project, other).listing()
    assert (ref.path, ref.below_root) == ((other.resolve() / "Plan.docx").as_posix(), "Plan.docx")


# ---- the ways people name a file


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("Accessibility Plan.docx", "Accessibility Plan.docx"),
        ("  accessibility plan.DOCX ", "Accessibility Plan.docx"),
        ("Accessibility Plan", "Accessibility Plan.docx"),
        ("policies/Accessibility Plan.docx", "Accessibility Plan.docx"),
        ("./HR/Leave of Absence.docx", "HR/Leave of Absence.docx"),
        (r"HR\Leave of Absence.docx", "HR/Leave of Absence.docx"),
        ("hr/leave of absence.docx", "HR/Leave of Absence.docx"),
        ("Trust Policies/School/Leave of Absence.docx", "School/Leave of Absence.docx"),
        ("SEND Policy v2.docx", "School/SEND Policy v2.docx"),
        ("Old place/SEND Policy v2.docx", "School/SEND Policy v2.docx"),
        (r"C:\Users\ann\OneDrive - Trust\Policies\HR\Leave of Absence.docx", "HR/Leave of Absence.docx"),
        (r'"C:\Users\ann\Desktop\SEND Policy v2.docx"', "School/SEND Policy v2.docx"),
        ("50%20 rule.docx", "50%20 rule.docx"),
        ("School/SEND%20Policy%20v2.docx", "School/SEND Policy v2.docx"),
        ("E\u0301lan.docx", "Élan.docx"),
        ("School/Scanned.pdf", "School/Scanned.pdf"),
    ],
)
def test_a_typed_name_leads_to_its_file(store: FolderDocuments, text: str, leads_to: str) -> None:
    assert below(store, text=text) == leads_to


@pytest.mark.parametrize(
    "link",
    [
        "policies/School/SEND%20Policy%20v2.docx",
        "School/SEND Policy v2.docx",
        f"{WEB}/School/SEND%20Policy%20v2.docx",
        f"{WEB}/School/SEND%20Policy%20v2.docx?d=w1234&csf=1&web=1#top",
        "https://NORTHMOOR.sharepoint.com/sites/gov/shared documents/Policies/School/SEND Policy v2.docx",
        "https://northmoor.sharepoint.com/:w:/r/sites/gov/Shared%20Documents/Policies/School/SEND%20Policy%20v2.docx?d=w1",
    ],
)
def test_a_hyperlink_leads_to_its_file_without_being_fetched(store: FolderDocuments, link: str) -> None:
    assert below(store, text="click here", link=link) == "School/SEND Policy v2.docx"


def test_the_hyperlink_counts_before_the_text(store: FolderDocuments) -> None:
    assert below(store, text="Accessibility Plan.docx", link="50%2520%20rule.docx") == "50%20 rule.docx"


def test_a_file_in_the_project_is_found_too(store: FolderDocuments) -> None:
    found = store.resolve(text="Loose.docx", link=None)
    assert found.ref is not None
    assert found.ref.path == "Loose.docx"


def test_the_whole_path_on_this_machine_leads_to_a_file_below_the_root(
    store: FolderDocuments, project: Path
) -> None:
    assert below(store, text=str(project / "policies" / "50%20 rule.docx")) == "50%20 rule.docx"


@pytest.mark.parametrize("text", [None, "", "  "])
def test_an_empty_cell_leads_nowhere_and_nothing_is_wrong(store: FolderDocuments, text: str | None) -> None:
    found = store.resolve(text=text, link=None)
    assert (found.ref, found.kind, found.why) == (None, None, None)


def test_a_file_that_came_after_the_listing_is_found_by_its_path(
    store: FolderDocuments, project: Path
) -> None:
    store.listing()
    (project / "policies" / "New.docx").touch()
    assert below(store, text="New.docx") == "New.docx"


def test_two_files_of_one_name_are_both_named(store: FolderDocuments) -> None:
    kind, why = wrong(store, text="Leave of Absence.docx")
    assert kind == "link_broken"
    assert "HR/Leave of Absence.docx and School/Leave of Absence.docx" in why


@pytest.mark.parametrize("said", ["Nowhere.docx", "HR", "policies", ".", f"{WEB}/Nowhere.docx"])
def test_a_name_without_a_file_is_broken(store: FolderDocuments, said: str) -> None:
    assert wrong(store, text=said)[0] == "link_broken"


def test_a_bad_hyperlink_with_a_good_text_gives_the_file_and_the_fault(store: FolderDocuments) -> None:
    found = store.resolve(text="Accessibility Plan.docx", link="https://example.org/plan.docx")
    assert found.ref is not None
    assert (found.ref.below_root, found.kind) == ("Accessibility Plan.docx", "link_refused")


# ---- what is never followed


@pytest.mark.parametrize(
    "said",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "file:///C:/Policies/Accessibility%20Plan.docx",
        "smb://server/share/Accessibility Plan.docx",
        "ms-word:ofe|u|https://example.org/x.docx",
        "mailto:ann@example.org",
        r"\\server\share\Accessibility Plan.docx",
        "//server/share/Accessibility Plan.docx",
        "../outside.docx",
        r"..\outside.docx",
        "HR/../../outside.docx",
        "..%2foutside.docx",
        "%2e%2e/outside.docx",
        "..%252foutside.docx",
        "%5c..%5coutside.docx",
        "/etc/passwd",
        "/nowhere/Accessibility Plan.docx",
        r"C:\Windows\System32\drivers.docx",
        "https://example.org/Accessibility%20Plan.docx",
        "http://northmoor.sharepoint.com/sites/gov/Shared%20Documents/Policies/Accessibility%20Plan.docx",
        "https://ann:pw@northmoor.sharepoint.com/sites/gov/Shared%20Documents/Policies/Accessibility%20Plan.docx",
        "https://northmoor.sharepoint.com@example.org/sites/gov/Shared%20Documents/Policies/x.docx",
        "https://northmoor.sharepoint.com:8443/sites/gov/Shared%20Documents/Policies/Accessibility%20Plan.docx",
        "https://northmoor.sharepoint.com/sites/gov/Shared%20Documents/Policies2/Accessibility%20Plan.docx",
        f"{WEB}/../../secret.docx",
        f"{WEB}/%2e%2e/secret.docx",
        "https://[broken/x.docx",
        "Accessibility\x00 Plan.docx",
        "Accessibility%00Plan.docx",
        "Accessibility\u202ePlan.docx",
        "a/" * 600 + "x.docx",
        "x" * 900 + ".docx",
    ],
)
def test_hostile_and_foreign_spellings_are_refused(store: FolderDocuments, said: str) -> None:
    for found in (store.resolve(text=said, link=None), store.resolve(text=None, link=said)):
        assert (found.ref, found.kind) == (None, "link_refused")
        assert found.why
        assert found.why.isprintable()
        assert len(found.why) < 400


def test_a_symbolic_link_out_of_the_root_is_refused(store: FolderDocuments, project: Path) -> None:
    (project / "policies" / "out.docx").symlink_to(project.parent / "outside.docx")
    (project / "policies" / "folder").symlink_to(project.parent)
    assert wrong(store, text="out.docx")[0] == "link_refused"
    assert wrong(store, text="folder/outside.docx")[0] == "link_refused"


def test_a_draft_of_ours_is_no_policy(store: FolderDocuments, project: Path) -> None:
    (project / "policies" / "drafts").mkdir()
    (project / "policies" / "drafts" / "Plan DRAFT.docx").touch()
    kind, why = wrong(store, text="drafts/Plan DRAFT.docx")
    assert kind == "link_refused"
    assert "draft" in why


def test_no_web_root_no_web_address_is_followed(project: Path) -> None:
    store = FolderDocuments(project, project / "policies")
    assert wrong(store, link=f"{WEB}/Accessibility%20Plan.docx")[0] == "link_refused"


# ---- links for mails


def test_a_web_link_is_written_with_percent_signs(store: FolderDocuments) -> None:
    assert store.web_link("HR/Leave & pay #2 100%.docx") == f"{WEB}/HR/Leave%20%26%20pay%20%232%20100%25.docx"


def test_a_web_link_leads_back_to_its_file(store: FolderDocuments) -> None:
    for ref in store.listing():
        assert below(store, link=store.web_link(ref.below_root)) == ref.below_root


@pytest.mark.parametrize(
    "root", [None, "", "http://example.org/p", "https://ann:pw@example.org/p", "policies"]
)
def test_only_https_roots_make_web_links(project: Path, root: str | None) -> None:
    assert FolderDocuments(project, project / "policies", web_root=root).web_link("a.docx") is None
