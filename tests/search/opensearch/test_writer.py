"""An index in a cluster belongs to one release: made beside the others, complete, and never changed after that."""

import shutil
import time
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.opensearch import server
from tests.search.shelves import edition

from firsthand.release.index import begin
from firsthand.search import BrokenIndexError, OutdatedIndexError, open_builder, open_engine, remove_index
from firsthand.search.opensearch import pointer, removal, writer
from firsthand.search.opensearch.cluster import ASKING, BUILDING, Cluster, Patience
from firsthand.search.opensearch.configuration import needed
from firsthand.search.protocol import Entry, Query

SHELF = [
    *edition("works/exchange/en", "Needle exchange programmes reduce harm.", "The police never came."),
    *edition("works/naloxone/en", "Naloxone reverses an overdose."),
    *edition("works/prison/fr", "Les programmes d’échange de seringues en prison."),
]


@pytest.fixture(scope="module", autouse=True)
def _in_opensearch(library: str) -> None:
    """Every index of these tests is made in a library of their own."""


def make(path: Path, entries: list[Entry] = SHELF, previous: Path | None = None, removed: str = "") -> Path:
    builder = open_builder(path, previous)
    if removed:
        builder.remove(removed)
    builder.add(entries)
    builder.commit()
    return path


def found(path: Path, words: str) -> list[str]:
    with closing(open_engine(path)) as engine:
        return [hit.address for group in engine.search(Query(words)).groups for hit in group.hits]


def ask(method: str, path: str, body: Any = None) -> Any:
    with closing(Cluster(needed(), ASKING)) as cluster:
        return cluster.ask(object, method, path, body)


def index_of(path: Path) -> str:
    return pointer.read(path).index


def aliased(library: str) -> set[str]:
    return set(ask("GET", f"/_alias/{library}"))


def test_a_release_keeps_the_name_of_its_index_and_no_passages(tmp_path: Path, library: str) -> None:
    path = make(tmp_path / "index")
    assert {file.name for file in path.iterdir()} == {
        "opensearch.json", "editions.msgpack", "thesaurus.msgpack", "version.json",
    }  # fmt: skip
    assert index_of(path).startswith(f"{library}.")
    assert not [file for file in path.iterdir() if b"overdose" in file.read_bytes()]


def test_the_alias_leads_to_the_newest_index_alone(tmp_path: Path, library: str) -> None:
    first = make(tmp_path / "first")
    assert aliased(library) == {index_of(first)}
    builder = open_builder(tmp_path / "second", first)
    builder.add(edition("works/new/en", "Something new."))
    assert aliased(library) == {index_of(first)}
    builder.commit()
    assert aliased(library) == {index_of(tmp_path / "second")}


def test_a_release_that_follows_has_what_changed_and_the_one_before_what_it_had(tmp_path: Path) -> None:
    first = make(tmp_path / "first")
    changed = edition("works/naloxone/en", "Buprenorphine is prescribed.", "Methadone as well.")
    second = make(tmp_path / "second", changed, first, removed="works/naloxone/en")
    assert found(second, "naloxone") == []
    assert found(second, "methadone") == ["works/naloxone/en"]
    assert found(second, "échange") == ["works/prison/fr"]
    assert found(first, "naloxone") == ["works/naloxone/en"]
    assert found(first, "methadone") == []
    third = make(tmp_path / "third", [], second, removed="works/prison/fr")
    assert found(third, "échange") == []
    assert found(third, "methadone") == ["works/naloxone/en"]
    with closing(open_engine(third)) as engine:
        assert engine.passages() == 4


def test_an_edition_that_was_only_just_added_can_be_taken_away(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(SHELF)
    builder.remove("works/exchange/en")
    builder.add(edition("works/exchange/en", "Other words."))
    builder.remove("works/naloxone/en")
    builder.commit()
    assert found(tmp_path / "index", "police") == []
    assert found(tmp_path / "index", "other words") == ["works/exchange/en"]
    assert found(tmp_path / "index", "naloxone") == []


def test_editions_of_more_passages_than_are_listed_at_once_go_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "AT_ONCE", 4)
    first = make(tmp_path / "first", [*SHELF, *edition("works/long/en", *(f"Paragraph {n}" for n in range(11)))])
    second = make(tmp_path / "second", [], first, removed="works/long/en")
    assert found(second, "paragraph") == []
    assert found(second, "police") == ["works/exchange/en"]


def test_a_finished_index_takes_nothing_more(tmp_path: Path) -> None:
    path = make(tmp_path / "index")
    with pytest.raises(BrokenIndexError, match="refuses"):
        ask("PUT", f"/{index_of(path)}/_doc/99", {"key": 99})


