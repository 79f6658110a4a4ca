"""Prefect's settings, kept here without importing Prefect: they count only when set before it is imported.

Every way of starting (a script, `serve`, a worker) uses this table; the worker's job variables in
deployments/prefect.yaml repeat it because a worker imports Prefect first, and a test compares the two.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from policyclerk.domain.errors import PolicyclerkError

SETTINGS: Mapping[str, str] = {
    # no usage data leaves the trust: the server's, the client's, the cloud's, the operating system's figures
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # the first start makes the database and can take longer than the default 20 s
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # our own log lines show up in the run's log
    "PREFECT_LOGGING_EXTRA_LOGGERS": "policyclerk",
    # runs are kept for ever by default
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    # the worker's health server listens to all the world by default
    "PREFECT_WORKER_WEBSERVER_HOST": "127.0.0.1",
    # without a bound an outage of the server fills the memory
    "PREFECT_EVENTS_WORKER_MAX_QUEUE_SIZE": "10000",
}


def prepare(project: Path | None = None) -> None:
    """Set Prefect's environment; what is set already stays.

    PREFECT_HOME becomes $POLICYCLERK_HOME, else `state/prefect` of the project, so that nothing is written to a
    home directory; it is made here because Prefect makes no folder above its own.

    Raises:
        PolicyclerkError: state_unwritable, that folder cannot be made.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    home = os.environ.get("POLICYCLERK_HOME") or (str(project / "state" / "prefect") if project else None)
    if home and "PREFECT_HOME" not in os.environ:
        os.environ["PREFECT_HOME"] = home
        _make(Path(home))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise PolicyclerkError(
            "state_unwritable",
            f"{folder} cannot be made ({fault.strerror}). Give this user the right to write there, or name another "
            "folder in POLICYCLERK_HOME.",
        ) from fault
