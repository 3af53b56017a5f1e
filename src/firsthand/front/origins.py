"""From whose libraries a record of a united library comes, as its page says it."""

from msgspec import Struct

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import Item, Page, address
from firsthand.front.opened import Opened
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said, say


class Origin(Struct, frozen=True):
    name: Said
    """Of the network's library."""
    address: str | None
    """Of the record there."""
    languages: tuple[str, ...]
    """Names of the editions that come from there, each in itself; none where all do."""
    released: str
    """The day of the release that was united."""


def make_origins(item: Item | Page | Process, opened: Opened, interface: Interface) -> tuple[Origin, ...]:
    """Nothing for a library of one network's own."""
    if isinstance(item, Page):
        return ()
    networks = {network.slug: network for network in opened.library.networks}
    several = len(item.provenance) > 1
    made = []
    for each in item.provenance:
        network = networks[each.network]
        room = "negotiations" if isinstance(item, Process) else address(item, "").rstrip("/").rpartition("/")[0]
        made.append(
            Origin(
                say(network.titles, interface) or Said(network.slug, "en"),
                f"{network.address}/{room}/{each.slug}" if network.address else None,
                tuple(map(autonym, each.languages)) if several else (),
                interface.date(network.created[:10]),
            )
        )
    return tuple(made)
