"""What somebody could type into a register to do harm, in each kind of register, on the way in and on the way out."""

import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.google.fake_google import FakeGoogle
from tests.adapters.google.sheet_model import Tab
from tests.adapters.google.sheets_made import KEY
from tests.adapters.three_kinds import KINDS, Tabs, json_of, project

from policyclerk.adapters.register_xlsx import XlsxRegister

HEADINGS = ["Ref", "Policy", "School", "Owner", "Owner email", "Next review", "Document", "Notes"]
FORMULAS = ("=1+1", "+44 20", "-1", "@SUM(A1)", "＝1+1", '=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0",
            '=IMPORTXML("https://evil.example","//a")')  # fmt: skip
LINKS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
    "smb://evil/share/x.docx", "\\\\evil\\share\\x.docx", "//evil.example/x.docx", "ms-word:ofe|u|https://evil.example/x.docx",
    "https://evil.example/x.docx", "https://user:word@trust.example/x.docx", "http://169.254.169.254/latest/meta-data",
)  # fmt: skip
PATHS = (
    "../secret.docx", "policies/../../secret.docx", "..%2f..%2fsecret.docx", "%2e%2e/secret.docx", "..\\..\\secret.docx",
    "/etc/passwd", "C:\\Windows\\win.ini", "~/secret.docx", "secret.docx\u202e", "a\u200bb.docx",
)  # fmt: skip
SENDING = '[reminders]\nbacklog = "send"\n'


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def policies(*rows: list[object]) -> Tabs:
    return {"Policies": [HEADINGS, *rows]}


def row(number: int, title: str, **more: object) -> list[object]:
    values = {"Ref": f"P{number}", "Policy": title, "Owner": "Jo Marsh", "Owner email": "j.marsh@ash.example"}
    values |= {
        "Next review": date(2025, 3, 1),
        **{name.replace("_", " "): value for name, value in more.items()},
    }
    return [values.get(heading) for heading in HEADINGS]


