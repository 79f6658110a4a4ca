"""What all tests share."""

import os
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The shared corpus of real documents, which is not part of the project."""
    folder = Path(os.environ.get("POLICYCLERK_CORPUS", REPO.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("the shared corpus of real documents is not on this machine")
    return folder
