"""A step as it travels: pickled once, and unpickled once in each process, however many items it is done for.

What is pickled here goes only between our own processes; what was read in a file from outside travels inside of it as
bytes that somebody else decodes.
"""

import pickle
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from firsthand import __version__


def pack(step: Callable[[Any], Any]) -> bytes:
    """PoolError where the step is none that another process could be given."""
    return pickle.dumps((__version__, step), pickle.HIGHEST_PROTOCOL)


def perform(packed: bytes, item: Any) -> Any:
    """Do a step for an item. Raises VersionError where it was packed by another version, or what the step raises."""
    return _unpacked(packed)(item)


class VersionError(Exception):
    """Two processes that work together have different versions of Firsthand."""


@lru_cache(4)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    version, step = pickle.loads(packed)  # noqa: S301 - packed by ourselves
    if version != __version__:
        raise VersionError(f"{__version__}, and not {version}")
    return step  # type: ignore[no-any-return]
