"""What a paragraph is made of, weighed: its words and runs of two and three words, the rarer the heavier.

Shingles are whole numbers made of the numbers of their words; only those that both drafts have are kept, the others
count in the weight of their paragraph alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from math import fsum, log

from msgspec import Struct

from firsthand.catalogue.negotiations import Paragraph
from firsthand.negotiations.alignment.shadow import neutral, readings, tokens
from firsthand.negotiations.alignment.spelling import recognise, spelling_of, stems

WEIGHTS = (1.0, 0.8, 0.6)
"""Of one, two and three words in a run: words alone stay when a sentence is turned round, runs tell like from like."""
PRIOR = 50
"""Paragraphs of a text that we imagine besides, so that rarity means something in short drafts too."""
OFTEN = 2
"""The commonest words of a language stand at least in every so-manieth paragraph."""
_BITS = 20
_MOST_NUMBERS = (1 << _BITS) - 1


Place = tuple[str, ...]


class Side(Struct):
    """A draft as it is compared; lists by the place of the paragraph."""

    shingles: list[frozenset[int]]
    """Those that the other draft has too."""
    weights: list[float]
    """Of all shingles."""
    copies: list[tuple[int, ...]]
    """The words of the shadow copy, in their order."""
    times: Counter[tuple[int, ...]]
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
    meetings: dict[int, int]
    """Pairs of a paragraph of each draft that have the shingle."""
    language: str | None


def languages(before: Iterable[Paragraph], after: Iterable[Paragraph]) -> tuple[str | None, str | None]:
    """In which language each seems to be; None where that is not sure."""
    one, other = (recognise(word for paragraph in side for word in tokens(paragraph.text)) for side in (before, after))
    return one, other


def weigh(before: Sequence[Paragraph], after: Sequence[Paragraph], language: str | None) -> Weighed:
    """The language is that of both, or None where it is not known."""
    spelling = spelling_of(language)
    split = [[tokens(paragraph.text) for paragraph in side] for side in (before, after)]
    split = [[neutral(words, spelling) for words in side] for side in split]
    forms = stems((word for side in split for words in side for word in words), language)
    # in the order of the alphabet, so that it does not matter which draft comes first
    numbers = {form: min(number, _MOST_NUMBERS) for number, form in enumerate(sorted(set(forms.values())), 1)}
    known = {word: numbers[form] for word, form in forms.items()}
    read = [[[[known[word] for word in one] for one in readings(words)] for words in side] for side in split]
    made = [[_shingles(several) for several in side] for side in read]
    counted = [Counter(chain.from_iterable(side)) for side in made]
    total = len(before) + len(after) + PRIOR
    rare, here, there = _Rarity(total), *counted
    common = here.keys() & there.keys()
    weight = {shingle: rare[shingle.bit_length(), here[shingle] + there[shingle]] for shingle in common}
    # in short drafts such words are rare, and tell nothing all the same
    often = {known[word] for word in spelling.common if known.get(word) in common}
    weight |= {word: min(weight[word], log(OFTEN)) for word in often}
    sides = [
        _side(paragraphs, texts, shingles, common, _rarer(count, weight, rare))
        for paragraphs, texts, shingles, count in zip((before, after), read, made, counted, strict=True)
    ]
    meetings = {shingle: here[shingle] * there[shingle] for shingle in common}
    return Weighed(sides[0], sides[1], weight, meetings, language)


def _rarer(count: Counter[int], weight: dict[int, float], rare: "_Rarity") -> dict[int, float]:
    """What each shingle of a draft weighs. What the other one does not have counts as if it stood once in it: it is
    that rare at least."""
    alone = ((shingle, several) for shingle, several in count.items() if shingle not in weight)
    return weight | {shingle: rare[shingle.bit_length(), several + 1] for shingle, several in alone}


def _side(
    paragraphs: Sequence[Paragraph], texts: list[list[list[int]]], shingles: list[set[int]],
    common: set[int], own: dict[int, float],
) -> Side:  # fmt: skip
    """`common` has the shingles of both drafts, `own` what those of this one weigh."""
    heavy = [fsum(map(own.__getitem__, each)) for each in shingles]
    kept = [frozenset(each & common) for each in shingles]
    copies = [tuple(several[0]) if several else () for several in texts]
    return Side(kept, heavy, copies, Counter(copies), _turns(copies), _places(paragraphs))


def _turns(copies: Sequence[tuple[int, ...]]) -> list[int]:
    met: Counter[tuple[int, ...]] = Counter()
    turns = []
    for copy in copies:
        turns.append(met[copy])
        met[copy] += 1
    return turns


def _places(paragraphs: Sequence[Paragraph]) -> list[Place]:
    return [(paragraph.part.value, paragraph.article or "".join(paragraph.headings[:1])) for paragraph in paragraphs]


def _shingles(several: Sequence[Sequence[int]]) -> set[int]:
    found: set[int] = set()
    for words in several:
        found.update(words)
        pairs = [one << _BITS | two for one, two in pairwise(words)]
        found.update(pairs)
        found.update(pair << _BITS | last for pair, last in zip(pairs, words[2:], strict=False))
    return found


class _Rarity(dict[tuple[int, int], float]):
    """What a shingle weighs of so many bits that stands in so many paragraphs, each worked out once."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = total

    def __missing__(self, key: tuple[int, int]) -> float:
        bits, count = key
        self[key] = WEIGHTS[(bits - 1) // _BITS] * log(self._total / count)
        return self[key]
