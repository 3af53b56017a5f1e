"""A shelf to publish from, and a place to publish to."""

from pathlib import Path

import pytest
from tests.release.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "source"
    folder.mkdir()
    return Shelf(folder)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"
