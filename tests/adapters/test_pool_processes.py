"""Reading in children that can be ended."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from tests.word.build_docx import p, write_docx

from policyclerk.adapters import pool_processes
from policyclerk.adapters.pool_processes import Child, end_children, read_batch, spread_processes
from policyclerk.ports import Batch


@pytest.fixture(autouse=True)
def no_children_left():
    yield
    end_children()


def batch_of(*paths: str, seconds: float = 20.0, number: int = 0) -> Batch:
    return Batch(
        number=number, files=tuple((Path(path).name, path) for path in paths), max_mb=50, seconds=seconds
    )


def named(folder: Path, count: int) -> list[str]:
    return [
        write_docx(folder, p(f"Policy {n} Plan", style="Title"), name=f"policy{n}.docx") for n in range(count)
    ]


def test_the_facts_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    found = read_batch(batch_of(*named(tmp_path, 3), str(tmp_path / "nowhere.docx")))
    assert [facts.file for facts in found] == ["policy0.docx", "policy1.docx", "policy2.docx", "nowhere.docx"]
    assert [facts.ok for facts in found] == [True, True, True, False]


def test_the_next_batch_is_read_by_the_same_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = named(tmp_path, 1)[0]
    read_batch(batch_of(path))
    monkeypatch.setattr(pool_processes, "_COMMAND", ("-c", "raise SystemExit(1)"))
    assert read_batch(batch_of(path))[0].ok


# A child in the reader's place: it answers "good", sleeps on "slow" for ever, and dies on "deadly".
STAND_IN = """
import json, sys, time
print("ready", flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "deadly" in request["local"]: sys.exit(9)
    if "slow" in request["local"]: time.sleep(600)
    print(json.dumps({"file": request["file"], "sha256": None, "ok": True}), flush=True)
"""


@pytest.mark.parametrize(("bad", "words"), [("slow", "took longer than 0.2 seconds"), ("deadly", "memory")])
def test_a_bad_file_is_given_up_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch, bad: str, words: str
) -> None:
    monkeypatch.setattr(pool_processes, "_COMMAND", ("-c", STAND_IN))
    found = read_batch(batch_of("good-1", bad, "good-2", seconds=0.2))
    assert [facts.ok for facts in found] == [True, False, True]
    assert found[1].problem is not None
    assert found[1].problem.kind == "hostile"
    assert words in found[1].problem.message


def test_a_child_that_is_ended_is_gone() -> None:
    child = Child()
    child.end()
    with pytest.raises(pool_processes.ChildDied):
        child.ask("{}\n")


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_batches_come_back_in_their_order(tmp_path: Path, workers: int) -> None:
    batches = [batch_of(path, number=n) for n, path in enumerate(named(tmp_path, 4))]
    found = list(spread_processes(workers)(read_batch, batches))
    assert [facts.title for batch in found for facts in batch] == [f"Policy {n} Plan" for n in range(4)]


def test_the_work_and_its_batches_can_be_sent_to_another_process(tmp_path: Path) -> None:
    batch = batch_of(*named(tmp_path, 1))
    assert pickle.loads(pickle.dumps(read_batch)) is read_batch
    assert pickle.loads(pickle.dumps(batch)) == batch


def test_the_first_file_of_a_child_has_no_more_time_than_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_processes, "_COMMAND", ("-c", STAND_IN))
    found = read_batch(batch_of("slow", "good", seconds=0.2))
    assert [facts.ok for facts in found] == [False, True]


def test_a_child_that_died_while_waiting_is_replaced(tmp_path: Path) -> None:
    path = named(tmp_path, 1)[0]
    read_batch(batch_of(path))
    pool_processes._idle[0]._process.kill()
    pool_processes._idle[0]._process.wait()
    assert read_batch(batch_of(path))[0].ok


def test_a_fork_forgets_the_children_of_its_parent(tmp_path: Path) -> None:
    read_batch(batch_of(*named(tmp_path, 1)))
    kept = list(pool_processes._idle)
    pool_processes._forget_in_fork()
    assert pool_processes._idle == []
    assert kept[0].alive
    kept[0].end()


# A child that answers a file only when it has been asked for the next one as well.
LOOKING_AHEAD = """
import json, sys
print("ready", flush=True)
first = sys.stdin.readline()
for line in (first, sys.stdin.readline()):
    print(json.dumps({"file": json.loads(line)["file"], "sha256": None, "ok": True}), flush=True)
"""


def test_a_child_is_asked_for_the_next_file_while_it_reads_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_processes, "_COMMAND", ("-c", LOOKING_AHEAD))
    assert [facts.ok for facts in read_batch(batch_of("one", "two"))] == [True, True]


def test_a_request_too_long_for_a_pipe_waits_until_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_processes, "_COMMAND", ("-c", STAND_IN))
    long = replace(batch_of("slow", "good", seconds=0.5), names=("a law " * 50_000,))
    assert [facts.ok for facts in read_batch(long)] == [False, True]
