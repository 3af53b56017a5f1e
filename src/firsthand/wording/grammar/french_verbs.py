"""French verbs: the forms of an infinitive, plain and reflexive.

It knows conjugation and nothing of the place in a sentence. Features: "inf", "ger" (present participle), "pp.m.sg" and
so on, and for each person "pres.3sg", "impf.", "fut.", "cond.", "subj."; "past.3sg", "past.3pl"; "imp.2sg", "imp.1pl",
"imp.2pl". Reflexive phrases also have their compound forms: "perf.", "plup.", "condp.", "infp", "gerp", those of the
third person with an adverb between as well ("perf.3sg.jamais").
"""

import re

PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")
VOWELS = "aàâeéèêëiîïoôuùûhyœ"

_IMPERFECT = ("ais", "ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_SUBJUNCTIVE = ("e", "es", "e", "ions", "iez", "ent")
_PAST = {
    "i": {"past.3sg": "it", "past.3pl": "irent"},
    "u": {"past.3sg": "ut", "past.3pl": "urent"},
    "in": {"past.3sg": "int", "past.3pl": "inrent"},
}

# Present; stems of imperfect, future, subjunctive (weak/strong); past with its kind; present and past participle.
_IRREGULAR = {
    "avoir": ("ai as a avons avez ont", "av", "aur", "", "e u", "ayant", "eu"),
    "être": ("suis es est sommes êtes sont", "ét", "ser", "", "f u", "étant", "été"),
    "faire": ("fais fais fait faisons faites font", "fais", "fer", "fass/fass", "f i", "faisant", "fait"),
    "prendre": ("prends prends prend prenons prenez prennent", "pren", "prendr", "pren/prenn", "pr i",
                "prenant", "pris"),
    "vivre": ("vis vis vit vivons vivez vivent", "viv", "vivr", "viv/viv", "véc u", "vivant", "vécu"),
    "boire": ("bois bois boit buvons buvez boivent", "buv", "boir", "buv/boiv", "b u", "buvant", "bu"),
    "vendre": ("vends vends vend vendons vendez vendent", "vend", "vendr", "vend/vend", "vend i", "vendant", "vendu"),
    "mourir": ("meurs meurs meurt mourons mourez meurent", "mour", "mourr", "mour/meur", "mour u", "mourant", "mort"),
    "souffrir": ("souffre souffres souffre souffrons souffrez souffrent", "souffr", "souffrir", "souffr/souffr",
                 "souffr i", "souffrant", "souffert"),
    "devenir": ("deviens deviens devient devenons devenez deviennent", "deven", "deviendr", "deven/devienn", "dev in",
                "devenant", "devenu"),
    "sortir": ("sors sors sort sortons sortez sortent", "sort", "sortir", "sort/sort", "sort i", "sortant", "sorti"),
    "reprendre": ("reprends reprends reprend reprenons reprenez reprennent", "repren", "reprendr", "repren/reprenn",
                  "repr i", "reprenant", "repris"),
    "perdre": ("perds perds perd perdons perdez perdent", "perd", "perdr", "perd/perd", "perd i", "perdant", "perdu"),
    "acquérir": ("acquiers acquiers acquiert acquérons acquérez acquièrent", "acquér", "acquerr", "acquér/acquièr",
                 "acqu i", "acquérant", "acquis"),
    "transmettre": ("transmets transmets transmet transmettons transmettez transmettent", "transmett", "transmettr",
                    "transmett/transmett", "transm i", "transmettant", "transmis"),
    "combattre": ("combats combats combat combattons combattez combattent", "combatt", "combattr", "combatt/combatt",
                  "combatt i", "combattant", "combattu"),
    "mettre": ("mets mets met mettons mettez mettent", "mett", "mettr", "mett/mett", "m i", "mettant", "mis"),
    "répondre": ("réponds réponds répond répondons répondez répondent", "répond", "répondr", "répond/répond",
                 "répond i", "répondant", "répondu"),
}  # fmt: skip
_SUBJUNCTIVES = {
    "avoir": ("aie", "aies", "ait", "ayons", "ayez", "aient"),
    "être": ("sois", "sois", "soit", "soyons", "soyez", "soient"),
}
_IMPERATIVES = {"avoir": ("aie", "ayons", "ayez"), "être": ("sois", "soyons", "soyez")}
_DOUBLED = ("jeter", "appeler", "rejeter", "rappeler")
_REFLEXIVES = ("me", "te", "se", "nous", "vous", "se")
_BE = {
    "perf": ("suis", "es", "est", "sommes", "êtes", "sont"),
    "plup": ("étais", "étais", "était", "étions", "étiez", "étaient"),
    "condp": ("serais", "serais", "serait", "serions", "seriez", "seraient"),
}
_HAVE = {
    "perf": ("ai", "as", "a", "avons", "avez", "ont"),
    "plup": ("avais", "avais", "avait", "avions", "aviez", "avaient"),
    "condp": ("aurais", "aurais", "aurait", "aurions", "auriez", "auraient"),
}
_BETWEEN = ("pas", "plus", "jamais", "déjà", "souvent", "longtemps", "toujours")
"""Adverbs between an auxiliary and its participle."""

Forms = dict[str, tuple[str, ...]]


def begins_with_vowel(text: str) -> bool:
    """Whether articles are elided before a word; "h" is taken for mute but in the words where it is not."""
    first = text.lstrip('«“" ').lower()
    if re.match(
        r"(?:h(?:a(?:lte|sch|sh|ndicap|rcel|ine|ut|meau)|ors|éros\b|ollande|ongr|uit)|on[zc]e|oui|yaourt)", first
    ):
        return False
    return first[:1] in VOWELS and not first.startswith("y") if first else False


def elided(word: str, following: str) -> str:
    """A small word before another one: "se", "injecte" → "s’"; with its space or apostrophe."""
    if begins_with_vowel(following) and word in {"me", "te", "se", "je", "ne", "de", "le", "la", "que"}:
        return word[:-1] + "’"
    return word + " "


def simple_forms(infinitive: str) -> dict[str, str]:
    """Every simple form of a verb. Raises ValueError where its conjugation is not known."""
    known = _IRREGULAR.get(infinitive)
    if known:
        return _irregular(infinitive, known)
    if infinitive.endswith("er"):
        return _first_group(infinitive)
    if infinitive.endswith("ir"):
        return _second_group(infinitive)
    raise ValueError(f"the verb “{infinitive}” is not known: add it to the irregular verbs of the French grammar")


def _first_group(infinitive: str) -> dict[str, str]:
    stem = infinitive[:-2]
    strong = _strong(stem, infinitive)
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    future = (strong if not re.search(r"é[^aeiouy]+$", stem) else stem) + "er"
    present = (strong + "e", strong + "es", strong + "e", soft + "ons", stem + "ez", strong + "ent")
    forms = {f"pres.{p}": form for p, form in zip(PERSONS, present, strict=True)}
    for person, ending in zip(PERSONS, _IMPERFECT, strict=True):
        forms[f"impf.{person}"] = (soft if ending.startswith("a") else stem) + ending
        forms[f"cond.{person}"] = future + ending
    for person, ending in zip(PERSONS, _FUTURE, strict=True):
        forms[f"fut.{person}"] = future + ending
    for person, ending in zip(PERSONS, _SUBJUNCTIVE, strict=True):
        forms[f"subj.{person}"] = (stem if ending.startswith("i") else strong) + ending
    forms |= {"past.3sg": soft + "a", "past.3pl": stem + "èrent"}
    return forms | {
        "inf": infinitive,
        "ger": soft + "ant",
        "pp": stem + "é",
        "imp.2sg": strong + "e",
        "imp.1pl": soft + "ons",
        "imp.2pl": stem + "ez",
    }


def _strong(stem: str, infinitive: str) -> str:
    """The stem before a silent e: "lev-" → "lèv-", "jet-" → "jett-", "libér-" → "libèr-"."""
    if infinitive in _DOUBLED:
        return stem + stem[-1]
    found = re.search(r"[eé]([bcdfghjklmnprstvz]|[gq]u|tr|br|gr)$", stem)
    return stem[: found.start()] + "è" + found[1] if found else stem


def _second_group(infinitive: str) -> dict[str, str]:
    stem = infinitive[:-1]
    long = stem + "ss"
    present = (stem + "s", stem + "s", stem + "t", long + "ons", long + "ez", long + "ent")
    forms = {f"pres.{p}": form for p, form in zip(PERSONS, present, strict=True)}
    forms |= {p: stem[:-1] + ending for p, ending in _PAST["i"].items()}
    return (
        forms
        | _stems(long, infinitive, (long, long))
        | {
            "inf": infinitive,
            "ger": long + "ant",
            "pp": stem,
            "imp.2sg": stem + "s",
            "imp.1pl": long + "ons",
            "imp.2pl": long + "ez",
        }
    )


def _stems(imperfect: str, future: str, subjunctive: tuple[str, str]) -> dict[str, str]:
    forms: dict[str, str] = {}
    weak, strong = subjunctive
    for person, ending in zip(PERSONS, _IMPERFECT, strict=True):
        forms[f"impf.{person}"] = imperfect + ending
        forms[f"cond.{person}"] = future + ending
    for person, ending in zip(PERSONS, _FUTURE, strict=True):
        forms[f"fut.{person}"] = future + ending
    for person, ending in zip(PERSONS, _SUBJUNCTIVE, strict=True):
        forms[f"subj.{person}"] = (weak if ending.startswith("i") else strong) + ending
    return forms


def _irregular(infinitive: str, known: tuple[str, ...]) -> dict[str, str]:
    present, imperfect, future, subjunctive, past, gerund, participle = known
    now = present.split()
    forms = {f"pres.{p}": form for p, form in zip(PERSONS, now, strict=True)}
    weak, _, strong = subjunctive.partition("/")
    forms |= _stems(imperfect, future, (weak, strong))
    if infinitive in _SUBJUNCTIVES:
        forms |= {f"subj.{p}": f for p, f in zip(PERSONS, _SUBJUNCTIVES[infinitive], strict=True)}
    stem, kind = past.split()
    forms |= {p: stem + ending for p, ending in _PAST[kind].items()}
    commands = _IMPERATIVES.get(infinitive, (now[1].removesuffix("s") if now[1].endswith("es") else now[1], *now[3:5]))
    forms |= dict(zip(("imp.2sg", "imp.1pl", "imp.2pl"), commands, strict=True))
    return forms | {"inf": infinitive, "ger": gerund, "pp": participle}


def participles(participle: str) -> dict[str, str]:
    """A past participle in both genders and numbers."""
    feminine = "morte" if participle == "mort" else participle + "e"
    plural = participle if participle.endswith("s") else participle + "s"
    return {"m.sg": participle, "f.sg": feminine, "m.pl": plural, "f.pl": feminine + "s"}


def verb_paradigm(head: str, infinitive: str, tail: str) -> Forms:
    """The forms of a verb with what stands before ("se ", "s’") and behind it."""
    forms = simple_forms(infinitive)
    if head.replace("'", "’").lower() in {"se ", "s’"}:
        return _reflexive(forms, tail)
    found: Forms = {feature: (head + form + tail,) for feature, form in forms.items() if feature != "pp"}
    return found | {f"pp.{feature}": (head + form + tail,) for feature, form in participles(forms["pp"]).items()}


def _reflexive(forms: dict[str, str], tail: str) -> Forms:
    found: Forms = {}
    for feature, form in forms.items():
        tense, _, person = feature.partition(".")
        if tense == "imp":
            behind = {"2sg": "-toi", "1pl": "-nous", "2pl": "-vous"}[person]
            found[feature] = (form + behind + tail,)
        elif tense in {"inf", "ger"}:
            others = (elided(word, form) + form + tail for word in ("se", "me", "te", "nous", "vous"))
            found[feature] = tuple(others)
        elif tense != "pp":
            found[feature] = (elided(_REFLEXIVES[PERSONS.index(person)], form) + form + tail,)
    return found | _reflexive_compounds(participles(forms["pp"]), tail)


def _reflexive_compounds(participle: dict[str, str], tail: str) -> Forms:
    found: Forms = {}
    for tense, auxiliaries in _BE.items():
        for at, auxiliary in enumerate(auxiliaries):
            number = "sg" if PERSONS[at].endswith("sg") else "pl"
            begun = elided(_REFLEXIVES[at], auxiliary) + auxiliary
            for adverb in ("", *(_BETWEEN if PERSONS[at].startswith("3") else ())):
                found[f"{tense}.{PERSONS[at]}.{adverb}".rstrip(".")] = tuple(
                    f"{begun} {adverb} {participle[f'{gender}.{number}']}{tail}".replace("  ", " ")
                    for gender in ("m", "f")
                )
    for feature, words in (("infp", "s’être"), ("gerp", "s’étant")):
        found[feature] = tuple(f"{words} {form}{tail}" for form in participle.values())
    return found


def compound(feature: str, participle: str) -> str | None:
    """A compound form of a plain verb: "perf.3sg", "consommé" → "a consommé"."""
    tense, _, person = feature.partition(".")
    person, _, adverb = person.partition(".")
    if tense in {"infp", "gerp"}:
        return f"{'avoir' if tense == 'infp' else 'ayant'} {participle}"
    if tense in _HAVE and person in PERSONS:
        return " ".join(filter(None, (_HAVE[tense][PERSONS.index(person)], adverb, participle)))
    return None
