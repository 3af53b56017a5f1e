"""A library's language guide travels in its releases, and is verified and read there like all else."""

import hashlib
from pathlib import Path

from msgspec import structs
from tests.release.shelf import Shelf, paragraphs

from firsthand.catalogue.records import File
from firsthand.release import Release, build, verify

GUIDE = {"guide.toml": 'schema = 1\nid = "ours"\ntitle = "Ours"\n', "en/people.toml": '[greeting]\nname = "Greeting"\n'}


def give(shelf: Shelf, guide: dict[str, str]) -> None:
    files = []
    for name, text in guide.items():
        path = shelf.folder / name.replace("/", "-")
        path.write_text(text)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        shelf.files[sha256] = path
        files.append(File(sha256, len(text), "application/toml", name))
    shelf.library = structs.replace(shelf.library, guide=tuple(files))


def test_a_guide_lies_in_the_release_as_it_lay_in_the_folder(shelf: Shelf, library: Path) -> None:
    give(shelf, GUIDE)
    shelf.put("one", paragraphs("Some words."))
    built = build(shelf, library)
    release = Release.open(library)
    assert release.guide == built.path / "guide"
    assert {name: (release.guide / name).read_text() for name in GUIDE} == GUIDE
    assert verify(library) == []
    release.close()


def test_a_changed_guide_takes_the_place_of_the_one_before(shelf: Shelf, library: Path) -> None:
    give(shelf, GUIDE)
    shelf.put("one", paragraphs("Some words."))
    before = build(shelf, library)
    changed = GUIDE | {"guide.toml": GUIDE["guide.toml"].replace("Ours", "Ours, again")}
    give(shelf, changed)
    after = build(shelf, library)
    assert (before.path / "guide" / "guide.toml").read_text() == GUIDE["guide.toml"]
    assert (after.path / "guide" / "guide.toml").read_text() == changed["guide.toml"]
    assert verify(after.path) == []


def test_a_release_whose_guide_was_changed_is_found_out(shelf: Shelf, library: Path) -> None:
    give(shelf, GUIDE)
    shelf.put("one", paragraphs("Some words."))
    path = build(shelf, library).path / "guide" / "guide.toml"
    path.chmod(0o644)
    path.write_text("schema = 1")
    assert [fault.path for fault in verify(library)] == ["guide/guide.toml"]


def test_a_library_without_a_guide_has_none_in_its_release(shelf: Shelf, library: Path) -> None:
    shelf.put("one", paragraphs("Some words."))
    build(shelf, library)
    release = Release.open(library)
    assert release.guide is None
    release.close()
