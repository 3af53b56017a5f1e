"""One reading of a folder, from its files to a collection in which everything holds together.

What is known from an earlier reading is taken over record by record; the others are drafted, their files read, and the
records made. Mistakes are gathered on the way, with the record that each of them breaks.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct, msgpack, structs

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import Collection, Library, Page, Party, Post, Statement, Text, Work
from firsthand.catalogue.validation import check
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake, SourceErrors
from firsthand.documents import UnreadableFileError
from firsthand.sources import library, plain, records, thesauri
from firsthand.sources.cache import Cache, Kept, Memory
from firsthand.sources.filenames import humane
from firsthand.sources.guides import FOLDER, own_guide
from firsthand.sources.locating import in_order, located
from firsthand.sources.negotiations import followed, slug_of
from firsthand.sources.records import Record
from firsthand.sources.repair import Key, without
from firsthand.sources.texts import Held, Texts, is_current
from firsthand.sources.traces import traces
from firsthand.sources.tree import SIGNATURES, TABLES, Tree, Unit

_SHAPES: dict[str, type[Record]] = {"works": Work, "posts": Post, "statements": Statement, "pages": Page}


NAMED = "If it should not be known, take the name out of the file’s properties, comments and changes."
"""What to do about a person's name in a file."""

COMPARE = "Compare the page with the file, and mend the file where something matters that was left out."
"""What to do about anything else that was said when a file was read."""


ONE_WORK = "Take one of them out of the folder, if both are the same work."
"""What to do about a file that is there twice."""


class Loaded(Struct, frozen=True):
    """A folder whose records hold together."""

    collection: Collection
    content: dict[str, str]
    """Place of every file that belongs to a record -> its SHA-256."""
    left_out: tuple[Mistake, ...]
    remarks: tuple[Mistake, ...]
    silent_pages: int
    laid: dict[str, Path]
    """SHA-256 of every file of a negotiation -> where it lies."""


class _Made(Struct, frozen=True):
    """A record that is ready, and what was noted of it."""

    unit: Unit
    record: Record
    content: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    remarks: tuple[Mistake, ...] = ()
    parties: tuple[Party, ...] = ()
    silent_pages: int = 0
    recognition: str | None = None

    def kept(self, context: str) -> Kept:
        record = msgspec.Raw(msgpack.encode(self.record))
        return Kept(self.content, context, record, self.parties, self.remarks, self.silent_pages, self.recognition)


