"""A united collection as the source of a release: texts and files are taken from the releases that have them."""

from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from firsthand.catalogue.records import Collection
from firsthand.documents.model import Document
from firsthand.release.errors import ReleaseError
from firsthand.release.reader import Composed
from firsthand.release.union.members import Member


class UnionSource:
    """Satisfies `catalogue.source.Source`. Its texts are composed already."""

    def __init__(
        self, collection: Collection, members: tuple[Member, ...], written: Mapping[str, bytes] | None = None
    ) -> None:
        """`written` has the files that none of the releases has, by their SHA-256."""
        self.collection = collection
        self._members = members
        self._written = self._lay(written or {})
        self._guides = {
            file.sha256: guide / file.name
            for member in members
            if (guide := member.release.guide)
            for file in member.collection.library.guide
        }

    def _lay(self, written: Mapping[str, bytes]) -> dict[str, Path]:
        """Files under their SHA-256, for as long as this source is there."""
        if not written:
            return {}
        place = Path(mkdtemp(prefix="firsthand-union-"))
        finalize(self, rmtree, place, ignore_errors=True)
        for sha256, data in written.items():
            (place / sha256).write_bytes(data)
        return {sha256: place / sha256 for sha256 in written}

    def composed(self, fingerprint: str) -> Composed | None:
        """A text as the first release has it that has it."""
        return next(filter(None, (member.release.composed(fingerprint) for member in self._members)), None)

    def document(self, fingerprint: str) -> Document:
        raise ReleaseError(f"The text {fingerprint} is in none of the releases. Check them with: firsthand verify")

    def file(self, sha256: str) -> Path:
        """Where the bytes of a file lie, in the first release that has them. KeyError if none has."""
        if sha256 in self._written:
            return self._written[sha256]
        if sha256 in self._guides:
            return self._guides[sha256]
        for member in self._members:
            try:
                return member.release.file(sha256)
            except KeyError:
                continue
        raise KeyError(sha256)
