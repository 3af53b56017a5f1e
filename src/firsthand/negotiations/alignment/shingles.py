"""What a paragraph is made of, weighed: its words and runs of two and three words, the rarer the heavier.

Only shingles that both drafts have are kept, the others count in the weight of their paragraph alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

from msgspec import Struct

from firsthand.catalogue.negotiations import Paragraph
from firsthand.negotiations.alignment.lexis import RUNS, Counted, Lexis, Read

WEIGHTS = (1.0, 0.8, 0.6)
"""Of one, two and three words in a run: words alone stay when a sentence is turned round, runs tell like from like."""
PRIOR = 50
"""Paragraphs of a text that we imagine besides, so that rarity means something in short drafts too."""
OFTEN = 2
"""The commonest words of a language stand at least in every so-manieth paragraph."""
_STEP = 2.0**-30
"""Weights are whole numbers of it: sums of them are exact, and the same in whatever order they are added."""

Place = tuple[str, ...]


class Side(Struct):
    """A draft as it is compared; lists by the place of the paragraph."""

    reads: list[Read]
    shingles: list[frozenset[int]]
    """Those that the other draft has too."""
    weights: list[float]
    """Of all shingles."""
    copies: list[int]
    """The words of the shadow copy, in their order, as a number; 0 where there are none."""
    times: Counter[int]
    """How often each copy stands in the draft."""
    turns: list[int]
    """How often it has stood there before."""
    places: list[Place]
    """The article or section that each stands in."""


class Weighed(Struct):
    """Both drafts, and what each common shingle weighs."""

    before: Side
    after: Side
    weight: dict[int, float]
    once: list[tuple[frozenset[int], float]]
    """Shingles that stand once in each draft, of one, two and three words, with what each of them weighs."""
    meetings: dict[int, int]
    """Of the other ones: pairs of a paragraph of each draft that have the shingle."""


def weigh(before: Sequence[Paragraph], after: Sequence[Paragraph], language: str | None, lexis: Lexis) -> Weighed:
    """The language is that of both, or None where it is not known."""
    here, there = lexis.counted(before, language), lexis.counted(after, language)
    rare = [_Rarity(weight, len(before) + len(after) + PRIOR) for weight in WEIGHTS]
    often = here.usual | there.usual
    weight: dict[int, float] = {}
    once: list[tuple[frozenset[int], float]] = []
    meetings: dict[int, int] = {}
    for run in range(RUNS):
        alone = frozenset(here.single[run] & there.single[run])
        once.append((alone - often, rare[run][2]))
        weight |= dict.fromkeys(alone, rare[run][2])
        meetings |= dict.fromkeys(alone & often, 1)
        for one, other in _repeated(here, there, run):
            weight |= {shingle: rare[run][one.get(shingle, 1) + times] for shingle, times in other.items()}
            meetings |= {shingle: one.get(shingle, 1) * times for shingle, times in other.items()}
    # in short drafts such words are rare, and tell nothing all the same
    weight |= {word: min(weight[word], _even(log(OFTEN))) for word in often if word in weight}
    return Weighed(_side(here, there, weight, rare), _side(there, here, weight, rare), weight, once, meetings)


def _repeated(here: Counted, there: Counted, run: int) -> Iterator[tuple[dict[int, int], dict[int, int]]]:
    """Shingles of both drafts that stand several times in one: how often in one draft, once if that is not said, and
    in the other."""
    one, other = here.several[run], there.several[run]
    yield {}, {shingle: one[shingle] for shingle in there.single[run].intersection(one)}
    yield one, {shingle: times for shingle, times in other.items() if shingle in one or shingle in here.single[run]}


def _side(own: Counted, other: Counted, weight: dict[int, float], rare: list["_Rarity"]) -> Side:
    """What the other draft does not have counts as if it stood once in it: it is that rare at least."""
    alone: dict[int, float] = {}
    for run, (single, several) in enumerate(zip(other.single, other.several, strict=True)):
        alone |= dict.fromkeys(own.single[run].difference(single, several), rare[run][2])
        alone |= {
            shingle: rare[run][times + 1]
            for shingle, times in own.several[run].items()
            if shingle not in single and shingle not in several
        }
    every, only = (weight | alone).__getitem__, alone.keys()
    # of a dictionary itself, and not of its keys: those would be gone through
    kept = [read.shingles if only.isdisjoint(read.shingles) else read.shingles.difference(alone) for read in own.reads]
    heavy = [sum(map(every, read.shingles)) for read in own.reads]
    copies = [read.copy for read in own.reads]
    return Side(own.reads, kept, heavy, copies, Counter(copies), _turns(copies), _places(own.paragraphs))


def _turns(copies: Sequence[int]) -> list[int]:
    met: Counter[int] = Counter()
    turns = []
    for copy in copies:
        turns.append(met[copy])
        met[copy] += 1
    return turns


def _places(paragraphs: Sequence[Paragraph]) -> list[Place]:
    return [(paragraph.part.value, paragraph.article or "".join(paragraph.headings[:1])) for paragraph in paragraphs]


def _even(weight: float) -> float:
    return round(weight / _STEP) * _STEP


class _Rarity(dict[int, float]):
    """What a shingle of a kind weighs that stands in so many paragraphs, each worked out once."""

    def __init__(self, weight: float, total: int) -> None:
        super().__init__()
        self._weight, self._total = weight, total

    def __missing__(self, count: int) -> float:
        self[count] = _even(self._weight * log(self._total / count))
        return self[count]
