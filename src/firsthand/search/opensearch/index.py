"""An index in OpenSearch, opened for reading.

An index is never written into after its release is made, so what was learnt from it stays true. Nothing is asked before
the first question: a library opens, and its texts are read, while the cluster is down.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from firsthand.search import BrokenIndexError, storage
from firsthand.search.index import Key, Top
from firsthand.search.opensearch import pointer
from firsthand.search.opensearch.answers import Best, Bucket, Counted, Documents, Every, Vectors
from firsthand.search.opensearch.carrying import Carrier
from firsthand.search.opensearch.cluster import ASKING, Cluster, Failure, in_part
from firsthand.search.opensearch.configuration import needed
from firsthand.search.storage import Stored
from firsthand.search.tree import Node, OfEditions, TextField, all_of

MOST_BUCKETS = 60_000
"""Editions counted, or words listed, at once; the server's own limit is 65,535."""
AT_ONCE = 2_000
"""Passages read at once where all that match are asked for."""
REMEMBERED = 1 << 16
"""Frequencies and texts that are remembered."""
_RESERVED = str.maketrans({sign: f"\\{sign}" for sign in '.?+*|{}[]()"\\#@&<>~^$-'})
_DAMAGED = "The search index in OpenSearch is damaged. Publish the library again to make it anew."

Shape = TypeVar("Shape")


