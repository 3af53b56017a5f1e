"""How text becomes tokens, the same way for passages and for queries.

Every word has an *exact* form (NFKC, casefolded, diacritics folded), the same in all languages, and stems that are
tagged with the language of the passage ("ru:вред"), so that a stem matches in its own language only. Scripts that are
written without spaces become overlapping pairs of characters. Knows nothing of indexes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import Stemmer

from firsthand.search.inflections import ENDINGS, WORDS, light_arabic, light_ukrainian, regular
from firsthand.search.languages import SNOWBALL, analysed_as, stop_words
from firsthand.search.letters import fold, normalise, only_letters

ANALYSIS = 5
"""Raised whenever the same text would give other tokens; indexes made before are then made anew."""

TOKEN_CHARACTERS = 64
"""Longer words are cut."""

LOUD = 3
"""More words than these, all in capitals, are no names."""

_REMEMBERED = 1 << 15
"""Written forms whose tokens are kept in memory, for each language."""
_SELDOM_AGAIN = 32
"""Characters; longer forms are mostly runs of unspaced scripts."""


def _marks() -> str:
    """Combining marks as ranges of a character class; Python's \\w leaves them out."""
    ranges: list[list[int]] = []
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


MARKS = _marks()
_INSIDE = f"\u00ad\u200c\u200d{MARKS}"
_APOSTROPHES = "'\u2019\u02bc\uff07"
WORD = re.compile(f"\\w+(?:[{_INSIDE}]+\\w*|[{_APOSTROPHES}\u00b7]\\w+)*")
"""A written word: letters, digits and their marks, with apostrophes and the Catalan middle dot inside."""
_ASCII_WORD = re.compile(r"\w+(?:'\w+)*", re.ASCII)

UNSPACED = (
    "\u0e01-\u0e4f\u0e81-\u0ecf\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u104a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17df"  # Khmer
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3\uffa1-\uffdc"  # Hangul
)
"""Characters of the scripts that are searched by pairs of characters."""
_CLUSTER = re.compile(f".[\u200b-\u200d\uff9e\uff9f{MARKS}]*", re.DOTALL)
"""A base character with its marks."""
_only_unspaced = re.compile(f"[{UNSPACED}\u200b-\u200d{MARKS}]*").fullmatch
_RUN = re.compile(f"([{UNSPACED}][{UNSPACED}\u200b-\u200d{MARKS}]*)|[^_{UNSPACED}]+")

_POSSESSIVE = re.compile(f"[{_APOSTROPHES}]s$", re.IGNORECASE)
_INCLUSIVE = re.compile("(?<!l)\u00b7.*|\u00b7(?!l).*")
"""Endings after a middle dot that is not the Catalan one."""
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, f"{_APOSTROPHES}·"))
_ELIDED = re.compile(
    "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu"  # French, and Catalan
    "|un|[adns]ell|[dns]?all|sull|coll|quest|quell|senz|tutt|anch|dov|c?om|gl)"  # Italian
    f"[{_APOSTROPHES}](?=.)",
    re.IGNORECASE,
)
"""An article or pronoun before an apostrophe; it is no part of the word in any language."""


class Part(NamedTuple):
    """A stretch of a written word that becomes one token, or, of an unspaced script, the first half of a pair."""

    token: str
    start: int
    """In characters, from the start of the written word."""
    end: int
    paired: bool = False


def words_of(text: str) -> list[str]:
    """The written words of a text."""
    return (_ASCII_WORD if text.isascii() else WORD).findall(text)


def parts(word: str) -> list[Part]:
    """The tokens of one written word (a match of WORD) in their exact forms, with where they stand in it."""
    if word.isascii() and word.isalnum():
        return [Part(word.lower()[:TOKEN_CHARACTERS], 0, len(word))]
    if only_letters(word):
        return [Part(fold(normalise(word))[:TOKEN_CHARACTERS], 0, len(word))]
    found: list[Part] = []
    for run in _RUN.finditer(word):
        if run[1]:
            found.extend(_pairs(run[0], run.start()))
        else:
            begin, written = run.start(), run[0]
            if elided := _ELIDED.match(written):
                begin, written = begin + elided.end(), written[elided.end() :]
            token = fold(_bare(written))[:TOKEN_CHARACTERS]
            if token:
                found.append(Part(token, begin, run.end()))
    return found


def _bare(written: str) -> str:
    """Normalised, without possessive, apostrophes and the endings of "usager·e·s"."""
    return _INCLUSIVE.sub("", normalise(_POSSESSIVE.sub("", written))).translate(_WITHOUT_APOSTROPHES)


@lru_cache(1 << 13)
def _folded_cluster(cluster: str) -> str:
    return fold(normalise(cluster))


