"""Records, as the API tells them: lists by page, and one by its name."""

from collections.abc import Sequence
from typing import TypeVar

from firsthand.catalogue.records import Edition, Item, Page, Text, Work
from firsthand.catalogue.shelves import WORK_FACETS
from firsthand.catalogue.vocabularies import KINDS
from firsthand.exports.api import lists
from firsthand.exports.api import structures as told
from firsthand.exports.api.editions import tell_edition
from firsthand.exports.api.signing import Statement
from firsthand.exports.api.telling import PLACE
from firsthand.front.api.asking import LANG, PAGE, PER_PAGE, AbsentError, Asked, Operation
from firsthand.front.api.parameters import Parameter
from firsthand.front.citing import FORMATS
from firsthand.front.withdrawn import since

PAGED = (PAGE, PER_PAGE, LANG)
LISTS = ("works", "news", "statements", "negotiations", "editions", "parties", "themes", "languages")

WITHDRAWN = "This was withdrawn, and is no longer part of the library."

_SAYS = {
    "kind": "Only this kind of work.",
    "theme": "Only what is about this theme, or a narrower one (slug).",
    "place": "Only what is about this place (ISO 3166-1 alpha-2, or UN M49 for a region).",
    "language": "Only what has an edition in this language (BCP 47).",
    "year": "Only what was published in this year.",
    "publisher": "Only what this party published (slug).",
}
FACETS = tuple(Parameter(name, _SAYS[name], repeated=True) for name in WORK_FACETS)

Dated = TypeVar("Dated", bound=Item)


def tell_entry(asked: Asked) -> lists.Entry:
    opened, teller = asked.opened, asked.teller
    library, counts, shelves = opened.library, opened.release.manifest.counts, opened.shelves
    base = f"{asked.site}{PLACE}"
    kinds = [kind for kind in KINDS if kind in shelves.count("kind")]
    return lists.Entry(
        titles=_words(library.titles),
        descriptions=_words(library.descriptions),
        notices=_words(library.notice),
        release=opened.release.id,
        created=opened.release.created.isoformat(timespec="seconds"),
        address=f"{asked.site}/",
        mirrors=library.mirrors,
        contact=library.contact,
        labels=opened.languages,
        counts=lists.Counts(
            len(shelves.works), len(shelves.posts), len(shelves.statements), len(every_edition(asked)), counts.passages
        ),
        kinds=tuple(teller.kind(kind) for kind in kinds),
        lists={name: f"{base}/{name}" for name in (*LISTS, "search")},
        description=f"{base}/openapi.json",
    )


def _words(texts: tuple[Text, ...]) -> tuple[told.Words, ...]:
    return tuple(told.Words(text.value, text.language) for text in texts)


def list_works(asked: Asked) -> lists.Works:
    page, fields = asked.page_of(asked.opened.shelves.choose(asked.values.chosen(WORK_FACETS)))
    return lists.Works(**fields, items=tuple(map(asked.teller.work, page)))


def list_posts(asked: Asked) -> lists.Posts:
    page, fields = asked.page_of(_narrowed(asked, asked.opened.shelves.posts))
    return lists.Posts(**fields, items=tuple(map(asked.teller.post, page)))


def list_statements(asked: Asked) -> lists.Statements:
    page, fields = asked.page_of(_narrowed(asked, asked.opened.shelves.statements))
    return lists.Statements(**fields, items=tuple(map(asked.teller.statement, page)))


def _narrowed(asked: Asked, items: Sequence[Dated]) -> Sequence[Dated]:
    """Those with an edition in one of the languages asked for."""
    languages = asked.values.chosen(("language",)).get("language")
    if not languages:
        return items
    return [item for item in items if any(edition.language in languages for edition in item.editions)]


def list_editions(asked: Asked) -> lists.Editions:
    languages = asked.values.chosen(("language",)).get("language")
    found = [pair for pair in every_edition(asked) if not languages or pair[1].language in languages]
    page, fields = asked.page_of(found)
    return lists.Editions(**fields, items=tuple(asked.teller.brief(*pair) for pair in page))


def every_edition(asked: Asked) -> list[tuple[Item, Edition]]:
    """Those of works, of news and of statements, each the newest first."""
    shelves = asked.opened.shelves
    items: list[Item] = [*shelves.works, *shelves.posts, *shelves.statements]
    return [(item, edition) for item in items for edition in item.editions]


def list_parties(asked: Asked) -> lists.Parties:
    page, fields = asked.page_of(list(asked.opened.shelves.parties.values()))
    return lists.Parties(**fields, items=tuple(map(asked.teller.party, page)))


