"""Whatever a file holds and whatever the disk does, a draft is whole or not there, and the reason is a sentence."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.word.draft_samples import CHANGES, HISTORY, TITLE, p, parts_of, write_docx

from policyclerk.domain.errors import DraftRefused
from policyclerk.word.draft import write_draft

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs limits of processes")
CHILD = """
import json, os, sys
from datetime import date
from policyclerk.domain.action import DraftChanges
from policyclerk.domain.errors import DraftRefused
from policyclerk.word.draft import write_draft
DAY = date(2026, 11, 23)
CHANGES = DraftChanges("1.4", DAY, date(2027, 11, 23), DAY)
"""
"""What every child process begins with."""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return write_docx(tmp_path / "policy.docx", parts_of(TITLE + p("Version: 1.3") + HISTORY))


def child(code: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own that drafts."""
    command = [sys.executable, "-c", CHILD + code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# ---- hostile files


@pytest.fixture(scope="module")
def hostile(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files made to harm whoever opens them, from the maker beside the corpus."""
    maker = corpus.parent / "tools" / "make_hostile.py"
    if not maker.is_file():
        pytest.skip("the maker of hostile files is not on this machine")
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(maker), str(folder)], check=True, capture_output=True)
    return folder


DRAFT_ALL = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for number, source in enumerate(sys.argv[2:]):
    target = os.path.join(sys.argv[1], f"{number}.docx")
    try:
        write_draft(source=source, target=target, changes=CHANGES)
        said = None
    except DraftRefused as refused:
        said = [refused.kind, refused.message]
    print(json.dumps([source, target, said]), flush=True)
"""


@POSIX
@pytest.mark.corpus
def test_every_hostile_file_is_refused_in_a_sentence_or_drafted_without_its_poison(
    hostile: Path, tmp_path: Path
) -> None:
    expected = json.loads((hostile / "expected.json").read_text(encoding="utf-8"))["files"]
    there = [str(hostile / name) for name in expected if (hostile / name).is_file()]
    done = child(DRAFT_ALL, str(tmp_path), *there, folder=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(there) > 30
    for source, target, said in answers:
        may = expected[Path(source).name]
        if said is None:
            assert may.get("ok"), f"{source} was drafted"
            assert poison(Path(target), may.get("must_not_contain", ())) == []
        else:
            kind, message = said
            assert kind in {*may["kinds"], "template_or_macro", "unsupported", "draft_impossible"} or may.get(
                "ok"
            )
            assert message.endswith("."), source
    assert {Path(name).suffix for name in files(tmp_path)} <= {".docx"}


def poison(draft: Path, texts: Any) -> list[str]:
    with zipfile.ZipFile(draft) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    return [text for text in texts if text.encode() in everything]


# ---- the disk


@POSIX
def test_a_full_disk_leaves_nothing_behind_and_the_fault_passes_through(policy: Path, tmp_path: Path) -> None:
    code = """
import resource
sys.dont_write_bytecode = True  # what is loaded from here on would be kept cut off, for every later process
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_draft(source=sys.argv[1], target=sys.argv[2], changes=CHANGES)
except OSError as fault:
    print(type(fault).__name__)
"""
    done = child(code, str(policy), str(tmp_path / "drafts" / "draft.docx"), folder=tmp_path)
    assert done.stdout.strip() == "OSError", done.stderr
    assert files(tmp_path) == {"policy.docx"}


@POSIX
def test_a_folder_that_may_not_be_written_leaves_nothing_behind(policy: Path, tmp_path: Path) -> None:
    locked = tmp_path / "drafts"
    locked.mkdir()
    policy.replace(locked / "policy.docx")
    (locked / "policy.docx").chmod(0o644)
    locked.chmod(0o555)
    code = """
b"x".decode("cp437")  # loaded by the first zip, from where nobody may read
if os.getuid() == 0:
    os.setuid(65534)
try:
    write_draft(source="policy.docx", target="draft.docx", changes=CHANGES)
except OSError as fault:
    print(type(fault).__name__)
"""
    done = child(code, folder=locked)
    locked.chmod(0o755)
    assert done.stdout.strip() == "PermissionError", done.stderr
    assert files(tmp_path) == {"drafts/policy.docx"}


def test_a_name_too_long_for_the_disk_is_refused_and_leaves_nothing_behind(
    policy: Path, tmp_path: Path
) -> None:
    with pytest.raises(DraftRefused, match="too long"):
        write_draft(source=str(policy), target=str(tmp_path / f"{'x' * 300}.docx"), changes=CHANGES)
    assert files(tmp_path) == {"policy.docx"}


# ---- several at once, and killed


def test_of_several_drafts_of_one_policy_at_once_one_is_written_and_the_others_are_told(
    policy: Path, tmp_path: Path
) -> None:
    target = tmp_path / "drafts" / "draft.docx"

    def try_it(_: int) -> str:
        try:
            write_draft(source=str(policy), target=str(target), changes=CHANGES)
        except DraftRefused as refused:
            return refused.kind
        return "written"

    with ThreadPoolExecutor(4) as pool:
        ends = sorted(pool.map(try_it, range(4)))
    assert ends == ["draft_exists"] * 3 + ["written"]
    assert files(tmp_path) == {"policy.docx", "drafts/draft.docx"}


@POSIX
def test_killed_at_any_moment_no_half_file_stands_where_a_draft_would(policy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    code = """
for number in range(100000):
    write_draft(source=sys.argv[1], target=os.path.join(sys.argv[2], f"{number}.docx"), changes=CHANGES)
    print(number, flush=True)
"""
    command = [sys.executable, "-c", CHILD + code, str(policy)]
    for turn in range(5):
        mine = folder / str(turn)
        with subprocess.Popen([*command, str(mine)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(turn + 1):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
    drafts = list(folder.rglob("*.docx"))
    assert len(drafts) >= 5
    for draft in drafts:
        with zipfile.ZipFile(draft) as archive:
            assert archive.testzip() is None
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} <= {".docx", ".part"}


# ---- damaged parts


def damaged() -> Iterator[tuple[str, bytes]]:
    yield "word/comments.xml", b"<w:comments"
    yield "docProps/custom.xml", b"<Properties><property"
    yield "docProps/core.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield "customXml/item1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(("name", "data"), list(damaged()))
def test_a_damaged_or_dangerous_part_is_refused_or_taken_over_unread(
    tmp_path: Path, name: str, data: bytes
) -> None:
    kinds = {
        "word/comments.xml": ("word/_rels/document.xml.rels", "comments", "comments.xml"),
        "docProps/custom.xml": ("_rels/.rels", "custom-properties", "docProps/custom.xml"),
        "docProps/core.xml": ("_rels/.rels", "metadata/core-properties", "docProps/core.xml"),
        "customXml/item1.xml": ("word/_rels/document.xml.rels", "customXml", "../customXml/item1.xml"),
    }
    relations, kind, target = kinds[name]
    parts = parts_of(TITLE + p("Version: 1.3"), more={name: data})
    link = f'<Relationship Id="rIdBad" Type="http://x/{kind}" Target="{target}"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", link.encode())
    source = write_docx(tmp_path / "policy.docx", parts)
    draft = tmp_path / "draft.docx"
    refused = refusal(source, draft)
    if refused is None:
        assert name == "customXml/item1.xml"
        with zipfile.ZipFile(draft) as archive:
            assert archive.read(name) == data
    else:
        assert refused.kind in ("corrupt", "hostile")
        assert refused.message.endswith(".")
        assert not draft.exists()


def refusal(source: Path, draft: Path) -> DraftRefused | None:
    try:
        write_draft(source=str(source), target=str(draft), changes=CHANGES)
    except DraftRefused as refused:
        return refused
    return None
