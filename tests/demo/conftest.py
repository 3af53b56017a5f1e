"""The demonstration's folder, read once for all tests of this room."""

from pathlib import Path

import pytest

from firsthand.sources.folder import FolderSource, load

DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture(scope="session")
def demo() -> Path:
    return DEMO


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> FolderSource:
    return load(DEMO, cache=tmp_path_factory.mktemp("cache"))
