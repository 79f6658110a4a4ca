"""A run that sends through a mail server may be killed at any moment: nothing is lost, and nothing goes twice."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.adapters.smtp_server import SmtpServer

REPO = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs to be killed are forked")
def test_a_kill_at_any_point_leaves_each_mail_sent_once_or_said_to_be_unclear(tmp_path: Path) -> None:
    with SmtpServer() as server:
        program = [sys.executable, "-m", "tests.adapters.killed_smtp_run"]
        command = [*program, str(tmp_path.resolve()), str(server.port)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPO)
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    times = Counter(to for taken in server.taken for to in taken.to)
    outcomes = Counter((word, times[to]) for to, word in answer["words"].items())
    assert set(outcomes) == {("done", 1), ("unknown", 0), ("unknown", 1)}
    assert answer["kills"] > 30
    assert sum(outcomes.values()) == 2 * (answer["kills"] + 1)
    assert outcomes["unknown", 0] + outcomes["unknown", 1] < answer["kills"]
