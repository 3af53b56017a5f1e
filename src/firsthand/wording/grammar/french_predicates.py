"""French verbs in their sentence: a verb for a verb, and a verb for "être" with a noun or adjective.

"Il est toxicomane" becomes "il consomme des drogues": the tense of "être" goes over to the suggestion's verb.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.french_agreement import is_adjective
from firsthand.wording.grammar.french_determiners import fixed_elision
from firsthand.wording.grammar.french_verbs import compound, elided, simple_forms

_MOVING = re.compile(r"(?:re)?tomb|mort|décéd|sorti", re.IGNORECASE)
"""Verbs of the guide that take "être"."""
_AUXILIARIES = {
    "est": "a", "sont": "ont", "était": "avait", "étaient": "avaient", "suis": "ai", "es": "as", "sommes": "avons",
    "êtes": "avez", "sera": "aura", "seront": "auront", "serait": "aurait", "seraient": "auraient", "soit": "ait",
    "soient": "aient", "être": "avoir", "étant": "ayant",
}  # fmt: skip
_ADVERB = "pas|plus|jamais|déjà|encore|aussi|souvent|vite|aussitôt|presque|tous|toutes|bientôt|finalement|rapidement"
_TENSES = {
    "est": ("pres", "sg"), "sont": ("pres", "pl"), "était": ("impf", "sg"), "étaient": ("impf", "pl"),
    "sera": ("fut", "sg"), "seront": ("fut", "pl"), "serait": ("cond", "sg"), "seraient": ("cond", "pl"),
    "soit": ("subj", "sg"), "soient": ("subj", "pl"), "être": ("inf", ""), "étant": ("ger", ""),
    "été": ("pp", ""),
}  # fmt: skip
_BE = re.compile(
    rf"(?<![\w-])(?P<ne>n[’'])?(?P<be>{'|'.join(_TENSES)})\s+(?:(?P<not>pas|plus|jamais)\s+)?"
    r"(?P<adverb>(?:aussi|déjà|encore|toujours|souvent|parfois|également|probablement|peut-être|désormais|aujourd[’']hui|"
    r"eux-mêmes|elles-mêmes|elle-même|lui-même|tous|toutes|tous deux|depuis longtemps)\s+)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"^\*personne (?:qui (?P<self>s[’']|se )?\*(?P<verb>\w+)|(?P<active>ayant|vivant))(?P<tail>.*)$")
KEPT = re.compile(r"^\*personne (?=sans |en |sous )")
_WITHOUT = re.compile(r"^\*personne sans (?P<verb>\w+er)(?P<tail> .*)$")
_COORDINATED = re.compile(
    r"(?<![\w’'-])(?P<be>est|sont|était|étaient)\s+(?:(?!pas\b|plus\b|\w+[’'])[\w-]+,?\s+){1,4}(?:et|ou|mais)\s+$",
    re.IGNORECASE,
)
_SECOND = re.compile(r"^(?P<and>\s+(?:et|mais)\s+)(?P<word>[^\W\d_]+)(?![\w’'-])")
_ELISIONS = re.compile(r"(?:(?<![\w’'])(?:d|qu|lorsqu|puisqu|jusqu)[’']|[^’'])$|^$", re.IGNORECASE)
_INFINITIVES = {"a": "avoir", "fait": "faire", "vit": "vivre", "boit": "boire", "vend": "vendre", "prend": "prendre",
                "ayant": "avoir", "vivant": "vivre"}  # fmt: skip
_NEGATED = re.compile(r"(?<![\w’'])(?:pas|plus|jamais|sans)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"^ (?:des|du|de la|une|un) |^ de l[’']")
_LINKING = re.compile(
    r"(?<![\w-])(?:suis|es|est|sommes|êtes|sont|été|était|étaient|soit|devien\w+(?:-\w+)?|deven\w+|redeven\w+|reste\w*|resté\w*|devint|"
    r"pas|plus|jamais|fut|furent|sera|seront|serait|semble|être|étant|déjà|aussi|toujours)\s+$",
    re.IGNORECASE,
)


def links(before: str) -> bool:
    """Whether a noun without an article stands behind "être", "devenir" or the like."""
    return bool(_LINKING.search(before[-24:]))


def fit_predicate(place: Place, phrase: str) -> Fitted | None:
    """A verb for "est toxicomane"; None where that can't be said by a verb."""
    if second := _COORDINATED.search(place.before[-80:]):
        return _coordinated(second["be"].lower(), phrase)
    found = _BE.search(place.before[-60:])
    if not found or not _ELISIONS.search(place.before[-60:][: found.start()]):
        return None
    if without := _WITHOUT.match(phrase):
        return _ceasing(found, without)
    if kept := KEPT.match(phrase):
        return Fitted(phrase[kept.end() :].replace("*", ""))
    clause = _clause(phrase)
    said = _said(found, clause, place.before[: -len(found[0])]) if clause else None
    if said is None:
        return None
    said, right = _before_another(said, found["be"].lower(), place.after)
    left = len(found[0])
    said, more = fixed_elision(place.before[: len(place.before) - left], said)
    return Fitted(said, left + more, right)


