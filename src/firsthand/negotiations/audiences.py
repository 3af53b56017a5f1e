"""Who sees what of a negotiation: what is left of one when everything is taken out that an audience may not see.

Nothing that is left was made with the help of what was taken out. Two drafts between which one is hidden are compared
anew, proposals are made anew from the drafts that are left, and of what a person confirmed no words of hidden drafts
stay.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import structs

from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Ask,
    Draft,
    DraftText,
    Event,
    Link,
    Negotiation,
    Outcome,
    Process,
    Reason,
    State,
)

_CLOSED = (Access.PUBLIC, Access.ALLIES, Access.PRIVATE)
"""From what everybody may see on."""


def may_see(access: Access, own: Access) -> bool:
    """Whether an audience may see what has an access of its `own`.

    >>> may_see(Access.ALLIES, Access.PRIVATE)
    False
    """
    return _CLOSED.index(own) <= _CLOSED.index(access)


def seen_by(negotiation: Negotiation, access: Access) -> Negotiation:
    """What an audience may see; of a process with nothing for it, a negotiation without slug, title or anything.

    PRIVATE sees everything, ALLIES what is public or for allies with all proposals, PUBLIC what is public with
    confirmed outcomes only. What was filtered for an audience once stays as it is when it is filtered for it again.
    """
    seen = without_hidden(negotiation, access)
    if access is Access.PRIVATE or not seen.process.slug:
        return seen
    alignments = alignments_of(seen.process.drafts, seen.texts, negotiation.alignments)
    seen = structs.replace(seen, alignments=alignments)
    hides = len(seen.process.drafts) < len(negotiation.process.drafts)
    return structs.replace(seen, outcomes=tuple(_outcomes(seen, hides=hides)))


def without_hidden(negotiation: Negotiation, access: Access) -> Negotiation:
    """What lies there of its own and may be seen, without alignments; what a person confirmed without hidden words.

    Proposals are still there that were made with the help of what is hidden: whoever calls this makes them anew.
    """
    if access is Access.PRIVATE:
        return structs.replace(negotiation, access=access)
    process = _process(negotiation.process, access)
    asks = tuple(_ask(ask, process, access) for ask in negotiation.asks if may_see(access, ask.access))
    if not shows_anything(process, asks):
        return Negotiation(Process("", ()), access=access)
    drafts, kept = {draft.slug for draft in process.drafts}, {ask.slug for ask in asks}
    seen = Negotiation(
        process,
        tuple(_text(text) for text in negotiation.texts if text.draft in drafts),
        asks=asks,
        terms=tuple(use for use in negotiation.terms if use.draft in drafts),
        access=access,
    )
    outcomes = (one for one in negotiation.outcomes if one.ask in kept and one.draft in drafts)
    if len(drafts) < len(negotiation.process.drafts):
        spoken = _Spoken(seen)
        outcomes = (spoken.filtered(one) if one.state is State.CONFIRMED else one for one in outcomes)
    return structs.replace(seen, outcomes=tuple(outcomes))


def _text(text: DraftText) -> DraftText:
    """Without remarks that are for who takes it in: a file's properties can name people, or words that were deleted."""
    return structs.replace(text, remarks=tuple(one for one in text.remarks if isinstance(one, str) or one.public))


def shows_anything(process: Process, asks: tuple[Ask, ...]) -> bool:
    """Whether there is anything but a title. Whether a network follows a text at all may be nobody's business."""
    return bool(process.drafts or process.events or process.deadlines or asks)


def alignments_of(
    drafts: Iterable[Draft], texts: Iterable[DraftText], known: Iterable[Alignment] = ()
) -> tuple[Alignment, ...]:
    """Of each draft with the next one of its language: what is known of these two, or else made anew."""
    words = {text.draft: text for text in texts}
    made = {(alignment.before, alignment.after): alignment for alignment in known}
    pairs = (pair for pair in successions(drafts) if pair[0] in words and pair[1] in words)
    found = (made.get((before, after)) or aligned(words[before], words[after]) for before, after in pairs)
    return tuple(alignment for alignment in found if alignment)


