"""What files declare as their language, as a BCP 47 tag (RFC 5646) or nothing.

Knows the form of tags and which script a language is written in; recognises no language from text.
"""

import re
from functools import lru_cache

_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-[a-z0-9]{4,8})*)", re.IGNORECASE)
_SAMPLE = 20_000
_NOTHING = {"und", "zxx", "mul", "mis", "xx", "none"}
_BIBLIOGRAPHIC = {
    "eng": "en", "fre": "fr", "fra": "fr", "spa": "es", "rus": "ru", "ger": "de", "deu": "de", "por": "pt",
    "ita": "it", "ara": "ar", "chi": "zh", "zho": "zh", "hin": "hi", "tha": "th", "jpn": "ja", "kor": "ko",
}  # fmt: skip
_SCRIPTS = (
    (
        "Cyrl",
        "\u0400",
        "\u052f",
        {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "uz", "tt", "ba", "cv", "os", "ce", "av"},
    ),
    ("Arab", "\u0600", "\u06ff", {"ar", "fa", "ur", "ps", "ckb", "ku", "ug", "sd", "pa", "ks"}),
    ("Hebr", "\u0590", "\u05ff", {"he", "yi", "lad"}),
    ("Grek", "\u0370", "\u03ff", {"el", "grc"}),
    ("Deva", "\u0900", "\u097f", {"hi", "ne", "mr", "sa", "mai", "bho", "kok"}),
    ("Thai", "\u0e00", "\u0e7f", {"th"}),
    ("Hang", "\uac00", "\ud7a3", {"ko"}),
    ("Hani", "\u4e00", "\u9fff", {"zh", "ja", "yue", "ko", "lzh"}),
)


@lru_cache(maxsize=1_000)
def tag(declared: str | None) -> str | None:
    """A declared language as a BCP 47 tag in its usual case ("fr", "pt-BR", "zh-Hant"), None where it names none."""
    match = _TAG.fullmatch((declared or "").strip().replace("_", "-"))
    if match is None:
        return None
    primary, script, region, variants = match.groups()
    primary = _BIBLIOGRAPHIC.get(primary.lower(), primary.lower())
    if primary in _NOTHING:
        return None
    parts = [primary, (script or "").title(), (region or "").upper()]
    return "-".join(part for part in parts if part) + variants.lower()


def written_in(language: str | None, text: str) -> str | None:
    """The language if the text can be in it: a text whose letters are of another script was declared by mistake.

    Word processors put the language of their own menus into files; only the script tells it surely.
    """
    letters = [sign for sign in text[:_SAMPLE] if sign.isalpha()]
    if language is None or not letters:
        return language
    primary, *rest = language.split("-")
    for script, first, last, languages in _SCRIPTS:
        share = sum(first <= sign <= last for sign in letters) / len(letters)
        if script in rest or (primary in languages and not any(len(part) == 4 for part in rest)):
            continue
        if share > 0.6:
            return None
    latin_share = sum(sign < "\u0250" for sign in letters) / len(letters)
    foreign = any(primary in languages for *_, languages in _SCRIPTS) and primary not in {"sr", "uz", "tt", "ku"}
    return None if foreign and latin_share > 0.9 and "Latn" not in rest else language
