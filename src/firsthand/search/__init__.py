"""Passages become an index, and a reader's words become hits.

`open_builder` makes an index, `open_engine` answers from it; the engine behind them is loaded when they are called.
"""

from pathlib import Path

from firsthand.search.protocol import Builder, Engine

__all__ = ["BrokenIndexError", "OutdatedIndexError", "open_builder", "open_engine"]


class BrokenIndexError(Exception):
    """An index that can't be opened, read or written; the message says why, and what to do, in a sentence."""


class OutdatedIndexError(BrokenIndexError):
    """The index is whole, but was written by another version of the analysis: it has to be made anew."""


def open_builder(path: Path, previous: Path | None = None) -> Builder:
    """Begin an index in the directory `path`, empty or with everything that the index `previous` holds.

    The files of `previous` are shared by hard links and never written to. After `commit` nothing writes into `path` any
    more. Raises OutdatedIndexError where `previous` was written by another version (begin without it then), and
    BrokenIndexError where it can't be read or `path` can't be written.
    """
    from firsthand.search.builder import IndexBuilder

    return IndexBuilder(path, previous)


def open_engine(path: Path) -> Engine:
    """Open an index directory for reading; nothing is ever written there.

    Raises BrokenIndexError, or OutdatedIndexError where the index was written by another version.
    """
    from firsthand.search.engine import IndexEngine

    return IndexEngine(path)
