"""What a release is built from, wherever the records come from: a folder, or a desk."""

from pathlib import Path
from typing import Protocol

from firsthand.catalogue.records import Collection
from firsthand.documents.model import Document


class Source(Protocol):
    """Valid records, and the texts and files they name. A builder asks only for what it does not have already."""

    @property
    def collection(self) -> Collection: ...

    def document(self, fingerprint: str) -> Document:
        """The document whose fingerprint an `Edition.text` of the collection gives. KeyError for any other."""

    def file(self, sha256: str) -> Path:
        """Where the bytes of a `File` of the collection lie now. KeyError for any other."""
