"""Which words are the same word in a language: spellings, stems, accents. And in which language a draft seems to be.

Knows nothing of paragraphs. What it makes is for comparing only, and never shown.
"""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import Stemmer
from msgspec import Struct, convert

LANGUAGES = ("en", "fr", "es", "ru")
STEM = 6
"""Letters that stand for a word in languages whose endings we do not know."""
_SAMPLE = 3000
"""Words by which the language is told."""
_ENOUGH = 30
_COMMON = 0.12
"""Share of the words of a draft that are among the commonest of its language; in another it is half of that or less."""


class Spelling(Struct, frozen=True):
    """The file `words/spelling/<language>.toml`."""

    stemmer: str = ""
    common: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    endings: dict[str, str] = {}
    words: dict[str, str] = {}


@cache
def spelling_of(language: str | None) -> Spelling:
    """Of a language (ISO 639); an empty one where we have none, or for None."""
    if language not in LANGUAGES:
        return Spelling()
    path = files("firsthand.negotiations") / "words" / "spelling" / f"{language}.toml"
    return convert(tomllib.loads(path.read_text("utf-8")), Spelling)


def recognise(words: Iterable[str]) -> str | None:
    """The one of our languages whose commonest words stand in a text, in lower case; None where none is sure."""
    counted = Counter(word for word, _ in zip(words, range(_SAMPLE), strict=False))
    if counted.total() < _ENOUGH:
        return None
    shares = sorted(
        (sum(counted[word] for word in spelling_of(language).common) / counted.total(), language)
        for language in LANGUAGES
    )
    (second, _), (first, language) = shares[-2:]
    return language if first >= _COMMON and first >= 2 * second else None


def stems(words: Iterable[str], language: str | None) -> dict[str, str]:
    """For each word, in lower case, what stands for it and for all its forms and spellings."""
    spelling = spelling_of(language)
    ordered = list(dict.fromkeys(words))
    spelt = [_spelt(word, spelling) for word in ordered]
    if spelling.stemmer:
        spelt = Stemmer.Stemmer(spelling.stemmer, 0).stemWords(spelt)
    else:
        spelt = [word[:STEM] for word in spelt]
    return {word: unaccented(stem) for word, stem in zip(ordered, spelt, strict=True)}


def unaccented(word: str) -> str:
    """Latin, Greek and Cyrillic letters without the signs above and below them; but "й" is a letter of its own."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.replace("й", "\ufdd0")) if word < "\u0530" else word
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("\ufdd0", "й")


def _spelt(word: str, spelling: Spelling) -> str:
    if word in spelling.words:
        return spelling.words[word]
    if len(word) > 5:  # an ending of at least two letters behind three others, and no short words
        for size in range(min(len(word) - 3, 8), 1, -1):
            other = spelling.endings.get(word[-size:])
            if other is not None:
                return word[:-size] + other
    return word
