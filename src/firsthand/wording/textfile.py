"""Text files as they are: their text with its newlines, and what is needed to write them back byte for byte.

Knows encodings and the file system; nothing of what a text says.
"""

import codecs
import os
import stat
import tempfile
from pathlib import Path

from msgspec import Struct

MOST = 1 << 30
"""Bytes from which a file is no text that a person wrote."""

_BINARY = 8192
_PAGES = ("utf-16-le", "utf-16-be", "cp1252", "cp1251", "koi8-r")


class UnreadableTextError(Exception):
    """A file that can't be read or written as text; the message says why."""


class TextFile(Struct, frozen=True):
    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    """The byte order mark in front of it."""
    remark: str = ""
    """What a reader should know of how it was read."""

    def encoded(self, text: str) -> bytes:
        """Another text in the form of this file. Raises UnreadableTextError where its encoding lacks a character."""
        if not self.encoding:
            raise UnreadableTextError("its encoding is broken, so that it can't be written back as it was")
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            missing = text[error.start : error.end]
            raise UnreadableTextError(f"its encoding {self.encoding} has no “{missing}”: save it as UTF-8") from error


def read_text(path: Path) -> TextFile:
    """Read a file. Raises UnreadableTextError."""
    try:
        if not path.is_dir() and path.stat().st_size <= MOST:
            return from_bytes(path.read_bytes())
    except OSError as error:
        raise UnreadableTextError(f"can't be read: {error.strerror or error}") from error
    raise UnreadableTextError("is a folder" if path.is_dir() else "is larger than a text can be (1 GiB)")


def from_bytes(data: bytes) -> TextFile:
    """The text of some bytes. Raises UnreadableTextError where they are none."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return TextFile(data[len(mark) :].decode(encoding), encoding, mark)
            except UnicodeDecodeError as error:
                raise UnreadableTextError(f"begins as {encoding.upper()} and is not: {error.reason}") from error
    if b"\0" not in data[:_BINARY]:
        try:
            return TextFile(data.decode())
        except UnicodeDecodeError as error:
            return _guessed(data, f"is not UTF-8 at byte {error.start:,}")
    return _guessed(data, "is not UTF-8")


def _guessed(data: bytes, told: str) -> TextFile:
    """Read what is no UTF-8 as the most plausible of the old encodings; it is found by what `decoded` made of it."""
    from firsthand.documents.encodings import decoded

    text = decoded(data)
    if "\0" in text[:_BINARY]:
        raise UnreadableTextError("is not a text")
    encoding = next((page for page in _PAGES if _reads(data, page, text)), "")
    shown = encoding.upper() or "UTF-8, with signs for what can't be read"
    return TextFile(text, encoding, remark=f"{told}; it was read as {shown}")


def _reads(data: bytes, encoding: str, text: str) -> bool:
    try:
        return data.decode(encoding) == text
    except UnicodeDecodeError:
        return False


def write_bytes(path: Path, data: bytes) -> None:
    """Put new contents in the place of a file's, all or nothing; its mode stays. Raises UnreadableTextError."""
    target = path.resolve()
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableTextError(f"can't be written: {error.strerror or error}") from error
