"""French articles and other small words before a noun: which they are, and how they are written before another noun.

It knows closed classes of words only: articles with their contractions, determiners, numerals, adjectives that stand
before their noun, and what is elided.
"""

import re

from msgspec import Struct

from firsthand.wording.grammar.french_verbs import begins_with_vowel

REACH = 90
"""Characters on either side that are looked at for a word's company."""

_BY_GENDER = {
    "le": ("le", "la", "l’"),
    "du": ("du", "de la", "de l’"),
    "au": ("au", "à la", "à l’"),
    "un": ("un", "une", ""),
    "ce": ("ce", "cette", "cet/cette"),
    "mon": ("mon", "ma", "mon"),
    "ton": ("ton", "ta", "ton"),
    "son": ("son", "sa", "son"),
    "quel": ("quel", "quelle", ""),
    "aucun": ("aucun", "aucune", ""),
    "nul": ("nul", "nulle", ""),
    "tout": ("tout", "toute", ""),
    "certain": ("certain", "certaine", ""),
    "certains": ("certains", "certaines", ""),
    "quels": ("quels", "quelles", ""),
    "divers": ("divers", "diverses", ""),
    "différents": ("différents", "différentes", ""),
    "maints": ("maints", "maintes", ""),
    "tel": ("tel", "telle", ""),
    "tels": ("tels", "telles", ""),
}
_PLURALS = {
    "le": "les", "du": "des", "au": "aux", "un": "des", "ce": "ces", "mon": "mes", "ton": "tes", "son": "ses",
    "notre": "nos", "votre": "vos", "leur": "leurs", "de": "de",
}  # fmt: skip
_NUMERALS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante "
    "cinquante soixante cent cents mille"
).split()
_CONSTANT = ["les", "des", "aux", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "plusieurs", "quelques", "chaque",
             "notre", "votre", "leur", *_NUMERALS]  # fmt: skip
_SPELLINGS: dict[str, tuple[str, str | None, str | None]] = {}
"""A determiner as it is written: which it is, its gender and its number, where they can be told."""
for _name, (_man, _woman, _elided) in _BY_GENDER.items():
    _many = "pl" if _name.endswith("s") else "sg"
    _SPELLINGS[_woman] = (_name, "f", _many)
    _SPELLINGS[_man] = (_name, "m" if _man != _woman else None, _many)
_SPELLINGS |= {
    "l’": ("le", None, "sg"), "de l’": ("du", None, "sg"), "à l’": ("au", None, "sg"), "cet": ("ce", "m", "sg"),
    "de": ("de", None, None), "d’": ("de", None, None), "mon": ("mon", None, "sg"), "ton": ("ton", None, "sg"),
    "son": ("son", None, "sg"), "divers": ("divers", "m", "pl"),
}  # fmt: skip
for _word in _CONSTANT:
    _single = _word in {"chaque", "notre", "votre", "leur"}
    _SPELLINGS[_word] = (_word, None, "sg" if _single else "pl")

_ADJECTIVES = {
    "ancien": "ancienne", "autre": "autre", "beau": "belle", "bon": "bonne", "célèbre": "célèbre",
    "dangereux": "dangereuse", "dernier": "dernière", "énième": "énième", "faux": "fausse", "fameux": "fameuse",
    "futur": "future", "grand": "grande", "gros": "grosse", "innombrable": "innombrable",
    "malheureux": "malheureuse", "mauvais": "mauvaise", "même": "même", "misérable": "misérable", "moindre": "moindre",
    "nombreux": "nombreuse", "nouveau": "nouvelle", "pauvre": "pauvre", "petit": "petite", "premier": "première",
    "présumé": "présumée", "prétendu": "prétendue", "probable": "probable", "rare": "rare", "second": "seconde",
    "seul": "seule", "simple": "simple", "triste": "triste", "unique": "unique", "véritable": "véritable",
    "vieil": "vieille", "vieux": "vieille", "vrai": "vraie", "deuxième": "deuxième", "troisième": "troisième",
    "soi-disant": "soi-disant", "éventuel": "éventuelle", "principal": "principale", "vil": "vile",
    "tel": "telle", "prochain": "prochaine", "propre": "propre", "sale": "sale", "maudit": "maudite",
}  # fmt: skip
_TO_MASCULINE = {woman: man for man, woman in _ADJECTIVES.items()}


def plural(word: str) -> str:
    if word.endswith(("s", "x")) or word == "soi-disant":
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith("eau") else "s")


def _adjective_table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for man, woman in _ADJECTIVES.items():
        first = {"vieil": "vieux"}.get(man, man)
        forms = {"m.sg": first, "f.sg": woman, "m.pl": plural(first), "f.pl": plural(woman)}
        for written in (man, *forms.values()):
            table.setdefault(written, forms)
    return table


