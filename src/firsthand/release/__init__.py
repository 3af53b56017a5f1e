"""Releases: made from a source, opened, checked. A release never changes once it is made."""

from firsthand.release.builder import Built, build
from firsthand.release.errors import ReleaseError
from firsthand.release.library import current
from firsthand.release.manifest import Manifest
from firsthand.release.reader import Release
from firsthand.release.records import Forward

__all__ = ["Built", "Forward", "Manifest", "Release", "ReleaseError", "build", "current"]
