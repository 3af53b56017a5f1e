"""Spanish: forms of the guide's phrases, and suggestions with the gender and number that their sentence asks for.

Nouns, adjectives and persons have the features "m.sg", "f.sg", "m.pl", "f.pl"; verbs "inf", "ger", "pp" and a tense
with its person: "pres", "past", "imperf", "fut", "cond", "subj", "subjpast" with "1sg", "2sg", "3sg", "1pl", "3pl",
and for pronominal verbs the compound tenses too ("perfpres.3sg"). It knows no guide and no position in a text.
"""

import re
from itertools import product

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.spanish_agreement import agree_around
from firsthand.wording.grammar.spanish_determiners import (
    COPULAS,
    gender_before,
    number_before,
    qualifies_person,
    rewrite,
    tokens_before,
)
from firsthand.wording.grammar.spanish_nouns import agree, decline, genders, inclusive, is_verb
from firsthand.wording.grammar.spanish_verbs import conjugate
from firsthand.wording.schema import Lexicon, Role

_NUMBERS = ("sg", "pl")
_ORDER = ("m.sg", "f.sg", "m.pl", "f.pl")
_PERSON = re.compile(
    r"(?:personas?|niñ[oa]s?|hombres?|adolescentes?|bebés?) "
    r"(?=(?:que|con|sin|en|de|bajo|cuy[ao]s?|gay|gais)\b|\w+[ai]d[ao]s?\b)"
)
_BEING = {"por": "ser ", "murió": "siendo ", "nace": "siendo ", "nació": "siendo ", "acabó": "siendo "}
_ONE_PATIENT = re.compile(r"\b(?:varón|mujer|hombre|paciente)\b", re.IGNORECASE)
"""Clinical notes speak of one person, with few articles."""
_PARTICIPLE = re.compile(r"^(\w+[ai]d)a(s?)\b")


