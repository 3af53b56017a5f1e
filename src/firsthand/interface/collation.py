"""The alphabet of a reader: in which order names stand in a list. It knows nothing of what is listed.

The levels are those of the Unicode collation algorithm (UTS #10): letters, then accents, then capitals; the alphabets
are CLDR's, in a small form. White space and dashes part words, other punctuation is passed over, numbers are compared
by their value.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import langcodes
from msgspec import Struct

Key = tuple[tuple[int, ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]
"""Letters, accents, capitals, and the text itself: no two texts are equal that are not the same."""


def key(text: str, language: str) -> Key:
    """What `sorted` compares: by the alphabet of a language (BCP 47), other scripts after its own, always alike.

    >>> sorted(["Zürich", "Écluse", "Ёж", "Nunca", "ñandú", "Eden"], key=lambda name: key(name, "es"))
    ['Écluse', 'Eden', 'Nunca', 'ñandú', 'Zürich', 'Ёж']
    """
    alphabet = _alphabet(language)
    shown = " ".join(unicodedata.normalize("NFC", text).split())
    letters: list[int] = []
    accents: list[tuple[int, ...]] = []
    for weights, marks in _weigh(_folded(shown, alphabet), alphabet):
        letters.extend(weights)
        accents.append(marks)
    capitals = tuple(sign.isupper() for sign in shown if sign.isalpha())
    return tuple(letters), tuple(accents[:: -1 if alphabet.backwards else 1]), capitals, shown


class Alphabet(Struct, frozen=True):
    """How a language orders letters."""

    order: dict[str, tuple[int, int]]
    """A letter in normal form D, of one sign or several -> its weight, and its rank among those of the same weight."""
    most: int
    """Signs with their accents of which a letter can consist: 3 for the Hungarian “dzs”."""
    scripts: dict[str, int]
    """Script (ISO 15924) -> the weight of what comes before it."""
    charset: str | None
    """A character set that has ideographs in the order of its readers' dictionaries."""
    turkic: bool
    """The capital of “ı” is “I”."""
    backwards: bool
    """Of several accents the last one counts first, as in Canada's French."""


_LATIN = "a b c d ð e ǝ ə f g ɣ h i j k l m n ŋ o ɔ p q r s t u v w x y z þ ʒ"
_CYRILLIC = (
    "а ә б в г ґ ғ д ђ ѓ е є ж җ з ѕ и і ї й ј к ќ қ л љ м н њ ң о ө п р с т ћ у ў ү ұ ф х ҳ һ ц ч ҷ џ ш щ ъ ы ь э ю я"
)
_ARABIC = "ء ا ٱ ب پ ت ٹ ة ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ڤ ق ک=ك گ ل م ن ں ه=ھ=ہ ە و ۆ ی=ي=ى ے"
_VARIANTS = (("o", "ø"), ("d", "đ"), ("l", "ł"), ("h", "ħ"), ("i", "ı"), ("t", "ŧ"))
"""Letters that are filed as another one with an accent, where a language doesn't say otherwise."""
_EXPANDED = (("æ", "ae"), ("œ", "oe"))