def _clause(phrase: str) -> re.Match[str] | None:
    """What a suggestion says of a person, where it can be said with a verb in any tense."""
    clause = _CLAUSE.match(phrase)
    if not clause or "*" in clause["tail"]:
        return None
    verb = clause["verb"] or clause["active"]
    return clause if verb in _INFINITIVES or verb.endswith("e") else None


def _said(found: re.Match[str], clause: re.Match[str], before: str) -> str | None:
    """The clause of a suggestion in the tense of the "être" that was found."""
    tense, number = _TENSES[found["be"].lower()]
    verb, tail = clause["verb"] or clause["active"], clause["tail"]
    if tense == "pp" and (clause["self"] or re.match(r" \w+é\b", tail)):
        return None
    form = _form(verb, tense, number)
    if found["ne"]:
        return None if clause["self"] else _negated(found, form, tail)
    adverb = " " + found["adverb"].strip() if found["adverb"] else ""
    if tense == "pp" and _NEGATED.search(before):
        tail = _of(tail)
    return (elided("se", form) if clause["self"] else "") + form + adverb + tail


def _ceasing(found: re.Match[str], without: re.Match[str]) -> Fitted | None:
    """ "Il est sans consommer" is better said "il ne consomme plus"."""
    tense, number = _TENSES[found["be"].lower()]
    if found["ne"] or found["not"] or tense in {"inf", "ger", "pp"}:
        return None
    form = simple_forms(without["verb"])[f"{tense}.3{number}"]
    return Fitted(f"{elided('ne', form)}{form} plus{without['tail']}", len(found[0]))


def _coordinated(be: str, phrase: str) -> Fitted | None:
    """ "Il est pauvre et toxicomane": a verb beside the one that is there."""
    if kept := KEPT.match(phrase):
        return Fitted(f"{be} {phrase[kept.end() :]}".replace("*", ""))
    clause = _clause(phrase)
    if not clause:
        return None
    tense, number = _TENSES[be]
    form = _form(clause["verb"] or clause["active"], tense, number)
    return Fitted((elided("se", form) if clause["self"] else "") + form + clause["tail"])


def _before_another(said: str, be: str, after: str) -> tuple[str, int]:
    """ "Il est toxicomane et seul": the second word gets its own "est"."""
    second = _SECOND.match(after)
    if not second or be not in {"est", "sont", "était", "étaient"} or not is_adjective(second["word"]):
        return said, 0
    return f"{said}{second['and']}{be} ", second.end("and")


def _form(verb: str, tense: str, number: str) -> str:
    forms = simple_forms(_INFINITIVES.get(verb, verb + "r"))
    return forms[tense] if tense in {"inf", "ger", "pp"} else forms[f"{tense}.3{number}"]


