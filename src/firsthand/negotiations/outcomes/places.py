"""Places of a draft where the words of an ask, or most of them, stand close together.

Nothing is judged here: a place says which words are there, which are missing, and whether they are bracketed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from re import compile as pattern

from msgspec import Struct

from firsthand.catalogue.negotiations import Evidence, Paragraph
from firsthand.negotiations.outcomes.phrase import Line, Phrase, is_light
from firsthand.negotiations.outcomes.shelf import Shelf, Spoken
from firsthand.negotiations.tongues import Tongue, tongue

MOST = 10
"""Readings that are looked at closely, those with the most telling words first."""
MOSTLY = 0.6
KIN = 5
"""Letters of a stem that two words have to share at their beginning to be of one family."""
_END = pattern(r"[.;!?](?:\s|$)")
_QUOTED = pattern(r"[“”«»„\"]")


class Place(Struct, frozen=True):
    """Words `start` to `end` of a reading."""

    shelf: Shelf
    spoken: Spoken
    start: int
    end: int
    covered: float
    """How much of the ask's telling words is in it, weighed by how rare they are; from 0 to 1."""
    exact: bool
    matched: frozenset[int]
    """The words of the reading that are telling words of the ask."""
    present: tuple[bool, ...]
    """Of each phrase that must be there."""
    bracketed: bool
    touched: bool = False
    """Most of some phrase that must be there is: perhaps it is said in other words."""

    @property
    def paragraph(self) -> Paragraph:
        return self.shelf.paragraphs[self.spoken.paragraph]

    @property
    def number(self) -> int:
        return self.spoken.paragraph

    def sentence(self) -> tuple[int, int]:
        """From which word to which the sentence goes that the place is in."""
        first, last = self.start, self.end
        while first and not self._ends_before(first):
            first -= 1
        while last < len(self.spoken.forms) and not self._ends_before(last):
            last += 1
        return first, last

    def _ends_before(self, word: int) -> bool:
        return bool(_END.search(self.shelf.gap(self.spoken, word)))

    def evidence(self, start: int | None = None, end: int | None = None) -> Evidence:
        """The words of the paragraph itself, as printed."""
        first, last = self.start if start is None else start, self.end if end is None else end
        spans = [at for at in self.spoken.at[first:last] if at[0] == self.number] or [self.spoken.at[-1]]
        return Evidence(self.paragraph.id, self.paragraph.text[spans[0][1] : spans[-1][2]])

    def quoted(self) -> bool:
        """It is named only: within quotation marks."""
        text = self.paragraph.text
        spans = [at for at in self.spoken.at[self.start : self.end] if at[0] == self.number]
        if not spans:
            return False
        before = text[: spans[0][1]].rstrip()[-1:]
        after = text[spans[-1][2] :].lstrip(" ,.")[:1]
        return bool(_QUOTED.fullmatch(before) and _QUOTED.fullmatch(after))


def exact_places(shelf: Shelf, phrase: Phrase) -> list[Place]:
    """Where all the words stand one after another but for spelling; of each paragraph the most open reading."""
    found: dict[int, Place] = {}
    whole = tuple(True for _ in phrase.must)
    for reading, start in shelf.with_run(phrase.stems) if phrase.stems else []:
        spoken = shelf.spoken[reading]
        end = start + len(phrase.stems)
        if spoken.own >= end or not _same_forms(spoken.forms[start:end], phrase.forms, spoken.stems[start:end]):
            continue
        matched = frozenset(range(start, end))
        place = Place(shelf, spoken, start, end, 1.0, True, matched, whole, is_bracketed(shelf, spoken, matched))
        known = found.get(spoken.paragraph)
        if known is None or (known.bracketed and not place.bracketed):
            found[spoken.paragraph] = place
    return list(found.values())


