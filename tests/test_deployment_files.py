"""The files for systemd and for containers: the same times, programs and settings as everywhere else."""

import os
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from policyclerk.prefect_env import SETTINGS

DEPLOYMENTS = Path(__file__).resolve().parents[1] / "deployments"
UNITS = sorted((DEPLOYMENTS / "systemd").iterdir())
TIMES = {"run": "nightly-check", "remind": "reminders", "heartbeat": "heartbeat"}


def unit(path: Path) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, encoding="utf-8")
    return parser


def crons() -> dict[str, tuple[str, str]]:
    written = yaml.safe_load((DEPLOYMENTS / "prefect.yaml").read_text(encoding="utf-8"))
    return {
        d["name"]: (d["schedules"][0]["cron"], d["schedules"][0]["timezone"]) for d in written["deployments"]
    }


def on_calendar(cron: str, timezone: str) -> str:
    minute, hour, *_, weekdays = cron.split()
    days = {"*": "*-*-*", "1-5": "Mon..Fri"}[weekdays]
    return f"{days} {int(hour):02}:{int(minute):02} {timezone}"


@pytest.mark.parametrize(("command", "deployment"), TIMES.items())
def test_timers_go_off_when_the_deployments_do(command: str, deployment: str) -> None:
    timer = unit(DEPLOYMENTS / "systemd" / f"policyclerk-{command}@.timer")
    assert timer["Timer"]["OnCalendar"] == on_calendar(*crons()[deployment])
    assert timer["Timer"]["Persistent"] == "true"


def test_every_timer_has_a_service_that_starts_a_command_we_have() -> None:
    timers = [path for path in UNITS if path.suffix == ".timer"]
    assert len(timers) == 4
    for path in timers:
        start = unit(path.with_suffix(".service"))["Service"]["ExecStart"]
        command = start.split()[1]
        assert command == path.name.removeprefix("policyclerk-").removesuffix("@.timer")
        shown = subprocess.run(
            [sys.executable, "-m", "policyclerk", command, "--help"], capture_output=True, check=False
        )
        assert shown.returncode == 0


def test_a_unit_names_a_page_that_lies_where_the_guide_puts_it() -> None:
    code = "file:///srv/policyclerk/code/"
    pages = [unit(path)["Unit"].get("Documentation") for path in UNITS if path.suffix == ".service"]
    named = [page for page in pages if page]
    assert named
    assert all(page.startswith(code) for page in named)
    assert all((DEPLOYMENTS.parent / page.removeprefix(code)).is_file() for page in named)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    """Programs and users of the guide are not on this machine, so they are replaced by ones that are."""
    for path in UNITS:
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", path.read_text(encoding="utf-8"))
        text = text.replace("User=policyclerk", "User=root")
        (tmp_path / path.name.replace("@", "@ash")).write_text(text, encoding="utf-8")
    made = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *made], capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert told == []


def test_windows_runs_the_same_commands_at_the_same_times() -> None:
    script = (DEPLOYMENTS / "windows.ps1").read_text(encoding="utf-8")
    entered = re.findall(r'^Register-Command "(\w+)" "(\w+)" \(.*-At "(\d\d:\d\d)"\)$', script, re.MULTILINE)
    timers = {
        path.name.removeprefix("policyclerk-").removesuffix("@.timer"): unit(path)["Timer"][
            "OnCalendar"
        ].split()[1]
        for path in UNITS
        if path.suffix == ".timer"
    }
    assert {name: at for name, _, at in entered} == timers
    assert all(name == command for name, command, _ in entered)


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="PowerShell is not on this machine")
def test_powershell_understands_the_script_for_windows() -> None:
    file = DEPLOYMENTS / "windows.ps1"
    parse = (
        "$faults = $null; [void][System.Management.Automation.Language.Parser]::ParseFile"
        f"('{file}', [ref]$null, [ref]$faults); $faults; exit $faults.Count"
    )
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", parse], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


# ---- containers


@pytest.fixture
def composed() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (DEPLOYMENTS / "compose" / "compose.yaml").read_text(encoding="utf-8")
    )
    return loaded


def test_the_server_and_the_worker_send_no_usage_data(composed: dict[str, Any]) -> None:
    quiet = {k: v for k, v in SETTINGS.items() if "ANALYTICS" in k or "TRACK" in k or "TELEMETRY" in k}
    assert quiet
    for name in ("server", "worker"):
        environment = composed["services"][name]["environment"]
        assert quiet.items() <= environment.items()


def test_nothing_is_reachable_from_outside_and_no_password_stands_in_the_file(
    composed: dict[str, Any],
) -> None:
    ports = [port for service in composed["services"].values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:4200:4200"]
    secrets = {
        **composed["services"]["database"]["environment"],
        **composed["services"]["server"]["environment"],
    }
    assert secrets["POSTGRES_PASSWORD"].startswith("${")
    assert secrets["PREFECT_SERVER_API_AUTH_STRING"].startswith("${")


def _compose() -> list[str] | None:
    """The command that checks a compose file, where this machine has one."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True, check=False).returncode
        ):
            return command
    return None


@pytest.mark.skipif(_compose() is None, reason="docker compose is not on this machine")
def test_compose_understands_the_file() -> None:
    given = {"POSTGRES_PASSWORD": "x", "PREFECT_AUTH": "a:b", "POLICYCLERK_TRUSTS": "/srv/trusts"}
    done = subprocess.run(
        [*(_compose() or []), "-f", str(DEPLOYMENTS / "compose" / "compose.yaml"), "config", "--quiet"],
        env={**os.environ, **given}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_crontab_of_the_guide_is_the_schedule_of_the_deployments() -> None:
    guide = (DEPLOYMENTS / "README.md").read_text(encoding="utf-8")
    lines = re.findall(
        r"(?m)^    ((?:\S+ ){4}\S+) +/srv/policyclerk/venv/bin/policyclerk (\w+) -p \S+(.*)$", guide
    )
    asked = {(command, "--papers-day" in options): times for times, command, options in lines}
    written = yaml.safe_load((DEPLOYMENTS / "prefect.yaml").read_text(encoding="utf-8"))
    names = {deployment: command for command, deployment in TIMES.items()} | {"board-report": "report"}
    wanted = {
        (names[d["name"]], bool(s.get("parameters"))): s["cron"]
        for d in written["deployments"]
        for s in d["schedules"]
    }
    assert asked == wanted | {("backup", False): "30 5 * * *"}
    assert unit(DEPLOYMENTS / "systemd" / "policyclerk-backup@.timer")["Timer"]["OnCalendar"].startswith(
        "*-*-* 05:30"
    )
