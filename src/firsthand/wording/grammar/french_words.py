"""French nouns and adjectives: feminines, plurals, the gender of a head, inclusive spellings.

It knows single words and what a lexicon says of them; keys there: "gender" ("m" or "f": a noun that has one), "f" (the
feminine), "pl", "f.pl".
"""

import re

from firsthand.wording.schema import Lexicon

NUMBERS = ("sg", "pl")
GENDERS = ("m", "f")

_FEMININES = (
    (re.compile(r"(?:a|u|i|uc|ec)teur$"), re.compile(r"teur$"), "trice"),
    (re.compile(r"eur$"), re.compile(r"eur$"), "euse"),
    (re.compile(r"eux$"), re.compile(r"eux$"), "euse"),
    (re.compile(r"if$"), re.compile(r"if$"), "ive"),
    (re.compile(r"er$"), re.compile(r"er$"), "ère"),
    (re.compile(r"(?:[ie]en|on|el|et|eil|ul)$"), re.compile(r"(.)$"), r"\1\1e"),
    (re.compile(r"ique$|[eoy]$"), re.compile(r"$"), ""),
    (re.compile(r"(?:gr|b|épa)as$|gros$|pay?s$"), re.compile(r"s$"), "sse"),
)
_FEMININE_NOUN = re.compile(
    r"(?:[tsx]ion|ance|ence|ité|té|ie|ure|ade|ise|ette|ille|esse|ée|ude|aine|ère|ogue|ule|ole|ice|tte|ine|que|elle)$"
)
_MASCULINE_NOUN = re.compile(r"(?:isme|ment|age|eau|oir|eur|al|ème|er|ier|et|on|ent|ant|ot|us|ac|ard|if|in|el|ice)$")
_EXTRA = {"er": ("ère", "e"), "eur": ("euse", "e"), "teur": ("trice", "rice"), "eux": ("euse",), "if": ("ive",)}


def known(word: str, key: str, lexicon: Lexicon) -> tuple[str, ...]:
    value = lexicon.get(word, {}).get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def feminine(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The feminine of a word that is given in the masculine singular."""
    given = known(word, "f", lexicon)
    if given:
        return given
    if word.isupper():
        return (word,)
    for ending, replaced, by in _FEMININES:
        if ending.search(word):
            return (replaced.sub(by, word),)
    return (word + "e",)


def plurals(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    given = known(word, "pl", lexicon)
    if given:
        return given
    if word.isupper():
        return (word, word + "s")
    if word.endswith(("s", "x", "z")):
        return (word,)
    if word.endswith("al"):
        return (word[:-2] + "aux",)
    if word.endswith(("au", "eu")):
        return (word + "x",)
    return (word + "s",)


def gender_of(word: str, lexicon: Lexicon) -> str | None:
    """What the lexicon says; None for words that have both genders."""
    given = known(word, "gender", lexicon)
    return given[0] if given else None


def guessed_gender(word: str) -> str:
    """The gender of a thing's name by its ending. Raises ValueError where the ending doesn't tell."""
    if word.endswith(("age", "isme")) or not _FEMININE_NOUN.search(word):
        if _MASCULINE_NOUN.search(word):
            return "m"
        raise ValueError(f"the gender of “{word}” is not known: give it in the lexicon ([{word}], gender)")
    return "f"


def word_forms(word: str, gender: str | None, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The forms of a word; with a gender, it is given in that gender and keeps it."""
    if gender:
        return {f"{gender}.sg": (word,), f"{gender}.pl": plurals(word, lexicon)}
    women = feminine(word, lexicon)
    many = known(word, "f.pl", lexicon) or tuple(form for woman in women for form in plurals(woman, lexicon))
    return {"m.sg": (word,), "f.sg": women, "m.pl": plurals(word, lexicon), "f.pl": many}


def inclusive(masculine: str, woman: str) -> dict[str, tuple[str, ...]]:
    """Spellings that name both genders at once: "drogué·e·s", "usager·ère", "prostitué(e)s"."""
    if masculine == woman:
        return {}
    endings: tuple[str, ...] = ("e",) if woman == masculine + "e" else ()
    for ending, more in _EXTRA.items():
        endings = endings or (more if masculine.endswith(ending) and woman.endswith(more[0]) else ())
    single = [masculine + f"{mark}{end}" for end in endings for mark in "·.-/"]
    single += [f"{masculine}({end})" for end in endings]
    plural = [masculine + f"{mark}{end}{mark}s" for end in endings for mark in "·.-"]
    plural += [masculine + f"{mark}{end}s" for end in endings for mark in "·.-"]
    plural += [masculine + f"s{mark}{end}s" for end in endings for mark in "·.-/"]
    plural += [f"{masculine}({end})s" for end in endings] + [masculine + "Es"] * (endings[:1] != ("e",))
    return {"sg": tuple(single), "pl": tuple(plural)}
