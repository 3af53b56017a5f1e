"""Slugs from titles and file names in any script.

The letters are written out here and not taken from a package, since addresses must never change with its version.
"""

import hashlib
import re
import unicodedata
from collections.abc import Container

from firsthand.catalogue.validation import SLUG_CHARACTERS

_ALPHABETS = (
    ("ßæœøđðłıþŋħĸſ", "ss ae oe o d d l i th ng h k s"),
    (
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџґғқңөұүһәҷҳӣӯӏ",
        (
            "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya yo dj gj ye dz i yi j lj nj c "
            "kj u dz g gh q ng o u u h a j h i u -"
        ),
    ),
    ("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
    (
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h",
    ),
    (
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts w p k o f ev",
    ),
)
"""Letters of the Latin (beyond those with marks), Cyrillic, Greek, Georgian and Armenian alphabets, and for each what
is written for it, "-" standing for nothing."""

_LETTERS = {
    ord(letter): latin.replace("-", "")
    for letters, written in _ALPHABETS
    for letter, latin in zip(letters, written.split(), strict=True)
}


def slugify(text: str, kind: str = "item") -> str:
    """A slug for a text: Latin letters without their marks, other alphabets written out where the house knows them.

    A text whose script it doesn't know is named after its own content: "item-3f0c9a1b" is not beautiful, but lasting.

    >>> slugify("Отчёт за 2021 год")
    'otchyot-za-2021-god'
    """
    latin = unicodedata.normalize("NFC", text.lower()).translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign))
    plain = re.sub(r"(?<!\w)(\w)['’ʼ]", r"\1-", plain.translate(_LETTERS))
    letters = sum(sign.isalpha() for sign in plain)
    known = sum(sign.isascii() and sign.isalpha() for sign in plain)
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʼ]", "", plain)).strip("-")
    if not slug or known < letters / 2:
        return f"{kind}-{hashlib.sha256(unicodedata.normalize('NFC', text).encode()).hexdigest()[:8]}"
    if len(slug) > SLUG_CHARACTERS - 10:
        slug = slug[: SLUG_CHARACTERS - 10].rsplit("-", 1)[0].strip("-")
    return slug


def unique(slug: str, taken: Container[str]) -> str:
    """The slug, or the first of "slug-2", "slug-3" ... that is not taken."""
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
