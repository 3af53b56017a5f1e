"""How Russian nouns and adjectives decline: by their endings, and by what a lexicon knows of the others.

Knows no phrase, no guide and no sentence. After A. A. Zaliznyak's types, as far as a written word shows them; what it
doesn't show (gender of some nouns in -ь, fleeting vowels, irregular plurals) must be told by the lexicon.
"""

from collections.abc import Mapping

Entry = Mapping[str, str | tuple[str, ...]]
Forms = dict[str, tuple[str, ...]]

CASES = ("nom", "gen", "dat", "acc", "ins", "pre")

_VELARS = "гкх"
_HUSHERS = "жшчщ"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"

_ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_NOUNS_IN_IE = ("ние", "тие", "вие", "сие", "лие", "рие", "дие", "зие")

# Endings of nouns, singular then plural, in the order of CASES without the accusative; "0" asks for the bare stem.
_MASCULINE_HARD = (("", "а", "у", "ом", "е"), ("ы", "ов", "ам", "ами", "ах"))
_MASCULINE_SOFT = (("ь", "я", "ю", "ем", "е"), ("и", "ей", "ям", "ями", "ях"))
_MASCULINE_SHORT_I = (("й", "я", "ю", "ем", "е"), ("и", "ев", "ям", "ями", "ях"))
_FEMININE_HARD = (("а", "ы", "е", "ой", "е"), ("ы", "0", "ам", "ами", "ах"))
_FEMININE_SOFT = (("я", "и", "е", "ей", "е"), ("и", "0", "ям", "ями", "ях"))
_FEMININE_THIRD = (("ь", "и", "и", "ью", "и"), ("и", "ей", "ям", "ями", "ях"))
_NEUTER_HARD = (("о", "а", "у", "ом", "е"), ("а", "0", "ам", "ами", "ах"))
_NEUTER_SOFT = (("е", "я", "ю", "ем", "е"), ("я", "0", "ям", "ями", "ях"))

_ADJECTIVE_HARD = {
    "m": ("ый", "ого", "ому", "", "ым", "ом"),
    "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "n": ("ое", "ого", "ому", "ое", "ым", "ом"),
    "pl": ("ые", "ых", "ым", "", "ыми", "ых"),
}
_ADJECTIVE_SOFT = {
    "m": ("ий", "его", "ему", "", "им", "ем"),
    "f": ("яя", "ей", "ей", "юю", "ей", "ей"),
    "n": ("ее", "его", "ему", "ее", "им", "ем"),
    "pl": ("ие", "их", "им", "", "ими", "их"),
}


def read(entry: Entry, key: str) -> str:
    """One word of a lexicon's entry, "" where it says nothing."""
    value = entry.get(key, "")
    return value if isinstance(value, str) else value[0]


def is_adjective(word: str, entry: Entry) -> bool:
    """Whether a word in its dictionary form, or in an agreeing nominative, declines as an adjective."""
    if kind := read(entry, "kind"):
        return kind in ("adjective", "short")
    bare = word.removesuffix("ся").lower()
    if bare.endswith(_NOUNS_IN_IE):
        return False
    return len(bare) > 3 and bare.endswith(_ADJECTIVE_ENDINGS)


def gender_of(word: str, entry: Entry) -> str:
    """The gender of a noun; raises ValueError where neither its ending nor the lexicon tells."""
    if gender := read(entry, "gender"):
        return gender
    last = word[-1].lower()
    if last in "ая":
        return "f"
    if last in "оеё":
        return "n"
    if last in _CONSONANTS + "й":
        return "m"
    if last == "ь":
        if word.endswith("тель"):
            return "m"
        if word.endswith(("ость", "есть")):
            return "f"
    msg = f'The gender of «{word}» can\'t be seen from its ending: give it in lexicon.toml, e.g. gender = "f".'
    raise ValueError(msg)


def decline_noun(word: str, entry: Entry, *, animate: bool) -> Forms:
    """The forms of a noun from "nom.sg" to "pre.pl"."""
    if read(entry, "kind") == "fixed":
        return {f"{case}.{number}": (word,) for number in ("sg", "pl") for case in CASES}
    gender = gender_of(word, entry)
    animate = {"yes": True, "no": False}.get(read(entry, "animate"), animate)
    forms: Forms = {}
    wanted = read(entry, "number")
    spelled = () if f"nom.{wanted}" in entry else _spell_noun(word, gender, entry)
    for number, spellings in zip(("sg", "pl"), spelled, strict=False):
        for case, spelling in zip(("nom", "gen", "dat", "ins", "pre"), spellings, strict=True):
            forms[f"{case}.{number}"] = (spelling,)
    for feature in [key for key in entry if "." in key]:
        value = entry[feature]
        forms[feature] = (value,) if isinstance(value, str) else tuple(value)
    _add_accusatives(word, gender, forms, animate=animate, entry=entry)
    return {key: value for key, value in forms.items() if key.endswith(wanted)}


def _add_accusatives(word: str, gender: str, forms: Forms, *, animate: bool, entry: Entry) -> None:
    if "acc.sg" not in entry and "gen.sg" in forms:
        if word[-1] in "ая" and gender != "n":
            stem = forms["gen.sg"][0][:-1]
            forms["acc.sg"] = (stem + ("у" if word[-1] == "а" else "ю"),)
        elif gender == "m" and animate:
            forms["acc.sg"] = forms["gen.sg"]
        else:
            forms["acc.sg"] = forms["nom.sg"]
    if "acc.pl" not in entry and "gen.pl" in forms:
        forms["acc.pl"] = forms["gen.pl"] if animate else forms["nom.pl"]


