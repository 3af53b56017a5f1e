"""What there is to take of a negotiation, under which names, and the bytes of it."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from firsthand.catalogue.languages import primary
from firsthand.catalogue.negotiations import Negotiation, Status
from firsthand.exports.negotiations.akomantoso import MEDIA_TYPE as AKN
from firsthand.exports.negotiations.akomantoso import make_akomantoso
from firsthand.exports.negotiations.compilation import make_compilation
from firsthand.exports.negotiations.issue import Issue
from firsthand.exports.negotiations.record import make_record
from firsthand.exports.negotiations.tables import make_asks, make_compilation_table, make_outcomes
from firsthand.exports.negotiations.tracked import make_amendments
from firsthand.exports.shapes import DOCX

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"

ABOUT_DRAFTS: dict[str, tuple[str, Callable[[Negotiation, str, Issue], bytes]]] = {
    "amendments.docx": (DOCX, make_amendments),
    "compilation.docx": (DOCX, make_compilation),
    "compilation.csv": (CSV, make_compilation_table),
    "akn.xml": (AKN, make_akomantoso),
}
ABOUT_ALL: dict[str, tuple[str, Callable[[Negotiation, Issue], bytes]]] = {
    "asks.csv": (CSV, make_asks),
    "outcomes.csv": (CSV, make_outcomes),
    "process.json": (JSON, make_record),
}


class Offered(Struct, frozen=True):
    name: str
    """"rev-1.amendments.docx", "asks.csv"."""
    media_type: str
    draft: str = ""
    """Slug of the draft that it is about; empty where it is about all."""


def offered(negotiation: Negotiation) -> Iterator[Offered]:
    """In the order in which it is shown: the latest draft first. Cheap. Nothing is proposed of what was adopted."""
    texts = {each.draft for each in negotiation.texts}
    asked = {primary(each.language) for each in negotiation.asks}
    for draft in reversed(negotiation.process.drafts):
        for ending, (media_type, _) in ABOUT_DRAFTS.items():
            is_open = draft.status is not Status.ADOPTED and primary(draft.language) in asked
            if draft.slug in texts and (is_open or ending == "akn.xml"):
                yield Offered(f"{draft.slug}.{ending}", media_type, draft.slug)
    for name, (media_type, _) in ABOUT_ALL.items():
        if (name != "asks.csv" or negotiation.asks) and (name != "outcomes.csv" or negotiation.outcomes):
            yield Offered(name, media_type)


def make(negotiation: Negotiation, each: Offered, issue: Issue) -> bytes:
    """The bytes of something that is offered."""
    if each.draft:
        return ABOUT_DRAFTS[each.name.removeprefix(f"{each.draft}.")][1](negotiation, each.draft, issue)
    return ABOUT_ALL[each.name][1](negotiation, issue)
