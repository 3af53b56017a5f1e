"""What tests of the front share: a release of the fixture library, and a reader of it without a browser."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.client import Client
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
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def client(front: Front, runner: asyncio.Runner) -> Client:
    return Client(front, runner)
