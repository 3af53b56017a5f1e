"""How strongly sentences bind, by language: modals in order of strength, hedges, negations, words for all, numbers.

They are data in `words/strength/`, patterns over whole words as `spoken` compares them. It knows no ask and no draft.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

import msgspec
import Stemmer
from msgspec import Struct

LANGUAGES = ("en", "fr", "es", "ru")
_STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian"}
_STEMMING = Lock()
"""A stemmer is not made for several threads."""
_ELISION = re.compile(r"^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu)'(?=\w)")
_POSSESSIVE = re.compile(r"'s?$")


class _Force(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: tuple[str, ...]


class _Data(Struct, frozen=True, forbid_unknown_fields=True):
    forces: tuple[_Force, ...]
    plain: bool = False
    lists: dict[str, tuple[str, ...]] = {}
    stems: dict[str, str] = {}
    """Of words that a stemmer takes for others, or for none of their family."""
    verbal: str = ""


class Tongue(Struct, frozen=True):
    """Patterns to be searched in words with one space between them."""

    language: str
    forces: tuple[re.Pattern[str], ...]
    """From the strongest to the weakest."""
    hedges: re.Pattern[str]
    negations: re.Pattern[str]
    no_negations: re.Pattern[str]
    """What has a word of negation in it and denies nothing: “no later than”."""
    universals: re.Pattern[str]
    limits: re.Pattern[str]
    """What makes a group smaller: “some”, “eligible”."""
    preamble: re.Pattern[str]
    numbers: re.Pattern[str]
    floors: re.Pattern[str]
    """What makes a number the least: “at least”."""
    ceilings: re.Pattern[str]
    """What makes it the most: “up to”."""
    deadlines: re.Pattern[str]
    """What makes a date the last one: “by”."""
    starts: re.Pattern[str]
    """What makes it the first one: “from”, “after”."""
    joiners: re.Pattern[str]
    """What stands between the items of a list."""
    both: re.Pattern[str]
    """“and”."""
    either: re.Pattern[str]
    """“or”: who may choose need not do both."""
    supports: re.Pattern[str]
    """What may stand between a modal and the verb without taking force from it: “shall ensure that … is provided”."""
    relatives: re.Pattern[str]
    """With these another clause begins: “to which states contribute according to their means”."""
    actors: re.Pattern[str]
    """Those who negotiate, and bind themselves: “States”, “Parties”, “we”."""
    openers: re.Pattern[str]
    """What narrows the word before it: “children over twelve”, “workers who …”."""
    endings: re.Pattern[str]
    """Verbs that do away with what stands behind them: “abolish”; and “concerned at”."""
    conditions: re.Pattern[str]
    """What begins a condition right behind a sentence: “where they have …”, “during …”."""
    verbal: str
    """“to” before a verb, or nothing."""
    being: re.Pattern[str]
    """“is”, behind which “not” denies what stands before it."""
    light: frozenset[str]
    """Words that say little about what a phrase is about."""
    plain: bool
    """Whether a verb binds as it is, without a modal: “Les États veillent à …”."""


def tongue(language: str) -> Tongue | None:
    """None for a language (BCP 47) of which there are no data."""
    primary = language.lower().split("-")[0]
    return _tongue(primary) if primary in LANGUAGES else None


@cache
def _tongue(language: str) -> Tongue:
    data = _read(language)
    light = frozenset(data.lists["light"])
    lists = {name: _pattern(words) for name, words in data.lists.items() if name != "light"}
    forces = tuple(_pattern(force.words) for force in data.forces)
    return Tongue(language, forces, light=light, plain=data.plain, verbal=data.verbal, **lists)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, the longest entry first where several fit."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\S)")


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language], 0)


@cache
def _read(language: str) -> _Data:
    source = files("firsthand.negotiations") / "words" / "strength" / f"{language}.toml"
    return msgspec.toml.decode(source.read_bytes(), type=_Data)


@lru_cache(100_000)
def stem(word: str, language: str) -> str:
    """Of a plain word: "l'évaluation" is "évalu". Languages without data keep their words as they are."""
    if language == "fr":
        word = _ELISION.sub("", word)
    if language == "en":
        word = _POSSESSIVE.sub("", word)
    if language not in _STEMMERS or word.isdigit():
        return word
    if known := _read(language).stems.get(word):
        return known
    if language == "ru":
        word = word.replace("ё", "е")
    with _STEMMING:
        stemmed: str = _stemmer(language).stemWord(word)
    return stemmed
