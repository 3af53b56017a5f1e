"""A source becomes a release, and then the next one."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import structs
from tests.release.shelf import Index, Shelf, indexed, paragraphs, picture

from firsthand.catalogue.records import Page, Work
from firsthand.documents.model import Change, Comment, Document, Figure, Section
from firsthand.release import Built, Release, ReleaseError, build, current, verify
from firsthand.release.manifest import MANIFEST
from firsthand.search import BrokenIndexError, OutdatedIndexError, open_engine
from firsthand.search.protocol import Query

ROOT = Path(__file__).parents[2]


def publish(shelf: Shelf, library: Path, **options: object) -> Built:
    return build(shelf, library, open_index=Index, **options)  # type: ignore[arg-type]


def passages(library: Path, slug: str = "red") -> list[str]:
    release = Release.open(library)
    edition = next(work for work in release.collection.works if work.slug == slug).editions[0]
    release.close()
    return list(release.contents(edition.text or "").passages)


def test_a_release_holds_records_texts_files_and_index(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One.", "Two."))
    publish(shelf, library)
    release = Release.open(library)
    edition = release.collection.works[0].editions[0]
    assert edition.text is not None
    assert release.contents(edition.text).leaves == 1
    assert len(release.leaf(edition.text, 1).nodes) == 3
    assert release.file(edition.files[0].sha256).read_bytes() == shelf.file(edition.text).read_bytes()
    assert [row[2] for row in indexed(release.path)["works/red/en"]] == ["Red", "One.", "Two."]
    release.close()


def test_a_release_is_searched_with_the_real_engine(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("Herrings swim in the sea.", "Nobody counts them."))
    build(shelf, library)
    shelf.put("red", paragraphs("Herrings swim in the ocean.", "Nobody counts them."))
    build(shelf, library)
    engine = open_engine(current(library) / "search")
    hits = [hit.passage for group in engine.search(Query("ocean")).groups for hit in group.hits]
    assert hits == passages(library)[:1]
    assert engine.search(Query("sea")).groups == ()
    engine.close()


def test_tracked_changes_and_comments_are_for_editors_alone(shelf: Shelf, library: Path) -> None:
    document = structs.replace(
        paragraphs("Herrings swim in the sea."),
        changes=(Change("deletion", "sprats", 1, 9, "Quux Fnord"), Change("insertion", "sea", 1, 21, "Quux Fnord")),
        comments=(Comment("Really plugh?", 1, 0, 8, "Quux Fnord"),),
    )
    shelf.put("red", document)
    build(shelf, library)
    engine = open_engine(current(library) / "search")
    assert engine.search(Query("herrings")).groups
    assert not any(engine.search(Query(word)).groups for word in ("sprats", "Quux", "Fnord", "plugh"))
    engine.close()
    release = Release.open(library)
    text = release.collection.works[0].editions[0].text or ""
    published = repr((release.collection, release.contents(text), release.leaf(text, 1)))
    assert "Herrings" in published
    assert not any(word in published for word in ("sprats", "Quux", "Fnord", "plugh"))
    kept = [path for path in release.path.rglob("*") if path.is_file() and path != release.file(text)]
    release.close()
    assert kept
    assert not any(word in path.read_bytes() for path in kept for word in (b"sprats", b"Quux", b"Fnord", b"plugh"))


def test_only_what_has_changed_is_composed_and_indexed_again(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    shelf.put("blue", paragraphs("Two."))
    publish(shelf, library)
    shelf.asked.clear()
    shelf.put("blue", paragraphs("Two, corrected."))
    built = publish(shelf, library)
    assert shelf.asked == [shelf.works["blue"].editions[0].text]
    assert (built.composed, built.indexed) == (1, 1)
    assert set(indexed(built.path)) == {"works/red/en", "works/blue/en"}


def test_what_has_not_changed_is_the_same_file_on_disk(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    first, second = publish(shelf, library).path, publish(shelf, library).path
    text = shelf.works["red"].editions[0].text or ""
    for place in (f"texts/{text[:2]}/{text}.zip", f"files/{text[:2]}/{text}", "search/works,red,en.json"):
        assert (first / place).samefile(second / place)


def test_a_file_of_the_editor_is_copied_so_that_changing_it_changes_no_release(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    publish(shelf, library)
    name = shelf.works["red"].editions[0].text or ""
    shelf.file(name).write_bytes(b"overwritten in place")
    assert verify(library) == []


def test_a_change_of_title_or_theme_is_indexed_without_composing(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    publish(shelf, library)
    shelf.works["red"] = structs.replace(shelf.works["red"], themes=("law",))
    built = publish(shelf, library)
    assert (built.composed, built.indexed) == (0, 1)


def test_an_edition_that_is_gone_is_taken_out_of_the_index(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    shelf.put("blue", paragraphs("Two."))
    publish(shelf, library)
    del shelf.works["blue"]
    built = publish(shelf, library)
    assert set(indexed(built.path)) == {"works/red/en"}
    assert built.removed == 1


def test_nothing_is_left_of_a_withdrawn_work_but_its_address_and_the_day(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    publish(shelf, library)
    (passage,) = passages(library)
    sha256 = shelf.works["red"].editions[0].text or ""
    shelf.works["red"] = structs.replace(shelf.works["red"], withdrawn="2026-11-22")
    built = publish(shelf, library)
    release = Release.open(library)
    assert release.collection.works == (Work("red", "other", (), withdrawn="2026-11-22"),)
    assert release.is_gone(sha256)
    assert indexed(built.path) == {}
    assert release.forward("works/red/en", passage) is None
    with pytest.raises(KeyError):
        release.file(sha256)
    with pytest.raises(KeyError):
        release.contents(sha256)
    release.close()


def test_images_come_with_their_text_and_are_taken_over_with_it(shelf: Shelf, library: Path) -> None:
    image = picture()
    shelf.put(
        "red", Document("text/html", (Section(blocks=(Figure("A drawing", image=image.sha256),)),), images=(image,))
    )
    publish(shelf, library)
    publish(shelf, library)
    release = Release.open(library)
    text = release.collection.works[0].editions[0].text or ""
    assert release.contents(text).images[image.sha256].width == 3
    assert release.file(image.sha256).read_bytes() == image.data
    release.close()


def test_pages_of_the_library_have_text_and_are_not_searched(shelf: Shelf, library: Path) -> None:
    shelf.put("about", paragraphs("Who we are."))
    page = Page("about", shelf.works.pop("about").editions)
    shelf.pages = (page,)
    built = publish(shelf, library)
    release = Release.open(library)
    assert release.contents(release.collection.pages[0].editions[0].text or "").words == 3
    assert indexed(built.path) == {}
    release.close()


def test_links_to_passages_are_led_on_over_several_releases(shelf: Shelf, library: Path) -> None:
    versions = ("The first law is good.", "The first laws are good.", "The first laws were good.")
    found = []
    for version in versions:
        shelf.put("red", paragraphs("Before.", version, "After."))
        built = publish(shelf, library)
        found.append(passages(library)[1])
    assert (built.forwarded, built.removed) == (1, 0)
    release = Release.open(library)
    for old in found[:2]:
        forward = release.forward("works/red/en", old)
        assert forward is not None
        assert (forward.new, forward.since) == (found[2], f"{release.created:%Y-%m-%dT%H:%M:%SZ}")
    assert release.forward("works/red/en", found[2]) is None
    assert release.forward("works/red/en", "never") is None
    release.close()


def test_an_index_of_another_version_is_made_anew(shelf: Shelf, library: Path) -> None:
    def outdated(path: Path, previous: Path | None) -> Index:
        if previous:
            path.mkdir()
            (path / "half").touch()
            raise OutdatedIndexError("It is old.")
        return Index(path, None)

    shelf.put("red", paragraphs("One."))
    publish(shelf, library)
    built = build(shelf, library, open_index=outdated)
    assert (built.composed, built.indexed) == (0, 1)
    assert set(indexed(built.path)) == {"works/red/en"}


def test_publishing_afresh_mends_a_damaged_release(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    path = publish(shelf, library).path
    text = shelf.works["red"].editions[0].text or ""
    spoilt = path / f"files/{text[:2]}/{text}"
    spoilt.chmod(0o644)
    spoilt.write_bytes(b"spoilt")
    publish(shelf, library)
    assert len(verify(library)) == 1
    built = publish(shelf, library, afresh=True)
    assert verify(library) == []
    assert (built.composed, built.indexed) == (1, 1)


def test_a_file_that_is_missing_from_the_release_before_is_made_again(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    path = publish(shelf, library).path
    text = shelf.works["red"].editions[0].text or ""
    (path / f"files/{text[:2]}/{text}").unlink()
    (path / f"texts/{text[:2]}/{text}.zip").unlink()
    publish(shelf, library)
    assert verify(library) == []


def test_a_file_that_changes_during_the_build_stops_it(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    before = publish(shelf, library).path
    shelf.put("blue", paragraphs("Two."))
    (shelf.folder / "blue.en.txt").write_text("other words")
    with pytest.raises(ReleaseError, match=r"blue\.en\.txt was changed while it was being published\. Publish again\."):
        publish(shelf, library)
    assert current(library) == before
    assert not list(library.glob(".b*"))


def test_a_file_that_is_gone_stops_the_build(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    (shelf.folder / "red.en.txt").unlink()
    with pytest.raises(ReleaseError, match=r"red\.en\.txt can't be read: No such file or directory\."):
        publish(shelf, library)


def test_progress_is_told_for_texts_files_and_index(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    shelf.put("blue", paragraphs("Two."))
    told: list[tuple[str, int, int]] = []
    publish(shelf, library, progress=lambda *news: told.append(news))
    assert told == [
        ("texts", 1, 2),
        ("texts", 2, 2),
        ("files", 1, 2),
        ("files", 2, 2),
        ("index", 0, 1),
        ("index", 1, 1),
    ]


def test_an_empty_library_is_a_release_too(shelf: Shelf, library: Path) -> None:
    build(shelf, library)
    release = Release.open(library)
    assert release.collection.works == ()
    release.close()


def test_a_text_that_the_disk_has_spoilt_does_not_stop_its_next_version(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    path = publish(shelf, library).path
    text = shelf.works["red"].editions[0].text or ""
    spoilt = path / f"texts/{text[:2]}/{text}.zip"
    spoilt.chmod(0o644)
    spoilt.write_bytes(b"spoilt")
    shelf.put("red", paragraphs("One, corrected."))
    assert publish(shelf, library).damaged == ("works/red/en",)
    assert verify(library) == []


def test_a_damaged_catalogue_says_what_can_be_done(shelf: Shelf, library: Path) -> None:
    path = publish(shelf, library).path
    (path / "catalogue.sqlite").write_bytes(b"spoilt")
    with pytest.raises(ReleaseError, match=r"nothing can be built on it\. Take it from a copy, or let .*current lead"):
        publish(shelf, library)


def test_an_index_whose_writer_dies_is_told_in_a_sentence(shelf: Shelf, library: Path) -> None:
    class Dying(Index):
        def add(self, entries: object) -> None:
            raise BrokenIndexError("The search index can’t be written: an index writer was killed.")

    shelf.put("red", paragraphs("One."))
    with pytest.raises(ReleaseError, match="an index writer was killed"):
        build(shelf, library, open_index=Dying)
    assert [path.name for path in library.iterdir()] == [".lock"]


LIMITED = """
import resource, sys
from pathlib import Path
from firsthand.release import ReleaseError, build
from tests.release.shelf import Shelf, paragraphs
shelf = Shelf(Path(sys.argv[1]))
shelf.put("red", paragraphs(*(f"{n} and as many words as it takes to fill a page." * 9 for n in range(200))))
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    build(shelf, Path(sys.argv[2]))
except ReleaseError as error:
    sys.exit(f"ReleaseError: {error}")
