"""What tests of the front share: a release of the fixture library, and a reader of it without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.front.browser import ARGUMENTS, CHROMIUM, need_chromium, served
from tests.front.client import Client, Loop
from tests.front.letter import LetterSource
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
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same library with a letter that is open for signature."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "files").mkdir()
    build(LetterSource(folder / "files"), folder / "library")
    return folder / "library"


@pytest.fixture(scope="session")
def front(library: Path) -> Iterator[Front]:
    front = open_front(library)
    yield front
    front.close()


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def client(front: Front, loop: Loop) -> Client:
    return Client(front, loop)


@pytest.fixture(scope="session")
def site(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(library, tmp_path_factory.mktemp("serve")) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
