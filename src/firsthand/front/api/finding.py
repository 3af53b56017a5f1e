"""The search, as the API answers it: the same language of queries, the same filters, the same order as the page."""

from firsthand.catalogue.records import Page
from firsthand.exports.api import lists
from firsthand.exports.api.structures import Words
from firsthand.exports.api.telling import Teller
from firsthand.front.api.asking import LANG, Asked, Operation
from firsthand.front.api.parameters import Parameter
from firsthand.front.api.records import FACETS
from firsthand.front.facets import LONGEST, clean
from firsthand.front.links import passage_link
from firsthand.front.question import Question, ask
from firsthand.search.protocol import FACETS as NAMES
from firsthand.search.protocol import Carried, Group, Hit, Results

QUERY = Parameter(
    "q", "What is searched: words, “a phrase”, -without, begin*, this OR that, one NEAR other, field:value.",
    most=LONGEST, required=True,
)  # fmt: skip
OWN = Parameter("own", "Search these words alone, without other names and languages.", "boolean", default="false")
PAGE = Parameter("page", "The page of what was found, from 1.", "integer", most=100, default="1")
PER_PAGE = Parameter("per_page", "How many items there are on a page.", "integer", most=50, default="10")


def find(asked: Asked) -> lists.Found:
    """What the engine finds. Raises UnavailableError."""
    values = asked.values
    number, most = values.number("page"), values.number("per_page")
    question = Question(clean(values.text("q")), dict(values.chosen(NAMES)), values.truth("own"), number)
    query = question.query(asked.opened, asked.interface, most)
    results = ask(asked.opened, lambda engine: engine.search(query))
    teller = asked.teller
    paged = asked.paged(number, most, results.items)
    if number >= PAGE.most:
        paged["next"] = None
    return lists.Found(
        **paged,
        words=question.words,
        passages=results.passages,
        items=tuple(told for group in results.groups if (told := _group(group, asked, teller))),
        facets=_facets(results, teller),
        carried=tuple(_carried(each) for each in results.carried),
        suggestion=results.suggestion,
        completions=results.completions,
        ignored=results.ignored,
        plain=results.plain,
        unsearchable=results.unsearchable,
        loosened=results.loosened,
    )


def _group(group: Group, asked: Asked, teller: Teller) -> lists.Group | None:
    room, _, slug = group.item.partition("/")
    item = asked.opened.shelves.item(room, slug)
    if item is None:
        return None
    if isinstance(item, Page):
        return None
    hits = tuple(_hit(hit, teller) for hit in group.hits)
    url, api = f"{teller.site}/{group.item}", f"{teller.base}/{group.item}"
    return lists.Group(group.item, teller.title(item), max(group.passages, len(hits)), hits, url, api)


def _hit(hit: Hit, teller: Teller) -> lists.Hit:
    passage = None if hit.block == "record" else hit.passage
    api = f"{teller.base}/{hit.address}"
    return lists.Hit(
        edition=hit.address,
        passage=passage,
        kind=hit.block,
        title=hit.title,
        language=hit.language,
        headings=hit.headings,
        page=hit.page,
        start=hit.start,
        snippet=tuple(lists.Stretch(piece.text, piece.hit) for piece in hit.snippet),
        alike=hit.alike,
        translated=hit.translated,
        url=passage_link(f"{teller.site}/{hit.address}", passage or ""),
        api=f"{api}/passages/{passage}" if passage else api,
    )


def _facets(results: Results, teller: Teller) -> dict[str, tuple[lists.Counted, ...]]:
    return {
        name: tuple(lists.Counted(each.value, teller.label(name, each.value), each.count) for each in values)
        for name, values in results.facets.items()
    }


def _carried(carried: Carried) -> lists.Carried:
    names = tuple(Words(name, language) for language, name in carried.labels)
    return lists.Carried(carried.concept, carried.words, names)


OPERATIONS = (
    Operation(
        "/search", "search",
        "Search to the passage, in all languages; `lang` is also the one in which `q` was most likely typed.", find,
        lists.Found, (QUERY, *FACETS, OWN, PAGE, PER_PAGE, LANG), (503,), kept=False,
    ),
)  # fmt: skip