_NORDIC = "z<æ=ä<ø=ö=ő<å=aa"
_YUGOSLAV = "c<č<ć d<dž<đ l<lj n<nj s<š z<ž"
_TAILORED = {
    "az": "c<ç e<ə g<ğ h<x<ı k<q o<ö s<ş u<ü", "bs": _YUGOSLAV, "cs": "c<č h<ch r<ř s<š z<ž",
    "cy": "c<ch d<dd f<ff g<ng l<ll p<ph r<rh t<th", "da": _NORDIC, "eo": "c<ĉ g<ĝ h<ĥ j<ĵ s<ŝ u<ŭ", "es": "n<ñ",
    "et": "s<š<z<ž w<õ<ä<ö<ü", "fa": "ن<و<ه", "fi": "z<å<ä=æ<ö=ø", "gl": "n<ñ", "hr": _YUGOSLAV,
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö=ő s<sz t<ty u<ü=ű z<zs",
    "is": "a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<æ=ä<ö=ø<å", "kk": "ы<і", "lt": "c<č i=y s<š z<ž",
    "lv": "c<č g<ģ k<ķ l<ļ n<ņ r<ŗ s<š z<ž", "nb": _NORDIC, "nn": _NORDIC, "no": _NORDIC,
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż", "ro": "a<ă<â i<î s<ș=ş t<ț=ţ", "sk": "a<ä c<č h<ch o<ô s<š z<ž",
    "sl": _YUGOSLAV, "sq": "c<ç d<dh e<ë g<gj l<ll n<nj r<rr s<sh t<th x<xh z<zh", "sr": _YUGOSLAV,
    "sv": "z<å<ä=æ<ö=ø", "tr": "c<ç g<ğ h<ı o<ö s<ş u<ü", "vi": "a<ă<â d<đ e<ê o<ô<ơ u<ư",
}  # fmt: skip
"""Language -> what its alphabet changes: “<” after that letter, “=” filed as that letter, with an accent."""

