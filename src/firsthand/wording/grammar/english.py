"""English: forms of nouns and verbs, and the choice of the grammar of the place.

It knows spelling rules and irregular words; `english_places` and `english_nouns` know what a sentence does to a
suggestion.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.english_nouns import fit_noun
from firsthand.wording.grammar.english_places import fit_adjective, fit_verb
from firsthand.wording.grammar.english_words import PLURALS, RELATIVE_VERBS, VERBS
from firsthand.wording.schema import Lexicon, Role

VERB_FEATURES = ("base", "s", "past", "pp", "ing")

_RELATIVES = ("who", "that", "which", "whose")
_DOUBLING = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][bcdfghjklmnprstvz]$")
_WORD = re.compile(r"^[A-Za-z][\w'’.&/-]*$")


def plurals(noun: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The plurals of a noun, the one to write first."""
    known = _known(noun, "pl", lexicon)
    if known:
        return known
    stem, small = noun.rpartition("-")[2], noun.lower()
    if stem.lower() in PLURALS:
        head = noun[: len(noun) - len(stem)]
        return tuple(head + _as_written(stem, plural) for plural in PLURALS[stem.lower()])
    if small.endswith("man") and small not in {"human", "roman", "german", "shaman"}:
        return (noun[:-2] + "en",)
    if noun.isupper():
        return (noun + "s",)
    if small.endswith(("s", "x", "z", "ch", "sh")):
        if small.endswith("s") and not small.endswith(("ss", "us", "is", "as")):
            raise ValueError(f"“*{noun}” looks like a plural: write the singular, or give its forms in the lexicon.")
        return (noun + "es",)
    if small.endswith("y") and small[-2:-1] not in set("aeiou"):
        return (noun[:-1] + "ies",)
    return (noun + "s",)


def verb_forms(verb: str, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The five forms of a verb by their features."""
    irregular = VERBS.get(verb.lower())
    regular = irregular or (_third_person(verb), _past(verb), _past(verb), _present_participle(verb))
    forms: dict[str, tuple[str, ...]] = {
        feature: (form,) for feature, form in zip(VERB_FEATURES, (verb, *regular), strict=True)
    }
    if verb == "be":
        forms |= {"s": ("is", "are", "am"), "past": ("was", "were")}
    for feature in VERB_FEATURES:
        if known := _known(verb, feature, lexicon):
            forms[feature] = known
    return forms


def _known(word: str, feature: str, lexicon: Lexicon) -> tuple[str, ...]:
    value = lexicon.get(word, {}).get(feature, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _as_written(word: str, other: str) -> str:
    return other.capitalize() if word[:1].isupper() else other


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return verb[:-1] + "ied"
    return (verb + verb[-1] if _DOUBLING.match(verb) else verb) + "ed"


def _present_participle(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if _DOUBLING.match(verb) else verb) + "ing"


def _agreeing(word: str) -> str:
    """The plural of a verb that stands in the third person within a relative clause."""
    if word in RELATIVE_VERBS:
        return RELATIVE_VERBS[word]
    if not word.endswith("s"):
        raise ValueError(f"“*{word}” does not look like a verb of the third person: write “who *uses”, “that *has”.")
    if word.endswith("ies") and len(word) > 4:  # "dies", "lies" and "ties" keep their e
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zzes")) else word[:-1]


def _noun_paradigm(words: list[str], lexicon: Lexicon) -> Paradigm:
    """Singular and plural; a starred word after "who" or "that" is a verb and agrees."""
    singular: list[str] = []
    plural: list[tuple[str, ...]] = []
    relative = False
    for word in words:
        bare = word.removeprefix("*")
        relative = relative or word in _RELATIVES
        if not word.startswith("*"):
            plural.append((word,))
        elif relative:
            plural.append((_agreeing(bare),))
        else:
            plural.append(plurals(bare, lexicon))
        singular.append(bare)
    count = max(len(forms) for forms in plural)
    spelled = [" ".join(forms[min(at, len(forms) - 1)] for forms in plural) for at in range(count)]
    return {"sg": (" ".join(singular),), "pl": tuple(dict.fromkeys(spelled))}


def _verb_paradigm(words: list[str], lexicon: Lexicon) -> Paradigm:
    forms = {word: verb_forms(word.removeprefix("*"), lexicon) for word in words if word.startswith("*")}
    paradigm: dict[str, tuple[str, ...]] = {}
    for feature in VERB_FEATURES:
        choices = [forms[word][feature] if word in forms else (word,) for word in words]
        count = max(len(choice) for choice in choices)
        paradigm[feature] = tuple(
            " ".join(choice[min(at, len(choice) - 1)] for choice in choices) for at in range(count)
        )
    return paradigm


class English:
    language = "en"

    def inflect(self, phrase: str, role: Role, lexicon: Lexicon) -> Paradigm:
        words = phrase.split()
        starred = [word.removeprefix("*") for word in words if word.startswith("*")]
        for word in starred:
            if not _WORD.match(word):
                raise ValueError(f"“{phrase}”: an asterisk stands directly before a word of letters.")
        if not starred:
            return {"": (phrase,)}
        if role == "phrase":
            raise ValueError(f"“{phrase}”: a phrase never changes; take the asterisk away or give another role.")
        if role == "verb":
            return _verb_paradigm(words, lexicon)
        if role == "adjective":
            return {"sg": (phrase.replace("*", ""),), "pl": (_plural_clause(words),)}
        return _noun_paradigm(words, lexicon)

    def fit(self, place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
        if place.role == "verb":
            return fit_verb(place, paradigm)
        if place.role == "adjective":
            return fit_adjective(place, paradigm)
        return fit_noun(place, phrase, paradigm)


def _plural_clause(words: list[str]) -> str:
    return " ".join(_agreeing(word.removeprefix("*")) if word.startswith("*") else word for word in words)


GRAMMAR = English()
