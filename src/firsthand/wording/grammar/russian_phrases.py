"""How a Russian phrase of a guide takes all its forms: nouns, the adjectives that agree with them, and verbs.

Knows the guide's star notation and the lexicon; knows no sentence. To the features of the contract it adds the gender
of a noun where that isn't masculine ("gen.sg.f"), "adj" where an adjective stands for a person ("gen.pl.adj"), and two
forms behind numerals: "pau" (два человека, употребляющих) and "count" (пять человек, употребляющих).
"""

import re
from itertools import product

from msgspec import Struct

from firsthand.wording.grammar.russian_nouns import (
    CASES,
    Entry,
    Forms,
    decline_adjective,
    decline_noun,
    gender_of,
    is_adjective,
    read,
    shorten,
)
from firsthand.wording.grammar.russian_verbs import conjugate
from firsthand.wording.schema import Lexicon, Role

_STARRED = re.compile(r"\*([\w-]+?)(?=-\*|[^\w-]|$)")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_NUMBERS = ("sg", "pl")


class Word(Struct, frozen=True):
    """A word of a phrase that inflects, and what stands before it."""

    before: str
    text: str
    entry: Entry
    adjective: bool


class Phrase(Struct, frozen=True):
    """A phrase, its words that inflect, and what stands behind the last of them."""

    words: tuple[Word, ...]
    after: str

    @property
    def head(self) -> int | None:
        """The place of the first noun: adjectives agree with it wherever they stand."""
        return next((index for index, word in enumerate(self.words) if not word.adjective), None)


def parse(phrase: str, lexicon: Lexicon, role: Role) -> Phrase:
    words = []
    end = 0
    for found in _STARRED.finditer(phrase):
        text = found[1]
        entry = lexicon.get(text) or lexicon.get(text.lower()) or _last_part(text, lexicon)
        if not _CYRILLIC.search(text) and not entry:
            entry = {"kind": "fixed"}
        adjective = role != "verb" and is_adjective(text, entry)
        words.append(Word(phrase[end : found.start()], text, entry, adjective))
        end = found.end()
    return Phrase(tuple(words), phrase[end:])


def _last_part(text: str, lexicon: Lexicon) -> Entry:
    """The entry of the part behind the last hyphen: «секс-бизнес» declines as «бизнес»."""
    head, hyphen, tail = text.rpartition("-")
    if not hyphen or tail not in lexicon:
        return {}
    return {key: _prefix(f"{head}-", key, value) for key, value in lexicon[tail].items()}