_BLOCKS = (
    (0x0000, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"),
    (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, "Nkoo"), (0x08A0, "Arab"), (0x0900, "Deva"),
    (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"),
    (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"),
    (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, "Zzzz"), (0x1780, "Khmr"),
    (0x1800, "Zzzz"), (0x1C90, "Geor"), (0x1CC0, "Latn"), (0x1F00, "Grek"), (0x2000, "Latn"), (0x2D00, "Geor"),
    (0x2D30, "Zzzz"), (0x2E80, "Hani"), (0x3040, "Kana"), (0x3100, "Hani"), (0xA000, "Zzzz"), (0xA640, "Cyrl"),
    (0xA6A0, "Latn"), (0xA800, "Zzzz"), (0xAC00, "Hang"), (0xF900, "Hani"), (0xFB00, "Latn"), (0x10000, "Zzzz"),
    (0x20000, "Hani"), (0x40000, "Zzzz"),
)  # fmt: skip
"""From which code point on a script is written; scripts follow one another in a list in the order of first mention."""
_STARTS = [start for start, _ in _BLOCKS]

_UNIT = re.compile(
    "(.)([\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0e47-\u0e4e\u3099\u309a]*)",
    re.DOTALL,
)
"""A sign and its accents; the vowel signs of other scripts are letters."""
_VOWEL_FIRST = re.compile("([เแโใไເແໂໃໄ])([ก-ฮກ-ຮ])")
_TURKIC = str.maketrans({"I": "ı", "İ": "i"})
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_STEP = 1 << 24
"""More than there are letters in a script."""
_APART, _NUMBER = 1, 2
"""Weights of the gap between two words and of a number: before all letters."""
_READERS = {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Kana", "Hani"), "Kore": ("Hang", "Hani")}
_CHARSETS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "shift_jis"}


@lru_cache(maxsize=64)
def _alphabet(language: str) -> Alphabet:
    tag, script = language.partition("-")[0].lower(), _written_in(language)
    shelves = [unit.split("=") for unit in f"{_LATIN} {_CYRILLIC} {_ARABIC}".split()]
    for rule in _TAILORED.get(tag, "").split():
        _tailor(shelves, rule)
    placed = {unit for shelf in shelves for unit in shelf}
    for base, variant in _VARIANTS:
        if variant not in placed:
            next(shelf for shelf in shelves if base in shelf).append(variant)
    own = _READERS.get(script, (script,))
    others = dict.fromkeys(name for _, name in _BLOCKS)
    scripts = {name: rank * _STEP for rank, name in enumerate(dict.fromkeys((*own, *others)), start=1)}
    order = {}
    for place, shelf in enumerate(shelves):
        for rank, unit in enumerate(shelf):
            plain = unicodedata.normalize("NFKD", unit)
            order[plain] = (scripts[_script(plain[0])] + place, rank)
    most = max(len(_UNIT.findall(unit)) for unit in order)
    return Alphabet(order, most, scripts, _CHARSETS.get(script), tag in ("tr", "az"), language.lower() == "fr-ca")


def _written_in(language: str) -> str:
    try:
        return langcodes.Language.get(language).maximize().script or "Latn"
    except ValueError:
        return "Latn"


def _tailor(shelves: list[list[str]], rule: str) -> None:
    """Moves letters after the first of the rule."""
    steps = [step.split("=") for step in rule.split("<")]
    moved = {unit for step in steps[1:] for unit in step} | set(steps[0][1:])
    for shelf in shelves:
        shelf[:] = [unit for unit in shelf if unit not in moved]
    shelves[:] = [shelf for shelf in shelves if shelf]
    at = next(number for number, shelf in enumerate(shelves) if steps[0][0] in shelf)
    shelves[at].extend(steps[0][1:])
    shelves[at + 1 : at + 1] = [list(step) for step in steps[1:]]


def _folded(text: str, alphabet: Alphabet) -> str:
    """In small letters and normal form KD, as it is filed."""
    if alphabet.turkic:
        text = text.translate(_TURKIC)
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_KATAKANA)
    for letter, letters in _EXPANDED:
        if letter not in alphabet.order:
            folded = folded.replace(letter, letters)
    return _VOWEL_FIRST.sub(r"\2\1", folded)


def _weigh(folded: str, alphabet: Alphabet) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Weights and accents of one letter, number or gap after another."""
    units: list[tuple[str, str]] = _UNIT.findall(folded)
    at, apart = 0, False
    while at < len(units):
        base = units[at][0]
        kind = unicodedata.category(base)
        if kind == "Nd":
            digits = list(_digits(units[at:]))
            at += len(digits)
            significant = "".join(digits).lstrip("0")
            weights: tuple[int, ...] = (_NUMBER, len(significant), *map(int, significant))
            marks: tuple[int, ...] = ()
        elif kind[0] in "LMN":
            taken, weight, marks = _letter(units, at, alphabet)
            at, weights = at + taken, (weight,)
        else:
            apart, at = apart or kind[0] == "Z" or kind == "Pd", at + 1
            continue
        yield ((_APART, *weights) if apart else weights), marks
        apart = False


def _digits(units: list[tuple[str, str]]) -> Iterator[str]:
    for base, _ in units:
        if unicodedata.category(base) != "Nd":
            return
        yield str(unicodedata.decimal(base))


def _letter(units: list[tuple[str, str]], at: int, alphabet: Alphabet) -> tuple[int, int, tuple[int, ...]]:
    """How many signs are a letter here, its weight, and its accents."""
    for count in range(min(alphabet.most, len(units) - at), 1, -1):
        if found := alphabet.order.get("".join(base + accents for base, accents in units[at : at + count])):
            return count, found[0], (found[1],) if found[1] else ()
    base, accents = units[at]
    for accent in accents:
        if found := alphabet.order.get(base + accent):
            return 1, found[0], (*((found[1],) if found[1] else ()), *(map(ord, accents.replace(accent, "", 1))))
    weight, rank = alphabet.order.get(base) or (_unlisted(base, alphabet), 0)
    return 1, weight, (*((rank,) if rank else ()), *map(ord, accents))


def _unlisted(base: str, alphabet: Alphabet) -> int:
    """Of a sign of any other script, and of the rarer ones of those that are listed: by its code point."""
    script = _script(base)
    if script == "Hani" and alphabet.charset:
        known = base.encode(alphabet.charset, "ignore")
        place = int.from_bytes(known) if known else 0x10000 + ord(base)
    else:
        place = 0x1000 + ord(base)
    return alphabet.scripts[script] + place


def _script(sign: str) -> str:
    return _BLOCKS[bisect_right(_STARTS, ord(sign)) - 1][1]
