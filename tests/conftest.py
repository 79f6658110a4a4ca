"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import postgres

REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The shared corpus of real documents, which is not part of the project."""
    folder = Path(os.environ.get("POLICYCLERK_CORPUS", REPO.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("the shared corpus of real documents is not on this machine")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """A PostgreSQL server of the tests' own."""
    if not postgres.may_start():
        pytest.skip(postgres.ABSENT)
    with postgres.server() as started:
        yield started


@pytest.fixture
def postgres_address(postgres_server: postgres.Postgres) -> str:
    """A new, empty database on it."""
    return postgres_server.address(postgres_server.fresh())
