"""The About page says by which keys the library is known, and where its copies are, in every language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from tests.front.client import Client, Loop, text_of
from tests.front.library import FixtureSource

from firsthand.front.application import open_front
from firsthand.release import build
from firsthand.release.keyring import new_keys, rotate_keys

ONION = f"http://{'a' * 56}.onion"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Public keys, the first and the one that followed it."""
    folder = tmp_path_factory.mktemp("genuine")
    (folder / "files").mkdir()
    first = new_keys(folder / "keys", until=None, password=None)
    second = rotate_keys(folder / "keys", first.secret, until=None, password=None, new_password=None)
    return [first.public, second.public, str(folder)]


@pytest.fixture(scope="module")
def signed(keys: list[str]) -> Iterator[Client]:
    folder = Path(keys[2])
    source = FixtureSource(folder / "files")
    library = structs.replace(source.collection.library, mirrors=("https://mirror.example.net", ONION))
    source.collection = structs.replace(source.collection, library=library)
    build(source, folder / "library", key=folder / "keys")
    front, loop = open_front(folder / "library"), Loop()
    yield Client(front, loop)
    front.close()
    loop.close()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_keys_and_copies_stand_on_the_about_page(signed: Client, keys: list[str], language: str) -> None:
    page = signed.page(f"/{language}/about")
    assert f"minisign -Vm manifest.json -P {keys[1]}" in text_of(page, "//main//pre")
    assert text_of(page, "//main//dd/code").split() == [keys[1], keys[0]]
    assert "firsthand follow https://library.example.org COPY" in text_of(page, "//main//pre")
    copies = page.xpath("//main//a[@rel='noreferrer']/@href")
    assert copies == ["https://mirror.example.net/", f"{ONION}/"]


def test_a_library_without_a_key_shows_none(client: Client) -> None:
    page = client.page("/en/about")
    assert not page.xpath("//*[@id='genuine' or @id='copies']")
