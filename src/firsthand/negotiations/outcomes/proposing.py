"""What became of an ask, draft by draft, as a machine proposes it. A person decides."""

from collections.abc import Sequence

from firsthand.catalogue.languages import primary
from firsthand.catalogue.negotiations import Alignment, Ask, Draft, DraftText, Outcome
from firsthand.negotiations.outcomes.following import Following
from firsthand.negotiations.outcomes.life import Life
from firsthand.negotiations.outcomes.shelf import shelf


def propose(
    ask: Ask, drafts: Sequence[Draft], texts: Sequence[DraftText], alignments: Sequence[Alignment]
) -> tuple[Outcome, ...]:
    """One outcome for each draft of the ask's language that has a text, in the order of `drafts`.

    Every quote of the evidence stands in its paragraph exactly so. UNKNOWN, with what was found as evidence, is what
    it says when the words do not settle it.
    """
    return propose_all((ask,), drafts, texts, alignments)[0]


def propose_all(
    asks: Sequence[Ask], drafts: Sequence[Draft], texts: Sequence[DraftText], alignments: Sequence[Alignment]
) -> tuple[tuple[Outcome, ...], ...]:
    """The same of several asks, in their order. Each draft is prepared once, and then let go of."""
    by_slug = {text.draft: text for text in texts}
    made: dict[int, tuple[Outcome, ...]] = {}
    for language in dict.fromkeys(primary(ask.language) for ask in asks):
        chosen = [
            by_slug[draft.slug] for draft in drafts if draft.slug in by_slug and primary(draft.language) == language
        ]
        following = Following(chosen, alignments)
        lives = {
            number: Life(ask, chosen, following) for number, ask in enumerate(asks) if primary(ask.language) == language
        }
        for place, text in enumerate(chosen):
            here = shelf(text, language)
            for life in lives.values():
                life.go_on(place, here)
        made |= {number: tuple(life.outcomes) for number, life in lives.items()}
    return tuple(made[number] for number in range(len(asks)))
