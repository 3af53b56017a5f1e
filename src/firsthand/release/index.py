"""How the search index of a release begins: with that of the release before, if it can be gone on with."""

import shutil
from collections.abc import Callable
from pathlib import Path

from firsthand.search import BrokenIndexError, open_builder
from firsthand.search.protocol import Builder

INDEX = "search"
"""Where it lies in a release."""

OpenIndex = Callable[[Path, Path | None], Builder]
"""Makes an index in a new directory, beginning with that of the release before where one is given."""


def begin(path: Path, previous: Path | None, opener: OpenIndex | None = None) -> tuple[Builder, bool]:
    """A builder for an index, and whether it begins with all that `previous` holds.

    It begins empty if there is no index before, or one that is damaged or was written by another version.
    """
    opener = opener or open_builder
    if previous is not None:
        try:
            return opener(path, previous), True
        except BrokenIndexError:
            shutil.rmtree(path, ignore_errors=True)
    return opener(path, None), False
