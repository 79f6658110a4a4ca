"""The nightly check as a flow does what the command does, in few tasks, and does not end green when something failed."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from docx import Document

from policyclerk.start import DEMO_DAY

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own

NIGHT = "nightly_check.py:nightly_check"
REMIND = "reminders.py:reminders"


def commanded(command: str, root: Path, day: date = DEMO_DAY) -> dict[str, Any]:
    """What the command line answers."""
    line = [sys.executable, "-m", "policyclerk", command, "-p", str(root), "--today", str(day), "--json"]
    done = subprocess.run(line, capture_output=True, check=False, encoding="utf-8")
    assert done.stdout, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def flown(flow: Any, root: Path, day: date = DEMO_DAY) -> tuple[Any, Any]:
    """The state in which a flow ends, and what it hands to its script."""
    state = flow(directory=str(root), today=day, return_state=True)
    return state, state.result(raise_on_failure=False)


def task_runs(state: Any, *, at_least: int) -> list[Any]:
    """The flow run's task runs; the server learns of them through events, a little later."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    wanted = FlowRunFilter(id=FlowRunFilterId(any_=[UUID(str(state.state_details.flow_run_id))]))
    deadline = time.monotonic() + 60
    with get_client(sync_client=True) as client:
        while True:
            found = client.read_task_runs(flow_run_filter=wanted, limit=200)
            if len(found) >= at_least and all(run.state and run.state.is_final() for run in found):
                return found
            assert time.monotonic() < deadline, f"{len(found)} task runs have reached the server"
            time.sleep(0.2)


def written(root: Path) -> dict[str, bytes]:
    """Every file that a run leaves for people, with the bytes of messages and reports, the project's own path taken out."""
    files = [path for folder in ("drafts", "outbox", "reports") for path in (root / folder).rglob("*.*")]
    return {
        path.relative_to(root).as_posix(): b""
        if path.suffix == ".docx"
        else path.read_bytes().replace(str(root).encode(), b"")
        for path in files
    }


def test_flow_and_command_do_the_same_and_a_second_night_does_nothing(
    flow: Callable[[str], Any], twins: tuple[Path, Path]
) -> None:
    by_command, by_flow = twins
    answer = commanded("run", by_command)
    state, ended = flown(flow(NIGHT), by_flow)
    assert ended.report.as_json() == answer
    assert {action["kind"] for action in answer["actions"]} >= {"write_draft", "send_mail", "write_report"}
    assert written(by_flow) == written(by_command)
    assert state.is_completed() is not ended.report.troubled

    names = {run.name for run in task_runs(state, at_least=6)}
    assert len(names) <= 12
    assert {"recover", "read register", "list documents", "decide", "act"} <= {
        n.rsplit("-", 1)[0] for n in names
    }
    assert "read batch 1" in names

    before = written(by_flow)
    _, ended = flown(flow(NIGHT), by_flow)
    assert [action.kind for action in ended.report.actions if action.state == "done"] == []
    assert written(by_flow) == before


def test_reminders_send_what_the_command_sends_and_nothing_else(
    flow: Callable[[str], Any], twins: tuple[Path, Path]
) -> None:
    by_command, by_flow = twins
    answer = commanded("remind", by_command)
    _, ended = flown(flow(REMIND), by_flow)
    assert ended.report.as_json() == answer
    assert {action["kind"] for action in answer["actions"]} == {"send_mail"}
    assert not (by_flow / "drafts").exists()


def test_a_night_without_its_register_is_not_green_and_ends_in_a_sentence(
    flow: Callable[[str], Any], trust: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (trust / "register.xlsx").unlink()
    state, ended = flown(flow(NIGHT), trust)
    assert state.is_failed()
    assert "register_missing" in state.message
    assert ended.exit_code == 1
    assert "register.xlsx" in ended.report.problems[0].message
    shown = capfd.readouterr()
    assert "Traceback" not in shown.out + shown.err


def test_a_day_before_the_last_is_refused_by_kind_with_the_sentence_for_the_script(
    flow: Callable[[str], Any], trust: Path
) -> None:
    flown(flow(NIGHT), trust)
    state, ended = flown(flow(NIGHT), trust, date(2026, 11, 2))
    assert state.is_failed()
    assert "day_is_past" in state.message
    assert ended.exit_code == 2
    assert "--allow-past" in ended.sentence


def test_a_thousand_documents_are_at_most_sixty_task_runs(flow: Callable[[str], Any], tmp_path: Path) -> None:
    root = tmp_path / "large"
    (root / "config").mkdir(parents=True)
    (root / "config" / "trust.toml").write_text(
        '[trust]\nname = "Large"\ncontact = "clerk@large.example"\n[register]\nkind = "csv"\npath = "register.csv"\n',
        encoding="utf-8",
    )
    (root / "register.csv").write_text("Policy,Next review\nLettings,01/12/2026\n", encoding="utf-8")
    (root / "policies").mkdir()
    paper = Document()
    paper.add_paragraph("Lettings Policy")
    paper.save(str(root / "policies" / "0.docx"))
    small = (root / "policies" / "0.docx").read_bytes()
    for number in range(1, 1000):
        (root / "policies" / f"{number}.docx").write_bytes(small)
    state, ended = flown(flow(NIGHT), root)
    assert len(ended.report.judgement.documents) == 1000
    assert all(line.ok for line in ended.report.judgement.documents)
    runs = task_runs(state, at_least=25)
    assert sum(run.name.startswith("read batch") for run in runs) == 20
    assert len(runs) <= 60


def test_what_prefect_keeps_names_no_person(flow: Callable[[str], Any], trust: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, LogFilter

    state, ended = flown(flow(NIGHT), trust)
    addresses = {action.to for action in ended.report.actions if action.to}
    owners = {line.owner for line in ended.report.judgement.policies if line.owner and " " in line.owner}
    assert addresses
    assert owners
    run = state.state_details.flow_run_id
    with get_client(sync_client=True) as client:
        flow_run = client.read_flow_run(run)
        artifacts = client.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run]))
        )
        logs = client.read_logs(log_filter=LogFilter(flow_run_id={"any_": [run]}))
    assert {artifact.key for artifact in artifacts} == {"policies", "policies-out-of-order", "documents-read"}
    kept = " ".join(
        [
            state.message,
            str(flow_run.parameters),
            *(str(a.data) for a in artifacts),
            *(log.message for log in logs),
        ]
    )
    assert not [name for name in addresses | owners if name in kept]
