"""The demonstration's folder, read once for all tests of this room."""

from pathlib import Path

import pytest

from firsthand.sources.folder import FolderSource, load

DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture(scope="session")
def demo() -> Path:
    return DEMO


@pytest.fixture(scope="session")
def library(read_before: Path) -> FolderSource:
    return load(DEMO, cache=read_before)
