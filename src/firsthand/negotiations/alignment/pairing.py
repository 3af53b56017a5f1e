"""Which candidates become pairs: the best ones first, each paragraph once, and what stands around them counts.

It is done in rounds: pairs that are sure by their words say which neighbours and which articles belong together, and
with that the others are judged again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from math import exp, log

from firsthand.negotiations.alignment.candidates import Candidate
from firsthand.negotiations.alignment.shingles import Place
from firsthand.negotiations.alignment.surroundings import Surroundings

ROUNDS = 2
STRONG = 0.4
"""From here on a pair that is best for both helps to judge others."""
MARGIN = 0.8
"""And the second best of both is at most so much as good."""
PAIR = 0.02
"""From here on two paragraphs that nothing fits better may be a pair."""
INFLUENCE = 4.0
"""How much what stands around a pair counts, in logarithms of odds, from nothing to everything."""
USUAL = 0.35
"""How well a pair fits about which nothing is known."""

Found = dict[tuple[int, int], Candidate]
Judged = dict[tuple[int, int], float]


def judge(
    found: Found, before: list[Place], after: list[Place], sure: Iterable[tuple[int, int]],
    more: Callable[[Collection[tuple[int, int]]], Found],
) -> Judged:  # fmt: skip
    """How good each candidate is, from 0 to 1.

    `sure` are pairs that a person has confirmed; `more` gives the candidates around pairs, which `found` then has too.
    """
    fixed = dict.fromkeys(sure, 100.0)
    judged = {pair: one.alike for pair, one in found.items()}
    for _ in range(ROUNDS):
        strong = fixed | {pair: found[pair].common for pair in _strong(judged)}
        if not strong:
            break
        found |= more(strong)
        around = Surroundings.of(before, after, strong)
        judged = {pair: _together(one.alike, around.fits(*pair)) for pair, one in found.items()}
    return judged


def _together(alike: float, fits: float) -> float:
    alike = min(max(alike, 0.001), 0.999)
    return 1 / (1 + exp(-(log(alike / (1 - alike)) + INFLUENCE * (fits - USUAL))))


def _strong(judged: Judged) -> list[tuple[int, int]]:
    """Pairs that are the best for both by far."""
    first, second = best_two(judged, 0), best_two(judged, 1)
    return [
        pair
        for pair, score in judged.items()
        if score >= STRONG
        and first[pair[0]][0] == score == second[pair[1]][0]
        and max(first[pair[0]][1], second[pair[1]][1]) <= MARGIN * score
    ]


def best_two(judged: Judged, side: int) -> dict[int, tuple[float, float]]:
    """The two best scores of each paragraph of a side (0 the earlier draft, 1 the later one)."""
    best: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for pair, score in judged.items():
        first, second = best[pair[side]]
        if score > first:
            best[pair[side]] = score, first
        elif score > second:
            best[pair[side]] = first, score
    return best


def ranked(judged: Judged, lengths: tuple[int, int]) -> list[tuple[int, int]]:
    """All that may be pairs, the best first; of equals those first that stand in the same place of their drafts."""

    def rank(pair: tuple[int, int]) -> tuple[float, float, int, int]:
        one, other = pair
        apart = abs(one / lengths[0] - other / lengths[1])
        return -round(judged[pair], 9), round(apart, 9), one + other, abs(one - other)

    return sorted((pair for pair, score in judged.items() if score >= PAIR), key=rank)
