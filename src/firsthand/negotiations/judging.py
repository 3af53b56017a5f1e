"""What lies in a folder, judged: how drafts became one another and what became of asks, with what a person decided.

Whatever an audience may not see is taken out first, so that nothing is derived from it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Ask,
    DraftText,
    Link,
    Negotiation,
    Outcome,
    State,
    TermUse,
)
from firsthand.negotiations.audiences import successions, without_hidden

if TYPE_CHECKING:
    from firsthand.negotiations.folder.kept import Kept


class Pair(Struct, frozen=True):
    """Two drafts, and what a person decided about them."""

    before: DraftText
    after: DraftText
    decided: tuple[Link, ...] = ()


class Judge:
    """What a machine proposes, each time anew."""

    remembers = False

    def align(self, before: DraftText, after: DraftText, decided: tuple[Link, ...] = ()) -> Alignment | None:
        """What became of the paragraphs of a draft in another; None where these are in two languages."""
        return self.align_all((Pair(before, after, decided),))[0]

    def align_all(self, pairs: Sequence[Pair]) -> tuple[Alignment | None, ...]:
        """The same of several pairs, in their order."""
        from firsthand.negotiations.judging_apart import align_pairs

        return tuple(align_pairs(pairs))

    def propose(self, asks: Sequence[Ask], seen: Negotiation) -> tuple[tuple[Outcome, ...], ...]:
        """What became of each ask in each draft of its language, from nothing but what is seen."""
        from firsthand.negotiations.outcomes import propose_all

        return propose_all(asks, seen.process.drafts, seen.texts, seen.alignments)

    def find_terms(self, texts: Sequence[DraftText], language: str) -> tuple[TermUse, ...]:
        """Which terms of the wording guide drafts of a language have."""
        from firsthand.negotiations.terms import find_terms

        return find_terms(texts, language)


def judged(kept: "Kept", access: Access, judge: Judge | None = None) -> Negotiation:
    """All that an audience may see of what is kept; PUBLIC has confirmed outcomes alone, the others proposals too.

    `judge` is by default one that remembers nothing.
    """
    judge = judge or Judge()
    whole = Negotiation(kept.process, kept.texts, asks=kept.asks, outcomes=kept.outcomes, access=Access.PRIVATE)
    seen = without_hidden(whole, access)
    pairs = tuple(_pairs(seen, kept))
    seen = structs.replace(seen, alignments=tuple(found for found in judge.align_all(pairs) if found))
    outcomes = seen.outcomes if access is Access.PUBLIC else tuple(_outcomes(seen, judge))
    return structs.replace(seen, outcomes=outcomes, terms=tuple(_terms(seen, judge)))


def reviewed(kept: "Kept", judge: Judge | None = None) -> Negotiation:
    """All of it, to be confirmed by a person: each proposal as those could see it made who will see it confirmed.

    “Restored” in a public draft would tell otherwise that a hidden one has not the words.
    """
    judge = judge or Judge()
    found = judged(kept, Access.PRIVATE, judge)
    shown: dict[tuple[str, str], Outcome] = {}
    for access in (Access.ALLIES, Access.PUBLIC):
        seen = structs.replace(without_hidden(found, access), outcomes=())
        if 0 < len(seen.process.drafts) < len(found.process.drafts):
            aligned = tuple(one for one in judge.align_all(tuple(_pairs(seen, kept))) if one)
            seen = structs.replace(seen, alignments=aligned)
            shown |= {(one.ask, one.draft): one for one in _outcomes(seen, judge)}
    outcomes = (shown.get((one.ask, one.draft), one) if one.state is State.PROPOSED else one for one in found.outcomes)
    return structs.replace(found, outcomes=tuple(outcomes))


def _pairs(seen: Negotiation, kept: "Kept") -> Iterator[Pair]:
    decided = {(one.before, one.after): one.links for one in kept.decided}
    texts = {text.draft: text for text in seen.texts}
    for before, after in successions(seen.process.drafts):
        if before in texts and after in texts:
            yield Pair(texts[before], texts[after], decided.get((before, after), ()))


def _outcomes(seen: Negotiation, judge: Judge) -> Iterator[Outcome]:
    """One of each ask in each draft of its language: what was confirmed, or else what is proposed."""
    confirmed = {(one.ask, one.draft): one for one in seen.outcomes}
    for ask, outcomes in zip(seen.asks, judge.propose(seen.asks, seen), strict=True):
        proposed = {one.draft: one for one in outcomes}
        for draft in seen.process.drafts:
            one = confirmed.get((ask.slug, draft.slug)) or proposed.get(draft.slug)
            if one is not None:
                yield one


def _terms(seen: Negotiation, judge: Judge) -> Iterator[TermUse]:
    languages = {draft.slug: draft.language for draft in seen.process.drafts}
    for language in dict.fromkeys(languages.values()):
        texts = tuple(text for text in seen.texts if languages[text.draft] == language)
        if texts:
            yield from judge.find_terms(texts, language)
