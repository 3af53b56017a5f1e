"""What an origin has offered, on disk while it is put in order: a site of millions of records takes little memory.

It knows nothing of origins, nor of what is made of the offers.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import msgpack, structs

from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.importing.offers import ITEMS, Material, Offer

NOTHING = Material()
DEEPEST = 20
"""How many records may each join the next."""

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE offers (
  position INTEGER PRIMARY KEY, id TEXT UNIQUE, root TEXT, proposed TEXT, offer BLOB, material BLOB
);
CREATE INDEX offers_by_root ON offers (root, position);
BEGIN;
"""


class Gathering:
    """A place for offers. `corrected` are rows of a person, by id, which take the place of what is proposed.

    Used as a context; what is on disk is gone afterwards.
    """

    def __init__(self, source: str, corrected: Mapping[str, Offer] | None = None) -> None:
        self.source = source
        """How mistakes call the origin."""
        self.corrected = corrected
        self.mistakes: list[Mistake] = []
        self.skipped: dict[str, int] = {}
        """Why records were never offered -> how many."""
        self.deleted: dict[str, str] = {}
        """Id of a record that its origin has deleted -> the day."""
        self.themes: dict[str, str] = {}
        """Slug as the origin proposes it -> slug as it was corrected; "" for none."""
        self.renamed: set[str] = set()
        """Ids of offers to which a person gave a slug."""
        self._folder = tempfile.TemporaryDirectory(prefix="firsthand-import-")
        self._database = sqlite3.connect(Path(self._folder.name, "offers.sqlite"), isolation_level=None)
        self._database.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def wrong(self, line: int | None, message: str, remedy: str, source: str | None = None) -> None:
        self.mistakes.append(Mistake(source or self.source, line, message, remedy))

    def skip(self, reason: str, count: int = 1) -> None:
        """Count a record that is never offered."""
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def offer(self, offer: Offer, material: Material = NOTHING) -> None:
        """Take in a record; a second one with the same id is a mistake."""
        proposed = offer
        if self.corrected is not None and offer.id in self.corrected:
            row = self.corrected[offer.id]
            offer = structs.replace(row, type=proposed.type, line=proposed.line, remark=proposed.remark)
            if row.slug and row.proposed in ITEMS:
                self.renamed.add(offer.id)
        if offer.proposed == "theme" or proposed.proposed == "theme":
            self.themes[proposed.slug] = offer.slug if offer.proposed == "theme" else ""
        blobs = msgpack.encode(offer), msgpack.encode(material)
        try:
            self._database.execute(
                "INSERT INTO offers (id, root, proposed, offer, material) VALUES (?, ?, ?, ?, ?)",
                (offer.id, offer.join if offer.proposed != "theme" else "", offer.proposed, *blobs),
            )
        except sqlite3.IntegrityError:
            self.wrong(offer.line, f"There are two records with the id “{offer.id}”.", "Keep one of them.")

    def join(self, id_: str, goal: str) -> None:
        """Let an offer that came before join another, unless a person has said otherwise."""
        offer = self._one(id_)
        if offer is not None and not (self.corrected and id_ in self.corrected):
            changed = msgpack.encode(structs.replace(offer, join=goal, slug=""))
            self._database.execute("UPDATE offers SET root = ?, offer = ? WHERE id = ?", (goal, changed, id_))

    def lead(self, id_: str, old: tuple[str, ...]) -> None:
        """Let more old addresses lead to an offer that came before."""
        found = self._database.execute("SELECT material FROM offers WHERE id = ?", (id_,)).fetchone()
        if found:
            material = msgpack.decode(found[0], type=Material)
            changed = structs.replace(material, old=tuple(dict.fromkeys((*material.old, *old))))
            self._database.execute("UPDATE offers SET material = ? WHERE id = ?", (msgpack.encode(changed), id_))

    def has(self, id_: str) -> bool:
        return self._database.execute("SELECT 1 FROM offers WHERE id = ?", (id_,)).fetchone() is not None

    def rows(self) -> Iterator[Offer]:
        """Every offer, in the order of the origin."""
        for (blob,) in self._database.execute("SELECT offer FROM offers ORDER BY position"):
            yield msgpack.decode(blob, type=Offer)

    def of(self, proposed: str) -> Iterator[tuple[Offer, Material]]:
        query = "SELECT offer, material FROM offers WHERE proposed = ? ORDER BY position"
        for offer, material in self._database.execute(query, (proposed,)):
            yield msgpack.decode(offer, type=Offer), msgpack.decode(material, type=Material)

    def settle(self) -> None:
        """Find out for each offer that joins another to which item it belongs in the end."""
        joins = dict(self._database.execute("SELECT id, root FROM offers WHERE root != ''"))
        for id_ in joins:
            self._database.execute("UPDATE offers SET root = ? WHERE id = ?", (self._root(id_, joins), id_))
        self._database.execute("UPDATE offers SET root = id WHERE root = ''")

    def _root(self, id_: str, joins: Mapping[str, str]) -> str:
        """The id of the item that an offer belongs to; its own where that can't be told."""
        at, offer = id_, self._one(id_)
        for _ in range(DEEPEST):
            if at not in joins:
                goal = self._one(at)
                if goal is not None and goal.proposed in ITEMS:
                    return at
                if goal is None and offer is not None:
                    message = f"“{id_}” joins “{at}”, which is not there."
                    self.wrong(offer.line, message, "Correct the id under “join”.")
                return id_
            at = joins[at]
        if offer is not None:
            self.wrong(offer.line, f"“{id_}” joins itself in a round.", "Correct the id under “join”.")
        return id_

    def _one(self, id_: str) -> Offer | None:
        found = self._database.execute("SELECT offer FROM offers WHERE id = ?", (id_,)).fetchone()
        return msgpack.decode(found[0], type=Offer) if found else None

    def root(self, id_: str) -> str | None:
        """The id of the item that an offer belongs to, after `settle`."""
        found = self._database.execute("SELECT root FROM offers WHERE id = ?", (id_,)).fetchone()
        return str(found[0]) if found else None

    def roots(self) -> Iterator[Offer]:
        """The offers of which items are made, after `settle`."""
        query = "SELECT offer FROM offers WHERE root = id AND proposed IN ('work', 'post', 'statement', 'page') "
        for (blob,) in self._database.execute(query + "ORDER BY position"):
            yield msgpack.decode(blob, type=Offer)

    def group(self, root: str) -> list[tuple[Offer, Material]]:
        """An item's offers, its own first, after `settle`."""
        query = "SELECT offer, material FROM offers WHERE root = ? ORDER BY id != ?, position"
        return [
            (msgpack.decode(offer, type=Offer), msgpack.decode(material, type=Material))
            for offer, material in self._database.execute(query, (root, root))
        ]
