"""Indexes that nobody needs any more: those of releases that are removed, and what dead builders have left."""

import time

import msgspec
from msgspec import Struct

from firsthand.search.opensearch.cluster import BUILDING, Cluster
from firsthand.search.opensearch.configuration import needed
from firsthand.search.opensearch.fields import pattern
from firsthand.search.opensearch.pointer import Pointer

UNFINISHED = 24 * 3600
"""Seconds after which an index that still takes passages is taken for one whose builder has died."""


class _Blocks(Struct):
    write: str = "false"


class _Index(Struct):
    creation_date: str
    """Milliseconds since 1970."""
    blocks: _Blocks = msgspec.field(default_factory=_Blocks)


class _Settings(Struct):
    index: _Index


class _Told(Struct):
    settings: _Settings


def remove(one: Pointer) -> None:
    """Take away the index of a release. Raises BrokenIndexError where the cluster can't be reached."""
    cluster = Cluster(needed(), BUILDING)
    _remove(cluster, one.index)
    cluster.close()


def sweep(cluster: Cluster, library: str, age: float = UNFINISHED) -> None:
    """Take away indexes of a library that were begun so many seconds ago and never finished."""
    asked = {"filter_path": "*.settings.index.creation_date,*.settings.index.blocks"}
    found = cluster.ask(dict[str, _Told], "GET", f"/{pattern(library)}/_settings", settings=asked, absent={})
    for name, told in found.items():
        index = told.settings.index
        if index.blocks.write != "true" and time.time() - int(index.creation_date) / 1_000 > age:
            _remove(cluster, name)


def _remove(cluster: Cluster, index: str) -> None:
    cluster.ask(dict, "DELETE", f"/{index}", absent={})
