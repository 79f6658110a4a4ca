"""The reader as a whole: nothing is raised, and the child answers line by line."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.word.build_docx import MAIN, p, packed, parts, table, write_docx

from policyclerk.domain.document import facts_from_plain
from policyclerk.domain.plain import to_plain
from policyclerk.word import reader

LETTERS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)
WORDS = st.sampled_from(
    [
        "Signed: ____",
        "Date: 1/2/24",
        "Version 1.0",
        "Next review:",
        "Approved by",
        "|",
        "\t",
        "May 2024",
        "[x]",
        "(Chair)",
        "Owner",
        "_" * 30,
        "…",
        "\n",
        "31/02/2024",
    ]
)
LINES = st.lists(st.one_of(LETTERS, WORDS), max_size=5).map(" ".join)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_file_that_cannot_be_read_has_a_kind_and_a_sentence(tmp_path: Path) -> None:
    facts = reader.read_file(str(tmp_path / "nowhere.docx"), name="policies/nowhere.docx")
    assert (facts.file, facts.ok) == ("policies/nowhere.docx", False)
    assert facts.problem is not None
    assert facts.problem.kind == "not_found"
    assert facts.problem.message.endswith(".")


def test_macros_are_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "policy.docm"
    path.write_bytes(
        packed(parts(p("Policy"), main="application/vnd.ms-word.document.macroEnabled.main+xml"))
    )
    facts = reader.read_file(str(path))
    assert facts.ok
    assert [note.kind for note in facts.notes] == ["template_or_macro"]


def test_a_file_without_text_says_so(tmp_path: Path) -> None:
    assert [note.kind for note in reader.read_file(write_docx(tmp_path, p())).notes] == ["no_text"]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path, p("Attendance Policy"), p("Next review: May 2025"), p("Signed: ____ (Headteacher)")
    )
    assert reader.read_file(path) == reader.read_file(path)


def test_facts_survive_the_way_through_json(tmp_path: Path) -> None:
    facts = reader.read_file(
        write_docx(
            tmp_path, p("Attendance Policy"), p("Next review: 31/02/2025"), p("Signed: ____ (Headteacher)")
        )
    )
    assert facts_from_plain(json.loads(json.dumps(to_plain(facts)))) == facts


def test_the_child_answers_each_request_in_one_line(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p("Attendance Policy\u2028with\u0085odd breaks"))
    requests = [
        json.dumps({"file": "a.docx", "local": path, "max_mb": 50}),
        "",
        json.dumps({"file": "b.docx", "local": "nowhere"}),
    ]
    out = io.StringIO()
    reader.serve(requests, out)
    answers = [json.loads(line) for line in out.getvalue().split("\n") if line]
    assert [(answer["file"], answer["ok"]) for answer in answers] == [("a.docx", True), ("b.docx", False)]


def test_the_program_prints_the_facts_of_files(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p("Attendance Policy"))
    done = subprocess.run(
        [sys.executable, "-m", "policyclerk.word.reader", "--files", path],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout)["title"] == "Attendance Policy"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (RecursionError(), "hostile"),
        (MemoryError(), "hostile"),
        (OSError("x"), "corrupt"),
        (KeyError("x"), "not_read"),
        (ValueError("Reed"), "not_read"),
        (TypeError("y"), "not_read"),
    ],
)
def test_a_fault_of_the_program_is_never_said_to_be_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, kind: str
) -> None:
    def break_down(_: object) -> None:
        raise fault

    monkeypatch.setattr(reader, "walk", break_down)
    facts = reader.read_file(write_docx(tmp_path, p("Policy")))
    assert not facts.ok
    assert facts.sha256 is not None
    assert facts.problem is not None
    assert facts.problem.kind == kind
    assert "Reed" not in facts.problem.message


def facts_of(data: bytes, folder: Path) -> None:
    path = folder / "fuzz.docx"
    path.write_bytes(data)
    facts = reader.read_file(str(path))
    assert facts.ok or (facts.problem is not None and facts.problem.kind != "not_read"), facts.problem
    json.dumps(to_plain(facts))


@SLOW
@given(lines=st.lists(LINES, max_size=8), rows=st.lists(st.lists(LINES, min_size=1, max_size=4), max_size=4))
def test_documents_of_any_words_are_read_to_the_end(
    lines: list[str], rows: list[list[str]], tmp_path: Path
) -> None:
    cells = [tuple(cell.replace("<w:", "") for cell in row) for row in rows]
    path = tmp_path / "any.docx"
    path.write_bytes(packed(parts(*map(p, lines), table(*cells), footer=p(lines[0] if lines else ""))))
    facts = reader.read_file(str(path))
    assert facts.ok, facts.problem


@SLOW
@given(data=st.data())
def test_changed_bytes_never_raise(data: st.DataObject, tmp_path: Path) -> None:
    whole = bytearray(packed(parts(p("Attendance Policy"), p("Next review: May 2025"))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    facts_of(bytes(whole[: data.draw(st.integers(0, len(whole)))]), tmp_path)


@SLOW
@given(data=st.data())
def test_changed_xml_never_raises(data: st.DataObject, tmp_path: Path) -> None:
    content = parts(p("Attendance Policy"), table(("Version", "Date"), ("1.0", "May 2024")), main=MAIN)
    text = content["word/document.xml"]
    at = data.draw(st.integers(0, len(text)))
    content["word/document.xml"] = (
        text[:at]
        + data.draw(st.sampled_from(["", "<w:p/>", "<w:tc>", "&", "\u0007", "<w:r><w:fldChar/></w:r>"]))
        + text[at + data.draw(st.integers(0, 9)) :]
    )
    facts_of(packed(content), tmp_path)