class Loading:
    """One reading of a folder."""

    def __init__(self, root: Path, cache: Cache, memory: Memory, texts: Texts) -> None:
        self.root = root
        self.cache = cache
        self.memory = memory
        self.texts = texts
        self.tree = Tree(root)
        self.mistakes: list[Mistake] = []
        """Those that no record can be left out for."""
        self.broken: dict[Key, list[Mistake]] = {}
        self.places: dict[Key, Unit] = {}
        self.parties: dict[str, Party] = {}
        self.laid: dict[str, Path] = {}

    def run(self, *, lenient: bool) -> Loaded:
        """SourceErrors if anything is wrong; of a lenient reading, if it is wrong with the library as a whole."""
        collection = self._library()
        collection = structs.replace(collection, processes=self._negotiations(collection.library))
        units = self._units()
        made = self._records(units, collection.library)
        self._blame_tree(units)
        for one in made:
            if one.mistakes:
                self._break((one.unit.room, one.unit.slug), one.mistakes)
        if not made and not collection.processes and not self.mistakes and not self.broken:
            remedy = "Put documents into it: PDF, Word, OpenDocument, EPUB, HTML, Markdown, text or captions."
            self.mistakes.append(Mistake("", None, "There is nothing in this folder that can be published.", remedy))
        self._follow(_gathered(collection, made))
        sound = [one for one in made if not one.mistakes]
        collection = self._settle(_gathered(collection, sound), lenient=lenient)
        left_out = [mistake for mistakes in self.broken.values() for mistake in mistakes]
        if self.mistakes or (left_out and not lenient):
            raise SourceErrors(in_order([*self.mistakes, *left_out]))
        return self._loaded(collection, made, left_out)

    def _break(self, key: Key, mistakes: Iterable[Mistake]) -> None:
        self.broken.setdefault(key, []).extend(mistakes)

    def _follow(self, collection: Collection) -> None:
        """Tell of broken records which of their references lead nowhere, so that all can be mended at once."""
        for problem in check(collection) if self.broken else ():
            key = (problem.room, problem.slug)
            if key in self.broken and problem.target and problem.target not in self.broken:
                self._break(key, [located(problem, self.root, self.places)])

    def _settle(self, collection: Collection, *, lenient: bool) -> Collection:
        """Take broken records out and look whether the rest holds together; leniently, until it does."""
        while True:
            collection = without(collection, self.broken)
            problems = check(collection)
            for problem in problems:
                if problem.room == "library":
                    self.mistakes.append(located(problem, self.root, self.places))
                else:
                    self._break((problem.room, problem.slug), [located(problem, self.root, self.places)])
            if not problems or not lenient or self.mistakes:
                return collection

    def _loaded(self, collection: Collection, made: list["_Made"], left_out: list[Mistake]) -> Loaded:
        kept = [one for one in made if (one.unit.room, one.unit.slug) not in self.broken]
        content = {place: sha256 for one in kept for place, sha256 in one.content.items()}
        content |= {f"{FOLDER}/{file.name}": file.sha256 for file in collection.library.guide}
        content |= {f"{thesauri.FOLDER}/{file.name}": file.sha256 for file in collection.library.thesaurus}
        remarks = (*(remark for one in kept for remark in one.remarks), *_twice(kept))
        silent = sum(one.silent_pages for one in kept)
        return Loaded(collection, content, in_order(left_out), remarks, silent, self.laid)

    def _library(self) -> Collection:
        """The library itself with its parties, themes and redirects."""
        settings, people, subjects = (self._toml(name) for name in TABLES)
        made = Collection(Library((Text(library.LANGUAGES[0], humane(self.root.name)),)))
        if settings:
            own = library.library(settings, self.mistakes)
            made = Collection(own, redirects=library.redirects(settings, self.mistakes))
        parties = records.parties(people, self.mistakes, made.library.languages[0]) if people else []
        themes = records.themes(subjects, self.mistakes) if subjects else []
        if self.tree.is_described():
            guide = own_guide(self.root, self.tree, self.texts, self.mistakes)
            thesaurus = thesauri.own_thesaurus(self.root, self.tree, self.texts, self.mistakes)
            made = structs.replace(made, library=structs.replace(made.library, guide=guide, thesaurus=thesaurus))
        for entry in (*parties, *themes):
            if entry.mistakes:
                self._break((entry.room, entry.record.slug), entry.mistakes)
        self.parties = {one.record.slug: one.record for one in parties if isinstance(one.record, Party)}
        return structs.replace(
            made,
            parties=tuple(self.parties.values()),
            themes=tuple(one.record for one in themes if not isinstance(one.record, Party)),
        )

    def _negotiations(self, library: Library) -> tuple[Process, ...]:
        found = followed(self.root, self.cache, library.languages[0])
        self.laid = found.files
        for mistake in found.mistakes:
            self._break(("processes", slug_of(mistake)), [mistake])
        return found.processes

    def _toml(self, name: str) -> toml.TomlFile | None:
        path = self.root / name
        if not path.is_file():
            return None
        file = toml.read(path, name)
        if isinstance(file, Mistake):
            self.mistakes.append(file)
            return None
        return file

    def _units(self) -> list[Unit]:
        units = list(self.tree.units()) if self.tree.is_described() else plain.units(self.tree)
        self.places = {(unit.room, unit.slug): unit for unit in units}
        return units

    def _blame_tree(self, units: list[Unit]) -> None:
        """What was met in a record's own folder is the record's mistake; all else concerns the folder as a whole."""
        by_path = {unit.path: (unit.room, unit.slug) for unit in units if unit.path}
        for mistake in self.tree.mistakes:
            key = by_path.get("/".join(mistake.path.split("/")[:2]), ("", mistake.path))
            self._break(key, [mistake])

    def _records(self, units: list[Unit], library: Library) -> list["_Made"]:
        made: dict[str, _Made] = {}
        drafts: dict[str, records.Draft] = {}
        for unit in units:
            one = self._known(unit, library.languages) or self._draft(unit)
            if isinstance(one, _Made):
                made[_name(unit)] = one
            else:
                drafts[_name(unit)] = one
        wanted = list(dict.fromkeys(place for draft in drafts.values() for place in draft.wanted()))
        refused = self.texts.look(wanted)
        self._remember(made.values(), library.languages)  # so that a run that is killed does not hash everything again
        held = self.texts.hold(place for place in wanted if place not in refused) | refused
        for name, draft in drafts.items():
            made[name] = self._finish(draft, held, library.languages)
        self._remember(made.values(), library.languages)
        return [made[_name(unit)] for unit in units]

    def _known(self, unit: Unit, languages: tuple[str, ...]) -> "_Made | None":
        kept = self.memory.records.get(_name(unit))
        if kept is None or kept.context != _context(unit, languages) or not is_current(kept.recognition):
            return None
        if not self.texts.is_unchanged(kept.content):
            return None
        try:
            record = msgpack.decode(kept.record, type=_SHAPES[unit.room])
        except msgspec.MsgspecError:
            return None
        return _Made(unit, record, kept.content, (), kept.remarks, kept.parties, kept.silent_pages, kept.recognition)

    def _draft(self, unit: Unit) -> "records.Draft | _Made":
        if unit.toml is None:
            return records.draft(unit, None)
        with suppress(OSError):  # hashed before it is read, so that a change between the two is seen the next time
            self.texts.sha256(unit.place(unit.toml))
        file = toml.read(self.root / unit.place(unit.toml), unit.place(unit.toml))
        signatures = self._signatures(unit)
        if isinstance(file, Mistake) or isinstance(signatures, Mistake):
            wrong = tuple(one for one in (file, signatures) if isinstance(one, Mistake))
            return _Made(unit, Page(unit.slug, ()), {}, wrong)
        return records.draft(unit, file, signatures)

    def _signatures(self, unit: Unit) -> toml.TomlFile | Mistake | None:
        if unit.room != "statements" or SIGNATURES not in unit.files:
            return None
        place = unit.place(SIGNATURES)
        with suppress(OSError):
            self.texts.sha256(place)
        return toml.read(self.root / place, place)

    def _finish(self, draft: records.Draft, found: dict[str, Held | str], languages: tuple[str, ...]) -> "_Made":
        unit = draft.unit
        held: dict[str, Held] = {}
        for place in draft.wanted():
            one = found[place]
            refused = one if isinstance(one, str) else one.facts.refused if one.facts else None
            if isinstance(one, str) or refused:
                draft.mistakes.append(_unreadable(place, refused or ""))
            else:
                held[place.removeprefix(f"{unit.path}/") if unit.path else place] = one
        try:
            record = records.finish(draft, held, languages, self.texts.document)
        except UnreadableFileError as error:  # it was read before, and has gone bad since
            return _Made(unit, Page(unit.slug, ()), {}, (_unreadable(unit.path, str(error)),))
        parties: tuple[Party, ...] = ()
        if isinstance(record, Work) and unit.toml is None:
            record, parties = plain.described(record, held, languages[0])
        names = self._names(record, parties)
        for one in held.values():
            draft.remarks.extend(self._traced(one, names))
            draft.remarks.extend(_read(one))
        content = {one.place: one.sha256 for one in held.values()}
        for name in (unit.toml, SIGNATURES if draft.signatures else None):
            if name:
                content[unit.place(name)] = self.texts.sha256(unit.place(name))
        silent = sum(one.facts.silent_pages for one in held.values() if one.facts)
        scanned = (one.facts.recognition for one in held.values() if one.facts and one.facts.recognition is not None)
        mistakes, remarks = tuple(draft.mistakes), tuple(draft.remarks)
        return _Made(unit, record, content, mistakes, remarks, parties, silent, next(scanned, None))

    def _names(self, record: Record, own: tuple[Party, ...]) -> set[str]:
        """The names of those who are said in public to have made a record; not those that only its files say."""
        made = {slug for slug in _makers(record) if slug not in {party.slug for party in own}}
        return {text.value.casefold() for slug in made if slug in self.parties for text in self.parties[slug].names}

    def _traced(self, held: Held, public: set[str]) -> Iterator[Mistake]:
        for trace in traces(self.root / held.place, held.facts) if held.facts else ():
            if trace.name.casefold() not in public:
                message = f"The file names “{trace.name}” as {trace.role}."
                yield Mistake(held.place, None, message, NAMED)

    def _remember(self, made: Iterable["_Made"], languages: tuple[str, ...]) -> None:
        kept = {_name(one.unit): one.kept(_context(one.unit, languages)) for one in made if not one.mistakes}
        self.cache.remember(self.root, Memory(self.memory.version, self.texts.lasting_stamps(), kept))


