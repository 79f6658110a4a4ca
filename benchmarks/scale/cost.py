"""What a whole process costs, with its children: by the clock, in work, in memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """One whole process with its children: seconds by the clock, seconds of work, MB of the largest process."""

    wall: float
    cpu: float
    peak_mb: float


def cost(
    *command: str, times: int = 1, also: Mapping[str, str] | None = None, ends: tuple[int, ...] = (0,)
) -> Cost:
    """The cost of a command; of several runs the least work.

    Args:
        also: added to the environment, from which Prefect's settings are taken out first; and whatever keeps Python from
            keeping modules compiled, as an installed copy has them.
        ends: the exit codes that are no fault of the measuring.
    """
    return min((_once(command, also or {}, ends) for _ in range(times)), key=lambda each: each.cpu)


def _once(command: tuple[str, ...], also: Mapping[str, str], ends: tuple[int, ...]) -> Cost:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PREFECT_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    with tempfile.TemporaryFile() as errors:
        before = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, env={**environment, **also}
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - before
        if os.waitstatus_to_exitcode(status) not in ends:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} ended with {status}:\n{errors.read().decode()[-3000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
