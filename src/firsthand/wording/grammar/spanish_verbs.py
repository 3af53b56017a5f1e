"""Spanish conjugation: the persons and tenses that reports, news and conversations use of a verb.

Regular verbs follow their ending and the rules of spelling; what is irregular comes from the lexicon, or from the few
verbs that are told here because every guide needs them. It knows nothing of nouns and of places in a sentence.
"""

from collections.abc import Iterator, Mapping

from firsthand.wording.schema import Lexicon

Irregular = Mapping[str, str | tuple[str, ...]]

PERSONS = ("1sg", "2sg", "3sg", "1pl", "3pl")
"""The second person plural is left out: the texts that are checked speak of people, rarely to them."""

_CLITICS = {"1sg": "me", "2sg": "te", "3sg": "se", "1pl": "nos", "3pl": "se"}

_ENDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "ar": {
        "pres": ("o", "as", "a", "amos", "an"),
        "past": ("é", "aste", "ó", "amos", "aron"),
        "imperf": ("aba", "abas", "aba", "ábamos", "aban"),
        "subj": ("e", "es", "e", "emos", "en"),
        "subjpast": ("ara", "aras", "ara", "áramos", "aran"),
    },
    "er": {
        "pres": ("o", "es", "e", "emos", "en"),
        "past": ("í", "iste", "ió", "imos", "ieron"),
        "imperf": ("ía", "ías", "ía", "íamos", "ían"),
        "subj": ("a", "as", "a", "amos", "an"),
        "subjpast": ("iera", "ieras", "iera", "iéramos", "ieran"),
    },
}
_ENDINGS["ir"] = {**_ENDINGS["er"], "pres": ("o", "es", "e", "imos", "en")}
_STRONG_PAST = ("e", "iste", "o", "imos", "ieron")
_FUTURE = ("é", "ás", "á", "emos", "án")
_CONDITIONAL = ("ía", "ías", "ía", "íamos", "ían")
_HABER = {
    "pres": ("he", "has", "ha", "hemos", "han"),
    "imperf": ("había", "habías", "había", "habíamos", "habían"),
    "subj": ("haya", "hayas", "haya", "hayamos", "hayan"),
    "cond": ("habría", "habrías", "habría", "habríamos", "habrían"),
    "subjpast": ("hubiera", "hubieras", "hubiera", "hubiéramos", "hubieran"),
}

KNOWN: dict[str, Irregular] = {
    "tener": {"stressed": "tien", "first": "tengo", "past": "tuv", "future": "tendr"},
    "hacer": {"first": "hago", "past": "hic", "past.3sg": "hizo", "future": "har", "pp": "hecho"},
    "caer": {"first": "caigo"},
    "recaer": {"first": "recaigo"},
    "traer": {"first": "traigo", "past": "traj"},
    "contraer": {"first": "contraigo", "past": "contraj"},
    "volver": {"stressed": "vuelv", "pp": "vuelto"},
    "morir": {"stressed": "muer", "weak": "mur", "pp": "muerto"},
    "adquirir": {"stressed": "adquier"},
    "perder": {"stressed": "pierd"},
    "estar": {
        "first": "estoy",
        "past": "estuv",
        "pres.2sg": "estás",
        "pres.3sg": "está",
        "pres.3pl": "están",
        "subj": ("esté", "estés", "esté", "estemos", "estén"),
    },
    "ser": {
        "pres": ("soy", "eres", "es", "somos", "son"),
        "past": ("fui", "fuiste", "fue", "fuimos", "fueron"),
        "imperf": ("era", "eras", "era", "éramos", "eran"),
        "subj": ("sea", "seas", "sea", "seamos", "sean"),
        "subjpast": ("fuera", "fueras", "fuera", "fuéramos", "fueran"),
    },
    "reducir": {"past": "reduj"},
}


def conjugate(infinitive: str, lexicon: Lexicon) -> dict[str, str]:
    """The forms of a verb by "inf", "ger", "pp" and tense with person ("past.3pl"); "chutarse" takes its pronouns."""
    reflexive = infinitive.endswith("se") and infinitive[:-2].endswith(("ar", "er", "ir", "ír"))
    plain = infinitive[:-2] if reflexive else infinitive
    if plain[-2:] not in _ENDINGS:
        raise ValueError(f"“{infinitive}” is no Spanish infinitive: verbs end in -ar, -er or -ir")
    irregular = lexicon.get(plain) or KNOWN.get(plain) or {}
    forms = {"inf": plain, "ger": _gerund(plain, irregular), "pp": _participle(plain, irregular)}
    for tense in ("pres", "past", "imperf", "fut", "cond", "subj", "subjpast"):
        for person, form in zip(PERSONS, _tense(plain, tense, irregular), strict=True):
            forms[f"{tense}.{person}"] = _text(irregular.get(f"{tense}.{person}"), form)
    return dict(_with_pronouns(forms)) if reflexive else forms


def _text(given: str | tuple[str, ...] | None, otherwise: str) -> str:
    return given if isinstance(given, str) else otherwise


