"""The words of a paragraph in the ways in which it can be read: with what is in brackets, without it, by alternatives.

Each word knows where it stands in what was printed. Case, signs, dashes and British or American spelling make no
difference. It knows nothing of what is looked for.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from firsthand.catalogue.negotiations import Bracket, Paragraph, all_brackets

MOST_ALTERNATIVES = 4
"""More than these side by side are read as one after another only."""

_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
"""With accents that were not joined to their letters, as some PDF files have them."""
_WORD = re.compile(rf"{_LETTERS}(?:[’'ʼ]{_LETTERS})*")
_ATTRIBUTION = re.compile(r"\[\s*[^\[\]:]{1,80}:\s*")
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)"), "is"),
    (re.compile(r"(?<=[a-z]{3})yz(?=(?:e|ed|es|ing)$)"), "ys"),
    (re.compile(r"^(fav|lab|behavi|endeav|hon|col|neighb|harb|hum|rum|vig)our"), r"\1or"),
    (re.compile(r"^(programme)(s?)$"), r"program\2"),
    (re.compile(r"^(cent|met|lit|fib)re(s?)$"), r"\1er\2"),
    (re.compile(r"(?<=[a-z]{2}[a-hj-z])ll(?=(?:ed|ing|er|ers)$)"), "l"),  # not the French “veiller”
    (re.compile(r"^(def|off|lic)ence(s?)$"), r"\1ense\2"),
    (re.compile(r"^fulfill?(?=$|s$|ment$)"), "fulfil"),
)
_SINGLE = {"judgement": "judgment", "ageing": "aging", "haemophilia": "hemophilia"}


class Word(Struct, frozen=True, gc=False):
    """A word as it is compared, and where it stands: `text[start:end]`."""

    plain: str
    start: int
    end: int


Reading = tuple[Word, ...]


@lru_cache(2_000)
def words(text: str) -> Reading:
    """Remembered for some drafts, since most paragraphs stand in the next one as they are."""
    return tuple(Word(plain_word(found[0]), *found.span()) for found in _WORD.finditer(text))


@lru_cache(50_000)
def plain_word(word: str) -> str:
    """Without case and what differs between families of spelling: "Decarbonization" is "decarbonisation"."""
    plain = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
    plain = _SINGLE.get(plain, plain)
    for pattern, other in _SPELLINGS:
        plain = pattern.sub(other, plain)
    return plain


def readings(paragraph: Paragraph) -> tuple[Reading, ...]:
    """All that it can be read as; the first has everything in it. No reading stands there twice."""
    whole = words(paragraph.text)
    if not paragraph.brackets:
        return (whole,)
    brackets = tuple(all_brackets(paragraph.brackets))
    spoken = _outside(whole, _attributions(paragraph.text, brackets))
    found = [spoken, _outside(spoken, [(each.start, each.end) for each in brackets])]
    most = max(each.alternative for each in brackets)
    for chosen in range(1, min(most, MOST_ALTERNATIVES) + 1):
        others = [(each.start, each.end) for each in brackets if each.alternative not in (0, chosen)]
        found.append(_outside(spoken, others))
    return tuple(dict.fromkeys(each for each in found if each))


def bracketed(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether there is a bracket around, in or across `text[start:end]`."""
    return any(each.start < end and start < each.end for each in paragraph.brackets)


def _attributions(text: str, brackets: Iterable[Bracket]) -> Iterator[tuple[int, int]]:
    """Who wants words in brackets stands among them, and is none of them."""
    for each in brackets:
        if each.attribution and (found := _ATTRIBUTION.match(text, each.start)):
            yield found.span()


def _outside(line: Reading, spans: Iterable[tuple[int, int]]) -> Reading:
    """Words that are in none of these stretches of the text; both are gone through once, however many there are."""
    waiting = deque(sorted(spans))
    reach, found = 0, []
    for word in line:
        while waiting and waiting[0][0] <= word.start:
            reach = max(reach, waiting.popleft()[1])
        if word.end > reach:
            found.append(word)
    return tuple(found)