class Spanish:
    """The grammar of Spanish."""

    language = "es"

    def inflect(self, phrase: str, role: Role, lexicon: Lexicon) -> Paradigm:
        """All forms of a phrase; raises ValueError where the lexicon has to say more of a word."""
        if "*" not in phrase:
            return {"": (phrase,)}
        words = phrase.split()
        if role == "verb":
            return _verb_phrase(words, lexicon)
        return _noun_phrase(words, role, lexicon)

    def fit(self, place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:  # noqa: ARG002
        """A suggestion in the place of a term, with the words before it that follow its gender."""
        if place.role == "verb":
            return _fit_verb(place, paradigm)
        source = _source(place)
        features = _nearest(source, paradigm)
        if features is None:
            return None
        text = paradigm[features][0]
        if place.role == "person" and _PERSON.match(text) and qualifies_person(place.before, source[2:]):
            return Fitted(_beside_noun(text, source))
        if place.role in ("adjective", "phrase") or not features:
            left, changed = rewrite_conjunction(place.before, text)
            return Fitted(changed + text, left=left)
        if place.role == "person" and (opening := _opening(place.before, features)):
            return _with_also(opening + text, 0, place, source, features)
        left, changed = rewrite(place.before, features, text)
        return _with_also(changed + text, left, place, source, features)


GRAMMAR = Spanish()


def rewrite_conjunction(before: str, text: str) -> tuple[int, str]:
    """Only "y" and "o" change before words that take no article."""
    tokens = tokens_before(before, 1)
    if tokens and tokens[0][0].lower() in ("y", "e", "o", "u"):
        return rewrite(before, "m.sg", text)
    return 0, ""


def _with_also(text: str, left: int, place: Place, source: str, features: str) -> Fitted:
    if source[:1] == features[:1] or place.role == "adjective":
        return Fitted(text, left=left)
    around = agree_around(place.before, place.after, left, source, features)
    changed = around.left or around.right or around.also
    whole = around.opening + text + around.closing
    return Fitted(whole, left + around.left, around.right, "review" if changed else "safe", around.also)


def _opening(before: str, features: str) -> str:
    """What a longer name for a person needs where a bare noun stood: "es ...", "por ...", "murió ..."."""
    words = [word.lower() for word, _ in tokens_before(before, 2)]
    last = words[0] if words else ""
    article = {"f.sg": "una ", "m.sg": "un "}.get(features, "")
    if last in COPULAS or (last == "por" and words[1:] and words[1].startswith(("pasa", "tom"))):
        return article
    verb = _BEING.get(last)
    return verb + article if verb else ""


def _beside_noun(text: str, source: str) -> str:
    """ "personas que usan drogas" after "jóvenes": only what is said of them."""
    clause = text[_PERSON.match(text).end() :]  # type: ignore[union-attr]  # the caller has matched
    return _PARTICIPLE.sub(r"\1o\2", clause) if source.startswith("m") else clause


def _source(place: Place) -> str:
    """The one reading of the term's form that its determiner allows."""
    readings = [features for features in place.features if features in _ORDER]
    if len(readings) > 1:
        gender = gender_before(place.before)
        number = number_before(place.before) or ("sg" if _ONE_PATIENT.search(place.before[-80:]) else "")
        by_number = [f for f in readings if f.endswith(number)] or readings
        readings = [f for f in by_number if f.startswith(gender)] or by_number
    return readings[0] if readings else ""


def _nearest(source: str, paradigm: Paradigm) -> str | None:
    if source in paradigm:
        return source
    number = source.partition(".")[2]
    for gender in "fm":
        if number and f"{gender}.{number}" in paradigm:
            return f"{gender}.{number}"
    if "" in paradigm:
        return ""
    if not source:
        return next(iter(paradigm), None)
    return None


def _fit_verb(place: Place, paradigm: Paradigm) -> Fitted | None:
    fitting = {paradigm[features][0]: features for features in reversed(place.features) if features in paradigm}
    if not fitting:
        return Fitted(paradigm[""][0], fix="review") if "" in paradigm else None
    text = next(reversed(fitting))
    left, changed = rewrite_conjunction(place.before, text)
    return Fitted(changed + text, left=left, fix="safe" if len(fitting) == 1 else "review")


def _verb_phrase(words: list[str], lexicon: Lexicon) -> Paradigm:
    head = next(i for i, word in enumerate(words) if word.startswith("*"))
    paradigm: dict[str, tuple[str, ...]] = {}
    for features, form in conjugate(words[head][1:], lexicon).items():
        numbers = (features[-2:],) if features[-2:] in _NUMBERS else _NUMBERS
        phrases = []
        for number, gender in product(numbers, "mf"):
            rest = (
                decline(word[1:], gender, number, lexicon) if word.startswith("*") else word
                for word in words[head + 1 :]
            )
            phrases.append(" ".join([*words[:head], form, *rest]))
        paradigm[features] = tuple(dict.fromkeys(phrases))
    return paradigm


def _noun_phrase(words: list[str], role: Role, lexicon: Lexicon) -> Paradigm:
    plain = [word.removeprefix("*") for word in words]
    head = next(i for i, word in enumerate(words) if word.startswith("*"))
    clause = is_verb(plain, head)
    possible = ("m", "f") if clause else genders(plain[head], role, lexicon)
    paradigm = {}
    for number, gender in product(_NUMBERS, possible):
        forms = []
        for i, word in enumerate(words):
            if not word.startswith("*"):
                forms.append(word)
            elif is_verb(plain, i):
                forms.append(agree(plain[i], number))
            else:
                fixed = i == head and len(possible) == 1
                forms.append(decline(plain[i], "m" if fixed else gender, number, lexicon))
        spellings: tuple[str, ...] = (" ".join(forms),)
        if len(words) == 1 and role == "person" and gender == "m" and len(possible) == 2:
            spellings += inclusive(plain[0], number)
        paradigm[f"{gender}.{number}"] = spellings
    return paradigm
