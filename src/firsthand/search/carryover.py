"""What a concept is worth in a query, beside the reader's own words that name it."""

from collections.abc import Iterable, Mapping, Sequence

from firsthand.search.tree import Best, Node, Token

CONCEPT_WEIGHT = 0.9
"""What a concept is worth, as a share of her own words for it."""
MOST = 2.0
"""A concept is rarer in no language than in all; so much its worth is raised at most to make up for that."""
SECOND_SHARE = 0.0
"""Her words and what they name are one thing said twice: the better counts, and so much of the other."""


def worth(own: float, concept: float) -> float:
    """The weight of a concept, from the rarity of her words together and its own (inverse document frequencies).

    Her words are in one language, the concept in all: it is more frequent, and would count less for that alone. Words
    that the library doesn't have say nothing of it.
    """
    raised = min(max(own / concept, 1.0), MOST) if own and concept else 1.0
    return CONCEPT_WEIGHT * raised


def carried_over(own: Sequence[Node], concepts: Mapping[str, float]) -> Node:
    """Her own words, or what they name in whatever words. `concepts`: id -> weight."""
    return Best((*own, *(Token("concept", concept, weight) for concept, weight in concepts.items())), SECOND_SHARE)


def weights(own: float, concepts: Iterable[tuple[str, float]], factor: float) -> dict[str, float]:
    """The weights of concepts with their rarities; `factor` is what the words count beside others."""
    return {concept: round(worth(own, rarity) * factor, 3) for concept, rarity in concepts}
