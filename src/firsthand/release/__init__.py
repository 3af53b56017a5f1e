"""Releases: made from a source, opened, checked. A release never changes once it is made."""

from firsthand.release.builder import Built, build
from firsthand.release.errors import ReleaseError
from firsthand.release.history import Life, Stretch
from firsthand.release.library import current
from firsthand.release.manifest import Manifest
from firsthand.release.reader import Release
from firsthand.release.records import Forward
from firsthand.release.verification import Fault, FaultKind, verify

__all__ = [
    "Built",
    "Fault",
    "FaultKind",
    "Forward",
    "Life",
    "Manifest",
    "Release",
    "ReleaseError",
    "Stretch",
    "build",
    "current",
    "verify",
]
