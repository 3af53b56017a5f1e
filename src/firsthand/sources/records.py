"""From the tables of a folder to records: parties, themes, works, posts, statements and pages."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from msgspec import Struct, structs

from firsthand.catalogue import dates, licences, places
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    Edition,
    Page,
    Party,
    Post,
    Relation,
    RelationKind,
    Statement,
    Text,
    Theme,
    Work,
)
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.vocabularies import KINDS, PARTY_KINDS
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.tables import Table
from firsthand.catalogue.written.toml import TomlFile
from firsthand.sources import statements, versions
from firsthand.sources.editions import Shelf, contributions, identifiers_of, in_order, settle_states
from firsthand.sources.texts import Held
from firsthand.sources.tree import SIGNATURES, Unit

Record = Work | Post | Statement | Page


@dataclass
class Draft:
    """A record on its way: its files are known, and not yet read."""

    unit: Unit
    table: Table | None
    shelf: Shelf
    mistakes: list[Mistake]
    signatures: Table | None = None
    """Those of a statement that lie in a file of their own."""

    def wanted(self) -> list[str]:
        """Every file that may be part of the record, relative to the folder of all."""
        more: list[str] = []
        if self.unit.room == "statements":
            handed = statements.handed_over(self.unit, self.table) - {SIGNATURES}
            more = [*versions.texts(self.unit), *sorted(handed)]
        return list(dict.fromkeys((*self.shelf.wanted(), *(self.unit.place(name) for name in more))))

    @property
    def remarks(self) -> list[Mistake]:
        return self.shelf.remarks


def draft(unit: Unit, file: TomlFile | None, signatures: TomlFile | None = None) -> Draft:
    mistakes: list[Mistake] = []
    table = Table(file, mistakes) if file else None
    elsewhere = statements.handed_over(unit, table) if unit.room == "statements" else frozenset()
    signed = Table(signatures, mistakes) if signatures else None
    return Draft(unit, table, Shelf(unit, table, mistakes, elsewhere), mistakes, signed)


def finish(draft: Draft, held: Mapping[str, Held], languages: tuple[str, ...], read: versions.Read) -> Record:
    """Make the record of a draft. Mistakes are noted in the draft; with any, the record is not to be used.

    `held` has the files by their names within the unit; `languages` are the library's, the default one first. `read`
    gives the documents of those that can be read.
    """
    table = draft.table or Table(TomlFile(draft.unit.path, {}, {}), draft.mistakes)
    summaries = table.texts("summary", languages[0]) if draft.unit.room == "works" else ()
    if draft.unit.room == "statements":
        versioned = versions.Versions(draft.shelf, table, languages[0], held, read)
    editions = _editions(draft, held, languages, summaries)
    found = _found_date(editions, held)
    if found and "date" not in table and draft.unit.room in ("posts", "statements"):
        table.values["date"] = found
    record = _record(draft.unit, editions, table, languages[0], held)
    if isinstance(record, Statement):
        record = statements.signed(versioned.complete(record), draft.signatures)
    table.asked.add("editions")
    table.finish()
    if isinstance(record, Work):
        return structs.replace(record, summaries=summaries, date=record.date or found)
    return record


def _editions(
    draft: Draft, held: Mapping[str, Held], languages: tuple[str, ...], summaries: tuple[Text, ...]
) -> tuple[Edition, ...]:
    shelf = draft.shelf
    groups = shelf.sort(held, languages[0])
    order = in_order(groups, shelf.tables, languages)
    editions = tuple(shelf.edition(language, groups[language], held, summaries) for language in order)
    stated = [language for language, table in shelf.tables.items() if "state" in table]
    editions, reasons = settle_states(editions, stated)
    for language, reason in reasons:
        file = draft.unit.toml or ""
        shelf.remark(
            file, f"The edition “{language}” is marked as outdated. {reason}.", "Translate it anew, or state it."
        )
    for language, table in shelf.tables.items():
        if "title" not in table and "files" not in table and not groups[language]:
            remedy = "Give it a title, or put its file beside it."
            table.wrong((), "This edition has neither a title nor a file.", remedy)
    return editions


def _found_date(editions: tuple[Edition, ...], held: Mapping[str, Held]) -> str | None:
    """The date that the original's own file gives."""
    texts = {one.text: one.facts for one in held.values() if one.facts}
    for edition in editions:
        facts = texts.get(edition.text) if edition.text else None
        if facts and facts.metadata.date:
            with suppress(MalformedError):
                return dates.normalise(facts.metadata.date)
    return None