def _same_forms(here: tuple[str, ...], asked: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    """Other endings are other words only where they are short: a plural is the same word, “will” is not “would”."""
    return all(one == other or len(stem) > 3 for one, other, stem in zip(here, asked, stems, strict=True))


def near_places(shelf: Shelf, phrase: Phrase, follow: Iterable[int] = ()) -> list[Place]:
    """The best window of each paragraph that has many telling words, and of the paragraphs to `follow`."""
    counts: Counter[int] = Counter()
    for word in phrase.telling:
        weight = shelf.weight(word)
        for reading in shelf.with_word(word):
            counts[reading] += weight  # type: ignore[assignment]  # weights are added up, not counted
    followed = set(follow)
    chosen = [reading for reading, _ in counts.most_common(MOST)]
    chosen += [reading for reading in counts if shelf.spoken[reading].paragraph in followed and reading not in chosen]
    found: dict[int, list[Place]] = {}
    for reading in chosen:
        if place := _window(shelf, shelf.spoken[reading], phrase):
            found.setdefault(place.number, []).append(place)
    return [place for places in found.values() for place in places]


def _window(shelf: Shelf, spoken: Spoken, phrase: Phrase) -> Place | None:
    """The narrowest words with the most weight of telling words among them."""
    widest = 2 * len(phrase.stems) + 16
    weights = {word: shelf.weight(word) for word in phrase.telling}
    places = [place for place, word in enumerate(spoken.stems) if word in phrase.telling]
    inside: Counter[str] = Counter()
    best: tuple[float, int, int, int] | None = None
    left, weight = 0, 0.0
    for place in places:
        word = spoken.stems[place]
        weight += 0 if inside[word] else weights[word]
        inside[word] += 1
        while place - places[left] >= widest or inside[spoken.stems[places[left]]] > 1:
            gone = spoken.stems[places[left]]
            inside[gone] -= 1
            weight -= 0 if inside[gone] else weights[gone]
            left += 1
        here = (round(weight, 6), places[left] - place, places[left], place + 1)
        best = max(best, here) if best else here
    if best is None or best[3] <= spoken.own:
        return None
    start, end = _grown(spoken, phrase, best[2], best[3])
    matched = frozenset(place for place in places if start <= place < end)
    said = tongue(shelf.language)
    present = tuple(has(spoken, each, start, end, said) for each in phrase.must)
    return Place(
        shelf, spoken, start, end, best[0] / sum(weights.values()), False, matched, present,
        is_bracketed(shelf, spoken, matched), _touches(shelf, spoken, phrase, start, end),
    )  # fmt: skip


def _touches(shelf: Shelf, spoken: Spoken, phrase: Phrase, start: int, end: int) -> bool:
    here = set(spoken.stems[start:end])
    for must in phrase.must:
        weights = {word: shelf.weight(word) for word in must.telling}
        if len(weights) > 1 and sum(weights[word] for word in must.telling & here) >= MOSTLY * sum(weights.values()):
            return True
    return False


def _grown(spoken: Spoken, phrase: Phrase, start: int, end: int) -> tuple[int, int]:
    """With the words of the ask right before and behind, however little they say."""
    asked = set(phrase.stems)
    while start and spoken.stems[start - 1] in asked:
        start -= 1
    while end < len(spoken.stems) and spoken.stems[end] in asked:
        end += 1
    return start, end


def has(spoken: Spoken, must: Phrase, start: int, end: int, said: Tongue | None) -> bool:
    """Whether the telling words of a phrase stand close together, in any order, with few words between them."""
    wanted = set(must.telling) | {must.stems[place] for first, last in must.numbers for place in range(first, last)}
    widest = len(must.stems) + max(2, len(must.stems) // 2)
    first, last = max(0, start - 4), min(len(spoken.stems), end + 4)
    stems = with_kin(spoken.stems[first:last], wanted)
    if not wanted <= set(stems):
        return False
    for place, word in enumerate(stems):
        near = stems[place : place + widest]
        if word in wanted and wanted <= set(near):
            reach = max(near.index(each) for each in wanted)
            if not _is_parted(stems, spoken.forms[first:last], must, wanted, range(place, place + reach + 1), said):
                return True
    return False


def with_kin(words: Sequence[str], others: Collection[str]) -> list[str]:
    """Words as they are, but for those that begin as one of the others does: “delivery” for “delivered”."""
    heads = {one[:KIN]: one for one in others if len(one) >= KIN}
    found = []
    for word in words:
        one = heads.get(word[:KIN]) if word not in others else None
        found.append(one if one and (one.startswith(word) or word.startswith(one)) else word)
    return found


def _is_parted(
    stems: list[str], forms: tuple[str, ...], must: Phrase, wanted: set[str], inside: range, said: Tongue | None
) -> bool:
    """Another word that tells something has come between: “people who have stopped using drugs”. Lists may grow."""
    if said is None or len(must.items) > 1:
        return False
    joiners = Line(forms[inside.start : inside.stop]).find(said.joiners)
    joined = {inside.start + word for first, last in joiners for word in (first - 1, last)}
    return any(
        stems[word] not in wanted
        and word not in joined
        and not is_light(forms[word], said)
        and not said.supports.fullmatch(forms[word])
        for word in inside
    )


def is_bracketed(shelf: Shelf, spoken: Spoken, matched: Iterable[int]) -> bool:
    """Whether there is no agreement on one of these words, or they stand in an option."""
    if shelf.paragraphs[spoken.paragraph].option:
        return True
    for word in matched:
        number, start, end = spoken.at[word]
        if any(first < end and start < last for first, last in shelf.open.get(number, ())):
            return True
    return False
