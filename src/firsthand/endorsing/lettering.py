"""How a name is compared: by how it sounds in Latin letters, and by how it looks to the eye. It knows no other names.

Sounds follow the common ways of writing Cyrillic (GOST 7.79, BGN/PCGN, passports) and Greek (ISO 843) in Latin letters,
folded to where these agree. Looks follow the idea of a skeleton in Unicode's UTS #39, for the letters of Latin,
Cyrillic and Greek that are drawn alike.
"""

import re
from functools import lru_cache
from unicodedata import category, combining, name, normalize

_CYRILLIC = """
а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sch ы i
э e ю yu я ya і i ї i є e ґ g ў u ђ dj ј j
љ lj њ nj ћ c џ dz ѓ g ќ k ѕ z ә a ғ g қ k ң n ө o ұ u ү u һ h ӣ i ӯ u ҳ h ҷ j
"""
_SOFT = {"ъ": "", "ь": ""}
_GREEK = """
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
"""
_PAIRS = (("ου", "u"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("ευ", "ev"), ("αυ", "av"))
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_SOUNDS = str.maketrans(_table(_CYRILLIC) | _table(_GREEK) | _LATIN | _SOFT)

_AGREEMENTS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        ("(?:shch|sch|sh)", "s"), ("(?:tch|ch|cz|č)", "c"), ("(?:kh|h)", "h"), ("zh", "z"), ("(?:ts|tz)", "c"),
        ("ph", "f"),
        ("ou", "u"), ("(?:ya|ia|ja)", "a"), ("(?:yu|iu|ju)", "u"), ("(?:ye|ie|je)", "e"), ("(?:yo|jo|io)", "o"),
        ("[yj]", "i"), ("w", "v"), ("(?:ks|x)", "x"), ("q", "k"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
"""Where several ways of writing a sound meet; one after another."""

_ALIKE = str.maketrans(
    dict(
        zip(
            "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухѵһԁԛԝвктмнгпАΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχωϲ",
            "abesijkmhopctyxygqwaesijopcyxvhdqwbktmhrnaabezhikmnoptyxaiknoptuxwc",
            strict=True,
        )
    )
)
_DRAWN = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_STROKES = str.maketrans("0135$@|!", "oiessaii")

_WORD = re.compile(r"[^\W_]+")


@lru_cache(65536)
def spoken(text: str) -> tuple[str, ...]:
    """The words of a name by their sound, in its own order, without accents, capitals and signs.

    >>> spoken("Зоя Хрущёва") == spoken("Zoia Khrushcheva")
    True
    """
    plain = _unmarked(text).casefold()
    for pair, sound in _PAIRS:
        plain = plain.replace(pair, sound)
    plain = plain.translate(_SOUNDS)
    words = (_agreed(word) for word in _WORD.findall(_unmarked(plain)))
    return tuple(word for word in words if word)


@lru_cache(65536)
def seen(text: str) -> str:
    """The name by what it looks like: letters of other alphabets that are drawn alike are the same; no blanks.

    >>> seen("Аnnа Ivanova") == seen("Anna Ivanova")
    True
    """
    drawn = _unmarked(text.translate(_ALIKE)).casefold().translate(_ALIKE).translate(_STROKES).replace("l", "i")
    for pair, one in _DRAWN:
        drawn = drawn.replace(pair.replace("l", "i"), one)
    return "".join(_WORD.findall(drawn))


def mixed(text: str) -> bool:
    """Whether one word of a text has letters of several alphabets that are drawn alike."""
    return any(len(_alphabets(word)) > 1 for word in _WORD.findall(text))


def initials(words: tuple[str, ...], *, small: frozenset[str] = frozenset()) -> str:
    """The first letters of words, without `small` ones."""
    return "".join(word[0] for word in words if word not in small)


def domain_of(address: str) -> str:
    """The part behind the @, in small letters without a dot at its end; empty where there is none.

    >>> domain_of("Zoe@Mail.Example.ORG ")
    'mail.example.org'
    """
    return address.strip().rpartition("@")[2].casefold().rstrip(".") if "@" in address else ""


def mailbox_of(address: str) -> str:
    """An address as far as it counts for who reads it: small letters, without what stands behind a plus."""
    local, at, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain.rstrip('.')}"


def _unmarked(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign) and category(sign) != "Cf")


@lru_cache(65536)
def _agreed(word: str) -> str:
    for pattern, by in _AGREEMENTS:
        word = pattern.sub(by, word)
    return word


def _alphabets(word: str) -> set[str]:
    return {script for sign in word if (script := _script(sign)) in {"LATIN", "CYRILLIC", "GREEK"}}


@lru_cache(4096)
def _script(sign: str) -> str:
    return name(sign, "").partition(" ")[0] if sign.isalpha() else ""
