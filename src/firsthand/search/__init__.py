"""Passages become an index, and a reader's words become hits.

`open_builder` makes an index, `open_engine` answers from it; the engine behind them is loaded when they are called. An
index is made in OpenSearch where the environment names a cluster (see opensearch.configuration), and else beside the
release that it is part of; where it was made is where it is read.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.search.protocol import Builder, Engine

if TYPE_CHECKING:
    from firsthand.search.builder import Run, Writer

__all__ = ["BrokenIndexError", "OutdatedIndexError", "open_builder", "open_engine", "remove_index"]


class BrokenIndexError(Exception):
    """An index that can't be opened, read or written; the message says why, and what to do, in a sentence."""


class OutdatedIndexError(BrokenIndexError):
    """The index is whole, but was written by another version of the analysis: it has to be made anew."""


def open_builder(
    path: Path, previous: Path | None = None, *, thesaurus: bytes = b"", run: "Run | None" = None
) -> Builder:
    """Begin an index in the directory `path`, empty or with everything that the index `previous` holds.

    The files of `previous` are shared by hard links and never written to. After `commit` nothing writes into `path` any
    more. `thesaurus` is what `thesaurus.encode` wrote: its concepts are recognised in the passages. `run` prepares
    batches of entries elsewhere than in this process.

    Raises OutdatedIndexError where `previous` was written by another version or with another thesaurus (begin without
    it then), and BrokenIndexError where it can't be read or `path` can't be written.
    """
    from firsthand.search import storage
    from firsthand.search.builder import IndexBuilder
    from firsthand.search.opensearch.configuration import configured

    cluster = configured()
    engine = "opensearch" if cluster else "tantivy"
    editions = storage.Editions()
    if previous is not None:
        if storage.check_version(previous, thesaurus).engine != engine:
            raise OutdatedIndexError(f"The search index in {previous} is that of another engine. It is made anew.")
        editions = storage.read_editions(previous)
    writer: Writer
    if cluster:
        from firsthand.search.opensearch.writer import OpenSearchWriter

        writer = OpenSearchWriter(path, previous, cluster)
    else:
        from firsthand.search.tantivy.writer import TantivyWriter

        writer = TantivyWriter(path, previous)
    return IndexBuilder(path, engine, writer, editions, thesaurus, run)


def open_engine(path: Path) -> Engine:
    """Open an index directory for reading; nothing is ever written there.

    Its answers are re-ranked by a model where the environment names one (see reranking).

    Raises BrokenIndexError, or OutdatedIndexError where the index was written by another version.
    """
    from firsthand.search import reranking, storage
    from firsthand.search.engine import IndexEngine

    if storage.check_version(path).engine == "opensearch":
        from firsthand.search.opensearch.index import OpenSearchIndex

        return IndexEngine(OpenSearchIndex(path), reranking.configured())
    from firsthand.search.tantivy.index import TantivyIndex

    return IndexEngine(TantivyIndex(path), reranking.configured())


def remove_index(path: Path) -> None:
    """Take an index away, before or after the release that it is part of: its directory, and what it has elsewhere.

    Raises BrokenIndexError where that can't be reached; the directory, which says where it is, is then left.
    """
    import shutil

    from firsthand.search.opensearch import pointer, removal

    if (path / pointer.POINTER).exists():
        removal.remove(pointer.read(path))
    shutil.rmtree(path, ignore_errors=True)
