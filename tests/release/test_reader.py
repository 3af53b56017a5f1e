"""A release is opened by anyone, read by many at once, and says so when it can't be."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.release import Release, ReleaseError, build
from firsthand.release.manifest import MANIFEST


@pytest.fixture
def made(shelf: Shelf, library: Path) -> Path:
    shelf.put("red", paragraphs(*(f"Paragraph {n}. {'It goes on. ' * 40}" for n in range(120))))
    shelf.put("blue", paragraphs("Blue."))
    return build(shelf, library, open_index=Index).path


def text(shelf: Shelf) -> str:
    return shelf.works["red"].editions[0].text or ""


def test_a_library_and_a_release_are_opened_alike(made: Path, library: Path) -> None:
    by_library, by_release = Release.open(library), Release.open(made)
    assert by_library.id == by_release.id
    assert by_library.index == made / "search"
    for release in (by_library, by_release):
        release.close()


def test_many_threads_read_at_once(made: Path, shelf: Shelf) -> None:
    release = Release.open(made)
    leaves = release.contents(text(shelf)).leaves
    assert leaves > 3

    def read(turn: int) -> int:
        assert release.forward("works/red/en", "unknown") is None
        assert release.contents(text(shelf)).leaves == leaves
        return release.leaf(text(shelf), turn % leaves + 1).number

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(200))) == [turn % leaves + 1 for turn in range(200)]
    release.close()


def test_what_is_not_there_is_a_key_error(made: Path, shelf: Shelf) -> None:
    release = Release.open(made)
    for attempt in (
        lambda: release.contents("0" * 64),
        lambda: release.leaf("0" * 64, 1),
        lambda: release.leaf(text(shelf), 0),
        lambda: release.leaf(text(shelf), 999),
        lambda: release.file("0" * 64),
        lambda: release.file("../../manifest.json"),
        lambda: release.file(""),
    ):
        with pytest.raises(KeyError):
            attempt()
    release.close()


def test_a_damaged_text_is_told_when_it_is_read(made: Path, shelf: Shelf) -> None:
    path = made / f"texts/{text(shelf)[:2]}/{text(shelf)}.zip"
    data = bytearray(path.read_bytes())
    data[100:200] = bytes(100)
    path.chmod(0o644)
    path.write_bytes(data)
    release = Release.open(made)
    with pytest.raises(ReleaseError, match=r"\.zip is damaged"):
        release.contents(text(shelf))
    path.write_bytes(b"not a ZIP at all")
    with pytest.raises(ReleaseError, match=r"\.zip is damaged"):
        release.leaf(text(shelf), 1)
    release.close()


def test_a_newer_format_says_to_update(made: Path) -> None:
    manifest = msgspec.json.decode((made / MANIFEST).read_bytes())
    (made / MANIFEST).write_bytes(msgspec.json.encode({"format": 99, "something": manifest}))
    with pytest.raises(ReleaseError, match=r"made by a newer Firsthand \(format 99"):
        Release.open(made)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": "x"}', b'{"format": 1}', b"\xff\xfe", b"null"])
def test_a_damaged_manifest_is_told(made: Path, data: bytes) -> None:
    (made / MANIFEST).write_bytes(data)
    with pytest.raises(ReleaseError, match=r"manifest\.json is damaged"):
        Release.open(made)


@pytest.mark.parametrize("data", [None, b"", b"SQLite format 3\x00 but not really", b"nothing like it"])
def test_a_damaged_catalogue_is_told(made: Path, data: bytes | None) -> None:
    path = made / "catalogue.sqlite"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReleaseError, match=r"catalogue\.sqlite is missing or damaged"):
        Release.open(made)