def _record(unit: Unit, editions: tuple[Edition, ...], table: Table, language: str, held: Mapping[str, Held]) -> Record:
    match unit.room:
        case "works":
            return _work(unit.slug, editions, table)
        case "posts":
            return _post(unit.slug, editions, table)
        case "statements":
            return statements.statement(unit, editions, table, language, held, _required_date(table))
        case _:
            return Page(unit.slug, editions)


def _work(slug: str, editions: tuple[Edition, ...], table: Table) -> Work:
    return Work(
        slug,
        kind=table.choice("kind", tuple(KINDS), "report"),
        editions=editions,
        date=table.date("date"),
        themes=table.slugs("themes"),
        places=table.strings("places", places.normalise),
        contributions=contributions(table),
        rights=table.checked("rights", licences.normalise),
        identifiers=identifiers_of(table),
        relations=_relations(table),
        link=table.link("link"),
        withdrawn=table.date("withdrawn"),
    )


def _relations(table: Table) -> tuple[Relation, ...]:
    own = table.table("relations")
    if own is None:
        return ()
    found = tuple(Relation(kind, target) for kind in RelationKind for target in own.slugs(kind.value))
    own.finish()
    return found


def _post(slug: str, editions: tuple[Edition, ...], table: Table) -> Post:
    return Post(
        slug,
        date=_required_date(table),
        editions=editions,
        themes=table.slugs("themes"),
        places=table.strings("places", places.normalise),
        works=table.slugs("works"),
    )


def _required_date(table: Table) -> str:
    date = table.date("date")
    if "date" not in table:
        table.wrong(
            (), "There is no date.", "Write one, such as date = “2021-03-26”; a month or a year will do as well."
        )
    return date or "0001"


class Entry(Struct, frozen=True):
    """A party or theme, and what is wrong with it."""

    room: str
    record: Party | Theme
    mistakes: tuple[Mistake, ...]


def parties(file: TomlFile, mistakes: list[Mistake], language: str) -> list[Entry]:
    return [_entry("parties", table, _party(slug, table, language)) for slug, table in _named(file, mistakes)]


def themes(file: TomlFile, mistakes: list[Mistake]) -> list[Entry]:
    return [_entry("themes", table, _theme(slug, table)) for slug, table in _named(file, mistakes)]


def _entry(room: str, table: Table, record: Party | Theme) -> Entry:
    return Entry(room, record, tuple(table.mistakes))


def _party(slug: str, table: Table, language: str) -> Party:
    names = table.texts("name", language)
    if not names:
        table.wrong((), f"“{slug}” has no name.", "Write one, such as name = “Network of People who Use Drugs”.")
    party = Party(
        slug,
        names,
        kind=table.choice("kind", PARTY_KINDS, "organisation"),
        acronym=table.words("acronym"),
        family=table.words("family"),
        given=table.words("given"),
        place=table.checked("place", places.normalise),
        link=table.link("link"),
        invented=table.flag("invented"),
    )
    table.finish()
    return party


def _theme(slug: str, table: Table) -> Theme:
    broader = table.checked("broader", check_slug)
    labels = table.all_texts()
    if not labels:
        table.wrong((), f"“{slug}” has no name in any language.", "Write one, such as en = “Human rights”.")
    return Theme(slug, labels, broader)


def _named(file: TomlFile, mistakes: list[Mistake]) -> Iterator[tuple[str, Table]]:
    """The tables of a file whose keys are slugs, each with a list of mistakes of its own."""
    for slug, values in file.values.items():
        own = Table(file, [] if isinstance(values, dict) else mistakes, {}, (slug,))
        if not isinstance(values, dict):
            own.wrong((), f"“{slug}” is not in a form that can be read.", f"Begin a section [{slug}] for it.")
            continue
        own.values = values
        try:
            check_slug(slug)
        except MalformedError as error:
            own.wrong((), str(error), error.remedy)
        yield slug, own