def _pairs(run: str, offset: int) -> Iterator[Part]:
    clusters = [(_folded_cluster(match[0]), *match.span()) for match in _CLUSTER.finditer(run)]
    for (first, start, _), (second, _, end) in pairwise(clusters):
        yield Part(first + second, offset + start, offset + end, paired=True)
    last, start, end = clusters[-1]
    yield Part(last, offset + start, offset + end, paired=True)


class _Memory(dict[str, str]):
    """Written form -> its tokens, parted by spaces; made when first asked for, forgotten when there are too many."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self._make(word)
        if len(word) <= _SELDOM_AGAIN:
            self[word] = made
        return made


def _exact_tokens(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()[:TOKEN_CHARACTERS]
    if only_letters(word):
        return fold(normalise(word))[:TOKEN_CHARACTERS]
    return " ".join(part.token for part in parts(word))


exact_of: Mapping[str, str] = _Memory(_exact_tokens)
"""Written word -> its exact tokens, parted by spaces."""


def _stemmer(tag: str) -> Callable[[str], str]:
    """From a normalised word to its folded stem."""
    if tag == "ar":
        return lambda word: light_arabic(fold(word))
    if tag == "uk":
        return lambda word: light_ukrainian(fold(word))
    if tag not in SNOWBALL:
        return fold
    lock, stem_word, mends = Lock(), Stemmer.Stemmer(SNOWBALL[tag], 0).stemWord, tag in WORDS or tag in ENDINGS

    def stem(word: str) -> str:
        if mends:
            word = regular(word, tag)
        with lock:  # a stemmer is not made for two threads at once
            return fold(stem_word(word))

    return stem


@lru_cache(1_024)
def _writings(word: str) -> tuple[str, ...]:
    """What is stemmed of a written word: each part that is not of an unspaced script, with its accents and without."""
    if only_letters(word):
        normal = normalise(word)
        return tuple(dict.fromkeys((normal[:TOKEN_CHARACTERS], fold(normal)[:TOKEN_CHARACTERS])))
    found: dict[str, None] = {}
    for part in parts(word):
        if not part.paired:
            # Stemmers know accents, and readers often leave them out: both ways lead to the passage.
            found[_bare(word[part.start : part.end])[:TOKEN_CHARACTERS]] = None
            found[part.token] = None
    return tuple(found)


@cache
def stems_of(tag: str) -> Mapping[str, str]:
    """Written word -> its tagged stems, parted by spaces; empty for stop words and unspaced scripts."""
    return _Memory(stemming(tag))


@cache
def stemming(tag: str) -> Callable[[str], str]:
    """The step from a written word to its tagged stems, as `stems_of` has them, for words that come once."""
    stem, stops, before = _stemmer(tag), _folded_stop_words(tag), f"{tag}:"

    def make(word: str) -> str:
        if _only_unspaced(word):
            return ""
        token = exact_of[word]
        if token in stops and is_stop_word(word, tag):
            return ""
        if word.isascii() and word.isalnum():
            return before + stem(token)
        writings = _writings(word)
        if len(writings) == 1:
            return before + stem(writings[0])
        return " ".join(dict.fromkeys([before + stem(writing) for writing in writings]))

    return make


@cache
def _folded_stop_words(tag: str) -> frozenset[str]:
    return frozenset(fold(normalise(word)) for word in stop_words(tag))


def is_stop_word(word: str, tag: str) -> bool:
    """Whether a written word is too common to tell passages apart. Capitals make it a name: WHO is not "who"."""
    return exact_of[word] in _folded_stop_words(tag) and not (len(word) > 1 and word.isupper())


def is_loud(text: str) -> bool:
    """Whether a text is all in capitals, which make no names there; a few words alone may be names.

    >>> is_loud("THE RIGHT TO HEALTH"), is_loud("WHO"), is_loud("WHO and UNODC")
    (True, False, False)
    """
    return text.isupper() and len(text.split(None, LOUD)) > LOUD


def exact(text: str) -> str:
    """The exact tokens of a text, parted by spaces."""
    return exact_tokens(words_of(text))


def exact_tokens(words: Sequence[str]) -> str:
    """The exact tokens of written words (matches of WORD), parted by spaces."""
    return " ".join(filter(None, map(exact_of.__getitem__, words)))


def stems(text: str, language: str) -> str:
    """The stems of a text in a language (BCP 47), tagged, without stop words and unspaced scripts, parted by spaces."""
    return stem_tokens(words_of(text.lower() if is_loud(text) else text), language)


def stem_of(word: str, tag: str) -> str:
    """The first tagged stem of a written word; nothing for stop words and unspaced scripts."""
    return stems_of(tag)[word].partition(" ")[0]


def stem_tokens(words: Iterable[str], language: str) -> str:
    """The stems of written words (matches of WORD) in a language (BCP 47), parted by spaces."""
    return " ".join(filter(None, map(stems_of(analysed_as(language)).__getitem__, words)))
