"""Another library as an origin: the records and files of a release become a folder, from which it can be made anew.

It is given the records and a way to their files; how a release is opened is not known here. What no folder holds is
left behind: where the records of a united library come from, and what became of passages of earlier releases.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import urlsplit

from msgspec import Struct, structs

from firsthand.catalogue.negotiations import Negotiation, Process
from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    File,
    Page,
    Party,
    Post,
    Statement,
    Theme,
    Work,
)
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.documents.recognition import engine
from firsthand.negotiations.renaming import renamed
from firsthand.sources.cache import fingerprint
from firsthand.sources.filenames import ORDER, recognise
from firsthand.sources.importing import statements
from firsthand.sources.importing.filing import Filing, Outcome, write
from firsthand.sources.importing.intake import Progress, Report, file_all
from firsthand.sources.importing.ledger import Ledger, Line, alone
from firsthand.sources.importing.negotiations import pieces_of
from firsthand.sources.importing.offers import Arrival, Piece
from firsthand.sources.importing.registers import Registers
from firsthand.sources.slugs import slugify
from firsthand.sources.tree import NEGOTIATIONS, ROOMS

Item = Work | Post | Statement | Page
Dated = TypeVar("Dated", Post, Statement)


class Held(Struct, frozen=True):
    """A library that is read from."""

    source: str
    """How mistakes call it."""
    collection: Collection
    file: Callable[[str], Path]
    """Where the bytes of a SHA-256 lie; KeyError where they are not there."""
    negotiation: Callable[[Process], Negotiation]
    """All that everybody may see of a process."""
    own: dict[str, Path]
    """Path in a folder -> file, of what belongs to the library as a whole: its guide, its thesaurus."""


def take_over(held: Held, folder: Path, *, dry: bool = False, progress: Progress = lambda *_: None) -> Report:
    """Bring the records and files of a library into a folder. LedgerError where that can't be used."""
    if dry:
        return Report(Counter(), _counted(held.collection), {}, [], [], [])
    with alone(folder):
        return _Taking(held, folder).run(progress)


def _counted(collection: Collection) -> Counter[str]:
    rooms = ("works", "posts", "statements", "pages", "parties", "themes", "redirects")
    return Counter(
        {**{room: len(getattr(collection, room)) for room in rooms}, NEGOTIATIONS: len(collection.processes)}
    )