def a_night(
    kind: str, tabs: Tabs, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> tuple[Any, FakeGoogle]:
    """Everything that a night does, written back too."""
    with project(kind, tabs, folder / kind, monkeypatch, keys="write_back = true", further=SENDING) as google:
        (folder / "secret.docx").write_bytes(b"nobody's business")
        answer = json_of("run", folder / kind, monkeypatch, capfd)
    assert not google.violations
    assert not google.foreign
    return answer, google


def cells_written(kind: str, folder: Path, google: FakeGoogle) -> list[object]:
    """Every value below our headings, as it stands in the file or the sheet."""
    if kind == "google":
        return [c.value for line in sheet(google).rows for c in line[len(HEADINGS) :] if not c.blank]
    if kind == "csv":
        with (folder / "csv" / "Policies.csv").open(encoding="utf-8-sig", newline="") as file:
            return [cell for line in csv.reader(file) for cell in line[len(HEADINGS) :]]
    table = XlsxRegister(folder / "xlsx" / "register.xlsx", shown="register.xlsx").read().tables[0]
    return [c.value for line in table.rows for c in line[len(HEADINGS) :] if c.value is not None]


def sheet(google: FakeGoogle) -> Tab:
    return google.books[KEY].tabs[0]


def test_a_formula_in_any_cell_comes_through_as_text_and_is_never_worked_out(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [row(n, f"{text} policy", Notes=text, Owner=text) for n, text in enumerate(FORMULAS, 1)]
    with project(kind, policies(*rows), tmp_path / kind, monkeypatch) as google:
        answer = json_of("check", tmp_path / kind, monkeypatch, capfd)
    assert [line["title"] for line in answer["policies"]] == [f"{text} policy" for text in FORMULAS]
    assert all(line["document"] is None for line in answer["policies"])
    assert not google.foreign


def test_nothing_that_is_written_back_can_become_a_formula(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [row(n, text + " x", School=text) for n, text in enumerate(FORMULAS, 1)]
    answer, google = a_night(kind, policies(*rows), tmp_path, monkeypatch, capfd)
    written = [str(value) for value in cells_written(kind, tmp_path, google)]
    assert any(text.startswith("Red: review overdue") for text in written)
    assert not [text for text in written if text.startswith(tuple("=+-@\t\r＝＋－＠"))]
    if kind == "xlsx":
        with zipfile.ZipFile(tmp_path / kind / "register.xlsx") as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    if kind == "google":
        assert all(c.formula is None for line in sheet(google).rows for c in line)
    assert {a["state"] for a in answer["actions"] if a["kind"] == "update_register"} == {"done"}


@pytest.mark.parametrize("links", [LINKS, PATHS], ids=["addresses", "paths"])
def test_no_link_leads_out_of_the_documents_folder_or_to_another_computer(
    kind: str,
    links: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    rows = [row(n, f"Subject {'abcdefghijklmnop'[n]}", Document=text) for n, text in enumerate(links)]
    answer, _ = a_night(kind, policies(*rows), tmp_path, monkeypatch, capfd)
    monkeypatch.undo()
    found = json_of_check(kind, tmp_path, rows, monkeypatch, capfd)
    told = [p for p in found["register_problems"] if p["kind"] in ("link_refused", "link_broken")]
    assert sorted(p["row"] for p in told) == list(range(2, len(links) + 2))
    assert all(line["document"] is None for line in found["policies"])
    assert not [d for d in found["documents"] if "secret" in d["path"]]
    for page in (tmp_path / kind / "reports").glob("*.html"):
        assert_harmless(page.read_text(encoding="utf-8"))
    for action in answer["actions"]:
        assert "secret" not in str(action["result"] if action["kind"] == "write_draft" else "")


def json_of_check(
    kind: str,
    folder: Path,
    rows: list[list[object]],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Any:
    with project(kind, policies(*rows), folder / f"again-{kind}", monkeypatch):
        return json_of("check", folder / f"again-{kind}", monkeypatch, capfd)


class Links(HTMLParser):
    """Collects where a page leads and what it runs."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def assert_harmless(page: str) -> None:
    links = Links()
    links.feed(page)
    assert not links.handlers
    assert not {"iframe", "object", "embed", "form", "base"} & set(links.tags)
    for address in links.addresses:
        assert not re.match(r"(?i)\s*(?:javascript|data|vbscript|file|smb|ms-\w+):|//|\\\\", address), address
        assert "evil.example" not in address
        assert ".." not in address.split("/")


def test_what_is_typed_as_html_stays_text_in_report_and_mail(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    title = '<script>alert(1)</script><img src=x onerror="alert(1)"> policy'
    answer, _ = a_night(kind, policies(row(1, title, Notes=title, Owner=title)), tmp_path, monkeypatch, capfd)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / kind / "reports").glob("*.html")]
    assert pages
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert [a["to"] for a in answer["actions"] if a["kind"] == "send_mail"] == ["j.marsh@ash.example"]


def test_a_title_that_climbs_or_is_no_file_name_makes_no_file_outside_the_project(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    titles = (
        "../../../climbs",
        "/etc/absolute",
        "CON",
        "a\\b\\c",
        "nul.docx",
        "x" * 300,
        ".hidden",
        "a:b|c?d*e<f>g",
    )
    rows = [row(n, title, School=title) for n, title in enumerate(titles, 1)]
    a_night(kind, policies(*rows), tmp_path, monkeypatch, capfd)
    assert {path.name for path in tmp_path.iterdir()} == {kind, "secret.docx"}
    assert not [path for path in made(tmp_path / kind) if len(path.name) > 200]


def made(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_a_cell_of_50_000_characters_is_cut_and_named_and_its_row_is_kept(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    length = 32_767 if kind == "xlsx" else 50_000  # no workbook holds more in a cell
    tabs = policies(row(1, "P" * length, Notes="n" * length, Document="d" * length), row(2, "Uniform"))
    answer, _ = a_night(kind, tabs, tmp_path, monkeypatch, capfd)
    with project(kind, tabs, tmp_path / f"again-{kind}", monkeypatch):
        found = json_of("check", tmp_path / f"again-{kind}", monkeypatch, capfd)
    assert [len(line["title"]) for line in found["policies"]] == [2_000, 7]
    kinds = [(p["kind"], p["column"]) for p in found["register_problems"] if p["row"] == 2]
    assert ("cell_too_long", "Policy") in kinds
    assert ("cell_too_long", "Notes") in kinds
    assert all(len(p["raw"] or "") <= 2_000 for p in found["register_problems"])
    assert {a["state"] for a in answer["actions"] if a["kind"] == "update_register"} == {"done"}


def test_control_characters_reach_no_path_address_or_cell_of_ours(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    controls = (
        "\u202e\u200b\u2028\x85\u0007" if kind != "xlsx" else "\u202e\u200b\u2028\x85"
    )  # no workbook holds a bell
    tabs = policies(
        row(1, f"Beha{controls}viour", School=f"A{controls}sh", Owner_email=f"j.marsh{controls}@ash.example"),
        row(2, "Uniform", Document=f"uni{controls}form.docx"),
    )
    answer, google = a_night(kind, tabs, tmp_path, monkeypatch, capfd)
    bad = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u200b\u2028\u202e]")
    assert not [path for path in made(tmp_path / kind) if bad.search(path.name)]
    assert not [a["to"] for a in answer["actions"] if a["to"] and bad.search(a["to"])]
    assert not [
        v for v in cells_written(kind, tmp_path, google) if re.search(r"[\x00-\x08\x0b-\x1f]", str(v))
    ]


def test_an_address_with_letters_of_another_script_is_named_and_never_written_to(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    addresses = (
        "j.m\u0430rsh@ash.example",
        "j.marsh@\u0430sh.example",
        "j.marsh@ash\u3002example",
        "ｊ@ash.example",
    )
    rows = [row(n, f"Subject {n} of four", Owner_email=text) for n, text in enumerate(addresses, 1)]
    answer, _ = a_night(kind, policies(*rows), tmp_path, monkeypatch, capfd)
    assert not [a for a in answer["actions"] if a["kind"] == "send_mail"]
    with project(kind, policies(*rows), tmp_path / f"again-{kind}", monkeypatch):
        found = json_of("check", tmp_path / f"again-{kind}", monkeypatch, capfd)
    assert [p["row"] for p in found["register_problems"] if p["kind"] == "email_invalid"] == [2, 3, 4, 5]
