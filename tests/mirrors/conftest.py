"""What tests of mirrors share: the fixture library of the front, opened as the walker of pages opens it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.library import FixtureSource

from firsthand.front.opened import Opened
from firsthand.mirrors.pages import Writer, Written, places
from firsthand.mirrors.selection import open_selection
from firsthand.release import build


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one release."""
    folder = tmp_path_factory.mktemp("mirrors")
    (folder / "files").mkdir()
    build(FixtureSource(folder / "files"), folder / "library")
    return folder / "library"


@pytest.fixture(scope="session")
def opened(library: Path) -> Iterator[Opened]:
    opened = open_selection(library)
    yield opened
    opened.retire()


@pytest.fixture(scope="session")
def written(opened: Opened) -> list[Written]:
    """Pages of every kind, but of those of which there are hundreds alike only some."""
    writer, met, pages = Writer(opened), Counter[str](), []
    for place in places(opened):
        met[place.kind] += 1
        few = place.kind in ("concept", "topic", "terms") and met[place.kind] % 240 != 1
        if place.interface in ("en", "ru") and not few:
            pages.append(writer.write(place))
    return pages
