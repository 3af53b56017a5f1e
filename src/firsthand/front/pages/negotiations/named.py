"""Names for what a draft, an event or a link is, and how places in a draft are called; whole words, never codes."""

from collections.abc import Mapping

from firsthand.catalogue.negotiations import Draft, DraftText, EventKind, Link, LinkKind, Negotiation, State, Status
from firsthand.interface import Interface
from firsthand.interface.labels import N_

STATUSES = {
    Status.ZERO: N_("Zero draft"),
    Status.REVISED: N_("Revised draft"),
    Status.COMPILATION: N_("Compilation of proposals"),
    Status.SILENCE: N_("Under silence procedure"),
    Status.ADOPTED: N_("Adopted"),
}

EVENTS = {
    EventKind.SESSION: N_("Session"),
    EventKind.SILENCE_OPENED: N_("Put under silence procedure"),
    EventKind.SILENCE_BROKEN: N_("Silence broken"),
    EventKind.ORAL_AMENDMENT: N_("Oral amendment"),
    EventKind.VOTE: N_("Vote"),
    EventKind.RESERVATION: N_("Reservation"),
    EventKind.ADOPTION: N_("Adoption"),
    EventKind.OTHER: N_("Event"),
}

KINDS = {
    LinkKind.SAME: N_("The same"),
    LinkKind.EDITED: N_("Edited"),
    LinkKind.SPLIT: N_("Split"),
    LinkKind.MERGED: N_("Merged"),
    LinkKind.NEW: N_("New"),
    LinkKind.DROPPED: N_("No longer there"),
    LinkKind.UNKNOWN: N_("Not known"),
}

SIGNS = {
    LinkKind.SAME: "=",
    LinkKind.EDITED: "≠",
    LinkKind.SPLIT: "⋔",
    LinkKind.MERGED: "⋎",
    LinkKind.NEW: "+",
    LinkKind.DROPPED: "×",
    LinkKind.UNKNOWN: "?",
}
"""For where there is no room for words; a key stands beside."""


def name_kind(link: Link, interface: Interface) -> str:
    """ "Edited", "Edited, moved"."""
    kind = interface.gettext(KINDS[link.kind])
    return interface.gettext("%(kind)s, moved") % {"kind": kind} if link.moved else kind


def active(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.state is not State.REFUSED)


def texts_of(negotiation: Negotiation) -> Mapping[str, DraftText]:
    return {text.draft: text for text in negotiation.texts}


def drafts_of(negotiation: Negotiation) -> Mapping[str, Draft]:
    return {draft.slug: draft for draft in negotiation.process.drafts}
