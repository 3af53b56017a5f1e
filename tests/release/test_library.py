"""A library has one release in service at any moment, and one build at work at most."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.release import ReleaseError, build, current
from firsthand.release import library as room
from firsthand.search import BrokenIndexError

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from firsthand.release.library import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def names(library: Path) -> list[str]:
    return sorted(path.name for path in library.iterdir())


def test_a_second_build_says_so_and_ends_and_death_frees_the_lock(shelf: Shelf, library: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(library)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ReleaseError, match="Another build is at work in"):
            build(shelf, library, open_index=Index)
        other.kill()
        other.wait()
        build(shelf, library, open_index=Index)


def test_old_releases_beyond_the_two_before_are_deleted(shelf: Shelf, library: Path) -> None:
    built = [build(shelf, library, open_index=Index) for _ in range(5)]
    assert names(library) == sorted([".lock", "current", "current.json", *(one.path.name for one in built[2:])])
    assert built[4].deleted == (built[1].path.name,)


def test_what_has_an_index_out_of_reach_is_hidden_and_goes_when_it_can_be_reached(
    shelf: Shelf, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(path: Path) -> None:
        raise BrokenIndexError("The search cluster can't be reached.")

    first, *_ = (build(shelf, library, open_index=Index) for _ in range(3))
    hidden = library / f".removing-{first.path.name}"
    with monkeypatch.context() as without:
        without.setattr(room, "remove_index", out_of_reach)
        build(shelf, library, open_index=Index)
    assert not first.path.exists()
    assert hidden.exists()
    build(shelf, library, open_index=Index)
    assert not hidden.exists()


def test_an_older_release_can_be_put_back_in_service_by_hand(shelf: Shelf, library: Path) -> None:
    first, second = (build(shelf, library, open_index=Index) for _ in range(2))
    (library / "current").unlink()
    (library / "current").symlink_to(first.path.name)
    assert current(library) == first.path
    shelf.put("red", paragraphs("One."))
    third = build(shelf, library, open_index=Index)
    assert third.deleted == (second.path.name,)
    assert first.path.exists()


def test_leavings_of_builds_that_died_are_cleared(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    (library / ".building-1" / "texts").mkdir(parents=True)
    (library / ".removing-release-1" / "files").mkdir(parents=True)
    (library / ".building-current").symlink_to("release-never")
    (library / ".building-current.json").write_text('{"release":')
    (library / ".notes").touch()
    built = build(shelf, library, open_index=Index)
    assert names(library) == [".lock", ".notes", "current", "current.json", built.path.name]


def test_a_release_that_was_named_and_never_put_in_service_is_deleted(shelf: Shelf, library: Path) -> None:
    first = build(shelf, library, open_index=Index)
    (library / "release-orphan").mkdir()
    second = build(shelf, library, open_index=Index)
    assert names(library) == sorted([".lock", "current", "current.json", first.path.name, second.path.name])


def test_without_syncfs_every_file_and_folder_is_flushed(
    shelf: Shelf, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    real = room._flush_directory

    def flush(path: Path) -> None:
        flushed.append(path.name)
        real(path)

    monkeypatch.setattr(room.ctypes, "CDLL", lambda *args, **options: object())
    monkeypatch.setattr(room, "_flush_directory", flush)
    shelf.put("red", paragraphs("One."))
    build(shelf, library, open_index=Index)
    text = shelf.works["red"].editions[0].text or ""
    assert {"manifest.json", "catalogue.sqlite", f"{text}.zip", text, text[:2]} <= set(flushed)


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_a_directory_that_holds_no_release_says_how_to_make_one(tmp_path: Path, place: str) -> None:
    with pytest.raises(ReleaseError, match="firsthand publish FOLDER -o"):
        current(tmp_path / place)


def test_a_link_to_nowhere_is_told(library: Path, shelf: Shelf) -> None:
    library.mkdir()
    (library / "current").symlink_to("release-gone")
    with pytest.raises(ReleaseError, match="leads to release-gone, which is not there"):
        build(shelf, library, open_index=Index)


def test_a_file_in_the_place_of_a_library_is_told(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReleaseError, match="File exists"):
        build(shelf, tmp_path / "file", open_index=Index)


def test_nothing_is_published_into_a_release(shelf: Shelf, library: Path) -> None:
    release = build(shelf, library, open_index=Index).path
    with pytest.raises(ReleaseError, match="is a release, which never changes"):
        build(shelf, release, open_index=Index)


def test_a_library_whose_link_was_copied_as_a_directory_says_what_to_do(shelf: Shelf, library: Path) -> None:
    release = build(shelf, library, open_index=Index).path
    (library / "current").unlink()
    release.rename(library / "current")
    assert current(library) == library / "current"
    with pytest.raises(ReleaseError, match="current is not a link"):
        build(shelf, library, open_index=Index)


def test_files_are_copied_where_there_are_no_hard_links(
    shelf: Shelf, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("red", paragraphs("One."))
    first = build(shelf, library, open_index=Index)

    def refuse(*args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("firsthand.release.staging.os.link", refuse)
    monkeypatch.setattr("tests.release.shelf.os.link", lambda old, new: Path(new).write_bytes(Path(old).read_bytes()))
    second = build(shelf, library, open_index=Index)
    text = shelf.works["red"].editions[0].text or ""
    one, two = (built.path / f"files/{text[:2]}/{text}" for built in (first, second))
    assert one.read_bytes() == two.read_bytes()
    assert not one.samefile(two)