def _prefix(head: str, key: str, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if "." not in key and key not in (
        "stem",
        "plural_stem",
        "genpl",
        "short",
        "count",
        "present",
        "past",
        "imperative",
    ):
        return value
    return head + value if isinstance(value, str) else tuple(head + part for part in value)


def inflect(phrase: str, role: Role, lexicon: Lexicon) -> Forms:
    """All forms of a phrase by their features."""
    parsed = parse(phrase, lexicon, role)
    if not parsed.words:
        return {"": (phrase,)}
    if role == "verb":
        return _inflect_verb(parsed)
    if parsed.head is None:
        return _inflect_adjectives(parsed, role)
    return _inflect_noun(parsed, parsed.head, role)


def _inflect_verb(phrase: Phrase) -> Forms:
    verb = phrase.words[0]
    if read(verb.entry, "kind") == "fixed":
        return {"": (verb.before + verb.text + phrase.after,)}
    rest = "".join(word.before + word.text for word in phrase.words[1:]) + phrase.after
    return {
        feature: tuple(verb.before + text + rest for text in texts)
        for feature, texts in conjugate(verb.text, verb.entry).items()
    }


def _inflect_adjectives(phrase: Phrase, role: Role) -> Forms:
    """A phrase without a noun: beside a noun it has all genders, for a person it stands alone."""
    declined = [decline_short(word) or decline_adjective(word.text, word.entry) for word in phrase.words]
    only_plural = phrase.words[0].text.removesuffix("ся").endswith(("ые", "ие"))
    features = [
        feature
        for feature in declined[0]
        if all(feature in forms for forms in declined) and (not only_plural or ".pl" in feature)
    ]
    found: Forms = {}
    for feature in features:
        text = _join(phrase, [forms[feature][0] for forms in declined])
        if role == "adjective":
            found[feature] = (text,)
        elif key := _stand_alone(feature):
            found[key] = (text,)
    return found


def decline_short(word: Word) -> Forms:
    """The forms of an adjective that the lexicon knows as a short one only."""
    if read(word.entry, "kind") != "short":
        return {}
    return shorten(word.entry)


def _stand_alone(feature: str) -> str:
    """The features of an adjective as those of a noun for a person; "" for forms that a person doesn't have."""
    case, gender, *rest = feature.split(".")
    if case == "short" or rest == ["inan"]:
        return ""
    if gender == "pl":
        return f"{case}.pl.adj"
    return f"{case}.sg.adj" if gender == "m" else f"{case}.sg.{gender}.adj"


def _inflect_noun(phrase: Phrase, head: int, role: Role) -> Forms:
    word = phrase.words[head]
    animate = {"yes": True, "no": False}.get(read(word.entry, "animate"), role == "person")
    found = _inflect_head(phrase, head, word.text, word.entry, animate=animate)
    if word.text == "человек":
        found.update(_inflect_head(phrase, head, "женщина", {}, animate=True))
        found.update(_inflect_head(phrase, head, "лицо", {"stressed": "yes"}, animate=True))
    return found


def _inflect_head(phrase: Phrase, head: int, noun: str, entry: Entry, *, animate: bool) -> Forms:
    gender = gender_of(noun, entry)
    sex = read(entry, "sex") or gender
    mark = "" if sex == "m" else f".{sex}"
    declined = [
        decline_adjective(word.text, word.entry)
        if word.adjective
        else decline_noun(word.text, word.entry, animate=animate)
        for word in phrase.words
    ]
    declined[head] = decline_noun(noun, entry, animate=animate)
    found: Forms = {}
    for number, case in product(_NUMBERS, CASES):
        spelled = declined[head].get(f"{case}.{number}", ())
        parts = [_agree(forms, word.adjective, case, number, gender, animate=animate) or word.text
                 for word, forms in zip(phrase.words, declined, strict=True)]  # fmt: skip
        if texts := [_join(phrase, [*parts[:head], text, *parts[head + 1 :]]) for text in spelled]:
            found[f"{case}.{number}{mark}"] = tuple(dict.fromkeys(texts))
    if {"gen.sg", "gen.pl"} <= declined[head].keys():
        counted = read(entry, "count") or declined[head]["gen.pl"][0]
        found["pau" + mark] = (_count(phrase, declined, head, declined[head]["gen.sg"][0], gender),)
        found["count" + mark] = (_count(phrase, declined, head, counted, "pl"),)
    return found


def _agree(forms: Forms, adjective: bool, case: str, number: str, gender: str, *, animate: bool) -> str:
    if not adjective:
        return forms.get(f"{case}.{number}", forms.get(f"{case}.sg", ("",)))[0]
    gender = "pl" if number == "pl" else gender
    if case == "acc" and gender in ("m", "pl"):
        return forms[f"acc.{gender}.{'anim' if animate else 'inan'}"][0]
    return forms[f"{case}.{gender}"][0]


def _count(phrase: Phrase, declined: list[Forms], head: int, noun: str, gender: str) -> str:
    """Two to four take the singular of the noun and the plural of its adjectives; people are counted as «человек»."""
    case = "nom.pl" if gender == "f" else "gen.pl"
    number = "pl" if gender == "pl" else "sg"
    parts = []
    for index, (word, forms) in enumerate(zip(phrase.words, declined, strict=True)):
        if index == head:
            parts.append(noun)
        else:
            parts.append(forms[case][0] if word.adjective else forms.get(f"gen.{number}", (word.text,))[0])
    return _join(phrase, parts)


def _join(phrase: Phrase, parts: list[str]) -> str:
    return "".join(word.before + part for word, part in zip(phrase.words, parts, strict=True)) + phrase.after
