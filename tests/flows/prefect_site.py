"""A Prefect server on PostgreSQL with workers, each a process of its own as on machines of their own, for a test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
from tests.postgres import free_port

from policyclerk.adapters.clock import SystemClock
from policyclerk.prefect_env import SETTINGS

REPO = Path(__file__).resolve().parents[2]
PATIENCE_S = 420
"""No expectation: how long a busy machine may take for one step before the test gives up."""
POOL = "policyclerk"


@dataclass(frozen=True, slots=True)
class Site:
    """A server that is up.

    Attributes:
        folder: where its logs and those of the workers are.
    """

    api: httpx.Client
    folder: Path
    environment: Mapping[str, str]

    def deploy(self, trust: Path) -> None:
        """The project's own file for one trust, as the guide says: names of their own. Its schedules stay off."""
        text = (REPO / "deployments" / "prefect.yaml").read_text(encoding="utf-8")
        for name in ("nightly-check", "reminders", "board-report", "heartbeat"):
            text = text.replace(f"- name: {name}\n", f"- name: {name}-{trust.name}\n")
        file = self.folder / f"{trust.name}.yaml"
        file.write_text(text.replace("active: true", "active: false"), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(file)],
            cwd=REPO, env={**self.environment, "POLICYCLERK_PROJECT": str(trust)},
            capture_output=True, check=False, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, flow: str, deployment: str, **parameters: str) -> str:
        """Ask for a run of a deployment; gives the run's ID."""
        found = self.api.get(f"/deployments/name/{flow}/{deployment}").raise_for_status().json()
        asked = self.api.post(f"/deployments/{found['id']}/create_flow_run", json={"parameters": parameters})
        run: str = asked.raise_for_status().json()["id"]
        return run

    def put_down(self, flow: str, deployment: str) -> None:
        """A schedule of the deployment, first due tomorrow at this time, must lead to runs that wait for their hour."""
        found = self.api.get(f"/deployments/name/{flow}/{deployment}").raise_for_status().json()["id"]
        daily = {
            "interval": 86400,
            "anchor_date": (SystemClock("Europe/London").now() + timedelta(days=1)).isoformat(),
        }
        asked = self.api.post(f"/deployments/{found}/schedules", json=[{"active": True, "schedule": daily}])
        asked.raise_for_status()
        waiting = {
            "deployments": {"id": {"any_": [found]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
        }
        wait_until(lambda: bool(self.api.post("/flow_runs/filter", json=waiting).json()), self.told)

    def state(self, run: str) -> dict[str, Any]:
        """The state that the server knows of a run."""
        state: dict[str, Any] = self.api.get(f"/flow_runs/{run}").raise_for_status().json()["state"]
        return state

    def ended(self, run: str) -> dict[str, Any]:
        """The state in which a run ends."""
        final = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        wait_until(lambda: self.state(run)["type"] in final, lambda: f"{self.state(run)}\n{self.told()}")
        return self.state(run)

    def used_dask(self, worker: str) -> bool:
        """Whether a run of a worker has started a Dask cluster."""
        return "prefect.task_runner.dask" in (self.folder / f"{worker}.log").read_text(encoding="utf-8")

    def mark_crashed(self, run: str) -> None:
        """What the automation for runs that fell silent does after nine minutes."""
        state = {"type": "CRASHED", "name": "Crashed", "message": "No word from this run."}
        answer = self.api.post(f"/flow_runs/{run}/set_state", json={"state": state, "force": True})
        assert answer.raise_for_status().json()["status"] == "ACCEPT"

    def told(self) -> str:
        """The end of every log, for the message of a test that gives up."""
        return "\n".join(
            f"== {log.name}\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}"
            for log in sorted(self.folder.glob("*.log"))
        )


def wait_until(holds: Callable[[], bool], why: Callable[[], str]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, why()
        time.sleep(0.2)


@contextmanager
def site(folder: Path, database: str) -> Iterator[Site]:
    """A server with its history in `database`, and a process pool."""
    folder.mkdir()
    port = free_port()
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "POLICYCLERK"))}
    environment = {
        **bare, **SETTINGS,
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "POLICYCLERK_CODE": str(REPO),
    }  # fmt: skip
    with (
        _process(
            folder / "server.log",
            {**environment, "PREFECT_SERVER_DATABASE_CONNECTION_URL": database},
            "server", "start", "--port", str(port),
        ),
        httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=120) as api,
    ):  # fmt: skip
        made = Site(api, folder, environment)
        wait_until(lambda: _is_up(api), made.told)
        api.post("/work_pools/", json={"name": POOL, "type": "process"}).raise_for_status()
        yield made


def _is_up(api: httpx.Client) -> bool:
    try:
        return api.get("/health").is_success
    except httpx.TransportError:
        return False


@contextmanager
def worker(site: Site, name: str) -> Iterator[psutil.Process]:
    """A worker that takes one run at a time."""
    asked = ("worker", "start", "--pool", POOL, "--type", "process", "--limit", "1", "--name", name)
    with _process(site.folder / f"{name}.log", site.environment, *asked) as started:
        yield psutil.Process(started.pid)


@contextmanager
def _process(log: Path, environment: Mapping[str, str], *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Prefect's; whatever it has started is ended with it."""
    with (
        log.open("wb") as told,
        subprocess.Popen(
            [sys.executable, "-m", "prefect", *command],
            env=dict(environment),
            cwd=log.parent,
            stdout=told,
            stderr=told,
        ) as started,
    ):
        try:
            yield started
        finally:
            if started.poll() is None:
                kill(psutil.Process(started.pid))


def kill(process: psutil.Process) -> None:
    """End a process and all that it has started, as a lost machine would: without a word."""
    family = [process, *process.children(recursive=True)]
    for each in family:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family[1:], timeout=PATIENCE_S)


def works_on(worker: psutil.Process, run: str) -> bool:
    """Whether a worker has started a run."""
    try:
        return any(
            child.environ().get("PREFECT__FLOW_RUN_ID") == run for child in worker.children(recursive=True)
        )
    except psutil.Error:
        return False
