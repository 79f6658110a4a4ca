"""A run that sends through Microsoft 365 or GOV.UK Notify may be killed at any moment: nothing is lost, and nothing goes twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs to be killed are forked")


def killed_everywhere(kind: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.adapters.killed_web_run", kind, str(folder.resolve())]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPO)
    assert ended.returncode == 0, ended.stderr
    answer: dict[str, Any] = json.loads(ended.stdout)
    assert answer["runs"] > 30
    assert sum(answer["outcomes"].values()) == 2 * answer["runs"]
    return answer


def test_with_graph_each_mail_goes_once_or_is_said_to_be_unclear(tmp_path: Path) -> None:
    answer = killed_everywhere("graph", tmp_path)
    unclear = answer["outcomes"]["unknown, taken 0"] + answer["outcomes"]["unknown, taken 1"]
    assert set(answer["outcomes"]) == {"done, taken 1", "unknown, taken 0", "unknown, taken 1"}
    assert unclear == answer["cut_off"] < answer["runs"]


def test_with_notify_each_mail_goes_once_because_it_is_asked_before_anything_is_repeated(
    tmp_path: Path,
) -> None:
    answer = killed_everywhere("notify", tmp_path)
    assert set(answer["outcomes"]) == {"done, taken 1"}
    assert answer["looked_up"] == answer["cut_off"] > 10
