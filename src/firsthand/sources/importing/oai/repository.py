"""A repository as an origin: what was harvested is kept, so that the next harvest asks only for what is new.

A record that its repository has deleted is proposed for withdrawal, and never taken out here. Knows nothing of HTTP.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec import msgpack

from firsthand.catalogue.languages import is_valid
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Role
from firsthand.catalogue.vocabularies import KINDS
from firsthand.sources.importing import values
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.intake import Progress, Site
from firsthand.sources.importing.ledger import FOLDER
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.oai.client import Client, HarvestError
from firsthand.sources.importing.oai.pages import Harvested, Identity, Page
from firsthand.sources.importing.references import Name, Offering, Reference
from firsthand.sources.slugs import slugify

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, datestamp TEXT, record BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_BY_ADDRESS = {address: kind for kind, address in reversed(KINDS.items())}
"""COAR resource type -> the first kind that stands for it."""
_PEOPLE = {"creator": Role.AUTHOR, "contributor": Role.CONTRIBUTOR}


class Repository:
    """An OAI-PMH interface. `folder` is where its records are kept, or None to keep nothing."""

    def __init__(
        self, address: str, folder: Path | None, set_: str = "", language: str = "", client: Client | None = None
    ) -> None:
        self.source = address
        self.name = slugify(f"oai {re.sub('^https?://', '', address)} {set_}", "oai")
        self.set = set_
        self.offering = Offering(Media(None), language)
        self.client = client or Client(address)
        self._place = folder / FOLDER / f"{self.name}.sqlite" if folder else None

    def gather(self, into: Gathering, progress: Progress) -> Site:
        """Harvest what is new, and offer all that was ever harvested."""
        identity = Identity()
        if self._place:
            self._place.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._place or "", isolation_level=None)) as store:
            if not store.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                store.executescript(_SCHEMA)
            try:
                identity = self.client.identify()
                self._harvest(store, identity, into, progress)
            except HarvestError as error:
                remedy = "What came before is kept and imported. Run the same again, and the harvest goes on."
                into.wrong(None, str(error), remedy)
            finally:
                self.client.close()
            total = store.execute("SELECT count(*) FROM records").fetchone()[0]
            self.offering.offer_all(self._references(store, into), into, progress, total)
        return Site(title=values.title(identity.name))

    def _harvest(self, store: sqlite3.Connection, identity: Identity, into: Gathering, progress: Progress) -> None:
        token = self._state(store)
        since = "" if token else self._since(store, identity)
        try:
            self._take(store, self.client.pages(token, since, self.set), into, progress)
        except HarvestError as error:
            if not token or "badResumptionToken" not in str(error):
                raise
            # The token of an interrupted harvest is no longer known: what was kept is asked for again from the start.
            self._take(store, self.client.pages("", "", self.set), into, progress)

    def _take(self, store: sqlite3.Connection, pages: Iterator[Page], into: Gathering, progress: Progress) -> None:
        done = 0
        for page in pages:
            store.execute("BEGIN")
            for record in page.records:
                blob = msgpack.encode(record)
                known = store.execute("SELECT record FROM records WHERE id = ?", (record.id,)).fetchone()
                if known is None or known[0] != blob:
                    store.execute(
                        "INSERT OR REPLACE INTO records VALUES (?, ?, ?)", (record.id, record.datestamp, blob)
                    )
            if self._state(store) != page.token:
                store.execute("INSERT OR REPLACE INTO state VALUES ('token', ?)", (page.token,))
            store.execute("COMMIT")
            done += len(page.records)
            if page.unreadable:
                into.wrong(
                    None, f"{page.unreadable:,} records have no identifier or no metadata.", "They are left out."
                )
            progress("harvesting", done, page.total)

    def _state(self, store: sqlite3.Connection) -> str:
        """The token at which a harvest was interrupted."""
        found = store.execute("SELECT value FROM state WHERE name = 'token'").fetchone()
        return str(found[0]) if found else ""

    def _since(self, store: sqlite3.Connection, identity: Identity) -> str:
        """The latest datestamp there is; records of that very moment come again, and change nothing."""
        latest = store.execute("SELECT max(datestamp) FROM records").fetchone()[0] or ""
        return latest[:10] if identity.granularity == "YYYY-MM-DD" else latest

    def _references(self, store: sqlite3.Connection, into: Gathering) -> Iterator[Reference]:
        with closing(store.execute("SELECT record FROM records ORDER BY id")) as rows:
            for (blob,) in rows:
                record = msgpack.decode(blob, type=Harvested)
                if record.deleted:
                    into.deleted[record.id] = record.datestamp[:10]
                else:
                    yield _reference(record)


def _reference(record: Harvested) -> Reference:
    """A record in Dublin Core (oai_dc) as a reference."""

    def said(name: str) -> list[str]:
        return [words for field, _, words in record.fields if field == name]

    language = next(iter(said("language")), "")
    titles = {tag: words for field, tag, words in reversed(record.fields) if field == "title"}
    first = next(iter(said("title")), "")
    names = tuple(Name(role, whole=name) for field, role in _PEOPLE.items() for name in said(field))
    written = said("identifier")
    links = [one for one in written if one.startswith(("http://", "https://"))]
    link = next((one for one in links if "doi.org/" not in one), links[0] if links else "")
    types = said("type")
    return Reference(
        record.id,
        types[0].rpartition("/")[2] if types else "record",
        titles.get(language, first),
        language=_tag(language) or next((tag for field, tag, _ in record.fields if field == "title" and tag), ""),
        date=next((one for one in said("date") if re.match(r"\d{4}", one)), ""),
        names=names,
        publishers=tuple(said("publisher")),
        identifiers=tuple(one for text in written if (one := _identifier(text))),
        abstract="\n\n".join(said("description")),
        link=link,
        keywords=tuple(said("subject")),
        rights=next(iter(said("rights")), ""),
        kind=next((_BY_ADDRESS[one] for one in types if one in _BY_ADDRESS), ""),
        group=_group(link, language, said("relation")),
    )


def _group(link: str, language: str, related: list[str]) -> str:
    """What editions of one work have in common: an address that goes on with their languages, where they say so."""
    base, _, last = link.rpartition("/")
    if not language or last != language:
        return ""
    others = (one.rpartition("/") for one in related)
    return base if any(before == base and is_valid(tag) for before, _, tag in others) else ""


def _tag(language: str) -> str:
    try:
        return values.language(language) if language else ""
    except MalformedError:
        return ""


def _identifier(text: str) -> tuple[str, str] | None:
    """The scheme and value of an identifier; None for an address or a number of the repository's own."""
    if re.match(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/", text, re.IGNORECASE):
        return "doi", text
    if re.match(r"(?:hdl:|https?://hdl\.handle\.net/)", text, re.IGNORECASE):
        return "handle", text
    for scheme in ("isbn", "issn"):
        if match := re.match(rf"(?:urn:)?{scheme}[:\s]*([\dX-]+)$", text, re.IGNORECASE):
            return scheme, match[1]
    return None
