"""Safe reading of ZIP containers (DOCX, ODT, EPUB): no member is believed, and what it unpacks to is counted.

Archives inside an archive are bytes like any others and are never opened.
"""

import io
import struct
import zipfile
import zlib

from firsthand.documents.errors import UnreadableFileError

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 96 << 20
LARGEST_TOTAL = 384 << 20
"""Bytes unpacked in one reading, all members together."""
STEEPEST = 400
"""How many times its packed size a member may grow, once it is larger than `_INNOCENT`."""

_INNOCENT = 4 << 20
_CHUNK = 1 << 20
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError, struct.error,
    IndexError,
)  # fmt: skip


class Archive:
    """The members of a ZIP file, by name.

    `kind` names the file for the person who gave it ("Word document"). Raises UnreadableFileError with the reason
    empty, encrypted, truncated, damaged, mislabelled or too-large.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        self._left = LARGEST_TOTAL
        self._zip = self._opened(data)
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.filelist) > MOST_MEMBERS:
            raise UnreadableFileError(
                "too-large", f"This {kind} holds more than {MOST_MEMBERS:,} parts; save it again in its own program."
            )

    def read(self, name: str, largest: int = LARGEST_MEMBER) -> bytes | None:
        """The unpacked bytes of a member of at most `largest` bytes; None where there is no such member."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise UnreadableFileError("encrypted", f"This {self._kind} is locked; save it without a password.")
        largest = min(largest, self._left)
        if info.compress_size and info.file_size > _INNOCENT and info.file_size / info.compress_size > STEEPEST:
            raise self._too_large()
        try:
            content = self._unpacked(info, largest)
        except _DAMAGES as error:
            raise UnreadableFileError(
                "damaged", f"Part of this {self._kind} is damaged ({name[:80]}); save or send it again."
            ) from error
        if len(content) > largest:
            raise self._too_large()
        self._left -= len(content)
        return content

    def _unpacked(self, info: zipfile.ZipInfo, largest: int) -> bytes:
        content = bytearray()
        with self._zip.open(info) as member:
            while len(content) <= largest and (chunk := member.read(_CHUNK)):
                content += chunk
        return bytes(content)

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        if not data:
            raise UnreadableFileError("empty", "The file is empty; send it again from where it was written.")
        if data.startswith(_COMPOUND_FILE):
            raise self._compound(data)
        if not data.startswith(b"PK"):
            raise UnreadableFileError(
                "mislabelled", f"This is not a {self._kind}, though it is named like one; save it again in its program."
            )
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGES as error:
            raise UnreadableFileError(
                "truncated", f"The end of this {self._kind} is missing or damaged; copy or send it again."
            ) from error

    def _compound(self, data: bytes) -> UnreadableFileError:
        if "EncryptedPackage".encode("utf-16-le") in data:
            return UnreadableFileError("encrypted", f"This {self._kind} needs a password; save it without one.")
        return UnreadableFileError(
            "unsupported", "This is a file of an older Office program; open it and save it as .docx or .odt."
        )

    def _too_large(self) -> UnreadableFileError:
        return UnreadableFileError(
            "too-large",
            f"This {self._kind} unpacks to more than a document can hold; save it again in its own program.",
        )
