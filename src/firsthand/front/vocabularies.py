"""The library's vocabularies for programs: themes, thesaurus and language guide as SKOS; a theme's own address."""

from firsthand.exports.skos import (
    JSON_LD,
    TURTLE,
    Scheme,
    guide_scheme,
    json_ld,
    themes_scheme,
    thesaurus_scheme,
    turtle,
)
from firsthand.front.answers import Answer, answer
from firsthand.front.headers import ALWAYS
from firsthand.front.routes import Route, Wanted


def themes_answer(wanted: Wanted) -> Answer:
    collection = wanted.opened.release.collection
    return _written(themes_scheme(collection.library, collection.themes, wanted.site), wanted)


def thesaurus_answer(wanted: Wanted) -> Answer:
    return _written(thesaurus_scheme(wanted.opened.thesaurus, wanted.site), wanted)


def words_answer(wanted: Wanted) -> Answer:
    return _written(guide_scheme(wanted.opened.guides.guide, wanted.site), wanted)


def theme_answer(wanted: Wanted) -> Answer | None:
    """From a theme to the works that have it (303, as for whatever is no page: RFC 9110, 15.4.4)."""
    theme = wanted.parameters["theme"]
    if theme not in wanted.opened.shelves.themes:
        return None
    place = f"/{wanted.interface.language}/works?theme={theme}".encode()
    headers = ((b"location", place), (b"vary", b"accept-language"), (b"content-length", b"0"), *ALWAYS)
    return Answer(303, headers, b"")


def _written(scheme: Scheme, wanted: Wanted) -> Answer:
    as_turtle = wanted.path.endswith(".ttl")
    body, kind = (turtle(scheme), TURTLE) if as_turtle else (json_ld(scheme), JSON_LD)
    return answer(body, wanted.encoding, ((b"content-type", kind.encode()),))


ROUTES = (
    Route("/themes.ttl", themes_answer),
    Route("/themes.jsonld", themes_answer),
    Route("/themes/{theme}", theme_answer),
    Route("/thesaurus.ttl", thesaurus_answer),
    Route("/words.ttl", words_answer),
    Route("/words.jsonld", words_answer),
)
