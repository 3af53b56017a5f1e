"""French: forms of phrases for persons and things, and the choice of the grammar of the place.

It knows how a phrase inflects; `french_places` knows what a sentence does to a suggestion. Nouns and adjectives have
the features "m.sg", "f.sg", "m.pl", "f.pl"; those of verbs are told in `french_verbs`. In a phrase for a person, words
with an asterisk behind "qui" are verbs of the third person.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.french_places import fit_adjective, fit_noun, fit_phrase
from firsthand.wording.grammar.french_predicates import fit_verb
from firsthand.wording.grammar.french_verbs import verb_paradigm
from firsthand.wording.grammar.french_words import (
    GENDERS,
    NUMBERS,
    gender_of,
    guessed_gender,
    inclusive,
    known,
    word_forms,
)
from firsthand.wording.schema import Lexicon, Role

_STARRED = re.compile(r"\*([^\W_][\w’'\-·()./]*|)")
_RELATIVE = re.compile(r"(?:^|\s)qui\s")
_RELATIVE_VERBS = {
    "a": "ont", "est": "sont", "fait": "font", "va": "vont", "vit": "vivent", "boit": "boivent", "prend": "prennent",
    "vend": "vendent", "sort": "sortent", "vient": "viennent", "tient": "tiennent", "reçoit": "reçoivent",
    "doit": "doivent", "peut": "peuvent", "veut": "veulent", "sait": "savent", "met": "mettent",
    "connaît": "connaissent",
    "subit": "subissent", "transmet": "transmettent", "dort": "dorment", "était": "étaient", "avait": "avaient",
    "attend": "attendent", "paie": "paient", "suit": "suivent",
}  # fmt: skip


def plural_of_verb(verb: str, lexicon: Lexicon) -> str:
    """The plural of a verb in the third person. Raises ValueError where it is not known."""
    if given := known(verb, "3pl", lexicon):
        return given[0]
    if verb in _RELATIVE_VERBS:
        return _RELATIVE_VERBS[verb]
    if verb.endswith("e"):
        return verb + "nt"
    if verb.endswith("ait"):
        return verb[:-3] + "aient"
    raise ValueError(
        f"“*{verb}” behind “qui” is no known verb of the third person: give its plural in the lexicon (3pl)"
    )


def _nominal(phrase: str, role: Role, lexicon: Lexicon) -> Paradigm:
    words = list(_STARRED.finditer(phrase))
    relative = _RELATIVE.search(phrase)
    verbs_from = relative.start() if relative else len(phrase)
    genders = _genders([word[1] for word in words if word.start() < verbs_from], role, lexicon)
    paradigm: dict[str, tuple[str, ...]] = {}
    for gender in genders:
        for number in NUMBERS:
            feature = f"{gender}.{number}"
            choices = [
                _verb(word[1], number, lexicon)
                if word.start() >= verbs_from
                else word_forms(word[1], gender if len(genders) == 1 else None, lexicon)[feature]
                for word in words
            ]
            paradigm[feature] = _spelled(phrase, words, choices)
    if role == "person" and len(genders) == len(GENDERS):
        _add_inclusive(paradigm, phrase, words)
    return paradigm


def _verb(word: str, number: str, lexicon: Lexicon) -> tuple[str, ...]:
    return (word,) if number == "sg" else (plural_of_verb(word, lexicon),)


def _genders(nouns: list[str], role: Role, lexicon: Lexicon) -> tuple[str, ...]:
    if not nouns:
        return GENDERS
    own = gender_of(nouns[0], lexicon)
    if own is None and role == "noun":
        own = guessed_gender(nouns[0])
    return (own,) if own in GENDERS else GENDERS


def _spelled(phrase: str, words: list[re.Match[str]], choices: list[tuple[str, ...]]) -> tuple[str, ...]:
    count = max((len(choice) for choice in choices), default=1)
    spelled = []
    for at in range(count):
        text, end = "", 0
        for word, choice in zip(words, choices, strict=True):
            text += phrase[end : word.start()] + choice[min(at, len(choice) - 1)]
            end = word.end()
        spelled.append(text + phrase[end:])
    return tuple(dict.fromkeys(spelled))


def _add_inclusive(paradigm: dict[str, tuple[str, ...]], phrase: str, words: list[re.Match[str]]) -> None:
    """Only to a single word: in longer phrases these spellings are rare, and each is one more to look for."""
    if len(words) != 1 or re.search(r"[\s’']", phrase):
        return
    word = words[0]
    start, tail = phrase[: word.start()], phrase[word.end() :]
    woman = paradigm["f.sg"][0].removeprefix(start).removesuffix(tail)
    for number, spelled in inclusive(word[1], woman).items():
        both = tuple(start + form + tail for form in spelled)
        for gender in GENDERS:
            paradigm[f"{gender}.{number}"] += both


def _verbal(phrase: str) -> Paradigm:
    starred = list(_STARRED.finditer(phrase))
    if len(starred) != 1:
        raise ValueError(f"“{phrase}”: a phrase for a verb has one asterisk, before its infinitive")
    word = starred[0]
    return verb_paradigm(phrase[: word.start()], word[1], phrase[word.end() :])


class French:
    language = "fr"

    def inflect(self, phrase: str, role: Role, lexicon: Lexicon) -> Paradigm:
        if "*" not in phrase:
            return {"": (phrase,)}
        if role == "phrase":
            raise ValueError(f"“{phrase}”: a phrase never changes; take the asterisk away or give another role")
        if any(not word[1] for word in _STARRED.finditer(phrase)):
            raise ValueError(f"“{phrase}”: an asterisk stands directly before a word of letters")
        return _verbal(phrase) if role == "verb" else _nominal(phrase, role, lexicon)

    def fit(self, place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
        match place.role:
            case "verb":
                fitted = fit_verb(place, phrase, paradigm)
            case "person" | "noun":
                fitted = fit_noun(place, phrase, paradigm)
            case "adjective":
                fitted = fit_adjective(place, phrase, paradigm)
            case _:
                fitted = fit_phrase(place, paradigm)
        return _with_apostrophes_of(place, fitted)


def _with_apostrophes_of(place: Place, fitted: Fitted | None) -> Fitted | None:
    """Curly apostrophes in a text that has them, straight ones in any other."""
    if fitted is None or "’" in place.before + place.text + place.after:
        return fitted
    return Fitted(fitted.text.replace("’", "'"), fitted.left, fitted.right, fitted.fix, fitted.also)


GRAMMAR = French()
