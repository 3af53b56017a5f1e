"""A release whose index lies in a cluster is made, verified and followed like any other; nothing else knows."""

from contextlib import closing
from pathlib import Path

import pytest
from tests.release.shelf import Shelf, paragraphs

from firsthand.release import Release, build, verify
from firsthand.search import open_engine
from firsthand.search.opensearch import pointer
from firsthand.search.protocol import Query


@pytest.fixture(autouse=True)
def _in_opensearch(library: str) -> None:
    """Every index of these tests."""


def found(release: Path, words: str) -> list[str]:
    with closing(Release.open(release)) as opened, closing(open_engine(opened.index)) as engine:
        return [group.item for group in engine.search(Query(words)).groups]


def test_a_release_is_made_verified_and_followed_by_another(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("exchange", paragraphs("Needle exchange programmes reduce harm."))
    shelf.put("naloxone", paragraphs("Naloxone reverses an overdose.", "Keep it at home."))
    first = build(shelf, tmp_path / "library").path
    verify(first)
    shelf.put("naloxone", paragraphs("Buprenorphine is prescribed."))
    second = build(shelf, tmp_path / "library").path
    verify(second)
    assert pointer.read(first / "search").index != pointer.read(second / "search").index
    assert found(first, "naloxone overdose") == ["works/naloxone"]
    assert found(second, "overdose") == []
    assert found(second, "buprenorphine") == ["works/naloxone"]
    assert found(second, "needle exchange") == ["works/exchange"]


def test_a_library_moves_to_the_cluster_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("exchange", paragraphs("Needle exchange programmes reduce harm."))
    with monkeypatch.context() as patch:
        patch.delenv("FIRSTHAND_OPENSEARCH")
        here = build(shelf, tmp_path / "library").path
    shelf.put("prison", paragraphs("Health in prison."))
    there = build(shelf, tmp_path / "library").path
    with monkeypatch.context() as patch:
        patch.delenv("FIRSTHAND_OPENSEARCH")
        shelf.put("home", paragraphs("Home again."))
        back = build(shelf, tmp_path / "library").path
        assert found(back, "prison") == ["works/prison"]
    assert [pointer.POINTER in {file.name for file in (one / "search").iterdir()} for one in (here, there, back)] == [
        False,
        True,
        False,
    ]
    assert found(there, "prison") == ["works/prison"]
    assert found(here, "needle") == ["works/exchange"]
