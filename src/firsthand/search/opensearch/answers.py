"""The shapes of OpenSearch's answers, as far as they are read. An answer of another shape is no answer."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

One = Annotated[tuple[int, ...], Meta(min_length=1, max_length=1)]


class Values(Struct):
    edition: One
    twin: One


class Hit(Struct):
    sort: tuple[float, int]
    """Score and key."""
    fields: Values


class Hits(Struct):
    hits: list[Hit] = []


class Best(Struct):
    hits: Hits = msgspec.field(default_factory=Hits)


class Edition(Struct):
    edition: One


class EveryHit(Struct):
    sort: tuple[int]
    """Key."""
    fields: Edition


class EveryHits(Struct):
    hits: list[EveryHit] = []


class Every(Struct):
    hits: EveryHits = msgspec.field(default_factory=EveryHits)


class Bucket(Struct):
    key: int | str
    doc_count: int


class Buckets(Struct):
    buckets: list[Bucket] = []


class Aggregations(Struct):
    found: Buckets = msgspec.field(default_factory=Buckets)


class Counted(Struct):
    aggregations: Aggregations = msgspec.field(default_factory=Aggregations)


class Refused(Struct):
    type: str


class Source(Struct):
    stored: bytes


class Document(Struct):
    source: Source | None = msgspec.field(name="_source", default=None)
    """Nothing where the index has no such passage."""
    error: Refused | None = None


class Documents(Struct):
    docs: list[Document]


class Term(Struct):
    doc_freq: int = 0


class Terms(Struct):
    terms: dict[str, Term] = {}


class Vector(Struct):
    term_vectors: dict[str, Terms] = {}
    error: Refused | None = None


class Vectors(Struct):
    docs: list[Vector]
