"""Which of Tesseract's language data reads which language: its codes, and BCP 47 with the script where it matters."""

from collections.abc import Collection, Iterable, Iterator

from firsthand.documents.language import ALONE, LANGUAGES

TRAINED = {
    "af": "afr", "am": "amh", "ar": "ara", "as": "asm", "az": "aze", "az-Cyrl": "aze_cyrl", "be": "bel", "bn": "ben",
    "bo": "bod", "bs": "bos", "br": "bre", "bg": "bul", "ca": "cat", "ceb": "ceb", "cs": "ces", "zh": "chi_sim",
    "zh-Hant": "chi_tra", "chr": "chr", "co": "cos", "cy": "cym", "da": "dan", "de": "deu", "de-Latf": "deu_latf",
    "dv": "div", "dz": "dzo", "el": "ell", "en": "eng", "enm": "enm", "eo": "epo", "et": "est", "eu": "eus",
    "fo": "fao", "fa": "fas", "fil": "fil", "fi": "fin", "fr": "fra", "frm": "frm", "fy": "fry", "gd": "gla",
    "ga": "gle", "gl": "glg", "grc": "grc", "gu": "guj", "ht": "hat", "he": "heb", "hi": "hin", "hr": "hrv",
    "hu": "hun", "hy": "hye", "iu": "iku", "id": "ind", "is": "isl", "it": "ita", "jv": "jav", "ja": "jpn",
    "kn": "kan", "ka": "kat", "kk": "kaz", "km": "khm", "ky": "kir", "kmr": "kmr", "ko": "kor", "lo": "lao",
    "la": "lat", "lv": "lav", "lt": "lit", "lb": "ltz", "ml": "mal", "mr": "mar", "mk": "mkd", "mt": "mlt",
    "mn": "mon", "mi": "mri", "ms": "msa", "my": "mya", "ne": "nep", "nl": "nld", "no": "nor", "oc": "oci",
    "or": "ori", "pa": "pan", "pl": "pol", "pt": "por", "ps": "pus", "qu": "que", "ro": "ron", "ru": "rus",
    "sa": "san", "si": "sin", "sk": "slk", "sl": "slv", "sd": "snd", "es": "spa", "sq": "sqi", "sr": "srp",
    "sr-Latn": "srp_latn", "su": "sun", "sw": "swa", "sv": "swe", "syr": "syr", "ta": "tam", "tt": "tat", "te": "tel",
    "tg": "tgk", "th": "tha", "ti": "tir", "to": "ton", "tr": "tur", "ug": "uig", "uk": "ukr", "ur": "urd",
    "uz": "uzb", "uz-Cyrl": "uzb_cyrl", "vi": "vie", "yi": "yid", "yo": "yor",
}  # fmt: skip
"""The tag of each language that Tesseract's makers give data for, in the script in which it is mostly written."""

_TAGS = {code: language for language, code in TRAINED.items()} | {
    "frk": "de-Latf", "ita_old": "it", "kat_old": "ka", "spa_old": "es",
    "chi_sim_vert": "zh", "chi_tra_vert": "zh-Hant", "jpn_vert": "ja", "kor_vert": "ko",
}  # fmt: skip
_OTHERWISE = {
    "nb": "no", "nn": "no", "tl": "fil", "ku": "kmr", "iw": "he", "in": "id", "yue": "zh-Hant", "cmn": "zh",
    "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-Hans": "zh", "prs": "fa", "arb": "ar", "sh": "hr",
    "ckb": "ku-Arab",
}  # fmt: skip
"""Other tags of the same languages, of macrolanguages and their members."""
_SCRIPTS = {
    "Latin": "Latin", "Cyrillic": "Cyrillic", "Arabic": "Arabic", "Devanagari": "Devanagari", "Greek": "Greek",
    "Armenian": "Armenian", "Hebrew": "Hebrew", "Bengali": "Bengali", "Gurmukhi": "Gurmukhi", "Gujarati": "Gujarati",
    "Oriya": "Oriya", "Tamil": "Tamil", "Telugu": "Telugu", "Kannada": "Kannada", "Malayalam": "Malayalam",
    "Sinhala": "Sinhala", "Thai": "Thai", "Lao": "Lao", "Tibetan": "Tibetan", "Myanmar": "Myanmar",
    "Georgian": "Georgian", "Ethiopic": "Ethiopic", "Khmer": "Khmer", "Hangul": "Hangul", "Korean": "Hangul",
    "Japanese": "Kana", "Katakana": "Kana", "Hiragana": "Kana", "Han": "Han", "HanS": "Han", "HanT": "Han",
}  # fmt: skip
"""What Tesseract calls scripts, and Unicode does."""
_WHOLE = {"Kana": "Japanese", "Han": "HanS"}
"""Names of the data for whole scripts, where they differ from the script's."""


def code_of(language: str) -> str | None:
    """Tesseract's code for a BCP 47 tag ("pt-BR" -> "por", "zh-TW" -> "chi_tra"), None where it has no data for it."""
    parts = language.split("-")
    tries = (language, "-".join(parts[:2]), parts[0])
    return next((TRAINED[tag] for tag in (_OTHERWISE.get(name, name) for name in tries) if tag in TRAINED), None)


def language_of(code: str) -> str | None:
    """The BCP 47 tag that one of Tesseract's codes reads; None for the data of a whole script."""
    return _TAGS.get(code)


def installed_for(languages: Iterable[str], installed: Collection[str]) -> Iterator[str]:
    """The codes of those of the languages whose data is installed."""
    for language in languages:
        code = code_of(language)
        if code in installed and code is not None:
            yield code


def readers_of(script: str, installed: Collection[str]) -> Iterator[str]:
    """Codes of installed data that reads a script, as Tesseract or Unicode calls it; the likeliest first."""
    name = _SCRIPTS.get(script, script)
    if _whole(name) in installed:
        yield _whole(name)
    yield from installed_for(LANGUAGES.get(name, ()) or filter(None, [ALONE.get(name)]), installed)
    if name == "Han":
        yield from installed_for(("zh-Hant", "ja"), installed)


def script_readers(installed: Collection[str]) -> Iterator[str]:
    """One code for each script that can be read here, the commonest scripts first."""
    for script in dict.fromkeys((*LANGUAGES, "Han", "Kana", "Hangul", *ALONE)):
        code = next(readers_of(script, installed), None)
        if code:
            yield code


def scripts_of(code: str) -> Iterator[str]:
    """The codes of the data for whole scripts that read a language too."""
    for script in {*LANGUAGES, *ALONE}:
        if code in readers_of(script, {code}):
            yield _whole(script)


def _whole(script: str) -> str:
    return f"script/{_WHOLE.get(script, script)}"
