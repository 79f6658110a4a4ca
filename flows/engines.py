"""Where the batches of a night are read: threads, processes or a Dask cluster, by one setting (`[limits] engine`).

With each of them a Word file is opened in a reading process of its own, which can be ended and knows no Prefect. Threads only feed
those, a third of a millisecond for a file that takes four to read, so a handful of them loses nothing by being threads. A process of
Prefect's own loads Prefect first (a second and a half, a hundred MB), and each of its batches costs sixty milliseconds more.
"""

import os
import sys
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from policyclerk.domain.errors import SettingsError
from policyclerk.domain.settings import LimitsSettings

_NO_DASK = (
    '[limits] engine = "dask" needs the package prefect-dask, which is not installed here. Install it with '
    "pip install 'policyclerk[dask]', or use threads or processes."
)


FED_BY_THREADS = 8
"""Reading processes that the threads of one process keep busy; where there are more, Prefect's process pool feeds them."""


def runner_of(limits: LimitsSettings, batches: int) -> TaskRunner[Any]:
    """The task runner for so many batches. A single one is never worth more than a thread.

    Raises:
        SettingsError: Dask is asked for and not installed.
    """
    workers = limits.workers or os.cpu_count() or 1
    if limits.engine == "dask" and (batches > 1 or limits.dask_address):
        return _dask(limits.dask_address, workers)
    workers = min(workers, batches)
    if limits.engine == "processes" and workers > FED_BY_THREADS:
        return ProcessPoolTaskRunner(max_workers=workers)
    return ThreadPoolTaskRunner(max_workers=workers)


def _dask(address: str | None, workers: int) -> TaskRunner[Any]:
    """A cluster that is there already, else one on this machine for the length of the night."""
    try:
        import cloudpickle
        from prefect_dask import DaskTaskRunner  # type: ignore[attr-defined]  # it gives it without saying so
    except ImportError:
        raise SettingsError((_NO_DASK,)) from None
    if address:
        # the cluster's machines have policyclerk installed, but these flow files need not be in their path
        cloudpickle.register_pickle_by_value(sys.modules["prefect_steps"])
        return DaskTaskRunner(address=address)
    cluster = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=cluster)
