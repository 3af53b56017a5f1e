"""Negotiations in a release: whole, as they were given, and only where all of them is for everyone."""

import hashlib
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from tests.negotiations.example import HIDDEN, example
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.catalogue.negotiations import Access, Negotiation, Process
from firsthand.catalogue.values import File
from firsthand.negotiations.audiences import seen_by
from firsthand.release import ReleaseError, build, verify
from firsthand.release.reader import Release


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "shelf"
    folder.mkdir()
    shelf = Shelf(folder)
    shelf.put("red", paragraphs("One."))
    return shelf


def put(shelf: Shelf, negotiation: Negotiation, process: Process | None = None) -> None:
    data = msgspec.json.encode(negotiation)
    path = shelf.folder / "data.json"
    path.write_bytes(data)
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river.json")
    shelf.files[file.sha256] = path
    shelf.more = {"processes": (structs.replace(process or negotiation.process, data=file),)}


def test_what_is_public_goes_in_and_comes_out_again(shelf: Shelf, tmp_path: Path) -> None:
    public = seen_by(example(), Access.PUBLIC)
    put(shelf, public)
    build(shelf, tmp_path / "library", open_index=Index)
    assert verify(tmp_path / "library") == []
    release = Release.open(tmp_path / "library")
    (process,) = release.collection.processes
    assert structs.replace(release.negotiation(process), process=public.process) == public
    assert release.negotiation(process).process == process
    release.close()


@pytest.mark.parametrize("access", [Access.ALLIES, Access.PRIVATE])
def test_a_file_with_anything_that_is_not_for_everyone_is_refused(shelf: Shelf, tmp_path: Path, access: Access) -> None:
    put(shelf, seen_by(example(), access), seen_by(example(), Access.PUBLIC).process)
    with pytest.raises(ReleaseError, match="not for everyone, so nothing was published"):
        build(shelf, tmp_path / "library", open_index=Index)
    assert not any((tmp_path / "library").glob("release-*"))


def test_a_record_with_a_draft_that_is_not_for_everyone_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, seen_by(example(), Access.PUBLIC), example().process)
    with pytest.raises(ReleaseError, match="not for everyone") as raised:
        build(shelf, tmp_path / "library", open_index=Index)
    assert not any(word in str(raised.value) for word in HIDDEN)


def test_a_damaged_file_is_told_of_and_nothing_is_published(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, seen_by(example(), Access.PUBLIC))
    (shelf.folder / "data.json").write_bytes(b'{"process":')
    with pytest.raises(ReleaseError, match="missing or damaged"):
        build(shelf, tmp_path / "library", open_index=Index)