"""


@pytest.mark.parametrize("limit", [100, 5_000, 20_000, 100_000])
def test_a_disk_that_fills_up_is_told_in_a_sentence_and_changes_nothing(
    shelf: Shelf, library: Path, limit: int
) -> None:
    """A limit on the size of files stands in for the end of the disk: it stops the build in one step after another."""
    shelf.put("blue", paragraphs("One."))
    before = build(shelf, library).path
    command = [sys.executable, "-c", LIMITED, str(shelf.folder), str(library), str(limit)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("ReleaseError: The disk is full.")
    assert current(library) == before
    assert verify(library) == []
    assert sorted(path.name for path in library.iterdir()) == [".lock", "current", "current.json", before.name]


FORBIDDEN = """
import os, sys
from pathlib import Path
from firsthand.release import Release, ReleaseError, build
from tests.release.shelf import Shelf
shelf = Shelf(Path(sys.argv[1]))
import firsthand.release.builder, firsthand.search.builder
if os.geteuid() == 0:
    os.seteuid(65534)
for attempt in (lambda: build(shelf, Path(sys.argv[2])), lambda: Release.open(Path(sys.argv[2]))):
    try:
        attempt()
    except ReleaseError as error:
        print(error)
"""


def test_a_directory_without_rights_is_told_in_a_sentence(shelf: Shelf, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    library = closed / "library"
    command = [sys.executable, "-c", FORBIDDEN, str(shelf.folder), str(library)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    built, opened = done.stdout.splitlines() or [done.stderr, ""]
    assert built.startswith("You have no right to write to ")
    assert opened.endswith("can't be read: Permission denied.")


def test_a_manifest_says_what_came_before(shelf: Shelf, library: Path) -> None:
    first, second = publish(shelf, library), publish(shelf, library)
    release = Release.open(library)
    assert (release.id, release.manifest.previous) == (second.id, first.id)
    assert release.created.tzinfo is not None
    assert (first.path / MANIFEST).is_file()
    release.close()
