"""Passages become an index, and a reader's words become hits.

`open_builder` makes an index, `open_engine` answers from it; the engine behind them is loaded when they are called.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.search.protocol import Builder, Engine

if TYPE_CHECKING:
    from firsthand.search.builder import Run

__all__ = ["BrokenIndexError", "OutdatedIndexError", "open_builder", "open_engine"]


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
    from firsthand.search.tantivy.writer import TantivyWriter

    editions = storage.Editions()
    if previous is not None:
        storage.check_version(previous, thesaurus)
        editions = storage.read_editions(previous)
    return IndexBuilder(path, "tantivy", TantivyWriter(path, previous), editions, thesaurus, run)


def open_engine(path: Path) -> Engine:
    """Open an index directory for reading; nothing is ever written there.

    Raises BrokenIndexError, or OutdatedIndexError where the index was written by another version.
    """
    from firsthand.search import storage
    from firsthand.search.engine import IndexEngine
    from firsthand.search.tantivy.index import TantivyIndex

    storage.check_version(path)
    return IndexEngine(TantivyIndex(path))
