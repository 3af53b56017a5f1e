"""The words by which imprints name who wrote and published a work, its licence and its original language.

In English, French, Spanish and Russian; the names of languages are CLDR's.
"""

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

PUBLISHED = re.compile(
    r"(?:first )?(?:published|produced|issued) (?:in (?:19|20)\d\d )?by:?\s+|publisher\s*:\s*|"
    r"(?:publié|édité) (?:en (?:19|20)\d\d )?par\s*:?\s+|(?:éditeur|éditrice)\s*:\s*|"
    r"(?:publicado|editado) (?:en (?:19|20)\d\d )?por:?\s+|(?:editor|editorial)\s*:\s*(?=[^\s@]+\s)|"
    r"(?:издатель|издательство|издано|опубликовано)\s*:\s*",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"(?:written|authored|prepared|researched and written) by:?\s+|(?:lead |principal )?authors?\s*:\s*|"
    r"(?:rédigé|écrit|préparé) par\s*:?\s+|(?:auteur|autrice|auteure|auteur-e|auteur·rice)s?\s*:\s*|"
    r"(?:escrito|redactado|elaborado|preparado) por:?\s+|(?:autor|autora|autores|autoras|autoría)\s*:\s*|"
    r"(?:автор|авторы|авторка|авторки|подготовил[аи]?|написал[аи]?)\s*:\s*",
    re.IGNORECASE,
)
BY = re.compile(r"(?:by|par|por)\s+(?=[^\W\d_])", re.IGNORECASE)
ORIGINAL = re.compile(
    r"\b(?:original(?: language)?|langue originale|idioma original|язык оригинала|подлинный текст)\s*:\s*"
    r"(?:the |l[’'])?(?P<name>[^\W\d_]+)",
    re.IGNORECASE,
)
RIGHTS_RESERVED = re.compile(
    r"\b(?:all rights|some rights|rights reserved|tous droits|todos los derechos|reservados|все права|"
    r"licensed|e?-?isbn|e?-?issn|this work|published|published by|first published|and contributors)\b",
    re.IGNORECASE,
)


class LicenceWords(Struct, frozen=True):
    """How Creative Commons names its licences in one language."""

    pattern: re.Pattern[str]
    """Finds a whole name with its `version` and, of the licences of intergovernmental bodies, `igo`."""
    noncommercial: re.Pattern[str]
    share_alike: re.Pattern[str]
    no_derivatives: re.Pattern[str]

    def code(self, name: str) -> str:
        """The path of the licence in Creative Commons' addresses, such as "by-nc-sa"."""
        parts = ["by"]
        parts += ["nc"] * (self.noncommercial.search(name) is not None)
        if self.no_derivatives.search(name):
            parts.append("nd")
        elif self.share_alike.search(name):
            parts.append("sa")
        return "-".join(parts)


def _words(first: str, noncommercial: str, share_alike: str, no_derivatives: str) -> LicenceWords:
    part = rf"(?:{noncommercial}|{share_alike}|{no_derivatives})"
    pattern = (
        rf"Creative\s+Commons[\s«“\"]*(?:{first})(?:[\s,–—/-]*{part})*[»”\"]?\s*(?:\([^)]{{2,20}}\)\s*)?"
        r"(?:Licen[cs]e\s*)?(?:v(?:ersion)?\.?\s*)?(?P<version>[1-4]\.[05])(?:\s+(?P<igo>IGO)\b)?"
    )
    insensitive = re.IGNORECASE
    return LicenceWords(
        re.compile(pattern, insensitive),
        re.compile(noncommercial, insensitive),
        re.compile(share_alike, insensitive),
        re.compile(no_derivatives, insensitive),
    )


LICENCE_WORDS = (
    _words("Attribution", r"Non-?\s?Commercial", r"Share-?\s?Alike", r"No-?\s?Deriv(?:ative|ativ)(?:e?s|e Works)?"),
    _words(
        "Attribution|Paternité",
        r"Pas d[’'] ?Utilisation Commerciale",
        r"Partage (?:dans les|à l[’']identique)(?: mêmes conditions)?|"
        r"Partage des conditions(?: initiales)? à l[’']identique",
        r"Pas de Modifications?",
    ),
    _words(
        "Reconocimiento|Atribución", r"No-?\s?Comercial", r"Compartir-?\s?Igual", r"Sin-?\s?(?:Obra-?\s?)?Derivadas?"
    ),
    _words(
        r"С указанием авторства|Атрибуция",
        r"Некоммерческая|Некоммерческое использование",
        r"С сохранением условий|На тех же условиях",
        r"Без производных(?: произведений)?",
    ),
)


@cache
def languages() -> Mapping[str, str]:
    """The tag of each language by its name in lower case, in the languages in which imprints are read."""
    from babel import Locale

    names: dict[str, str] = {}
    for locale in ("en", "fr", "es", "ru"):
        for tag, name in Locale(locale).languages.items():
            if len(tag) < 4:
                names.setdefault(name.casefold(), tag)
    return names
