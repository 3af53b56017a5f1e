"""What a library changes in the thesaurus travels in its releases, and its index is made with it."""

import hashlib
from pathlib import Path

import pytest
from msgspec import structs
from tests.release.shelf import Shelf, paragraphs

from firsthand.catalogue.records import File
from firsthand.release import Release, ReleaseError, build, verify
from firsthand.search import open_engine
from firsthand.search.protocol import Query

VAN = '[night-van]\nen = { label = "night van" }\nfr = { label = "camion de nuit" }\n'


def give(shelf: Shelf, text: str) -> None:
    path = shelf.folder / "thesaurus-ours.toml"
    path.write_text(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    shelf.files[sha256] = path
    file = File(sha256, len(text), "application/toml", "ours.toml")
    shelf.library = structs.replace(shelf.library, thesaurus=(file,))


def found(library: Path, words: str) -> int:
    release = Release.open(library)
    engine = open_engine(release.index)
    passages = engine.search(Query(words, languages=("en",))).passages
    engine.close()
    release.close()
    return passages


def test_the_files_lie_in_the_release_and_are_verified_there(shelf: Shelf, library: Path) -> None:
    give(shelf, VAN)
    shelf.put("one", paragraphs("Some words."))
    build(shelf, library)
    release = Release.open(library)
    assert {name: path.read_text() for name, path in release.thesaurus.items()} == {"ours.toml": VAN}
    assert verify(library) == []
    release.close()
    (library / "current" / "thesaurus" / "ours.toml").write_text(VAN.replace("night", "day"))
    assert verify(library)


def test_a_changed_thesaurus_makes_the_index_anew(shelf: Shelf, library: Path) -> None:
    shelf.put("one", paragraphs("A night van is there.", "Cats sleep."))
    first = build(shelf, library)
    assert found(library, "concept:night-van") == 0
    assert build(shelf, library).indexed == 0
    give(shelf, VAN)
    assert build(shelf, library).indexed == first.indexed > 0
    assert found(library, "concept:night-van") == 1
    assert build(shelf, library).indexed == 0


def test_a_thesaurus_that_contradicts_itself_is_not_published(shelf: Shelf, library: Path) -> None:
    give(shelf, "[night-van]\nbroader = ['nothing']\nen = { label = 'night van' }\n")
    shelf.put("one", paragraphs("Some words."))
    with pytest.raises(ReleaseError, match="“nothing”, which is no concept"):
        build(shelf, library)
