"""What a copy asks of a release once it lies here: whether it can be opened, and where other copies are."""

from pathlib import Path

from firsthand.release.errors import ReleaseError
from firsthand.release.reader import Release
from firsthand.search import BrokenIndexError, open_engine


def mirrors_of(library: Path) -> tuple[str, ...]:
    """The addresses at which the release that is here says that copies are; none where nothing is here yet."""
    try:
        release = Release.open(library)
    except ReleaseError:
        return ()
    mirrors = release.collection.library.mirrors
    release.close()
    return mirrors


def opens(path: Path) -> bool:
    """Whether a release can be searched here. ReleaseError if it can't even be opened."""
    try:
        release = Release.open(path)
    except ReleaseError:
        raise
    except Exception as error:  # a catalogue from outside can be wrong in any way
        raise ReleaseError(f"What has come can't be opened ({error}). It was not put in service.") from error
    try:
        open_engine(release.index).close()
    except BrokenIndexError:
        return False
    finally:
        release.close()
    return True
