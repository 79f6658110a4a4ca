"""What policyclerk logs of a run stands with the run in Prefect's pages, under the run's id and with nobody's name."""

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from policyclerk.start import DEMO_DAY

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own


@pytest.fixture
def level_as_found() -> Iterator[None]:
    ours = logging.getLogger("policyclerk")
    before = ours.level
    yield
    ours.setLevel(before)


def logged(flow_run: UUID, until: str) -> list[str]:
    """The lines of a flow run; Prefect sends them to its server a little later."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId

    wanted = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[flow_run]))
    deadline = time.monotonic() + 60
    with get_client(sync_client=True) as client:
        while True:
            lines = [log.message for log in client.read_logs(wanted, limit=200)]
            if any(until in line for line in lines):
                return lines
            assert time.monotonic() < deadline, lines
            time.sleep(0.2)


def test_the_lines_of_a_run_stand_with_it_under_its_id(
    flow: Callable[[str], Any], trust: Path, level_as_found: None
) -> None:
    from prefect.settings import PREFECT_LOGGING_LEVEL, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

    wanted = {PREFECT_LOGGING_LEVEL: "INFO", PREFECT_LOGGING_TO_API_ENABLED: True}
    with temporary_settings(wanted):
        state = flow("nightly_check.py:nightly_check")(str(trust), DEMO_DAY, return_state=True)
        lines = logged(UUID(str(state.state_details.flow_run_id)), f"run {DEMO_DAY}.1 ended: outcome done")
    ours = [line for line in lines if line.startswith(f"run {DEMO_DAY}.1 ")]
    assert ours[0] == f"run {DEMO_DAY}.1 began: kind run, day {DEMO_DAY}, by_hand True"
    assert f"run {DEMO_DAY}.1 step: name act" in ours
    assert "@" not in " ".join(lines)


def test_a_script_whose_answer_is_on_the_terminal_is_quiet(
    flow: Callable[[str], Any], trust: Path, level_as_found: None
) -> None:
    flow("heartbeat.py:heartbeat")(str(trust), DEMO_DAY, return_state=True)
    assert not logging.getLogger("policyclerk.events").isEnabledFor(logging.INFO)
