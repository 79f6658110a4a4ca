"""What a flow may be told is one model with limits, shown by Prefect and checked before anything is touched."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.trusts import everything_in

from policyclerk.board.view import AUDIENCES
from policyclerk.reporting import FORMS

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own

FLOWS = {
    "nightly_check.py:nightly_check": ["directory", "today", "expect", "allow_mails", "allow_shrink", "allow_past"],
    "reminders.py:reminders": ["directory", "today", "expect", "allow_mails", "allow_past"],
    "board_report.py:board_report": ["directory", "today", "output", "school", "audience", "only", "papers_day"],
    "heartbeat.py:heartbeat": ["directory", "today"],
}  # fmt: skip
WRONG = {
    "nightly_check.py:nightly_check": {"allow_mails": 0},
    "reminders.py:reminders": {"today": "23/11/2026"},
    "board_report.py:board_report": {"only": ["pdf"]},
    "heartbeat.py:heartbeat": {"today": "2300-01-01"},
}


@pytest.mark.parametrize("entrypoint", FLOWS)
def test_prefects_form_has_every_field_with_its_words_and_limits(
    flow: Callable[[str], Any], entrypoint: str
) -> None:
    schema = flow(entrypoint).parameters.model_dump()
    assert list(schema["properties"]) == FLOWS[entrypoint]
    assert schema["required"] == ["directory"]
    assert all(field["description"] for field in schema["properties"].values())
    assert schema["properties"]["directory"]["minLength"] == 1


@pytest.mark.parametrize("entrypoint", WRONG)
def test_what_lies_outside_the_limits_is_refused_and_nothing_is_touched(
    flow: Callable[[str], Any], entrypoint: str, trust: Path
) -> None:
    before = everything_in(trust)
    state = flow(entrypoint)(directory=str(trust), **WRONG[entrypoint], return_state=True)
    assert state.is_failed()
    assert next(iter(WRONG[entrypoint])) in state.message
    assert everything_in(trust) == before


def test_a_day_may_come_as_prefect_keeps_it(flow: Callable[[str], Any]) -> None:
    told = flow("heartbeat.py:heartbeat").validate_parameters({"directory": "t", "today": "2026-11-23"})
    assert told["today"] == date(2026, 11, 23)


@pytest.mark.parametrize("entrypoint", FLOWS)
def test_the_server_is_told_parameters_as_prefect_would_tell_them(
    flow: Callable[[str], Any], entrypoint: str
) -> None:
    from prefect import Flow

    given = {"directory": "/srv/trust", "today": date(2026, 11, 23), "allow_mails": 3, "only": ["html"]}
    known = {name: value for name, value in given.items() if name in FLOWS[entrypoint]}
    ours = flow(entrypoint)

    assert ours.serialize_parameters(known) == Flow.serialize_parameters(ours, known)


def test_a_flow_is_told_its_parameters_without_the_library_of_prefects_server(flows_folder: Path) -> None:
    program = (
        "import sys, heartbeat\n"
        "heartbeat.heartbeat.serialize_parameters({'directory': 'ash'})\n"
        "print('fastapi' in sys.modules)"
    )
    paths = {"PYTHONPATH": os.pathsep.join(path for path in (str(flows_folder), *sys.path) if path)}

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **paths},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"


def test_the_choices_are_those_of_the_command_line(prefect_server: str) -> None:
    import flow_parameters

    assert get_args(flow_parameters.Form) == FORMS
    assert get_args(flow_parameters.Audience) == AUDIENCES
