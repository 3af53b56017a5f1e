"""How something is given out: in whose name, on which day, to whom, in which language."""

from msgspec import Struct

from firsthand.catalogue.negotiations import Access, Ask, Negotiation
from firsthand.interface import Interface


class Issue(Struct, frozen=True):
    interface: Interface
    """Of the words around the text."""
    author: str
    """Who proposes, where an ask names no owner: the network."""
    date: str
    """The day, in ISO 8601."""
    names: dict[str, str] = {}
    """Of parties in the catalogue, by slug."""
    recipient: str = ""
    """Who gets it, where it is not for everyone."""

    def party(self, party: str) -> str:
        """The name of somebody who stands behind an ask; a name that is no slug is one already."""
        return self.names.get(party, party)

    def proposer(self, ask: Ask) -> str:
        return self.party(ask.owner) if ask.owner else self.author


def watermark(negotiation: Negotiation, issue: Issue) -> str:
    """The line at the head and foot of what is not for everyone; empty where it is."""
    _ = issue.interface.gettext
    if negotiation.access is Access.PUBLIC:
        return ""
    private = negotiation.access is Access.PRIVATE
    line = _("Private. Do not pass on.") if private else _("For allies only. Do not publish.")
    given = _("Given to %(name)s.") % {"name": issue.recipient}
    return f"{line} {given}" if issue.recipient else line
