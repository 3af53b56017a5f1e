"""The files that come with an import: found by their paths under one folder, and never outside of it.

It knows nothing of records, and asks the network for nothing.
"""

import unicodedata
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from msgspec import Struct

from firsthand.sources.tree import is_private, lies_in_private


class Found(Struct, frozen=True):
    """A file, or why there is none."""

    path: Path | None = None
    problem: str = ""
    remedy: str = ""


class Media:
    """A folder of files."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @cached_property
    def _root(self) -> Path:
        return self.folder.resolve() if self.folder else Path("/nonexistent")

    def find(self, name: str) -> Found:
        """A file by its path under the folder, as it is written or as an address writes it."""
        if self.folder is None:
            return Found(None, f"There is no folder in which “{name}” could lie.", "Name it with --media.")
        for written in dict.fromkeys((name, unquote(name))):
            for form in dict.fromkeys(
                (written, unicodedata.normalize("NFC", written), unicodedata.normalize("NFD", written))
            ):
                found = self._look(form)
                if found is not None:
                    return found
        message = f"There is no file “{name}” in “{self.folder}”."
        return Found(None, message, "Put it there, or correct its path.")

    def _look(self, name: str) -> Found | None:
        plain = name.replace("\\", "/")
        parts = PurePosixPath(plain).parts
        if not parts or "\0" in plain:
            return Found(None, "This is no path of a file.", "Write one, such as “reports/report.en.pdf”.")
        climbs = ".." in parts or plain.startswith("/") or ":" in parts[0]
        try:
            path = Path(self._root, *parts).resolve() if not climbs else None
            if path is None or not path.is_relative_to(self._root):
                return Found(
                    None,
                    f"“{name}” leads out of the folder of files.",
                    "Write a path under it, and put the file there.",
                )
            if any(map(is_private, path.relative_to(self._root).parts)) or lies_in_private(path):
                return Found(None, f"“{name}” is private.", "Publish another file, or move this one if it is not.")
            return Found(path) if path.is_file() else None
        except (OSError, ValueError, RuntimeError):
            return None
