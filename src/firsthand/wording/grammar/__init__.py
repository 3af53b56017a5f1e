"""The grammars: how a language forms the words of a guide, and how it fits a suggestion into a sentence.

One module a language. They know no guide, no file and no position in a text: strings go in, strings come out.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from firsthand.wording.model import Fix
from firsthand.wording.schema import Lexicon, Role

Paradigm = Mapping[str, tuple[str, ...]]
"""The spellings of a phrase by the features of their form; the first is the one to write.

Features are parted by dots, in this order. English nouns: "sg", "pl"; verbs: "base", "s", "past", "pp", "ing". French
and Spanish nouns and adjectives: "m.sg", "f.sg", "m.pl", "f.pl". Russian nouns: "nom.sg" to "pre.pl" (nom, gen, dat,
acc, ins, pre); adjectives: the same with "m", "f" or "n" instead of "sg", and in the accusative "anim" or "inan" behind
where that matters. Verbs of these three: what their module says. A phrase that never changes has the features "".
"""


class Place(Struct, frozen=True):
    """Where a term stands: a sentence in three parts, as it is written."""

    before: str
    text: str
    after: str
    role: Role
    features: tuple[str, ...]
    """All that the form can be: "toxicomanes" is "m.pl" and "f.pl"; "" for what never changes."""


class Fitted(Struct, frozen=True):
    """A suggestion in the form that its sentence asks for, in small letters unless a name needs capitals."""

    text: str
    left: int = 0
    """How many characters of `before` it replaces as well."""
    right: int = 0
    """How many of `after`."""
    fix: Fix = "safe"
    also: tuple[str, ...] = ()
    """What else has to change in the sentence, in its language; then `fix` is never "safe"."""


class Grammar(Protocol):
    language: str

    def inflect(self, phrase: str, role: Role, lexicon: Lexicon) -> Paradigm:
        """All forms of a phrase in which an asterisk stands before each word that inflects.

        Raises ValueError, with a sentence for the guide's author, where a word's forms can't be known.
        """

    def fit(self, place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
        """Put a paradigm of a suggestion in the place of a term; None where it has no form for it.

        `phrase` is the suggestion as the guide writes it, with its asterisks.
        """


_MODULES = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian"}


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of one of the four languages."""
    return import_module(f"{__name__}.{_MODULES[language]}").GRAMMAR  # type: ignore[no-any-return]