def _read(held: Held) -> Iterator[Mistake]:
    """What the readers said of a file."""
    if held.facts:
        for remark in held.facts.remarks:
            yield Mistake(held.place, None, remark.message, COMPARE)


def _twice(made: Iterable[_Made]) -> Iterator[Mistake]:
    """Files that belong to several records, as copies do that somebody forgot."""
    first: dict[str, str] = {}
    for one in made:
        files = {place: sha256 for place, sha256 in one.content.items() if not place.endswith(".toml")}
        for place, sha256 in files.items():
            if sha256 in first:
                yield Mistake(place, None, f"This is the same file as “{first[sha256]}”.", ONE_WORK)
        first |= {sha256: place for place, sha256 in files.items() if sha256 not in first}


def _gathered(collection: Collection, made: list[_Made]) -> Collection:
    """The library with all records, and with the parties that only files speak of."""
    parties = {party.slug: party for one in made for party in one.parties}
    parties |= {party.slug: party for party in collection.parties}

    def of(shape: type[Record]) -> tuple[Record, ...]:
        return tuple(one.record for one in made if type(one.record) is shape and _SHAPES[one.unit.room] is shape)

    return structs.replace(
        collection,
        works=of(Work),
        posts=of(Post),
        statements=of(Statement),
        pages=of(Page),
        parties=tuple(parties.values()),
    )


def _makers(record: Record) -> set[str]:
    own = record.contributions if isinstance(record, Work) else ()
    everyone = [*own, *(one for edition in record.editions for one in edition.contributions)]
    return {contribution.party for contribution in everyone}


def _unreadable(place: str, refusal: str) -> Mistake:
    """A refusal of the readers: one sentence that says what happened, and then what to do."""
    what, _, remedy = refusal.partition(". ")
    return Mistake(place, None, what.rstrip(".") + ".", remedy or "Replace the file, or take it out of the folder.")


def _name(unit: Unit) -> str:
    return f"{unit.room}/{unit.slug}"


def _context(unit: Unit, languages: tuple[str, ...]) -> str:
    """What a record is made of apart from the content of its files."""
    return "\n".join((" ".join(languages), unit.path, unit.toml or "", *unit.files))