def test_an_index_is_only_readable_when_it_is_committed(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(SHELF)
    with pytest.raises(BrokenIndexError):
        open_engine(tmp_path / "index")


def test_an_empty_index_is_an_index(tmp_path: Path) -> None:
    path = make(tmp_path / "index", [])
    assert found(path, "anything") == []
    assert found(path, "any*") == []
    assert found(make(tmp_path / "next", SHELF, path), "naloxone") == ["works/naloxone/en"]


def test_where_the_index_before_is_gone_all_is_written_anew(tmp_path: Path) -> None:
    first = make(tmp_path / "first")
    ask("DELETE", f"/{index_of(first)}")
    with pytest.raises(OutdatedIndexError, match="can't be gone on with"):
        open_builder(tmp_path / "second", first)
    shutil.rmtree(tmp_path / "second")
    builder, follows = begin(tmp_path / "second", first)
    assert not follows
    builder.add(SHELF)
    builder.commit()
    assert found(tmp_path / "second", "naloxone") == ["works/naloxone/en"]
    with pytest.raises(BrokenIndexError, match="not in OpenSearch any more"):
        found(first, "naloxone")


def test_an_index_of_the_other_engine_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = make(tmp_path / "elsewhere")
    with monkeypatch.context() as patch:
        patch.delenv("FIRSTHAND_OPENSEARCH")
        here = make(tmp_path / "here")
        with pytest.raises(OutdatedIndexError, match="another engine"):
            open_builder(tmp_path / "next", elsewhere)
    with pytest.raises(OutdatedIndexError, match="another engine"):
        open_builder(tmp_path / "next", here)
    assert found(here, "naloxone") == found(elsewhere, "naloxone") == ["works/naloxone/en"]


def test_passages_that_are_lost_on_the_way_are_missed_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    before = make(tmp_path / "before")
    put, numbers = writer.Bulk.put, count()
    monkeypatch.setattr(writer.Bulk, "put", lambda bulk, *given: put(bulk, *given) if next(numbers) != 2 else None)
    monkeypatch.setattr(writer, "SEEN_WITHIN", 0.0)
    with pytest.raises(BrokenIndexError, match="holds 3 passages of 4"):
        make(tmp_path / "index")
    assert aliased(library) == {index_of(before)}


def test_an_index_that_is_removed_is_gone_from_the_cluster_too(tmp_path: Path) -> None:
    path = make(tmp_path / "index")
    name = index_of(path)
    remove_index(path)
    assert not path.exists()
    with pytest.raises(BrokenIndexError, match="not in OpenSearch any more"):
        ask("GET", f"/{name}")


def test_an_index_that_cant_be_removed_keeps_what_says_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "index")
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH", "http://127.0.0.1:9")
    monkeypatch.setattr(removal, "BUILDING", Patience(0.5, 0.5, 1))
    with pytest.raises(BrokenIndexError, match="can't be reached"):
        remove_index(path)
    assert pointer.read(path)


def test_what_a_dead_builder_left_is_swept_and_nothing_else(tmp_path: Path, library: str) -> None:
    finished = make(tmp_path / "finished")
    open_builder(tmp_path / "dead").add(SHELF)
    with closing(Cluster(needed(), BUILDING)) as cluster:
        removal.sweep(cluster, library)
        begun = set(ask("GET", f"/{library}.*")) - {index_of(finished)}
        assert begun, "a day has not gone by"
        time.sleep(0.01)
        removal.sweep(cluster, library, age=0.0)
    assert index_of(finished) in set(ask("GET", f"/{library}.*"))
    assert not begun & {name for name in ask("GET", f"/{library}.*") if unfinished(name)}


def unfinished(name: str) -> bool:
    told = ask("GET", f"/{name}/_settings")
    return "blocks" not in told[name]["settings"]["index"]


def test_shards_and_replicas_are_as_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH_SHARDS", "3")
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH_REPLICAS", "2")
    path = make(tmp_path / "index")
    told = ask("GET", f"/{index_of(path)}/_settings")[index_of(path)]["settings"]["index"]
    assert (told["number_of_shards"], told["number_of_replicas"]) == ("3", "2")
    assert len(pointer.read(path).routings) == 3
    assert found(path, "naloxone") == ["works/naloxone/en"]


def test_a_place_that_cant_be_written_to_is_told_before_anything_is_made(tmp_path: Path, library: str) -> None:
    before = set(ask("GET", f"/{library}.*"))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BrokenIndexError, match="can't be written"):
        open_builder(tmp_path / "file" / "index")
    assert set(ask("GET", f"/{library}.*")) == before


def test_two_libraries_live_in_a_cluster_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    ours = make(tmp_path / "ours")
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH_LIBRARY", f"{library}-other")
    theirs = make(tmp_path / "theirs", edition("works/theirs/en", "Something else."))
    assert aliased(library) == {index_of(ours)}
    assert aliased(f"{library}-other") == {index_of(theirs)}
    assert found(ours, "else") == []


def test_the_cluster_of_these_tests_is_whole(cluster: server.Cluster) -> None:
    assert all(node.running() for node in cluster.nodes)
