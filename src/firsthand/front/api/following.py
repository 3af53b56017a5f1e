"""Negotiations, as the API tells them: by page, one by its name, a draft's paragraphs, what is asked for."""

from firsthand.catalogue.negotiations import Negotiation
from firsthand.exports.api import following as told
from firsthand.front.api.asking import LANG, PAGE, PER_PAGE, AbsentError, Asked, Operation
from firsthand.front.api.records import WITHDRAWN
from firsthand.front.withdrawn import draft_since, since

PAGED = (PAGE, PER_PAGE, LANG)


def list_negotiations(asked: Asked) -> told.Negotiations:
    page, fields = asked.page_of(asked.opened.shelves.processes)
    return told.Negotiations(**fields, items=tuple(told.tell_negotiation(asked.teller, each) for each in page))


def tell_negotiation(asked: Asked) -> told.Negotiation:
    return told.tell_negotiation(asked.teller, _find(asked).process)


def list_paragraphs(asked: Asked) -> told.Paragraphs:
    negotiation, draft = _find(asked), asked.parameters["draft"]
    text = next((each for each in negotiation.texts if each.draft == draft), None)
    if text is None:
        if draft_since(asked.opened, asked.parameters["slug"], draft):
            raise AbsentError(WITHDRAWN, gone=True)
        raise AbsentError("The negotiation has no draft of this name. Those it has stand in its record.")
    page, fields = asked.page_of(text.paragraphs)
    slug = negotiation.process.slug
    return told.Paragraphs(
        **fields, draft=draft, items=tuple(told.tell_paragraphs(asked.teller, slug, draft, tuple(page)))
    )


def list_asks(asked: Asked) -> told.Asks:
    negotiation = _find(asked)
    page, fields = asked.page_of(negotiation.asks)
    return told.Asks(**fields, items=tuple(told.tell_ask(asked.teller, negotiation, each) for each in page))


def _find(asked: Asked) -> Negotiation:
    negotiation = asked.opened.negotiation(asked.parameters["slug"])
    if negotiation is None:
        if since(asked.opened, "negotiations", asked.parameters["slug"]):
            raise AbsentError(WITHDRAWN, gone=True)
        raise AbsentError("The library follows no negotiation of this name. Those it follows: /api/v1/negotiations.")
    return negotiation


OPERATIONS = (
    Operation(
        "/negotiations", "negotiations", "Negotiations, the newest first.", list_negotiations, told.Negotiations, PAGED
    ),
    Operation(
        "/negotiations/{slug}", "negotiation", "A negotiation: its drafts, events and deadlines.", tell_negotiation,
        told.Negotiation, (LANG,), (404, 410),
    ),
    Operation(
        "/negotiations/{slug}/asks", "asks", "What is asked for, and what became of it in each draft.", list_asks,
        told.Asks, PAGED, (404, 410),
    ),
    Operation(
        "/negotiations/{slug}/drafts/{draft}", "paragraphs", "The paragraphs of a draft, in the order of reading.",
        list_paragraphs, told.Paragraphs, PAGED, (404, 410),
    ),
)  # fmt: skip
