"""The heartbeat as a Prefect flow, the twin of `policyclerk heartbeat`: see that the nights run, tell where they do not.

    python flows/heartbeat.py DIR [--today 2026-11-23]

A server that is dead runs no heartbeat either: for that there is `ping_url` under [heartbeat], by which a watcher on
another machine hears of every night.
"""

from typing import Any

if __name__ == "__main__":  # before Prefect, which reads its settings when it is imported
    import flow_script

    parameters = flow_script.asked(__doc__)

from flow_parameters import Directory, Today
from plain_flow import flow
from policyclerk import run
from policyclerk.hands import Options
from prefect_steps import carried_out


@flow(name="heartbeat")
def heartbeat(directory: Directory, today: Today = None) -> Any:
    """Tell the contact, once a day, that the nightly check has not been completed for too long.

    Args:
        directory: The trust's folder, as a full path on the machine that runs this.
        today: Do as if it were this day; leave empty for the day it is.
    """
    return carried_out(run.heartbeat, directory, today, Options())


if __name__ == "__main__":
    flow_script.carry_out(heartbeat, parameters)
