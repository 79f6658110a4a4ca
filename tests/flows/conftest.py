"""One Prefect server for all tests of the flows (one per process, when they run in several). Prefect is imported after its settings are in the environment."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from policyclerk import bootstrap
from policyclerk.prefect_env import prepare
from policyclerk.start import copy_example

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def flows_folder() -> Path:
    return REPO / "flows"


@pytest.fixture(scope="session")
def deployments_folder() -> Path:
    return REPO / "deployments"


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory, flows_folder: Path) -> Iterator[str]:
    """The address of a server that lives as long as the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYCLERK_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.setenv("PREFECT_LOGGING_LEVEL", "WARNING")
        patch.syspath_prepend(str(flows_folder))
        prepare()
        from prefect.settings import get_current_settings
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=120):
            yield str(get_current_settings().api.url)


@pytest.fixture
def flow(prefect_server: str, flows_folder: Path) -> Callable[[str], Any]:
    """A flow as a worker loads it, by its entrypoint."""
    from prefect.flows import load_flow_from_entrypoint

    return lambda entrypoint: load_flow_from_entrypoint(str(flows_folder / entrypoint))


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    """A copy of the example trust."""
    root = tmp_path / "trust"
    list(copy_example(root))
    return root


@pytest.fixture
def twins(trust: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the example trust that hash recipients with the same key."""
    setup = bootstrap.open_project(trust)
    with bootstrap.acting_ledger(setup) as ledger:
        ledger.hash_recipient("anybody@northmoor.example")
    shutil.copytree(trust, tmp_path / "twin")
    return trust, tmp_path / "twin"
