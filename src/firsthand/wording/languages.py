"""Which of the four languages a paragraph is in, told by its small words. For texts of which nobody said it."""

import re
from collections.abc import Collection, Mapping

from firsthand.wording.surroundings import simplified

_WORD = re.compile(r"[^\W\d_]+")
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђѓќ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_ENOUGH = 600
_SHORT = 50_000
"""Characters up to which all words of a text are looked at to see which languages can be in it at all."""


def spoken(text: str, functions: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The languages that a text may be in; all of them where it is too short to tell, none where it is another.

    `functions` are the small words of each language, without accents.
    """
    sample = text[:_ENOUGH]
    words = _WORD.findall(simplified(sample))
    counts = {language: sum(word in small for word in words) for language, small in functions.items()}
    if _NOT_RUSSIAN.search(sample):
        counts["ru"] = -1
    most = max(counts.values(), default=0)
    if most <= 0:
        return frozenset(language for language, count in counts.items() if count >= 0)
    return frozenset(language for language, count in counts.items() if count * 2 > most)


def possible(text: str, functions: Mapping[str, Collection[str]], among: frozenset[str]) -> frozenset[str]:
    """The languages that a text may have anything in: one whose small words are nowhere in it is not among them."""
    if "ru" in among and (text.isascii() or not _CYRILLIC.search(text)):
        among -= {"ru"}
    if len(text) > _SHORT:
        return among
    words = set(_WORD.findall(simplified(text)))
    there = frozenset(language for language in among if not words.isdisjoint(functions[language]))
    return there or among