class _Taking:
    """One library on its way into one folder."""

    def __init__(self, held: Held, folder: Path) -> None:
        self.held = held
        self.collection = held.collection
        library = self.collection.library
        host = urlsplit(library.address or "").hostname
        name = slugify(f"release {host or library.titles[0].value}", "release")
        self.ledger = Ledger(folder, name)
        self.filing = Filing(folder, self.ledger)
        self.registers = Registers(folder, self.ledger)
        self.folder = folder
        self.mistakes: list[Mistake] = []
        self.missing: list[str] = []
        self.slugs: dict[tuple[str, str], str] = {}
        """Room and slug there -> slug here."""

    def run(self, progress: Progress) -> Report:
        collection = self.collection
        for party in collection.parties:
            self.slugs["parties", party.slug] = self.registers.party(party).slug
        for theme in collection.themes:
            self.slugs["themes", theme.slug] = self.registers.theme(theme)
        for room in ("works", "posts", "statements", "pages"):
            for item in getattr(collection, room):
                self.slugs[room, item.slug] = self.filing.claim(f"{room}/{item.slug}", room, item.slug)
        for process in collection.processes:
            origin = f"{NEGOTIATIONS}/{process.slug}"
            self.slugs[NEGOTIATIONS, process.slug] = self.filing.claim(origin, NEGOTIATIONS, process.slug)
        for party in collection.parties:
            self.registers.need_party(self._party(party), anew=False)
        for theme in collection.themes:
            self.registers.need_theme(self._theme(theme), anew=False)
        items: list[Item] = [*collection.works, *collection.posts, *collection.statements, *collection.pages]
        outcomes = file_all(map(self._arrival, items), self.filing, self.registers, len(items), progress)
        outcomes += self._negotiations()
        outcomes += self._own()
        for redirect in collection.redirects:
            self.registers.redirect(redirect.old, self._goal(redirect.new))
        library = collection.library
        publisher = self._slug("parties", library.publisher) if library.publisher else None
        self.registers.write(structs.replace(library, publisher=publisher))
        self.ledger.flush()
        rooms = (*ROOMS, NEGOTIATIONS)
        here = {f"{room}/{slug}" for room, slug in self.slugs}
        gone = sum(line.room in rooms and id_ not in here for id_, line in self.ledger.lines.items())
        return Report(outcomes, Counter(), {}, self.missing, self.mistakes, self.filing.remarks, gone=gone)

    def _slug(self, room: str, slug: str) -> str:
        return self.slugs.get((room, slug), slug)

    def _goal(self, new: str) -> str:
        """Where a redirect leads here."""
        rooms = {"works": "works", "news": "posts", "statements": "statements", "pages": "pages"}
        first, _, rest = new.removeprefix("/").partition("/")
        slug, mark, more = rest.partition("/")
        return f"/{first}/{self._slug(rooms[first], slug)}{mark}{more}" if first in rooms and slug else new

    def _party(self, party: Party) -> Party:
        return structs.replace(party, slug=self._slug("parties", party.slug))

    def _theme(self, theme: Theme) -> Theme:
        broader = self._slug("themes", theme.broader) if theme.broader else None
        return structs.replace(theme, slug=self._slug("themes", theme.slug), broader=broader)

    def _arrival(self, item: Item) -> Arrival:
        room = f"{type(item).__name__.lower()}s"
        slug = self._slug(room, item.slug)
        names: dict[str, tuple[str, ...]] = {}
        pieces: list[Piece] = []
        texts = []
        for edition in item.editions:
            stem = edition.language if isinstance(item, Page) else f"{slug}.{edition.language}"
            own = list(self._pieces(stem, edition))
            names[edition.language] = tuple(piece.name for _, piece in own)
            pieces += [piece for _, piece in own]
            if chosen := _chosen(edition, own):
                texts.append((edition.language, chosen))
        here = self._here(item, slug)
        if isinstance(here, Statement):
            here, more = self._handed_over(here)
            pieces += [*more, *statements.earlier(here)]
        return Arrival(f"{room}/{item.slug}", here, names, tuple(pieces), {}, texts=tuple(texts))

    def _handed_over(self, statement: Statement) -> tuple[Statement, list[Piece]]:
        """A statement whose delivered files are called as they lie in its folder, and these files."""
        found: dict[str, Piece] = {}

        def placed(file: File | None) -> File | None:
            if file is None:
                return None
            try:
                path = self.held.file(file.sha256)
            except KeyError:
                self.missing.append(file.name)
                return None
            number = 1 + list(found).index(file.sha256) if file.sha256 in found else len(found) + 1
            found[file.sha256] = Piece(f"{statements.HANDED_OVER}/{number}/{file.name}", path=path)
            return structs.replace(file, name=found[file.sha256].name)

        deliveries = tuple(structs.replace(each, file=placed(each.file)) for each in statement.deliveries)
        responses = tuple(structs.replace(each, file=placed(each.file)) for each in statement.responses)
        return structs.replace(statement, deliveries=deliveries, responses=responses), list(found.values())

    def _pieces(self, stem: str, edition: Edition) -> Iterator[tuple[File, Piece]]:
        """The files of an edition under names that keep them in their order."""
        endings: Counter[str] = Counter()
        for file in edition.files:
            ending = PurePosixPath(file.name).suffix
            endings[ending] += 1
            number = f"_{endings[ending]:02}" if endings[ending] > 1 else ""
            try:
                yield file, Piece(f"{stem}{number}{ending}", path=self.held.file(file.sha256))
            except KeyError:
                self.missing.append(file.name)

    def _here(self, item: Item, slug: str) -> Item:
        """An item whose references are those of this folder."""
        editions = tuple(
            structs.replace(edition, contributions=self._contributions(edition.contributions))
            for edition in item.editions
        )
        if isinstance(item, Page):
            return structs.replace(item, slug=slug, editions=editions)
        themes = tuple(self._slug("themes", theme) for theme in item.themes)
        if isinstance(item, Work):
            relations = tuple(structs.replace(one, target=self._slug("works", one.target)) for one in item.relations)
            made = self._contributions(item.contributions)
            return structs.replace(
                item, slug=slug, editions=editions, themes=themes, relations=relations, contributions=made
            )
        works = tuple(self._slug("works", work) for work in item.works)
        if isinstance(item, Statement):
            item = self._signed(item)
        return structs.replace(item, slug=slug, editions=editions, themes=themes, works=works)

    def _signed(self, statement: Statement) -> Statement:
        """A statement whose parties are those of this folder; who has no record signs as they wrote it."""

        def here(slugs: Iterable[str]) -> tuple[str, ...]:
            return tuple(self._slug("parties", slug) for slug in slugs)

        signed = tuple(
            structs.replace(
                one,
                party=self._slug("parties", one.party),
                voucher=self._slug("parties", one.voucher) if one.voucher else None,
            )
            for one in statement.endorsements
        )
        asked = statement.invitation
        invitation = structs.replace(asked, vouchers=here(asked.vouchers)) if asked else None
        return structs.replace(
            statement, endorsements=signed, coordinators=here(statement.coordinators), invitation=invitation
        )

    def _contributions(self, contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
        return tuple(structs.replace(one, party=self._slug("parties", one.party)) for one in contributions)

    def _negotiations(self) -> Counter[str]:
        outcomes: Counter[str] = Counter()
        paths = {f"{room}/{old}": f"{room}/{new}" for (room, old), new in self.slugs.items()}
        for process in self.collection.processes:
            told = renamed(self.held.negotiation(process), lambda slug: self._slug("parties", slug), paths)
            slug = self._slug(NEGOTIATIONS, process.slug)
            themes = tuple(self._slug("themes", theme) for theme in process.themes)
            here = structs.replace(told, process=structs.replace(told.process, slug=slug, themes=themes))
            pieces = pieces_of(here, self.held.file, self.missing)
            outcomes[self.filing.lay(f"{NEGOTIATIONS}/{process.slug}", NEGOTIATIONS, slug, pieces).value] += 1
        return outcomes

    def _own(self) -> Counter[str]:
        """The files of the library as a whole, those that are not there yet."""
        outcomes: Counter[str] = Counter()
        for name, path in self.held.own.items():
            place = self.folder / name
            if f"library/{name}" in self.ledger.lines or place.exists():
                continue
            write(place, Piece(place.name, path=path))
            self.ledger.note(Line(f"library/{name}", room="library", slug=name))
            outcomes[Outcome.NEW.value] += 1
        return outcomes


def _chosen(edition: Edition, own: list[tuple[File, Piece]]) -> str | None:
    """The file that the page is made from, where the folder would choose another."""

    def rank(name: str) -> int:
        format_ = recognise(name).format
        return ORDER.index(format_) if format_ in ORDER else len(ORDER)

    names = [piece.name for file, piece in own if edition.text in _texts(file)]
    if not names:
        return None
    first = min((rank(piece.name), piece.name) for _, piece in own)[1]
    return names[0] if names[0] != first else None


def _texts(file: File) -> tuple[str, str]:
    """What the text of a file is called, without scans and with them."""
    return fingerprint(file.sha256, file.name), fingerprint(file.sha256, file.name, engine.fingerprint())