def _tense(verb: str, tense: str, irregular: Irregular) -> tuple[str, ...]:
    given = irregular.get(tense)
    if isinstance(given, tuple | list):
        return tuple(given)
    if tense in ("fut", "cond"):
        stem = _text(irregular.get("future"), verb)
        return tuple(stem + ending for ending in (_FUTURE if tense == "fut" else _CONDITIONAL))
    if tense in ("pres", "subj"):
        return _present(verb, tense, irregular)
    if tense in ("past", "subjpast"):
        return _past(verb, tense, irregular)
    return tuple(verb[:-2] + ending for ending in _ENDINGS[verb[-2:]][tense])


def _present(verb: str, tense: str, irregular: Irregular) -> tuple[str, ...]:
    """Stressed stems ("vuelv-") outside the first person plural; "tengo" gives its stem to the whole subjunctive."""
    kind, stem = verb[-2:], verb[:-2]
    stressed = _text(irregular.get("stressed"), stem)
    first = irregular.get("first")
    forms = []
    for person, ending in zip(PERSONS, _ENDINGS[kind][tense], strict=True):
        base = stem if person == "1pl" else stressed
        if tense == "subj" and person == "1pl" and kind == "ir":
            base = _text(irregular.get("weak"), base)
        if isinstance(first, str) and tense == "subj" and first.endswith("o"):
            forms.append(first[:-1] + ending)
        elif isinstance(first, str) and tense == "pres" and person == "1sg":
            forms.append(first)
        else:
            forms.append(_spell(base, ending, kind))
    return tuple(forms)


def _past(verb: str, tense: str, irregular: Irregular) -> tuple[str, ...]:
    kind, stem = verb[-2:], verb[:-2]
    strong = irregular.get("past")
    if isinstance(strong, str):
        endings = _STRONG_PAST if tense == "past" else _ENDINGS["er"]["subjpast"]
        after_j = strong.endswith("j")
        return tuple(strong + (e[1:] if after_j and e.startswith(("ie", "ié")) else e) for e in endings)
    weak = _text(irregular.get("weak"), stem)
    forms = []
    for ending in _ENDINGS[kind][tense]:
        base = weak if ending.startswith(("ió", "ie", "ié")) else stem
        forms.append(_spell(base, ending, kind))
    return tuple(forms)


def _spell(stem: str, ending: str, kind: str) -> str:
    """Join a stem and an ending so that the sound stays: "drogu-é", "coloqu-e", "ejerz-o", "ca-yó"."""
    soft = ending[0] in "eéií"
    if kind == "ar" and soft:
        for last, new in (("gu", "gü"), ("g", "gu"), ("c", "qu"), ("z", "c")):
            if stem.endswith(last):
                return stem[: -len(last)] + new + ending
    if kind != "ar" and not soft:
        if stem.endswith(("ec", "oc", "uc")):
            return stem[:-1] + "zc" + ending
        for last, new in (("gu", "g"), ("g", "j"), ("c", "z")):
            if stem.endswith(last):
                return stem[: -len(last)] + new + ending
    if kind != "ar":
        return _spell_between_vowels(stem, ending)
    return stem + ending


def _spell_between_vowels(stem: str, ending: str) -> str:
    """ "prostituyó", "cayeron", "construye" and "caíste", where an i would stand between vowels."""
    if stem[-1] in "aeo":
        if ending.startswith(("ió", "ie", "ié")):
            return stem + "y" + ending[1:]
        return stem + ("í" + ending[1:] if ending.startswith("i") and len(ending) > 1 else ending)
    if stem[-1] == "u" and not stem.endswith(("gu", "qu")):
        if ending.startswith(("ió", "ie", "ié")):
            return stem + "y" + ending[1:]
        if ending[0] not in "ií":
            return stem + "y" + ending
    return stem + ending


def _gerund(verb: str, irregular: Irregular) -> str:
    if isinstance(given := irregular.get("ger"), str):
        return given
    if verb.endswith("ar"):
        return verb[:-2] + "ando"
    return _spell(_text(irregular.get("weak"), verb[:-2]), "iendo", verb[-2:])


def _participle(verb: str, irregular: Irregular) -> str:
    if isinstance(given := irregular.get("pp"), str):
        return given
    if verb.endswith("ar"):
        return verb[:-2] + "ado"
    return verb[:-2] + ("ído" if verb[-3] in "aeo" else "ido")


def _with_pronouns(forms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    gerund = forms["ger"]
    accented = gerund[:-4] + {"a": "á", "e": "é"}[gerund[-4]] + gerund[-3:]
    for person in ("3sg", "1sg", "2sg", "1pl"):
        suffix = "" if person == "3sg" else f".{person}"
        yield "inf" + suffix, forms["inf"] + _CLITICS[person]
        yield "ger" + suffix, accented + _CLITICS[person]
    for features, form in forms.items():
        if "." in features:
            yield features, f"{_CLITICS[features.rpartition('.')[2]]} {form}"
    for tense, auxiliaries in _HABER.items():
        for person, auxiliary in zip(PERSONS, auxiliaries, strict=True):
            yield f"perf{tense}.{person}", f"{_CLITICS[person]} {auxiliary} {forms['pp']}"
