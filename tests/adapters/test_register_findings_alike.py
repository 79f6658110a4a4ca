"""One register as workbook, as text files and as a Google sheet: what `check` finds is the same to the byte."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from tests.adapters.three_kinds import KINDS, Tabs, json_of, project
from tests.trusts import a_paper

EXAMPLE = Path(__file__).parents[2] / "examples" / "northmoor-trust"

MESSY: Tabs = {
    "Policies": [
        ["Elm & Ash Trust: policies"],
        [],
        ["Ref", "Policy", "School", "Statutory", "Owner", "Approval level", "Cycle", "Last reviewed", "Next review",
         "Version", "Status", "Document", "Notes"],
        ["Trust policies"],
        ["T1", "Behaviour Policy", None, "✓", "Jo Marsh", "T", "Annual", date(2025, 3, 1), date(2026, 3, 1), "1.10",
         "Approved", "policies/Behaviour Policy.docx", "=see minutes"],
        ["T2", "Complaints Policy", None, "Y", "Jo Marsch", "T", "3 yrs", "Spring 2024", None, "2", None, "no such.docx",
         "line one\nline two"],
        ["T2", "Data Protection", None, None, "Sam Okoro & Jo Marsh", "T", "Bi-annual", "12.05.26 (FGB)", "31/02/2027",
         None, "DRAFT", "../outside.docx", None],
        ["Ash Primary School"],
        ["A1", "Behaviour Policy", None, "no", "SBM", "LGB", "soonish", "Aug 25", "Autumn 2026", "007", "Approved",
         "Ash Behaviour.docx", 'quotes "inside", and; marks'],
        [None, "Attendance", "All schools", None, None, "H", "Every 2 years", date(2024, 9, 2), "5/6/2026", None, None,
         "https://evil.example/x.docx", None],
        [None, "Lettings", "Nowhere Academy", None, "nobody@@example", None, "as needed", None, "Live document", None,
         "Withdrawn", "javascript:alert(1)", "ünïcödé – “quotes” £ 校"],
        ["A9", None, "Ash", None, "Jo Marsh", None, None, None, date(2027, 1, 1), None, None, None, None],
        ["Total", 6],
        [],
        ["* statutory"],
    ],
    "People": [
        ["Name", "Role", "Body", "School", "Email", "Active", "Away from", "Away until", "Deputy"],
        ["Jo Marsh", "DSL", None, "Ash", "j.marsh@ash.example", None, date(2026, 11, 1), None, "Sam Okoro"],
        ["Sam Okoro", "School Business Manager", None, None, " S.Okoro@Ash.example ", "yes", None, None, None],
        ["Amy Reed", "Headteacher", None, "Ash Primary School", "not an address", None, None, None, None],
        ["Tess Vane", "Chair", "Trust Board", None, "t.vane@ash.example", "left", None, None, None],
    ],
    "Schools": [
        ["School", "Short name", "Phase", "Type", "Headteacher"],
        ["Ash Primary School", "ASH", "Primary", "academy", "Amy Reed"],
        ["Elm High School", "EHS", "Secondary", "maintained", None],
    ],
    "Terms": [
        ["School", "Term", "Starts", "Ends"],
        [None, "Autumn 1", date(2026, 9, 2), "23/10/2026"],
        [None, "Autumn 2", date(2026, 11, 2), date(2026, 12, 18)],
    ],
    "Meetings": [["Body", "School", "Date", "Papers out"], ["LGB", "ASH", date(2026, 12, 9), None]],
}  # fmt: skip


def northmoor() -> Tabs:
    """The example trust's own workbook, a link as the path that it leads to."""
    workbook = openpyxl.load_workbook(EXAMPLE / "register.xlsx")
    return {
        sheet.title: [
            [
                unquote(c.hyperlink.target) if c.hyperlink and c.hyperlink.target else _day(c.value)
                for c in row
            ]
            for row in sheet.iter_rows()
        ]
        for sheet in workbook
    }


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def messy_trust(folder: Path) -> None:
    for name in ("Behaviour Policy", "Ash Behaviour", "Unnamed"):
        a_paper(folder / "policies" / f"{name}.docx", title=name)


def example_trust(folder: Path) -> None:
    shutil.copytree(EXAMPLE / "policies", folder / "policies")


TRUSTS = {"the example trust": (northmoor, example_trust), "a messy one": (lambda: MESSY, messy_trust)}


@pytest.mark.parametrize("trust", TRUSTS)
def test_the_same_register_gives_the_same_findings_whatever_its_kind(
    trust: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rows, papers = TRUSTS[trust]
    tabs, answers = rows(), {}
    for kind in KINDS:
        papers(tmp_path / kind)
        with project(kind, tabs, tmp_path / kind, monkeypatch) as google:
            answers[kind] = json_of("check", tmp_path / kind, monkeypatch, capfd)
        assert not google.violations
    for part in ("findings", "register_problems", "policies", "summary", "problems"):
        texts = {kind: told(answer[part], SOURCES[kind]) for kind, answer in answers.items()}
        assert texts["csv"] == texts["xlsx"], part
        assert texts["google"] == texts["xlsx"], part
    assert len(answers["xlsx"]["findings"]) > 8
    assert len(answers["xlsx"]["register_problems"]) > 3


SOURCES = {"xlsx": "register.xlsx", "csv": "Policies.csv", "google": "Google sheet “Policy register”"}


def told(part: Any, source: str) -> bytes:
    """A part of the answer without what names the file and the place in it."""
    text = json.dumps(_without_places(part), ensure_ascii=False, indent=1)
    return text.replace(source, "the register").encode()


def _without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_places(each) for each in value]
    if isinstance(value, dict):
        return {k: _without_places(v) for k, v in value.items() if k not in {"tab", "source", "where"}}
    return value
