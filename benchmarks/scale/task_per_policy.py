"""A Prefect flow as one would write it first: a task for each policy that opens its Word file with python-docx.

python -m benchmarks.scale.task_per_policy DIR      with PREFECT_API_URL naming a server
"""

import sys
import zipfile
from pathlib import Path
from typing import Any

from benchmarks.scale.plain_script import dates_in
from prefect import flow, task
from prefect.task_runners import ThreadPoolTaskRunner


@task
def read_policy(path: str) -> int:
    """How many dates one policy has."""
    return len(dates_in(Path(path))) if zipfile.is_zipfile(path) else 0


RUNNER: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=2)


@flow(task_runner=RUNNER)  # type: ignore[arg-type]  # the decorator is declared for one kind of future only
def read_policies(folder: str) -> int:
    """Read every policy below a folder."""
    found = read_policy.map([str(path) for path in Path(folder).rglob("*.docx")])
    return sum(future.result() for future in found)


if __name__ == "__main__":
    read_policies(sys.argv[1])
