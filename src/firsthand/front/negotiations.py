"""What a page of a negotiation is made from: as much of it as its readers may see, and where its pages are."""

from collections.abc import Mapping

from msgspec import Struct

from firsthand.catalogue.negotiations import Negotiation
from firsthand.front.opened import Opened
from firsthand.front.origins import Origin, make_origins
from firsthand.interface import Interface
from firsthand.interface.said import name_of


class Showing(Struct, frozen=True):
    """A negotiation as it is shown to an audience. It need not be in any release."""

    negotiation: Negotiation
    base: str
    """The address of its first page: "/en/negotiations/river-declaration"."""
    names: Mapping[str, str] = {}
    """Of parties in the catalogue, by slug."""
    origins: tuple[Origin, ...] = ()
    """From which network's library it comes, in a library of several."""

    def draft(self, slug: str, paragraph: str = "") -> str:
        """The address of a draft, or of a paragraph in it."""
        return f"{self.base}/drafts/{slug}#p-{paragraph}" if paragraph else f"{self.base}/drafts/{slug}"

    def changes(self, before: str, after: str) -> str:
        """The address of two drafts side by side."""
        return f"{self.base}/changes/{before}/{after}"


def show(opened: Opened, interface: Interface, slug: str) -> Showing | None:
    """What is public of a negotiation of the library; None if it follows none of this name."""
    negotiation = opened.negotiation(slug)
    if negotiation is None:
        return None
    names = {party.slug: name_of(party, interface).value for party in opened.shelves.parties.values()}
    process = opened.shelves.process(slug)
    origins = make_origins(process, opened, interface) if process else ()
    return Showing(negotiation, f"/{interface.language}/negotiations/{slug}", names, origins)
