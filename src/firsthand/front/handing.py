"""What is handed over of a negotiation, made when it is asked for: amendments, tables, records, Akoma Ntoso."""

from urllib.parse import quote

from msgspec import Struct

from firsthand.exports.negotiations.issue import Issue
from firsthand.exports.shapes import DOCX
from firsthand.front.answers import Answer, answer
from firsthand.front.headers import FILE_POLICY
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted
from firsthand.interface.said import name_of, say


class Taken(Struct, frozen=True):
    """A file that there is of a negotiation."""

    address: str
    name: str
    """Without the draft: "amendments.docx"."""
    draft: str = ""
    """Slug of the draft that it is about."""


def files(opened: Opened, slug: str) -> tuple[Taken, ...]:
    """All that there is of a negotiation, the latest draft first. Cheap."""
    from firsthand.exports.negotiations.offering import offered

    negotiation = opened.negotiation(slug)
    if negotiation is None:
        return ()
    room = f"/take/negotiations/{slug}"
    return tuple(
        Taken(f"{room}/{each.name}", each.name.removeprefix(f"{each.draft}.") if each.draft else each.name, each.draft)
        for each in offered(negotiation)
    )


def issue_of(opened: Opened) -> Issue:
    """In the library's name and first language, on the day of the release: the same whoever asks."""
    ours, library, parties = opened.interfaces[opened.languages[0]], opened.library, opened.shelves.parties
    publisher = parties.get(library.publisher or "")
    title = say(library.titles, ours)
    author = name_of(publisher, ours).value if publisher else title.value if title else ""
    names = {party.slug: name_of(party, ours).value for party in parties.values()}
    return Issue(ours, author, opened.release.created.date().isoformat(), names)


def file_answer(wanted: Wanted) -> Answer | None:
    """The file that a name asks for: "rev-1.amendments.docx", "asks.csv". None where there is none such."""
    from firsthand.exports.negotiations.offering import make, offered

    slug, name = wanted.parameters["slug"], wanted.parameters["name"]
    negotiation = wanted.opened.negotiation(slug)
    if negotiation is None:
        return None
    each = next((each for each in offered(negotiation) if each.name == name), None)
    if each is None:
        return None
    headers = (
        (b"content-type", each.media_type.encode()),
        (b"content-disposition", f"attachment; filename*=UTF-8''{quote(f'{slug}.{name}', safe='')}".encode()),
        (b"content-security-policy", FILE_POLICY.encode()),
    )
    packed = each.media_type == DOCX
    return answer(make(negotiation, each, issue_of(wanted.opened)), b"" if packed else wanted.encoding, headers)


ROUTES = (Route("/take/negotiations/{slug}/{name}", file_answer, heavy=True),)
