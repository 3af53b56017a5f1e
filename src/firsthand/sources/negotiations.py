"""The negotiations of a folder as records: what is for everyone, each with a file of all its words."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.values import File
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.negotiations.folder import PUBLIC, Published, public_negotiations
from firsthand.negotiations.remembering import Remembering
from firsthand.sources.cache import Cache

MEDIA_TYPE = "application/json"


class Followed(Struct, frozen=True):
    """What a folder says of negotiations."""

    processes: tuple[Process, ...]
    files: dict[str, Path]
    """SHA-256 of every file that they name -> where it lies."""
    mistakes: tuple[Mistake, ...]


def followed(root: Path, cache: Cache, language: str) -> Followed:
    """Read the folder; what is private is not opened. `language` is that of words of which none is said."""
    found, mistakes = public_negotiations(root, language, Remembering(cache.path / "negotiations"))
    files: dict[str, Path] = {}
    processes = []
    for one in found:
        data, place = _written(one, cache)
        processes.append(structs.replace(one.negotiation.process, data=data))
        files |= {**one.files, data.sha256: place}
    return Followed(tuple(processes), files, mistakes)


def slug_of(mistake: Mistake) -> str:
    """The negotiation that a mistake is about; the path itself where it is about none."""
    room, _, rest = mistake.path.partition("/")
    return rest.partition("/")[0] if room == PUBLIC and rest else mistake.path


def _written(published: Published, cache: Cache) -> tuple[File, Path]:
    data = msgspec.json.encode(published.negotiation)
    name = hashlib.sha256(data).hexdigest()
    file = File(name, len(data), MEDIA_TYPE, f"{published.negotiation.process.slug}.json")
    return file, cache.lay(name, data)