def list_themes(asked: Asked) -> lists.Themes:
    page, fields = asked.page_of(list(asked.opened.shelves.themes.values()))
    return lists.Themes(**fields, items=tuple(map(asked.teller.theme, page)))


def list_languages(asked: Asked) -> lists.Languages:
    page, fields = asked.page_of(list(asked.opened.shelves.languages().items()))
    return lists.Languages(**fields, items=tuple(asked.teller.language(*pair) for pair in page))


def find_item(asked: Asked, room: str) -> Item:
    """The item that an address names. Raises AbsentError."""
    slug = asked.parameters["slug"]
    item = asked.opened.shelves.item(room, slug)
    if since(asked.opened, room, slug):
        raise AbsentError(WITHDRAWN, gone=True)
    if item is None or isinstance(item, Page):
        raise AbsentError("The library has nothing of this name. Lists of what it has are under /api/v1.")
    return item


def find_edition(asked: Asked) -> tuple[Item, Edition]:
    """The edition that an address names. Raises AbsentError."""
    room, language = asked.parameters["room"], asked.parameters["language"]
    item = find_item(asked, room)
    for edition in item.editions:
        if edition.language == language:
            return item, edition
    if since(asked.opened, room, item.slug, language):
        raise AbsentError(WITHDRAWN, gone=True)
    there = ", ".join(edition.language for edition in item.editions)
    raise AbsentError(f"There is no edition in this language. There are: {there}.")


def tell_work(asked: Asked) -> told.Work:
    item = find_item(asked, "works")
    assert isinstance(item, Work)
    return asked.teller.work(item)


def tell_post(asked: Asked) -> told.Item:
    return asked.teller.item(find_item(asked, "news"))


def tell_statement(asked: Asked) -> told.Item:
    return asked.teller.item(find_item(asked, "statements"))


def tell_one_edition(asked: Asked) -> told.Edition:
    item, edition = find_edition(asked)
    place = f"{asked.site}/cite/{asked.parameters['room']}/{item.slug}/{edition.language}"
    citations = tuple(
        told.Shape(told.Words(form.name, "en"), form.media_type, f"{place}.{ending}")
        for ending, form in FORMATS.items()
    )
    return tell_edition(asked.teller, item, edition, citations)


def tell_party(asked: Asked) -> told.Party:
    party = asked.opened.shelves.parties.get(asked.parameters["slug"])
    if party is None:
        raise AbsentError("The library knows no party of this name. Those it knows are under /api/v1/parties.")
    return asked.teller.party(party)


def tell_theme(asked: Asked) -> told.Theme:
    theme = asked.opened.shelves.themes.get(asked.parameters["slug"])
    if theme is None:
        raise AbsentError("The library has no theme of this name. Those it has are under /api/v1/themes.")
    return asked.teller.theme(theme)


_LANGUAGE = (FACETS[WORK_FACETS.index("language")],)

OPERATIONS = (
    Operation("", "entry", "Where to begin: what the library is, and its lists.", tell_entry, lists.Entry, (LANG,)),
    Operation("/works", "works", "Works, the newest first.", list_works, lists.Works, (*FACETS, *PAGED)),
    Operation("/works/{slug}", "work", "A work.", tell_work, told.Work, (LANG,), (404, 410)),
    Operation("/news", "news", "News, the newest first.", list_posts, lists.Posts, (*_LANGUAGE, *PAGED)),
    Operation("/news/{slug}", "post", "A piece of news.", tell_post, told.Post, (LANG,), (404,)),
    Operation(
        "/statements", "statements", "Statements, the newest first.", list_statements, lists.Statements,
        (*_LANGUAGE, *PAGED),
    ),
    Operation("/statements/{slug}", "statement", "A statement.", tell_statement, Statement, (LANG,), (404,)),
    Operation(
        "/editions", "editions", "Editions of everything: of works, then of news, then of statements.", list_editions,
        lists.Editions, (*_LANGUAGE, *PAGED),
    ),
    Operation(
        "/{room}/{slug}/{language}", "edition", "An edition: its files, its text, who made it.", tell_one_edition,
        told.Edition, (LANG,), (404, 410),
    ),
    Operation("/parties", "parties", "Who writes, publishes, signs.", list_parties, lists.Parties, PAGED),
    Operation("/parties/{slug}", "party", "A party.", tell_party, told.Party, (LANG,), (404,)),
    Operation("/themes", "themes", "What works are about.", list_themes, lists.Themes, PAGED),
    Operation("/themes/{slug}", "theme", "A theme.", tell_theme, told.Theme, (LANG,), (404,)),
    Operation(
        "/languages", "languages", "Languages of editions of works, the most frequent first.", list_languages,
        lists.Languages, PAGED,
    ),
)  # fmt: skip
