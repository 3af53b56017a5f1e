"""Other words to try where a query finds nothing: words of the library's own that are written nearly alike.

One slip (after Damerau and Levenshtein) is looked for anywhere in a word, by asking the dictionary for every word that
is one slip away; two slips among the words that begin alike. Nothing is kept in memory and nothing is searched fuzzily.
"""

from collections.abc import Callable, Iterator
from heapq import nsmallest
from itertools import islice, product

from firsthand.search.analysis import WORD, exact_of
from firsthand.search.index import Index
from firsthand.search.query import Asked, Term

TRIES = 8
"""Corrected queries that are tried at most."""
MUCH_COMMONER = 5
"""A word that the library knows is only doubted for one that it has so many times as often."""

SHORTEST = 3
"""Shorter words are taken as meant."""
SHORTEST_FOR_TWO = 6
"""Two slips in a shorter word make it another word."""
LONGEST = 32
PREFIX = 3
"""Letters that are taken as right when two slips are looked for."""
SCANNED = 3_000
"""Words beginning alike that are compared at most."""

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєўјљњћџ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ءابتثجحخدذرزسشصضطظعغفقكلمنهويئؤپچژگ",
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
)
"""Letters after folding, by script."""


class _Word:
    """A written word of a query and what it could be instead."""

    def __init__(self, index: Index, start: int, written: str) -> None:
        self.start, self.end = start, start + len(written)
        token = exact_of[written]
        self.frequency = index.frequencies([("exact", token)])[0]
        floor = self.frequency * MUCH_COMMONER
        self.instead = [word for word, frequency in similar(index, token).items() if frequency > floor]


def corrected(index: Index, asked: Asked, spell: Callable[[str], str], finds: Callable[[str], bool]) -> str | None:
    """The query with its least known words put right, if that finds something; None otherwise.

    `spell` tells how the library writes a token, `finds` whether a query has hits.
    """
    words = [_Word(index, *place) for place in _searched_words(asked)]
    unknown = [word for word in words if not word.frequency and word.instead]
    doubtful = sorted((word for word in words if word.frequency and word.instead), key=lambda word: word.frequency)
    for wrong in [unknown] if unknown else [[word] for word in doubtful]:
        for choice in islice(product(*(word.instead for word in wrong)), TRIES):
            text = asked.cleaned
            for word, token in sorted(zip(wrong, choice, strict=True), key=lambda pair: -pair[0].start):
                text = text[: word.start] + spell(token) + text[word.end :]
            if finds(text):
                return text
    return None


def _searched_words(asked: Asked) -> Iterator[tuple[int, str]]:
    """The written words of a query that have to occur whole, with where they stand in the cleaned text."""
    terms: list[Term] = [
        term for alternatives in asked.wanted for term in alternatives if isinstance(term, Term) and not term.prefix
    ]
    for term in terms:
        start = asked.cleaned.find(term.text, term.start)
        for match in WORD.finditer(term.text):
            if start >= 0 and len(exact_of[match[0]].split()) == 1:
                yield start + match.start(), match[0]


def similar(index: Index, token: str, limit: int = 3) -> dict[str, int]:
    """Tokens of the index that a mistyped token may stand for, the likeliest first, with their frequencies.

    A slip is a letter too many, too few, another, or two exchanged. Fewer slips count more than frequency.
    """
    if not SHORTEST <= len(token) <= LONGEST or token.isdigit():
        return {}
    near = list(dict.fromkeys(_one_slip_away(token)))
    frequencies = index.frequencies([("exact", word) for word in near])
    found = {word: (1, -frequency) for word, frequency in zip(near, frequencies, strict=True) if frequency}
    if len(token) >= SHORTEST_FOR_TWO:
        for word, frequency in index.beginning(token[:PREFIX], SCANNED):
            if word not in found and word != token and abs(len(word) - len(token)) <= 2 and slips(token, word, 2) <= 2:
                found[word] = (2, -frequency)
    return {word: -found[word][1] for word in nsmallest(limit, found, key=found.__getitem__)}


def as_written(text: str, token: str) -> str:
    """How a text writes a token, in small letters; the token itself where it doesn't."""
    for word in WORD.findall(text):
        if exact_of[word] == token:
            return str(word.lower())
    return token


def _one_slip_away(word: str) -> Iterator[str]:
    letters = next((letters for letters in _ALPHABETS if any(sign in letters for sign in word)), "")
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]


def slips(one: str, other: str, most: int) -> int:
    """How many slips lead from one word to the other (optimal string alignment); anything above `most` is `most` + 1.

    >>> slips("naloxone", "naloxnoe", 2), slips("needle", "nedel", 2), slips("needle", "police", 2)
    (1, 2, 3)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, row, before_last = row, [i], before
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return min(row[-1], most + 1)
