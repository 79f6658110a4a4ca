"""The folder of flows stays thin: no flow knows another, none knows the rules, none shadows a module of Python's own."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

GLUE = {"plain_flow", "engines", "flow_script", "prefect_steps", "flow_parameters"}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_flow_imports_another(flows_folder: Path) -> None:
    files = sorted(flows_folder.glob("*.py"))
    flows = {file.stem for file in files} - GLUE
    assert flows >= {"nightly_check", "reminders", "heartbeat", "board_report"}
    assert [(file.stem, name) for file in files for name in imported(file) if name in flows] == []


def test_no_flow_judges_plans_or_touches_the_world_by_itself(flows_folder: Path) -> None:
    inner = ("policyclerk.rules", "policyclerk.planning", "policyclerk.adapters", "policyclerk.word")
    names = [name for file in flows_folder.glob("*.py") for name in imported(file)]
    assert [name for name in names if name.startswith(inner)] == []


def test_no_file_beside_the_flows_hides_a_standard_module(flows_folder: Path) -> None:
    assert {file.stem for file in flows_folder.glob("*.py")} & sys.stdlib_module_names == set()
