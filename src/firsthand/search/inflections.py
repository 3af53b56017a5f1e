"""Plurals, feminines and spellings that Snowball's stemmers part from their word, made regular before they see them.

Only what libraries of this field use daily: usagères, mujeres, prisões, women, criminalization. A rule must hold for
every word of its form, or do no more harm than to keep a few words' forms together under an odd stem. Arabic has a
stemmer of its own here, since Snowball's parts مخدرات from المخدرات.
"""

import re
from functools import cache

WORDS = {
    "en": {"women": "woman", "men": "man", "children": "child", "programme": "program", "programmes": "program",
           "centre": "center", "centres": "center"},
    "fr": {"travaux": "travail"},
    "it": {"carceri": "carcere", "poteri": "potere", "doveri": "dovere", "generi": "genere"},
    "pt": {"leis": "lei", "reis": "rei"},
    "ru": {"тюрем": "тюрьма", "людей": "люди", "людям": "люди", "людьми": "люди", "людях": "люди",
           # Snowball takes -ит for the ending of a verb.
           "гепатит": "гепатита", "дефицит": "дефицита", "иммунодефицит": "иммунодефицита", "визит": "визита",
           "кредит": "кредита", "аудит": "аудита", "лимит": "лимита"},
}  # fmt: skip
"""Language -> form -> the form in its place; normalised."""

ENDINGS = {
    "en": (
        (r"(?<=..[^aceiouv])is(e[ds]?|ers?|ing|ations?|ational)$", r"iz\1"),  # criminalise
        (r"(?<=...)ys(e[ds]?|ing)$", r"yz\1"),
        (r"(?<=[a-z][a-z][bdgilmnpv])our(s|ed|ing|al|ally|able)?$", r"or\1"),  # behaviour
    ),
    "fr": (
        (r"(?<=...)(?:ers|[èe]res?)$", "er"),  # usagers, usagères; usager·e·s too
        (r"(?<=...)euses?$", "eur"),
    ),
    "es": (
        (r"(?<=..)([aei])res$", r"\1r"),  # mujeres, lugares
        (r"(?<=.)([dt]ad|ared)es$", r"\1"),  # ciudades, libertades, paredes
        (r"(?<=..)enes$", "en"),  # jóvenes
        (r"(?<=.)ces$", "z"),  # eficaces
    ),
    "pt": (
        (r"(?:ões|ães|ãos)$", "ão"),  # prisões
        (r"(?:oes|aes)$", "ao"),
        (r"(?<=..)ns$", "m"),  # jovens
        (r"(?<=..)ais$", "al"),
        (r"(?<=..)[eé]is$", "el"),
        (r"ári(?:a|as)$", "ário"),
    ),
    "de": ((r"(?<=....)innen$", "in"),),
}
"""Language -> endings and what to put in their place; the first that fits is used."""


@cache
def _endings(tag: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in ENDINGS.get(tag, ()))


@cache
def _any_ending(tag: str) -> re.Pattern[str]:
    return re.compile("|".join(pattern for pattern, _ in ENDINGS.get(tag, ())) or "(?!)")


def regular(word: str, tag: str) -> str:
    """A normalised word in the form that the stemmer of its language handles.

    >>> regular("usagères", "fr"), regular("criminalisation", "en"), regular("prison", "en")
    ('usager', 'criminalization', 'prison')
    """
    if instead := WORDS.get(tag, {}).get(word):
        return instead
    if not _any_ending(tag).search(word):  # as with most words
        return word
    for ending, instead in _endings(tag):
        changed = ending.sub(instead, word)
        if changed != word:
            return changed
    return word


_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def light_arabic(word: str) -> str:
    """A folded Arabic word without article and endings (Light10: Larkey, Ballesteros and Connell, 2007).

    >>> light_arabic("المخدرات"), light_arabic("مخدرات"), light_arabic("والسياسه")
    ('مخدر', 'مخدر', 'سياس')
    """
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word.removeprefix(article)
            break
    else:
        if word.startswith("و") and len(word) > 3:
            word = word[1:]
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word.removesuffix(ending)
    return word


_UKRAINIAN_ENDINGS = (
    "іями ією ями ами ими іми ього ого ьому ому єю ею ою єві еві ові іях ах ях ям ам єм ем ом ів їв ей ій ий их іх їх "
    "им ім їм ої єї ую юю ія ії ію ье ьє ья ью а я о е є и і ї у ю ь й"
).split()
_UKRAINIAN_VERBS = (
    "увався ювався увалася ювалася увалися ювалися уватися юватися увати ювати ували ювали ував ював ується юється "
    "ується уються юються ують юють ує ює атися ятися итися ітися ати яти ити іти али яли или іли ала яла ила іла ав "
    "яв ив ів ається яється ються иться яться ять ить ють уть ають яють ає яє"
).split()
_UKRAINIAN_LEAST = 3
"""Letters that are left of a word."""


def light_ukrainian(word: str) -> str:
    """A folded Ukrainian word without the endings of nouns, adjectives and regular verbs.

    Snowball has no Ukrainian; this goes as far as a light stemmer does (after Savoy, 2006, for other languages):
    vowels that come and go within a stem (голка, голок) keep its forms apart.

    >>> light_ukrainian("наркотиків"), light_ukrainian("наркотиками"), light_ukrainian("зниженням")
    ('наркотик', 'наркотик', 'зниженн')
    """
    if word.isascii():
        return word
    for ending in _BY_LENGTH:
        if word.endswith(ending) and len(word) - len(ending) >= _UKRAINIAN_LEAST:
            return word.removesuffix(ending)
    return word


_BY_LENGTH = sorted({*_UKRAINIAN_ENDINGS, *_UKRAINIAN_VERBS}, key=lambda ending: (-len(ending), ending))
