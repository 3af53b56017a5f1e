"""How Russian verbs conjugate: the regular classes by their infinitive, the others by a lexicon.

The features of a verb: "inf", the six persons "1sg" to "3pl" (present or, of a perfective verb, future), "past.m",
"past.f", "past.n", "past.pl", "imp.sg", "imp.pl" and "ger" (the adverbial participle).
"""

from firsthand.wording.grammar.russian_nouns import Entry, Forms

PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")
PASTS = ("past.m", "past.f", "past.n", "past.pl")

_VOWELS = "аеёиоуыэюя"
_FIRST = ("ю", "ешь", "ет", "ем", "ете", "ют")
_SECOND = ("ю", "ишь", "ит", "им", "ите", "ят")
_MUTATIONS = (("ст", "щ"), ("с", "ш"), ("з", "ж"), ("т", "ч"), ("д", "ж"))


def conjugate(word: str, entry: Entry) -> Forms:
    """The forms of a verb by their features; raises ValueError where its class can't be seen."""
    reflexive = word.endswith(("ться", "тись"))
    infinitive = word[:-2] if reflexive else word
    forms: dict[str, str] = {"inf": infinitive}
    forms.update(_present(word, infinitive, entry))
    forms.update(_past(infinitive, entry))
    forms.update(_imperative(forms, entry))
    forms.update(_gerund(infinitive, forms, entry))
    if not reflexive:
        return {key: (value,) for key, value in forms.items()}
    return {key: (_reflex(key, value),) for key, value in forms.items()}


def _given(entry: Entry, key: str, size: int) -> tuple[str, ...]:
    value = entry.get(key, ())
    value = (value,) if isinstance(value, str) else tuple(value)
    if value and len(value) != size:
        msg = f"«{key}» in lexicon.toml wants {size} forms, here are {len(value)}: {', '.join(value)}."
        raise ValueError(msg)
    return value


def _present(word: str, infinitive: str, entry: Entry) -> dict[str, str]:
    if given := _given(entry, "present", 6):
        return dict(zip(PERSONS, given, strict=True))
    stem = infinitive[:-3]
    if infinitive.endswith("овать"):
        return {person: infinitive[:-5] + "у" + ending for person, ending in zip(PERSONS, _FIRST, strict=True)}
    if infinitive.endswith(("ать", "ять", "еть")):
        vowel = infinitive[-3]
        return {person: stem + vowel + ending for person, ending in zip(PERSONS, _FIRST, strict=True)}
    if infinitive.endswith("нуть"):
        return dict(zip(PERSONS, (stem + end for end in ("у", "ешь", "ет", "ем", "ете", "ут")), strict=True))
    if infinitive.endswith("ить"):
        return _second_conjugation(stem)
    msg = f"How «{word}» conjugates can't be seen from its infinitive: give «present» in lexicon.toml."
    raise ValueError(msg)


def _second_conjugation(stem: str) -> dict[str, str]:
    first = stem + "ю"
    if stem[-1] in "жшчщ":
        first = stem + "у"
    elif stem[-1] in "бпвмф":
        first = stem + "лю"
    else:
        for ending, changed in _MUTATIONS:
            if stem.endswith(ending):
                first = stem.removesuffix(ending) + changed + "у"
                break
    forms = {person: stem + ending for person, ending in zip(PERSONS, _SECOND, strict=True)}
    forms["1sg"] = first
    if stem[-1] in "жшчщ":
        forms["3pl"] = stem + "ат"
    return forms


def _past(infinitive: str, entry: Entry) -> dict[str, str]:
    if given := _given(entry, "past", 4):
        return dict(zip(PASTS, given, strict=True))
    stem = infinitive[:-2] + "л"
    return dict(zip(PASTS, (stem, stem + "а", stem + "о", stem + "и"), strict=True))


def _imperative(forms: dict[str, str], entry: Entry) -> dict[str, str]:
    given = _given(entry, "imperative", 1)
    if given:
        single = given[0]
    elif forms["3pl"][-2] in "ую" and forms["3pl"][-3] in _VOWELS:
        single = forms["3pl"][:-2] + "й"
    else:
        single = forms["3pl"][:-2] + "и"
    return {"imp.sg": single, "imp.pl": single + "те"}


def _gerund(infinitive: str, forms: dict[str, str], entry: Entry) -> dict[str, str]:
    if given := _given(entry, "gerund", 1):
        return {"ger": given[0]} if given[0] != "-" else {}
    if entry.get("aspect") == "pf":
        return {"ger": infinitive[:-2] + ("вши" if infinitive != forms["inf"] else "в")}
    stem = forms["3pl"][:-2]
    return {"ger": stem + ("а" if stem[-1] in "жшчщ" else "я")}


def _reflex(feature: str, form: str) -> str:
    """The particle: -сь behind a vowel, else -ся."""
    if feature == "ger" and form.endswith("в"):
        return form + "шись"
    return form + ("сь" if form[-1] in _VOWELS else "ся")
