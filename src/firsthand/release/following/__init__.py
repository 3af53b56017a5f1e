"""A copy of a library is kept up to date, from wherever the library or another copy of it can be had.

Nothing that comes is believed: it is bounded while it travels, and checked before it is put in service.
"""

from firsthand.release.following.copying import Followed, follow
from firsthand.release.following.reopened import mirrors_of
from firsthand.release.following.transfer import Limits

__all__ = ["Followed", "Limits", "follow", "mirrors_of"]
