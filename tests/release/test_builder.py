"""A source becomes a release, and then the next one."""

from pathlib import Path

import pytest

from firsthand.release import Release, build, current
from tests.release.shelf import Index, Shelf, indexed, paragraphs


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "source"
    folder.mkdir()
    return Shelf(folder)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def publish(shelf: Shelf, library: Path) -> Release:
    build(shelf, library, open_index=Index)
    return Release.open(library)


def test_a_release_holds_records_texts_files_and_index(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One.", "Two."))
    release = publish(shelf, library)
    edition = release.collection.works[0].editions[0]
    assert edition.text is not None
    assert release.contents(edition.text).leaves == 1
    assert len(release.leaf(edition.text, 1).nodes) == 3
    assert release.file(edition.files[0].sha256).read_bytes() == shelf.file(edition.text).read_bytes()
    assert [row[2] for row in indexed(release.path)["works/red/en"]] == ["Red", "One.", "Two."]


def test_only_what_has_changed_is_composed_again(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    shelf.put("blue", paragraphs("Two."))
    publish(shelf, library).close()
    shelf.asked.clear()
    shelf.put("blue", paragraphs("Two, corrected."))
    publish(shelf, library).close()
    assert shelf.asked == [shelf.works["blue"].editions[0].text]
    assert {path.name for path in (current(library) / "search").iterdir()} == {
        "works,red,en.json",
        "works,blue,en.json",
    }