def _spell_noun(word: str, gender: str, entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    stem, (singular, plural) = _choose_endings(word, gender)
    oblique = read(entry, "stem") or stem
    plural_stem = read(entry, "plural_stem") or oblique
    stressed = read(entry, "stressed") == "yes"
    spelled = [word] + [oblique + _respell(oblique, ending, stressed=stressed) for ending in singular[1:]]
    if word.endswith(("ия", "ие", "ий")):
        spelled[4] = stem + "и"
        if word.endswith("ия"):
            spelled[2] = stem + "и"
    genitive = read(entry, "genpl")
    plurals = []
    for ending in plural:
        if ending == "0":
            plurals.append(genitive or _bare_genitive(word, plural_stem))
        else:
            plurals.append(plural_stem + _respell(plural_stem, ending, stressed=stressed))
    if genitive:
        plurals[1] = genitive
    return tuple(spelled), tuple(plurals)


def _choose_endings(word: str, gender: str) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    last = word[-1].lower()
    if last == "ь":
        return word[:-1], _MASCULINE_SOFT if gender == "m" else _FEMININE_THIRD
    by_ending = {
        "й": _MASCULINE_SHORT_I,
        "а": _FEMININE_HARD,
        "я": _FEMININE_SOFT,
        "о": _NEUTER_HARD,
        "е": _NEUTER_SOFT,
    }
    if last in by_ending:
        return word[:-1], by_ending[last]
    if last in _CONSONANTS:
        return word, _MASCULINE_HARD
    msg = f'The forms of «{word}» can\'t be known: say kind = "fixed" in lexicon.toml if it never changes.'
    raise ValueError(msg)


def _respell(stem: str, ending: str, *, stressed: bool = False) -> str:
    """An ending as spelling wants it behind velars, hushers and ц."""
    last = stem[-1].lower()
    if last in _VELARS + _HUSHERS and ending.startswith("ы"):
        return "и" + ending[1:]
    if last in _HUSHERS:
        if ending == "ов":
            return "ей"
        if ending in ("ом", "ой") and not stressed:
            return "е" + ending[1:]
        if ending[:1] in ("я", "ю"):
            return {"я": "а", "ю": "у"}[ending[0]] + ending[1:] if ending != "ью" else ending
    if last == "ц" and ending in ("ом", "ой", "ов") and not stressed:
        return "е" + ending[1:]
    return ending


def _bare_genitive(word: str, stem: str) -> str:
    """The genitive plural without an ending, with its fleeting vowel where it is regular."""
    if word.endswith(("ия", "ие")):
        return stem[:-1] + "ий"
    if word.endswith("я"):
        return stem + ("й" if stem[-1] in "аеёоуыэю" else "ь")
    if stem.endswith("к") and len(stem) > 1 and stem[-2] in _CONSONANTS:
        return stem[:-1] + ("ек" if stem[-2] in _HUSHERS + "ц" else "ок")
    return stem


def decline_adjective(word: str, entry: Entry) -> Forms:
    """The forms of an adjective or participle, given in any nominative; short forms under "short.m" and so on."""
    reflexive = "ся" if word.endswith("ся") else ""
    bare = word.removesuffix("ся")
    stem, ending = bare[:-2], bare[-2:]
    stressed = ending == "ой" or read(entry, "stressed") == "yes"
    last = "" if stressed and stem[-1].lower() in _HUSHERS else stem[-1].lower()
    soft = read(entry, "soft") == "yes" or (ending in ("ий", "яя", "ее") and last not in _VELARS + _HUSHERS)
    forms: Forms = {}
    for gender, endings in (_ADJECTIVE_SOFT if soft else _ADJECTIVE_HARD).items():
        for case, tail in zip(CASES, endings, strict=True):
            if tail:
                forms[f"{case}.{gender}"] = (stem + _respell_adjective(stem[-1], last, tail, soft=soft) + reflexive,)
    if ending == "ой":
        forms["nom.m"] = (word,)
    for gender in ("m", "pl"):
        forms[f"acc.{gender}.anim"] = forms[f"gen.{gender}"]
        forms[f"acc.{gender}.inan"] = forms[f"nom.{gender}"]
    forms.update(shorten(entry))
    return forms


def _respell_adjective(last: str, unstressed: str, ending: str, *, soft: bool) -> str:
    """An ending as spelling wants it; `unstressed` is the last letter again, or "" under a stressed ending."""
    if soft:
        return ending
    if last in _VELARS + _HUSHERS and ending.startswith("ы"):
        return "и" + ending[1:]
    if unstressed and unstressed in _HUSHERS + "ц" and ending.startswith("о"):
        return "е" + ending[1:]
    return ending


def shorten(entry: Entry) -> Forms:
    """Short forms are the lexicon's: their vowels and stress can't be told from the long ones."""
    short = entry.get("short", ())
    spellings = (short,) if isinstance(short, str) else tuple(short)
    if not spellings:
        return {}
    return {f"short.{gender}": (text,) for gender, text in zip(("m", "f", "n", "pl"), spellings, strict=True)}
