"""What must hold between records: names that are unique, references that lead somewhere, relations without circles.

Each record's own fields have been read and normalised before; where records come from is not known here.
"""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    INVERSES,
    Collection,
    Contribution,
    Edition,
    Item,
    Page,
    Redirect,
    RelationKind,
    Statement,
    Work,
)
from firsthand.catalogue.relations import HIERARCHIES, closed_ways, cycles

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_CHARACTERS = 100

Trail = tuple[str | int, ...]


class Problem(Struct, frozen=True):
    """Something wrong with one record, in whole sentences."""

    room: str
    """works, posts, statements, pages, parties, themes or library."""
    slug: str
    """Of the record; empty for the library."""
    field: Trail
    """Where in the record, as its fields are called in a folder: ("relations", "supersedes", 0)."""
    message: str
    remedy: str
    target: tuple[str, str] | None = None
    """Room and slug of the record that was referred to and isn't there."""


def check_slug(slug: str) -> str:
    """The slug itself; MalformedError unless it is made of small Latin letters and digits, parted by single hyphens.

    Slugs are part of lasting addresses: they must survive every keyboard, printed page and mail program.
    """
    if SLUG.fullmatch(slug) and len(slug) <= SLUG_CHARACTERS:
        return slug
    raise MalformedError(
        f"“{slug}” cannot be part of an address.",
        f"Use up to {SLUG_CHARACTERS} small letters a–z, digits and single hyphens, such as “open-letter-2021”.",
    )


def check(collection: Collection) -> list[Problem]:
    """Everything that is wrong between the records of a collection, room by room in their order."""
    known = _Known(collection)
    return [
        *_library(collection, known),
        *_unique(collection),
        *_broader_themes(collection, known),
        *_works(collection, known),
        *_posts_and_statements(collection, known),
        *_editions(collection, known),
        *_redirects(collection, known),
        *_processes(collection, known),
    ]


