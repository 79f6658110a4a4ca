"""A run may be killed at any moment: the next one loses nothing and does nothing twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("killed_run.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs to be killed are forked")
@pytest.mark.parametrize("how", ["once", "twice"])
def test_a_kill_at_any_point_loses_nothing_and_doubles_nothing(tmp_path: Path, how: str) -> None:
    """Twelve actions; `twice` kills the run that clears up after the first kill too."""
    command = [sys.executable, str(PROGRAM), str(tmp_path.resolve()), how]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert answer["wrong"] == {}
    assert answer["points"] > 100
