"""What the analysis knows of languages: which Snowball stemmer fits, and which words are too common to be searched.

Knows nothing of queries or indexes. A language without a stemmer here is searched by its written forms.
"""

from functools import cache, lru_cache
from importlib.resources import files

SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Language (BCP 47) -> algorithm of Snowball."""

ALIASES = {"nb": "no", "nn": "no", "in": "id", "iw": "he", "ji": "yi", "mo": "ro", "prs": "fa"}
"""Other names of languages in the tables, such as the two written standards of Norwegian."""

OTHER = "und"
"""The tag of every language that has neither a stemmer nor a list of stop words."""

OWN = ("ar", "uk")
"""Languages that Snowball's stemmers are not used for: they have light ones of our own (see inflections)."""


KEPT_LETTERS = {
    **dict.fromkeys(("en", "es", "fr", "it", "pl", "ru", "uk", OTHER), 2),
    **dict.fromkeys(("ca", "da", "de", "fi", "no", "ro", "sv"), 1),
}
"""Language -> how many letters at the beginning of a word its stemmer leaves as they are, except for i and y."""
ONLY_ENDINGS = frozenset(
    ("ca", "cs", "da", "en", "es", "fr", "hi", "hu", "it", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", OTHER)
)
"""Languages whose stemmers change nothing but the end of a word."""
REPLACED_LETTERS = 3
"""Of stems in these languages no more letters at the end are others than those of the word."""


def main_tag(language: str) -> str:
    """What is the same in all varieties of a language (BCP 47), by the name that the tables have for it."""
    tag = language.replace("_", "-").partition("-")[0].lower()
    return ALIASES.get(tag, tag)


@lru_cache(1_024)
def analysed_as(language: str) -> str:
    """The tag under which words of a language (BCP 47) are indexed.

    >>> analysed_as("pt-BR"), analysed_as("nb"), analysed_as("sw")
    ('pt', 'no', 'und')
    """
    tag = main_tag(language)
    return tag if tag in SNOWBALL or tag in OWN else OTHER


@cache
def stop_words(tag: str) -> frozenset[str]:
    """The stop words of a tag as they are written; empty where there is no list."""
    source = files("firsthand.search") / "stopwords" / f"{tag}.txt"
    if not source.is_file():
        return frozenset()
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
