"""What an index in OpenSearch is made of: the fields of the embedded index, with the same scores.

All analysis is ours, so the server only parts tokens at spaces, which its core can do. Of the parameters of a server's
own choosing those are set that the embedded engine has: BM25 with k1 1.2 and b 0.75, and with the factor (k1 + 1) that
Lucene has left out since version 8.
"""

from typing import Any

import msgspec

from firsthand.search.opensearch.configuration import Configuration
from firsthand.search.preparation import Prepared

K1, B = 1.2, 0.75
PLAIN_BM25 = 3
"""From this version on, the server's BM25 is without the factor; that with it has another name."""
GAP = 1
"""Places left free between the values of a field, so that no phrase reaches from one into the next."""
NO_CONCEPT = "-"
"""Stands where a passage names no concept, since rarity is reckoned among the passages that have a field at all."""
MOST_HITS = 1_000_000
MOST_TERMS = 1_000_000
"""Editions that a query can name."""

_TEXT = {"type": "text", "analyzer": "whitespace"}
_PROPERTIES: dict[str, Any] = {
    "exact": {**_TEXT, "index_options": "positions", "position_increment_gap": GAP},
    "stem": {**_TEXT, "index_options": "freqs"},
    "concept": {**_TEXT, "index_options": "freqs"},
    # The exact tokens once more as a column, from which words with a beginning are counted.
    "word": {"type": "keyword", "index": False},
    "label": {"type": "keyword", "doc_values": False},
    "edition": {"type": "integer"},
    "twin": {"type": "long", "index": False},
    "key": {"type": "long"},
    "stored": {"type": "binary"},
}


def pattern(library: str) -> str:
    """What the indexes of a library are called. No name of a library has a dot, so none is in another's pattern."""
    return f"{library}.*"


def template(configuration: Configuration, version: int) -> dict[str, Any]:
    """The index template of a library, for a server of a major version."""
    similarity = "LegacyBM25" if version >= PLAIN_BM25 else "BM25"
    settings = {
        "number_of_shards": configuration.shards,
        **_replicas(configuration.replicas),
        "refresh_interval": "-1",
        # Until parts are merged the server keeps what it was sent, to bring copies up to date; it is far more than the
        # text. Doing without (recovery_source_enabled) would bring them up to date with passages that nothing finds.
        "codec": "best_compression",
        "similarity": {"default": {"type": similarity, "k1": K1, "b": B}},
        "max_result_window": MOST_HITS,
        "max_terms_count": MOST_TERMS,
    }
    mappings = {"dynamic": "strict", "_source": {"includes": ["stored"]}, "properties": _PROPERTIES}
    return {
        "index_patterns": [pattern(configuration.library)],
        "template": {"settings": {"index": settings}, "mappings": mappings},
    }


def _replicas(written: str) -> dict[str, str]:
    return {"auto_expand_replicas": written} if "-" in written else {"number_of_replicas": written}


class _Document(msgspec.Struct):
    exact: tuple[str, ...]
    stem: tuple[str, ...]
    concept: str
    word: list[str]
    label: tuple[str, ...]
    edition: int
    twin: int
    key: int
    stored: bytes


def document(key: int, edition: int, passage: Prepared) -> _Document:
    """A passage as the server takes it."""
    words = sorted({token for tokens in passage.exact for token in tokens.split(" ") if token})
    concepts = passage.concepts or NO_CONCEPT
    return _Document(
        passage.exact, passage.stem, concepts, words, passage.labels, edition, passage.twin, key, passage.stored
    )