_ADJECTIVE_FORMS = _adjective_table()
_CARDINAL = r"(?:vingt|trente|quarante|cinquante|soixante|quatre-vingts?)(?:[ -](?:et[ -]un|[a-zé]+(?:-[a-z]+)?))?"
_DETERMINER = re.compile(
    r"(?<![\w-])(?P<all>(?:tout|toute|tous|toutes)\s+)?(?P<word>"
    + "|".join(
        sorted((re.escape(w).replace("’", "[’']").replace("\\ ", r"\s+") for w in _SPELLINGS), key=len, reverse=True)
    )
    + r"|\d[\d\s.,]*(?:%\s*de)?)(?P<gap>\s*)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<![\w-])(?P<words>(?:(?:"
    + "|".join(sorted(map(re.escape, _ADJECTIVE_FORMS), key=len, reverse=True))
    + r")\s+)+)$",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?<![\w-])(chacun|aucun|l[’']un|un|certains|quelques-uns|nul|celui|ceux)(\s+(?:d[’']entre\s+)?)$", re.IGNORECASE
)
_EACH_FORMS = {"chacun": "chacune", "aucun": "aucune", "l’un": "l’une", "un": "une", "certains": "certaines",
               "quelques-uns": "quelques-unes", "nul": "nulle", "celui": "celle", "ceux": "celles"}  # fmt: skip


class Company(Struct, frozen=True):
    """The small words before a noun."""

    start: int
    """Where they begin in what stands before the noun."""
    determiner: str = ""
    """Its masculine or only form; "" where there is none."""
    every: str = ""
    """"tout", "tous" before the determiner."""
    adjectives: tuple[str, ...] = ()
    each: str = ""
    """"chacun", "un" before "des"."""
    written: str = ""
    gender: str | None = None
    number: str | None = None


def company(before: str) -> Company:
    """What stands before a noun and belongs to it."""
    begin = max(0, len(before) - REACH)
    near = before[begin:]
    adjectives = _BEFORE.search(near)
    words = tuple(adjectives["words"].split()) if adjectives else ()
    stop = adjectives.start() if adjectives else len(near)
    found = _DETERMINER.search(near[:stop])
    if not found or not (found["gap"] or found["word"][-1:] in "’'"):
        return Company(begin + stop, adjectives=words)
    name, gender, number = _known(found["word"])
    if found["all"] and name in _NUMERALS:
        return Company(begin + stop, adjectives=words)  # "Tous deux" stands by itself.
    start = found.start()
    each = _EACH.search(near[:start]) if name in {"des", "ces", "de"} or number == "pl" else None
    if each and not re.match(r"des|de\b|d[’']", near[each.end(1) :].strip(), re.IGNORECASE):
        each = None
    return Company(
        begin + (each.start() if each else start),
        name,
        (found["all"] or "").strip().lower(),
        words,
        near[each.start() : start] if each else "",
        found["word"],
        gender,
        number,
    )


def _known(written: str) -> tuple[str, str | None, str | None]:
    word = re.sub(r"\s+", " ", written.lower().replace("'", "’"))
    if word[:1].isdigit():
        return ("=", None, "sg" if word.strip() in {"1", "0"} else "pl")
    return _SPELLINGS[word]


def _every(every: str, gender: str, number: str) -> str:
    if not every:
        return ""
    return {"m.sg": "tout ", "f.sg": "toute ", "m.pl": "tous ", "f.pl": "toutes "}[f"{gender}.{number}"]


def _each(each: str, gender: str) -> str:
    if not each:
        return ""
    head, tail = each.split(maxsplit=1) if len(each.split()) > 1 else (each.strip(), "")
    word = head.lower().replace("'", "’")
    other = _EACH_FORMS.get(word, word) if gender == "f" else word
    return other + each[len(head) :] if not tail else other + " " + tail + (" " if each.endswith(" ") else "")


def rendered(found: Company, gender: str, number: str, text: str) -> str:
    """The same small words before another noun phrase, with that phrase."""
    feature = f"{gender}.{number}"
    adjectives = [_ADJECTIVE_FORMS[word.lower()][feature] for word in found.adjectives]
    text = " ".join([*_before_vowel(adjectives, text), text])
    return _each(found.each, gender) + _every(found.every, gender, number) + _determined(found, gender, number, text)


def _before_vowel(adjectives: list[str], text: str) -> list[str]:
    if adjectives and begins_with_vowel(text) and adjectives[-1] in {"vieux", "nouveau", "beau"}:
        adjectives[-1] = {"vieux": "vieil", "nouveau": "nouvel", "beau": "bel"}[adjectives[-1]]
    return adjectives


def _determined(found: Company, gender: str, number: str, text: str) -> str:
    name = found.determiner
    vowel = begins_with_vowel(text)
    if not name:
        return text
    if name == "=":
        return f"{found.written.rstrip()} {text}"
    if name == "de":
        return ("d’" if vowel else "de ") + text
    if name not in _BY_GENDER:
        return f"{name} {text}"
    if number == "pl" and name in _PLURALS:
        return f"{_PLURALS[name]} {text}"
    man, woman, before_vowel = _BY_GENDER[name]
    word = woman if gender == "f" else man
    if vowel and before_vowel:
        word = before_vowel.split("/")[-1 if gender == "f" else 0]
    return word + ("" if word.endswith("’") else " ") + text


def fixed_elision(before: str, text: str) -> tuple[str, int]:
    """A text with the small word before it, where that has to change; and how many characters that takes."""
    found = re.search(r"(?<![\w’'])(jusqu|lorsqu|puisqu|quoiqu|qu|d|j|n|s|l)[’']$", before[-12:], re.IGNORECASE)
    if found and not begins_with_vowel(text):
        return f"{found[1]}e {text}", len(found[0])
    found = re.search(r"(?<![\w’'])(jusque|lorsque|puisque|quoique|que|de|je|ne)\s$", before[-12:], re.IGNORECASE)
    if found and begins_with_vowel(text):
        return f"{found[1][:-1]}’{text}", len(found[0])
    return text, 0
