"""Writing what came in into the folder: new files, and those that no person has changed since the last time.

Every file is written beside its place and then renamed. It knows nothing of origins.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from msgspec import structs

from firsthand.catalogue.records import Page
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.importing import describing
from firsthand.sources.importing.ledger import FOLDER, Ledger, Line
from firsthand.sources.importing.offers import Arrival, Piece
from firsthand.sources.slugs import unique
from firsthand.sources.tree import NEGOTIATIONS, ROOMS

EDITED = "Compare the two, take over what you want, and delete the proposal."


class Outcome(StrEnum):
    """What became of a record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    KEPT = "kept as you edited it"


class Filing:
    """The records of one origin on their way into a folder."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self.ledger = ledger
        self.remarks: list[Mistake] = []
        self._taken: dict[str, set[str]] = {}
        for room in (*ROOMS, NEGOTIATIONS):
            there = (folder / room).iterdir() if (folder / room).is_dir() else ()
            self._taken[room] = {path.name for path in there if path.is_dir()}
        for line in ledger.lines.values():
            self._taken.get(line.room, set()).add(line.slug)

    def claim(self, origin: str, room: str, wish: str, *, exactly: bool = False, dry: bool = False) -> str:
        """The slug of a record, which is the one it had before or else a free one; noted before anything is written.

        `exactly` takes the wish as it is, since a person has said so; `dry` writes and removes nothing.
        """
        known = self.ledger.lines.get(origin)
        if known and known.room == room and (known.slug == wish or not exactly):
            return known.slug
        own = known.slug if known and known.room == room else ""
        slug = wish if exactly and wish != own else unique(wish, self._taken[room])
        self._taken[room].add(slug)
        if dry:
            return slug
        if known and known.files:
            self._leave(known)
            known = None
        self.ledger.note(structs.replace(known or Line(origin), room=room, slug=slug))
        return slug

    def _leave(self, known: Line) -> None:
        """Take away what was written under another name, but for what a person has edited."""
        for path, sha256 in known.files.items():
            place = self.folder / path
            if place.is_file() and digest(place) == sha256:
                place.unlink()
            elif place.is_file():
                self._remark(path, "This was imported under another name now, and you have edited it.", "Delete it.")
        for path in {str(Path(path).parent) for path in known.files}:
            place = self.folder / path
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()

    def file(self, arrival: Arrival) -> Outcome:
        """Write an item's files, whose slug was claimed before. OSError where the folder can't be written to."""
        room = next(room for room in ROOMS if type(arrival.item).__name__.lower() == room.removesuffix("s"))
        return self.lay(arrival.origin, room, arrival.item.slug, _pieces(arrival))

    def lay(self, origin: str, room: str, slug: str, pieces: Iterable[Piece]) -> Outcome:
        """Write the files of a record, named from its folder on."""
        wanted = {f"{room}/{slug}/{piece.name}": piece for piece in pieces}
        known = self.ledger.lines.get(origin, Line(origin))
        files, offered = {}, {}
        outcomes = {Outcome.SAME}
        for path, piece in wanted.items():
            sha256 = digest(piece.path) if piece.path else hashlib.sha256(piece.content or b"").hexdigest()
            outcome = self._put(path, piece, sha256, known)
            outcomes.add(outcome)
            if outcome is Outcome.KEPT:
                files[path] = known.files.get(path, "")
                offered[path] = sha256
            else:
                files[path] = sha256
                offered |= {path: known.offered[path]} if path in known.offered and outcome is Outcome.SAME else {}
        self._drop(known, wanted)
        self.ledger.note(structs.replace(known, room=room, slug=slug, files=files, offered=offered))
        return next(one for one in (Outcome.KEPT, Outcome.NEW, Outcome.CHANGED, Outcome.SAME) if one in outcomes)

    def _put(self, path: str, piece: Piece, sha256: str, known: Line) -> Outcome:
        place = self.folder / path
        before = known.files.get(path)
        if before == sha256:
            return Outcome.SAME  # nothing is new at the origin; whatever a person has made of it stays
        here = digest(place) if place.is_file() else None
        if here == sha256:
            (self._proposal(path)).unlink(missing_ok=True)
            return Outcome.SAME
        if (before is None and here is None) or (before is not None and here == before):
            write(place, piece)
            return Outcome.NEW if before is None else Outcome.CHANGED
        if known.offered.get(path) != sha256:
            write(self._proposal(path), piece)
        elif not self._proposal(path).is_file():
            return Outcome.KEPT  # a person has looked at the proposal and deleted it
        message = "It has changed at its origin, and you have edited it here."
        if here is None:
            message = "It has changed at its origin, and you have deleted it here."
        elif before is None:
            message = "Another file lies here already."
        self._remark(path, f"{message} What came in lies in “{self._proposal(path).relative_to(self.folder)}”.", EDITED)
        return Outcome.KEPT

    def _proposal(self, path: str) -> Path:
        return self.folder / FOLDER / "proposed" / path

    def _drop(self, known: Line, wanted: Iterable[str]) -> None:
        """Files that the record no longer has at its origin."""
        for path in known.files.keys() - set(wanted):
            place = self.folder / path
            if place.is_file() and digest(place) == known.files[path]:
                place.unlink()
            elif place.is_file():
                self._remark(path, "It is no longer at its origin, and you have edited it here.", "Keep or delete it.")

    def _remark(self, path: str, message: str, remedy: str) -> None:
        self.remarks.append(Mistake(path, None, message, remedy))


def _pieces(arrival: Arrival) -> list[Piece]:
    """The pieces of an item: its texts and files first, and last what describes them."""
    if isinstance(arrival.item, Page):
        return list(arrival.pieces)
    room = ROOMS[type(arrival.item).__name__.lower() + "s"]
    described = describing.record(arrival.item, arrival.files, dict(arrival.texts))
    return [*arrival.pieces, Piece(room, described.encode())]


def write(place: Path, piece: Piece) -> None:
    """Put a file in its place in one step; a hidden name keeps a half-written one from being read."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    if piece.path is not None:
        shutil.copyfile(piece.path, part)
    else:
        part.write_bytes(piece.content or b"")
    os.replace(part, place)  # noqa: PTH105 - the one call that replaces


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
