"""How much of a text is nonsense: words that no language writes, as wrong encodings and bad OCR make them.

Judged by what holds in all languages: no sign stands inside a word, no word mixes alphabets, words of the Latin, Greek
and Cyrillic alphabets have vowels, no heap of consonants, and no two letters side by side that never are.
Abbreviations, addresses, figures and formulas say nothing either way. Scripts without letters for vowels are judged by
their signs.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

_FEW = 5
"""Fewer words of nonsense than this are no ground for a judgement."""
_SAMPLE = 80
"""So many words of a page are looked at, taken from all over it."""
_MANY = 3_000
_SOUP = 0.15
"""Of 2,886 honest passages of 200 words from 110 locales, the worst has 10 % of words that are taken for nonsense."""
_DOUBTFUL = 0.05
_VOWELS_FROM, _VOWELS_TO = 0.27, 0.6
"""Between these lies the share of vowels in honest text; in those passages from 31 to 56 %."""
_ODD = 0.2
_SIGNS = 100
_CAPITALS = 0.6
_LONGEST = 40
_COMPOUND = 12
"""Letters from which on a word may be made of several, where consonants meet."""

_VOWELS = frozenset("aeiouyæœøıəɛɔαεηιουωаеёиоуыэюяіїєөүұә")
_LATIN, _GREEK, _CYRILLIC = "latin", "greek", "cyrillic"
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"[^\W\d_]([^\w\s]+)[^\W\d_]")
_JOINING = frozenset("'’ʼʻ‘`´·.,;:/&@\\-‐‑–—()[]<>+*=\"“”„«»‹›!?°…®™§")
"""What honest writing has between small letters: of words, abbreviations, formulas and addresses."""
_FIGURE = re.compile(r"[a-zа-я]\d[a-zа-я]")
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.(?:org|com|int|net|edu|gov)\b|[/\\].*[/\\]|_")
_ODD_SIGNS = frozenset("!#$%&*+<=>@^`{|}~\\¡¢£¤¥¦¨ª¬¯±²³¶¸¹º¼½¾×÷")
_THRICE = re.compile(r"(.)\1\1")
_NUMERAL = re.compile(r"[ivxlcm]+|w+|[xа-я]+")
_HUMPS = re.compile(r"[a-zа-я][A-ZА-Я]+[a-zа-я].*[a-zа-я][A-ZА-Я]|[a-zа-я]{2}[A-ZА-Я]$|[a-zа-я][A-ZА-Я][a-zа-я]$")
_CONSONANTS = re.compile(f"[^{''.join(sorted(_VOWELS))}]{{6,}}")
_NEVER = re.compile(
    "b[cdkpqxz]|c[bfgpqvx]|d[qx]|f[ckmpqvxz]|g[fvz]|h[xz]|j[bcgqwxz]|kx|lx|mx|p[qx]|q[bcfgjkmpqsvwxyz]|sx|v[dfgmqwx]|"
    "w[bfjpqvw]|x[dfgjnqvxz]|yx|z[fjqx]|"
    "[аеиоу][ыь]|г[щъью]|ж[тфхщъыюя]|к[щьэю]|х[щъю]|ц[бджзфхчшщъ]|щ[бвгджзклмпрстфхцчшщъыьэюя]|"
    "ъ[бгуфхцчшъыьэю]|ы[аощъыьэю]|ь[аьыъэю]|э[аеоуыьэюя]"
)
"""Pairs that make up less than four in ten thousand in each of 110 languages (accents taken away)."""


class Judgement(Struct, frozen=True):
    """What was found in a text."""

    words: int = 0
    """How many of its words say something."""
    nonsense: int = 0
    """How many of those no language writes."""
    vowels: float | None = None
    """The share of vowels in letters, where there are enough of alphabets that write them."""
    capitals: bool = False
    """Most of its words are in capitals, as lists of abbreviations are too: these need more nonsense to be soup."""
    odd: float = 0.0
    """The share of signs that prose seldom has, of all that is not space, where that is enough to judge."""

    @property
    def share(self) -> float:
        """The share of nonsense, from 0 to 1."""
        return self.nonsense / self.words if self.words else 0.0

    @property
    def is_soup(self) -> bool:
        """Whether nobody can read it."""
        if self.odd >= _ODD:
            return True
        if self.nonsense < _FEW:
            return False
        if self.capitals:
            return self.share >= 2 * _SOUP
        strange = self.vowels is not None and not _VOWELS_FROM <= self.vowels <= _VOWELS_TO
        return self.share >= _SOUP or (strange and self.share >= _DOUBTFUL)

    @property
    def is_doubtful(self) -> bool:
        """Whether another reading of the same page may well be better."""
        doubtful = 2 * _SOUP if self.capitals else _DOUBTFUL
        return self.is_soup or (self.nonsense >= _FEW and self.share >= doubtful)


def judge(words: Sequence[str]) -> Judgement:
    """Judge the words of a page: some of them if they are many, and all where those raise a doubt."""
    judged = _judge(words[:: max(1, len(words) // _SAMPLE)])
    return _judge(words[:_MANY]) if judged.is_doubtful and len(words) > _SAMPLE else judged


def _judge(sample: Sequence[str]) -> Judgement:
    lettered = [_WORD.findall(word) for word in sample]
    long = [part for parts in lettered for part in parts if len(part) > 3]
    shouted = sum(map(str.isupper, long)) > _CAPITALS * max(len(long), 1)
    verdicts = [_verdict(word[:_LONGEST].lower() if shouted else word[:_LONGEST]) for word in sample]
    said = [verdict for verdict in verdicts if verdict is not None]
    signs = sum(map(len, sample))
    odd = sum(map(_ODD_SIGNS.__contains__, "".join(sample))) / signs if signs >= _SIGNS else 0.0
    vowels = _vowels(part for parts in lettered for part in parts)
    return Judgement(len(said), sum(said), vowels, shouted, odd)


def _vowels(parts: Iterable[str]) -> float | None:
    bare = "".join(_bare(part.lower()) for part in parts)
    letters = bare if bare.isascii() else "".join(filter(_alphabet, bare))
    return sum(map(_VOWELS.__contains__, letters)) / len(letters) if len(letters) >= 100 else None


@lru_cache(maxsize=1 << 15)
def _verdict(word: str) -> bool | None:
    """Whether a word is nonsense; None where it says nothing."""
    if any(unicodedata.category(sign) in ("Co", "Cn", "Cc") or sign == "\ufffd" for sign in word):
        return True
    letters = "".join(_WORD.findall(word))
    if len(letters) < 3 or _ADDRESS.search(word):
        return None
    return _is_broken(_without_marks(word)) or any(_is_nonsense(part) for part in _WORD.findall(word) if len(part) > 2)


def _is_broken(word: str) -> bool:
    """Whether a sign or a figure stands between small letters where none can."""
    return bool(_FIGURE.search(word)) or any(
        not _JOINING.issuperset(found[1]) and _is_small(found[0][0]) and _is_small(found[0][-1])
        for found in _INSIDE.finditer(word)
    )


def _is_small(sign: str) -> bool:
    return sign.islower() and _alphabet(sign) is not None


def _is_nonsense(word: str) -> bool:
    """The same of letters only."""
    alphabets = {_alphabet(sign) for sign in unicodedata.normalize("NFC", word)}
    if len(alphabets - {None}) > 1:
        return True
    if None in alphabets or word.isupper():
        return False
    bare = _bare(word.lower())
    if _THRICE.search(bare) and not _NUMERAL.fullmatch(bare):
        return True
    voiceless = len(bare) >= 4 and _VOWELS.isdisjoint(bare)
    heaped = len(bare) < _COMPOUND and _CONSONANTS.search(bare)
    return bool(voiceless or heaped or _HUMPS.search(word) or _NEVER.search(bare))


def _alphabet(sign: str) -> str | None:
    """Which of the alphabets with vowels a letter is of."""
    code = ord(sign)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return _LATIN if sign.isalpha() else None
    if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
        return _GREEK
    return _CYRILLIC if 0x400 <= code < 0x530 else None


def _bare(word: str) -> str:
    """The letters without their accents."""
    return word if word.isascii() else _without_marks(unicodedata.normalize("NFD", word))


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    return "".join(sign for sign in word if unicodedata.category(sign) not in ("Mn", "Mc", "Me", "Cf"))
