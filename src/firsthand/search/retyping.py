"""Queries typed with the keyboard set to another script, as the library's words tell them."""

from collections.abc import Iterator, Sequence

from firsthand.search.analysis import WORD, exact_of
from firsthand.search.asked import Asked
from firsthand.search.changes import CHOICE, Change, Written, find_terms
from firsthand.search.keyboards import LATIN, readings
from firsthand.search.slips import one_slip_away
from firsthand.search.vocabulary import Vocabulary

SMALL_LANGUAGES = frozenset({"be", "bg", "he", "ka", "mk"})
"""Languages with a keyboard whose passages are indexed under a tag that many languages share."""
SHORTEST = 3
"""So many letters of unknown words it takes to suspect the keyboard."""
SHORT = 2
"""A word of so few letters is typed anew together with the others, whether the library knows it or not."""
SHORTEST_WITH_A_SLIP = 5
WITH_A_SLIP, READINGS_WITH_A_SLIP = 2, 4
INFLECTED = 40
"""So many words, in all their readings, are looked for in other forms as well, which takes longer."""

Layouts = tuple[str, str]


def retyped(asked: Asked, words: Sequence[Written], vocabulary: Vocabulary) -> Iterator[tuple[Change, ...]]:
    """What the same keys say on another layout, if those are words of the library; the commonest first."""
    unknown = {word.term.start for word in words if not word.frequency}
    if sum(len(word.written) for word in words if not word.frequency) < SHORTEST:
        return
    terms = list(find_terms(asked))
    read = {start: dict(_readings(term.text, vocabulary)) for term, start in terms}
    known = _frequencies({text for those in read.values() for text in those.values()}, vocabulary)
    found: dict[tuple[Change, ...], int] = {}
    for layouts in dict.fromkeys(layouts for those in read.values() for layouts in those):
        changes = []
        for term, start in terms:
            text = read[start].get(layouts, "")
            frequency = known.get(text, 0)
            if frequency and (term.start in unknown or len(term.text) <= SHORT):
                changes.append(Change(start, start + len(term.text), text, frequency=frequency))
            elif term.start in unknown:
                break
        else:
            found.setdefault(tuple(changes), min((change.frequency for change in changes), default=0))
    yield from sorted((changes for changes in found if changes), key=lambda changes: -found[changes])[:CHOICE]


def retyped_with_a_slip(words: Sequence[Written], vocabulary: Vocabulary) -> Iterator[Change]:
    """The same, of one word alone, where a letter is wrong besides."""
    for word in words[:WITH_A_SLIP]:
        if len(word.written) < SHORTEST_WITH_A_SLIP or word.term.text != word.written:
            continue
        read = list(dict.fromkeys(text for _, text in _readings(word.written, vocabulary)))[:READINGS_WITH_A_SLIP]
        tokens = [token for text in read if text.isalpha() for token in one_slip_away(exact_of[text])]
        known = vocabulary.known(tokens)
        for token in sorted(known, key=lambda token: -known[token])[:1]:
            yield Change(word.start, word.end, token, frequency=known[token])


def _readings(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Layouts, str]]:
    """Those in languages of the library; what is typed on Latin layouts may be any."""
    languages = {*vocabulary.tags, *(SMALL_LANGUAGES if "und" in vocabulary.tags else ())}
    for layouts, read in readings(text):
        if languages.intersection(layouts) or layouts[1] in LATIN:
            yield layouts, read


def _frequencies(texts: set[str], vocabulary: Vocabulary) -> dict[str, int]:
    """Texts all of whose words the library knows, each with the frequency of its rarest."""
    words = {text: [word for word in WORD.findall(text) if exact_of[word]] for text in texts}
    every = list(dict.fromkeys(word for those in words.values() for word in those))
    known = vocabulary.known(map(exact_of.__getitem__, every))
    numbers = {word: known[exact_of[word]] for word in every if exact_of[word] in known}
    if len(every) <= INFLECTED:
        numbers |= zip(every, vocabulary.frequencies(every), strict=True)
    return {text: min(numbers.get(word, 0) for word in those) for text, those in words.items() if those}
