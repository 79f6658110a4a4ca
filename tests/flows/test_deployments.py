"""The deployments: prefect.yaml deploys, and every way of starting has the same settings, schedules and folder."""

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from policyclerk.prefect_env import SETTINGS

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own

KEYS = {
    "top": {"prefect-version", "name", "pull", "definitions", "deployments"},
    "deployment": {
        "name", "description", "entrypoint", "parameters", "schedules", "concurrency_limit", "work_pool", "tags",
    },
    "schedule": {"cron", "timezone", "slug", "active", "parameters"},
    "work_pool": {"name", "job_variables"},
}  # fmt: skip
"""What we use. Prefect ignores unknown keys of a deployment and skips one with an unknown key in its schedule."""


@pytest.fixture
def written(deployments_folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((deployments_folder / "prefect.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def serving(deployments_folder: Path) -> ModuleType:
    """deployments/serve.py as a module."""
    spec = importlib.util.spec_from_file_location("serve_under_test", deployments_folder / "serve.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_no_key_of_the_file_is_one_that_prefect_would_pass_over(written: dict[str, Any]) -> None:
    assert set(written) == KEYS["top"]
    for deployment in written["deployments"]:
        assert set(deployment) == KEYS["deployment"]
        assert set(deployment["work_pool"]) == KEYS["work_pool"]
        for schedule in deployment["schedules"]:
            assert KEYS["schedule"] - {"parameters"} <= set(schedule) <= KEYS["schedule"]


def test_the_file_names_no_machines_path(written: dict[str, Any]) -> None:
    (step,) = written["pull"]
    assert step == {
        "prefect.deployments.steps.set_working_directory": {"directory": "{{ $POLICYCLERK_CODE }}"}
    }
    assert {d["parameters"]["directory"] for d in written["deployments"]} == {"{{ $POLICYCLERK_PROJECT }}"}


STARTS = {
    "script": "import flow_script; flow_script.asked(None, may_shrink=True)",
    "serve": "import serve; serve.main()",
}
"""How each way of starting begins; without a server, serving then ends."""


def environment_after(start: str, folder: Path, trust: Path) -> dict[str, str]:
    """The environment that Prefect finds when it is imported."""
    code = (
        "import json, os, sys\n"
        f"sys.path.insert(0, {str(folder)!r}); sys.argv = ['start', {str(trust)!r}]\n"
        f"try:\n    {start}\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(dict(os.environ)))\n"
    )
    bare = {
        k: v
        for k, v in os.environ.items()
        if k not in SETTINGS and not k.startswith(("PREFECT", "POLICYCLERK"))
    }
    done = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, check=True, text=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("way", ["script", "serve"])
def test_script_and_serve_set_every_setting_and_keep_prefect_in_the_project(
    way: str, flows_folder: Path, deployments_folder: Path, trust: Path
) -> None:
    folder = flows_folder if way == "script" else deployments_folder
    found = environment_after(STARTS[way], folder, trust)
    assert {name: found.get(name) for name in SETTINGS} == dict(SETTINGS)
    assert found["PREFECT_HOME"] == str(trust / "state" / "prefect")


def test_the_work_pool_repeats_every_setting(written: dict[str, Any]) -> None:
    for deployment in written["deployments"]:
        assert deployment["work_pool"]["job_variables"]["env"] == dict(SETTINGS)


def test_the_page_for_the_trusts_it_person_lists_every_setting(flows_folder: Path) -> None:
    page = (flows_folder.parent / "docs" / "prefect.md").read_text(encoding="utf-8")
    assert [name for name, value in SETTINGS.items() if f"| `{name}` | `{value}` |" not in page] == []


def test_both_ways_of_scheduling_run_the_same_flows_at_the_same_times(
    written: dict[str, Any], serving: ModuleType
) -> None:
    in_pool = {
        d["entrypoint"].removeprefix("flows/"): [(s["cron"], s.get("parameters", {})) for s in d["schedules"]]
        for d in written["deployments"]
    }
    served = {s.entrypoint: [(s.cron, {}), *([s.also] if s.also else [])] for s in serving.SERVED}
    assert in_pool == served
    assert in_pool == {
        "nightly_check.py:nightly_check": [("30 3 * * *", {})],
        "reminders.py:reminders": [("30 7 * * 1-5", {})],
        "board_report.py:board_report": [("0 6 1 * *", {}), ("30 6 * * *", {"papers_day": True})],
        "heartbeat.py:heartbeat": [("0 9 * * *", {})],
    }
    zones = {s["timezone"] for d in written["deployments"] for s in d["schedules"]}
    assert zones == {serving.TIMEZONE} == {"Europe/London"}
    assert not {d["name"] for d in written["deployments"]} & {s.name for s in serving.SERVED}


def test_the_file_deploys_with_its_schedules_and_the_trusts_folder(
    prefect_server: str, deployments_folder: Path, trust: Path
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate

    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name="policyclerk", type="process"), overwrite=True)
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all",
             "--prefect-file", str(deployments_folder / "prefect.yaml")],
            cwd=deployments_folder.parent,
            env={**os.environ, "PREFECT_API_URL": prefect_server, "POLICYCLERK_PROJECT": str(trust)},
            capture_output=True, check=False, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        night = client.read_deployment_by_name("nightly check/nightly-check")
        morning = client.read_deployment_by_name("reminders/reminders")
        beat = client.read_deployment_by_name("heartbeat/heartbeat")
        report = client.read_deployment_by_name("board report/board-report")
    assert [(s.schedule.cron, s.schedule.timezone, s.active) for s in night.schedules] == [
        ("30 3 * * *", "Europe/London", True)
    ]
    assert [(s.schedule.cron, s.schedule.timezone, s.active) for s in morning.schedules] == [
        ("30 7 * * 1-5", "Europe/London", True)
    ]
    assert {s.schedule.cron: s.parameters for s in report.schedules} == {
        "0 6 1 * *": {},
        "30 6 * * *": {"papers_day": True},
    }
    for deployment in (night, morning, report, beat):
        assert deployment.parameters == {"directory": str(trust)}
        assert deployment.job_variables == {"env": dict(SETTINGS)}
        assert deployment.global_concurrency_limit.limit == 1
        assert deployment.concurrency_options.collision_strategy.value == "CANCEL_NEW"
        assert deployment.pull_steps == [
            {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $POLICYCLERK_CODE }}"}}
        ]


def test_served_deployments_carry_schedule_limit_and_folder(
    prefect_server: str, serving: ModuleType, trust: Path
) -> None:
    for served in serving.SERVED:
        made = serving.deployment(served, trust)
        assert made.parameters == {"directory": str(trust)}
        times = [(served.cron, {}), *([served.also] if served.also else [])]
        assert [(s.schedule.cron, s.parameters) for s in made.schedules] == times
        assert {s.schedule.timezone for s in made.schedules} == {"Europe/London"}
        assert made.concurrency_limit == 1
        assert made.concurrency_options.collision_strategy.value == "CANCEL_NEW"


async def fired(cron: str, timezone: str, around: date) -> list[datetime]:
    from prefect.server.schemas.schedules import CronSchedule

    start = datetime(around.year, around.month, around.day, tzinfo=ZoneInfo(timezone)).astimezone(UTC)
    dates = await CronSchedule(cron=cron, timezone=timezone).get_dates(n=2, start=start)
    return [moment.astimezone(ZoneInfo(timezone)) for moment in dates]


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28)], ids=["autumn", "spring"])
def test_the_night_runs_once_on_the_days_when_the_clocks_change(
    prefect_server: str, serving: ModuleType, change: date
) -> None:
    first, second = asyncio.run(fired(serving.SERVED[0].cron, serving.TIMEZONE, change))
    assert (first.date(), first.hour, first.minute) == (change, 3, 30)
    assert second.date() > change


def test_serving_without_a_server_or_a_trust_ends_in_a_sentence(
    deployments_folder: Path, trust: Path
) -> None:
    script = [sys.executable, str(deployments_folder / "serve.py")]
    bare = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    nowhere = subprocess.run(
        [*script, str(trust / "no")], env=bare, capture_output=True, check=False, text=True
    )
    assert nowhere.returncode == 2
    assert nowhere.stderr.startswith("There is no folder")
    no_server = subprocess.run([*script, str(trust)], env=bare, capture_output=True, check=False, text=True)
    assert no_server.returncode == 2
    assert no_server.stderr.startswith("No Prefect server is named.")
    assert "Traceback" not in nowhere.stderr + no_server.stderr


def test_the_automation_for_runs_that_fell_silent_is_taken_by_a_server(
    prefect_server: str, deployments_folder: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "automation", "create",
         "--from-file", str(deployments_folder / "automations.yaml")],
        env={**os.environ, "PREFECT_API_URL": prefect_server}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        (made,) = client.read_automations_by_name("policyclerk, runs that fell silent")
    assert made.enabled
    assert made.trigger.within.total_seconds() == 540
    assert made.actions[0].state.value == "CRASHED"
