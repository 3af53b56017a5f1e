"""The plain files in which a library's folder keeps negotiations, read with every mistake at once.

What is for everyone lies in `negotiations`, all else in `private/negotiations`; reading the one never opens the other.
"""

from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.negotiations import Access, Negotiation
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.negotiations.audiences import shows_anything
from firsthand.negotiations.folder.ground import PRIVATE, PUBLIC, Ground
from firsthand.negotiations.folder.kept import Kept, read_kept
from firsthand.negotiations.folder.merging import merge
from firsthand.negotiations.judging import Judge, judged

__all__ = ["PRIVATE", "PUBLIC", "Kept", "Published", "public_negotiations", "read_negotiation"]


class Published(Struct, frozen=True):
    """A negotiation as everybody may see it."""

    negotiation: Negotiation
    files: dict[str, Path]
    """SHA-256 of a draft's `file` -> where it lies."""


def public_negotiations(
    library: Path, language: str = "en", judge: Judge | None = None
) -> tuple[tuple[Published, ...], tuple[Mistake, ...]]:
    """What of a library's folder is for everyone, and every mistake in it; nothing under `private` is looked at.

    A negotiation with a mistake is not among them, and neither is one that has nothing to show yet. `language` is that
    of words of which none is said; `judge` makes proposals, such as one that remembers. Paths of mistakes are relative
    to the library's folder.
    """
    mistakes: list[Mistake] = []
    ground = Ground(library, Access.PUBLIC, mistakes)
    found = []
    for slug in ground.folders():
        before = len(mistakes)
        kept = read_kept(ground, slug, language)
        if kept is not None and len(mistakes) == before and shows_anything(kept.process, kept.asks):
            found.append(Published(judged(kept, Access.PUBLIC, judge), kept.files()))
    return tuple(found), tuple(mistakes)


def read_negotiation(
    library: Path, slug: str, access: Access, language: str = "en"
) -> tuple[Kept | None, tuple[Mistake, ...]]:
    """What lies about one negotiation: in the public place alone, or in both for any other `access`.

    None where nothing can be read; with mistakes, what could be read in spite of them.
    """
    mistakes: list[Mistake] = []
    open_ground, hidden = Ground(library, Access.PUBLIC, mistakes), Ground(library, Access.PRIVATE, mistakes)
    is_open = open_ground.path(slug).exists()
    public = read_kept(open_ground, slug, language) if is_open else None
    if is_open and public is None:  # what the private part adds to it would be told as wrong besides
        return None, tuple(mistakes)
    if access is Access.PUBLIC or not hidden.path(slug).exists():
        return public, tuple(mistakes)
    private = read_kept(hidden, slug, language, public)
    return (merge(public, private) if public and private else public or private), tuple(mistakes)
