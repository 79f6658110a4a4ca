"""The flows on one machine, on their schedules, with a Prefect server beside it and no work pool.

    python deployments/serve.py DIR

The names differ from those of prefect.yaml: a deployment that was once given to a work pool cannot be served under
the same name.
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from policyclerk.domain.errors import PolicyclerkError
from policyclerk.prefect_env import prepare
from policyclerk.project import find_project, shipped

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

TIMEZONE = "Europe/London"


@dataclass(frozen=True, slots=True)
class Served:
    """One flow of the folder flows/ and when it runs.

    Attributes:
        also: a further time, and what is asked of the flow then.
    """

    name: str
    entrypoint: str
    cron: str
    also: tuple[str, Mapping[str, object]] | None = None


SERVED = (
    Served("nightly-check-served", "nightly_check.py:nightly_check", "30 3 * * *"),
    Served("reminders-served", "reminders.py:reminders", "30 7 * * 1-5"),
    Served(
        "board-report-served",
        "board_report.py:board_report",
        "0 6 1 * *",
        ("30 6 * * *", {"papers_day": True}),
    ),
    Served("heartbeat-served", "heartbeat.py:heartbeat", "0 9 * * *"),
)


def deployment(served: Served, project: Path) -> "RunnerDeployment":
    """The deployment of one flow for the trust's folder `project`."""
    # imported here, after the settings that Prefect reads when it is imported
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron

    times = [Cron(served.cron, timezone=TIMEZONE)]
    if served.also:
        times.append(Cron(served.also[0], timezone=TIMEZONE, parameters=dict(served.also[1])))
    return RunnerDeployment.from_entrypoint(
        str(shipped("flows") / served.entrypoint),
        name=served.name,
        schedules=times,
        parameters={"directory": str(project)},
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        tags=["policyclerk"],
    )


def main() -> None:
    """Serve until stopped; a wrong folder or an absent server ends it with a sentence and 2."""
    parser = argparse.ArgumentParser(description="Run the flows on their schedules on this machine.")
    parser.add_argument("directory", metavar="DIR", type=Path, help="the trust's folder")
    try:
        root = find_project(parser.parse_args().directory).root
        prepare(root)
    except PolicyclerkError as fault:
        _fail(fault.message)
    from prefect import serve
    from prefect.settings import get_current_settings

    if not get_current_settings().api.url:
        _fail(
            "No Prefect server is named. Start one with `prefect server start` and set PREFECT_API_URL "
            "to http://127.0.0.1:4200/api; or leave Prefect out and schedule `policyclerk run` yourself."
        )
    serve(*(deployment(served, root) for served in SERVED), limit=1)


def _fail(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(2)


if __name__ == "__main__":
    main()
