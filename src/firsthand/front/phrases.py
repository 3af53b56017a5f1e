"""How the phrases of a guide are shown to people: without its signs, with an example for each slot, in their forms."""

import re

from msgspec import Struct

from firsthand.interface import Interface
from firsthand.interface.labels import N_
from firsthand.wording.guide import Vocabulary
from firsthand.wording.lexis import filled, inflected, written_out
from firsthand.wording.schema import Alternative, Classes, Role

_SLOT = re.compile(r"\{(\w+)(?:\.\w+)?\}")
SLOTS_SHOWN = 6

FEATURES = {
    "sg": N_("singular"),
    "pl": N_("plural"),
    "m": N_("masculine"),
    "f": N_("feminine"),
    "n": N_("neuter"),
    "nom": N_("nominative"),
    "gen": N_("genitive"),
    "dat": N_("dative"),
    "acc": N_("accusative"),
    "ins": N_("instrumental"),
    "pre": N_("prepositional"),
    "inf": N_("infinitive"),
    "base": N_("basic form"),
    "s": N_("third person"),
    "past": N_("past"),
    "pres": N_("present"),
    "pp": N_("past participle"),
    "ing": N_("-ing form"),
    "ger": N_("gerund"),
    "3sg": N_("third person singular"),
    "3pl": N_("third person plural"),
}

CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
BOTH: tuple[str, ...] = ("m.sg", "f.sg", "m.pl", "f.pl")
PERSONS: dict[str, tuple[str, ...]] = {
    "en": ("sg", "pl"),
    "fr": BOTH,
    "es": BOTH,
    "ru": tuple(f"{case}.{number}" for number in ("sg", "pl") for case in CASES),
}
NOUNS: dict[str, tuple[str, ...]] = {"ru": tuple(f"{case}.sg" for case in CASES)}
"""What people do or have is rarely said in the plural, and elsewhere its singular has one form."""
ADJECTIVES: dict[str, tuple[str, ...]] = {"fr": BOTH, "es": BOTH, "ru": ("nom.m", "nom.f", "nom.n", "nom.pl")}
VERBS: dict[str, tuple[str, ...]] = {
    "en": ("base", "s", "past", "pp", "ing"),
    "fr": ("inf", "pres.3sg", "pres.3pl", "pp.m.sg"),
    "es": ("inf", "pres.3sg", "pres.3pl", "past.3sg", "ger"),
    "ru": ("inf", "3sg", "3pl", "past.m", "past.f", "past.pl"),
}
"""The forms from which a reader can tell the others."""
SHOWN: dict[Role, dict[str, tuple[str, ...]]] = {
    "person": PERSONS, "noun": NOUNS, "adjective": ADJECTIVES, "verb": VERBS
}  # fmt: skip


class Inflected(Struct, frozen=True):
    """Forms that are spelt alike, and what they are."""

    label: str
    text: str


def example(phrase: str, classes: Classes) -> str:
    """A phrase with the first word of each of its classes: "{drug} *user" as "drug user"."""
    try:
        written, _ = next(written_out(phrase, classes))
    except (KeyError, StopIteration):
        written = _SLOT.sub("…", phrase)
    return written.replace("*", "")


def slot_words(phrase: str, classes: Classes) -> tuple[str, ...]:
    """Some of the words that may stand in the slots of a phrase; none where it has no slot."""
    words: list[str] = []
    for slot in dict.fromkeys(_SLOT.findall(phrase)):
        words += (word if isinstance(word, str) else word["find"] for word in classes.get(slot, ())[:SLOTS_SHOWN])
    return tuple(word.replace("*", "") for word in words)


def rather(phrase: str, classes: Classes) -> str:
    """An alternative as it would stand for the first word of each class; not yet without its asterisks."""
    return filled(phrase, tuple((slot, 0) for slot in _SLOT.findall(phrase)), classes) or _SLOT.sub("…", phrase)


def forms_of(
    phrase: str, role: Role, language: str, vocabulary: Vocabulary, given: Alternative, interface: Interface
) -> tuple[Inflected, ...]:
    """The forms of an alternative by which a reader can use it; none where it never changes or has but one."""
    try:
        paradigm = {**inflected(language, rather(phrase, vocabulary.classes), role, vocabulary.lexicon), **given.forms}
    except (ValueError, KeyError):
        return ()
    found: list[tuple[str, str]] = []
    for features in SHOWN.get(role, {}).get(language, ()):
        spelling = paradigm.get(features) or next(
            (value for key, value in paradigm.items() if key.startswith(f"{features}.")), ()
        )
        if spelling:
            found.append((features, spelling[0]))
    if len({text for _, text in found}) < 2:
        return ()
    if language == "ru":  # who declines a word goes through its cases, also where two are alike
        return tuple(Inflected(name_forms([features], interface), text) for features, text in found)
    alike = {text: [features for features, other in found if other == text] for _, text in found}
    return tuple(Inflected(name_forms(features, interface), text) for text, features in alike.items())


def name_forms(features: list[str], interface: Interface) -> str:
    """What forms that are spelt alike have in common: "m.sg" and "f.sg" are the singular."""
    shared = [part for part in features[0].split(".") if all(part in each.split(".") for each in features)]
    if shared:
        return ", ".join(_name(part, interface) for part in shared)
    return " / ".join(", ".join(_name(part, interface) for part in each.split(".")) for each in features)


def _name(feature: str, interface: Interface) -> str:
    return interface.gettext(FEATURES[feature]) if feature in FEATURES else feature
