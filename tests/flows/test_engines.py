"""Batches on threads, processes and Dask: the same answers, and what a setting means."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from policyclerk.adapters.pool_processes import read_batch
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.settings import LimitsSettings
from policyclerk.ports import Batch

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's and Dask's own


@pytest.fixture
def steps(prefect_server: str) -> ModuleType:
    import prefect_steps

    return prefect_steps


@pytest.fixture
def engines(prefect_server: str) -> ModuleType:
    import engines

    return engines


def in_a_flow(work: Callable[[], Any]) -> Any:
    from prefect import flow

    return flow(work, name="a test of engines")()


def batches_of(trust: Path) -> tuple[Batch, ...]:
    papers = sorted((trust / "policies").rglob("*.docx"))[:6]
    assert len(papers) == 6
    files = [(path.name, str(path)) for path in papers]
    return tuple(Batch(number, tuple(files[2 * number : 2 * number + 2]), max_mb=50) for number in range(3))


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_reads_what_threads_read(
    steps: ModuleType, engines: ModuleType, trust: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = batches_of(trust)
    monkeypatch.setattr(engines, "FED_BY_THREADS", 1)

    def read(name: str) -> Any:
        return in_a_flow(lambda: steps.mapped(LimitsSettings(workers=2, engine=name))(read_batch, batches))

    found = read(engine)
    assert found == read("threads")
    assert sum(facts.ok for batch in found for facts in batch) > 3


@pytest.mark.parametrize(
    ("engine", "workers", "batches", "runner"),
    [
        ("threads", 16, 20, "ThreadPoolTaskRunner"),
        ("processes", 16, 20, "ProcessPoolTaskRunner"),
        ("processes", 16, 8, "ThreadPoolTaskRunner"),
        ("processes", 2, 20, "ThreadPoolTaskRunner"),
        ("processes", 16, 1, "ThreadPoolTaskRunner"),
        ("dask", 2, 9, "DaskTaskRunner"),
        ("dask", 2, 1, "ThreadPoolTaskRunner"),
    ],
)
def test_the_setting_names_the_runner_and_few_workers_are_fed_by_threads(
    engines: ModuleType, engine: str, workers: int, batches: int, runner: str
) -> None:
    limits = LimitsSettings(engine=engine, workers=workers)

    assert type(engines.runner_of(limits, batches)).__name__ == runner


def test_dask_without_its_package_is_told_in_a_sentence(
    engines: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    with pytest.raises(SettingsError, match="pip install"):
        engines.runner_of(LimitsSettings(engine="dask"), 9)
