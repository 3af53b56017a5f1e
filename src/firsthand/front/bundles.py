"""Several works as one e-book: the link on the list of works, and the file behind it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct

from firsthand.catalogue.records import Work
from firsthand.catalogue.shelves import WORK_FACETS
from firsthand.exports.bundle import MOST_BYTES, MOST_WORKS, Selection, bind, select
from firsthand.front.answers import Answer, answer
from firsthand.front.facets import label_of, read_choice
from firsthand.front.headers import FILE_POLICY
from firsthand.front.links import with_query
from firsthand.front.opened import Opened
from firsthand.front.pages import problem
from firsthand.front.routes import Route, Wanted
from firsthand.front.view import AbsentError
from firsthand.interface import Interface

MEDIA_TYPE = b"application/epub+zip"


class Bundle(Struct, frozen=True):
    """A link to the works that a reader has chosen, as one file."""

    address: str
    label: str
    size: str


def offer(
    opened: Opened, interface: Interface, chosen: Mapping[str, tuple[str, ...]], works: Sequence[Work]
) -> Bundle | None:
    """The link; None where nothing is chosen, nothing of it has a text, or it is too much for one book."""
    if not chosen or len(works) > 4 * MOST_WORKS:
        return None
    selection = _select(opened, interface, chosen, works, "")
    count = len(selection.volumes)
    if not count or selection.too_large:
        return None
    pairs = [(facet, value) for facet, values in chosen.items() for value in values]
    label = interface.ngettext("Take this %(count)s text with you", "Take these %(count)s texts with you", count)
    size = interface.gettext("as one e-book (EPUB), about %(size)s") % {"size": interface.size(selection.size)}
    address = with_query(f"/{interface.language}/works.epub", pairs)
    return Bundle(address, label % {"count": interface.number(count)}, size)


def bundle_answer(wanted: Wanted) -> Answer:
    """The chosen works as one book. Raises AbsentError with a page that says why where there can be none."""
    opened, interface = wanted.opened, wanted.interface
    chosen, _ = read_choice(urlencode(wanted.pairs))
    works = opened.shelves.choose(chosen)
    selection = _select(opened, interface, chosen, works, wanted.site)
    if not selection.volumes:
        raise AbsentError(problem.nothing_to_take(interface))
    if selection.too_large:
        raise AbsentError(problem.too_much_to_take(interface, MOST_WORKS, MOST_BYTES))
    labels = [label_of(name, value, interface, opened.shelves) for name, values in chosen.items() for value in values]
    book = bind(selection.volumes, interface, wanted.site, labels, selection.without)
    headers = (
        (b"content-type", MEDIA_TYPE),
        (b"content-disposition", b'attachment; filename="selection.epub"'),
        (b"content-security-policy", FILE_POLICY.encode()),
    )
    return answer(book, b"", headers)


def _select(
    opened: Opened, interface: Interface, chosen: Mapping[str, tuple[str, ...]], works: Sequence[Work], site: str
) -> Selection:
    languages = chosen.get("language", ())
    return select(opened.release, opened.shelves, works, languages, interface.language, opened.interface_for, site)


ROUTES = (Route("/{ui}/works.epub", bundle_answer, query=WORK_FACETS, kept=False, heavy=True),)