class OpenSearchIndex:
    """The Index of OpenSearch. What it remembers is a cache alone, so threads can share it."""

    def __init__(self, path: Path) -> None:
        self.editions = storage.read_editions(path)
        self.thesaurus = storage.read_thesaurus(path)
        self._pointer = pointer.read(path)
        self._cluster = Cluster(needed(), ASKING)
        self._passages = sum(row.passages for row in self.editions.rows)
        self._frequencies: dict[tuple[TextField, str], int] = {}
        self._listed = lru_cache(maxsize=1_024)(self._list)
        self._carry = Carrier(self.beginning).carry
        self._decode = msgspec.msgpack.Decoder(Stored).decode

    def passages(self) -> int:
        """As many as were counted when the index was made."""
        return self._passages

    def frequencies(self, tokens: Sequence[tuple[TextField, str]]) -> Sequence[int]:
        known = self._frequencies
        unknown = dict.fromkeys(token for token in tokens if token not in known)
        if len(known) + len(unknown) > REMEMBERED:
            known = self._frequencies = {token: known[token] for token in tokens if token in known}
        if unknown:
            known.update(self._count_tokens(list(unknown)))
        return [known[token] for token in tokens]

    def _count_tokens(self, tokens: list[tuple[TextField, str]]) -> dict[tuple[TextField, str], int]:
        """From the dictionaries themselves: a passage that isn't there is looked into with their statistics."""
        texts: dict[TextField, str] = {}
        for field, token in tokens:
            texts[field] = f"{texts[field]} {token}" if field in texts else token
        looked = {"doc": texts, "fields": list(texts), "term_statistics": True, "field_statistics": False}
        looked |= {"positions": False, "offsets": False, "payloads": False}
        docs = [looked | {"routing": routing} for routing in self._pointer.routings]
        settings = {"filter_path": "docs.term_vectors,docs.error.type"}
        found = self._ask(Vectors, "_mtermvectors", {"docs": docs}, settings, _failed)
        counts = dict.fromkeys(tokens, 0)
        for vector in found.docs:
            for field, token in tokens:
                terms = vector.term_vectors.get(field)
                if terms is not None and token in terms.terms:
                    counts[field, token] += terms.terms[token].doc_freq
        return counts

    def beginning(self, start: str, most: int) -> Sequence[tuple[str, int]]:
        """The most frequent ones."""
        return self._listed(start, min(most, MOST_BUCKETS))

    def _list(self, start: str, most: int) -> Sequence[tuple[str, int]]:
        words = {"field": "word", "include": f"{start.translate(_RESERVED)}.*", "size": most}
        asked = {"query": {"prefix": {"exact": {"value": start}}}, "aggs": {"found": {"terms": words}}}
        return [(str(bucket.key), bucket.doc_count) for bucket in self._buckets(asked)]

    def best(self, tree: Node, limit: int) -> Top:
        asked = {"query": self._carry(tree), "size": limit, "sort": [{"_score": "desc"}, {"key": "asc"}]}
        hits = self._search(Best, asked, filter_path="hits.hits.sort,hits.hits.fields").hits.hits
        return Top(
            [hit.sort[1] for hit in hits],
            np.array([hit.sort[0] for hit in hits], dtype=np.float64),
            np.array([hit.fields.edition[0] for hit in hits], dtype=np.int64),
            np.array([hit.fields.twin[0] for hit in hits], dtype=np.int64),
        )

    def count(self, tree: Node) -> NDArray[np.int64]:
        size = self.editions.following
        counts = np.zeros(size, dtype=np.int64)
        for first in range(0, size, MOST_BUCKETS):
            some = tree
            if size > MOST_BUCKETS:
                some = all_of([tree, OfEditions(tuple(range(first, min(first + MOST_BUCKETS, size))))])
            terms = {"field": "edition", "size": MOST_BUCKETS, "shard_size": MOST_BUCKETS}
            for bucket in self._buckets({"query": self._carry(some), "aggs": {"found": {"terms": terms}}}):
                if not isinstance(bucket.key, int) or not 0 <= bucket.key < size:
                    raise BrokenIndexError(_DAMAGED)
                counts[bucket.key] = bucket.doc_count
        return counts

    def stored(self, keys: Sequence[Key]) -> Sequence[Stored]:
        if not keys:
            return []
        asked = {"ids": [str(key) for key in keys]}
        settings = {"realtime": "false", "filter_path": "docs._id,docs._source,docs.error.type"}
        found = self._ask(Documents, "_mget", asked, settings, _failed).docs
        try:
            texts = [self._decode(document.source.stored) for document in found if document.source is not None]
        except msgspec.MsgspecError:
            raise BrokenIndexError(_DAMAGED) from None
        if len(texts) != len(keys):
            raise BrokenIndexError(_DAMAGED)
        return texts

    def every(self, tree: Node) -> Iterator[tuple[Key, int]]:
        """By key, which nothing shares; since the index never changes, no point in time has to be held open."""
        asked: dict[str, Any] = {"query": self._carry(tree), "size": AT_ONCE, "sort": [{"key": "asc"}]}
        while True:
            hits = self._search(Every, asked, filter_path="hits.hits.sort,hits.hits.fields").hits.hits
            yield from ((hit.sort[0], hit.fields.edition[0]) for hit in hits)
            if len(hits) < AT_ONCE:
                return
            asked["search_after"] = hits[-1].sort

    def close(self) -> None:
        self._cluster.close()

    def _buckets(self, asked: Any) -> list[Bucket]:
        asked["size"] = 0
        return self._search(Counted, asked, filter_path="aggregations.found.buckets").aggregations.found.buckets

    def _search(self, shape: type[Shape], asked: Any, filter_path: str) -> Shape:
        """Ask all shards. They first tell one another how rare words are, so that their scores compare."""
        asked |= {"_source": False, "stored_fields": "_none_", "docvalue_fields": ["edition", "twin"]}
        asked["track_total_hits"] = False
        how = "dfs_query_then_fetch" if len(self._pointer.routings) > 1 else "query_then_fetch"
        settings = {
            "filter_path": filter_path,
            "search_type": how,
            "preference": "_local",  # we take the nodes in turn ourselves; one that hangs then holds up nobody else
            "allow_partial_search_results": "false",
            "cancel_after_time_interval": f"{ASKING.seconds:.0f}s",
        }
        return self._ask(shape, "_search", asked, settings)

    def _ask(
        self, shape: type[Shape], what: str, asked: Any, settings: Mapping[str, str],
        faulty: Callable[[Shape], Failure | None] | None = None,
    ) -> Shape:  # fmt: skip
        path = f"/{self._pointer.index}/{what}"
        return self._cluster.ask(shape, "POST", path, asked, settings=settings, faulty=faulty)


def _failed(answer: Vectors | Documents) -> Failure | None:
    """The first part of an answer that is an error."""
    return next((in_part(one.error.type) for one in answer.docs if one.error is not None), None)
