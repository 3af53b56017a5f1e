"""Negotiations of a release on their way into a folder: all that is for everyone, as files.

What is private never was in the release; where a folder still has it under `private`, the two come together again.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from firsthand.catalogue.negotiations import Negotiation
from firsthand.negotiations.folder.writing import as_folder
from firsthand.sources.importing.offers import Piece


def pieces_of(negotiation: Negotiation, file: Callable[[str], Path], missing: list[str]) -> list[Piece]:
    """Its files, named from its folder on. `file` gives the bytes of a SHA-256, or KeyError, which `missing` tells."""
    received = {}
    pieces = []
    for draft in negotiation.process.drafts:
        if draft.file is None:
            continue
        suffix = PurePosixPath(draft.file.name).suffix
        name = draft.slug + (suffix if suffix != ".json" else "")  # which is that of its words
        try:
            pieces.append(Piece(f"drafts/{name}", path=file(draft.file.sha256)))
        except KeyError:
            missing.append(draft.file.name)
        else:
            received[draft.slug] = name
    return [*pieces, *(Piece(name, content) for name, content in as_folder(negotiation, received).items())]
