"""What tests of the front share: a release of the fixture library, and a reader of it without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.client import Client, Loop
from tests.front.library import FixtureSource

from firsthand.front.application import Front, open_front
from firsthand.release import build


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one release."""
    folder = tmp_path_factory.mktemp("front")
    (folder / "files").mkdir()
    build(FixtureSource(folder / "files"), folder / "library")
    return folder / "library"


@pytest.fixture(scope="session")
def front(library: Path) -> Iterator[Front]:
    front = open_front(library)
    yield front
    front.service.close()


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def client(front: Front, loop: Loop) -> Client:
    return Client(front, loop)
