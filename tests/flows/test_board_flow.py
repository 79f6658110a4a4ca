"""The board's report as a flow writes what the command writes, and is not green where it could not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policyclerk import bootstrap, reporting

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own

BOARD = "board_report.py:board_report"
DAY = date(2026, 11, 23)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a report with its bytes; the Word report carries the hour at which it was packed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.suffix != ".docx" else b""
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_flow_and_command_write_the_same_files(
    flow: Callable[[str], Any], trust: Path, tmp_path: Path
) -> None:
    setup = bootstrap.open_project(trust)
    reporting.board_report(
        bootstrap.reading_hands(setup, bootstrap.clock(setup, DAY)),
        bootstrap.press(setup),
        DAY,
        reporting.Asked(),
        bootstrap.reports(setup, tmp_path / "command"),
    )
    state = flow(BOARD)(str(trust), today=DAY, output=str(tmp_path / "flow"), return_state=True)

    assert state.is_completed()
    assert files(tmp_path / "flow") == files(tmp_path / "command")
    assert not (trust / "state" / "policyclerk.db").exists()


def test_a_school_that_is_not_there_ends_the_flow_with_the_sentence_and_without_it_in_the_state(
    flow: Callable[[str], Any], trust: Path
) -> None:
    state = flow(BOARD)(str(trust), today=DAY, school="Elm", return_state=True)
    ended = state.result(raise_on_failure=False)

    assert state.is_failed()
    assert (ended.exit_code, "Schools are:" in ended.sentence) == (2, True)
    assert "Elm" not in (state.message or "")


def test_without_a_register_the_flow_is_not_green(flow: Callable[[str], Any], trust: Path) -> None:
    (trust / "register.xlsx").unlink()
    state = flow(BOARD)(str(trust), today=DAY, return_state=True)

    assert state.is_failed()
    assert "register_missing" in (state.message or "")
