"""Names for what a draft, an event or a link is, and how places in a draft are called; whole words, never codes."""

from collections.abc import Iterator, Mapping

from firsthand.catalogue.negotiations import (
    Draft,
    DraftText,
    EventKind,
    Link,
    LinkKind,
    Negotiation,
    Part,
    State,
    Status,
)
from firsthand.interface import Interface
from firsthand.interface.labels import N_

PARTS = {
    Part.FRONT: N_("Before the text"),
    Part.PREAMBLE: N_("Preamble"),
    Part.OPERATIVE: N_("Operative part"),
    Part.ANNEX: N_("Annex"),
}

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


def name_status(draft: Draft, interface: Interface) -> str:
    """Empty where its label says it already."""
    name = interface.gettext(STATUSES[draft.status])
    return "" if name.casefold() in draft.label.casefold() else name


def name_kind(link: Link, interface: Interface) -> str:
    """ "Edited", "Edited, moved"."""
    kind = interface.gettext(KINDS[link.kind])
    return interface.gettext("%(kind)s, moved") % {"kind": kind} if link.moved else kind


LEAST_SCORE = 0.12
"""Below, two paragraphs that a machine put beside each other without knowing are shown apart: in four drafts of a real
treaty, those below had hardly anything in common, and above were rewritten ones among them."""


def told(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Those that were not refused; the weakest guesses are taken apart, and each side names the other as possible."""
    return tuple(part for link in active(links) for part in _apart(link))


def is_guess(link: Link) -> bool:
    """Both sides are there, and nobody knows whether they are the same."""
    return link.kind is LinkKind.UNKNOWN and bool(link.before and link.after) and link.state is not State.CONFIRMED


def is_weak(link: Link) -> bool:
    """It stands alone, and hardly anything speaks for its ties; 0 is the score of real ties."""
    alone = not (link.before and link.after)
    return link.kind is LinkKind.UNKNOWN and alone and bool(link.ties) and 0 < link.score < LEAST_SCORE


def _apart(link: Link) -> Iterator[Link]:
    if not is_guess(link) or link.score >= LEAST_SCORE:
        yield link
        return
    for each in link.before:
        yield Link(LinkKind.UNKNOWN, (each,), (), link.score, ties=link.after)
    for each in link.after:
        yield Link(LinkKind.UNKNOWN, (), (each,), link.score, ties=link.before)


def active(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.state is not State.REFUSED)


def texts_of(negotiation: Negotiation) -> Mapping[str, DraftText]:
    return {text.draft: text for text in negotiation.texts}


def drafts_of(negotiation: Negotiation) -> Mapping[str, Draft]:
    return {draft.slug: draft for draft in negotiation.process.drafts}
