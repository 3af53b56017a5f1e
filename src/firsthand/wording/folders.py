"""Which files of a folder are checked: its walk in a stable order, and what is left out of it.

Knows names and patterns; opens files only to see whether they are binary.
"""

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePath

DOCUMENTS = frozenset({".docx", ".docm", ".odt", ".pdf", ".epub"})
"""Files that `documents` reads."""

DIALECTS = frozenset({".rst", ".tex", ".po", ".pot"})
"""Files that `dialects` knows."""

_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_HEAD = 1024


def files(paths: Sequence[Path], exclude: "Patterns") -> Iterator[Path]:
    """The files that are named, and those of the folders that are named, each once. What isn't there is given too."""
    seen: set[Path] = set()
    for path in paths:
        for found in _walk(path, exclude) if path.is_dir() else [path]:
            if found not in seen:
                seen.add(found)
                yield found


def _walk(folder: Path, exclude: "Patterns") -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # whoever opens it is told the reason
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or exclude.match(path):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED:
                yield from _walk(path, exclude)
        elif entry.is_file() and (path.suffix.lower() in DOCUMENTS or not _binary(path)):
            yield path


def _binary(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    # UTF-16 and UTF-32 begin with their marks; every other text has no NUL.
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))


class Patterns:
    """Patterns as .gitignore has them, told from the folder `root`.

    A pattern without a slash names a file or folder at any depth; "*" stands for any part of a name, "**" for any
    folders, and a slash at the end is for folders. What is in a folder that matches, matches.
    """

    def __init__(self, patterns: Sequence[str], root: Path = Path()) -> None:
        self._patterns = tuple(patterns)
        self._root = root.resolve()

    def match(self, path: Path) -> bool:
        return self.first(path) is not None

    def first(self, path: Path) -> str | None:
        """The first pattern that matches."""
        if not self._patterns:
            return None
        name = self.name(path)
        return next((pattern for pattern in self._patterns if _compiled(pattern).match(name)), None)

    def name(self, path: Path) -> str:
        """A path as patterns see it: from the root, with slashes."""
        absolute = path.absolute()
        absolute = absolute.parent.resolve() / absolute.name
        try:
            return absolute.relative_to(self._root).as_posix()
        except ValueError:
            return PurePath(absolute).as_posix().lstrip("/")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    body = "".join(_written(part) for part in re.findall(r"\*\*/?|\*|\?|\[[^\]]+\]|.", pattern.strip("/"), re.DOTALL))
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{body}(?:/.*)?$", re.DOTALL)


def _written(part: str) -> str:
    match part:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case _ if part.startswith("[") and len(part) > 1:
            return "[^" + re.escape(part[2:-1]).replace(r"\-", "-") + "]" if part[1] in "!^" else part
        case _:
            return re.escape(part)
