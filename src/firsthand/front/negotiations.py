"""What a page of a negotiation is made from: as much of it as its readers may see, and where its pages are."""

from msgspec import Struct

from firsthand.catalogue.negotiations import Negotiation


class Showing(Struct, frozen=True):
    """A negotiation as it is shown to an audience. It need not be in any release."""

    negotiation: Negotiation
    base: str
    """The address of its first page: "/en/negotiations/river-declaration"."""
