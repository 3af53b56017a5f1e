"""The files about a negotiation that can be taken along, as the list on its page."""

from msgspec import Struct

from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.named import drafts_of
from firsthand.interface import Interface
from firsthand.interface.labels import N_

NAMES = {
    "amendments.docx": N_("Proposals as tracked changes (Word)"),
    "compilation.docx": N_("Table of proposals (Word)"),
    "compilation.csv": N_("Table of proposals (CSV)"),
    "akn.xml": N_("The draft for programs (Akoma Ntoso)"),
    "asks.csv": N_("All asks (CSV)"),
    "outcomes.csv": N_("What became of the asks (CSV)"),
    "process.json": N_("Everything for programs (JSON)"),
}


class Files(Struct, frozen=True):
    """About one draft, or about all."""

    draft: str
    """Its label; empty where they are about all."""
    links: tuple[tuple[str, str], ...]
    """Words and address."""


def taken_of(showing: Showing, interface: Interface) -> tuple[Files, ...]:
    """The latest draft first."""
    from firsthand.exports.negotiations.offering import offered

    drafts, room = drafts_of(showing.negotiation), f"/take/negotiations/{showing.negotiation.process.slug}"
    found: dict[str, list[tuple[str, str]]] = {}
    for each in offered(showing.negotiation):
        name = each.name.removeprefix(f"{each.draft}.") if each.draft else each.name
        found.setdefault(each.draft, []).append((interface.gettext(NAMES[name]), f"{room}/{each.name}"))
    return tuple(Files(drafts[slug].label if slug else "", tuple(links)) for slug, links in found.items())
