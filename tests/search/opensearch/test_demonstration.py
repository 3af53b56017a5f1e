"""Readers of the demonstration library are shown the same by both engines."""

from contextlib import closing
from pathlib import Path
from statistics import fmean

import pytest
from tests.search.questions import load, shelve

from firsthand.release import Release, build
from firsthand.search import open_builder, open_engine
from firsthand.search.protocol import Engine, Query
from firsthand.sources.folder import load as load_folder

DEMO = Path(__file__).resolve().parents[3] / "demo"
ENOUGH = 0.9
TEN = 10

pytestmark = pytest.mark.slow


def test_of_ten_passages_nine_are_the_same(
    library: str, tmp_path: Path, read_before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FIRSTHAND_OPENSEARCH")
        built = build(load_folder(DEMO, cache=read_before), tmp_path / "library")
    with closing(Release.open(built.path)) as release:
        builder = open_builder(tmp_path / "opensearch", thesaurus=(release.index / "thesaurus.msgpack").read_bytes())
        for entries in shelve(release).values():
            builder.add(entries)
        builder.commit()
        with closing(open_engine(release.index)) as ours, closing(open_engine(tmp_path / "opensearch")) as theirs:
            assert theirs.passages() == ours.passages()
            asked = [Query(question.words, languages=(question.language,)) for question in load("development")]
            shared = [overlap(ours, theirs, query) for query in asked]
    print(f"{len(shared)} questions, overlap {fmean(shared):.3f}, least {min(shared):.2f}")
    assert fmean(shared) >= ENOUGH


def overlap(ours: Engine, theirs: Engine, query: Query) -> float:
    here, there = (first(engine, query) for engine in (ours, theirs))
    return len(here & there) / max(len(here), len(there), 1)


def first(engine: Engine, query: Query) -> set[tuple[str, str, int]]:
    """The first ten passages of the page."""
    hits = [hit for group in engine.search(query).groups for hit in group.hits]
    return {(hit.address, hit.passage, hit.leaf) for hit in sorted(hits, key=lambda hit: -hit.score)[:TEN]}
