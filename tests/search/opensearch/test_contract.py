"""What is true of an engine is true of OpenSearch: the same tests, over an index in a real cluster."""

from collections.abc import Iterator

import pytest
from tests.search import test_chronology, test_concordance, test_engine, test_explanation

from firsthand.search.engine import IndexEngine
from firsthand.search.opensearch.index import OpenSearchIndex
from firsthand.search.protocol import Engine

OF_THE_EMBEDDED_ENGINE = {
    "test_an_engine_writes_nothing_where_the_index_is",
    "test_a_lock_that_appears_while_the_links_are_taken_away_does_no_harm",
    "test_a_damaged_index_is_told_in_a_sentence",
    "test_damage_that_is_met_while_searching_is_told_in_a_sentence",
    "test_an_interruption_is_no_damage",
    "test_a_missing_segment_is_told_in_a_sentence",
}
"""What they look into is files, which lie elsewhere here."""

for _cases in (test_chronology, test_concordance, test_engine, test_explanation):
    globals().update({name: case for name, case in vars(_cases).items() if name.startswith("test_") and callable(case)})
for _name in OF_THE_EMBEDDED_ENGINE:
    del globals()[_name]

engine = test_engine.engine


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _in_opensearch(library: str) -> Iterator[None]:
    """Before any index is made; as small as they are, each is on one node alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_OPENSEARCH_SHARDS", "1")
        patch.setenv("FIRSTHAND_OPENSEARCH_REPLICAS", "0")
        yield


def test_the_engine_of_these_tests_is_that_of_opensearch(engine: Engine) -> None:
    assert isinstance(engine, IndexEngine)
    assert isinstance(engine._index, OpenSearchIndex)
