"""One of the two places in a library's folder where negotiations lie: the one for everyone, or the private one.

Opens files and nothing else. No link is followed inside of a place: it could lead from what is for everyone to what
is not.
"""

from pathlib import Path

from firsthand.catalogue.negotiations import Access
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake

PUBLIC = "negotiations"
PRIVATE = "private/negotiations"
LARGEST = 64 << 20
"""Bytes of one file that is read: a draft of a hundred thousand paragraphs."""

_ITSELF = "Put the file or folder itself in its place, so that nothing is shown by accident."


class Ground:
    """One place of a library, or the folder of one process in it, and what was wrong there."""

    def __init__(self, library: Path, access: Access, mistakes: list[Mistake]) -> None:
        """`access`: PUBLIC for what is for everyone, PRIVATE for all else."""
        self.library = library
        self.is_public = access is Access.PUBLIC
        self.place = PUBLIC if self.is_public else PRIVATE
        self.mistakes = mistakes

    def wrong(self, name: str, line: int | None, message: str, remedy: str) -> None:
        """Note a mistake in a file of this place."""
        self.mistakes.append(Mistake(f"{self.place}/{name}" if name else self.place, line, message, remedy))

    def path(self, name: str) -> Path:
        return self.library / self.place / name

    def folders(self) -> list[str]:
        """The names of the folders of processes, in order."""
        return [name for name in self.names("") if self.path(name).is_dir()]

    def names(self, folder: str, ending: str = "") -> list[str]:
        """What a person has put into a folder of this place, in order; with `ending` what is called so, without it."""
        here = self.path(folder) if folder else self.library / self.place
        if not here.exists():
            return []
        if (self.is_public or folder) and here.is_symlink():
            self.wrong(folder, None, "This is a link.", _ITSELF)
            return []
        try:
            found = sorted(entry.name for entry in here.iterdir() if not entry.name.startswith((".", "~")))
        except OSError as error:
            self.wrong(folder, None, f"The folder cannot be opened: {error.strerror}.", "Look whether it is a folder.")
            return []
        inside = f"{folder}/" if folder else ""
        sound = [name for name in found if self._is_itself(inside + name)]
        return [name.removesuffix(ending) for name in sound if name.endswith(ending)]

    def has(self, name: str) -> bool:
        return self._is_itself(name) and self.path(name).is_file()

    def table(self, name: str) -> toml.TomlFile | None:
        """A TOML file of this place; None where there is none, or where it can't be read, which is noted."""
        if not self.has(name) or not self._is_small(name):
            return None
        file = toml.read(self.path(name), f"{self.place}/{name}")
        if isinstance(file, Mistake):
            self.mistakes.append(file)
            return None
        return file

    def data(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or where it can't be read, which is noted."""
        if not self.has(name) or not self._is_small(name):
            return None
        try:
            return self.path(name).read_bytes()
        except OSError as error:
            self.wrong(name, None, f"The file cannot be read: {error.strerror}.", "Give yourself the right to read it.")
            return None

    def _is_itself(self, name: str) -> bool:
        if not self.path(name).is_symlink():
            return True
        self.wrong(name, None, "This is a link.", _ITSELF)
        return False

    def _is_small(self, name: str) -> bool:
        if self.path(name).stat().st_size <= LARGEST:
            return True
        self.wrong(name, None, f"The file is larger than {LARGEST >> 20} MB.", "Look what it is, and move it away.")
        return False