def successions(drafts: Iterable[Draft]) -> tuple[tuple[str, str], ...]:
    """Slugs of each draft and the next one of its language, in the order of the later ones."""
    latest: dict[str, str] = {}
    found = []
    for draft in drafts:
        if draft.language in latest:
            found.append((latest[draft.language], draft.slug))
        latest[draft.language] = draft.slug
    return tuple(found)


def aligned(before: DraftText, after: DraftText, decided: tuple[Link, ...] = ()) -> Alignment | None:
    """What the machine says of two drafts, with what a person decided; None where they are in two languages."""
    from firsthand.negotiations.alignment import align
    from firsthand.negotiations.alignment.errors import DifferentLanguagesError

    try:
        return align(before, after, decided=decided)
    except DifferentLanguagesError:
        return None


def _process(process: Process, access: Access) -> Process:
    drafts = tuple(draft for draft in process.drafts if may_see(access, draft.access))
    return structs.replace(
        process,
        date=drafts[-1].date if drafts else None,
        drafts=drafts,
        events=tuple(event for event in process.events if _is_seen(event, drafts, access)),
        deadlines=tuple(deadline for deadline in process.deadlines if may_see(access, deadline.access)),
    )


def _is_seen(event: Event, drafts: tuple[Draft, ...], access: Access) -> bool:
    """An event of a draft that is hidden is hidden with it, whatever its own access says."""
    return may_see(access, event.access) and (event.draft is None or event.draft in {one.slug for one in drafts})


def _ask(ask: Ask, process: Process, access: Access) -> Ask:
    drafts = {draft.slug for draft in process.drafts}
    return structs.replace(
        ask,
        backers=tuple(backer for backer in ask.backers if may_see(access, backer.access)),
        anchors=tuple(anchor for anchor in ask.anchors if anchor.draft in drafts),
    )


def _outcomes(seen: Negotiation, *, hides: bool) -> Iterator[Outcome]:
    """Confirmed ones, and where proposals are seen, those too: anew if they could owe anything to a hidden draft."""
    proposals = {(one.ask, one.draft): one for one in seen.outcomes if one.state is State.PROPOSED}
    if seen.access is Access.PUBLIC:
        proposals = {}
    elif hides and proposals:
        wanted = set(proposals)
        proposals = {pair: one for pair, one in _proposed(seen) if pair in wanted}
    for one in seen.outcomes:
        if one.state is State.CONFIRMED:
            yield one
        elif (one.ask, one.draft) in proposals:
            yield proposals.pop((one.ask, one.draft))


def _proposed(seen: Negotiation) -> Iterator[tuple[tuple[str, str], Outcome]]:
    from firsthand.negotiations.outcomes import propose_all

    for outcome in chain.from_iterable(propose_all(seen.asks, seen.process.drafts, seen.texts, seen.alignments)):
        yield (outcome.ask, outcome.draft), outcome


class _Spoken:
    """All words that an audience may see, to tell whether a reason quotes others."""

    def __init__(self, seen: Negotiation) -> None:
        self.paragraphs = {
            text.draft: "\n".join(chain.from_iterable(_words(one.text) for one in text.paragraphs))
            for text in seen.texts
        }
        self.asks = {
            ask.slug: "\n".join(chain.from_iterable(_words(one) for one in (ask.words, ask.target, *ask.must)))
            for ask in seen.asks
        }

    def filtered(self, outcome: Outcome) -> Outcome:
        """With no words in its reasons that are neither in the ask nor in a draft that is seen."""
        known = (self.asks.get(outcome.ask, ""), *self.paragraphs.values())
        reasons = (
            Reason(reason.code, *(words if self._is_known(words, known) else "" for words in (reason.was, reason.now)))
            for reason in outcome.reasons
        )
        return structs.replace(outcome, reasons=tuple(reasons))

    def _is_known(self, words: str, known: tuple[str, ...]) -> bool:
        plain = next(iter(_words(words)), "")
        return any(plain in one for one in known)


def _words(text: str) -> Iterator[str]:
    """As printed, without brackets; with white space made even and capital letters small."""
    for signs in (str.maketrans("", ""), str.maketrans("", "", "[]")):
        yield " ".join(text.translate(signs).split()).casefold()
