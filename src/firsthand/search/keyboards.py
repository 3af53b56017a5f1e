"""What was meant where the keyboard was set to another script: "yfhrjnbrb" is "наркотики", "тфдщчщту" is "naloxone".

Layouts as computers come with them, key for key. Knows nothing of languages beyond that and nothing of libraries.
"""

from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

_KEYS = "` qwertyuiop[] asdfghjkl;' zxcvbnm,./"
_SHIFTED = '~ QWERTYUIOP{} ASDFGHJKL:" ZXCVBNM<>?'
LATIN = {
    "qwerty": _KEYS,
    "azerty": "² azertyuiop^$ qsdfghjklmù wxcvbn,;:!",
    "qwertz": "^ qwertzuiopü+ asdfghjklöä yxcvbnm,.-",
    "español": "º qwertyuiop`+ asdfghjklñ´ zxcvbnm,.-",
}
_OTHERS = {
    "ru": "ё йцукенгшщзхъ фывапролджэ ячсмитьбю.",
    "uk": "ґ йцукенгшщзхї фівапролджє ячсмитьбю.",
    "be": "ё йцукенгшўзх' фывапролджэ ячсмітьбю.",
    "bg": "( ,уеишщксдзц; ьяаожгтнвмч юйъэфхпрлб",
    "sr": "` љњертзуиопшђ асдфгхјклчћ ѕџцвбнм,.-",
    "mk": "` љњертѕуиопшѓ асдфгхјклчќ зџцвбнм,.-",
    "el": "` ;ςερτυθιοπ[] ασδφγηξκλ΄' ζχψωβνμ,./",
    "ka": "„ ქწერტყუიოპ[] ასდფგჰჯკლ;' ზხცვბნმ,./",
    "he": "; /'קראטוןםפ][ שדגכעיחלךף, זסבהנמצתץ.",
    "ar": "ذ ضصثقفغعهخحجد شسيبلاتنمكط ئءؤرﻻىةوزظ",
    "fa": "÷ ضصثقفغعهخحجچ شسیبلاتنمکگ ظطزرذدپو./",
}
_ONE_KEY = {"لا": "ﻻ"}
"""Letters that one key of the Arabic layout types."""


def readings(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """What the same keys type on other layouts, each with the two layouts; in small letters.

    From Latin to other scripts and back. Nothing where a letter is on no key of any layout.
    """
    written = normalize("NFC", text).lower()
    for two, one in _ONE_KEY.items():
        written = written.replace(two, one)
    letters = {sign for sign in written if sign.isalpha()}
    for source, target in _pairs():
        keys = _translation(source, target)
        if letters and all(ord(letter) in keys for letter in letters):
            yield (source, target), normalize("NFKC", written.translate(keys))


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return (
        *((latin, other) for other in _OTHERS for latin in LATIN),
        *((other, latin) for other in _OTHERS for latin in LATIN if latin != "español"),
    )


@cache
def _translation(source: str, target: str) -> dict[int, str]:
    """Character codes of a layout -> characters of another. Signs that shift types stand on the same keys."""
    layouts = {**LATIN, **_OTHERS}
    found = {ord(key): sign for key, sign in zip(layouts[source], layouts[target], strict=True) if key != " "}
    if source == "qwerty":
        for plain, shifted in zip(_KEYS, _SHIFTED, strict=True):
            found.setdefault(ord(shifted), layouts[target][_KEYS.index(plain)])
    return found
