"""Passages are prepared in this process or in a pool, and the index is the same."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.release.shelf import Shelf, paragraphs

from firsthand.pools import Fallen, Pool, PoolError
from firsthand.pools.local import LocalPool
from firsthand.release import build, current
from firsthand.release.preparation import Preparations
from firsthand.search import open_builder, open_engine, thesaurus
from firsthand.search.preparation import Preparation
from firsthand.search.protocol import Entry, Query

WORDS = ("needle exchange", "обмен шприцев", "l’échange de seringues", "nothing about us without us", "naloxone")


def entries(count: int) -> Iterator[Entry]:
    for number in range(count):
        text = f"{WORDS[number % len(WORDS)]} {number}"
        language = ("en", "ru", "fr", "en", "en")[number % len(WORDS)]
        yield Entry(f"works/w{number // 50}/{language}", f"p{number}", text, 1, number % 50, language, title="A title")


def index(path: Path, run: Preparations | None, names: bytes = b"") -> list[str]:
    """Make an index; gives the hashes of its parts."""
    builder = open_builder(path, thesaurus=names, run=run)
    builder.add(entries(5_200))
    builder.remove("works/w0/en")
    builder.commit()
    return sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in path.iterdir() if file.suffix != ".json")


@pytest.fixture(scope="module")
def pool() -> Iterator[LocalPool]:
    with LocalPool(2) as pool:
        yield pool


@pytest.mark.parametrize("few", [0, 3_000])
def test_an_index_prepared_in_a_pool_is_the_same(tmp_path: Path, few: int) -> None:
    names = thesaurus.encode(thesaurus.shipped())
    with LocalPool(2) as pool:
        there = index(tmp_path / "there", Preparations(pool, names, few), names)
        assert pool.ready
    assert there == index(tmp_path / "here", None, names)


def test_batches_come_in_their_order_with_nothing_lost(pool: LocalPool) -> None:
    given = list(entries(2_345))
    batches = [given[:1], given[1:2_000], [], given[2_000:]]
    here = Preparation().prepare_all
    prepared = [one for batch in Preparations(pool, few=1_000)(here, batches) for one in batch]
    assert prepared == here(given)


def test_for_a_small_library_no_process_is_started(tmp_path: Path) -> None:
    with LocalPool(2) as pool:
        index(tmp_path / "index", Preparations(pool))
        assert not pool.ready


class Deadly:
    """A pool in which every process dies over every item."""

    breadth, ready = 1, True

    def map(self, step: Callable[[object], object], items: Iterator[object], **_: object) -> Iterator[object]:
        yield from ((number, Fallen(3)) for number, _ in enumerate(items))


def test_passages_that_can_not_be_prepared_stop_the_build(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    deadly: Pool = Deadly()  # type: ignore[assignment]
    with pytest.raises(PoolError, match="ended the process that did it, 3 times"):
        build(shelf, library, pool=deadly)
    assert [path.name for path in library.iterdir()] == [".lock"]


def test_a_release_that_was_changed_is_found_with_a_pool_as_without(shelf: Shelf, library: Path) -> None:
    with LocalPool(1) as pool:
        list(pool.map(str, [1]))
        for sea in ("sea", "ocean"):
            shelf.put("red", paragraphs(f"Herrings swim in the {sea}.", "Nobody counts them."))
            shelf.put("blue", paragraphs(f"Whales swim in the {sea}."))
            assert build(shelf, library, pool=pool).indexed == 2
    engine = open_engine(current(library) / "search")
    assert {group.item for group in engine.search(Query("ocean")).groups} == {"works/red", "works/blue"}
    assert engine.search(Query("sea")).groups == ()
    engine.close()
