"""Indexes grow out of one another without touching what was there."""

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.search.shelves import edition

from firsthand.search import BrokenIndexError, OutdatedIndexError, open_builder, open_engine
from firsthand.search.protocol import Query


def _bytes_of(path: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(path.iterdir())}


def _build(path: Path, *addresses: str) -> Path:
    builder = open_builder(path)
    for address in addresses:
        builder.add(edition(address, f"Needles of {address}.", "Naloxone saves lives."))
    builder.commit()
    return path


def _found(path: Path, words: str) -> set[str]:
    return {hit.address for group in open_engine(path).search(Query(words)).groups for hit in group.hits}


def test_nothing_is_left_in_the_directory_but_the_index(tmp_path: Path) -> None:
    names = {file.name for file in _build(tmp_path / "a", "works/x/en").iterdir()}
    assert not any("lock" in name or name.endswith(".new") for name in names)
    assert {"meta.json", "version.json", "editions.msgpack"} <= names


def test_a_next_index_shares_segment_files_and_leaves_the_previous_one_byte_for_byte(tmp_path: Path) -> None:
    first = _build(tmp_path / "a", "works/x/en", "works/y/en", "works/z/fr")
    before = _bytes_of(first)
    builder = open_builder(tmp_path / "b", previous=first)
    builder.remove("works/y/en")
    builder.add(edition("works/y/en", "Something else was written.", "And more."))
    builder.commit()
    assert _bytes_of(first) == before
    shared = [file.name for file in first.iterdir() if (tmp_path / "b" / file.name).stat().st_nlink > 1]
    assert any(name.endswith(".store") for name in shared)
    assert not {"meta.json", ".managed.json", "editions.msgpack", "version.json"} & set(shared)
    assert _found(first, "needles") == {"works/x/en", "works/y/en", "works/z/fr"}
    assert _found(tmp_path / "b", "needles") == {"works/x/en", "works/z/fr"}
    assert _found(tmp_path / "b", "something written") == {"works/y/en"}


def test_many_generations_of_merging_never_touch_an_earlier_index(tmp_path: Path) -> None:
    path = _build(tmp_path / "0", "works/x/en")
    seen: dict[Path, dict[str, str]] = {}
    for number in range(1, 12):
        seen[path] = _bytes_of(path)
        builder = open_builder(tmp_path / str(number), previous=path)
        builder.remove("works/x/en")
        builder.add(edition("works/x/en", f"Edition {number}."))
        builder.add(edition(f"works/w{number}/en", f"Needles {number}."))
        builder.commit()
        path = tmp_path / str(number)
    assert all(_bytes_of(earlier) == digests for earlier, digests in seen.items())
    engine = open_engine(path)
    assert engine.passages() == 12
    assert engine.search(Query("needles")).items == 11
    assert engine.search(Query('"edition 3"')).items == 0
    assert engine.search(Query('"edition 11"')).items == 1


def test_an_edition_can_be_taken_away_for_good(tmp_path: Path) -> None:
    first = _build(tmp_path / "a", "works/x/en", "works/y/ru")
    builder = open_builder(tmp_path / "b", previous=first)
    builder.remove("works/x/en")
    builder.remove("works/never-there/en")
    builder.commit()
    engine = open_engine(tmp_path / "b")
    assert engine.passages() == 2
    assert [facet.value for facet in engine.search(Query("naloxone")).facets["language"]] == ["ru"]


def test_an_edition_may_arrive_in_several_batches(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "a")
    entries = edition("works/x/en", "One needle.", "Two needles.", "Three needles.")
    builder.add(entries[:1])
    builder.add(iter(entries[1:]))
    builder.commit()
    assert open_engine(tmp_path / "a").search(Query("needle")).passages == 3


def test_an_empty_index_is_an_index(tmp_path: Path) -> None:
    open_builder(tmp_path / "a").commit()
    engine = open_engine(tmp_path / "a")
    assert engine.passages() == 0
    assert engine.search(Query("needle")).items == engine.search(Query("")).items == 0


def test_an_index_is_only_visible_when_it_is_committed(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "a")
    builder.add(edition("works/x/en", "Never finished."))
    with pytest.raises(BrokenIndexError, match="Publish the library again"):
        open_engine(tmp_path / "a")


def test_another_version_of_the_analysis_is_told_apart_from_damage(tmp_path: Path) -> None:
    path = _build(tmp_path / "a", "works/x/en")
    version = path / "version.json"
    version.write_text(version.read_text().replace('"analysis":', '"analysis":9'))
    with pytest.raises(OutdatedIndexError, match="another version"):
        open_engine(path)
    with pytest.raises(OutdatedIndexError, match="another version"):
        open_builder(tmp_path / "b", previous=path)
    assert not (tmp_path / "b").exists()


@contextmanager
def _full_disk() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_disk_that_is_full_at_the_end_is_told_in_a_sentence(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(edition("works/a/en", "One.", "Two."))
    with _full_disk(), pytest.raises(BrokenIndexError, match="can't be written"):
        builder.commit()


def test_a_disk_that_fills_up_on_the_way_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.search.tantivy.writer.HEAP", 15_000_000)
    texts = (" ".join(f"w{text}x{word}" for word in range(1_000)) for text in range(2_000))
    with _full_disk(), pytest.raises(BrokenIndexError, match="can't be written"):
        open_builder(tmp_path / "index").add(one for text in texts for one in edition("works/a/en", text))
