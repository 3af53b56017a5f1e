"""Spanish nouns, adjectives and the small verbs within a phrase: their gender, their plural, their spellings.

A phrase is inflected by its head, the first word with an asterisk; the other words with one agree with it. Words whose
gender or plural their ending does not tell are looked up in the lexicon, under `gender`, `plural` and `feminine`.
"""

from collections.abc import Mapping, Sequence

from firsthand.wording.schema import Lexicon, Role

_FEMININE_ENDINGS = ("a", "ión", "dad", "tad", "tud", "umbre", "ez", "sis", "itis")
_MASCULINE_ENDINGS = ("o", "or", "aje", "ón", "án", "ín", "és", "l", "n", "ar", "er")
_ACCENTS = str.maketrans("áéíóú", "aeiou")
_BEFORE_VERBS = {"que", "quien", "quienes"}
_BETWEEN = {"no", "se", "ya", "le", "lo", "la", "los", "las", "me", "actualmente", "también", "nunca", "solo"}

VERB_PLURALS = {
    "es": "son",
    "ha": "han",
    "está": "están",
    "fue": "fueron",
    "era": "eran",
    "va": "van",
    "estuvo": "estuvieron",
    "tuvo": "tuvieron",
    "pudo": "pudieron",
    "hizo": "hicieron",
    "dio": "dieron",
    "decidió": "decidieron",
}


def genders(word: str, role: Role, lexicon: Lexicon) -> tuple[str, ...]:
    """The genders that a head noun can have: people usually both, things one."""
    known = _known(word, lexicon).get("gender")
    if known in ("m", "f"):
        return (str(known),)
    if known == "mf" or role == "adjective":
        return ("m", "f")
    if role == "person":
        return _genders_of_people(word)
    if word.endswith(_FEMININE_ENDINGS):
        return ("f",)
    if word.endswith(_MASCULINE_ENDINGS):
        return ("m",)
    raise ValueError(f"The ending of “{word}” does not tell its gender: give it in lexicon.toml (gender = “m” or “f”)")


def _known(word: str, lexicon: Lexicon) -> Mapping[str, str | tuple[str, ...]]:
    """What the lexicon has of a word, or of the word behind an "ex"."""
    return lexicon.get(word) or lexicon.get(word.removeprefix("ex")) or {}


def _genders_of_people(word: str) -> tuple[str, ...]:
    if word.endswith("a") and not word.endswith(("ista", "ópata", "iatra")):
        raise ValueError(f"Is “{word}” said of women only? Give its gender in lexicon.toml: “f”, or “mf” for everyone")
    return ("m", "f")


def decline(word: str, gender: str, number: str, lexicon: Lexicon) -> str:
    """A noun or an adjective, given as its masculine singular (or as its only singular), in another form."""
    entry = _known(word, lexicon)
    singular = word
    if gender == "f" and entry.get("gender") not in ("f", "mf"):
        given = entry.get("feminine")
        singular = given if isinstance(given, str) else _feminine(word)
    if number == "sg":
        return singular
    if singular == word and isinstance(plural := entry.get("plural"), str):
        return plural
    return _plural(singular)


def _feminine(word: str) -> str:
    if word.endswith("o"):
        return word[:-1] + "a"
    if word.endswith("or") and word not in {"mayor", "menor", "mejor", "peor", "superior", "inferior", "exterior"}:
        return word + "a"
    if word.endswith(("ón", "án", "ín", "és")) and not word.endswith("ión"):
        return word[:-2] + word[-2:].translate(_ACCENTS) + "a"
    return word


def _plural(word: str) -> str:
    if word.endswith(("sis", "tis", "us", "ax", "ps")):
        return word
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word[-1] in "íú":
        return word + "es"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if len(word) > 2 and word[-2] in "áéíóú" and word[-1] in "ns":
        if word[-3] in "aeo":
            return word + "es"  # "países": the accent parts two vowels
        return word[:-2] + word[-2].translate(_ACCENTS) + word[-1] + "es"
    if word.endswith("s"):
        return word if len(word) > 4 else word + "es"
    if word.endswith("en") and len(word) > 4:
        return _accented(word) + "es"
    return word + "es" if word[-1] in "lrndj" else word + "s"


def _accented(word: str) -> str:
    """ "joven" and "examen" show their stress in the plural: "jóvenes", "exámenes"."""
    if any(letter in "áéíóú" for letter in word):
        return word
    for position in range(len(word) - 3, -1, -1):
        if word[position] in "aeiou":
            return word[:position] + "áéíóú"["aeiou".index(word[position])] + word[position + 1 :]
    return word


def agree(word: str, number: str) -> str:
    """A verb in the third person singular, made to agree with one or with several."""
    if number == "sg":
        return word
    if word in VERB_PLURALS:
        return VERB_PLURALS[word]
    if word.endswith("ió"):
        return word[:-2] + "ieron"
    if word.endswith("yó"):
        return word[:-1] + "eron"
    if word.endswith("ó"):
        return word[:-1] + "aron"
    if word[-1] in "aeíáé":
        return word + "n"
    raise ValueError(f"“{word}” stands where a verb is expected: write it in the third person singular (“usa”)")


def is_verb(words: Sequence[str], position: int) -> bool:
    """Whether the word there is the verb of a relative clause ("que *usa", "que no se *inyecta")."""
    before = position - 1
    while before >= 0 and words[before] in _BETWEEN:
        before -= 1
    return before >= 0 and words[before] in _BEFORE_VERBS


def inclusive(word: str, number: str) -> tuple[str, ...]:
    """How people spell a noun for everyone: adict@s, adictxs, adictes, adictos/as, adictos(as)."""
    if len(word) < 4:
        return ()
    s = "s" if number == "pl" else ""
    if word.endswith("o"):
        stem, masculine, feminine = word[:-1], word + s, "a" + s
    elif word.endswith("or"):
        stem, masculine, feminine = word, word + ("es" if s else ""), "a" + s
    else:
        return ()
    spellings = [f"{stem}{letter}{s}" for letter in "@x"]
    if word.endswith("o"):
        spellings.append(f"{stem}e{s}")
    return (*spellings, f"{masculine}/{feminine}", f"{masculine}({feminine})", f"{masculine}/-{feminine}")
