"""A folder as the source of a library: loads it whole, or says everything that is wrong with it at once."""

from functools import cached_property
from pathlib import Path

from firsthand.catalogue.records import Collection
from firsthand.catalogue.written.mistakes import Mistake, SourceErrors
from firsthand.documents.model import Document
from firsthand.documents.recognition import engine
from firsthand.sources.cache import Cache, fingerprint
from firsthand.sources.loading import Loaded, Loading
from firsthand.sources.texts import Progress, Readers, Texts
from firsthand.sources.tree import lies_in_private


class FolderSource:
    """The records of a folder, and their texts and files. Satisfies `catalogue.source.Source`."""

    def __init__(self, loaded: Loaded, texts: Texts) -> None:
        self.collection: Collection = loaded.collection
        self.left_out: tuple[Mistake, ...] = loaded.left_out
        """Why records were left out; empty unless the folder was loaded leniently."""
        self.remarks: tuple[Mistake, ...] = loaded.remarks
        """What an editor should look at, though it is no mistake."""
        self.silent_pages: int = loaded.silent_pages
        """Pages of paged files on which there is no text."""
        self.read_now = texts.read_now
        """How many files had to be read; all others were known already."""
        self._texts = texts
        self._content = loaded.content
        self._files = {sha256: texts.root / place for place, sha256 in loaded.content.items()} | loaded.laid

    def document(self, fingerprint: str) -> Document:
        """KeyError for a text that is not of this folder; UnreadableFileError where the file has gone bad since."""
        place = self._documents.get(fingerprint)
        return self._texts.document(place if place is not None else self._scanned[fingerprint])

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {fingerprint(sha256, place): place for place, sha256 in self._content.items()}

    @cached_property
    def _scanned(self) -> dict[str, str]:
        """The same, as those are called that have scans."""
        here = engine.fingerprint()
        return {fingerprint(sha256, place, here): place for place, sha256 in self._content.items()}

    def file(self, sha256: str) -> Path:
        """KeyError for a file that is not of this folder."""
        return self._files[sha256]


def load(
    folder: Path,
    *,
    cache: Path | None = None,
    lenient: bool = False,
    progress: Progress | None = None,
    workers: Readers | int | None = None,
) -> FolderSource:
    """Read a folder. SourceErrors, with every mistake in the order of files and lines, if anything is wrong.

    `cache` is a directory in which documents and records are kept for the next time; the user's own where it is not
    given. `lenient` leaves out records that are broken, with every reference to them, and lists why. `workers`
    read the files, here or elsewhere, or so many at the same time.

    Raises PoolError where files are read elsewhere and that is no longer possible.
    """
    root = _checked(folder)
    store = Cache(cache)
    memory = store.memory(root)
    texts = Texts(root, store, memory, workers, progress or (lambda *_: None))
    source = FolderSource(Loading(root, store, memory, texts).run(lenient=lenient), texts)
    store.prune()
    return source


def _checked(folder: Path) -> Path:
    """The folder itself, if it can be read and something is in it."""

    def refuse(message: str, remedy: str) -> SourceErrors:
        return SourceErrors((Mistake("", None, message, remedy),))

    try:
        root = folder.resolve(strict=True)
        empty = next(root.iterdir(), None) is None
    except FileNotFoundError:
        raise refuse(f"There is no folder “{folder}”.", "Check its name, or make one: firsthand new FOLDER.") from None
    except NotADirectoryError:
        raise refuse(f"“{folder}” is a file.", "Name the folder in which it lies.") from None
    except OSError as error:
        raise refuse(f"“{folder}” cannot be opened: {error.strerror}.", "Give yourself the right to read it.") from None
    if lies_in_private(root):
        raise refuse(f"“{folder}” is the private part of a library.", "Name the library’s folder, which is above it.")
    if empty:
        raise refuse(f"The folder “{folder}” is empty.", "Put documents into it, or begin with: firsthand new FOLDER.")
    return root