def _negated(found: re.Match[str], form: str, tail: str) -> str:
    word = found["not"] or "pas"
    adverb = " " + found["adverb"].strip() if found["adverb"] else ""
    return f"{elided('ne', form)}{form} {word}{adverb}{_of(tail)}"


def _of(tail: str) -> str:
    """An object behind a negation: "des drogues" → "de drogues"."""
    found = _ARTICLE.match(tail)
    if not found:
        return tail
    return " " + elided("de", tail[found.end() :]) + tail[found.end() :]


def fit_verb(place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
    """A verb in the form of the one that was found."""
    text = _in_form(place, paradigm)
    if text is None:
        return None
    tail = phrase[phrase.find("*") + 1 :].partition(" ")
    text, right = _with_negation(place, text, tail[1] + tail[2])
    if place.features and all(feature.startswith("pp") for feature in place.features) and "pp.m.sg" in paradigm:
        text, right = _with_negation(place, paradigm["pp.m.sg"][0], tail[1] + tail[2])
        return _with_auxiliary(place, text, right)
    text, left = fixed_elision(place.before, text)
    return Fitted(text, left, right)


def _with_auxiliary(place: Place, participle: str, right: int) -> Fitted:
    """A participle whose verb takes the other auxiliary: "est retombé dans" → "a repris"."""
    was, now = bool(_MOVING.match(place.text)), bool(_MOVING.match(participle))
    if was == now:
        return Fitted(participle, 0, right)
    pairs = _AUXILIARIES if was else {have: be for be, have in _AUXILIARIES.items()}
    found = re.search(
        rf"(?<![\w-])(n[’'])?({'|'.join(pairs)})(\s+(?:(?:{_ADVERB})\s+)*)$", place.before[-60:], re.IGNORECASE
    )
    if not found:
        return Fitted(f"ayant {participle}" if was else participle, 0, right)
    auxiliary = pairs[found[2].lower()]
    return Fitted((found[1] or "") + auxiliary + found[3] + participle, len(found[0]), right, "review")


def _in_form(place: Place, paradigm: Paradigm) -> str | None:
    if "" in paradigm:
        return paradigm[""][0]
    for feature in sorted(place.features, key=lambda feature: _unlikely(feature, place.before)):
        if feature in paradigm:
            return _of_same_person(place.text, paradigm[feature])
        participle = paradigm.get("pp.m.sg")
        made = compound(feature, participle[0]) if participle else None
        if made:
            return made
    return None


def _unlikely(feature: str, before: str) -> tuple[int, int]:
    """Sorts what a form may be: the person of its subject first, then the indicative."""
    subject = re.search(r"(?<![\w’'])(je|j[’']|tu)\s*(?:ne\s+|n[’'])?$", before[-10:], re.IGNORECASE)
    wanted = {"j": "1sg", "t": "2sg"}[subject[1][0].lower()] if subject else "3"
    order = ("pres", "impf", "fut", "cond", "subj", "past", "imp")
    tense = feature.partition(".")[0]
    return (0 if wanted in feature else 1, order.index(tense) if tense in order else 0)


def _of_same_person(text: str, spellings: tuple[str, ...]) -> str:
    """ "me droguer" → "m’injecter", not "s’injecter"."""
    first = text[:1].lower()
    return next((form for form in spellings if form[:1] == first), spellings[0]) if len(spellings) > 1 else spellings[0]


def _with_negation(place: Place, text: str, tail: str) -> tuple[str, int]:
    """With "pas" in its place: "se drogue pas" → "consomme pas de drogues"."""
    if not tail or not text.endswith(tail):
        return text, 0
    verb = text.removesuffix(tail)
    behind = re.match(r"\s+(pas|plus|jamais|guère|point)(?![\w-])", place.after, re.IGNORECASE)
    if behind and re.search(r"(?<![\w’'])(?:ne\s+|n[’'])$", place.before, re.IGNORECASE):
        return f"{verb} {behind[1]}{_of(tail)}", behind.end()
    if _NEGATED.search(place.before) or re.search(r" (?:pas|plus|jamais) ", verb):
        return verb + _of(tail), 0
    return text, 0