class _Known:
    """The slugs there are, for finding references that lead nowhere."""

    def __init__(self, collection: Collection) -> None:
        self.slugs = {
            room: {record.slug for record in getattr(collection, room)}
            for room in ("works", "posts", "statements", "pages", "parties", "themes")
        }

    def missing(self, record: tuple[str, str], field: Trail, target: tuple[str, str]) -> Iterator[Problem]:
        room, slug = target
        if slug not in self.slugs[room]:
            singular, place = _REFERENCES[room]
            message = f"There is no {singular} called “{slug}”."
            yield Problem(*record, field, message, self._remedy(slug, room, place), target)

    def _remedy(self, slug: str, room: str, place: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(slug, self.slugs[room], n=1, cutoff=0.75)
        return f"Did you mean “{near[0]}”?" if near else f"Add it {place}, or take this name out."


_REFERENCES = {
    "works": ("work", "in the folder “works”"),
    "posts": ("post", "in the folder “posts”"),
    "statements": ("statement", "in the folder “statements”"),
    "pages": ("page", "in the folder “pages”"),
    "parties": ("party", "to parties.toml"),
    "themes": ("theme", "to themes.toml"),
}


def _library(collection: Collection, known: _Known) -> Iterator[Problem]:
    if collection.library.publisher:
        target = ("parties", collection.library.publisher)
        yield from known.missing(("library", ""), ("publisher",), target)


def _unique(collection: Collection) -> Iterator[Problem]:
    for room in ("works", "posts", "statements", "pages", "parties", "themes", "processes"):
        counts = Counter(record.slug for record in getattr(collection, room))
        for slug, count in counts.items():
            if count > 1:
                message = f"{count} records are called “{slug}”."
                yield Problem(room, slug, (), message, "Rename all but one, since an address leads to one record only.")


def _broader_themes(collection: Collection, known: _Known) -> Iterator[Problem]:
    for theme in collection.themes:
        if theme.broader:
            yield from known.missing(("themes", theme.slug), (theme.slug, "broader"), ("themes", theme.broader))
    ways = {theme.slug: [theme.broader] for theme in collection.themes if theme.broader}
    for cycle in closed_ways(ways):
        message = f"Themes cannot be broader than themselves: {_round(cycle)}."
        yield Problem("themes", cycle[0], (cycle[0], "broader"), message, "Take out one of these “broader”.")


def _round(cycle: tuple[str, ...]) -> str:
    return " → ".join([*cycle, cycle[0]])


def _works(collection: Collection, known: _Known) -> Iterator[Problem]:
    for work in collection.works:
        record = ("works", work.slug)
        counts: Counter[RelationKind] = Counter()
        for relation in work.relations:
            field: Trail = ("relations", relation.kind.value, counts[relation.kind])
            counts[relation.kind] += 1
            if relation.target == work.slug:
                yield Problem(*record, field, "A work cannot be related to itself.", "Take its own name out.")
            else:
                yield from known.missing(record, field, ("works", relation.target))
        yield from _contributions(known, record, (), work.contributions)
        yield from _themes(known, record, work.themes)
    yield from _circles(collection)


def _circles(collection: Collection) -> Iterator[Problem]:
    by_slug = {work.slug: work for work in collection.works}
    for kind in HIERARCHIES:
        for cycle in cycles(collection.works, kind):
            writer = next((slug for slug in cycle if slug in by_slug and _says(by_slug[slug], kind)), None)
            if writer is None or len(cycle) == 1:
                continue
            said = next(one.kind for one in by_slug[writer].relations if one.kind in (kind, INVERSES[kind]))
            message = f"These works go round in a circle of “{kind.value}”: {_round(cycle)}."
            yield Problem("works", writer, ("relations", said.value), message, "Take out one of these relations.")


def _says(work: Work, kind: RelationKind) -> bool:
    return any(relation.kind in (kind, INVERSES[kind]) for relation in work.relations)


def _contributions(
    known: _Known, record: tuple[str, str], trail: Trail, contributions: tuple[Contribution, ...]
) -> Iterator[Problem]:
    for contribution in contributions:
        field = (*trail, contribution.role.value + "s")
        yield from known.missing(record, field, ("parties", contribution.party))


def _themes(known: _Known, record: tuple[str, str], themes: tuple[str, ...]) -> Iterator[Problem]:
    for place, theme in enumerate(themes):
        yield from known.missing(record, ("themes", place), ("themes", theme))


def _posts_and_statements(collection: Collection, known: _Known) -> Iterator[Problem]:
    for room, items in (("posts", collection.posts), ("statements", collection.statements)):
        for item in items:
            record = (room, item.slug)
            yield from _themes(known, record, item.themes)
            for place, work in enumerate(item.works):
                yield from known.missing(record, ("works", place), ("works", work))
    for statement in collection.statements:
        yield from _statement(statement, known)


def _statement(statement: Statement, known: _Known) -> Iterator[Problem]:
    record = ("statements", statement.slug)
    yield from _signatures(statement, known)
    for place, party in enumerate(statement.coordinators):
        yield from known.missing(record, ("coordinators", place), ("parties", party))
    for place, delivery in enumerate(statement.deliveries):
        yield from _version(statement, ("deliveries", place), delivery.version)
    for place, tally in enumerate(statement.tallies):
        yield from _version(statement, ("tallies", place), tally.version)
    if statement.invitation:
        for place, party in enumerate(statement.invitation.vouchers):
            yield from known.missing(record, ("invitation", "vouchers", place), ("parties", party))
        if not statement.versions or not statement.versions[-1].wordings:
            message = "People are invited to sign, and the text that they would sign is not here."
            yield Problem(*record, ("invitation",), message, "Put it beside the record, such as “en.md”.")


def _signatures(statement: Statement, known: _Known) -> Iterator[Problem]:
    signed: set[tuple[str, int | None]] = set()
    record = ("statements", statement.slug)
    for place, endorsement in enumerate(statement.endorsements):
        field: Trail = ("endorsements", place)
        yield from _version(statement, field, endorsement.version)
        for party in filter(None, (endorsement.party, endorsement.voucher)):
            yield from known.missing(record, field, ("parties", party))
        once = (endorsement.party, endorsement.version)
        if endorsement.party and not endorsement.withdrawn:
            if once in signed:
                message = f"“{endorsement.party}” signs twice."
                yield Problem(*record, field, message, "Take one of the two signatures out.")
            signed.add(once)


def _version(statement: Statement, field: Trail, number: int | None) -> Iterator[Problem]:
    """Which version is meant must be certain where there are any; deliveries and counts may leave it open."""
    numbers = [version.number for version in statement.versions]
    if number is not None and number not in numbers:
        remedy = f"Write one of: {', '.join(map(str, numbers))}." if numbers else "Take “version” out, or add its text."
        yield Problem("statements", statement.slug, field, f"There is no version {number}.", remedy)
    elif number is None and len(numbers) > 1 and field[0] != "deliveries":
        message = "It is not said which version was signed."
        yield Problem("statements", statement.slug, field, message, f"Write version = {numbers[0]}, or a later one.")


def _editions(collection: Collection, known: _Known) -> Iterator[Problem]:
    for room in ("works", "posts", "statements", "pages"):
        items: tuple[Item | Page, ...] = getattr(collection, room)
        for item in items:
            if item.editions or not (isinstance(item, Work) and item.withdrawn):
                yield from _editions_of(known, (room, item.slug), item.editions)


def _editions_of(known: _Known, record: tuple[str, str], editions: tuple[Edition, ...]) -> Iterator[Problem]:
    if not editions:
        remedy = "Put a file beside it whose name says its language, such as “report.en.pdf”, or write [editions.en]."
        yield Problem(*record, (), "This record has no edition in any language.", remedy)
    languages = Counter(edition.language for edition in editions)
    for language, count in languages.items():
        if count > 1:
            message = f"There are {count} editions in the language “{language}”."
            yield Problem(*record, ("editions", language), message, "Join them into one.")
    for edition in editions:
        yield from _contributions(known, record, ("editions", edition.language), edition.contributions)
        source = edition.translated_from
        if source and (source.language == edition.language or source.language not in languages):
            message = f"The edition “{edition.language}” is said to be translated from “{source.language}”, "
            message += "its own language." if source.language == edition.language else "of which there is no edition."
            others = ", ".join(f"“{language}”" for language in languages if language != edition.language)
            remedy = f"Write one of {others}, or take this line out." if others else "Take this line out."
            yield Problem(*record, ("editions", edition.language, "translated_from"), message, remedy)
    yield from _translations_in_a_round(record, editions)


def _translations_in_a_round(record: tuple[str, str], editions: tuple[Edition, ...]) -> Iterator[Problem]:
    sources = {one.language: one.translated_from.language for one in editions if one.translated_from}
    ways = {language: [source] for language, source in sources.items() if source != language}
    for cycle in closed_ways(ways):
        message = f"These editions are said to be translated from one another: {_round(cycle)}."
        remedy = "Take this line out of the edition that was written first."
        yield Problem(*record, ("editions", cycle[0], "translated_from"), message, remedy)


def _redirects(collection: Collection, known: _Known) -> Iterator[Problem]:
    for redirect in collection.redirects:
        target = goal(redirect)
        if target:
            yield from known.missing(("library", ""), ("redirects", redirect.old), target)


def goal(redirect: Redirect) -> tuple[str, str] | None:
    """Room and slug of the record that a redirect leads to; None where it leads elsewhere, such as to a list."""
    rooms = {"works": "works", "news": "posts", "statements": "statements", "pages": "pages"}
    room, _, rest = redirect.new.removeprefix("/").partition("/")
    slug = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return (rooms[room], slug) if redirect.new.startswith("/") and room in rooms and slug else None


def _processes(collection: Collection, known: _Known) -> Iterator[Problem]:
    for process in collection.processes:
        for place, theme in enumerate(process.themes):
            yield from known.missing(("processes", process.slug), ("themes", place), ("themes", theme))
